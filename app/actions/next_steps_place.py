"""Where next steps and decisions belong (meeting, item, group), who reads them, who is who."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.actions import said_topics
from app.actions.acting import there
from app.actions.trouble import Trouble
from app.domain.records import Data
from app.store import Store, current

READERS = ("members",)


def of(store: Store, meeting: str | None, item: str | None, group: str | None = None) -> Data:
    """Return where it belongs: meeting, item, group. Raises Trouble: `no_such_record`."""
    place: Data = {}
    if item:
        id = item.removeprefix("item/")
        row = current.one(store, "items", id)
        if row is not None and (not meeting or row.data.get("meeting") == meeting):
            meeting = str(row.data.get("meeting") or "") or meeting
        elif meeting:
            id = said_topics.place(store, meeting, item)[0] or ""
        else:
            raise Trouble("no_such_record", collection="items", id=item)
        place["item"] = id
    if meeting:
        there(store, "meetings", meeting)
        place["meeting"] = meeting
    if group:
        there(store, "workgroups", group)
        place["group"] = group
    return place


def readers(store: Store, data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return who reads it: who reads its meeting."""
    row = current.one(store, "meetings", str(data.get("meeting") or ""))
    return READERS if row is None else row.readers


def known(store: Store, collection: str, id: str, found: Sequence[object]) -> None:
    """Refuse an id of which nothing is here: of a meeting that vanished what it left is listed.

    Raises Trouble("no_such_record").
    """
    if not found:
        there(store, collection, id)
