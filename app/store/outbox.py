"""What this member did that the server has not given back yet.

Life of a row: `home` (a draft or private note, stays here) or `waiting` (goes with the
next sync) → `sent` (frozen: same op, same bytes until it is answered) → gone when the
record came back; or `conflict` (both texts kept until the member settles it) or
`refused` (set aside with its reason, offered again after an edit). An edit made after
a row was sent is a row of its own that waits behind it.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from app.domain.records import Data
from app.store import records
from app.store.database import Row, Store


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the outbox."""

    seq: int
    op: str
    collection: str
    id: str
    state: str
    base: int | None
    base_data: Data | None
    audience: tuple[str, ...]
    data: Data | None
    written_at: str
    code: str | None = None
    message: str | None = None
    theirs: Data | None = None
    """The server's record in a conflict, as it came."""

    @property
    def size(self) -> int:
        """Bytes it will take on the line, before compression."""
        return len(json.dumps(self.data, ensure_ascii=False).encode()) + 200


INSERT = """
    INSERT INTO outbox (op, collection, id, state, base, base_data, audience, data, written_at)
    VALUES (:op, :collection, :id, :state, :base, :base_data, :audience, :data, :written_at)
"""


def put(
    store: Store,
    collection: str,
    id: str,
    data: Data | None,
    *,
    audience: tuple[str, ...],
    written_at: str,
    home: bool = False,
) -> None:
    """Remember what the member made of a record; None erases it.

    `home` keeps it on this computer (drafts, private notes). A draft never takes the
    place of what was submitted: that still goes, the draft stays behind it.
    """
    with store.atomic():
        rows = of(store, collection, id)
        last = rows[-1] if rows else None
        new = {
            "op": str(uuid4()),
            "collection": collection,
            "id": id,
            "state": "home" if home else "waiting",
            "audience": json.dumps(audience),
            "data": None if data is None else json.dumps(data, ensure_ascii=False),
            "written_at": written_at,
        }
        if last is None:
            _add(store, new, records.version(store, collection, id))
        elif last.state == "conflict":
            _replace(store, last, {**new, "state": "conflict", "op": last.op})
        elif last.state == "refused":
            _replace(store, last, new)
        elif last.state == "home" and not home and len(rows) > 1 and rows[-2].state == "waiting":
            store.run("DELETE FROM outbox WHERE seq = ?", [last.seq])
            _replace(store, rows[-2], new)
        elif last.state == "sent" or (home and last.state == "waiting"):
            _add(store, new, (last.base or 0, json.dumps(last.data)), behind=True)
        else:
            _replace(store, last, new)


def _add(
    store: Store, new: dict[str, Any], base: tuple[int, str] | None, *, behind: bool = False
) -> None:
    # A row behind a sent one takes the answered version as its base when the answer comes.
    version, data = (None, None) if base is None else base
    store.run(INSERT, {**new, "base": None if behind else version, "base_data": data})


def _replace(store: Store, old: Act, new: dict[str, Any]) -> None:
    store.run(
        """
        UPDATE outbox SET op = :op, state = :state, audience = :audience, data = :data,
               written_at = :written_at, code = NULL, message = NULL
         WHERE seq = :seq
        """,
        {**{k: v for k, v in new.items() if k not in {"collection", "id"}}, "seq": old.seq},
    )


def of(store: Store, collection: str, id: str) -> list[Act]:
    """Return the rows of one record, oldest first."""
    sql = "SELECT * FROM outbox WHERE collection = ? AND id = ? ORDER BY seq"
    return [_act(row) for row in store.rows(sql, [collection, id])]


def all_of(store: Store) -> list[Act]:
    """Return everything in the outbox, oldest first."""
    return [_act(row) for row in store.rows("SELECT * FROM outbox ORDER BY seq")]


