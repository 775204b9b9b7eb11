"""What members' files brought here: the ledger of acts, and the records that show them.

An act is kept once, by its op, whatever file it came in. What stands of a record follows
from all its acts, not from the order in which they came: words proven by the member's
device go before words that are not, then the newer before the older. It lies in `records`
with version 0 until a server says more. With a server the acts are handed on by the next
sync; without one, in a chair's own file.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from app.domain import ids
from app.domain.carrying import Way
from app.domain.collections import JOINED_BY_FILE
from app.domain.records import Data
from app.store import facts, records, rounds, standing
from app.store.acts import within
from app.store.database import Row, Store, fitting

State = Literal["waiting", "handed_on", "conflict", "refused"]

OFFERED = "offered"
"""Code of an act that waits and has left this computer at least once."""
LIMIT, SIZE = 200, 500_000
"""Acts and bytes of JSON that one exchange carries beside my own."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One act of a member, as it came and as it is shown."""

    account: str
    op: str
    collection: str
    id: str
    base: int | None
    sent_audience: tuple[str, ...] | None
    """As it was signed; not always who may read it."""
    sent_data: Data | None
    audience: tuple[str, ...]
    """Who may read it, reckoned as a server would."""
    data: Data | None
    """With what is said about it: `via`, `carried_by`, `late`."""
    via: Way
    proof: str | None
    device_key: str | None
    """The key that made the proof, base64url."""
    carried_by: str
    written_at: str
    n: int
    """Grows with every act of one device."""
    received_at: str
    state: State = "waiting"
    code: str | None = None
    message: str | None = None
    was: Data | None = None
    """The fields it changed, as its writer saw them before; None where nobody told."""

    @property
    def size(self) -> int:
        """Bytes it will take on the line, before compression."""
        return len(json.dumps(self.sent_data, ensure_ascii=False).encode()) + 400


COLUMNS = (
    "account", "op", "collection", "id", "base", "sent_audience", "sent_data", "audience", "data",
    "via", "proof", "device_key", "carried_by", "written_at", "n", "received_at", "state", "code",
    "message", "was",
)  # fmt: skip
_INSERT = (
    f"INSERT OR REPLACE INTO carried ({', '.join(COLUMNS)})"
    f" VALUES ({', '.join('?' * len(COLUMNS))})"
)


def keep(store: Store, acts: Iterable[Carried]) -> set[tuple[str, str]]:
    """Keep acts and show what stands of their records. Return the records that changed.

    An act that is kept already is not kept again, unless it had been refused. Raises Unfit.
    """
    touched: set[tuple[str, str]] = set()
    with store.atomic(), fitting():
        for act in acts:
            known = find(store, act.account, act.op)
            if known is not None and known.state != "refused":
                continue
            store.run(_INSERT, _values(act))
            if act.state != "refused":
                touched.add((act.collection, act.id))
        return {key for key in sorted(touched) if show(store, *key)}


def find(store: Store, account: str, op: str) -> Carried | None:
    sql = "SELECT * FROM carried WHERE account = ? AND op = ?"
    row = store.one(sql, [account, op])
    return None if row is None else _carried(row)


def of(store: Store, collection: str, id: str) -> list[Carried]:
    """Return the acts of one record that were taken, the one that stands last."""
    sql = """
        SELECT * FROM carried
         WHERE collection = ? AND id = ? AND state != 'refused' AND data IS NOT NULL
         ORDER BY proof IS NOT NULL, written_at, n, op
    """
    return [_carried(row) for row in store.rows(sql, [collection, id])]


