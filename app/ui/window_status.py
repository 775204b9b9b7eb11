"""The status bar and the numbers on the rail of one window, a moment after something changed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.actions import clock
from app.actions.status import Status, status
from app.store import documents, tallies
from app.ui import status_words
from app.ui.desk import Desk
from app.ui.frame import Frame
from app.ui.line import Line

SOON = 60
"""Milliseconds until the status bar follows a change: opening a paper comes first."""


class WindowStatus(QObject):
    """Tells `frame()`, which is another one after a change of language."""

    def __init__(self, desk: Desk, line: Line, frame: Callable[[], Frame], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._line, self._frame = desk, line, frame
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.show_now)
        line.changed.connect(self.show_line)
        line.moved.connect(self.show_line)

    def show_soon(self, *, anew: bool = False) -> None:
        """Show it in a moment; `anew` begins the wait again."""
        if anew or not self._soon.isActive():
            self._soon.start()

    def show_now(self) -> None:
        store, frame = self._desk.store, self._frame()
        now, at = status(store), clock.now(store, self._desk.clock)
        words, decide = status_words.waiting(now, by_file=not now.server)
        frame.status.show_waiting(words, decide=decide)
        frame.status.show_updated(status_words.updated(now, at))
        frame.status.show_month(status_words.month(self._line.allowance()))
        frame.show_cycle(now.title)
        frame.show_count("proposals", now.unread + now.changed)
        frame.show_count("documents", documents.unread(store))
        frame.show_count("today", _needs_me(now) + tallies.calling(store))
        self.show_line()

    def show_line(self) -> None:
        told = status_words.line(self._line)
        self._frame().status.show_line(told.state, told.words)

    def close(self) -> None:
        self._soon.stop()


def _needs_me(now: Status) -> int:
    return now.conflicts + now.set_aside + bool(now.erasures)
