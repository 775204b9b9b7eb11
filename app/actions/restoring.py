"""Going back to a backup without losing what was written since: the old store is kept aside."""

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.actions import backups, mending
from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.paths import Home, write_whole
from app.store import Store, StoreTooNew, copies, open_store, restoring, swapping
from app.store.copies import Looked
from app.store.salvage import Salvage, salvage, together

ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did, or would do."""

    source: Path | None
    """The backup; None where none was to be had and all was read from the damaged store."""
    present: str
    """What the store was before: `fine`, `damaged` or `absent`."""
    made_at: str = ""
    account: str = ""
    cycle: str = ""
    counts: dict[str, int] = field(default_factory=dict[str, int])
    """Rows of the restored store by table."""
    carried: int = 0
    """Unsent items of the store before that the backup had not."""
    left: int = 0
    """Items that could only be written as text, to `beside`."""
    kept: Path | None = None
    """Where the store before is kept."""
    beside: Path | None = None
    older: bool = False
    """The backup was of an earlier version of the program and was brought up to date."""
    passed_over: tuple[Path, ...] = ()
    """Newer backups that are damaged."""
    dry_run: bool = False

    def to_json(self) -> dict[str, Any]:
        def path(value: Path | None) -> str | None:
            return None if value is None else str(value)

        return {
            "restored": path(self.source),
            "present": self.present,
            "made_at": self.made_at,
            "account": self.account,
            "cycle": self.cycle,
            "counts": self.counts,
            "carried": self.carried,
            "left": self.left,
            "kept": path(self.kept),
            "beside": path(self.beside),
            "older": self.older,
            "passed_over": [str(each) for each in self.passed_over],
            "dry_run": self.dry_run,
        }


def restore(
    home: Home, file: Path | None = None, *, dry_run: bool = False, clock: Clock = system
) -> Restored:
    """Put a backup (or the newest sound one) in the store's place, whole or not at all.

    The store of now is kept aside, and its unsent items go into the restored one. No
    connection of this process may have the store open.

    Raises Trouble: `no_backup`, `no_such_backup`, `backup_damaged`, `backup_foreign`,
    `backup_too_new`, `backup_of_another`, `profile_in_use`; StoreTooNew; StoreAway and
    OSError where the system refuses (a full disk): then nothing was changed.
    """
    swapping.finish(home.store)
    with _workplace(home) as work, _alone(home):
        passed: list[Path] = []
        source = _usable(home, file, work, passed)
        if source is None:
            raise Trouble("no_backup", passed=len(passed))
        return _rebuild(home, source, work, clock, dry_run=dry_run, passed=tuple(passed))


def rescue(home: Home, *, clock: Clock = system) -> Restored:
    """Make a working store of a damaged one: the newest sound backup and all that can be read.

    Without a backup, of what can be read alone. Raises Trouble("profile_in_use"); StoreAway and
    OSError where the system refuses.
    """
    swapping.finish(home.store)
    with _workplace(home) as work, _alone(home):
        passed: list[Path] = []
        source = _usable(home, None, work, passed)
        return _rebuild(home, source, work, clock, dry_run=False, passed=tuple(passed))


@contextmanager
def _alone(home: Home) -> Generator[None]:
    try:
        with swapping.alone(home.store):
            yield
    except swapping.InUse as error:
        raise Trouble("profile_in_use") from error


@contextmanager
def _workplace(home: Home) -> Generator[Path]:
    """Give a folder beside the store, so that what is made there can take its place at once."""
    home.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    work = home.folder / f".restoring-{os.getpid()}.part"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    made_at: str
    copy: Path
    looked: Looked
    asked: bool = False
    """It was named, not found among the profile's own."""


def _usable(home: Home, file: Path | None, work: Path, passed: list[Path]) -> _Source | None:
    """Copy the backup asked for, or the newest that is sound, into the workplace."""
    if file is not None:
        if not file.is_file():
            raise Trouble("no_such_backup", path=str(file))
        source = _copied(backups.read(file), file, work)
        if source.looked.state != copies.FINE:
            raise Trouble(f"backup_{source.looked.state}", path=str(file))
        return replace(source, asked=True)
    for path in _candidates(home):
        source = _copied(backups.read(path), path, work)
        if source.looked.state == copies.FINE:
            return source
        passed.append(path)
    return None


