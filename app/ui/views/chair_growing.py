"""The right column of step 2: the letter as it will read, growing with each point."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextEdit, QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import surface
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, boxed, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.text import Label


class GrowingLetter(QWidget):
    wanted = Signal()
    """The chair goes on to the letter itself."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "paper")
        self.preview = QTextEdit()
        self.preview.setProperty("kind", "page")
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(_("The letter as it will read"))
        self.unwritten = EmptyState(
            Symbol.FILE,
            _("The letter grows here"),
            _("Each point is a numbered paragraph. Opening and closing come in step 3."),
        )
        self.to_letter = Button(_("To the letter"), "link", Symbol.SEND, self.wanted.emit)
        foot = boxed(
            across(self.to_letter, None, margins=(Space.MEDIUM, 0, Space.MEDIUM, Space.SMALL))
        )
        page = down(self.preview, margins=(Space.SMALL, 0, Space.SMALL, 0))
        column = down(named(_("The letter")), page, self.unwritten, foot, spacing=0)
        column.setStretch(1, 1)
        column.setStretch(2, 1)
        self.setLayout(column)

    def show_text(self, text: str, *, kept: bool) -> None:
        """Show the letter's words; it can be gone to where it is `kept`."""
        if text != self.preview.toPlainText():
            self.preview.setPlainText(text)
        self.unwritten.setVisible(not text)
        self.preview.setVisible(bool(text))
        self.to_letter.setEnabled(kept)


def named(words: str) -> QWidget:
    """Return the name of a column."""
    label = Label(words, type="small", weight="bold", tone="soft")
    return boxed(across(label, margins=(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.TIGHT)))
