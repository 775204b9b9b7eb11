"""Files: found by their hash, kept in pieces, uploaded and read from any byte on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256 as hashing

from app.server import limits
from app.server.database import Connection, Database
from app.server.enrolment import Caller
from app.server.problems import Problem, bad, not_found

HASH = re.compile(r"[0-9a-f]{64}")
PIECE = 256 * 1024
"""Most bytes in one row, and read at once."""

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Found:
    cycle: str
    sha256: str
    size: int
    public: bool
    """Anybody may read it, so shared caches may keep it."""
    pack: bool = False
    """The server made it, and takes it away when something in it is erased."""


@dataclass(frozen=True, slots=True)
class Upload:
    """How much of a file is there."""

    sha256: str
    size: int | None
    offset: int
    complete: bool


def find(database: Database, caller: Caller | None, sha256: str) -> Found:
    """Return the file if a record that the caller may read names it.

    Raises:
        Problem: 404, the same for what exists and what does not, with a token or without.
    """
    if not HASH.fullmatch(sha256):
        raise not_found()
    for cycle in [caller.cycle] if caller else _cycles(database):
        found = _size(database, cycle, caller.account if caller else None, sha256)
        if found is not None:
            public = caller is None or _size(database, cycle, None, sha256) is not None
            return Found(cycle, sha256, found[0], public, found[1])
    raise not_found()


def pieces(
    database: Database, account: str | None, found: Found, start: int, end: int
) -> Iterator[bytes]:
    """Yield bytes `start` to `end` (exclusive); no connection is held between pieces."""
    at = start
    while at < end:
        with database.reading(found.cycle, account) as (connection, _):
            row = connection.execute(
                "select start, substring(content from (%(at)s - start + 1)::integer "
                "for %(most)s) from chunks where cycle = %(cycle)s and sha256 = %(sha256)s "
                "and start <= %(at)s order by start desc limit 1",
                {
                    "cycle": found.cycle,
                    "sha256": found.sha256,
                    "at": at,
                    "most": min(PIECE, end - at),
                },
            ).fetchone()
        if row is None or not row[1]:
            return
        yield bytes(row[1])
        at += len(row[1])


def wanted_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the bytes a Range header asks for, None for all of them.

    Several ranges and what cannot be understood count as none, as RFC 9110 allows.

    Raises:
        Problem: 416, the range lies beyond the end.
    """
    match = _RANGE.fullmatch((header or "").replace(" ", ""))
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        start, end = max(0, size - int(match[2])), size
    else:
        start = int(match[1])
        end = min(size, int(match[2]) + 1) if match[2] else size
        if match[2] and int(match[2]) < start:
            return None
    if start >= size:
        raise Problem(
            416,
            "range_beyond_end",
            f"The file has {size} bytes.",
            {"Content-Range": f"bytes */{size}"},
        )
    return start, end


def content_range(header: str | None, length: int | None) -> tuple[int, int]:
    """Return where an upload begins and how large the whole file will be.

    Args:
        header: Content-Range, `bytes 0-1023/4096`; without it the whole file comes.
        length: Content-Length, if it was told.

    Raises:
        Problem: 400 it cannot be understood, 411 no size at all, 413 too large.
    """
    if header is None:
        if length is None:
            raise Problem(411, "length_required", "Say Content-Length or Content-Range.")
        start, total = 0, length
    else:
        match = _CONTENT_RANGE.fullmatch(header.strip())
        if match and int(match[3]) == 0:  # an empty file has no first byte to name
            return 0, 0
        if match is None or not int(match[1]) <= int(match[2]) < int(match[3]):
            raise bad("bad_range", "Content-Range reads: bytes FIRST-LAST/TOTAL.")
        start, total = int(match[1]), int(match[3])
        if length is not None and length != int(match[2]) - start + 1:
            raise bad("bad_range", "Content-Length and Content-Range differ.")
    if total > limits.FILE:
        raise Problem(413, "too_large", f"A file has at most {limits.FILE} bytes.")
    return start, total


def status(database: Database, caller: Caller, sha256: str) -> Upload:
    """Say how much of an upload is there; nothing yet is offset 0.

    Raises:
        Problem: 403 not the Secretariat, 404 no hash.
    """
    _uploader(caller, sha256)
    with database.storing(caller.cycle) as connection:
        return _state(connection, caller.cycle, sha256)


