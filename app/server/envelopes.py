"""Records as they go over the line: what a reader may see of one, or that it is gone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from app.domain.anchors import withdrawn_words
from app.domain.collections import MEMBERS_OWN
from app.server.database import Connection

Key = tuple[str, str]
"""Collection and id."""

# One index probe for each key, as in the queries of `reading.py`.
_READ = """
select k.collection, k.id, version, owner, audience, data, withdrawn
from unnest(%(collections)s::text[], %(ids)s::text[]) as k(collection, id)
cross join lateral (
    select version, owner, audience, data, withdrawn from records r
    where r.cycle = %(cycle)s and r.collection = k.collection and r.id = k.id
        and r.data is not null offset 0) as r
"""


@dataclass(frozen=True, slots=True)
class Reader:
    cycle: str
    account: str | None
    role: str | None


def read(connection: Connection, reader: Reader, keys: Sequence[Key]) -> dict[Key, msgspec.Raw]:
    """Return those of `keys` that the reader may see, as they go over the line."""
    if not keys:
        return {}
    rows = connection.execute(_READ, named(reader, keys)).fetchall()
    return {(row[0], row[1]): _record(reader, row) for row in rows}


def gone(key: Key, why: str | None) -> msgspec.Raw:
    found = {"collection": key[0], "id": key[1], "gone": True, "why": why or "access"}
    return msgspec.Raw(msgspec.json.encode(found))


def named(reader: Reader, keys: Sequence[Key]) -> dict[str, Any]:
    return {
        "cycle": reader.cycle,
        "collections": [collection for collection, _ in keys],
        "ids": [id for _, id in keys],
    }


def _record(reader: Reader, row: tuple[Any, ...]) -> msgspec.Raw:
    collection, id, version, owner, audience, data, withdrawn = row
    hidden = withdrawn and collection in MEMBERS_OWN
    if hidden and reader.role != "secretariat" and owner != reader.account:
        data = json.dumps(
            withdrawn_words(json.loads(data)),
            ensure_ascii=False,
            separators=(",", ":"),
        )
    found = {
        "collection": collection,
        "id": id,
        "version": version,
        "owner": owner,
        "audience": audience,
        "data": msgspec.Raw(data.encode()),
    }
    return msgspec.Raw(msgspec.json.encode(found))
