"""Bringing a pack over a line: read while it arrives, continued at the byte where it broke.

What has arrived waits in a file of its own, also for the next start of the program, and is
read again from there: the same bytes twice change nothing.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256 as hashing
from pathlib import Path
from typing import Protocol

from app.packs.container import PackError
from app.paths import Home
from app.store import Store
from app.sync.files import DIGEST
from app.sync.intake import Intake, Taken
from app.sync.pack_checks import pieces
from app.sync.report import Meter, Pace, Report
from app.sync.transport import Refused, Stop, Unreachable, never

Got = Callable[[int, Taken], None]
"""Told how many bytes are here, and what was read from them."""

NOTHING_AFTER = 416
"""HTTP: there is nothing at this offset."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One pack, as whoever offers it tells it."""

    sha256: str
    size: int


class Source(Protocol):
    """Brings the pack of a sha256 from a byte on, at most so many bytes of it."""

    def __call__(
        self, sha256: str, offset: int, stop: Stop, most: int | None, /
    ) -> Iterator[bytes]: ...


def pull(
    store: Store,
    home: Home,
    pack: Wanted,
    source: Source,
    *,
    most: int | None = None,
    got: Got = lambda _bytes, _taken: None,
    stop: Stop = never,
) -> Taken | None:
    """Bring `pack` and read it into the store; None if `most` bytes were not enough for it.

    Raises TransportError (what has arrived is continued the next time) and PackError: then
    it was thrown away, and what was read of it before was signed and sound.
    """
    if not DIGEST.fullmatch(pack.sha256):
        raise PackError("damaged", frame="")
    part = _part(home, pack.sha256)
    part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return _Pull(Intake(store, home, sha=pack.sha256), pack, part, got).run(source, most, stop)
    except PackError:
        part.unlink(missing_ok=True)
        raise
    except Refused as refused:
        if refused.status != NOTHING_AFTER:
            raise
        # What waits is longer than what there is: it was something else.
        part.unlink(missing_ok=True)
        raise Unreachable("the pack is shorter than told") from refused


def telling(report: Report, meter: Meter, pace: Pace) -> Got:
    """Return what keeps `report` up to date while a pack comes."""

    def got(here: int, taken: Taken) -> None:
        meter.read()
        report.done, report.received = here, taken.news
        report.touched |= taken.touched
        pace.tell()

    return got


def waiting(home: Home, sha256: str) -> int:
    """Return how many bytes of a pack wait to be continued."""
    part = _part(home, sha256)
    return part.stat().st_size if DIGEST.fullmatch(sha256) and part.exists() else 0


def forget(home: Home, sha256: str) -> None:
    """Throw away what has arrived of a pack that is offered no more."""
    if DIGEST.fullmatch(sha256):
        _part(home, sha256).unlink(missing_ok=True)


def _part(home: Home, sha256: str) -> Path:
    return home.folder / "packs" / f"{sha256}.part"


class _Pull:
    def __init__(self, intake: Intake, pack: Wanted, part: Path, got: Got) -> None:
        self._intake = intake
        self._pack = pack
        self._part = part
        self._got = got
        self._digest = hashing()
        self._here = 0

    def run(self, source: Source, most: int | None, stop: Stop) -> Taken | None:
        if self._part.exists():
            for piece in pieces(self._part):
                self._take(piece)
        self._got(self._here, self._intake.taken)
        if self._here < self._pack.size:
            if most is not None and most <= 0:
                return None
            self._bring(source, most, stop)
        if self._here < self._pack.size:
            if most is not None:
                return None
            raise Unreachable("cut short")
        if self._digest.hexdigest() != self._pack.sha256:
            raise PackError("damaged", frame="")
        taken = self._intake.end()
        self._part.unlink(missing_ok=True)
        return taken

    def _bring(self, source: Source, most: int | None, stop: Stop) -> None:
        left = self._pack.size - self._here
        with self._part.open("ab") as file:
            try:
                asked = None if most is None or most >= left else most
                for piece in source(self._pack.sha256, self._here, stop, asked):
                    file.write(piece)
                    self._take(piece)
                    self._got(self._here, self._intake.taken)
            finally:
                file.flush()
                os.fsync(file.fileno())

    def _take(self, piece: bytes) -> None:
        self._here += len(piece)
        if self._here > self._pack.size:
            raise PackError("damaged", frame="")
        self._digest.update(piece)
        self._intake.feed(piece)
