"""What this member did that the server has not given back yet.

Life of a row: `home` (a draft or private note, stays here) or `waiting` (goes with the
next sync) → `sent` (frozen: same op, same bytes until it is answered) → gone when the
record came back; or `conflict` (both texts kept until the member settles it) or
`refused` (set aside with its reason, offered again after an edit). An edit made after
a row was sent is a row of its own that waits behind it.
"""

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

from app.domain.records import Data
from app.store import generations, records, submitted
from app.store.acts import Act, all_of, of, within
from app.store.acts import act as read
from app.store.database import Store

LIMIT, SIZE = 500, 1_000_000
"""Acts and bytes of JSON in one request: servers take two megabytes from a member."""


__all__ = [
    "Act",
    "accepted",
    "all_of",
    "as_json",
    "behind",
    "collapse",
    "drop",
    "freeze",
    "of",
    "offer_again",
    "put",
    "refused",
    "take",
    "to_send",
    "trust_no_base",
]

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
        if not home:
            submitted.keep(store, collection, id, data)
        rows = of(store, collection, id)
        if not home and len(rows) > 1 and rows[-1].state == "home" and rows[-2].state != "sent":
            # The draft is what goes now: it takes the place of what stood before it.
            drop(store, rows.pop())
        last = rows[-1] if rows else None
        new = {
            "op": str(uuid4()),
            "collection": collection,
            "id": id,
            "state": "home" if home else "waiting",
            "audience": json.dumps(audience),
            "data": as_json(data),
            "written_at": written_at,
        }
        if last is None:
            _add(store, new, records.version(store, collection, id))
        elif last.state == "sent" or (home and last.state in {"waiting", "conflict"}):
            _add(store, new, (last.base or 0, as_json(last.data)), behind=True)
        elif last.state == "conflict":
            _replace(store, last, {**new, "state": "conflict", "op": last.op})
        else:
            _replace(store, last, new)


def offer_again(store: Store, lost: generations.Lost, written_at: str) -> None:
    """Send once more what the server once had of mine, unless something newer stands here.

    Drafts stay behind it.
    """
    record = lost.record
    with store.atomic():
        rows = of(store, record.collection, record.id)
        if any(row.state != "home" for row in rows):
            return
        new = {
            "op": str(uuid4()),
            "collection": record.collection,
            "id": record.id,
            "state": "waiting",
            "audience": json.dumps(record.audience),
            "data": as_json(record.data),
            "written_at": written_at,
        }
        _add(store, new, (lost.version, as_json(lost.data)))
        for draft in rows:
            store.run(
                "UPDATE outbox SET seq = (SELECT max(seq) + 1 FROM outbox), base = NULL"
                " WHERE seq = ?",
                [draft.seq],
            )


def put_behind(store: Store, sent: Act, base: Data, data: Data | None = None) -> None:
    """Let `data` stand behind what is out in a file, built on `base` that others had a part in.

    Without `data` it says nothing of its own yet: it only shows `base`.
    """
    words = {"base_data": as_json(base), "data": as_json(base if data is None else data)}
    with store.atomic():
        waiting = next((each for each in behind(store, sent) if each.state == "waiting"), None)
        if waiting is None:
            new = {
                "op": str(uuid4()),
                "collection": sent.collection,
                "id": sent.id,
                "state": "waiting",
                "base": None,
                "audience": json.dumps(sent.audience),
                "written_at": sent.written_at,
            }
            store.run(INSERT, {**new, **words})
        else:
            sql = "UPDATE outbox SET op = ?, base_data = ?, data = ? WHERE seq = ?"
            store.run(sql, [str(uuid4()), words["base_data"], words["data"], waiting.seq])


def _add(
    store: Store,
    new: dict[str, Any],
    base: tuple[int | None, str | None] | None,
    *,
    behind: bool = False,
) -> None:
    # A row behind a sent one takes the answered version as its base when the answer comes.
    version, data = (None, None) if base is None else base
    # Version 0 is no server's: nothing can be built on it there.
    store.run(INSERT, {**new, "base": None if behind else version or None, "base_data": data})


def _replace(store: Store, old: Act, new: dict[str, Any]) -> None:
    store.run(
        """
        UPDATE outbox SET op = :op, state = :state, audience = :audience, data = :data,
               written_at = :written_at, code = NULL, message = NULL
         WHERE seq = :seq
        """,
        {**{k: v for k, v in new.items() if k not in {"collection", "id"}}, "seq": old.seq},
    )


