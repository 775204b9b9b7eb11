"""The line to the server: syncs without ever being waited for, and tells how it stands."""

from collections import deque
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions import budgeting, clock, costing, syncing, ways
from app.actions.budgeting import Allowance
from app.actions.costing import Estimate
from app.actions.trouble import Trouble
from app.domain import times
from app.domain.changes import Changes
from app.settings import Settings
from app.store import facts, tallies
from app.sync.report import Report
from app.sync.transport import Busy, Cancelled, Moved, Refused, SignInPage, TransportError
from app.ui import errands
from app.ui.desk import Desk
from app.ui.moving import Counting, Moving
from app.ui.patience import Patience, jittered
from app.ui.worker import Current

FIRST_WAIT, LONGEST_WAIT = 5.0, 900.0
"""Seconds before the first and at most before any further try; doubled in between."""
AFTER_ACT = 2_000
"""Milliseconds after the member's last act before it is sent."""
NOW_AND_THEN = 30 * 60 * 1000
"""Milliseconds between syncs while nothing is done."""
REMEMBERED = 5
"""Troubles of the line that are kept to be read."""


def state_after(error: Exception) -> str:
    """Return how the line stands when a sync ended with `error`."""
    match error:
        case Cancelled():
            return "paused"
        case Moved():
            return "refused"
        case SignInPage():
            return "sign_in"
        case Busy():
            return "busy"
        case Refused() | Trouble():
            return "refused"
        case TransportError():
            return "offline"
        case _:
            return "refused"


class Line(QObject):
    """Starts syncs and keeps the state: what happened last, what comes next.

    `state` is `home` (no server), `idle` (nothing tried yet), `updating`, `connected`,
    `offline`, `sign_in`, `busy`, `refused` (only the member can help), `paused`, or `spent`
    (the month's budget: by itself only what the member wrote travels).
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
        self.troubles: deque[tuple[datetime, Exception]] = deque(maxlen=REMEMBERED)
        """The last troubles of the line, the latest last, by the server's clock."""
        self._patience = Patience(FIRST_WAIT, LONGEST_WAIT, wait)
        self._counting = Counting(self)
        self._counting.moved.connect(self.moved)
        self._asking, self._syncing = Current(), Current()
        self._again = False
        self._asked = self._closed = False
        self._reads = True
        """Whether the sync under way reads, or only sends what waits."""
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._begin)
        self._soon = QTimer(self, singleShot=True, interval=after_act)
        self._soon.timeout.connect(self._send_acts)
        self._sometimes = QTimer(self, interval=NOW_AND_THEN)
        self._sometimes.timeout.connect(self._look_in)
        desk.worker.changed.connect(self._acted)
        desk.settings_changed.connect(self._chosen)

    @classmethod
    def of(cls, desk: Desk) -> "Line":
        """Return the one line of this desk."""
        return desk.findChild(cls) or cls(desk)

    @property
    def moving(self) -> Moving:
        """How far the sync under way is, or how far the last one came."""
        return self._counting.moving

    def start(self) -> None:
        """Begin the day: sync at once if there is a server and the member wishes it."""
        if not ways.has_way(self._desk.store):
            self._turn("home")
            return
        self._sometimes.start()
        if self._desk.settings.auto_sync:
            self._begin()
        else:
            self._turn("idle")

    def sync(self) -> None:
        """Sync now, as the member asked: waiting times begin anew, no budget holds it up."""
        self._patience.renew()
        self._asked = True
        self._begin()

    def ask(self) -> None:
        """Ask what the next sync would cost; `estimated` when it is known."""
        if self._syncing or self._asking or self.state == "home":
            return

        def done(cost: Estimate) -> None:
            self.cost = cost
            self.estimated.emit()

        def failed(error: Exception) -> None:
            self._remember(error)
            self.estimated.emit()

        self._asking.run(self._desk.courier, errands.asking(self._desk), done, failed)

    def asking(self) -> bool:
        return bool(self._asking)

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
        return ways.by_web(self._desk.store)

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
        self._syncing.leave()
        self._counting.stop()
        self.next_try = None
        if self.state != "home":
            self._turn("paused", Cancelled())
            self.stopped.emit(Cancelled())

    def network_changed(self) -> None:
        """The computer found another network: try at once instead of waiting on."""
        if self._retry.isActive():
            self._patience.renew()
            self._begin()

    def close(self) -> None:
        self._closed = True
        for timer in (self._retry, self._soon, self._sometimes):
            timer.stop()
        self._counting.stop()
        self._asking.leave()
        self._syncing.leave()

    def _begin(self) -> None:
        self._retry.stop()
        self._soon.stop()
        if self._syncing:
            self._again = True
            return
        self._again = False
        self.next_try = None
        allowed = self.allowance()
        self._reads = self._asked or not allowed.over
        if not self._reads and not self._may_send():
            self._turn("spent")
            return
        self._asked = False
        self._asking.leave()
        self.report = None
        self._counting.begin(self.cost)
        self._turn("updating")
        task = errands.syncing_once(self._desk, allowed, self._counting.over, read=self._reads)
        self._syncing.run(self._desk.courier, task, self._done, self._failed, self._progressed)

    def _remember(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.troubles.append((clock.now(self._desk.store, self._desk.clock), error))

    def _progressed(self, report: Report) -> None:
        self.report = report
        self._counting.told(report)
        self._desk.changed.emit(errands.touched(report))
        self.progressed.emit(report)
        self.changed.emit()

    def _done(self, report: Report) -> None:
        self._counting.stop()
        self.cost = None
        self._patience.renew()
        self.report = self.last = report
        self._turn("connected" if self._reads else "spent")
        self._desk.changed.emit(errands.touched(report))
        self.finished.emit(report)
        if self._again:
            self._begin()

    def _failed(self, error: Exception) -> None:
        self._counting.stop()
        self.cost = None
        self._remember(error)
        self._again = False
        state = state_after(error)
        if state in {"sign_in", "busy", "offline"}:
            self._try_later(error)
        self._turn(state, error)
        self._desk.changed.emit(Changes.of("sync"))
        self.stopped.emit(error)

    def _try_later(self, error: Exception) -> None:
        seconds = self._patience.after(error)
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
        if self._closed:
            return  # what was written last, while the window closed, goes with the next start
        if self._desk.settings.auto_sync and self.state in {"connected", "updating", "spent"}:
            self._soon.start()

    def _send_acts(self) -> None:
        if tallies.outbox_states(self._desk.store).get("waiting"):
            self._begin()

    def _may_send(self) -> bool:
        """Say whether something waits that goes also when the month's budget is spent."""
        states = tallies.outbox_states(self._desk.store)
        return bool(states.get("waiting") or states.get("sent")) and not self.by_web()

    def _look_in(self) -> None:
        if self._desk.settings.auto_sync and self.state in {"connected", "spent"}:
            self._begin()

    def _turn(self, state: str, error: Exception | None = None) -> None:
        self.state, self.error = state, error
        self.changed.emit()
