"""Indexes what came, a bite at a time between the member's acts, so that a search is quick."""

from PySide6.QtCore import QObject

from app.actions import searching
from app.store import Store
from app.ui.desk import Desk

BITE = 50
"""Records indexed at once: a note waits no longer than for these."""


class Indexing(QObject):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._busy = False
        self._closed = False

    def begin(self) -> None:
        """Index until nothing is left; asked again meanwhile, it goes on with what is new."""
        if not self._busy and not self._closed:
            self._busy = True
            self._bite()

    def close(self) -> None:
        self._closed = True

    def _bite(self) -> None:
        home = self._desk.home

        def bite(store: Store) -> int:
            return searching.refresh(store, home, BITE)

        self._desk.worker.read(bite, self._done, self._failed)

    def _done(self, count: int) -> None:
        if count and not self._closed:
            self._bite()
        else:
            self._busy = False

    def _failed(self, _error: Exception) -> None:
        self._busy = False  # a search brings the index up to date itself
