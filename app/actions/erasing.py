"""Taking this computer's copy away: only what is ours, the keys to the server first."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app import log
from app.actions import belonging
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import StoreTooNew, copies, facts, open_store, outbox, swapping
from app.store.salvage import salvage

_HOLDS_KEYS = re.compile(r".*\.(db|db-wal|db-shm|damaged|part)|.*\.next-.*")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Erasable:
    """What erasing would take away."""

    files: tuple[Path, ...]
    bytes: int
    lost: int
    """Items that only this computer has: waiting, drafts, notes, conflicts, set aside."""
    waiting: int
    """Of these, what the next sync would send."""
    account: str
    cycle: str
    others: tuple[Path, ...]
    """What lies in the folder and is not ours: it stays."""


def look(home: Home) -> Erasable:
    """Say what erasing would take away; nothing is changed. Raises OSError."""
    found = list(belonging.of(home))
    account, cycle, states = _told(home)
    return Erasable(
        tuple(found),
        sum(path.lstat().st_size for path in found if not path.is_dir()),
        len(states),
        sum(state in {"waiting", "sent"} for state in states),
        account,
        cycle,
        tuple(_others(home, set(found))),
    )


def _told(home: Home) -> tuple[str, str, list[str]]:
    """Return (account, cycle, state of every act), also of a damaged store."""
    if not home.store.is_file():
        return "", "", []
    try:
        if copies.look(home.store).state == copies.FINE:
            store = open_store(home.store, read_only=True)
            try:
                known = facts.all_of(store)
                acts = [act.state for act in outbox.all_of(store)]
            finally:
                store.close()
            return known.get("account", ""), known.get("cycle", ""), acts
    except StoreTooNew:
        pass
    found = salvage(home.store)
    acts = [str(row["state"]) for row in found.outbox]
    return found.facts.get("account", ""), found.facts.get("cycle", ""), acts


def erase(home: Home, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Erasable:
    """Overwrite and remove everything of the profile in its folder, what holds keys first.

    Other people's files in the folder stay. No connection of this process may have the
    store open. Raises Trouble("profile_in_use"); OSError where the system refuses: what
    is left then is erased by the next try.
    """
    swapping.finish(home.store)
    log.let_go()
    gone = look(home)
    try:
        with swapping.alone(home.store):
            first = [path for path in gone.files if _HOLDS_KEYS.fullmatch(path.name)]
            rest = [path for path in gone.files if path not in set(first)]
            for done, path in enumerate([*first, *rest], 1):
                progress(done, len(gone.files))
                if path.is_file() and not path.is_symlink() and path in set(first):
                    _overwrite(path)
                with suppress(FileNotFoundError):
                    if path.is_dir() and not path.is_symlink():
                        shutil.rmtree(path)
                    else:
                        path.unlink()
    except swapping.InUse as error:
        raise Trouble("profile_in_use") from error
    for folder in [*(home.folder / name for name in belonging.FOLDERS), home.backups, home.folder]:
        with suppress(OSError):  # others' files are in it
            folder.rmdir()
    return gone


def _overwrite(path: Path) -> None:
    """Fill a file with zeros: what a system makes of that on its disk is the system's."""
    left = path.stat().st_size
    with path.open("r+b") as file:
        while left > 0:
            file.write(bytes(min(left, _BLOCK)))
            left -= _BLOCK
        file.flush()
        os.fsync(file.fileno())


def _others(home: Home, ours: set[Path]) -> Iterator[Path]:
    if not home.folder.is_dir():
        return
    for path in sorted(home.folder.iterdir()):
        folder = path.name in {*belonging.FOLDERS, home.backups.name} and path.is_dir()
        if folder and not path.is_symlink():
            yield from (each for each in sorted(path.iterdir()) if each not in ours)
        elif path not in ours:
            yield path
