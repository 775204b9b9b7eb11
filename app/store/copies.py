"""Copies of the whole store."""

from contextlib import closing
from pathlib import Path

from app.store.database import Store, sqlite3


def copy_to(store: Store, target: Path) -> None:
    """Write a consistent copy of the store to `target`, which must not exist."""
    store.run("VACUUM INTO ?", [str(target)])


def is_sound(path: Path) -> bool:
    """Say whether SQLite finds the file at `path` whole."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        return False
