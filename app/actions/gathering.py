"""Everything that is mine, as one value: for export without a connection."""

from app.domain.records import Data
from app.store import Store, acts, current, facts, seen, submitted
from app.store.database import Row

SECRETS = frozenset({"token", "device_seed", "reading_key"})
"""Facts that open something: they leave this computer in no export."""


def everything(store: Store) -> Data:
    """Return all records that are here, the outbox, what was seen; no keys, no tokens."""
    known = {name: value for name, value in facts.all_of(store).items() if name not in SECRETS}
    records: dict[str, list[Data]] = {}
    for collection in current.counts(store):
        records[collection] = [row.flat() for row in current.listed(store, collection)]
    return {
        "format": "satchel-everything",
        "v": 1,
        "profile": known,
        "records": records,
        "outbox": [
            {
                "op": act.op,
                "collection": act.collection,
                "id": act.id,
                "state": act.state,
                "audience": list(act.audience),
                "data": act.data,
                "written_at": act.written_at,
                "theirs": act.theirs,
            }
            for act in acts.all_of(store)
        ],
        "seen": [_plain(row) for row in seen.all_of(store)],
        "submitted": [
            {**each.data, "id": id, "number": each.number, "revision": each.revision, **each.aside}
            for id in submitted.ids(store)
            for each in submitted.of(store, id)
        ],
    }


def _plain(row: Row) -> Data:
    return dict(row)
