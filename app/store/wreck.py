"""After an unclean end: would what SQLite recovers from the log be sound?

SQLite writes the log into the store as soon as the last connection closes, whatever it is:
a log that was damaged, or that belongs to another file, would spoil the store under it.
So it is tried on a copy first.
"""

import shutil
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pysqlite3

from app.store import log, swapping

LARGEST = 400_000_000
"""Bytes of a store above which it is not tried on a copy."""
_seen: set[Path] = set()
"""Stores this process has opened: their log is its own."""


def is_wreck(path: Path) -> bool:
    """Say whether the store at `path` is gone, or was left with a log that would spoil it.

    A new one is begun only where there are no backups. False if another process has it
    open. Raises OSError.
    """
    if not path.exists() or not path.stat().st_size:
        return any(path.parent.glob("backups/store-*.db"))
    if path in _seen:
        return False
    if not _has_log(path):
        return False
    with suppress(swapping.InUse), swapping.alone(path):
        # Another start may have written it into the store meanwhile, and taken it away.
        return _has_log(path) and (log.is_damaged(path) or _spoils(path))
    return False


def _has_log(path: Path) -> bool:
    try:
        return log.beside(path).stat().st_size > 0
    except FileNotFoundError:
        return False


def opened(path: Path) -> None:
    """Note that this process has the store open from now on."""
    _seen.add(path)


def _spoils(path: Path) -> bool:
    if path.stat().st_size > LARGEST:
        return False
    sqlite: Any = pysqlite3
    with tempfile.TemporaryDirectory(prefix=".wreck-", suffix=".part", dir=path.parent) as folder:
        copy = Path(folder) / "store.db"
        shutil.copyfile(path, copy)
        shutil.copyfile(log.beside(path), log.beside(copy))
        try:
            with closing(sqlite.connect(copy)) as connection:
                return connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",)
        except sqlite.OperationalError:
            return False  # a full disk is no damage
        except (sqlite.DatabaseError, UnicodeDecodeError):
            return True
