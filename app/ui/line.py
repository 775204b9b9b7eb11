"""The line to the server: syncs without ever being waited for, and tells how it stands."""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions import budgeting, clock, costing, syncing
from app.actions.budgeting import Allowance
from app.actions.costing import Estimate
from app.actions.trouble import Trouble
from app.domain import times
from app.domain.changes import Changes
from app.domain.collections import ALL
from app.settings import Settings
from app.store import Store, facts, tallies
from app.store.facts import Profile
from app.sync.engine import Report
from app.sync.transport import Busy, Cancelled, Refused, SignInPage, Transport, TransportError
from app.ui.desk import Desk
from app.ui.rate import Rate
from app.ui.worker import Job

FIRST_WAIT, LONGEST_WAIT = 5.0, 900.0
"""Seconds before the first and at most before any further try; doubled in between."""
AFTER_ACT = 2_000
"""Milliseconds after the member's last act before it is sent."""
NOW_AND_THEN = 30 * 60 * 1000
"""Milliseconds between syncs while nothing is done."""
LOOK = 300
"""Milliseconds between two looks at how many bytes have moved."""
REMEMBERED = 5
"""Troubles of the line that are kept to be read."""


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


def jittered(seconds: float) -> float:
    """Return a wait of about `seconds`, so that a room full of laptops does not ask at once."""
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 -- no secret