def show(store: Store, collection: str, id: str) -> bool:
    """Put what stands of a record into `records`, unless a server says it. Say if it changed.

    Without a server newer words also stand over what an earlier pack said: a chair's decision goes
    out in packs, and she may change it, even in the same second.
    """
    if collection in JOINED_BY_FILE:
        return standing.show(store, collection, id)
    acts = of(store, collection, id)
    if not acts or acts[-1].data is None:
        return False
    stands, profile = acts[-1], facts.profile(store)
    if _hidden(store, stands):
        return False
    sql = """
        INSERT INTO records (generation, collection, id, version, owner, audience, data)
        VALUES (?, ?, ?, 0, ?, ?, ?)
        ON CONFLICT (generation, collection, id) DO UPDATE
           SET version = 0, owner = excluded.owner, audience = excluded.audience,
               data = excluded.data, missing = 0
         WHERE (records.version = 0
                OR (? AND coalesce(records.data ->> 'written_at', '')
                          <= excluded.data ->> 'written_at'))
           AND (records.data != excluded.data OR records.audience != excluded.audience)
    """
    values = [
        records.current_generation(store),
        collection,
        id,
        stands.account,
        json.dumps(stands.audience),
        json.dumps(stands.data, ensure_ascii=False),
        profile is not None and not profile.server,
    ]
    return store.run(sql, values) > 0


def _hidden(store: Store, act: Carried) -> bool:
    """Say whether I only hand it on: it is about a proposal on which I declared a conflict."""
    data, profile = act.data or {}, facts.profile(store)
    if act.collection not in {"reviews", "asides", "intents"} or profile is None:
        return False
    about = data.get("about") or {}
    named = {data.get("proposal"), about.get("id") if about.get("kind") == "proposal" else None}
    return any(
        proposal in named or act.id == ids.review_id(profile.cycle, act.account, proposal)
        for proposal in rounds.kept_from_me(store)
    )


def show_all(store: Store) -> None:
    """Put what stands of every record into `records` again: after acts were brought back."""
    sql = "SELECT DISTINCT collection, id FROM carried WHERE state != 'refused'"
    with store.atomic():
        for row in list(store.rows(sql)):
            show(store, row["collection"], row["id"])


def all_of(store: Store, *states: State) -> list[Carried]:
    """Return the acts in `states` (without any: all), as they were written."""
    named = json.dumps(states or ("waiting", "handed_on", "conflict", "refused"))
    sql = """
        SELECT * FROM carried WHERE state IN (SELECT value FROM json_each(?))
         ORDER BY written_at, n, op
    """
    return [_carried(row) for row in store.rows(sql, [named])]


def count(store: Store, state: State) -> int:
    row = store.one("SELECT count(*) AS n FROM carried WHERE state = ?", [state])
    return 0 if row is None else int(row["n"])


def to_send(store: Store, limit: int = LIMIT, size: int = SIZE) -> list[Carried]:
    """Return what the next exchange hands on: oldest first, one act a record, at least one.

    Of a record whose server's words are not settled with the member nothing more goes.
    """
    sql = """
        SELECT * FROM carried c
         WHERE state = 'waiting'
           AND NOT EXISTS (SELECT 1 FROM carried e
                            WHERE e.collection = c.collection AND e.id = c.id
                              AND e.state = 'waiting' AND e.op != c.op
                              AND (e.written_at, e.n, e.op) < (c.written_at, c.n, c.op))
         ORDER BY written_at, n, op LIMIT ?
    """
    return within((_carried(row) for row in store.rows(sql, [limit])), size)


def settled(
    store: Store, account: str, op: str, state: State, code: str = "", message: str = ""
) -> None:
    """Note what became of an act that was handed on."""
    store.run(
        "UPDATE carried SET state = ?, code = ?, message = ? WHERE account = ? AND op = ?",
        [state, code or None, message or None, account, op],
    )


def leave(store: Store, acts: Iterable[Carried]) -> None:
    """Note that `acts` are on their way: from now on somebody may have them.

    What has not left can still be taken out without a trace (`take_out`).
    """
    for act in acts:
        sql = "UPDATE carried SET code = ? WHERE account = ? AND op = ? AND code IS NULL"
        store.run(f"{sql} AND state = 'waiting'", [OFFERED, act.account, act.op])


