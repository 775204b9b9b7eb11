"""A summary report that was looked at, kept in its meeting in one act."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.actions import next_steps as actions
from app.actions import summarising_kept
from app.actions.acting import Write, act, as_chair, me
from app.actions.agenda_items import the_meeting
from app.actions.agenda_writing import behind, marked
from app.actions.clock import Clock, stamp, system
from app.actions.summarising_look import Fate, Looked
from app.domain import attendance, ids, meeting_decisions, next_steps
from app.domain.agendas import gone
from app.domain.attendance import Attendee
from app.domain.changes import Changes
from app.domain.records import Data, Row
from app.store import Store, current, meetings


def save(
    store: Store, looked: Looked, *, replacing: bool = False, clock: Clock = system
) -> Changes:
    """Keep what was looked at, in one act; with `replacing` also what says something else here.

    Items the agenda lacks are added. The same file again changes nothing. Raises Trouble:
    `not_a_chair`, `no_such_record`, `nul`, `too_long`.
    """
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, looked.meeting)
        writes = [*_items(store, row, looked, replacing=replacing)]
        writes += _decisions(store, row, looked, clock)
        writes += _other_steps(store, row, looked)
        people = _people(row, looked, replacing=replacing)
        if people != row.data:
            writes.append(Write("meetings", row.id, people, row.readers, home=row.at_home))
        before = summarising_kept.report_of(store, row)
        made = {**before, **_report(before, looked, replacing=replacing)}
        if made != before:
            writes.append(summarising_kept.write(store, row, made, clock))
        return act(store, "import report", writes, clock) if writes else Changes()


def _items(store: Store, row: Row, looked: Looked, *, replacing: bool) -> list[Write]:
    rows = meetings.items(store, row.id)
    writes: list[Write] = []
    new = [each for each in looked.items if each.new]
    places = behind(rows, [each.item for each in new]) if new else {}
    above: list[tuple[int, str]] = []
    for each in looked.items:
        above = [(level, id) for level, id in above if level < each.part.level]
        parent = above[-1][1] if above else None
        above.append((each.part.level, each.item))
        if each.item not in rows:
            data: Data = {"meeting": row.id, **each.data, **places[each.item], "parent": parent}
            if each.part.label:
                data["label"] = each.part.label
            writes.append(Write("items", each.item, marked(data, data), row.readers))
            continue
        before = rows[each.item]
        wanted = _wanted(each.data, each.fate, replacing=replacing)
        if gone(before.data):  # it was taken out here, and the report has it
            wanted["withdrawn"] = False
        changed = [name for name in wanted if wanted[name] != before.data.get(name)]
        if changed:
            data = marked({**before.data, **wanted}, changed)
            writes.append(Write("items", each.item, data, before.readers, home=before.at_home))
    return writes


def _wanted(data: Mapping[str, Any], fate: Mapping[str, Fate], *, replacing: bool) -> Data:
    takes = {"filled", "differs"} if replacing else {"filled"}
    return {name: data[name] for name in data if fate.get(name, "filled") in takes}


def _report(before: Mapping[str, Any], looked: Looked, *, replacing: bool) -> Data:
    """Return the fields of the whole report that are taken."""
    wanted = _wanted(looked.report, looked.fate, replacing=replacing)
    if before.get("source") and not replacing:
        wanted.pop("source", None)
    return wanted


def _people(row: Row, looked: Looked, *, replacing: bool) -> Data:
    """Return the meeting with the list of participants."""
    people = attendance.of(row.data)
    for each in looked.people:
        known = next((one for one in people if one.id == each.attendee.id), None)
        people = attendance.put(people, _joined(known, each.attendee, replacing=replacing))
    if people == attendance.of(row.data):
        return row.data
    return marked({**row.data, "attendance": attendance.written(people)}, ("attendance",))


def _joined(known: Attendee | None, read: Attendee, *, replacing: bool) -> Attendee:
    """Return somebody as she stands in the list and, where that says nothing, as the file has her."""
    if known is None:
        return read
    if replacing:
        return replace(read, state=known.state if read.state == "present" else read.state, more=known.more)  # fmt: skip
    names = ("name", "role", "affiliation", "kind")
    filled = {name: getattr(known, name) or getattr(read, name) for name in names}
    written = any(getattr(known, name) for name in names) or known.line
    return replace(known, **filled, line=known.line if written else read.line)


def _decisions(store: Store, row: Row, looked: Looked, clock: Clock) -> list[Write]:
    """Return what notes the decisions of the report that are not noted for their item yet."""
    found = [
        each
        for other in current.listed(store, "decisions")
        if (each := meeting_decisions.of_row(other)) is not None
    ]
    noted = {(each.item, _same(each.text)) for each in found}
    of_meeting = {_same(each.text) for each in found if each.meeting == row.id}
    writes: list[Write] = []
    told = [(each.item, text) for each in looked.items for text in each.part.decisions]
    told += [("", text) for text in looked.summary.other.decisions]
    for item, text in told:
        words = _same(text)
        # Of a decision about none of the items it counts that the meeting has it at all.
        if (item, words) in noted or (not item and words in of_meeting):
            continue
        data: Data = {
            "kind": meeting_decisions.MEETING, "text": text, "channel": "call",
            "at": str(row.data.get("starts") or stamp(clock)), "objections": [],
            "meeting": row.id, **({"item": item} if item else {}),
        }  # fmt: skip
        id = ids.agreed(me(store).cycle, f"{item or row.id}/decided/{words}")
        writes.append(Write("decisions", id, data, row.readers))
    return writes


def _other_steps(store: Store, row: Row, looked: Looked) -> list[Write]:
    """Return what notes the next steps of no item that the meeting has not yet."""
    known = {_same(each.action.text) for each in actions.listed(store, meeting=row.id)}
    cycle = me(store).cycle
    return [
        actions.written(store, ids.agreed(cycle, f"{row.id}/step/{_same(each.text)}"), each, row.id)
        for each in next_steps.of(looked.summary.other.next_steps)
        if _same(each.text) not in known
    ]


def _same(text: str) -> str:
    return " ".join(text.split())
