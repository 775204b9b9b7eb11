"""An agenda that was checked elsewhere, taken over whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.actions.acting import Write, act, as_chair
from app.actions.agenda_writing import marked
from app.actions.clock import Clock, system
from app.domain import agendas
from app.domain.changes import Changes
from app.domain.records import Data
from app.store import Store, current, meetings


@dataclass(frozen=True, slots=True)
class Given:
    """A record as a file has it."""

    id: str
    data: Data
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    meeting: str
    changes: Changes
    added: tuple[str, ...]
    changed: tuple[str, ...]
    left: tuple[str, ...]
    """Items of the meeting that the file does not have: they stay."""


def known(store: Store) -> dict[str, list[str]]:
    """Return the ids that an agenda may name, by collection; of items those whose meeting is here."""
    names = ("proposals", "documents", "members", "workgroups", "meetings")
    found = {name: [row.id for row in current.listed(store, name)] for name in names}
    there = set(found["meetings"])
    found["items"] = [
        row.id for row in current.listed(store, "items") if row.data.get("meeting") in there
    ]
    return found


def take(store: Store, meeting: Given, items: Sequence[Given], clock: Clock = system) -> Taken:
    """Make the agenda of `meeting` what a file says, in one act; a meeting that is not here is made.

    Fields that the file does not name stay, and so do items; one that was taken out and stands in
    the file comes back. Raises Trouble: `not_a_chair`, `nul`, `too_long`.
    """
    as_chair(store)
    with store.atomic():
        rows = meetings.items(store, meeting.id)
        writes: list[Write] = []
        added: list[str] = []
        changed: list[str] = []
        for collection, each in (("meetings", meeting), *(("items", one) for one in items)):
            old = current.one(store, collection, each.id)
            if old is None:
                writes.append(Write(collection, each.id, each.data, each.readers))
                added.append(each.id)
                continue
            wanted = {**each.data, **({"withdrawn": False} if agendas.gone(old.data) else {})}
            if collection == "items":
                wanted.setdefault("parent", None)
            new = [
                name
                for name, value in wanted.items()
                if (old.data.get(name) or None) != (value or None)
            ]
            if new:
                data = marked({**old.data, **{name: wanted[name] for name in new}}, new)
                writes.append(Write(collection, each.id, data, old.readers))
                changed.append(each.id)
        changes = act(store, "take agenda", writes, clock) if writes else Changes()
        stays = {each.id for each in items}
        left = tuple(
            id for id, row in rows.items() if id not in stays and not agendas.gone(row.data)
        )
        return Taken(meeting.id, changes, tuple(added), tuple(changed), left)
