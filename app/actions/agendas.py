"""The agenda of a meeting, written by chairs and Secretariat: items, their order, its state.

Each verb is one act: it goes to the outbox, needs no line, and can be taken back. Two who edit
at once are joined item by item, field by field (`app/domain/merging.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.actions import agenda_writing
from app.actions.acting import Write, act, as_chair
from app.actions.agenda_items import the_item, the_meeting
from app.actions.agenda_writing import (
    END,
    Fields,
    Place,
    filled,
    marked,
    moved,
    numbered,
    spots,
)
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import agendas, ids
from app.domain.agendas import NUMBERINGS, STATES, Amiss, Numbering
from app.domain.changes import Changes
from app.domain.records import Data, Row
from app.store import Store, current, meetings
from app.store.meetings import Item

Way = Literal["up", "down", "in", "out"]


@dataclass(frozen=True, slots=True)
class Done:
    id: str
    """Of the item, or the meeting."""
    changes: Changes


@dataclass(frozen=True, slots=True)
class Agenda:
    """An agenda as it stands here."""

    meeting: Row
    items: tuple[Item, ...]
    numbering: Numbering
    running: float
    """Minutes that all of it takes."""
    length: float | None
    """Minutes from the meeting's beginning to its end, None where that is not known."""
    amiss: tuple[Amiss, ...]
    removed: tuple[Row, ...]
    """Items that were taken out: they can be put back."""

    @property
    def over(self) -> float:
        """Return the minutes it runs over, negative for what is left; 0 where it is not known."""
        return 0.0 if self.length is None else self.running - self.length

    @property
    def flat(self) -> list[Item]:
        return list(meetings.flat(self.items))


def agenda(store: Store, meeting: str) -> Agenda:
    """Return the agenda of `meeting`. Raises Trouble("no_such_record")."""
    row = the_meeting(store, meeting)
    rows = meetings.items(store, meeting)
    data = {id: each.data for id, each in rows.items()}
    items = tuple(meetings.agenda(store, meeting))
    return Agenda(
        row,
        items,
        meetings.numbering(store, meeting) or agendas.inferred(data),
        sum(each.minutes for each in items),
        agendas.length(row.data),
        tuple(agendas.amiss(data, _carried_here(store, rows.values()))),
        tuple(each for each in rows.values() if agendas.gone(each.data)),
    )


def add(
    store: Store,
    meeting: str,
    title: str,
    given: Fields | None = None,
    place: Place = END,
    clock: Clock = system,
) -> Done:
    """Add an item. Without minutes, one with proposals has four for each of them.

    Raises Trouble: `not_a_chair`, `no_such_record`, `empty`, `negative_minutes`, `bad_purpose`,
    `no_such_paper`, `not_beside`, `nul`, `too_long`.
    """
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, meeting)
        id, rows = ids.new_id(), meetings.items(store, meeting)
        data = filled(store, {"meeting": meeting}, given or Fields())
        data["title"] = agenda_writing.title(title)
        if given is None or given.minutes is None:
            data["minutes"] = agendas.suggested(data.get("proposals") or ()) or None
        there = spots(rows, place, (id,))
        writes = [*numbered(row, rows), *moved(rows, there, skip={id})]
        data |= there[id]
        return Done(
            id, act(store, "add item", [*writes, Write("items", id, data, row.readers)], clock)
        )


def edit(store: Store, item: str, given: Fields, clock: Clock = system) -> Done:
    """Change what is said of an item. Minutes that followed its proposals go on following them.

    Raises Trouble: as `add` does.
    """
    as_chair(store)
    with store.atomic():
        row = the_item(store, item)
        data = filled(store, row.data, given)
        if given.proposals is not None and given.minutes is None:
            before = row.data.get("minutes")
            if not before or before == agendas.suggested(row.data.get("proposals") or ()):
                data["minutes"] = agendas.suggested(given.proposals) or None
        changed = [name for name in data if data[name] != row.data.get(name)]
        if not changed:
            return Done(item, Changes())
        write = Write("items", item, marked(data, changed), row.readers)
        return Done(item, act(store, "edit item", [write], clock))


def move(store: Store, item: str, place: Place, clock: Clock = system) -> Done:
    """Put an item, with what is under it, somewhere else on its agenda.

    Raises Trouble: `not_a_chair`, `no_such_record`, `not_beside`, `under_itself`.
    """
    as_chair(store)
    with store.atomic():
        row = the_item(store, item)
        meeting = str(row.data["meeting"])
        rows = meetings.items(store, meeting)
        below = agendas.inside({id: each.data for id, each in rows.items()}, item)
        if below & {place.after, place.before, place.under}:
            raise Trouble("under_itself", id=item)
        there = spots(rows, place, (item,))
        writes = [*numbered(the_meeting(store, meeting), rows), *moved(rows, there)]
        return Done(item, act(store, "move item", writes, clock))


