"""What stands of a record that chairs wrote by file, over what the last pack said of it.

The joined words lie in `records` with version 0; what the pack said waits in `beneath` until
a newer one comes.
"""

import json
from collections.abc import Iterable, Mapping

from app.domain import standing
from app.domain.collections import JOINED_BY_FILE
from app.domain.records import Record
from app.domain.standing import Said, Stood, Written
from app.store import facts, records
from app.store.acts import Act
from app.store.database import Row, Store

BEATEN = "contradicted"
"""Code of an act in which other words stand: its writer is asked."""
MINE = "mine"
"""Stands for proof and key of my own acts, which are handed on by nobody else."""
Key = tuple[str, str]


def show(store: Store, collection: str, id: str) -> bool:
    """Put what stands of a record into `records`. Say if it changed."""
    held = records.one(store, collection, id)
    if held is not None and held.version and _has_server(store):
        return False
    said = _said_of(store, collection, id, held)
    stood = _stood(store, collection, id, said)
    if stood is None:
        return False
    if said is not None and (said.data, said.audience) == (stood.data, stood.audience):
        return held is not None and not held.version and _uncover(store, collection, id)
    if held is not None and held.version:
        _cover(store, collection, id)
    sql = """
        INSERT INTO records (generation, collection, id, version, owner, audience, data)
        VALUES (?, ?, ?, 0, ?, ?, ?)
        ON CONFLICT (generation, collection, id) DO UPDATE
           SET version = 0, owner = excluded.owner, audience = excluded.audience,
               data = excluded.data, missing = 0
         WHERE records.data != excluded.data OR records.audience != excluded.audience
            OR records.owner IS NOT excluded.owner
    """
    words = json.dumps(stood.audience), json.dumps(stood.data, ensure_ascii=False)
    values = [records.current_generation(store), collection, id, stood.owner, *words]
    return store.run(sql, values) > 0


def keep_mine(store: Store, act: Act) -> bool:
    """Keep an act of mine that has arrived among those of others, where no pack tells of it.

    So it is with what only chairs read. False: a pack has said what stands, or it was erased.
    """
    profile = facts.profile(store)
    if act.data is None or profile is None or _said(store, act.collection, act.id) is not None:
        return False
    words = json.dumps(act.data, ensure_ascii=False)
    store.run(
        """
        INSERT OR IGNORE INTO carried
               (account, op, collection, id, base, audience, data, via, proof, device_key,
                carried_by, written_at, n, received_at, state, was)
        SELECT ?, ?, ?, ?, ?, ?, ?, 'bundle', ?, ?, ?, coalesce(max(written_at), ?), ?, ?,
               'handed_on', ?
          FROM filed WHERE op = ?
        """,
        [
            profile.account, act.op, act.collection, act.id, act.base or None,
            json.dumps(act.audience), words, MINE, MINE, profile.account, act.written_at,
            act.seq, act.written_at,
            json.dumps(standing.changes(act.base_data, act.data), ensure_ascii=False), act.op,
        ],
    )  # fmt: skip
    show(store, act.collection, act.id)
    return True


def waiting(store: Store) -> list[Key]:
    """Return the records of which acts came by file that no pack has told of yet."""
    named = json.dumps(sorted(JOINED_BY_FILE))
    sql = """
        SELECT DISTINCT collection, id FROM carried
         WHERE state = 'waiting' AND collection IN (SELECT value FROM json_each(?))
         ORDER BY collection, id
    """
    return [(row["collection"], row["id"]) for row in store.rows(sql, [named])]


def beaten(store: Store) -> dict[str, str]:
    """Return {op: BEATEN} of acts in which other words stand, so that their writers are asked."""
    sql = "SELECT op FROM carried WHERE state = 'conflict' AND code = ?"
    found = {row["op"]: BEATEN for row in store.rows(sql, [BEATEN])}
    for collection, id in waiting(store):
        stood = _stood(store, collection, id, _said(store, collection, id))
        found |= dict.fromkeys({} if stood is None else stood.beaten, BEATEN)
    return found