def to_send(store: Store, limit: int = 500) -> list[Act]:
    """Return what the next request carries: sent and waiting rows, at most one a record."""
    sql = """
        SELECT * FROM outbox o
         WHERE state IN ('waiting', 'sent')
           AND NOT EXISTS (SELECT 1 FROM outbox e
                            WHERE e.collection = o.collection AND e.id = o.id AND e.seq < o.seq
                              AND e.state IN ('waiting', 'sent', 'conflict'))
         ORDER BY seq LIMIT ?
    """
    return [_act(row) for row in store.rows(sql, [limit])]


def freeze(store: Store, acts: list[Act]) -> None:
    """Mark rows as sent, before they are: from now on they do not change."""
    with store.atomic():
        for act in acts:
            store.run("UPDATE outbox SET state = 'sent' WHERE seq = ?", [act.seq])


def accepted(store: Store, act: Act, version: int) -> None:
    """Forget `act`: the server keeps it. What waits behind it builds on `version`."""
    with store.atomic():
        store.run("DELETE FROM outbox WHERE seq = ?", [act.seq])
        store.run(
            "UPDATE outbox SET base = ?, base_data = ? WHERE collection = ? AND id = ?",
            [
                version,
                None if act.data is None else json.dumps(act.data, ensure_ascii=False),
                act.collection,
                act.id,
            ],
        )


def refused(store: Store, act: Act, code: str, message: str) -> None:
    """Set `act` aside with its reason. It blocks nothing."""
    store.run(
        "UPDATE outbox SET state = 'refused', code = ?, message = ? WHERE seq = ?",
        [code, message, act.seq],
    )


def rebase(store: Store, act: Act, version: int | None, theirs: Data | None, data: Data) -> None:
    """Build `act` on the server's version as a new op, with the texts of both in `data`."""
    store.run(
        """
        UPDATE outbox SET op = ?, state = 'waiting', base = ?, base_data = ?, data = ?,
               theirs = NULL
         WHERE seq = ?
        """,
        [
            str(uuid4()),
            version,
            None if theirs is None else json.dumps(theirs, ensure_ascii=False),
            json.dumps(data, ensure_ascii=False),
            act.seq,
        ],
    )


def conflicted(store: Store, act: Act, theirs: Data | None) -> None:
    """Keep both: mine here, theirs beside it, until the member settles it."""
    with store.atomic():
        later = [each for each in of(store, act.collection, act.id) if each.seq > act.seq]
        if later and later[-1].state == "waiting":
            # What I wrote since is mine now; the older text is in it or was replaced by me.
            store.run("UPDATE outbox SET data = ? WHERE seq = ?", [_json(later[-1].data), act.seq])
            store.run("DELETE FROM outbox WHERE seq = ?", [later[-1].seq])
        store.run(
            "UPDATE outbox SET state = 'conflict', theirs = ? WHERE seq = ?",
            [_json(theirs), act.seq],
        )


def discard(store: Store, collection: str, id: str) -> None:
    """Take back what was made of a record and is not on its way: a publishing that broke off."""
    store.run(
        "DELETE FROM outbox WHERE collection = ? AND id = ? AND state IN"
        " ('waiting', 'refused', 'conflict')",
        [collection, id],
    )


def settle(store: Store, collection: str, id: str, *, mine: bool) -> bool:
    """End a conflict: `mine` goes on top of theirs, or theirs stands. False if there is none."""
    with store.atomic():
        found = [each for each in of(store, collection, id) if each.state == "conflict"]
        if not found:
            return False
        act = found[0]
        if not mine:
            store.run("DELETE FROM outbox WHERE seq = ?", [act.seq])
            return True
        theirs = act.theirs or {}
        rebase(store, act, theirs.get("version"), theirs.get("data"), act.data or {})
        return True


def _json(data: Data | None) -> str | None:
    return None if data is None else json.dumps(data, ensure_ascii=False)


def _act(row: Row) -> Act:
    def read(name: str) -> Data | None:
        return None if row[name] is None else json.loads(row[name])

    return Act(
        row["seq"],
        row["op"],
        row["collection"],
        row["id"],
        row["state"],
        row["base"],
        read("base_data"),
        tuple(json.loads(row["audience"])),
        read("data"),
        row["written_at"],
        row["code"],
        row["message"],
        read("theirs"),
    )
