"""What one sync did, for the member to read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from app.store.erasures import Asked
from app.sync.transport import Traffic

OFTEN = 0.1
"""Seconds between two tellings of how far something is, at least."""


@dataclass(slots=True)
class Report:
    sent: int = 0
    """Acts of mine that the server's record was read back for."""
    received: int = 0
    gone: int = 0
    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0
    more: bool = False
    reset: str | None = None
    repaired: bool = False
    """The digest differed and everything was read again."""
    conflicts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    set_aside: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    """(id, code, message) of what the server will not take."""
    joined: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """What was changed here and elsewhere in different fields, and joined by itself."""
    asks: Asked | None = None
    """So much was erased on the server that the member is asked before it goes here."""
    left: set[str] = field(default_factory=set[str])
    """SHA-256 of the contents that documents named which may no longer be read here."""
    phase: str = ""
    """What is under way: `papers` (a pack), `exchange`, or `texts` of documents."""
    done: int = 0
    """Bytes of the phase that are here."""
    total: int | None = None
    """Bytes of the whole phase, where they are known before its end."""
    pack: str = ""
    """Why the server's pack could not be used, as a trouble's code; the exchange did it."""
    pack_params: dict[str, object] = field(default_factory=dict[str, object])
    """The particulars of that trouble."""
    touched: set[str] = field(default_factory=set[str])
    """Collections that changed here; `*` stands for all."""


Progress = Callable[[Report], None]


def quiet(_: Report) -> None:
    """Tell nobody."""


class Meter:
    """Counts into a report what goes over a line from now on."""

    def __init__(self, report: Report, traffic: Traffic) -> None:
        self._report = report
        self._traffic = traffic
        self._before = (
            traffic.up - report.bytes_up,
            traffic.down - report.bytes_down,
            traffic.requests - report.requests,
        )

    def read(self) -> int:
        """Bring the report up to date, and return the bytes of the whole sync so far."""
        report, traffic, before = self._report, self._traffic, self._before
        report.bytes_up = traffic.up - before[0]
        report.bytes_down = traffic.down - before[1]
        report.requests = traffic.requests - before[2]
        return report.bytes_up + report.bytes_down


class Pace:
    """Tells how far a sync is, now and then: not with every piece that arrives."""

    def __init__(self, report: Report, progress: Progress) -> None:
        self._report = report
        self._progress = progress
        self._last = 0.0

    def tell(self) -> None:
        now = monotonic()
        if now - self._last >= OFTEN:
            self._last = now
            self._progress(self._report)
