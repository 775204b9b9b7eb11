"""What a chair types while an item is under way: notes and key points, in the item itself."""

from app.actions.acting import Write, act, as_chair, words
from app.actions.agenda_items import the_item
from app.actions.agenda_writing import marked
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.domain.records import Row
from app.store import Store

FIELDS = ("notes", "key_points")


def note(store: Store, item: str, field: str, text: str, clock: Clock = system) -> Changes:
    """Add a point behind what an item's `field` (one of FIELDS) says; the same twice is kept once.

    Raises Trouble: `not_a_chair`, `no_such_record`, `bad_field`, `empty`, `nul`, `too_long`.
    """
    said = words(" ".join(text.split()))
    if not said:
        raise Trouble("empty")
    as_chair(store)
    with store.atomic():
        row = _row(store, item, field)
        before = str(row.data.get(field) or "").rstrip()
        line = said if said.startswith(("- ", "* ")) else f"- {said}"
        if line in before.split("\n"):
            return Changes.of("items", ids=(row.id,))
        return _put(store, row, field, f"{before}\n{line}" if before else line, clock)


def put(store: Store, item: str, field: str, text: str, clock: Clock = system) -> Changes:
    """Write an item's `field` (one of FIELDS) anew.

    Raises Trouble: `not_a_chair`, `no_such_record`, `bad_field`, `nul`, `too_long`.
    """
    said = words(text).strip()
    as_chair(store)
    with store.atomic():
        row = _row(store, item, field)
        if said == str(row.data.get(field) or "").strip():
            return Changes()
        return _put(store, row, field, said, clock)


def _row(store: Store, item: str, field: str) -> Row:
    if field not in FIELDS:
        raise Trouble("bad_field", field=field)
    return the_item(store, item)


def _put(store: Store, row: Row, field: str, text: str, clock: Clock) -> Changes:
    data = marked({**row.data, field: text or None}, (field,))
    return act(store, "note", [Write("items", row.id, data, row.readers, home=row.at_home)], clock)
