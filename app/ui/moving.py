"""How far something is that moves over the line: bytes done, their rate, the time that is left."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions.costing import Estimate
from app.sync.report import Report
from app.sync.transport import Traffic, Transport
from app.ui.rate import Rate
from app.ui.worker import Job

LOOK = 300
"""Milliseconds between two looks at how many bytes have moved."""
PARTS = 0.25
"""Seconds between two reports of progress."""


def spread(job: Job) -> Callable[[int], None]:
    """Return what tells `job` of bytes that came, a few times a second, with their rate."""
    rate, told = Rate(), 0.0

    def got(count: int) -> None:
        nonlocal told
        rate.seen(count)
        now = monotonic()
        if now - told >= PARTS:
            told = now
            job.report(count, rate.value())

    return got


@dataclass(frozen=True, slots=True)
class Moving:
    """How far a sync is. `total` is None where nobody knows; `rate` 0 while unknown."""

    phase: str = ""
    done: int = 0
    total: int | None = None
    about: bool = False
    """The total is a guess of before."""
    rate: float = 0.0
    up: int = 0
    down: int = 0

    @property
    def left(self) -> float | None:
        """Return the seconds that are left, None while unknown."""
        if self.total is None or self.rate <= 0:
            return None
        return max(0, self.total - self.done) / self.rate


class Counting(QObject):
    """Looks a few times a second how many bytes a sync has moved, between its own reports."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.moving = Moving()
        self._expected: tuple[int | None, bool] = None, False
        self._report: Report | None = None
        self._transport: Transport | None = None
        self._rate = Rate()
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._count)

    def begin(self, cost: Estimate | None) -> None:
        """Count from nothing; `cost` is what was told before, if it was asked."""
        self._expected = None, False
        if cost is not None:
            self._expected = cost.bytes_up + cost.bytes_down, not cost.exact
        self._report = self._transport = None
        self._rate = Rate()
        self.moving = Moving("exchange", 0, *self._expected)
        self._look.start()

    def over(self, transport: Transport) -> None:
        """Count what goes over `transport`: told by the courier's thread when it is open.

        Only the first of a sync: what goes over another beside it is added there in the end.
        """
        if self._transport is None:
            self._transport = transport

    def told(self, report: Report) -> None:
        """Take the phase, and what of it is done, from the sync's own report."""
        self._report = report

    def stop(self) -> None:
        self._look.stop()

    def _count(self) -> None:
        if self._transport is not None:
            traffic = self._transport.traffic
            self._rate.seen(traffic.up + traffic.down)
            self._show(traffic)

    def _show(self, traffic: Traffic) -> None:
        report, (total, about) = self._report, self._expected
        phase = report.phase if report is not None and report.phase else "exchange"
        done = traffic.up + traffic.down
        if report is not None and phase != "exchange":
            done, total, about = report.done, report.total, False
        if total is not None and about:
            total = max(total, done)
        rate = self._rate.value()
        self.moving = Moving(phase, done, total, about, rate, traffic.up, traffic.down)
        self.moved.emit()
