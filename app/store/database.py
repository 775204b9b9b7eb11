"""Opening the store, and the two ways to hold it: to write, or only to read."""

import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pysqlite3
from sqlite_utils import Database

from app.store import swapping, wreck
from app.store.migrations import migrations
from app.store.scripts import Scripted

sqlite3: Any = pysqlite3  # it ships no types
Row = Mapping[str, Any]
Values = Sequence[Any] | Mapping[str, Any]

StoreAway: type[Exception] = sqlite3.OperationalError
"""The file cannot be opened, read or written just now: a full disk, a lock, a folder that
is read-only. Nothing that was saved before is lost."""

OLDEST_SQLITE = (3, 51, 3)
"""Versions before it may corrupt a store that two connections write to in WAL mode."""


FULL = 2
"""The value of PRAGMA synchronous that syncs the log at every commit."""


class StoreTooNew(Exception):
    """A newer version of the program has written this store; this one would spoil it."""


class StoreDamaged(Exception):
    """The file is no store of ours, or is damaged."""


class SqliteTooOld(Exception):
    """SQLite is older than the first version that is safe with two connections."""


class StoreUnsafe(Exception):
    """The disk or SQLite would not promise that what is committed survives a power cut."""


class Unfit(Exception):
    """What was given cannot be kept: numbers too large, nested too deep, half characters."""


@dataclass(slots=True)
class Count:
    """How many statements were run: lists must not run one per row."""

    statements: int = 0


@dataclass(frozen=True, slots=True)
class Store:
    """One connection. It belongs to the thread that opened it."""

    db: Any  # sqlite_utils.Database, whose types say too little to be of use
    path: Path | None = None
    count: Count = field(default_factory=Count)

    def rows(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """Ask, and give the answer row by row."""
        self.count.statements += 1
        return self.db.query(sql, _plain(values))

    def one(self, sql: str, values: Values = ()) -> Row | None:
        """Ask for at most one row."""
        return next(iter(self.rows(sql, values)), None)

    def run(self, sql: str, values: Values = ()) -> int:
        """Change something, and give how many rows it changed."""
        self.count.statements += 1
        return self.db.execute(sql, _plain(values)).rowcount

    @contextmanager
    def atomic(self) -> Generator[None]:
        """Do all of it or none of it. Takes the pen at once, so that nobody writes between."""
        if self.db.conn.in_transaction:
            yield  # already inside: the outer one decides
            return
        self.db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.conn.rollback()
            raise
        self.db.conn.commit()

    def close(self) -> None:
        self.db.close()


_SPOILT = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})
_SPOILT_WORDS = ("malformed", "fts5", "Could not decode to UTF-8", "integrity_check")


def is_damage(error: BaseException) -> bool:
    """Say whether `error`, raised by a store that did open, means that its file is damaged."""
    if isinstance(error, StoreDamaged):
        return True
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    name = str(getattr(error, "sqlite_errorname", "") or "")
    return name.startswith(tuple(_SPOILT)) or any(word in str(error) for word in _SPOILT_WORDS)


def readable(columns: Iterable[str]) -> str:
    """Return SQL that is true of rows whose text in `columns` is UTF-8: SQLite does not look."""
    raw = (
        f'CASE typeof("{name}") WHEN \'text\' THEN CAST("{name}" AS BLOB) END' for name in columns
    )
    return f"is_utf8({', '.join(raw)})"


def _is_utf8(*texts: bytes | None) -> bool:
    try:
        for text in texts:
            (text or b"").decode()
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def fitting() -> Generator[None]:
    """Tell values that SQLite cannot keep by one error, whatever is the matter with them.

    Raises Unfit.
    """
    try:
        yield
    except (OverflowError, RecursionError, UnicodeEncodeError, sqlite3.IntegrityError) as error:
        raise Unfit(str(error)[:200]) from error


def open_store(path: Path | None, *, read_only: bool = False) -> Store:
    """Open the store at `path`, or a new one in memory for None.

    A writer brings the schema up to date first, and keeps a copy of the store as
    it was. A reader waits for a writer at most five seconds and changes nothing.

    Raises:
        StoreTooNew: a later version of the program wrote it.
        SqliteTooOld: the SQLite underneath may damage stores.
        StoreUnsafe: what is committed would not survive a power cut here.
        StoreDamaged: it is no SQLite file, or cannot be read as one.
        StoreAway: it cannot be opened now.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SqliteTooOld(sqlite3.sqlite_version)
    if path is not None and not read_only:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path is not None:
        swapping.finish(path)
        if wreck.is_wreck(path):
            raise StoreDamaged(path)
    try:
        store = _open(path, read_only=read_only)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if isinstance(error, StoreAway) and not is_damage(error):
            raise
        raise StoreDamaged(path) from error
    if path is not None:
        wreck.opened(path)
    return store


def _open(path: Path | None, *, read_only: bool) -> Store:
    # Statements outside `atomic` commit by themselves; transactions are begun in one place.
    connection: Any = sqlite3.connect(
        path or ":memory:", timeout=5, isolation_level=None, check_same_thread=False
    )
    db: Any = Scripted(connection)
    store = Store(db, path)
    try:
        connection.create_function("is_utf8", -1, _is_utf8, deterministic=True)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # What may no longer be read here is overwritten, not only unlinked.
        connection.execute("PRAGMA secure_delete = ON")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
            return store
        if path is not None:
            connection.execute("PRAGMA journal_mode = WAL")
            _assert_durable(connection)
        _upgrade(store, path)
    except BaseException:
        connection.close()
        raise
    return store


def _assert_durable(connection: Any) -> None:
    full = connection.execute("PRAGMA synchronous").fetchone()[0]
    journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if full < FULL or journal != "wal":
        raise StoreUnsafe(f"synchronous={full} journal_mode={journal}")


def steps_of(store: Store) -> tuple[set[str], set[str]]:
    """Return the names of the schema's steps that `store` has, and of those we know."""
    with closing(Database(sqlite3.connect(":memory:"))) as empty:
        known = {step.name for step in migrations.pending(empty)}
    return _applied(store), known


def is_newer(applied: set[str], known: set[str]) -> bool:
    """Say whether a later program made a step behind ours; other unknown names are damage."""
    return any(step > max(known) for step in applied - known)


def _upgrade(store: Store, path: Path | None) -> None:
    applied, known = steps_of(store)
    if is_newer(applied, known):
        raise StoreTooNew(path)
    if applied - known:
        raise StoreDamaged(path)
    if applied == known:
        return
    part = None
    try:
        if path is not None and applied:
            part = path.with_name(f"{path.stem}-before.{os.getpid()}.part")
            part.unlink(missing_ok=True)
            store.run("VACUUM INTO ?", [str(part)])
        with store.atomic():
            applied = _applied(store)  # another start may have been quicker
            if not applied and _tables(store):
                raise StoreDamaged(path)  # the list of its steps is lost, or it is not ours
            if path is not None and part is not None and known - applied:
                first = min(known - applied)
                swapping.settle(part, path.with_name(f"{path.stem}-before-{first}{path.suffix}"))
            if known - applied:
                migrations.apply(store.db)
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _tables(store: Store) -> bool:
    sql = "SELECT 1 FROM sqlite_master WHERE name NOT LIKE '%sqlite_%'"
    return store.one(sql) is not None


def _applied(store: Store) -> set[str]:
    return {step.name for step in migrations.applied(store.db)}


def _plain(values: Values) -> Sequence[Any] | dict[str, Any]:
    return dict(values) if isinstance(values, Mapping) else values
