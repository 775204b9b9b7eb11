"""What a change is judged to be, and the memory of it: the same act gets the same answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from app.server.database import Connection


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is asking, in which transaction, and when."""

    connection: Connection
    cycle: str
    account: str
    role: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    op: str
    result: str
    collection: str = ""
    id: str = ""
    version: int | None = None
    code: str | None = None
    message: str | None = None


def remembered(
    desk: Desk, owner: str, op: str, content: bytes, change: Mapping[str, Any]
) -> Verdict | None:
    row = desk.connection.execute(
        "select content, result, version, code, message from ops "
        "where cycle = %s and account = %s and op = %s "
        # What somebody handed on in vain is judged anew, in case it fits now.
        "and not (carried and result = 'refused')",
        [desk.cycle, owner, op],
    ).fetchone()
    if row is None:
        return None
    if bytes(row[0]) != sha256(content).digest():
        return Verdict(op, "refused", code="op_reused", message="op: used before, for another act")
    # The content is the same, so where it was judged at all these two are in order.
    collection, id = str(change.get("collection")), str(change.get("id"))
    return Verdict(op, row[1], collection, id, *row[2:])


def remember(desk: Desk, owner: str, verdict: Verdict, content: bytes) -> None:
    desk.connection.execute(
        "insert into ops (cycle, account, op, content, result, version, code, message, carried) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s) "
        "on conflict (cycle, account, op) do update set content = excluded.content, "
        "result = excluded.result, version = excluded.version, code = excluded.code, "
        "message = excluded.message, carried = excluded.carried, at = now() "
        "where ops.carried and ops.result = 'refused'",
        [
            desk.cycle,
            owner,
            verdict.op,
            sha256(content).digest(),
            verdict.result,
            verdict.version,
            verdict.code,
            verdict.message,
            owner != desk.account,
        ],
    )
