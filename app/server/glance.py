"""What is there for a caller, in a few hundred bytes: for an estimate and a first sync."""

from collections.abc import Callable
from hashlib import sha256

import msgspec

from app.server import cursors, packing, reading
from app.server.cursors import Cursor
from app.server.database import Database, Entered
from app.server.digests import Digests
from app.server.enrolment import Caller
from app.server.envelopes import Reader
from app.server.problems import Problem, no_token
from app.server.reading import Start
from app.wire import ChangesAnswer, Enrolled


def changes(
    database: Database,
    digests: Digests,
    caller: Caller,
    text: str | None,
    wanted: Callable[[str], None] = lambda _: None,
) -> tuple[bytes, str]:
    """Return the answer as JSON and its ETag.

    Args:
        database: where to look.
        digests: those already known.
        caller: who asks.
        text: her cursor, or that of a pack; `bytes` then counts from there.
        wanted: told the cycle if its packs are behind; they are not waited for.

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
        start = Start(cursor.positions, cursor.top, cursor.pack) if cursor else Start()
        if packing.stale(connection, caller.cycle, entered.role):
            wanted(caller.cycle)
        digest = digests.of(connection, reader, entered.access)
        answer = ChangesAnswer(
            epoch=entered.epoch,
            cursor=_head(connection, caller, entered),
            packs=packing.listed(connection, caller.cycle, entered.epoch, entered.role),
            counts={collection: count for collection, (count, _) in digest.items()},
            bytes=reading.bytes_after(connection, reader, start),
        )
        raw = msgspec.json.encode(answer)
        # The digest sees edits that change no count and no size.
        mark = sha256(raw + msgspec.json.encode(digest)).hexdigest()[:20]
        return raw, f'"{mark}"'


def with_packs(
    database: Database, made: Enrolled, wanted: Callable[[str], None] = lambda _: None
) -> Enrolled:
    """Return the answer to an enrolment with the packs that the new device may begin with."""
    try:
        with database.reading(made.cycle, made.account) as (connection, entered):
            if packing.stale(connection, made.cycle, entered.role):
                wanted(made.cycle)
            packs = packing.listed(connection, made.cycle, entered.epoch, entered.role)
    except Problem:  # busy; the token is what she came for
        return made
    return msgspec.structs.replace(made, packs=packs)


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
