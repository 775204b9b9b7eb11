"""The application of this process: hands on the files that the system asks it to open."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """On macOS a double click does not start a program anew: it sends an event to this one.

    The event is read here, where only the application's own arrive: a filter would be asked
    for each event of each widget. Files that come before a window stands wait for it.
    """

    def __init__(self, argv: Sequence[str]) -> None:
        super().__init__(argv)
        self._take: Callable[[Path], object] | None = None
        self._waiting: list[Path] = []

    def hand_files_to(self, take: Callable[[Path], object] | None) -> None:
        """Have `take` get what waits and what comes; None: files wait again."""
        self._take = take
        waiting, self._waiting = self._waiting, []
        for path in waiting:
            self._given(path)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self._given(Path(event.file()))
            return True
        return super().event(event)

    def _given(self, path: Path) -> None:
        if self._take is None:
            self._waiting.append(path)
        else:
            self._take(path)
