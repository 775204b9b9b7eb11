"""The doctor of the profile: looks at everything it stands on, and mends what it can."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from app import settings
from app.actions import backing, backups, mending, restoring
from app.actions import clock as clocks
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import times
from app.paths import Home
from app.store import (
    Store,
    StoreTooNew,
    StoreUnsafe,
    copies,
    facts,
    files,
    indexing,
    is_damage,
    open_store,
    swapping,
)
from app.store import restoring as rows_of
from app.store.database import OLDEST_SQLITE, SqliteTooOld, sqlite3

LEAST_FREE = 200_000_000
"""Bytes free on the disk below which the doctor says so; a copy of the store fits as well."""
CLOCK_OFF = timedelta(minutes=10)
OLD_BACKUP = timedelta(days=7)

Progress = Callable[[str], None]
"""Told what is looked at: `store`, `index`, `files`, `leftovers`, `backups`, `machine`. May
raise to stop."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    `code` has its words in `app.phrases.care`. What only concerns the computer around the
    profile, and that no program can mend, is `advice`: the profile is sound all the same.
    """

    code: str
    params: dict[str, Any] = field(default_factory=dict[str, Any])
    repaired: bool = False
    advice: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    findings: tuple[Finding, ...] = ()
    restored: restoring.Restored | None = None
    """What was put in the place of a damaged store."""

    @property
    def sound(self) -> bool:
        """Whether nothing is left to mend."""
        return all(each.repaired or each.advice for each in self.findings)


def quiet(_what: str) -> None:
    """Tell nobody."""


def doctor(
    home: Home,
    *,
    repair: bool = True,
    store: Store | None = None,
    progress: Progress = quiet,
    clock: Clock = system,
) -> Diagnosis:
    """Look at the whole profile and mend what can be mended; a damaged store is kept aside.

    With `repair` False it looks only. `store` is this process's own open store (a window's):
    then the file is not replaced.

    Raises StoreAway and OSError where the system refuses.
    """
    if not home.folder.is_dir():
        return Diagnosis()
    progress("store")
    found: list[Finding] = []
    restored: restoring.Restored | None = None
    if store is not None:
        found += _of_open(store)
    else:
        swapping.finish(home.store)
        found, restored = _store(home, repair=repair, clock=clock)
    if all(each.repaired for each in found):
        opened = store or _opened(home, repair=repair)
        if opened is not None:
            try:
                found += _inside(home, opened, progress, clock, repair=repair, rescued=bool(found))
            finally:
                if store is None:
                    opened.close()
    progress("leftovers")
    if store is None and all(each.repaired for each in found):
        found += _leftovers(home, repair=repair)
    progress("machine")
    found += _around(home, repair=repair)
    return Diagnosis(tuple(found), restored)


def _opened(home: Home, *, repair: bool) -> Store | None:
    if not home.store.is_file():
        return None
    return open_store(home.store, read_only=not repair)


def _of_open(store: Store) -> list[Finding]:
    wrong = copies.faults(store)
    return [Finding("store_damaged", {"how": wrong[0], "faults": len(wrong)})] if wrong else []


def _store(
    home: Home, *, repair: bool, clock: Clock
) -> tuple[list[Finding], restoring.Restored | None]:
    """Say whether the store opens and is whole; replace it by what can be had if it is not."""
    if not home.store.exists():
        if not backups.listed(home):
            return [], None
        return _rescued(home, Finding("store_absent"), repair=repair, clock=clock)
    try:
        with closing(open_store(home.store, read_only=not repair)) as opened:
            wrong = copies.faults(opened)
    except StoreTooNew:
        return [Finding("store_too_new")], None
    except StoreUnsafe as error:
        return [Finding("not_durable", {"how": str(error)})], None
    except SqliteTooOld:
        return [Finding("sqlite_too_old", {"version": sqlite3.sqlite_version})], None
    except Exception as error:
        if not is_damage(error):
            raise
        # Without a word of SQLite's it is what would be read from the log.
        size = home.store.stat().st_size
        wrong = [str(error.__cause__ or (f"{home.store.name}-wal" if size else size))[:200]]
    if not wrong:
        return [], None
    found = Finding("store_damaged", {"how": wrong[0], "faults": len(wrong)})
    return _rescued(home, found, repair=repair, clock=clock)


def _rescued(
    home: Home, found: Finding, *, repair: bool, clock: Clock
) -> tuple[list[Finding], restoring.Restored | None]:
    if not repair:
        return [found], None
    try:
        told = restoring.rescue(home, clock=clock)
    except Trouble as trouble:
        return [
            found,
            Finding("in_use" if trouble.code == "profile_in_use" else trouble.code),
        ], None
    with closing(open_store(home.store, read_only=True)) as opened:
        joined = facts.profile(opened) is not None
    params = {
        **found.params,
        "joined": joined,
        "kept": str(told.kept or ""),
        "backup": str(told.source or ""),
        "carried": told.carried,
        "left": told.left,
        "beside": str(told.beside or ""),
    }
    return [Finding(found.code, params, repaired=True)], told


def _inside(
    home: Home, store: Store, progress: Progress, clock: Clock, *, repair: bool, rescued: bool
) -> Iterator[Finding]:
    progress("index")
    if not indexing.is_whole(store):
        if repair:
            mending.index(store)
        yield Finding("index_broken", repaired=repair)
    progress("files")
    for stray in list(mending.strays(store, home, lambda: progress("files"))):
        if rescued and stray.code == "file_unknown":
            continue  # the record that names it may be what was lost
        if repair:
            _away(stray.path)
            if stray.sha256:
                files.forget(store, stray.sha256)
        yield Finding(stray.code, {"path": str(stray.path)}, repaired=repair)
    progress("backups")
    yield from _backups(home, store, clock, progress, repair=repair)
    off = clocks.off(store)
    if abs(off) > CLOCK_OFF:
        yield Finding("clock_off", {"minutes": round(off.total_seconds() / 60)}, advice=True)


def _backups(
    home: Home, store: Store, clock: Clock, progress: Progress, *, repair: bool
) -> Iterator[Finding]:
    known = backups.listed(home)
    sound: list[backups.Backup] = []
    for each in known:
        progress("backups")
        if backups.is_sound(each):
            sound.append(each)
            continue
        if repair:
            each.path.replace(each.path.with_suffix(".db.damaged"))
            each.path.with_suffix(".json").unlink(missing_ok=True)
        yield Finding("backup_damaged", {"path": str(each.path)}, repaired=repair)
    if facts.profile(store) is None:
        return
    if sound and sound[0].sha256:
        yield from _words(store, sound[0], repair=repair)
    old = bool(sound) and clock() - times.parse(sound[0].made_at) > OLD_BACKUP
    if repair and (old or not sound):
        backing.make(store, home, clock, why="daily")
    if old:
        yield Finding("backup_old", {"made_at": sound[0].made_at}, repaired=repair, advice=True)


def _words(store: Store, sound: backups.Backup, *, repair: bool) -> list[Finding]:
    """Find words of mine that changed although nobody changed them."""
    with closing(open_store(sound.path, read_only=True)) as then:
        rows = rows_of.changed_words(store, then)
    if repair:
        rows_of.put_back(store, rows)
    return [Finding("words_changed", {"id": row["id"]}, repaired=repair) for row in rows]


_PROCESS = re.compile(r"\.(\d+)\.part|-(\d+)\.part")


def _leftovers(home: Home, *, repair: bool) -> Iterator[Finding]:
    """Find what an interrupted program left unfinished; half-way downloads are no leftovers."""
    for folder in (home.folder, home.backups):
        for path in sorted(folder.glob("*.part")):
            match = _PROCESS.search(path.name)
            if match is not None and _lives(int(match[1] or match[2])):
                continue
            if repair:
                _away(path)
            yield Finding("part_left", {"path": str(path)}, repaired=repair)
    if home.store.exists():
        with closing(open_store(home.store, read_only=True)) as store:
            named = files.named(store)
        for path in _begun(home):
            if path.name[1:65] not in named:
                if repair:
                    _away(path)
                yield Finding("part_left", {"path": str(path)}, repaired=repair)


def _begun(home: Home) -> list[Path]:
    """Return the downloads that stopped half-way."""
    return [*home.folder.glob("files/*/.*.part"), *home.folder.glob("texts/.*.part")]


def _lives(process: int) -> bool:
    if process == os.getpid() or sys.platform == "win32":
        return process != os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _around(home: Home, *, repair: bool) -> Iterator[Finding]:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding("sqlite_too_old", {"version": sqlite3.sqlite_version})
    size = home.store.stat().st_size if home.store.exists() else 0
    free = shutil.disk_usage(home.folder).free
    if free < max(LEAST_FREE, 2 * size):
        yield Finding("disk_low", {"free": free}, advice=True)
    if os.name == "posix" and home.folder.stat().st_mode & 0o077:
        mended = False
        if repair:
            with suppress(OSError):
                home.folder.chmod(0o700)
                mended = True
        yield Finding("folder_open", {"folder": str(home.folder)}, mended, advice=True)
    if home.settings.exists() and settings.is_broken(home.settings):
        if repair:
            settings.load(home.settings)  # puts the broken one aside
        yield Finding("settings_broken", {"path": str(home.settings)}, repaired=repair)
