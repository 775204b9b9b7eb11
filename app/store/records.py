"""What the server said. Only sync writes here, and only with what a server or pack said.

Version 0 is what no server has said: it came in a member's file (`app.store.carried`) and
gives way to any version of a server.
"""

import json
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from app.domain.collections import MEMBERS_OWN
from app.domain.records import Data, Record
from app.store import facts, submitted
from app.store.database import Row, Store, fitting

UPSERT = """
    INSERT INTO records (generation, collection, id, version, owner, audience, data)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (generation, collection, id) DO UPDATE
       SET version = excluded.version, owner = excluded.owner, audience = excluded.audience,
           data = excluded.data, missing = 0
     WHERE excluded.version > records.version
        OR records.missing = 1
        OR (excluded.version = records.version
            AND (excluded.data != records.data OR excluded.audience != records.audience))
"""

SAID = MEMBERS_OWN | {"contacts", "decisions", "letters"}
"""What people said, decided and where they live: when one of these may no longer be read here,
copies of it go too. Of papers that were narrowed they do not (decision 27)."""
READS_LESS = "reads_less"
"""The fact that something was dropped which may no longer be read, and that copies may hold it."""


@dataclass(slots=True)
class Applied:
    """What taking over some records did: ids by collection."""

    news: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    gone: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


def apply(
    store: Store,
    given: Iterable[Record],
    generation: int | None = None,
    erased: AbstractSet[tuple[str, str]] = frozenset(),
) -> Applied:
    """Take over what the server said; applying the same again changes nothing.

    A record gives way only to a higher version, or to the same version as this
    reader may see it now (words withdrawn, sight widened). `data` None is a
    tombstone: the record leaves this computer. One that is not among the `erased` says that it
    may no longer be read; of what people said that is noted (`reads_less`). Raises Unfit.
    """
    into = current_generation(store) if generation is None else generation
    applied = Applied()
    # While everything is read anew, what comes is not yet told from what was mine before.
    me = None if is_read_anew(store) else facts.get(store, "account")
    lost = False
    with store.atomic(), fitting():
        for record in given:
            key = [into, record.collection, record.id]
            if record.data is None:
                sql = "DELETE FROM records WHERE generation = ? AND collection = ? AND id = ?"
                submitted.forget(store, record.collection, record.id)
                store.run("DELETE FROM beneath WHERE collection = ? AND id = ?", key[1:])
                if store.run(sql, key):
                    applied.gone.append((record.collection, record.id))
                    told = (record.collection, record.id) in erased
                    lost = lost or (record.collection in SAID and not told)
            elif store.run(
                UPSERT,
                [
                    *key,
                    record.version,
                    record.owner,
                    json.dumps(record.audience),
                    json.dumps(record.data, ensure_ascii=False),
                ],
            ):
                applied.news.append((record.collection, record.id))
                if me is not None and record.owner == me:
                    _remember(store, record.collection, record.id, record.data)
                    about = record.collection, record.id, record.data
                    submitted.keep(store, *about, record.version or None)
        if lost and into == current_generation(store):
            note_loss(store)
    return applied


def was_mine(store: Store, collection: str, id: str, data: Data) -> bool:
    """Say whether the server ever gave me my record with just these words.

    After a restore that tells an older state of mine from one that was written since.
    """
    sql = "SELECT 1 FROM past WHERE collection = ? AND id = ? AND digest = ?"
    return store.one(sql, [collection, id, submitted.digest(data)]) is not None


def remember_mine(store: Store) -> None:
    """Keep what the server has of mine now, to know it again after the next restore."""
    sql = """
        SELECT collection, id, data FROM records
         WHERE generation = ? AND owner = (SELECT value FROM facts WHERE name = 'account')
    """
    for row in list(store.rows(sql, [current_generation(store)])):
        _remember(store, row["collection"], row["id"], json.loads(row["data"]))


def _remember(store: Store, collection: str, id: str, data: Data) -> None:
    store.run(
        "INSERT OR IGNORE INTO past VALUES (?, ?, ?)", [collection, id, submitted.digest(data)]
    )


def current_generation(store: Store) -> int:
    return int(facts.get(store, "generation", "1") or 1)


def filling_generation(store: Store) -> int:
    """Return the generation that incoming records fill: a second one after a reset."""
    filling = facts.get(store, "filling")
    return current_generation(store) if filling is None else int(filling)


def begin_generation(store: Store, why: str) -> None:
    """Start filling a second generation beside the first, after a reset named `why`.

    A reset that comes while it is being filled starts it anew; both reasons count.
    """
    with store.atomic():
        fresh = current_generation(store) + 1
        reasons = set((facts.get(store, "filling_why") or "").split()) | {why}
        store.run("DELETE FROM records WHERE generation != ?", [fresh - 1])
        facts.put(
            store,
            filling=str(fresh),
            filling_why=" ".join(sorted(reasons)),
            cursor=None,
            epoch=None,
        )


def empty_filling(store: Store) -> None:
    """Throw away what has come into the generation that is filled beside the shown one."""
    filling = facts.get(store, "filling")
    if filling is not None:
        store.run("DELETE FROM records WHERE generation = ?", [int(filling)])


def note_loss(store: Store) -> None:
    """Note that something went that may no longer be read here, so that copies of it go too."""
    facts.put(store, **{READS_LESS: "1"})


def reads_less(store: Store) -> bool:
    """Say whether copies of this store may hold what may no longer be read here."""
    return facts.get(store, READS_LESS) is not None


def copies_are_clean(store: Store) -> None:
    """Note that no copy of this store holds what may no longer be read here."""
    facts.put(store, **{READS_LESS: None})


def is_read_anew(store: Store) -> bool:
    """Say whether a reset other than of access is under way: then no base can be trusted."""
    reasons = set((facts.get(store, "filling_why") or "").split())
    return facts.get(store, "filling") is not None and reasons != {"access"}


def missing(store: Store) -> list[Record]:
    """Return what this computer holds and the server no longer has."""
    sql = "SELECT * FROM records WHERE generation = ? AND missing = 1 ORDER BY collection, id"
    return [record_of(row) for row in store.rows(sql, [current_generation(store)])]


def record_of(row: Row) -> Record:
    return Record(
        row["collection"],
        row["id"],
        row["version"],
        row["owner"],
        tuple(json.loads(row["audience"])),
        json.loads(row["data"]),
    )


def versions(store: Store) -> list[tuple[str, str, int]]:
    """Return (collection, id, version) of all the server has, for the digest."""
    sql = """
        SELECT collection, id, version FROM records
         WHERE generation = ? AND missing = 0 AND version > 0
    """
    return [
        (row["collection"], row["id"], row["version"])
        for row in store.rows(sql, [filling_generation(store)])
    ]


def one(store: Store, collection: str, id: str) -> Record | None:
    """Return a record as others have said it, without what waits here; None if there is none."""
    sql = "SELECT * FROM records WHERE generation = ? AND collection = ? AND id = ? AND missing = 0"
    row = store.one(sql, [current_generation(store), collection, id])
    return None if row is None else record_of(row)


def version(
    store: Store, collection: str, id: str, generation: int | None = None
) -> tuple[int, str] | None:
    """Return (version, data as JSON) of the server's record, None if it has none."""
    sql = """
        SELECT version, data FROM records
         WHERE generation = ? AND collection = ? AND id = ? AND missing = 0
    """
    into = current_generation(store) if generation is None else generation
    row = store.one(sql, [into, collection, id])
    return None if row is None else (row["version"], row["data"])
