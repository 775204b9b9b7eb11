"""My acts that went out in a file: when, in which, and which of them are known to have arrived.

A file is no line: nothing answers. An act that went out in one is frozen as if it had been
sent, and leaves the outbox when a pack brings its receipt.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from app.domain import times
from app.domain.collections import JOINED_BY_FILE
from app.domain.records import Data
from app.store import acts as rows
from app.store import facts, outbox, records, standing
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
    written: dict[tuple[str, str], str] = {}
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
        written[key] = max(_time(store, act), written.get(key) or _confirmed_time(store, *key))
        if act.collection in JOINED_BY_FILE and act.data == act.base_data:
            continue  # it only shows here what others wrote beside my words
        if not (new_only and act.op in sent):
            found.append(replace(act, base=base, written_at=written[key]))
    return found


def _time(store: Store, act: Act) -> str:
    """Return when an act counts as written: once told in a file always the same.

    What several write counts as later than the acts of others that were seen here before, and
    than what went out before of mine: what was decided anew keeps its place in the outbox.
    """
    if act.collection not in JOINED_BY_FILE:
        return act.written_at
    row = store.one("SELECT written_at FROM filed WHERE op = ?", [act.op])
    if row is not None:
        return str(row["written_at"])
    out = "SELECT max(written_at) AS at FROM filed WHERE collection = ? AND id = ?"
    mine = store.one(out, [act.collection, act.id])
    seen = standing.latest(store, act.collection, act.id)
    seen = max(seen, "" if mine is None else str(mine["at"] or ""))
    if seen < act.written_at:
        return act.written_at
    return times.text(times.parse(seen) + timedelta(seconds=1))


def waiting(store: Store) -> frozenset[str]:
    """Return the ops of what waits for its way out."""
    return frozenset(
        row["op"] for row in store.rows("SELECT op FROM outbox WHERE state = 'waiting'")
    )


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
    known_before = "SELECT op FROM filed WHERE confirmed AND op IN (SELECT op FROM outbox)"
    with store.atomic():
        arrived = {*ops, *(row["op"] for row in store.rows(known_before))}
        mine = [act for act in rows.all_of(store) if act.op in arrived and act.state != "home"]
        for act in mine:
            if act.collection in JOINED_BY_FILE:
                store.run("UPDATE filed SET confirmed = 1 WHERE op = ?", [act.op])
                if _rests_on_others(store, act, arrived):
                    continue
            for older in rows.of(store, act.collection, act.id):
                if older.seq <= act.seq and older.state != "home":
                    store.run("DELETE FROM outbox WHERE seq = ?", [older.seq])
                    store.run("UPDATE filed SET confirmed = 1 WHERE op = ?", [older.op])
            if not (act.collection in JOINED_BY_FILE and standing.keep_mine(store, act)):
                _arrived(store, act, known.account)
            done.append((act.collection, act.id))
    return done


def drop_confirmed(store: Store, collection: str, id: str) -> None:
    """Let go of my acts of a record that have arrived: what stands there has them."""
    store.run(
        """
        DELETE FROM outbox WHERE collection = ? AND id = ? AND state = 'sent'
           AND op IN (SELECT op FROM filed WHERE confirmed)
        """,
        [collection, id],
    )


def _rests_on_others(store: Store, act: Act, arrived: set[str]) -> bool:
    """Say whether acts of the same record before `act` have not arrived: it shows them till then.

    What several write is told as what was changed: a later act does not tell an earlier one.
    """
    before = [each for each in rows.of(store, act.collection, act.id) if each.seq < act.seq]
    return any(each.op not in arrived and each.state != "home" for each in before)


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