def shift(store: Store, item: str, way: Way, clock: Clock = system) -> Done:
    """Move an item one step: up, down, in under the one before it, or out of the one above.

    Raises Trouble: `cannot_shift` where there is nowhere to go, and as `move` does.
    """
    row = the_item(store, item)
    rows = meetings.items(store, str(row.data["meeting"]))
    place = _step({id: each.data for id, each in rows.items()}, item, way)
    if place is None:
        raise Trouble("cannot_shift", id=item, way=way)
    return move(store, item, place, clock)


def remove(store: Store, item: str, clock: Clock = system) -> Done:
    """Take an item off the agenda, and all that is under it; `restore` puts it back.

    Raises Trouble: `not_a_chair`, `no_such_record`.
    """
    as_chair(store)
    with store.atomic():
        row = the_item(store, item)
        meeting = str(row.data["meeting"])
        rows = meetings.items(store, meeting)
        below = agendas.inside({id: each.data for id, each in rows.items()}, item)
        writes = [*numbered(the_meeting(store, meeting), rows)]
        for id in sorted(below):
            data = marked({**rows[id].data, "withdrawn": True}, ("withdrawn",))
            writes.append(Write("items", id, data, rows[id].readers))
        return Done(item, act(store, "remove item", writes, clock))


def restore(store: Store, item: str, clock: Clock = system) -> Done:
    """Put an item that was taken out back on the agenda, with what was taken out under it.

    Raises Trouble: `not_a_chair`, `no_such_record`, `not_removed`.
    """
    as_chair(store)
    with store.atomic():
        row = current.one(store, "items", item)
        if row is None:
            raise Trouble("no_such_record", collection="items", id=item)
        if not agendas.gone(row.data):
            raise Trouble("not_removed", id=item)
        rows = meetings.items(store, str(row.data.get("meeting")))
        back, grew = {item}, True
        while grew:
            more = {id for id, each in rows.items() if each.data.get("parent") in back}
            more = {id for id in more - back if agendas.gone(rows[id].data)}
            back |= more
            grew = bool(more)
        writes = [
            Write("items", id, marked({**rows[id].data, "withdrawn": False}, ("withdrawn",)), rows[id].readers)
            for id in sorted(back)
        ]  # fmt: skip
        return Done(item, act(store, "restore item", writes, clock))


def set_status(store: Store, meeting: str, status: str, clock: Clock = system) -> Done:
    """Say how far the agenda is: draft, proposed, adopted. Raises Trouble: `bad_status`."""
    if status not in STATES:
        raise Trouble("bad_status", word=status, known=", ".join(STATES))
    return _of_meeting(store, meeting, {"status": status}, clock)


def set_numbering(store: Store, meeting: str, style: str, clock: Clock = system) -> Done:
    """Number the items by numbers or letters, or as their labels say. Raises `bad_numbering`."""
    if style not in NUMBERINGS:
        raise Trouble("bad_numbering", word=style, known=", ".join(NUMBERINGS))
    return _of_meeting(store, meeting, {"numbering": style}, clock)


def _of_meeting(store: Store, meeting: str, given: Data, clock: Clock) -> Done:
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, meeting)
        data = marked({**row.data, **given}, tuple(given))
        changes = act(store, "edit meeting", [Write("meetings", meeting, data, row.readers)], clock)
        return Done(meeting, changes)


def _step(items: agendas.Items, item: str, way: Way) -> Place | None:
    parent = agendas.parents(items)[item]
    siblings = agendas.under(items, parent)
    at = siblings.index(item)
    match way:
        case "up":
            return Place(before=siblings[at - 1]) if at else None
        case "down":
            return Place(after=siblings[at + 1]) if at + 1 < len(siblings) else None
        case "in":
            return Place(under=siblings[at - 1]) if at else None
        case _:
            return None if parent is None else Place(after=parent)


def _carried_here(store: Store, rows: Iterable[Row]) -> dict[str, bool]:
    """Say of each item that something was carried to whether it, and its meeting, is here."""
    found: dict[str, bool] = {}
    for row in rows:
        to = str(row.data.get("carried_to") or "")
        there = current.one(store, "items", to) if to else None
        meeting = "" if there is None else str(there.data.get("meeting") or "")
        found[to] = bool(meeting) and current.one(store, "meetings", meeting) is not None
    return found
