"""The copies of the store that are here: what each says of itself, and which are kept."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.actions.clock import Clock, system
from app.domain import times
from app.paths import Home
from app.store import copies

LAST, DAYS, WEEKS = 5, 7, 8
"""Kept: the last five, one a day for seven days, one a week for eight weeks."""
PINNED = timedelta(days=30)
"""How long the copy made before a risky step is kept; the last three are always."""
LAST_PINNED = 3
LEAST = 2
MOST_BYTES = 2_000_000_000
"""What all copies together may take; the last two stay however large they are."""

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
