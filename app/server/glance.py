"""What is there for a caller, in a few hundred bytes: for an estimate and a first sync."""

from hashlib import sha256

import msgspec

from app.server import cursors, reading
from app.server.cursors import Cursor
from app.server.database import Database, Entered
from app.server.enrolment import Caller
from app.server.problems import Problem, no_token
from app.server.reading import Digests, Reader
from app.wire import ChangesAnswer


def changes(
    database: Database, digests: Digests, caller: Caller, text: str | None
) -> tuple[bytes, str]:
    """Return the answer as JSON and its ETag.

    Args:
        database: where to look.
        digests: those already known.
        caller: who asks.
        text: her cursor, if she has one; `bytes` then counts from there.

    Raises:
        Problem: 401 the account left, 409 the cursor no longer holds.
    """
    with database.reading(caller.cycle, caller.account) as (connection, entered):
        if entered.role is None:
            raise no_token()
        cursor, reset = cursors.check(connection, caller.cycle, caller.account, entered, None, text)
        if reset:
            raise Problem(409, f"reset_{reset}", "This cursor no longer holds: begin anew.")
        reader = Reader(caller.cycle, caller.account, entered.role)
        digest = digests.of(connection, reader, entered.access)
        answer = ChangesAnswer(
            epoch=entered.epoch,
            cursor=_head(connection, caller, entered),
            packs=[],
            counts={collection: count for collection, (count, _) in digest.items()},
            bytes=reading.bytes_after(connection, reader, cursor.positions if cursor else None),
        )
        raw = msgspec.json.encode(answer)
        # The digest sees edits that change no count and no size.
        mark = sha256(raw + msgspec.json.encode(digest)).hexdigest()[:20]
        return raw, f'"{mark}"'


def _head(connection: cursors.Connection, caller: Caller, entered: Entered) -> str:
    rows = connection.execute(
        "select class, max(seq) from sight where cycle = %s "
        "and reader = any (string_to_array(current_setting('satchel.readers'), ' ')) group by class",
        [caller.cycle],
    ).fetchall()
    newest = {row[0]: int(row[1]) for row in rows}
    one, two, three, four = (newest.get(each, 0) for each in range(1, cursors.CLASSES + 1))
    top = max(one, two, three, four)
    return Cursor(
        cursors.word(entered.epoch),
        cursors.word(caller.account),
        entered.access,
        (one, two, three, four),
        top,
        cursors.mark_of(connection, caller.cycle, top) or b"",
    ).text()
