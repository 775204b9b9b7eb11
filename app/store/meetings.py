"""Meetings, and their agendas as trees."""

from dataclasses import dataclass

from app.domain.records import Row
from app.store import current
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item with the items under it."""

    row: Row
    children: tuple["Item", ...] = ()


def listed(store: Store) -> list[Row]:
    """Return all meetings, the latest first."""
    sql = f"""
        SELECT {current.COLUMNS} FROM current WHERE collection = 'meetings'
         ORDER BY data ->> 'starts' DESC, id
    """
    return [current.row(each) for each in store.rows(sql)]


def agenda(store: Store, meeting: str) -> list[Item]:
    """Return the agenda of `meeting` in its order; items without a known parent are roots."""
    sql = f"""
        SELECT {current.COLUMNS} FROM current
         WHERE collection = 'items' AND data ->> 'meeting' = ?
         ORDER BY coalesce(data ->> 'position', 0), data ->> 'label', id
    """
    rows = [current.row(each) for each in store.rows(sql, [meeting])]
    known = {row.id for row in rows}
    under: dict[str | None, list[Row]] = {}
    for row in rows:
        parent = row.data.get("parent")
        under.setdefault(parent if parent in known and parent != row.id else None, []).append(row)

    def grow(row: Row, seen: frozenset[str]) -> Item:
        below = [each for each in under.get(row.id, []) if each.id not in seen]
        return Item(row, tuple(grow(each, seen | {each.id}) for each in below))

    grown = [grow(row, frozenset({row.id})) for row in under.get(None, [])]
    placed = {id for item in grown for id in _ids(item)}
    # Items that name each other as parents in a circle hang under nothing: show them all the same.
    return grown + [Item(row) for row in rows if row.id not in placed]


def _ids(item: Item) -> list[str]:
    return [item.row.id, *(id for child in item.children for id in _ids(child))]