def told(store: Store, aside: Mapping[str, str]) -> None:
    """Note that a pack tells of acts that other words stand in their place."""
    ops = [op for op, code in aside.items() if code == BEATEN]
    sql = """
        UPDATE carried SET state = 'conflict', code = ?
         WHERE state = 'waiting' AND op IN (SELECT value FROM json_each(?))
    """
    store.run(sql, [BEATEN, json.dumps(ops)])


def ops(store: Store) -> frozenset[str]:
    """Return the ops here of what several write: those that came by file, and mine."""
    named = json.dumps(sorted(JOINED_BY_FILE))
    sql = """
        SELECT op FROM carried WHERE collection IN (SELECT value FROM json_each(:named))
        UNION SELECT op FROM outbox WHERE collection IN (SELECT value FROM json_each(:named))
    """
    return frozenset(row["op"] for row in store.rows(sql, {"named": named}))


def latest(store: Store, collection: str, id: str) -> str:
    """Return when the latest act of a record was written that came by file; empty for none."""
    sql = "SELECT max(written_at) AS at FROM carried WHERE collection = ? AND id = ? AND state != 'refused'"
    row = store.one(sql, [collection, id])
    return "" if row is None else str(row["at"] or "")


def _stood(store: Store, collection: str, id: str, said: Said | None) -> Stood | None:
    sql = """
        SELECT * FROM carried
         WHERE collection = ? AND id = ? AND state != 'refused' AND data IS NOT NULL
    """
    rows = list(store.rows(sql, [collection, id]))
    told = [row for row in rows if said is not None and row["state"] != "waiting"]
    open_ = [row for row in rows if row not in told]
    return standing.stands(collection, said, _written(open_), _written(told))


def _written(rows: Iterable[Row]) -> list[Written]:
    return [
        Written(
            op=row["op"],
            account=row["account"],
            device=row["device_key"] or "",
            n=row["n"],
            written_at=row["written_at"],
            base=row["base"],
            was=None if row["was"] is None else json.loads(row["was"]),
            data=json.loads(row["data"]),
            audience=tuple(json.loads(row["audience"])),
            proven=row["proof"] is not None,
            told=row["state"] == "handed_on",
        )
        for row in rows
    ]


def _said(store: Store, collection: str, id: str) -> Said | None:
    return _said_of(store, collection, id, records.one(store, collection, id))


def _said_of(store: Store, collection: str, id: str, held: Record | None) -> Said | None:
    """Return what the last pack said: what is `held`, or lies beneath it."""
    if held is not None and held.version:
        return Said(held.version, held.owner, held.audience, held.data or {})
    sql = "SELECT * FROM beneath WHERE collection = ? AND id = ?"
    row = store.one(sql, [collection, id])
    if row is None:
        return None
    words = tuple(json.loads(row["audience"])), json.loads(row["data"])
    return Said(row["version"], row["owner"], *words)


def _cover(store: Store, collection: str, id: str) -> None:
    sql = """
        INSERT OR REPLACE INTO beneath
        SELECT collection, id, version, owner, audience, data FROM records
         WHERE generation = ? AND collection = ? AND id = ?
    """
    store.run(sql, [records.current_generation(store), collection, id])


def _uncover(store: Store, collection: str, id: str) -> bool:
    """Let what the pack said stand by itself again."""
    sql = """
        UPDATE records SET (version, owner, audience, data) =
               (SELECT version, owner, audience, data FROM beneath
                 WHERE collection = ? AND id = ?)
         WHERE generation = ? AND collection = ? AND id = ? AND version = 0
           AND EXISTS (SELECT 1 FROM beneath WHERE collection = ? AND id = ?)
    """
    key = [collection, id]
    return store.run(sql, [*key, records.current_generation(store), *key, *key]) > 0


def _has_server(store: Store) -> bool:
    profile = facts.profile(store)
    return profile is not None and bool(profile.server)