def to_send(store: Store, limit: int = LIMIT, size: int = SIZE) -> list[Act]:
    """Return what the next request carries: sent and waiting rows, at most one a record.

    At most `limit` of them, and no more than fit into `size` bytes, but always one.
    """
    sql = """
        SELECT * FROM outbox o
         WHERE state IN ('waiting', 'sent')
           AND NOT EXISTS (SELECT 1 FROM outbox e
                            WHERE e.collection = o.collection AND e.id = o.id AND e.seq < o.seq
                              AND e.state IN ('waiting', 'sent', 'conflict'))
         ORDER BY seq LIMIT ?
    """
    return within((read(row) for row in store.rows(sql, [limit])), size)


def trust_no_base(store: Store) -> None:
    """Look at every base again after the server's versions were counted anew.

    The same number may stand for other words now. What was mine before is built on;
    on anything else nothing is built: such an act is offered without a base, so that
    the server answers with what it has and both are joined or shown.
    """
    with store.atomic():
        for act in all_of(store):
            held = records.version(store, act.collection, act.id)
            there = None if held is None else json.loads(held[1])
            if act.state == "conflict" and act.theirs and act.theirs.get("data") != there:
                unknown = as_json({**act.theirs, "version": None})
                store.run("UPDATE outbox SET theirs = ? WHERE seq = ?", [unknown, act.seq])
            if act.base is None or act.state == "conflict":
                continue
            if held is not None and held[0] == act.base and there == act.base_data:
                continue
            mine = there is not None and records.was_mine(store, act.collection, act.id, there)
            base = held[0] if held is not None and mine else None
            store.run(
                "UPDATE outbox SET op = ?, base = ?, base_data = ?,"
                " state = CASE state WHEN 'sent' THEN 'waiting' ELSE state END WHERE seq = ?",
                [str(uuid4()), base, as_json(there if mine else None), act.seq],
            )


def take(store: Store, size: int = SIZE) -> list[Act]:
    """Freeze what the next request carries, and return it: in one step.

    No more than fit into `size` bytes, but always one. Whoever writes meanwhile waits, so that
    nothing changes between looking and freezing.
    """
    with store.atomic():
        acts = to_send(store, size=size)
        freeze(store, [act for act in acts if act.state == "waiting"])
    return acts


def freeze(store: Store, acts: list[Act]) -> None:
    """Mark rows as sent, before they are: from now on they do not change."""
    with store.atomic():
        for act in acts:
            store.run("UPDATE outbox SET state = 'sent' WHERE seq = ?", [act.seq])


def accepted(store: Store, act: Act, version: int) -> None:
    """Forget `act`: the server keeps it. What was built on it builds on `version` now."""
    with store.atomic():
        later = behind(store, act)
        drop(store, act)
        if not later or later[0].base_data != act.data or later[0].base == version:
            return
        store.run("UPDATE outbox SET base = ? WHERE seq = ?", [version, later[0].seq])
        if later[0].state == "sent":
            # It went out in a file as built on another version: what an op says never changes.
            store.run(
                "UPDATE outbox SET op = ?, state = 'waiting' WHERE seq = ?",
                [str(uuid4()), later[0].seq],
            )


def refused(store: Store, act: Act, code: str, message: str) -> bool:
    """Set `act` aside with its reason; it blocks nothing. Say whether it was.

    It is not if the member has changed it since: then the newer one is offered in its place.
    """
    with store.atomic():
        later = behind(store, act)
        if later and later[0].state == "waiting":
            store.run(
                "UPDATE outbox SET base = ?, base_data = ? WHERE seq = ?",
                [act.base, as_json(act.base_data), later[0].seq],
            )
            drop(store, act)
            return False
        store.run(
            "UPDATE outbox SET state = 'refused', code = ?, message = ? WHERE seq = ?",
            [code, message, act.seq],
        )
        return True


def collapse(store: Store, act: Act) -> Act:
    """Join `act`, which the server did not take, with what waits behind it: the newer words."""
    with store.atomic():
        later = behind(store, act)
        if not later or later[0].state != "waiting":
            return act
        newer = later[0]
        drop(store, newer)
        store.run(
            "UPDATE outbox SET audience = ?, data = ?, written_at = ? WHERE seq = ?",
            [json.dumps(newer.audience), as_json(newer.data), newer.written_at, act.seq],
        )
        return replace(act, audience=newer.audience, data=newer.data, written_at=newer.written_at)


def drop(store: Store, act: Act) -> None:
    """Take `act` out of the outbox; what stood behind it moves up by itself."""
    store.run("DELETE FROM outbox WHERE seq = ?", [act.seq])


def behind(store: Store, act: Act) -> list[Act]:
    return [each for each in of(store, act.collection, act.id) if each.seq > act.seq]


def as_json(data: Data | None) -> str | None:
    return None if data is None else json.dumps(data, ensure_ascii=False)
