"""Records of any collection as they stand here: the view `current`, typed."""

import json
from collections.abc import Iterable

from app.domain.records import Row
from app.store import database
from app.store.database import Store

COLUMNS = "collection, id, revision, owner, audience, data, waiting, at_home"


def listed(store: Store, collection: str) -> list[Row]:
    """Return all records of `collection`, in the order of their ids."""
    sql = f"SELECT {COLUMNS} FROM current WHERE collection = ? ORDER BY id"
    return [row(each) for each in store.rows(sql, [collection])]


def one(store: Store, collection: str, id: str) -> Row | None:
    sql = f"SELECT {COLUMNS} FROM current WHERE collection = ? AND id = ?"
    found = store.one(sql, [collection, id])
    return None if found is None else row(found)


def some(store: Store, collection: str, ids: Iterable[str]) -> dict[str, Row]:
    """Return {id: record} of those of `ids` that are here, in one query."""
    sql = f"""
        SELECT {COLUMNS} FROM current
         WHERE collection = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id
    """
    found = store.rows(sql, [collection, json.dumps(sorted({*ids}))])
    return {each["id"]: row(each) for each in found}


def shared(store: Store, collection: str, id: str) -> Row | None:
    """Return a record as others see or will see it: a draft hides nothing."""
    sql = f"SELECT {COLUMNS} FROM shared WHERE collection = ? AND id = ?"
    found = store.one(sql, [collection, id])
    return None if found is None else row(found)


def find(store: Store, id: str) -> list[Row]:
    """Return the records of any collection that bear `id`."""
    sql = f"SELECT {COLUMNS} FROM current WHERE id = ? ORDER BY collection"
    return [row(each) for each in store.rows(sql, [id])]


def where(store: Store, collection: str, path: str, value: str | int) -> list[Row]:
    """Return the records of `collection` whose field `path` (such as `$.round`) is `value`."""
    sql = f"""
        SELECT {COLUMNS} FROM current WHERE collection = ? AND data ->> ? = ? ORDER BY id
    """
    return [row(each) for each in store.rows(sql, [collection, path, value])]


def having(store: Store, collection: str, path: str) -> list[Row]:
    """Return the records of `collection` whose field `path` (such as `$.comments_by`) is given."""
    # The name is looked for in the text first: to take a long transcript apart takes 2 ms each.
    sql = f"""
        SELECT {COLUMNS} FROM current
         WHERE collection = ? AND instr(data, ?) AND data ->> ? IS NOT NULL ORDER BY id
    """
    name = json.dumps(path.rpartition(".")[2], ensure_ascii=False)
    return [row(each) for each in store.rows(sql, [collection, name, path])]


def owned(store: Store, collection: str, account: str) -> list[Row]:
    """Return the records of `collection` that `account` wrote."""
    sql = f"SELECT {COLUMNS} FROM current WHERE collection = ? AND owner = ? ORDER BY id"
    return [row(each) for each in store.rows(sql, [collection, account])]


def titles(store: Store, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return {(collection, id): title or name} of the server's records asked for, in one query."""
    # By the table's own index: the view would be laid out whole first.
    sql = """
        SELECT r.collection, r.id, coalesce(r.data ->> 'title', r.data ->> 'name', r.id) AS title
          FROM json_each(?) wanted
          CROSS JOIN records r ON r.collection = wanted.value ->> 0 AND r.id = wanted.value ->> 1
           AND r.generation = (SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'generation')
    """
    asked = json.dumps(sorted(set(keys)))
    return {(each["collection"], each["id"]): each["title"] for each in store.rows(sql, [asked])}


def counts(store: Store) -> dict[str, int]:
    """Return {collection: records that stand here now}."""
    # Over the view each of 200,000 notes is looked for in the outbox: seven times as long.
    generation = "(SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'generation')"
    sql = f"""
        SELECT collection, sum(n) AS n FROM (
            SELECT collection, count(*) AS n FROM records WHERE generation = {generation}
             GROUP BY collection
            UNION ALL
            SELECT r.collection, -1 FROM (SELECT DISTINCT collection, id FROM outbox) AS mine
             CROSS JOIN records r ON r.generation = {generation}
               AND r.collection = mine.collection AND r.id = mine.id
            UNION ALL
            SELECT o.collection, 1 FROM outbox o
             WHERE o.data IS NOT NULL
               AND o.seq = (SELECT max(l.seq) FROM outbox l
                             WHERE l.collection = o.collection AND l.id = o.id)
        ) GROUP BY collection HAVING sum(n) > 0 ORDER BY collection
    """
    return {each["collection"]: each["n"] for each in store.rows(sql)}


def undecided(store: Store) -> frozenset[str]:
    """Return ids of records that wait for the member: in conflict, or refused by the server."""
    sql = "SELECT DISTINCT id FROM outbox WHERE state IN ('conflict', 'refused')"
    return frozenset(each["id"] for each in store.rows(sql))


def row(each: database.Row) -> Row:
    return Row(
        each["collection"],
        each["id"],
        each["revision"],
        each["owner"],
        tuple(json.loads(each["audience"])),
        bool(each["waiting"]),
        bool(each["at_home"]),
        json.loads(each["data"]),
    )