class Line(QObject):
    """Starts syncs and keeps the state: what happened last, what comes next.

    `state` is `home` (no server), `idle` (nothing tried yet), `updating`, `connected`,
    `offline`, `sign_in`, `busy`, `refused` (only the member can help), `paused`, or `spent`
    (the month's budget: nothing travels by itself).
    """

    changed = Signal()
    progressed = Signal(Report)
    finished = Signal(Report)
    stopped = Signal(Exception)
    """A sync ended without its end: an error of the line, or the member's Stop."""
    moved = Signal()
    """Bytes have moved, a few times a second."""
    estimated = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        wait: Callable[[float], float] = jittered,
        after_act: int = AFTER_ACT,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._wait = wait
        self.state = "idle"
        self.error: Exception | None = None
        self.report: Report | None = None
        """Of the sync under way, or of the last one."""
        self.last: Report | None = None
        """Of the last sync that came to its end."""
        self.next_try: float | None = None
        """Seconds the line waits before it tries again by itself; None: it does not."""
        self.metered = False
        """What the system says of the line."""
        self.cost: Estimate | None = None
        """What the next sync would cost, if it was asked; None once something travelled."""
        self.moving = Moving()
        self.troubles: deque[tuple[datetime, Exception]] = deque(maxlen=REMEMBERED)
        """The last troubles of the line, the latest last, by the server's clock."""
        self._transport: Transport | None = None
        self._rate = Rate()
        self._asking: Job | None = None
        self._job: Job | None = None
        self._again = False
        self._asked = self._closed = False
        self._failures = 0
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._begin)
        self._soon = QTimer(self, singleShot=True, interval=after_act)
        self._soon.timeout.connect(self._send_acts)
        self._sometimes = QTimer(self, interval=NOW_AND_THEN)
        self._sometimes.timeout.connect(self._look_in)
        self._counting = QTimer(self, interval=LOOK)
        self._counting.timeout.connect(self._count)
        desk.worker.changed.connect(self._acted)
        desk.settings_changed.connect(self._chosen)

    @classmethod
    def of(cls, desk: Desk) -> "Line":
        """Return the one line of this desk."""
        return desk.findChild(cls) or cls(desk)

    def start(self) -> None:
        """Begin the day: sync at once if there is a server and the member wishes it."""
        if not has_way(self._desk.store):
            self._turn("home")
            return
        self._sometimes.start()
        if self._desk.settings.auto_sync:
            self._begin()
        else:
            self._turn("idle")

    def sync(self) -> None:
        """Sync now, as the member asked: waiting times begin anew, no budget holds it up."""
        self._failures = 0
        self._asked = True
        self._begin()

    def ask(self) -> None:
        """Ask what the next sync would cost; `estimated` when it is known."""
        if self._job is not None or self._asking is not None or self.state == "home":
            return
        home, open_transport = self._desk.home, self._desk.open_transport

        def task(store: Store, job: Job) -> Estimate:
            return costing.estimate(store, home, stop=job.cancelled, open_transport=open_transport)

        def done(cost: Estimate) -> None:
            self._asking, self.cost = None, cost
            self.estimated.emit()

        def failed(error: Exception) -> None:
            self._asking = None
            self._remember(error)
            self.estimated.emit()

        self._asking = self._desk.courier.run(task, done, failed)

    def asking(self) -> bool:
        return self._asking is not None

    def speed(self) -> float:
        """Return the bytes a second of the last sync that moved some, 0 if there was none."""
        return float(costing.rate(self._desk.store) or 0)

    def allowance(self) -> Allowance:
        """Return what may travel now."""
        desk = self._desk
        return budgeting.allowance(
            desk.store, desk.settings, metered=self.metered, asked=self._asked, clock=desk.clock
        )

    def spared(self) -> bool:
        """Say whether syncs bring texts only, by the metered rule."""
        return syncing.spares(self._desk.settings.metered, metered=self.metered)

    def by_web(self) -> bool:
        """Say whether the papers come from a web folder: nothing can be sent there."""
        return _web(self._desk.store)

    def came_by(self) -> datetime | None:
        """Return when the papers file was made that this profile lives on, None without one."""
        made = facts.get(self._desk.store, "pack_made_at")
        return times.parse(made) if made is not None and times.is_instant(made) else None

    def set_metered(self, metered: bool) -> None:  # noqa: FBT001 -- a setter
        """Take the system's word for whether this line is paid by the byte."""
        if metered != self.metered:
            self.metered = metered
            self.changed.emit()

    def stop(self) -> None:
        """Stop what is under way, within a second; it goes on when the member asks."""
        self._retry.stop()
        self._soon.stop()
        self._again = False
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        self._counting.stop()
        self.next_try = None
        if self.state != "home":
            self._turn("paused", Cancelled())
            self.stopped.emit(Cancelled())

    def network_changed(self) -> None:
        """The computer found another network: try at once instead of waiting on."""
        if self._retry.isActive():
            self._failures = 0
            self._begin()

    def close(self) -> None:
        self._closed = True
        for timer in (self._retry, self._soon, self._sometimes, self._counting):
            timer.stop()
        if self._asking is not None:
            self._asking.cancel()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _begin(self) -> None:
        self._retry.stop()
        self._soon.stop()
        if self._job is not None:
            self._again = True
            return
        self._again = False
        self.next_try = None
        allowed = self.allowance()
        if allowed.over and not self._asked:
            self._turn("spent")
            return
        self._asked = False
        if self._asking is not None:
            self._asking.cancel()
        self.report = None
        self._rate, self._transport = Rate(), None
        self.moving = Moving("exchange", 0, *self._expected())
        self._turn("updating")
        self._counting.start()
        job: Job | None = None

        def done(report: Report) -> None:
            if self._job is job:
                self._done(report)

        def failed(error: Exception) -> None:
            if self._job is job:
                self._failed(error)

        def progressed(report: Report) -> None:
            if self._job is job:
                self._progressed(report)

        task = self._task(allowed)
        job = self._job = self._desk.courier.run(task, done, failed, progressed)

    def _task(self, allowed: Allowance) -> Callable[[Store, Job], Report]:
        desk = self._desk
        home, tells = desk.home, desk.clock
        texts = not desk.settings.text_only

        def open_transport(profile: Profile) -> Transport:
            transport = self._transport = desk.open_transport(profile)
            return transport

        def task(store: Store, job: Job) -> Report:
            report = syncing.sync(
                store,
                home,
                texts=texts,
                text_only=allowed.text_only,
                budget=allowed.budget,
                progress=lambda told: job.report(replace(told, touched=set(told.touched))),
                stop=job.cancelled,
                open_transport=open_transport,
            )
            clock.compare(store, tells)
            return report

        return task

    def _expected(self) -> tuple[int | None, bool]:
        """Return how many bytes an exchange is thought to move, and that this is a guess."""
        if self.cost is None:
            return None, False
        return self.cost.bytes_up + self.cost.bytes_down, not self.cost.exact

    def _count(self) -> None:
        """Look how many bytes have moved by now, between two reports of the engine."""
        if self._transport is None or self._job is None:
            return
        traffic = self._transport.traffic
        self._rate.seen(traffic.up + traffic.down)
        self._show_moving(traffic.up, traffic.down)

    def _show_moving(self, up: int, down: int) -> None:
        report = self.report if self._counting.isActive() else None
        phase = report.phase if report is not None and report.phase else "exchange"
        if report is None or phase == "exchange":
            done, (total, about) = up + down, self._expected()
        else:
            done, total, about = report.done, report.total, False
        if total is not None and about:
            total = max(total, done)
        self.moving = Moving(phase, done, total, about, self._rate.value(), up, down)
        self.moved.emit()

    def _remember(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.troubles.append((clock.now(self._desk.store, self._desk.clock), error))

    def _progressed(self, report: Report) -> None:
        self.report = report
        self._desk.changed.emit(touched(report))
        self.progressed.emit(report)
        self.changed.emit()

    def _done(self, report: Report) -> None:
        self._job = None
        self._counting.stop()
        self.cost = None
        self._failures = 0
        self.report = self.last = report
        self._turn("connected")
        self._desk.changed.emit(touched(report))
        self.finished.emit(report)
        if self._again:
            self._begin()

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._counting.stop()
        self.cost = None
        self._remember(error)
        self._again = False
        match error:
            case Cancelled():
                state = "paused"
            case SignInPage():
                state = "sign_in"
            case Busy():
                state = "busy"
            case Refused() | Trouble():
                state = "refused"
            case TransportError():
                state = "offline"
            case _:
                state = "refused"
        if state in {"sign_in", "busy", "offline"}:
            self._try_later(error.seconds if isinstance(error, Busy) else None)
        self._turn(state, error)
        self._desk.changed.emit(Changes.of("sync"))
        self.stopped.emit(error)

    def _try_later(self, asked: float | None) -> None:
        wait = min(FIRST_WAIT * 2**self._failures, LONGEST_WAIT)
        self._failures = min(self._failures + 1, 20)
        # What the server asks for is obeyed to the second; our own wait is spread out.
        seconds = asked if asked is not None else min(self._wait(wait), LONGEST_WAIT)
        self.next_try = seconds
        self._retry.start(int(seconds * 1000))

    def _chosen(self, settings: Settings) -> None:
        """Go on when the member allows more than before."""
        if self._closed:
            return
        if self.state == "spent" and settings.auto_sync:
            self._begin()
        elif self.state == "connected":
            self.changed.emit()  # the rule for metered lines is among the words of the line

    def _acted(self, _changes: Changes) -> None:
        if self._desk.settings.auto_sync and self.state in {"connected", "updating"}:
            self._soon.start()

    def _send_acts(self) -> None:
        if tallies.outbox_states(self._desk.store).get("waiting"):
            self._begin()

    def _look_in(self) -> None:
        if self._desk.settings.auto_sync and self.state in {"connected", "spent"}:
            self._begin()

    def _turn(self, state: str, error: Exception | None = None) -> None:
        self.state, self.error = state, error
        self.changed.emit()


def has_way(store: Store) -> bool:
    """Say whether this profile has a server or a web folder to sync with."""
    profile = facts.profile(store)
    if profile is None:
        return False
    return bool(profile.server) or _web(store)


def _web(store: Store) -> bool:
    return facts.get(store, "way") == "web"


def touched(report: Report) -> Changes:
    """Return what a sync touched; after a reset every view looks again."""
    if "*" in report.touched:
        return Changes.of(*ALL, "sync")
    return syncing.changes_of(report)
