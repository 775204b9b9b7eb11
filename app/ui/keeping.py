"""Backups that the window makes by itself: soon after the start, then while it is worked in."""

from PySide6.QtCore import QObject, QTimer

from app.actions import backing, forgetting
from app.domain.changes import Changes
from app.store import Store, is_damage
from app.ui.desk import Desk
from app.ui.worker import Job

SOON = 20_000
"""Milliseconds after the start: the first page, the first sync and the index come before."""
OFTEN = 30 * 60_000


class Keeping(QObject):
    """Makes the daily backup, and one every half hour in which something was written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._job: Job | None = None
        self._timer = QTimer(self, interval=OFTEN)
        self._timer.timeout.connect(self.keep)
        self._first = QTimer(self, interval=SOON, singleShot=True)
        self._first.timeout.connect(self.keep)

    def start(self) -> None:
        """Begin to keep the time."""
        self._first.start()
        self._timer.start()

    def keep(self) -> Job | None:
        """Make a backup if one is due, off the Qt thread."""
        if self._job is not None:
            return self._job
        home, clock = self._desk.home, self._desk.clock

        def task(store: Store, _job: Job) -> bool:
            # What may no longer be read leaves the copies first, where it has not yet.
            made = forgetting.forget(store, home, clock) or backing.at_work(store, home, clock)
            return made is not None

        self._job = self._desk.courier.run(task, self._done, self._failed)
        return self._job

    def close(self) -> None:
        """Make no more of them."""
        self._timer.stop()
        self._first.stop()

    def _done(self, made: bool) -> None:  # noqa: FBT001 -- a worker's answer
        self._job = None
        if made:
            self._desk.changed.emit(Changes.of("backups"))

    def _failed(self, error: Exception) -> None:
        self._job = None
        if is_damage(error) or getattr(error, "code", "") != "backup_failed":
            self._desk.failed.emit(error)
