"""Sees after each arrival what is new, how long papers are and how alike, off the Qt thread."""

from functools import partial

from PySide6.QtCore import QObject

from app.actions import news, planning
from app.domain.changes import Changes
from app.store import Store, open_store
from app.ui.desk import Desk
from app.ui.worker import Job, Renewed, Worker

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
        self._looking = Renewed()
        self._closed = False
        desk.changed.connect(self._changed)

    @property
    def busy(self) -> bool:
        """Whether it looks just now."""
        return bool(self._looking)

    def begin(self) -> None:
        """Look now; asked again meanwhile, it looks once more when it is done."""
        if self._closed:
            return
        if self._worker is None:
            self._worker = Worker(partial(open_store, self._desk.home.store), "noticing", self)
        self._looking.run(self._worker, self._look, self._tell, _leave_it, self._tell)

    def close(self) -> None:
        """Leave what is under way to the next start; nothing is told any more."""
        self._closed = True
        self._looking.leave()
        if self._worker is not None:
            self._worker.close()

    def _changed(self, changes: Changes) -> None:
        if changes.touch(*BRINGING):
            self.begin()

    def _look(self, store: Store, job: Job) -> Changes:
        """Tell at once what is new; then count words and order by likeness."""
        job.report(news.notice(store, self._desk.clock))
        return Changes.of("plan") if planning.prepare(store, job.breathe) else Changes()

    def _tell(self, changes: Changes) -> None:
        if changes.collections:
            self._desk.changed.emit(changes)


def _leave_it(_error: Exception) -> None:
    """Leave it to the next arrival, which looks again."""
