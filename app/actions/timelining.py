"""Reads the dates of the cycle: milestones, meetings, deadlines of rounds and papers, questions."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from app.actions import clock as clocks
from app.actions.acting import me, there
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import online, times, zones
from app.domain.audience import is_kept_back
from app.domain.records import Data, Row
from app.domain.timeline import CANCELLED, Entry, gathered, moves, uid
from app.phrases.timeline import passcodes, title
from app.store import Store, current, meetings, tallies


def entries(store: Store) -> list[Entry]:
    """Return every date of the cycle, the earliest first; what is announced twice once."""
    return gathered(
        (
            *_milestones(store),
            *_deadlines(store),
            *_meetings(store),
            *_papers(store),
            *_questions(store),
        )
    )


def zone(name: str | None) -> tzinfo | None:
    """Return the zone called `name`; None for this computer's.

    Raises Trouble: `no_such_zone`, `no_such_zone_like`.
    """
    if name is None:
        return None
    found = zones.find(name)
    if found is None:
        near = zones.like(name)
        code = "no_such_zone_like" if near else "no_such_zone"
        raise Trouble(code, name=name, like=", ".join(near))
    return found


def handed_on(
    store: Store, meeting: str | None = None, clock: Clock = system
) -> tuple[bytes, tuple[str, ...]]:
    """Return what `calendar` does, and in words what whoever hands it on should know."""
    content = calendar(store, meeting, clock)
    found = entries(store) if meeting is None else [of_meeting(store, meeting)]
    secret = any(passcode for each in found for _kind, _value, passcode in each.joins)
    return content, (passcodes(),) if secret else ()


def calendar(store: Store, meeting: str | None = None, clock: Clock = system) -> bytes:
    """Return all dates, or that of one meeting, as an iCalendar file.

    Taken in again it takes the place of what it brought before: each date keeps its name (UID),
    in both files and on every computer. Raises Trouble: `not_joined`, `no_such_record`, `no_date`,
    `nothing_to_export`.
    """
    from app.actions.composing import cycle_title  # noqa: PLC0415 -- slow import
    from app.reports.timeline_report import calendar as written  # noqa: PLC0415 -- only here

    cycle = me(store).cycle
    found = entries(store) if meeting is None else [of_meeting(store, meeting)]
    if not found:
        raise Trouble("nothing_to_export")
    name = cycle_title(store) if meeting is None else found[0].title
    return written(found, cycle, name, clock())


def shapes(store: Store, zone_name: str | None = None, clock: Clock = system) -> list[Data]:
    """Return every date as `--json` shows it, its own time in the zone called so.

    Raises Trouble: `not_joined`, `no_such_zone`, `no_such_zone_like`.
    """
    cycle, told_in = me(store).cycle, zone(zone_name)
    now = clocks.now(store, clock)
    return [shape(each, cycle, now, told_in) for each in entries(store)]


def shape(each: Entry, cycle: str, now: datetime, zone: tzinfo | None) -> Data:
    """Return one date as `--json` shows it."""
    here = each.at.astimezone(zone)
    return {
        "collection": each.collection,
        "id": each.id,
        "what": each.what or None,
        "title": title(each),
        "kind": each.kind or None,
        "at": times.text(each.at),
        "ends": None if each.ends is None else times.text(each.ends),
        "local": here.isoformat(),
        "zone": zones.offset(here),
        "aoe": each.aoe,
        "announced": times.announced_day(each.at).isoformat() if each.aoe else None,
        "state": each.state(now),
        "cancelled": each.cancelled,
        "moved": bool(each.moves),
        "moved_from": [
            {"at": times.text(step.at), "local": step.at.astimezone(zone).isoformat(),
             "on": step.on or None, "why": step.why or None}
            for step in each.moves
        ],
        "also": [{"collection": other.collection, "id": other.id, "what": other.what or None,
                  "title": title(other)} for other in each.also],
        "uid": uid(cycle, each),
        "sequence": each.sequence,
    }  # fmt: skip


def of_meeting(store: Store, id: str) -> Entry:
    """Return the date of one meeting, as it stands in the timeline.

    Raises Trouble: `not_joined`, `no_such_record`, `no_date`.
    """
    me(store)
    there(store, "meetings", id)
    found = next((each for each in entries(store) if (each.collection, each.id) == ("meetings", id)),
                 None)  # fmt: skip
    if found is None:
        raise Trouble("no_date", id=id)
    return found


def next_meeting(store: Store, clock: Clock = system) -> str:
    """Return the meeting that is on or comes next, else the last one. Raises Trouble: `not_joined`,
    `nothing_to_export`.
    """
    me(store)
    now = clocks.now(store, clock)
    known = sorted(_meetings(store), key=lambda each: (each.at, each.id))
    if not known:
        raise Trouble("nothing_to_export")
    return next((each.id for each in known if each.state(now) != "passed"), known[-1].id)


def meeting(row: Row, planned: int = 0) -> Entry | None:
    """Return when a meeting is; without an end it lasts the minutes its agenda is `planned` for."""
    data = row.data
    at = times.parsed(data.get("starts"))
    if at is None:
        return None
    ends = times.parsed(data.get("ends"))
    if ends is None or ends <= at:
        ends = at + timedelta(minutes=planned) if 0 < planned <= _DAY else None
    return Entry(
        "meetings", row.id, _title(row), "meeting", at, ends,
        moves=moves(data.get("moved_from")),
        cancelled=_cancelled(data),
        revision=_revision(row),
        modified=_modified(row), readers=_readers(row),
        place=str(data.get("place") or ""),
        joins=_joins(data.get("join_by")),
    )  # fmt: skip


def _meetings(store: Store) -> list[Entry]:
    rows = meetings.listed(store)
    lasting = meetings.planned(store) if any(not row.data.get("ends") for row in rows) else {}
    return [each for row in rows if (each := meeting(row, lasting.get(row.id, 0)))]


_DAY = 24 * 60
_PACKS, _LAST = 10**12, 4 * 10**12
"""Versions that packs give: milliseconds of this century."""


def _milestones(store: Store) -> Iterator[Entry]:
    for row in current.listed(store, "milestones"):
        at = times.parsed(row.data.get("at"))
        if at is not None:
            yield Entry(
                "milestones", row.id, _title(row), str(row.data.get("kind") or ""), at,
                aoe=row.data.get("aoe") is True,
                moves=moves(row.data.get("moved_from")),
                cancelled=_cancelled(row.data),
                revision=_revision(row),
                modified=_modified(row), readers=_readers(row),
            )  # fmt: skip


def _deadlines(store: Store) -> Iterator[Entry]:
    rows = {row.id: row for row in current.listed(store, "rounds")}
    counted: Counter[tuple[str, str]] = Counter()
    for id, each in tallies.deadlines(store):
        at = times.parsed(each.at)
        if at is None:
            continue
        counted[id, each.what] += 1
        number = counted[id, each.what]
        row = rows[id]
        yield Entry(
            "rounds", id, _title(row), "deadline", at,
            what=each.what if number == 1 else f"{each.what} {number}",
            aoe=each.aoe,
            moves=moves(each.moved_from),
            revision=_revision(row),
            modified=_modified(row), readers=_readers(row),
        )  # fmt: skip


def _papers(store: Store) -> Iterator[Entry]:
    """Yield until when papers can be commented on; those withdrawn ask for nothing."""
    for row in current.having(store, "documents", "$.comments_by"):
        at = times.parsed(row.data.get("comments_by"))
        if at is not None and row.data.get("status") != "withdrawn":
            yield Entry(
                "documents", row.id, _title(row), "deadline", at,
                what="comments",
                moves=moves(row.data.get("moved_from")),
                revision=_revision(row),
                modified=_modified(row), readers=_readers(row),
            )  # fmt: skip


def _questions(store: Store) -> Iterator[Entry]:
    """Yield until when decisions are asked online, those that ended as they were asked."""
    for row in current.where(store, "decisions", "$.kind", online.ONLINE):
        at, asked = times.parsed(row.data.get("closes_at")), online.question(row)
        if at is not None and asked is not None:
            yield Entry(
                "decisions", row.id, asked.title, "deadline", at,
                what="positions",
                aoe=asked.aoe,
                moves=moves(asked.moved_from),
                revision=_revision(row),
                modified=_modified(row), readers=_readers(row),
            )  # fmt: skip


def _title(row: Row) -> str:
    return str(row.data.get("title") or row.id)


def _cancelled(data: Mapping[str, Any]) -> bool:
    return str(data.get("status") or "") in CANCELLED or data.get("withdrawn") is True


def _revision(row: Row) -> int:
    """Return how often a server saw the record changed: what waits here is one change more."""
    counted = 0 if _by_pack(row) else row.revision or 0
    return counted + row.waiting


def _modified(row: Row) -> datetime | None:
    """Return when the record was written, its date moved or its pack made, the latest of these."""
    days = [times.parsed(each.on) for each in moves(row.data.get("moved_from"))]
    known = [times.parsed(row.data.get("written_at")), *days]
    if _by_pack(row) and row.revision:
        known.append(datetime.fromtimestamp(row.revision / 1000, UTC))
    return max((each for each in known if each is not None), default=None)


def _readers(row: Row) -> tuple[str, ...]:
    return ("chairs",) if is_kept_back(row.collection, row.data) else row.readers


def _by_pack(row: Row) -> bool:
    """Say whether a pack gave the record its version: the milliseconds at which it was made."""
    return _PACKS <= (row.revision or 0) <= _LAST


def _joins(given: object) -> tuple[tuple[str, str, str], ...]:
    found: list[tuple[str, str, str]] = []
    for each in given if isinstance(given, list) else ():
        if isinstance(each, Mapping) and each.get("value"):
            way: Mapping[str, Any] = each
            found.append(
                (str(way.get("kind") or ""), str(way["value"]), str(way.get("passcode") or ""))
            )
    return tuple(found)
