"""Looks words up on a thread of its own: no act, sync or indexing is waited for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app.domain.asking import Filters
from app.store import Store, open_store
from app.ui.desk import Desk
from app.ui.models.search import Answer, answer
from app.ui.worker import Current, Job, Worker


class Searcher(QObject):
    """One question at a time: a new one takes the place of the one before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._job = Current()
        opened = partial(open_store, desk.home.store, read_only=True)
        self._worker = Worker(opened, "search", self)
        desk.closing.connect(self._close)

    @staticmethod
    def of(desk: Desk) -> "Searcher":
        """Return the searcher of `desk`, begun when the first is asked for."""
        return desk.findChild(Searcher) or Searcher(desk)

    def ask(
        self, words: str, filters: Filters, limit: int, then: Callable[[Answer], object]
    ) -> None:
        """Look `words` up; hand the answer to `then` unless something else was asked since."""
        home = self._desk.home

        def look_up(store: Store, _job: Job) -> Answer:
            return answer(store, home, words, filters, limit)

        self._job.run(self._worker, look_up, then, self._desk.failed.emit)

    def leave(self) -> None:
        """Forget what was asked."""
        self._job.leave()

    def is_idle(self) -> bool:
        return not self._job

    def _close(self) -> None:
        self.leave()
        self._worker.close()
