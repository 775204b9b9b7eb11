"""The line to the server: syncs without ever being waited for, and tells how it stands."""

import random
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions import clock, syncing
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.domain.collections import ALL
from app.store import Store, facts, tallies
from app.sync.engine import Report
from app.sync.transport import Busy, Cancelled, Refused, SignInPage, TransportError
from app.ui.desk import Desk
from app.ui.worker import Job

FIRST_WAIT, LONGEST_WAIT = 5.0, 900.0
"""Seconds before the first and at most before any further try; doubled in between."""
AFTER_ACT = 2_000
"""Milliseconds after the member's last act before it is sent."""
NOW_AND_THEN = 30 * 60 * 1000
"""Milliseconds between syncs while nothing is done."""


def jittered(seconds: float) -> float:
    """Return a wait of about `seconds`, so that a room full of laptops does not ask at once."""
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 -- no secret


class Line(QObject):
    """Starts syncs and keeps the state: what happened last, what comes next.

    `state` is `home` (no server), `idle` (nothing tried yet), `updating`, `connected`,
    `offline`, `sign_in`, `busy`, `refused` (only the member can help) or `paused`.
    """

    changed = Signal()
    progressed = Signal(Report)
    finished = Signal(Report)
    stopped = Signal(Exception)
    """A sync ended without its end: an error of the line, or the member's Stop."""

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
        self.next_try: float | None = None
        """Seconds the line waits before it tries again by itself; None: it does not."""
        self._job: Job | None = None
        self._again = False
        self._failures = 0
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._begin)
        self._soon = QTimer(self, singleShot=True, interval=after_act)
        self._soon.timeout.connect(self._send_acts)
        self._sometimes = QTimer(self, interval=NOW_AND_THEN)
        self._sometimes.timeout.connect(self._look_in)
        desk.worker.changed.connect(self._acted)

    def start(self) -> None:
        """Begin the day: sync at once if there is a server and the member wishes it."""
        profile = facts.profile(self._desk.store)
        if profile is None or not profile.server:
            self._turn("home")
            return
        self._sometimes.start()
        if self._desk.settings.auto_sync:
            self.sync()
        else:
            self._turn("idle")

    def sync(self) -> None:
        """Sync now, as the member asked: waiting times begin anew."""
        self._failures = 0
        self._begin()

    def stop(self) -> None:
        """Stop what is under way, within a second; it goes on when the member asks."""
        self._retry.stop()
        self._soon.stop()
        self._again = False
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        self.next_try = None
        if self.state != "home":
            self._turn("paused", Cancelled())
            self.stopped.emit(Cancelled())

    def network_changed(self) -> None:
        """The computer found another network: try at once instead of waiting on."""
        if self._retry.isActive():
            self.sync()

    def close(self) -> None:
        for timer in (self._retry, self._soon, self._sometimes):
            timer.stop()
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
        self._turn("updating")
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

        job = self._job = self._desk.courier.run(self._task(), done, failed, progressed)

    def _task(self) -> Callable[[Store, Job], Report]:
        desk = self._desk
        home, open_transport, tells = desk.home, desk.open_transport, desk.clock
        texts = not desk.settings.text_only

        def task(store: Store, job: Job) -> Report:
            report = syncing.sync(
                store,
                home,
                texts=texts,
                progress=lambda told: job.report(replace(told, touched=set(told.touched))),
                stop=job.cancelled,
                open_transport=open_transport,
            )
            clock.compare(store, tells)
            return report

        return task

    def _progressed(self, report: Report) -> None:
        self.report = report
        self._desk.changed.emit(touched(report))
        self.progressed.emit(report)
        self.changed.emit()

    def _done(self, report: Report) -> None:
        self._job = None
        self._failures = 0
        self.report = report
        self._turn("connected")
        self._desk.changed.emit(touched(report))
        self.finished.emit(report)
        if self._again:
            self._begin()

    def _failed(self, error: Exception) -> None:
        self._job = None
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

    def _acted(self, _changes: Changes) -> None:
        if self._desk.settings.auto_sync and self.state in {"connected", "updating"}:
            self._soon.start()

    def _send_acts(self) -> None:
        if tallies.outbox_states(self._desk.store).get("waiting"):
            self._begin()

    def _look_in(self) -> None:
        if self._desk.settings.auto_sync and self.state == "connected":
            self._begin()

    def _turn(self, state: str, error: Exception | None = None) -> None:
        self.state, self.error = state, error
        self.changed.emit()


def touched(report: Report) -> Changes:
    """Return what a sync touched; after a reset every view looks again."""
    if "*" in report.touched:
        return Changes.of(*ALL, "sync")
    return syncing.changes_of(report)