def _candidates(home: Home) -> Iterator[Path]:
    for each in backups.listed(home):
        yield each.path
    # The copies that upgrades made of a store before they touched it.
    yield from sorted(home.folder.glob("store-before-*.db"), reverse=True)


def _copied(told: backups.Backup | None, path: Path, work: Path) -> _Source:
    copy = work / "store.db"
    for tail in ("", "-wal", "-shm"):
        copy.with_name(f"store.db{tail}").unlink(missing_ok=True)
    shutil.copyfile(path, copy)
    log = path.with_name(f"{path.name}-wal")
    if log.is_file():
        shutil.copyfile(log, copy.with_name("store.db-wal"))
    damaged = told is not None and told.sha256 and backups.digest(copy) != told.sha256
    looked = Looked(copies.DAMAGED) if damaged else copies.look(copy)
    return _Source(path, "" if told is None else told.made_at, copy, looked)


def _rebuild(
    home: Home,
    source: _Source | None,
    work: Path,
    clock: Clock,
    *,
    dry_run: bool,
    passed: tuple[Path, ...],
) -> Restored:
    before = _looked_in_copy(home, work)
    if before.state == copies.TOO_NEW:
        raise StoreTooNew(home.store)
    newer = _newer(home, work, before)
    whose = (newer.facts.get("cycle", ""), newer.facts.get("account", ""))
    if source is not None:
        theirs = (source.looked.cycle, source.looked.account)
        known = before.state == copies.FINE or source.asked
        if known and all(whose) and all(theirs) and whose != theirs:
            raise Trouble("backup_of_another", cycle=theirs[0], account=theirs[1])
    fresh = work / "store.db"
    store = open_store(fresh)  # an older schema is brought up to date here
    try:
        carried = restoring.carry(store, newer, whole=before.state == copies.FINE)
        if source is None:
            restoring.fill(store, newer)
        if before.state in {copies.FINE, copies.DAMAGED}:
            restoring.carry_tables(store, work / "present.db")
        mending.index(store)
        mending.files_marked(store, home)
        counts = copies.counts(store)
        copies.close_whole(store)
    except BaseException:
        store.close()
        raise
    looked = copies.look(fresh)
    if looked.state != copies.FINE:
        raise Trouble("restore_failed")
    told = Restored(
        source=None if source is None else source.path,
        present=before.state,
        made_at="" if source is None else source.made_at,
        account=looked.account,
        cycle=looked.cycle,
        counts=counts,
        carried=carried.acts,
        left=len(carried.left),
        older=source is not None and source.looked.older,
        passed_over=passed,
        dry_run=dry_run,
    )
    return told if dry_run else _put(home, fresh, told, carried, clock)


def _put(
    home: Home, fresh: Path, told: Restored, carried: restoring.Carried, clock: Clock
) -> Restored:
    when = stamp(clock).replace(":", "").replace("-", "")
    beside = None
    if carried.left:
        beside = swapping.kept(home.store, when).with_suffix(".txt")
        write_whole(beside, restoring.words_of(carried.left).encode())
    aside = swapping.swap(home.store, fresh, when)
    return replace(told, kept=aside if aside.exists() else None, beside=beside)


def _looked_in_copy(home: Home, work: Path) -> Looked:
    """Look at a copy of the store: to open the damaged one itself would write beside it."""
    if not home.store.is_file():
        return Looked(ABSENT)
    copy = work / "present.db"
    shutil.copyfile(home.store, copy)
    log = home.store.with_name(f"{home.store.name}-wal")
    if log.is_file():
        shutil.copyfile(log, work / "present.db-wal")
    return copies.look(copy)


def _newer(home: Home, work: Path, before: Looked) -> Salvage:
    """Return what the store of now holds, as far as it can be read."""
    if before.state == ABSENT:
        return Salvage()
    if before.state == copies.FINE:
        with closing(_open_copy(work)) as store:
            return restoring.read(store)
    found = salvage(home.store)
    bare = work / "bare.db"
    shutil.copyfile(home.store, bare)
    if copies.look(bare).state == copies.FINE:
        # The log is at fault (a foreign or an old one): what is under it counts as well.
        found = together(found, salvage(home.store, with_log=False))
    return found


def _open_copy(work: Path) -> Store:
    return open_store(work / "present.db")
