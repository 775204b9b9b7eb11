"""What the server wishes erased here, held back while it is so much that somebody must be asked.

A server that was emptied by mistake, or a hand that slipped, would take the papers off
every computer. So many erasures at once are not done but marked: the records stay and
are shown as no longer on the server, everything else goes on, and the member decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.records import Record
from app.store import records
from app.store.database import Store

HANDFUL = 10
"""So many may always be erased without asking."""
PART = 10
"""More than a tenth of what is here is asked about."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the member: may these leave this computer?"""

    count: int
    mine: int
    """How many of them are her own; they stay whatever she answers."""
    of: int
    """Records here, these included."""
    collections: dict[str, int]


def holds_back(store: Store, given: Iterable[Record], erased: set[Key], before: int) -> set[Key]:
    """Return which of `given` must be asked about first: all that are in `erased`, or none.

    Args:
        store: the profile.
        given: what the server said, or a pack.
        erased: those of its tombstones that stand for an erasure; access that was lost
            is none.
        before: how many were erased already in the same sync.
    """
    here = [
        (each.collection, each.id)
        for each in given
        if each.data is None
        and (each.collection, each.id) in erased
        and records.version(store, each.collection, each.id) is not None
    ]
    if not here:
        return set()
    many = too_many(before + len(here), before + _here(store))
    # What comes while the question is open belongs to it.
    return set(here) if many or asked(store) is not None else set()


def too_many(count: int, of: int) -> bool:
    return count > HANDFUL and count * PART > of


def hold(store: Store, keys: Iterable[Key]) -> None:
    """Keep `keys` although the server erased them, until the member has answered."""
    with store.atomic():
        for key in sorted(keys):
            store.run(
                """
                INSERT OR REPLACE INTO erasures
                SELECT collection, id, coalesce(owner =
                       (SELECT value FROM facts WHERE name = 'account'), 0)
                  FROM records WHERE generation = ? AND collection = ? AND id = ?
                """,
                [records.current_generation(store), *key],
            )
            store.run(
                "UPDATE records SET missing = 1 WHERE generation = ? AND collection = ? AND id = ?",
                [records.current_generation(store), *key],
            )


def asked(store: Store) -> Asked | None:
    """Return the open question, None if there is none."""
    sql = f"SELECT collection, mine, count(*) AS n FROM erasures e WHERE {_OPEN} GROUP BY 1, 2"
    counts: dict[str, int] = {}
    count = mine = 0
    for row in store.rows(sql):
        counts[row["collection"]] = counts.get(row["collection"], 0) + row["n"]
        count += row["n"]
        mine += row["n"] if row["mine"] else 0
    return Asked(count, mine, count + _here(store), counts) if count else None


def keep(store: Store) -> int:
    """Let all of it stay, marked as no longer on the server; return how many."""
    open_ones = asked(store)
    store.run("DELETE FROM erasures")
    return open_ones.count if open_ones else 0


def let_go(store: Store) -> list[Key]:
    """Take away what was asked about, but for the member's own; return what went."""
    with store.atomic():
        gone = [
            (row["collection"], row["id"])
            for row in store.rows(
                f"SELECT collection, id FROM erasures e WHERE mine = 0 AND {_OPEN}"
            )
        ]
        for key in gone:
            store.run(
                "DELETE FROM records WHERE generation = ? AND collection = ? AND id = ?"
                " AND missing = 1",
                [records.current_generation(store), *key],
            )
        store.run("DELETE FROM erasures")
    return gone


_OPEN = """
    EXISTS (SELECT 1 FROM records r
             WHERE r.generation = (SELECT CAST(value AS INTEGER) FROM facts
                                    WHERE name = 'generation')
               AND r.collection = e.collection AND r.id = e.id AND r.missing = 1)
"""


def _here(store: Store) -> int:
    """Return how many records the server has here."""
    row = store.one(
        "SELECT count(*) AS n FROM records WHERE generation = ? AND missing = 0",
        [records.current_generation(store)],
    )
    return row["n"] if row else 0
