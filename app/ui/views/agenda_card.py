"""A card with two fields, one line and more words, that is opened, filled in and sent or left."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import Card, FlowBox

Verb = Callable[[Store, str, str, str], Changes]
"""What is done with (store, meeting, line, words)."""


class AgendaCard(Card):
    """What was typed stays until it was kept, or another meeting is shown."""

    left = Signal()

    def __init__(
        self, desk: Desk, verb: Verb, names: tuple[str, str], send: str, said: str, *, line: bool
    ) -> None:
        """`names` of the fields; with `line` the one line is needed, else the words."""
        self.line = QLineEdit()
        self.line.setAccessibleName(names[0])
        self.line.setPlaceholderText(names[0])
        self.words = GrowingText(names[1], names[1], lines=2)
        self.send = Button(send, "secondary", Symbol.SEND, self._send)
        self.leave = Button(_("Cancel"), "link", on_click=self._end)
        super().__init__(self.line, self.words, FlowBox(self.send, self.leave, spacing=Space.SMALL))
        self._desk, self._verb, self._said, self._line = desk, verb, said, line
        self._meeting = ""
        self.line.textChanged.connect(self._may)
        self.words.textChanged.connect(self._may)
        self._may()
        self.hide()

    def show_meeting(self, id: str) -> None:
        if id != self._meeting:
            self._meeting = id
            self._clear()

    def begin(self) -> None:
        self.show()
        (self.line if self._line else self.words).setFocus()

    def _may(self) -> None:
        needed = self.line.text() if self._line else self.words.text()
        self.send.setEnabled(bool(needed.strip()))

    def _send(self) -> None:
        meeting, line, words, verb = self._meeting, self.line.text(), self.words.text(), self._verb
        self._desk.act(
            lambda store: verb(store, meeting, line, words), self._said, undoable=True, then=self._kept
        )  # fmt: skip

    def _kept(self, _changes: Changes) -> None:
        self._clear()

    def _clear(self) -> None:
        self.line.clear()
        self.words.clear()
        self._end()

    def _end(self) -> None:
        self.hide()
        self.left.emit()
