"""Indexes what came, in bites of milliseconds with rests between, on a thread of its own."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions import searching
from app.domain.changes import Changes
from app.store import Store
from app.store.indexing import open_to_index
from app.ui.desk import Desk
from app.ui.worker import Worker

BITE = 0.02
"""Seconds a bite takes at most: a note that is saved waits no longer than for one."""
REST = 25
"""Milliseconds between bites, in which others write and the window has the processor."""
AT_START = 2_500
"""Milliseconds after the window came up: the first page comes first."""
AFTER_CHANGE = 150
"""Milliseconds after something was written."""
AFTER_FAILURE = 10_000
TOLD = 20
"""Bites after which those who wait for the index are told how far it is."""


class Indexing(QObject):
    """Keeps the index of one profile up to date while its window is open."""

    progressed = Signal(int)
    """So many records are left to be indexed; 0 when the index is whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._worker: Worker | None = None
        self._bites = 0
        self._busy = False
        self._again = False
        self._closed = False
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._bite)
        desk.changed.connect(self._changed)
        desk.closing.connect(self.close)

    @staticmethod
    def of(desk: Desk) -> "Indexing":
        """Return the indexing of `desk`; there is one."""
        return desk.findChild(Indexing) or Indexing(desk)

    def begin(self, after: int = AT_START) -> None:
        """Index until nothing is left, from `after` milliseconds on; sooner if it is under way."""
        if self._busy:
            self._again = True
        elif not self._closed and not 0 <= self._next.remainingTime() <= after:
            self._next.start(after)

    def is_idle(self) -> bool:
        """Say whether nothing is being indexed, nor about to be."""
        return not self._busy and not self._next.isActive()

    def close(self) -> None:
        """Finish the bite under way, and stop."""
        self._closed = True
        self._next.stop()
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _changed(self, _changes: Changes) -> None:
        self.begin(AFTER_CHANGE)

    def _bite(self) -> None:
        if self._closed:
            return
        if self._worker is None:
            self._worker = Worker(partial(open_to_index, self._desk.home.store), "indexer", self)
        home, telling = self._desk.home, self._bites % TOLD == 0

        def bite(store: Store) -> tuple[int, int | None]:
            done = searching.refresh(store, home, seconds=BITE)
            return done, searching.left(store) if done and telling else None

        self._busy = True
        self._worker.read(bite, self._done, self._failed)

    def _done(self, found: tuple[int, int | None]) -> None:
        done, left = found
        worked = self._bites > 0 or done > 0
        self._bites += 1
        self._busy = False
        if self._closed:
            return
        if done or self._again:
            self._again = False
            if left:
                self.progressed.emit(left)
            self._next.start(REST)
        else:
            self._bites = 0
            if worked:
                self.progressed.emit(0)

    def _failed(self, _error: Exception) -> None:
        self._busy = self._again = False
        self.begin(AFTER_FAILURE)
