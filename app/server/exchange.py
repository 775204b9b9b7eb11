"""One exchange: decide whether the cursor holds, judge what came, send what is new."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
import psycopg

from app.domain import times
from app.server import cursors, envelopes, judging, limits, packing, reading, sight
from app.server.cursors import Cursor, Reset
from app.server.database import Connection, Database, Entered, enter
from app.server.digests import Digests
from app.server.enrolment import Caller
from app.server.envelopes import Reader
from app.server.problems import bad, no_token
from app.server.reading import Start
from app.wire import digest_word

_MANY = 200
"""Changes in one exchange that are a publication rather than somebody's work."""


class Request(msgspec.Struct, kw_only=True):
    """The envelope of an exchange; each change is judged by itself, whatever it is."""

    nonce: str
    device: str | None = None
    epoch: str | None = None
    cursor: str | None = None
    limit: int | None = None
    changes: list[Any] = []
    digest: Any = None


@dataclass(frozen=True, slots=True)
class _Judged:
    entered: Entered
    cursor: Cursor | None
    verdicts: tuple[judging.Verdict, ...] = ()
    reset: Reset | None = None


def exchange(
    database: Database,
    digests: Digests,
    caller: Caller,
    asked: Request,
    published: Callable[[str], None] = lambda _: None,
) -> bytes:
    """Answer one exchange as JSON; tell `published` the cycle if packs fall behind by it.

    Reading is a later transaction than writing, so that what others committed in between
    is seen too and what this request wrote is certainly durable.

    Raises:
        Problem: 400 too many changes, 401 the account left meanwhile, 503 busy.
    """
    if len(asked.changes) > limits.CHANGES:
        raise bad("too_many", f"At most {limits.CHANGES} changes in one exchange.")
    now = datetime.now(UTC)
    judged = _judge(database, caller, asked, now) if asked.changes else None
    if judged and len(judged.verdicts) >= _MANY:
        with database.door() as connection:
            connection.execute("select refresh_statistics()")
    if judged and any(
        each.result == "accepted" and each.collection in packing.PACKED for each in judged.verdicts
    ):
        published(caller.cycle)
    with database.reading(caller.cycle, caller.account) as (connection, entered):
        if entered.role is None:
            raise no_token()
        if judged is None:
            cursor, reset = _check(connection, caller, entered, asked)
            judged = _Judged(entered, cursor, (), reset)
        head: dict[str, Any] = {
            "nonce": asked.nonce,
            "epoch": entered.epoch,
            "now": times.text(now),
        }
        if judged.reset:
            return msgspec.json.encode({**head, "reset": judged.reset})
        return _answer(connection, digests, caller, entered, asked, judged, head)


def _answer(
    connection: Connection,
    digests: Digests,
    caller: Caller,
    entered: Entered,
    asked: Request,
    judged: _Judged,
    head: dict[str, Any],
) -> bytes:
    reader = Reader(caller.cycle, caller.account, entered.role)
    accepted = [(each.collection, each.id) for each in judged.verdicts if each.result == "accepted"]
    cursor = judged.cursor
    limit = limits.ANSWER if asked.limit is None else min(asked.limit, limits.ANSWER)
    page = reading.page(
        connection,
        reader,
        Start(cursor.positions, cursor.top, cursor.pack) if cursor else Start(),
        limit,
        accepted,
    )
    # The epoch and access of the judging transaction: if either changed since, the next
    # exchange must notice.
    next_cursor = Cursor(
        cursors.word(judged.entered.epoch),
        cursors.word(caller.account),
        judged.entered.access,
        page.positions,
        page.top,
        cursors.mark_of(connection, caller.cycle, page.top) or b"",
        page.pack,
    )
    answer: dict[str, Any] = {
        **head,
        "answers": _answers(connection, reader, judged.verdicts),
        "records": page.records,
        "cursor": next_cursor.text(),
        "more": page.more,
    }
    if not page.more:
        digest = digests.of(connection, reader, entered.access)
        if asked.digest == digest_word(digest):
            return msgspec.json.encode(_same(asked, answer))
        answer["digest"] = digest
    return msgspec.json.encode(answer)


def _same(asked: Request, answer: dict[str, Any]) -> dict[str, Any]:
    """Return `answer` to a caller who holds what she may read: without what she knows."""
    known = {"epoch": asked.epoch, "cursor": asked.cursor, "answers": [], "records": []}
    needless = {name for name, value in known.items() if answer[name] == value} | {"more"}
    told = {name: value for name, value in answer.items() if name not in needless}
    return {**told, "same": True}


def _judge(database: Database, caller: Caller, asked: Request, now: datetime) -> _Judged:
    with database.writing(caller.cycle, caller.account) as (connection, entered):
        if entered.role is None:
            raise no_token()
        cursor, reset = _check(connection, caller, entered, asked)
        if reset:
            return _Judged(entered, None, (), reset)
        verdicts: list[judging.Verdict] = []
        role = entered.role
        for change in asked.changes:
            desk = judging.Desk(connection, caller.cycle, caller.account, role, now)
            verdicts.append(_one(desk, change))
            if verdicts[-1].collection == "members":  # it may have been about the caller
                role = enter(connection, caller.cycle, caller.account, "judging").role or ""
        if any(each.result == "accepted" for each in verdicts):
            sight.commit(connection, caller.cycle)
        return _Judged(entered, cursor, tuple(verdicts))


def _one(desk: judging.Desk, change: Any) -> judging.Verdict:
    try:
        with desk.connection.transaction():
            return judging.judge(desk, change)
    except (psycopg.DataError, psycopg.IntegrityError, UnicodeError):
        op = change.get("op") if isinstance(change, dict) else None
        return judging.Verdict(
            op if isinstance(op, str) else "",
            "refused",
            code="not_storable",
            message="The database does not take this.",
        )


def _check(
    connection: Connection, caller: Caller, entered: Entered, asked: Request
) -> tuple[Cursor | None, Reset | None]:
    return cursors.check(
        connection, caller.cycle, caller.account, entered, asked.epoch, asked.cursor
    )


def _answers(
    connection: Connection, reader: Reader, verdicts: tuple[judging.Verdict, ...]
) -> list[dict[str, Any]]:
    conflicts = [(each.collection, each.id) for each in verdicts if each.result == "conflict"]
    theirs = envelopes.read(connection, reader, list(dict.fromkeys(conflicts)))
    return [_one_answer(each, theirs) for each in verdicts]


def _one_answer(
    verdict: judging.Verdict, theirs: dict[envelopes.Key, msgspec.Raw]
) -> dict[str, Any]:
    found: dict[str, Any] = {"op": verdict.op, "result": verdict.result}
    match verdict.result:
        case "accepted":
            found["version"] = verdict.version
        case "conflict":
            found["theirs"] = theirs.get((verdict.collection, verdict.id))
        case _:
            found |= {"code": verdict.code, "message": verdict.message}
    return found
