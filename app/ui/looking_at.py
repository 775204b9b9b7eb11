"""Looking at a file that somebody chose: read beside the window, its state told in one line."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from app.i18n import _
from app.store import Store
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.widgets.text import Label, announce
from app.ui.worker import Current, Job

T = TypeVar("T")


class FileLook(QObject):
    """Has one file at a time understood; nothing is kept by that, nor told once `parent` is gone."""

    def __init__(self, desk: Desk, largest: int, parent: QObject) -> None:
        """`largest`: bytes; one byte more is read of what is larger, so that it can be told."""
        super().__init__(parent)
        self._desk = desk
        self._largest = largest
        self._current = Current()
        self.wait = Label(tone="soft", wrap=True)
        """Says what is being read, or why it could not be; it stands where the asker puts it."""
        self.wait.hide()

    def __bool__(self) -> bool:
        """Say whether a file is being looked at."""
        return bool(self._current)

    def begin(
        self, path: Path, look: Callable[[Store, bytes], T], understood: Callable[[T], Any]
    ) -> None:
        """Have `look` understand what is in the file; `understood` is told what it answers."""

        def read(store: Store, _job: Job) -> T:
            with path.open("rb") as file:
                return look(store, file.read(self._largest + 1))

        self._say(_("Reading {name}…").format(name=path.name))
        self._current.run(self._desk.reader, read, partial(self._read, understood), self.failed)

    def failed(self, error: Exception) -> None:
        """Say why it could not be looked at, or kept."""
        self._say(troubles.sentence(error))

    def leave(self) -> None:
        """Look no longer."""
        self._current.leave()
        self.wait.hide()

    def _read(self, understood: Callable[[T], Any], found: T) -> None:
        self.wait.hide()
        understood(found)

    def _say(self, words: str) -> None:
        self.wait.setText(words)
        self.wait.show()
        announce(self.wait, words)
