"""Whole copies of the store: made by themselves and when asked, checked before they count."""

import json
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.actions.backups import Backup, digest, listed, thin
from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.domain import times
from app.paths import Home
from app.store import (
    Store,
    StoreAway,
    StoreDamaged,
    copies,
    facts,
    is_damage,
    swapping,
)
from app.sync.report import Progress, Report

OFTEN = timedelta(minutes=25)
"""Age of the newest copy from which an open window makes another of what was written since."""
AGAIN = timedelta(minutes=10)
"""A step that is tried again within this makes no other copy."""
DAILY = timedelta(hours=20)
"""Age of the newest copy from which an automatic one is due."""

_log = logging.getLogger(__name__)


def backup(store: Store, home: Home, clock: Clock = system, *, why: str = "asked") -> Path:
    """Write a verified copy of the store into the profile's backups and return its path.

    Files that can be downloaded again are not in it. Older copies are thinned. Raises
    Trouble("backup_failed"); StoreAway or OSError where the system refuses (a full disk):
    then no half of a copy is left.
    """
    return make(store, home, clock, why=why).path


def make(store: Store, home: Home, clock: Clock = system, *, why: str = "asked") -> Backup:
    """As `backup`, and tell what is in it."""
    home.backups.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = listed(home)
    made_at = stamp(clock)
    part = home.backups / f"store.{os.getpid()}.part"
    part.unlink(missing_ok=True)
    mark = copies.mark(store)
    try:
        copies.copy_to(store, part)
        found = copies.look(part)
        if found.state != copies.FINE or found.account != facts.get(store, "account", ""):
            raise Trouble("backup_failed", path=str(part))
        told = Backup(
            part,
            made_at,
            max((each.number for each in known), default=0) + 1,
            why,
            part.stat().st_size,
            digest(part),
            found.account,
            found.cycle,
            found.counts or {},
            mark,
        )
        named = replace(told, path=_target(home, made_at, why))
        _note(named)
        swapping.settle(part, named.path)
    finally:
        part.unlink(missing_ok=True)
    thin(home, clock)
    return named


def _target(home: Home, made_at: str, why: str) -> Path:
    name = made_at.replace(":", "").replace("-", "")
    tail = "" if why == "asked" else f"-{why}"
    target, count = home.backups / f"store-{name}{tail}.db", 1
    while target.exists():
        count += 1
        target = home.backups / f"store-{name}-{count}{tail}.db"
    return target


def _note(made: Backup) -> None:
    """Write what a copy is beside where it will be; a copy without its note is a copy still."""
    told = made.to_json()
    del told["path"]
    target = made.path.with_suffix(".json")
    part = target.with_suffix(".json.part")
    try:
        part.write_text(json.dumps(told, indent=1), "utf-8")
        swapping.settle(part, target)
    finally:
        part.unlink(missing_ok=True)


def is_due(home: Home, clock: Clock = system, after: timedelta = DAILY) -> bool:
    """Say whether an automatic copy should be made now; a clock that was set back makes it due."""
    known = listed(home)
    if not known:
        return True
    age = clock() - times.parse(known[0].made_at)
    return age >= after or age < -after


def daily(store: Store, home: Home, clock: Clock = system) -> Backup | None:
    """Make the automatic copy if it is due and there is something to copy. Raises as `make`."""
    if facts.profile(store) is None or not is_due(home, clock):
        return None
    return make(store, home, clock, why="daily")


def at_work(store: Store, home: Home, clock: Clock = system) -> Backup | None:
    """Make the daily copy, or one of what was written since the last one, half an hour ago.

    For a window that stays open: what a broken disk can take is what the last half hour
    brought. Raises as `make`.
    """
    if facts.profile(store) is None or not is_due(home, clock, OFTEN):
        return None
    known = listed(home)
    if not is_due(home, clock) and known[0].mark == copies.mark(store):
        return None
    return make(store, home, clock, why="daily")


def before(store: Store, home: Home, step: str, clock: Clock = system) -> Backup | None:
    """Make the copy that a risky `step` begins with, if there is anything to lose yet.

    Raises as `make`: then the step should not begin.
    """
    if facts.profile(store) is None:
        return None
    why, known = f"before-{step}", listed(home)
    if known and known[0].why == why:
        age = clock() - times.parse(known[0].made_at)
        if timedelta() <= age < AGAIN:
            return known[0]
    return make(store, home, clock, why=why)


def quietly(make_one: Callable[[], Backup | None]) -> Exception | None:
    """Make a copy that nobody waits for; return what hindered it, which the log knows as well."""
    try:
        make_one()
    except (Trouble, OSError, StoreAway, StoreDamaged) as error:
        _log.info("no backup: %s", type(error).__name__)
        return error
    except Exception as error:
        if not is_damage(error):
            raise
        _log.info("no backup: the store is damaged")
        return error
    return None


def before_reset(store: Store, home: Home, progress: Progress) -> Progress:
    """Have a copy made when a sync is told to read everything anew, before that is shown."""
    made: list[bool] = []

    def told(report: Report) -> None:
        if report.reset is not None and not made:
            made.append(True)
            quietly(lambda: before(store, home, "reset"))
        progress(report)

    return told
