"""Keeps where I stopped in a paper and what I am writing in an open card, against a power cut."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.actions import reading
from app.documents import stopping
from app.domain.changes import Changes
from app.domain.records import Data
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.reader.margin import MarginNotes, PutAway
from app.ui.reader.page import ReadingPage
from app.ui.views import open_card


class Writing(QObject):
    """One place and at most one open card a paper; neither ever leaves this computer."""

    def __init__(self, desk: Desk, page: ReadingPage, margin: MarginNotes) -> None:
        super().__init__(margin)
        self._desk = desk
        self._page = page
        self._margin = margin
        self._paper: str | None = None
        self._version = 0
        self._kept: Data = {}
        self._timer = QTimer(self, interval=open_card.EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        desk.closing.connect(self._close)
        margin.put_away.connect(self._put_away)

    def open(self, paper: str, version: int, place: Data | None) -> None:
        """Go on with `paper`; a card that was open when it was left opens again."""
        another = paper != self._paper
        if another:  # its words are kept with the paper they are about
            self._margin.drop_draft()
        self._paper, self._version = paper, version
        self._kept = dict(place or {})
        draft = self._kept.get("writing")
        if isinstance(draft, dict) and (another or open_card.opened(self._margin) is None):
            open_card.open_again(self._margin, draft)

    def keep(self) -> None:
        """Keep now where the reader is and what she has written."""
        place = self._page.place()
        if self._paper is None:
            return
        words = "" if place is None else self._page.places().words(*place)
        now = stopping.kept(self._kept, self._version, place, words)
        if (draft := open_card.written(self._margin)) is not None:
            now["writing"] = draft
        if now != self._kept:
            self._kept = now
            self._desk.act(partial(_stopped, self._paper, now))

    def _close(self) -> None:
        self._timer.stop()
        self.keep()

    def forget(self) -> None:
        """The card's words were handed over: they need not be kept here any more."""
        if self._paper is not None and "writing" in self._kept:
            self._kept = {key: each for key, each in self._kept.items() if key != "writing"}
            self._desk.act(partial(_stopped, self._paper, self._kept))

    def _put_away(self, left: PutAway) -> None:
        self._desk.told.emit(_("Put away."), partial(self._take_out, self._paper, left))

    def _take_out(self, paper: str | None, left: PutAway) -> None:
        """Open what was put away, on its own paper."""
        if paper is not None:
            self._desk.show("proposals", paper)
        if paper == self._paper:
            self._margin.write_again(left)

    def _look(self) -> None:
        if self._page.isVisible() or self._margin.isVisible():
            self.keep()


def _stopped(paper: str, place: Data, store: Store) -> Changes:
    return reading.stopped(store, "proposals", paper, place)
