"""My acts that went out in a file: when, in which, and which of them are known to have arrived.

A file is no line: nothing answers. An act that went out in one is frozen as if it had been
sent, and leaves the outbox when a pack brings its receipt.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.records import Data
from app.store import acts as rows
from app.store import facts, outbox, records
from app.store.acts import Act
from app.store.database import Store

NEVER_IN_A_FILE = frozenset({"notes"})
"""Private to their owner, and a file is read by whoever holds it."""


_CODE = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class Sent:
    """When an act last went out in a file, and in which."""

    at: str
    file: str


def to_file(store: Store, *, new_only: bool = False) -> list[Act]:
    """Return what a file has to hold, oldest first: all that waits or is not confirmed yet.

    Each act has the base it will have on a server that takes them one after the other, and
    a time of writing that grows within its record, whatever the clock did. With `new_only`
    what went out in a file before is left out. Drafts and private notes are never in it.
    """
    sent = of(store)
    bases: dict[tuple[str, str], int | None] = {}
    times: dict[tuple[str, str], str] = {}
    found: list[Act] = []
    blocked: set[tuple[str, str]] = set()
    for act in rows.all_of(store):
        key = act.collection, act.id
        if act.collection in NEVER_IN_A_FILE or act.state in {"home", "refused"}:
            continue
        if act.state == "conflict":
            blocked.add(key)  # until the member settles it nothing of it goes
        if key in blocked:
            continue
        if key in bases:
            before = bases[key]
            base = act.base if act.state == "sent" else (before or 0) + 1
        else:
            base = act.base if act.state == "sent" else act.base or _confirmed_base(store, *key)
        bases[key] = base
        times[key] = max(act.written_at, times.get(key) or _confirmed_time(store, *key))
        if not (new_only and act.op in sent):
            found.append(replace(act, base=base, written_at=times[key]))
    return found


def freeze(store: Store, acts: Iterable[Act], file: str, at: str) -> None:
    """Mark `acts` (as `to_file` gave them) as sent in `file`: op and bytes stay from now on."""
    with store.atomic():
        for act in acts:
            store.run(
                "UPDATE outbox SET state = 'sent', base = ? WHERE seq = ? AND state = 'waiting'",
                [act.base, act.seq],
            )
            store.run(
                """
                INSERT INTO filed (op, collection, id, base, written_at, at, file)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (op) DO UPDATE SET at = excluded.at, file = excluded.file
                """,
                [act.op, act.collection, act.id, act.base, act.written_at, at, file],
            )


def note(
    store: Store, op: str, collection: str, id: str, written_at: str, file: str, at: str
) -> None:
    """Note that somebody else's act, carried here, went on in `file`."""
    store.run(
        """
        INSERT INTO filed (op, collection, id, base, written_at, at, file)
        VALUES (?, ?, ?, NULL, ?, ?, ?)
        ON CONFLICT (op) DO UPDATE SET at = excluded.at, file = excluded.file
        """,
        [op, collection, id, written_at, at, file],
    )


def of(store: Store) -> dict[str, Sent]:
    """Return {op: when it last went out in a file}, without what was confirmed since."""
    sql = "SELECT op, at, file FROM filed WHERE confirmed = 0"
    return {row["op"]: Sent(row["at"], row["file"]) for row in store.rows(sql)}


def count(store: Store) -> int:
    """Return how many of my acts went out in a file and are not confirmed yet."""
    sql = """
        SELECT count(*) AS n FROM outbox o JOIN filed f ON f.op = o.op
         WHERE f.confirmed = 0 AND o.state = 'sent'
    """
    row = store.one(sql)
    return 0 if row is None else int(row["n"])


def confirm(store: Store, ops: Iterable[str]) -> list[tuple[str, str]]:
    """Let go of my acts that have arrived; their records stay as mine. Return what they were of.

    What was written before such an act, of the same record, is in it. With a server nothing
    is let go: what reached the Secretariat by file is asked of the server all the same.
    """
    known = facts.profile(store)
    if known is None or known.server:
        return []
    done: list[tuple[str, str]] = []
    arrived = set(ops)
    with store.atomic():
        mine = [act for act in rows.all_of(store) if act.op in arrived and act.state != "home"]
        for act in mine:
            for older in rows.of(store, act.collection, act.id):
                if older.seq <= act.seq and older.state != "home":
                    store.run("DELETE FROM outbox WHERE seq = ?", [older.seq])
                    store.run("UPDATE filed SET confirmed = 1 WHERE op = ?", [older.op])
            _arrived(store, act, known.account)
            done.append((act.collection, act.id))
    return done


def set_aside(store: Store, codes: Mapping[str, str]) -> list[tuple[str, str]]:
    """Set my acts aside that went out in a file and were not taken, each with its reason.

    The words stay as they are. What I wrote since goes on in its place. Return what they were
    of. With a server its own answer to the act is what counts.
    """
    known = facts.profile(store)
    if known is None or known.server:
        return []
    done: list[tuple[str, str]] = []
    with store.atomic():
        for act in rows.all_of(store):
            code = codes.get(act.op)
            if code is None or act.state != "sent":
                continue
            outbox.refused(store, act, code if _CODE.fullmatch(code) else "refused", "")
            done.append((act.collection, act.id))
    return done


def _arrived(store: Store, act: Act, account: str) -> None:
    if act.data is None:
        store.run(
            "DELETE FROM records WHERE generation = ? AND collection = ? AND id = ? AND version = 0",
            [records.current_generation(store), act.collection, act.id],
        )
        return
    store.run(
        """
        INSERT INTO records (generation, collection, id, version, owner, audience, data)
        VALUES (?, ?, ?, 0, ?, ?, ?)
        ON CONFLICT (generation, collection, id) DO UPDATE
           SET audience = excluded.audience, data = excluded.data, missing = 0
         WHERE records.version = 0
        """,
        [
            records.current_generation(store),
            act.collection,
            act.id,
            account,
            json.dumps(act.audience),
            _json(act.data),
        ],
    )


def _confirmed_base(store: Store, collection: str, id: str) -> int | None:
    """Return the version a server gives to the last act of this record that has arrived."""
    sql = "SELECT max(coalesce(base, 0)) + 1 AS v FROM filed WHERE collection = ? AND id = ? AND confirmed"
    row = store.one(sql, [collection, id])
    return None if row is None else row["v"]


def _confirmed_time(store: Store, collection: str, id: str) -> str:
    sql = "SELECT max(written_at) AS t FROM filed WHERE collection = ? AND id = ? AND confirmed"
    row = store.one(sql, [collection, id])
    return "" if row is None else str(row["t"] or "")


def _json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False)
