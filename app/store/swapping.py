"""Putting another file in the store's place: the old one or the new one, never half of each.

A new store is complete before it is called `store.db.next-WHEN`; with that name the swap
is decided. Whatever stops it after that, `finish` ends it at the next opening: the log and
the file of the old store are put aside as `store-kept-WHEN.db`, then the new one takes its
place. The order keeps the log of the old store away from the new file.
"""

import os
import struct
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from app.paths import sync_folder

fcntl: Any = None
with suppress(ImportError):  # Windows has none; there an open file cannot be renamed anyway
    import fcntl

_SHARED, _LENGTH = 0x40000002, 510
"""Where every connection to a store in WAL mode holds a lock (sqlite.org, file locking)."""


class InUse(Exception):
    """Another window or command has the store open."""


@contextmanager
def alone(path: Path) -> Generator[None]:
    """Hold the store at `path` against everybody else, whether it can be read or not.

    Not for a process that has the store open itself. Raises InUse.
    """
    if fcntl is None or not path.is_file():
        yield
        return
    with path.open("r+b") as file:
        try:
            _lock(file)
        except OSError as error:
            raise InUse(path) from error
        yield


def _lock(file: BinaryIO) -> None:
    wanted = getattr(fcntl, "F_OFD_SETLK", None)
    if wanted is None or sys.maxsize < 1 << 62:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LENGTH, _SHARED)
        return
    # Of the open file, not of the process: to read the file elsewhere meanwhile ends a
    # lock of the other kind.
    fcntl.fcntl(file, wanted, struct.pack("hh4xqqi4x", fcntl.F_WRLCK, 0, _SHARED, _LENGTH, 0))


def settle(part: Path, target: Path) -> None:
    """Give a finished file its name, so that a power cut keeps both or neither."""
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    part.replace(target)
    sync_folder(target.parent)


def swap(path: Path, part: Path, when: str) -> Path:
    """Put `part` in the place of the store at `path`; return where the old one is kept."""
    while kept(path, when).exists():
        when += "x"
    settle(part, path.with_name(f"{path.name}.next-{when}"))
    finish(path)
    return kept(path, when)


def kept(path: Path, when: str) -> Path:
    return path.with_name(f"{path.stem}-kept-{when}{path.suffix}")


def finish(path: Path) -> None:
    """End a swap that was decided and not done; without one, do nothing."""
    for following in sorted(path.parent.glob(f"{path.name}.next-*")):
        with suppress(FileNotFoundError), following.open("r+b") as file:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX)
            if following.exists():  # else another start was quicker
                _put(following, path)


def _put(following: Path, path: Path) -> None:
    aside = kept(path, following.name.partition(".next-")[2])
    for old, new in (
        (path.with_name(f"{path.name}-wal"), aside.with_name(f"{aside.name}-wal")),
        (path, aside),
    ):
        with suppress(FileNotFoundError):
            old.rename(new)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    sync_folder(path.parent)
    following.rename(path)
    sync_folder(path.parent)
