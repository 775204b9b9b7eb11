"""The record of a meeting or of an agenda item, by id or by the label it has now."""

from app.actions.acting import there
from app.actions.trouble import Trouble
from app.domain import agendas
from app.domain.records import Row
from app.store import Store, current, meetings


def the_meeting(store: Store, id: str) -> Row:
    """Return the record of a meeting. Raises Trouble("no_such_record")."""
    return there(store, "meetings", id)


def the_item(store: Store, item: str, meeting: str | None = None) -> Row:
    """Return an item that is on an agenda: by its id (`item/ID` too), of `meeting` by its label too.

    Raises Trouble("no_such_record").
    """
    id = item.removeprefix("item/")
    row = current.one(store, "items", id)
    place = None if row is None or agendas.gone(row.data) else row.data.get("meeting")
    if row is not None and place and meeting in {None, place}:
        return row
    for each in meetings.in_order(store, meeting) if meeting is not None else ():
        if each.label.casefold() == id.casefold():
            return each.row
    raise Trouble("no_such_record", collection="items", id=item)
