"""The dates of the cycle in one line: milestones, meetings and deadlines, moved ones kept."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.rounds import Deadline
from app.i18n import _
from app.store import Store, current, meetings, rounds, tallies
from app.ui import times


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime
    title: str
    when: str
    till: str
    kind: str
    """`deadline`, `meeting`, `decision`, `publication` or another word of the Secretariat's."""
    over: bool
    moved: tuple[tuple[str, str], ...]
    """(old date, why) of each time it was moved, oldest first."""
    goes_to: tuple[str, str] | None = None
    """(place, id) that shows more."""


def moments(store: Store, now: datetime) -> list[Moment]:
    """Return all dates, earliest first; a meeting that is a milestone too is there once."""
    found = [*_milestones(store, now)]
    known = {(each.at, each.kind) for each in found}
    found += [each for each in _deadlines(store, now) if (each.at, each.kind) not in known]
    found += [each for each in _meetings(store, now) if (each.at, each.kind) not in known]
    starts = {times.parsed(row.data.get("starts")): row.id for row in meetings.listed(store)}
    linked = [
        Moment(each.at, each.title, each.when, each.till, each.kind, each.over, each.moved,
               ("meetings", starts[each.at]))
        if each.kind == "meeting" and each.at in starts and each.goes_to is None
        else each
        for each in found
    ]  # fmt: skip
    return sorted(linked, key=lambda each: (each.at, each.title))


def kind(word: str) -> str:
    known = {
        "deadline": _("deadline"),
        "meeting": _("meeting"),
        "decision": _("decision"),
        "publication": _("publication"),
    }
    return known.get(word, word)


def _milestones(store: Store, now: datetime) -> list[Moment]:
    found: list[Moment] = []
    for row in current.listed(store, "milestones"):
        at = times.parsed(row.data.get("at"))
        if at is not None:
            each = Deadline.from_json({**row.data, "at": row.data["at"]})
            title = str(row.data.get("title") or row.id)
            found.append(_moment(each, at, title, str(row.data.get("kind") or ""), now))
    return found


def _deadlines(store: Store, now: datetime) -> list[Moment]:
    titles = {each.id: each.title for each in rounds.listed(store)}
    found: list[Moment] = []
    for round_, each in tallies.deadlines(store):
        at = times.parsed(each.at)
        if at is not None:
            title = f"{titles.get(round_, round_)}: {each.what}"
            found.append(_moment(each, at, title, "deadline", now))
    return found


def _meetings(store: Store, now: datetime) -> list[Moment]:
    found: list[Moment] = []
    for row in meetings.listed(store):
        at = times.parsed(row.data.get("starts"))
        if at is not None:
            each = Deadline("", str(row.data["starts"]))
            title = str(row.data.get("title") or row.id)
            found.append(_moment(each, at, title, "meeting", now))
    return found


def _moment(each: Deadline, at: datetime, title: str, kind: str, now: datetime) -> Moment:
    moved = tuple(
        (times.full(was, now), str(step.get("why") or ""))
        for step in each.moved_from
        if (was := times.parsed(step.get("at"))) is not None
    )
    return Moment(at, title, times.deadline(each, now), times.until(at, now), kind, at < now, moved)
