"""The status bar and the numbers on the rail of one window, a moment after something changed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from app.actions import clock
from app.actions.status import Status, status
from app.store import Store, documents, tallies
from app.ui import status_words
from app.ui.desk import Desk
from app.ui.frame import Frame
from app.ui.line import Line
from app.ui.worker import Job, Renewed

SOON = 60
"""Milliseconds until the status bar follows a change: opening a paper comes first."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the status bar and the rail tell of the store."""

    status: Status
    documents: int
    calling: int


class WindowStatus(QObject):
    """Tells `frame()`, which is another one after a change of language.

    What it tells is counted by the desk's reader: with 200,000 notes that takes a tenth of a
    second, and somebody who writes has it counted again and again.
    """

    def __init__(self, desk: Desk, line: Line, frame: Callable[[], Frame], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._line, self._frame = desk, line, frame
        self._counting = Renewed()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.show_now)
        line.changed.connect(self.show_line)
        line.moved.connect(self.show_line)

    def show_soon(self, *, anew: bool = False) -> None:
        """Show it in a moment; `anew` begins the wait again."""
        if anew or not self._soon.isActive():
            self._soon.start()

    def show_now(self) -> None:
        """Show the line at once, and the numbers as soon as they are counted.

        Asked while they are being counted, it counts once more: who asked has written since.
        """
        self.show_line()
        self._counting.run(self._desk.reader, _count, self._counted, self._desk.failed.emit)

    def show_line(self) -> None:
        told = status_words.line(self._line)
        self._frame().status.show_line(told.state, told.words)

    def is_idle(self) -> bool:
        """Say whether all that changed is shown."""
        return not self._counting and not self._soon.isActive()

    def close(self) -> None:
        self._soon.stop()
        self._counting.leave()

    def _counted(self, found: Counted) -> None:
        now, frame = found.status, self._frame()
        words, decide = status_words.waiting(now, by_file=not now.server)
        frame.status.show_waiting(words, decide=decide)
        at = clock.now(self._desk.store, self._desk.clock)
        frame.status.show_updated(status_words.updated(now, at))
        frame.status.show_month(status_words.month(self._line.allowance()))
        frame.show_cycle(now.title)
        frame.show_count("proposals", now.unread + now.changed)
        frame.show_count("documents", found.documents)
        frame.show_count("today", _needs_me(now) + found.calling)


def _count(store: Store, _job: Job) -> Counted:
    return Counted(status(store), documents.unread(store), tallies.calling(store))


def _needs_me(now: Status) -> int:
    return now.conflicts + now.set_aside + bool(now.erasures)