def begin(database: Database, caller: Caller, sha256: str, start: int, total: int) -> Upload:
    """Open an upload at byte `start`, which must be where the file ends so far, or before.

    Raises:
        Problem: 403, 404, 409 there is a gap.
    """
    _uploader(caller, sha256)
    with database.storing(caller.cycle) as connection:
        state = _state(connection, caller.cycle, sha256, lock=True)
        if state.complete:
            return state
        if state.size != total:
            # The size belongs to the hash: whoever told another one was wrong, once.
            if start > 0:
                raise _gap(0)
            _forget(connection, caller.cycle, sha256)
            connection.execute(
                "insert into files (cycle, sha256, size) values (%s, %s, %s)",
                [caller.cycle, sha256, total],
            )
            state = Upload(sha256, total, 0, complete=False)
        if start > state.offset:
            raise _gap(state.offset)
    return finish(database, caller, sha256) if total == 0 else state


def add(database: Database, caller: Caller, sha256: str, start: int, content: bytes) -> Upload:
    """Keep a piece of an upload; what is there already is passed over.

    Raises:
        Problem: 409 there is a gap, 400 more came than was announced.
    """
    with database.storing(caller.cycle) as connection:
        state = _state(connection, caller.cycle, sha256, lock=True)
        if state.complete:
            return state
        if start > state.offset or state.size is None:
            raise _gap(state.offset)
        fresh = content[state.offset - start :]
        if state.offset + len(fresh) > state.size:
            raise bad("bad_range", "More bytes came than were announced.")
        for at in range(0, len(fresh), PIECE):
            connection.execute(
                "insert into chunks (cycle, sha256, start, content) values (%s, %s, %s, %s)",
                [caller.cycle, sha256, state.offset + at, fresh[at : at + PIECE]],
            )
        connection.execute(
            "update files set there = there + %s where cycle = %s and sha256 = %s",
            [len(fresh), caller.cycle, sha256],
        )
        return Upload(sha256, state.size, state.offset + len(fresh), complete=False)


def finish(database: Database, caller: Caller, sha256: str) -> Upload:
    """Close an upload if all of it is there and hashes to its name.

    Raises:
        Problem: 400 it does not; what was uploaded is forgotten.
    """
    with database.storing(caller.cycle) as connection:
        state = _state(connection, caller.cycle, sha256, lock=True)
        if state.complete or state.size is None or state.offset != state.size:
            return state
        digest = hashing()
        at = 0
        while at < state.size:
            row = connection.execute(
                "select content from chunks where cycle = %s and sha256 = %s and start = %s",
                [caller.cycle, sha256, at],
            ).fetchone()
            if row is None:
                break
            digest.update(row[0])
            at += len(row[0])
        if digest.hexdigest() == sha256:
            connection.execute(
                "update files set whole = true where cycle = %s and sha256 = %s",
                [caller.cycle, sha256],
            )
            return Upload(sha256, state.size, state.size, complete=True)
        _forget(connection, caller.cycle, sha256)
    raise bad("hash_mismatch", "What arrived has another hash; begin again.")


def _uploader(caller: Caller, sha256: str) -> None:
    if caller.role != "secretariat":
        raise Problem(403, "secretariat_only", "Only the Secretariat uploads files.")
    if not HASH.fullmatch(sha256):
        raise not_found()


def _state(connection: Connection, cycle: str, sha256: str, *, lock: bool = False) -> Upload:
    row = connection.execute(
        "select size, there, whole from files where cycle = %s and sha256 = %s"
        + (" for update" if lock else ""),
        [cycle, sha256],
    ).fetchone()
    if row is None:
        return Upload(sha256, None, 0, complete=False)
    return Upload(sha256, int(row[0]), int(row[1]), complete=row[2])


def _forget(connection: Connection, cycle: str, sha256: str) -> None:
    connection.execute("delete from files where cycle = %s and sha256 = %s", [cycle, sha256])


def _gap(offset: int) -> Problem:
    return Problem(409, "upload_gap", f"Continue at byte {offset}.", {"Upload-Offset": str(offset)})


def _cycles(database: Database) -> list[str]:
    with database.door() as connection:
        return [row[0] for row in connection.execute("select id from cycles order by id")]


def _size(
    database: Database, cycle: str, account: str | None, sha256: str
) -> tuple[int, bool] | None:
    """Return the size of a file and whether it is a pack, if the account may read it."""
    with database.reading(cycle, account) as (connection, _):
        row = connection.execute(
            "select size, exists (select 1 from packs p where p.cycle = f.cycle "
            "and p.sha256 = f.sha256) from files f where cycle = %s and sha256 = %s and whole",
            [cycle, sha256],
        ).fetchone()
    return (int(row[0]), row[1]) if row else None
