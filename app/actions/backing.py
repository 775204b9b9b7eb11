"""Whole copies of the store: made by themselves and when asked, checked before they count."""

import hashlib
import json
import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

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
LAST, DAYS, WEEKS = 5, 7, 8
"""Kept: the last five, one a day for seven days, one a week for eight weeks."""
PINNED = timedelta(days=30)
"""How long the copy made before a risky step is kept; the last three are always."""
LAST_PINNED = 3
LEAST = 2
MOST_BYTES = 2_000_000_000
"""What all copies together may take; the last two stay however large they are."""
AGAIN = timedelta(minutes=10)
"""A step that is tried again within this makes no other copy."""
DAILY = timedelta(hours=20)
"""Age of the newest copy from which an automatic one is due."""

_log = logging.getLogger(__name__)
_KEPT = re.compile(r"store-kept-(\d{8}T\d{6}Z)x*\.(?:db|db-wal|db-shm|txt)")
_NAME = re.compile(r"store-(\d{8}T\d{6}Z)(?:-(\d+))?(?:-([a-z][a-z-]*))?\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy, as its own note beside it tells; nothing of it is believed for a restore."""

    path: Path
    made_at: str
    number: int
    """Grows with every copy: the order does not hang on this computer's clock."""
    why: str = "asked"
    """`asked`, `daily`, or `before-…` the step it was made for."""
    size: int = 0
    sha256: str = ""
    account: str = ""
    cycle: str = ""
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    mark: str = ""
    """How far the member's acts went: another one means that something was written since."""

    @property
    def pinned(self) -> bool:
        return self.why.startswith("before-")

    def to_json(self) -> dict[str, Any]:
        told = asdict(self)
        return {**told, "path": str(self.path), "counts": dict(self.counts)}


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


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listed(home: Home) -> list[Backup]:
    """Return the copies that are here, the newest first."""
    found = [read(path) for path in sorted(home.backups.glob("store-*.db"))]
    return sorted((each for each in found if each is not None), key=_order, reverse=True)


def _order(each: Backup) -> tuple[int, str, str]:
    return each.number, each.made_at, each.path.name


def read(path: Path) -> Backup | None:
    """Return what the copy at `path` says of itself; None if it is named as none of ours."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    told: Any = {}
    with suppress(OSError, ValueError, RecursionError):
        told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    told = told if isinstance(told, dict) else {}

    def word(name: str, otherwise: str) -> str:
        value = told.get(name)
        return value if isinstance(value, str) else otherwise

    when = datetime.strptime(match[1], "%Y%m%dT%H%M%S%z")
    counts = told.get("counts")
    number = told.get("number")
    try:
        size = path.stat().st_size
    except OSError:  # gone meanwhile
        return None
    return Backup(
        path,
        times.text(when),
        number if isinstance(number, int) else 0,
        word("why", match[3] or "asked"),
        size,
        word("sha256", ""),
        word("account", ""),
        word("cycle", ""),
        {k: v for k, v in counts.items() if isinstance(v, int)} if isinstance(counts, dict) else {},
        word("mark", ""),
    )


def is_sound(each: Backup) -> bool:
    """Read all of a copy and say whether a restore could use it; raises OSError."""
    if each.sha256 and digest(each.path) != each.sha256:
        return False
    return copies.look(each.path).state == copies.FINE


def thin(home: Home, clock: Clock = system) -> list[Path]:
    """Remove the copies that the rule of keeping does not name; return them."""
    known = listed(home)
    keep: list[Backup] = []
    left = MOST_BYTES
    for each in kept(known, clock()):
        left -= each.size
        if left >= 0 or len(keep) < LEAST:
            keep.append(each)
    removed = [each.path for each in known if each not in keep]
    removed += _kept_long(home, clock())
    remove(removed)
    return removed


def remove(paths: Iterable[Path]) -> None:
    """Remove copies and the notes beside them."""
    for path in paths:
        with suppress(OSError):  # open elsewhere: the next time
            path.unlink(missing_ok=True)
            path.with_suffix(".json").unlink(missing_ok=True)


def _kept_long(home: Home, now: datetime) -> list[Path]:
    """Return the stores that a restore put aside long ago; the last three are always kept."""
    dated = [
        (datetime.strptime(match[1], "%Y%m%dT%H%M%S%z"), path)
        for path in home.folder.glob("store-kept-*")
        if (match := _KEPT.fullmatch(path.name))
    ]
    last = sorted({when for when, _ in dated}, reverse=True)[:LAST_PINNED]
    return [path for when, path in dated if when not in last and now - when > PINNED]


def kept(known: Iterable[Backup], now: datetime) -> list[Backup]:
    """Return which copies to keep, the newest first.

    Days and weeks are those on which copies were made, not those of the clock today: a
    clock that jumps makes no copy go.
    """
    newest_first = sorted(known, key=_order, reverse=True)
    usual = [each for each in newest_first if not each.pinned]
    pinned = [each for each in newest_first if each.pinned]
    keep = [
        *usual[:LAST],
        *_one_each(usual, DAYS, lambda when: when.date().isoformat()),
        *_one_each(usual, WEEKS, lambda when: str(when.isocalendar()[:2])),
        *pinned[:LAST_PINNED],
        *(each for each in pinned if now - times.parse(each.made_at) <= PINNED),
    ]
    return [each for each in newest_first if each in keep]


def _one_each(
    newest_first: list[Backup], most: int, span: Callable[[datetime], str]
) -> list[Backup]:
    first: dict[str, Backup] = {}
    for each in newest_first:
        first.setdefault(span(times.parse(each.made_at)), each)
    return list(first.values())[:most]


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