def take_out(store: Store, act: Carried) -> None:
    """Forget an act that nobody else has, and show what stands of its record without it."""
    with store.atomic():
        store.run("DELETE FROM carried WHERE account = ? AND op = ?", [act.account, act.op])
        if of(store, act.collection, act.id):
            show(store, act.collection, act.id)
        else:
            sql = """
                DELETE FROM records
                 WHERE generation = ? AND collection = ? AND id = ? AND version = 0
            """
            store.run(sql, [records.current_generation(store), act.collection, act.id])


def receipts(store: Store, aside: Collection[str] | None = None) -> list[str]:
    """Return the ops that were taken in here: they travel back to the members in a pack.

    `aside` are those that were `not_taken`, where they were asked for before.
    """
    sql = "SELECT op FROM carried WHERE state != 'refused' ORDER BY received_at, op"
    beaten = standing.beaten(store) if aside is None else aside
    return [row["op"] for row in store.rows(sql) if row["op"] not in beaten]


def not_taken(store: Store) -> dict[str, str]:
    """Return {op: code} of what was set aside here or by a server: its writer is to know."""
    sql = """
        SELECT op, code FROM carried
         WHERE state = 'refused'
           AND op NOT IN (SELECT op FROM carried WHERE state != 'refused')
         ORDER BY received_at, op
    """
    refused = {row["op"]: row["code"] or "refused" for row in store.rows(sql)}
    return refused | standing.beaten(store)


def to_tell(store: Store, limit: int = LIMIT, size: int = SIZE) -> list[Carried]:
    """Return what was set aside here and no server was asked about yet: it may tell the writer."""
    sql = """
        SELECT * FROM carried
         WHERE state = 'refused' AND message IS NULL AND proof IS NOT NULL
           AND sent_data IS NOT NULL
         ORDER BY written_at, n, op LIMIT ?
    """
    return within((_carried(row) for row in store.rows(sql, [limit])), size)


def confirmed(store: Store, ops: Iterable[str]) -> int:
    """Note that whoever hands on after me has these ops. Return how many were mine to hand on."""
    sql = """
        UPDATE carried SET state = 'handed_on'
         WHERE state = 'waiting' AND op IN (SELECT value FROM json_each(?))
    """
    return store.run(sql, [json.dumps(sorted(set(ops)))])


def offer_again(store: Store) -> None:
    """Hand on once more what a server took that may have lost it since.

    What it still has, or has newer words for, it keeps: then nothing needs to be told.
    """
    store.run(
        "UPDATE carried SET state = 'waiting', code = 'again'"
        " WHERE state = 'handed_on' AND proof IS NOT ?",
        [standing.MINE],
    )


def device_keys(store: Store, account: str) -> list[str]:
    """Return the device keys that files of `account` were signed with, the first one first."""
    sql = """
        SELECT device_key FROM carried
         WHERE account = ? AND device_key IS NOT NULL AND proof IS NOT NULL AND sent_data IS NOT NULL
         GROUP BY device_key ORDER BY min(received_at), device_key
    """
    return [row["device_key"] for row in store.rows(sql, [account])]


def _values(act: Carried) -> list[object]:
    def text(value: Data | None) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    return [
        act.account,
        act.op,
        act.collection,
        act.id,
        act.base,
        None if act.sent_audience is None else json.dumps(act.sent_audience),
        text(act.sent_data),
        json.dumps(act.audience),
        text(act.data),
        act.via,
        act.proof,
        act.device_key,
        act.carried_by,
        act.written_at,
        act.n,
        act.received_at,
        act.state,
        act.code,
        act.message,
        text(act.was),
    ]


def _carried(row: Row) -> Carried:
    def read(name: str) -> Data | None:
        return None if row[name] is None else json.loads(row[name])

    sent = row["sent_audience"]
    return Carried(
        row["account"],
        row["op"],
        row["collection"],
        row["id"],
        row["base"],
        None if sent is None else tuple(json.loads(sent)),
        read("sent_data"),
        tuple(json.loads(row["audience"])),
        read("data"),
        row["via"],
        row["proof"],
        row["device_key"],
        row["carried_by"],
        row["written_at"],
        row["n"],
        row["received_at"],
        row["state"],
        row["code"],
        row["message"],
        read("was"),
    )
