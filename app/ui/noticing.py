"""Sees after each arrival what is new, how long papers are and how alike, off the Qt thread."""

from functools import partial

from PySide6.QtCore import QObject

from app.actions import news, planning
from app.domain.changes import Changes
from app.store import Store, open_store
from app.ui.desk import Desk
from app.ui.worker import Job, Worker

BRINGING = ("sync", "proposals", "versions", "documents", "rounds", "milestones", "meetings", "*",
            "everything")  # fmt: skip
"""What is touched when papers came."""


class Noticing(QObject):
    """Has a thread of its own: finding what is alike takes a second, and holds up no note.

    It rests all the time, so that nobody who opens a paper or searches waits for it either.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._worker: Worker | None = None
        self._preparing: Job | None = None
        self._busy = self._again = self._closed = False
        desk.changed.connect(self._changed)

    @property
    def busy(self) -> bool:
        """Whether it looks just now."""
        return self._busy

    def begin(self) -> None:
        """Look now; asked again meanwhile, it looks once more when it is done."""
        if self._closed:
            return
        self._again = self._busy
        if self._busy:
            return
        self._busy = True
        if self._worker is None:
            self._worker = Worker(partial(open_store, self._desk.home.store), "noticing", self)
        self._worker.read(self._notice, self._tell, self._failed)
        self._preparing = self._worker.run(_prepare, self._done, self._failed)

    def close(self) -> None:
        """Leave what is under way to the next start; nothing is told any more."""
        self._closed, self._busy = True, False
        if self._preparing is not None:
            self._preparing.cancel()
        if self._worker is not None:
            self._worker.close()

    def _changed(self, changes: Changes) -> None:
        if changes.touch(*BRINGING):
            self.begin()

    def _notice(self, store: Store) -> Changes:
        return news.notice(store, self._desk.clock)

    def _tell(self, changes: Changes) -> None:
        if changes.collections and not self._closed:
            self._desk.changed.emit(changes)

    def _done(self, changes: Changes) -> None:
        self._busy = False
        self._tell(changes)
        if self._again:
            self.begin()

    def _failed(self, _error: Exception) -> None:
        self._busy = False  # the next arrival looks again


def _prepare(store: Store, job: Job) -> Changes:
    return Changes.of("plan") if planning.prepare(store, job.breathe) else Changes()
