"""Follows a meeting's floor over the line while somebody looks at it, and not a second longer."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions import ways
from app.actions.floor_following import Following, Step
from app.actions.floor_showing import Live
from app.actions.trouble import Trouble
from app.store import Store
from app.sync.transport import Cancelled
from app.ui.desk import Desk
from app.ui.worker import Current, Job


class FloorFollowing(QObject):
    """Asks in turn with the window's syncs, on their worker; `came` tells what is new.

    Where the member syncs by hand nothing is asked by itself.
    """

    came = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._meeting: str | None = None
        self._held: list[Following] = []
        """The line of this meeting, once it was asked about; made and closed by the courier."""
        self._asking = Current()
        self.live: Live | None = None
        """The list as it came last, None before."""
        self.has_line: bool | None = None
        """Whether the last question was answered; None while none was asked."""
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._ask)
        desk.closing.connect(self.stop)

    def is_asking(self) -> bool:
        return bool(self._asking)

    def is_following(self) -> bool:
        return self._meeting is not None

    def follow(self, meeting: str) -> None:
        """Ask about `meeting` from now on, if there is a server to ask."""
        desk = self._desk
        if meeting == self._meeting:
            return
        self.stop()
        if not desk.settings.auto_sync or not ways.has_way(desk.store) or ways.by_web(desk.store):
            return
        self._meeting, self.live, self.has_line = meeting, None, None
        self._ask()

    def stop(self) -> None:
        """Ask no more. What came last goes with it: the records count again."""
        if self._meeting is None:
            return
        self._meeting = None
        self._again.stop()
        self._asking.leave()
        held, self._held = self._held, []

        def close(_store: Store, _job: Job) -> None:
            for each in held:  # what was asked before may have made it only now
                each.close()

        self._desk.courier.run(close, _heard, _unheard)

    def _ask(self) -> None:
        meeting, desk, held = self._meeting, self._desk, self._held
        if meeting is None:
            return

        def step(store: Store, job: Job) -> Step:
            if not held:
                held.append(
                    Following(store, desk.home, meeting, open_transport=desk.open_transport)
                )
            return held[0].step(job.cancelled)

        self._asking.run(desk.courier, step, self._answered, self._failed)

    def _answered(self, step: Step) -> None:
        had = self.has_line
        self.live, self.has_line = step.live, step.what != "no_line"
        if step.changes.collections:
            self._desk.changed.emit(step.changes)
        if step.what in {"new", "closed"} or had is not self.has_line:
            self.came.emit()
        self._again.start(round(step.wait * 1000))

    def _failed(self, error: Exception) -> None:
        self.stop()
        if not isinstance(error, (Trouble, Cancelled)):
            self._desk.failed.emit(error)


def _heard(_answer: object) -> None:
    """Closing a line answers nothing."""


def _unheard(_error: Exception) -> None:
    """A line that does not close cleanly is gone all the same."""
