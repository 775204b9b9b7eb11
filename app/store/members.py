"""The roster: who is who."""

from app.domain.records import Row
from app.domain.speakers import Person
from app.store import current
from app.store.database import Store

ASKED = frozenset({"member", "chair"})
"""Roles that are asked for reviews and answers."""


def listed(store: Store) -> list[Row]:
    sql = f"""
        SELECT {current.COLUMNS} FROM current WHERE collection = 'members'
         ORDER BY data ->> 'name', id
    """
    return [current.row(each) for each in store.rows(sql)]


def people(store: Store, *, left: bool = True) -> list[Person]:
    """Return everybody with the names she goes by; with `left` those, too, who are no more there."""
    return [
        Person(
            row.id,
            str(row.data.get("name") or row.id),
            tuple(str(each) for each in aliases) if isinstance(aliases, list) else (),
            str(row.data.get("role") or "member"),
        )
        for row in listed(store)
        for aliases in (row.data.get("aliases"),)
        if left or row.data.get("status") != "left"
    ]


def names(store: Store) -> dict[str, str]:
    """Return {account: name}."""
    return {row.id: row.data.get("name") or row.id for row in listed(store)}


def asked(store: Store) -> list[str]:
    """Return the accounts that are asked for answers, by name: members and chairs still there."""
    return [
        row.id
        for row in listed(store)
        if (row.data.get("role") or "member") in ASKED and row.data.get("status") != "left"
    ]


def unanswered(store: Store, round: str) -> list[str]:
    """Return accounts of members and chairs without a submitted review in `round`."""
    sql = """
        SELECT m.id FROM current m
         WHERE m.collection = 'members' AND m.data ->> 'role' IN ('member', 'chair')
           AND coalesce(m.data ->> 'status', '') != 'left'
           AND NOT EXISTS (
               SELECT 1 FROM shared r
                WHERE r.collection = 'reviews' AND r.owner = m.id
                  AND coalesce(r.data ->> 'withdrawn', 0) = 0
                  AND r.data ->> 'proposal' IN (
                      SELECT id FROM current
                       WHERE collection = 'proposals' AND data ->> 'round' = ?))
         ORDER BY m.data ->> 'name', m.id
    """
    return [row["id"] for row in store.rows(sql, [round])]
