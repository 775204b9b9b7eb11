"""Changes of an agenda that members propose, and objections: listed, taken up, noted."""

from dataclasses import dataclass
from typing import Any

from app.actions import agenda_writing, annotating
from app.actions.acting import Write, act, as_chair, me, words
from app.actions.agenda_items import the_item, the_meeting
from app.actions.agenda_writing import Fields, Place, filled, marked
from app.actions.agendas import Done
from app.actions.clock import Clock, stamp, system
from app.actions.papers import About
from app.actions.trouble import Trouble
from app.domain import ids
from app.domain.agendas import objections_of
from app.domain.records import Data, Row
from app.store import Store, annotations, current, meetings, members

CHANGED = ("title", "minutes", "lead", "purpose")
"""Fields that a member may propose to change."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change that a member would like."""

    id: str
    """Of her comment."""
    by: str
    name: str
    item: str | None
    """None: a new item, at the end."""
    text: str
    change: Data
    """The fields as she would have them; `new`: an item behind this one."""
    state: str
    """`open`, `accepted` or `objection`."""
    waiting: bool
    """It has not left this computer."""


@dataclass(frozen=True, slots=True)
class Objection:
    id: str
    by: str
    """Account or name of who objects, "" where nobody said."""
    text: str
    item: str | None = None
    at: str = ""


def propose(
    store: Store,
    meeting: str,
    text: str,
    given: Fields | None = None,
    *,
    item: str | None = None,
    new: bool = False,
    audience: tuple[str, ...] | None = None,
    clock: Clock = system,
) -> Done:
    """Propose a change of `item`, or a new item behind it; a comment that the chairs read.

    Without `item` it is a new one at the end. Raises Trouble: `no_such_record`, `empty` (neither
    words nor a change), `bad_purpose`, `negative_minutes`, `bad_audience`, `nul`, `too_long`.
    """
    me(store)
    the_meeting(store, meeting)
    if item is not None and the_item(store, item).data["meeting"] != meeting:
        raise Trouble("no_such_record", collection="items", id=item)
    said, made = words(text).strip(), filled(store, {}, given or Fields())
    change: Data = {name: made[name] for name in CHANGED if made.get(name)}
    if new or item is None:
        if not change.get("title"):
            raise Trouble("empty")
        change |= {"new": True, "meeting": meeting}
    if not said and not change:
        raise Trouble("empty")
    kind, about = ("meeting", meeting) if item is None else ("item", item)
    readers = annotating.audience_of(store, About(kind, about), "comment", audience)
    data: Data = {
        "about": {"kind": kind, "id": about, "version": None},
        "anchor": None, "kind": "comment", "text": said, "change": change,
    }  # fmt: skip
    id = ids.new_id()
    return Done(id, act(store, "propose change", [Write("comments", id, data, readers)], clock))


def proposed(store: Store, meeting: str) -> list[Proposed]:
    """Return the changes proposed for a meeting's agenda, open ones first, then as they came."""
    row = the_meeting(store, meeting)
    items = meetings.items(store, meeting)
    treated = {
        str(each.get("id")): str(each.get("state"))
        for data in (row.data, *(item.data for item in items.values()))
        for each in data.get("changes") or ()
    }
    account, names = me(store).account, members.names(store)
    marks = [
        *annotations.on_items(store, list(items)),
        *current.where(store, "comments", "$.about.id", meeting),
    ]
    found = [
        Proposed(
            each.id,
            each.owner or account,
            names.get(each.owner or account, each.owner or account),
            about if (about := str(each.data["about"]["id"])) in items else None,
            str(each.data.get("text") or ""),
            dict(each.data["change"]),
            treated.get(each.id, "open"),
            each.waiting,
        )
        for each in marks
        if isinstance(each.data.get("change"), dict) and not each.data.get("withdrawn")
    ]
    return sorted(found, key=lambda each: each.state != "open")


def accept(store: Store, meeting: str, change: str, clock: Clock = system) -> Done:
    """Take a proposed change into the agenda. Of words alone it is only noted that they were.

    Raises Trouble: `not_a_chair`, `no_such_change`, `treated_already`.
    """
    as_chair(store)
    with store.atomic():
        asked = _open(store, meeting, change)
        mark = {"id": change, "state": "accepted", "by": me(store).account, "at": stamp(clock)}
        if asked.change.get("new") or asked.item is None:
            return _taken_up(store, meeting, asked, mark, clock)
        row = the_item(store, asked.item)
        data = filled(store, row.data, _fields(asked.change))
        changed = [name for name in CHANGED if data.get(name) != row.data.get(name)]
        data = marked(_treated(data, mark), changed)
        write = Write("items", row.id, data, row.readers)
        return Done(row.id, act(store, "accept change", [write], clock))


