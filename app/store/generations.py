"""Making what was read anew, beside what is shown, the one that is shown; what is lost by it."""

import json
from dataclasses import dataclass

from app.domain.records import Data, Record
from app.store import facts, records
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Lost:
    """A record of mine that the server had and has no more, or that differs there now."""

    record: Record
    """As this computer holds it."""
    version: int | None = None
    data: Data | None = None
    """What the server has of it now, if that was mine before."""


def swap_generation(store: Store) -> list[Lost]:
    """Make the second generation the one that is shown; the first goes. Return what I lost.

    After `access` what is missing is dropped; after any other reason it is kept and
    marked as no longer on the server, since only a recorded deletion deletes. After
    both, mine is kept and the rest dropped. That something was dropped is noted (`reads_less`),
    since older copies of the store hold it as well.
    """
    with store.atomic():
        filling = facts.get(store, "filling")
        if filling is None:
            return []
        reasons = set((facts.get(store, "filling_why") or "").split())
        old, new = records.current_generation(store), int(filling)
        lost: list[Lost] = []
        _keep_carried(store, old, new)
        if reasons != {"access"}:
            store.run(
                """
                INSERT OR IGNORE INTO records
                       (generation, collection, id, version, owner, audience, data, missing)
                SELECT ?, collection, id, version, owner, audience, data, 1
                  FROM records
                 WHERE generation = ? AND version > 0
                   AND (NOT ? OR owner = (SELECT value FROM facts WHERE name = 'account'))
                """,
                [new, old, "access" in reasons],
            )
            lost = _lost(store, old, new)
        if _drops(store, old, new):
            records.note_loss(store)
        facts.put(store, generation=str(new), filling=None, filling_why=None)
        store.run("DELETE FROM beneath")
        store.run("DELETE FROM records WHERE generation = ?", [old])
        # What came while the first generation was still shown is indexed only now.
        store.run(
            "INSERT OR IGNORE INTO dirty SELECT collection, id FROM records WHERE generation = ?",
            [new],
        )
        return lost


def _drops(store: Store, old: int, new: int) -> bool:
    sql = """
        SELECT 1 AS found FROM records o
         WHERE o.generation = ?
           AND NOT EXISTS (SELECT 1 FROM records n
                            WHERE n.generation = ? AND n.collection = o.collection AND n.id = o.id)
         LIMIT 1
    """
    return store.one(sql, [old, new]) is not None


def _keep_carried(store: Store, old: int, new: int) -> None:
    """Take over what no server ever had (version 0) where the new generation has nothing of it.

    What members sent by file is read by chairs and the Secretariat alone: who is neither any
    more keeps only what is her own, and nothing of it in the ledger either.
    """
    sql = """
        SELECT coalesce(
                   (SELECT data ->> 'role' FROM records
                     WHERE generation = ? AND collection = 'members'
                       AND id = (SELECT value FROM facts WHERE name = 'account')),
                   (SELECT value FROM facts WHERE name = 'role')) IN ('chair', 'secretariat') AS takes
    """
    found = store.one(sql, [new])
    takes = found is not None and bool(found["takes"])
    sql = """
        INSERT OR IGNORE INTO records (generation, collection, id, version, owner, audience, data)
        SELECT ?, collection, id, version, owner, audience, data
          FROM records
         WHERE generation = ? AND version = 0
           AND (? OR owner = (SELECT value FROM facts WHERE name = 'account'))
    """
    store.run(sql, [new, old, takes])
    if not takes:
        store.run("DELETE FROM carried")


def _lost(store: Store, old: int, new: int) -> list[Lost]:
    sql = """
        SELECT o.*, n.missing AS gone, n.version AS there, n.data AS theirs
          FROM records o
          JOIN records n ON n.generation = ? AND n.collection = o.collection AND n.id = o.id
         WHERE o.generation = ? AND o.owner = (SELECT value FROM facts WHERE name = 'account')
           AND o.version > 0 AND (n.missing = 1 OR n.data != o.data)
         ORDER BY o.collection, o.id
    """
    lost: list[Lost] = []
    for row in list(store.rows(sql, [new, old])):
        record = records.record_of(row)
        theirs = None if row["gone"] else json.loads(row["theirs"])
        if theirs is not None and records.was_mine(store, record.collection, record.id, theirs):
            lost.append(Lost(record, row["there"], theirs))
        else:
            # What has a history of its own there is not overwritten: offered without a base,
            # it comes back with theirs, and both are joined or shown.
            lost.append(Lost(record))
    return lost
