"""Decisions of meetings: noted per item with where and when, objections with who."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.actions import next_steps_place as places
from app.actions.acting import Write, act, as_chair, words
from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.domain import ids, meeting_decisions, times
from app.domain.action_items import whose
from app.domain.changes import Changes
from app.domain.meeting_decisions import CHANNELS, MEETING, MeetingDecision
from app.domain.records import Data, Row
from app.store import Store, current, meetings, members

PLACED = ("$.meeting", "$.item")
"""Fields that tell where a meeting's decision belongs."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A decision that was noted, or noted otherwise."""

    id: str
    changes: Changes


def note(
    store: Store,
    text: str,
    *,
    meeting: str | None = None,
    item: str | None = None,
    channel: str | None = None,
    at: str | None = None,
    objections: Sequence[tuple[str, str]] = (),
    clock: Clock = system,
) -> Noted:
    """Note what a meeting decided, of one item or of none; whoever reads the meeting reads it.

    `at` is a day or an instant, without it now; `objections` are (who: account or name, what).
    Raises Trouble: `not_a_chair`, `empty`, `no_such_record`, `no_meeting_named`, `bad_channel`,
    `bad_time`, `nul`, `too_long`.
    """
    as_chair(store)
    with store.atomic():
        place = places.of(store, meeting, item)
        if not place.get("meeting"):
            raise Trouble("no_meeting_named")
        data: Data = {
            "kind": MEETING,
            "text": _text(text),
            "channel": _channel(channel or "call"),
            "at": stamp(clock) if at is None else _instant(at),
            "objections": [_objection(store, who, what) for who, what in objections],
            **place,
        }
        id = ids.new_id()
        write = Write("decisions", id, data, places.readers(store, data))
        return Noted(id, act(store, "note decision", [write], clock))


def change(
    store: Store,
    id: str,
    *,
    text: str | None = None,
    item: str | None = None,
    channel: str | None = None,
    at: str | None = None,
    objections: Sequence[tuple[str, str]] = (),
    settled: Sequence[str] = (),
    clock: Clock = system,
) -> Noted:
    """Change what was noted; None leaves a field, `objections` are added to those there are.

    `settled` takes objections back, by their ids or who objected. Raises Trouble as `note` does,
    and `nothing_changed`, `no_such_objection`.
    """
    as_chair(store)
    if all(not each for each in (text, channel, at, objections, settled)) and item is None:
        raise Trouble("nothing_changed")
    with store.atomic():
        row = _row(store, id)
        data = dict(row.data)
        if text is not None:
            data["text"] = _text(text)
        if item is not None:
            data["item"] = places.of(store, data.get("meeting"), item).get("item") if item else None
        if channel:
            data["channel"] = _channel(channel)
        if at:
            data["at"] = _instant(at)
        if objections or settled:
            data["objections"] = [
                *_left(store, row, settled),
                *(_objection(store, who, what) for who, what in objections),
            ]
        write = Write("decisions", id, data, row.readers)
        return Noted(id, act(store, "change decision", [write], clock))


def withdraw(store: Store, id: str, clock: Clock = system) -> Changes:
    """Take back that it was decided. Raises Trouble: `not_a_chair`, `no_such_record`."""
    as_chair(store)
    with store.atomic():
        row = _row(store, id)
        data = {**row.data, "withdrawn": True}
        return act(store, "withdraw", [Write("decisions", id, data, row.readers)], clock)


def listed(
    store: Store, meeting: str | None = None, item: str | None = None
) -> list[MeetingDecision]:
    """Return what meetings decided, of one meeting in the order of its agenda."""
    # Of a round each proposal has a decision: those are not taken apart.
    rows = {row.id: row for path in PLACED for row in current.having(store, "decisions", path)}
    found = [each for row in rows.values() if (each := meeting_decisions.of_row(row)) is not None]
    if item is not None:
        found = [each for each in found if each.item == item]
    if meeting is None:
        return meeting_decisions.in_order(found, ())
    items = meetings.items(store, meeting)
    there = [
        each
        for each in found
        if each.meeting == meeting or (not each.meeting and each.item in items)
    ]
    order = [each.row.id for each in meetings.in_order(store, meeting)]
    return meeting_decisions.in_order(there, order)


def one(store: Store, id: str) -> MeetingDecision:
    """Return a meeting's decision. Raises Trouble("no_such_record")."""
    found = meeting_decisions.of_row(_row(store, id))
    if found is None:
        raise Trouble("no_such_record", collection="decisions", id=id)
    return found


def _row(store: Store, id: str) -> Row:
    row = current.one(store, "decisions", id)
    if row is None or meeting_decisions.of_row(row) is None:
        raise Trouble("no_such_record", collection="decisions", id=id)
    return row


def _left(store: Store, row: Row, settled: Sequence[str]) -> list[Data]:
    """Return the objections that stay. Raises Trouble("no_such_objection")."""
    given = row.data.get("objections")
    there: list[Data] = list(given) if isinstance(given, list) else []
    if isinstance(given, str) and given.strip():
        there = [{"id": ids.new_id(), "who": "", "text": given}]  # written as one text elsewhere
    people = members.people(store)
    for each in settled:
        named = {each, whose(each, people) or each}
        left = [one_ for one_ in there if not named & {one_.get("id"), one_.get("who")}]
        if left == there:
            raise Trouble("no_such_objection", name=each)
        there = left
    return there


def _objection(store: Store, named: str, what: str) -> Data:
    who_ = words(" ".join(named.split()))
    if not who_ and not what.strip():
        raise Trouble("empty")
    account = whose(who_, members.people(store)) or who_
    return {"id": ids.new_id(), "who": account, "text": words(what).strip()}


def _text(text: str) -> str:
    if not text.strip():
        raise Trouble("empty")
    return words(text).strip()


def _channel(word: str) -> str:
    if word not in CHANNELS:
        raise Trouble("bad_channel", word=word, known=", ".join(CHANNELS))
    return word


def _instant(at: str) -> str:
    try:
        return times.instant(at)
    except ValueError:
        raise Trouble("bad_time", text=at) from None
