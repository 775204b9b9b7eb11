"""Copies of the whole store: made, looked at, judged."""

import glob
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.store import facts
from app.store.database import Store, is_damage, is_newer, open_store, readable, sqlite3, steps_of

FINE, TOO_NEW, DAMAGED, FOREIGN = "fine", "too_new", "damaged", "foreign"
PAGES = 256
"""Pages that are copied between two words of how far it is: a megabyte."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file that should be a store of ours turned out to be."""

    state: str
    """`fine`, `too_new` (a newer program wrote it), `damaged`, or `foreign`: no store of ours."""
    account: str = ""
    cycle: str = ""
    counts: Mapping[str, int] | None = None
    """{table: rows}."""
    older: bool = False
    """Its schema is of an earlier version of the program."""


def copy_to(store: Store, target: Path) -> None:
    """Write a consistent copy of the store to `target`, which must not exist."""
    store.run("VACUUM INTO ?", [str(target)])


def copy_file(
    path: Path, target: Path, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> None:
    """Write a consistent copy of the store at `path` to `target`, whoever has it open.

    Nothing of it is changed, not even brought up to date. `target` must not exist. `progress` is
    told how many bytes of how many are there; what it raises ends the copying.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source:
        page = int(source.execute("PRAGMA page_size").fetchone()[0])

        def told(_status: int, remaining: int, total: int) -> None:
            progress((total - remaining) * page, total * page)

        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=PAGES, progress=told)


def renew(path: Path) -> None:
    """Bring a store up to date that is a copy itself: no copy of it as it was is kept."""
    with closing(open_store(path)):
        pass
    for before in path.parent.glob(f"{glob.escape(path.stem)}-before-*{path.suffix}"):
        before.unlink()


def is_older(store: Store) -> bool:
    """Say whether an earlier version of the program wrote it, and nobody renewed it since."""
    applied, known = steps_of(store)
    return known > applied


def is_sound(path: Path) -> bool:
    """Say whether SQLite finds the file at `path` whole."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        return False


def look(path: Path) -> Looked:
    """Read all of the store at `path` and say what it is; nothing of it is changed.

    Raises FileNotFoundError; OSError or StoreAway where the system refuses.
    """
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            return Looked(DAMAGED if path.suffix == ".db" else FOREIGN)
    try:
        with closing(open_store(path, read_only=True)) as store:
            return _looked(store)
    except UnicodeDecodeError:
        return Looked(DAMAGED)  # SQLite's own message names what it could not read
    except Exception as error:
        if is_damage(error):
            return Looked(DAMAGED)
        raise


def _looked(store: Store) -> Looked:
    if faults(store):
        return Looked(DAMAGED)
    tables = {row["name"] for row in store.rows("SELECT name FROM sqlite_master")}
    if not {"facts", "outbox", "records", "_sqlite_migrations"} <= tables:
        return Looked(FOREIGN)
    applied, known = steps_of(store)
    told = facts.all_of(store)
    return Looked(
        TOO_NEW if is_newer(applied, known) else DAMAGED if applied - known else FINE,
        told.get("account", ""),
        told.get("cycle", ""),
        counts(store),
        older=bool(known - applied),
    )


def faults(store: Store, most: int = 20) -> list[str]:
    """Return what SQLite finds wrong with the file: pages, indexes, constraints, JSON; and text."""
    try:
        asked = store.rows(f"PRAGMA integrity_check({most})")
        found = [str(next(iter(row.values()))) for row in asked]
    except UnicodeDecodeError as error:
        return [f"not UTF-8: {error.reason}"]  # what it has to say quotes what is damaged
    broken = [] if found == ["ok"] else found
    for row in store.rows("PRAGMA foreign_key_check"):
        broken.append(f"foreign key in {row['table']}")
    tables = {row["name"] for row in store.rows("SELECT name FROM sqlite_master")}
    if not broken and {"facts", "outbox", "records"} <= tables:
        broken += [f"not UTF-8: {bad} rows" for bad in [_undecodable(store)] if bad]
    return broken[:most]


def counts(store: Store) -> dict[str, int]:
    """Return how many rows the tables of a member's own have."""
    return {
        name: int((store.one(f"SELECT count(*) AS n FROM {name}") or {"n": 0})["n"])
        for name in ("records", "outbox", "undo", "seen")
    }


def mark(store: Store) -> str:
    """Return how far the member's acts went: it changes with every act."""
    row = store.one(
        "SELECT (SELECT max(seq) FROM outbox) AS act, (SELECT count(*) FROM outbox) AS acts,"
        " (SELECT max(act) FROM undo) AS undo, (SELECT max(written_at) FROM outbox) AS at"
    )
    return "" if row is None else " ".join(str(value) for value in row.values())


def _undecodable(store: Store) -> int:
    """Count the rows of any table whose text is no UTF-8, which SQLite does not look at."""
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    bad = 0
    for table in [row["name"] for row in store.rows(sql)]:
        asked = store.rows("SELECT name FROM pragma_table_info(?)", [table])
        test = readable([row["name"] for row in asked])
        row = store.one(f'SELECT count(*) AS n FROM "{table}" WHERE NOT {test}')
        bad += 0 if row is None else int(row["n"])
    return bad


def close_whole(store: Store) -> None:
    """Close a store so that all of it is in its one file."""
    store.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.db.conn.execute("PRAGMA journal_mode = DELETE")
    store.close()
