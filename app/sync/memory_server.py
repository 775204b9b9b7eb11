"""A server that lives in memory and keeps the rules of the exchange, for tests and trials.

It keeps what a device can notice: acts are taken once, versions, sight, cursors, pages in
reading order, conflicts, refusals, resets, digests. It keeps no secrets, so no tokens.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import msgspec

from app.domain import audience, fields, ids
from app.domain.anchors import withdrawn_words
from app.domain.collections import ALL, MEMBERS_OWN, may_write
from app.domain.records import Data
from app.sync.transport import Refused
from app.wire import (
    Answer,
    Change,
    ExchangeAnswer,
    ExchangeRequest,
    Pack,
    WireRecord,
    change_content,
    digest_part,
    digest_word,
)

Key = tuple[str, str]
CLASSES = 4
HIDDEN = frozenset({"reviews", "intents", "asides"})
"""Collections that only their owner and the chairs read here."""


@dataclass(slots=True)
class Sight:
    """What one account may know of one record."""

    seq: int
    seen: bool
    why: str | None = None


@dataclass(slots=True)
class State:
    """All that a backup of the server would hold."""

    epoch: str = field(default_factory=lambda: str(uuid4()))
    seq: int = 0
    roles: dict[str, str] = field(default_factory=dict[str, str])
    access: dict[str, int] = field(default_factory=dict[str, int])
    records: dict[Key, WireRecord] = field(default_factory=dict[Key, WireRecord])
    sight: dict[str, dict[Key, Sight]] = field(default_factory=dict[str, dict[Key, Sight]])
    ops: dict[tuple[str, str], tuple[bytes, Answer, Key]] = field(
        default_factory=dict[tuple[str, str], tuple[bytes, Answer, Key]]
    )
    marks: dict[int, str] = field(default_factory=dict[int, str])
    """A random mark for every seq, so that a restored server is found out."""
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    packs: list[Pack] = field(default_factory=list[Pack])
    """Those that `files` holds, as the server offers them."""


class MemoryServer:
    """One cycle on one server.

    Args:
        cycle: its id, which the ids of reviews depend on.
        now: the server's clock, which decides nothing here.
    """

    def __init__(self, cycle: str = "orchard2030", now: str = "2030-02-01T12:00:00Z") -> None:
        self.cycle = cycle
        self.now = now
        self.state = State()

    def enrol(self, account: str, role: str = "member") -> None:
        """Let `account` in, or give it another role: then it has to read everything anew."""
        state = self.state
        if state.roles.get(account, role) != role:
            state.access[account] = state.access.get(account, 0) + 1
            state.sight[account] = {}
        state.roles[account] = role
        for key in state.records:
            self._place(key, [account])

    def backup(self) -> State:
        return deepcopy(self.state)

    def restore(self, backup: State) -> None:
        self.state = deepcopy(backup)

    def put(
        self, collection: str, id: str, data: Data | None, readers: Sequence[str] = ("members",),
        owner: str | None = None,
    ) -> WireRecord | None:  # fmt: skip
        """Write as `owner` (or as whoever it belongs to), whatever is there; None erases."""
        held = self.state.records.get((collection, id))
        whose = owner or (None if held is None else held.owner) or "office"
        return self._write((collection, id), whose, tuple(readers), data)

    def shut(self, collection: str, id: str, readers: Sequence[str]) -> None:
        """Change who may read a record, and nothing else."""
        key = collection, id
        self.state.records[key].audience = list(readers)
        self._place(key, self.state.roles, edited=False)

    def exchange(self, account: str, asked: ExchangeRequest) -> ExchangeAnswer:
        """Answer one exchange. Raises Refused with status 401 for an unknown account."""
        if account not in self.state.roles:
            raise Refused(401, "token_unknown")
        positions, reset = self._cursor(account, asked)
        answer = ExchangeAnswer(nonce=asked.nonce, epoch=self.state.epoch, now=self.now)
        if reset is not None:
            return ExchangeAnswer(nonce=asked.nonce, reset=reset)
        judged = [(change, self._judge(account, change)) for change in asked.changes]
        first = [
            (change.collection, change.id)
            for change, verdict in judged
            if verdict.result == "accepted"
        ]
        answer.answers = [self._with_theirs(account, change, each) for change, each in judged]
        answer.records, positions, answer.more = self._page(account, positions, first, asked.limit)
        answer.cursor = self._made(account, positions)
        if not answer.more:
            digest = self.digest(account)
            if asked.digest == digest_word(digest):
                return _same(asked, answer)
            answer.digest = digest
        return answer

    def reads(self, account: str, key: Key) -> bool:
        found = self.state.sight.get(account, {}).get(key)
        return found is not None and found.seen

    def after(self, account: str, cursor: str | None) -> tuple[int, str]:
        """Return how many bytes of records come after `cursor`, and the cursor at their end.

        Raises Refused with status 409 for a cursor that holds no more.
        """
        asked = ExchangeRequest(device="", cursor=cursor, nonce="")
        positions, reset = self._cursor(account, asked)
        if reset is not None:
            raise Refused(409, f"reset_{reset}")
        found, positions, _ = self._page(account, positions, [], None)
        return sum(len(msgspec.json.encode(each)) for each in found), self._made(account, positions)

    def digest(self, account: str) -> dict[str, tuple[int, str]]:
        """Return the digest of what `account` may read."""
        parts: dict[str, tuple[int, int]] = {}
        for (collection, id), record in self.state.records.items():
            if record.data is not None and self.reads(account, (collection, id)):
                count, mixed = parts.get(collection, (0, 0))
                parts[collection] = count + 1, mixed ^ digest_part(id, record.version)
        return {name: (count, f"{mixed:016x}") for name, (count, mixed) in parts.items()}

    # --- judging ------------------------------------------------------------------------

    def _judge(self, account: str, change: Change) -> Answer:
        content = change_content(
            change.collection, change.id, change.base, change.audience, change.data
        )
        known = self.state.ops.get((account, change.op))
        if known is not None:
            if known[0] != content:
                return Answer(op=change.op, result="refused", code="op_reused")
            return _remembered(known[1])
        answer = self._decide(account, change)
        key = change.collection, change.id
        self.state.ops[account, change.op] = content, _remembered(answer), key
        return answer

    def _decide(self, account: str, change: Change) -> Answer:
        key = change.collection, change.id
        held = self.state.records.get(key)
        there = held is not None and held.data is not None
        code = self._refusal(account, change, held)
        if code is not None:
            return Answer(op=change.op, result="refused", code=code, message=code)
        if change.base != (held.version if held is not None and there else None):
            return Answer(op=change.op, result="conflict")
        if change.data is None and not there:
            return Answer(op=change.op, result="conflict")
        owner = account if held is None or not there else held.owner or account
        written = self._write(key, owner, tuple(change.audience or ("members",)), change.data)
        return Answer(op=change.op, result="accepted", version=written.version)

    def _refusal(self, account: str, change: Change, held: WireRecord | None) -> str | None:
        collection, data = change.collection, change.data
        own = collection in MEMBERS_OWN
        if collection not in ALL:
            return "unknown_collection"
        if not may_write(self.state.roles[account], collection):
            return "not_yours"
        if own and held is not None and held.owner != account:
            return "not_yours"
        if data is None:
            erases = collection == "notes" or self.state.roles[account] == "secretariat"
            return None if erases else "may_not_erase"
        if len(msgspec.json.encode(data)) > ALL[collection].limit:
            return "too_long"
        faults = [
            *fields.faults(collection, change.id, data),
            *fields.audience_faults(collection, change.audience or ()),
        ]
        if faults:
            return faults[0].code
        mine = ids.review_id(self.cycle, account, str(data.get("proposal")))
        return "bad_id" if collection == "reviews" and change.id != mine else None

    def _write(
        self, key: Key, owner: str, readers: tuple[str, ...], data: Data | None
    ) -> WireRecord:
        held = self.state.records.get(key)
        match key[0]:
            case "notes":
                readers = (owner,)
            case name if name in HIDDEN:
                readers = ("chairs",)
            case _:
                pass
        written = WireRecord(
            collection=key[0],
            id=key[1],
            version=1 if held is None else held.version + 1,
            owner=owner,
            audience=list(readers),
            data=data,
        )
        self.state.records[key] = written
        self._place(key, self.state.roles)
        return written

    # --- sight and pages ----------------------------------------------------------------

    def _place(
        self, key: Key, accounts: Sequence[str] | dict[str, str], *, edited: bool = True
    ) -> None:
        """Work out who reads a record now; every gain, edit and loss gets a new seq."""
        record = self.state.records[key]
        for account in accounts:
            rows = self.state.sight.setdefault(account, {})
            had = rows.get(key)
            sees = record.data is not None and (
                record.owner == account
                or audience.covers(record.audience, self.state.roles[account], account)
            )
            if sees and (had is None or not had.seen or edited):
                rows[key] = Sight(self._next(), seen=True)
            elif had is not None and not sees and (had.seen or record.data is None):
                why = "erased" if record.data is None else "access"
                rows[key] = Sight(self._next(), seen=False, why=why)

    def _next(self) -> int:
        self.state.seq += 1
        self.state.marks[self.state.seq] = uuid4().hex[:12]
        return self.state.seq

    def _page(
        self, account: str, positions: list[int], first: Sequence[Key], limit: int | None
    ) -> tuple[list[WireRecord], list[int], bool]:
        leading = list(dict.fromkeys(key for key in first if self.reads(account, key)))
        sent = [self._as_read(account, key) for key in leading]
        newer = sorted(
            (int(ALL[key[0]].reading), sight.seq, key)
            for key, sight in self.state.sight.get(account, {}).items()
            if sight.seq > positions[int(ALL[key[0]].reading) - 1]
        )
        at, used = list(positions), 0
        for reading, seq, key in newer:
            known = any(positions)  # whoever reads for the first time misses nothing
            if key not in leading and (known or self.reads(account, key)):
                record = self._as_read(account, key)
                size = len(msgspec.json.encode(record))
                if used and limit is not None and used + size > limit:
                    return sent, at, True
                sent.append(record)
                used += size
            at[reading - 1] = seq
        return sent, at, False

    def _as_read(self, account: str, key: Key) -> WireRecord:
        """Return the record as `account` may see it: withdrawn words are for their owner."""
        record, sight = self.state.records[key], self.state.sight[account][key]
        if not sight.seen:
            why: Any = sight.why
            return WireRecord(collection=key[0], id=key[1], gone=True, why=why)
        data = record.data or {}
        if data.get("withdrawn") and key[0] in MEMBERS_OWN and account != record.owner:
            data = withdrawn_words(data)
        return msgspec.structs.replace(record, data=data)

    def _with_theirs(self, account: str, change: Change, answer: Answer) -> Answer:
        if answer.result != "conflict":
            return answer
        key = change.collection, change.id
        theirs = self._as_read(account, key) if self.reads(account, key) else None
        return msgspec.structs.replace(answer, theirs=theirs)

    # --- cursors ------------------------------------------------------------------------

    def _made(self, account: str, positions: list[int]) -> str:
        top = max(positions)
        head = [self.state.epoch, account, self.state.access.get(account, 0)]
        return msgspec.json.encode([*head, positions, self.state.marks.get(top)]).hex()

    def _cursor(self, account: str, asked: ExchangeRequest) -> tuple[list[int], Any]:
        start = [0] * CLASSES
        if asked.epoch is not None and asked.epoch != self.state.epoch:
            return start, "epoch"
        if asked.cursor is None:
            return start, None
        try:
            epoch, whose, access, positions, mark = msgspec.json.decode(bytes.fromhex(asked.cursor))
        except ValueError:
            return start, "cursor"
        if whose != account:
            return start, "cursor"
        if access != self.state.access.get(account, 0):
            return start, "access"
        if epoch != self.state.epoch or self.state.marks.get(max(positions)) != mark:
            return start, "epoch"
        return positions, None


def _same(asked: ExchangeRequest, answer: ExchangeAnswer) -> ExchangeAnswer:
    """Return `answer` to a caller who holds what she may read: without what she knows."""
    answer.same = True
    if answer.epoch == asked.epoch:
        answer.epoch = ""
    if answer.cursor == asked.cursor:
        answer.cursor = None
    return answer


def _remembered(answer: Answer) -> Answer:
    """Return `answer` as it is remembered: what is there is looked up when it is asked again."""
    return msgspec.structs.replace(answer, theirs=None)