def note_objection(
    store: Store,
    meeting: str,
    text: str = "",
    *,
    by: str = "",
    item: str | None = None,
    change: str | None = None,
    clock: Clock = system,
) -> Done:
    """Note an objection to the agenda; with `change`, a proposed change that is not taken up.

    Raises Trouble: `not_a_chair`, `no_such_record`, `no_such_change`, `treated_already`, `empty`.
    """
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, meeting)
        at, writes = stamp(clock), list[Write]()
        said: Data = {"id": change or ids.new_id(), "by": by, "text": words(text).strip(), "at": at}
        data: Data = {**row.data}
        if change is not None:
            asked = _open(store, meeting, change)
            said |= {"by": asked.by, "text": said["text"] or asked.text or _told(asked.change)}
            item = asked.item
            mark = {"id": change, "state": "objection", "by": me(store).account, "at": at}
            if item is None:
                data = _treated(data, mark)
            else:
                about = the_item(store, item)
                writes.append(Write("items", item, _treated(about.data, mark), about.readers))
        elif item is not None:
            the_item(store, item)
        if not said["text"]:
            raise Trouble("empty")
        if item is not None:
            said["item"] = item
        data["objections"] = [*_with_ids(store, row), said]
        writes.append(Write("meetings", meeting, marked(data, ("objections",)), row.readers))
        return Done(str(said["id"]), act(store, "note objection", writes, clock))


def objections(store: Store, meeting: str) -> list[Objection]:
    """Return the objections noted at a meeting, as they came."""
    row = the_meeting(store, meeting)
    return [
        Objection(
            str(each["id"]),
            str(each.get("by") or ""),
            str(each.get("text") or ""),
            None if not each.get("item") else str(each["item"]),
            str(each.get("at") or ""),
        )
        for each in _with_ids(store, row)
    ]


def _open(store: Store, meeting: str, change: str) -> Proposed:
    for each in proposed(store, meeting):
        if each.id == change:
            if each.state != "open":
                raise Trouble("treated_already", id=change, state=each.state)
            return each
    raise Trouble("no_such_change", id=change)


def _taken_up(store: Store, meeting: str, asked: Proposed, mark: Data, clock: Clock) -> Done:
    """Add the item that was proposed; its id follows from the comment, so that it is added once."""
    row, rows = the_meeting(store, meeting), meetings.items(store, meeting)
    id = ids.agreed(me(store).cycle, f"change/{asked.id}")
    behind = asked.item if asked.item is not None and asked.item in rows else None
    place = Place(after=behind) if behind is not None else agenda_writing.END
    there = agenda_writing.spots(rows, place, (id,))
    data = filled(store, {"meeting": meeting}, _fields(asked.change)) | there[id]
    writes = [
        Write("items", id, _treated(data, mark), row.readers),
        *agenda_writing.numbered(row, rows),
        *agenda_writing.moved(rows, there, skip={id}),
    ]
    return Done(id, act(store, "accept change", writes, clock))


def _fields(change: Data) -> Fields:
    minutes = change.get("minutes")
    texts = {name: str(change[name]) for name in ("title", "lead", "purpose") if change.get(name)}
    return Fields(minutes=minutes if isinstance(minutes, int | float) else None, **texts)


def _treated(data: Data, mark: Data) -> Data:
    before: list[Any] = data.get("changes") or []
    return {**data, "changes": [*before, mark]}


def _with_ids(store: Store, row: Row) -> list[Data]:
    """Return the objections of a meeting, each with an id of its own (of a bare text its own)."""
    cycle = me(store).cycle
    return [
        {
            **each,
            "id": each.get("id") or ids.agreed(cycle, f"{row.id}/objection/{each.get('text')}"),
        }
        for each in objections_of(row.data)
    ]


def _told(change: Data) -> str:
    return "; ".join(f"{name}: {change[name]}" for name in CHANGED if change.get(name))
