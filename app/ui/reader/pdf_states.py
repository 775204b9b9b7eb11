"""What stands in the place of a PDF's pages: a locked one, one that cannot be read, none."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.ui.icons import Picture, Symbol
from app.ui.measures import HUGE_ICON, Space
from app.ui.theme import theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.text import Label, announce

FIELD = 240
"""Width of the field for a password, in px at 100 %."""


def wrong(code: str) -> tuple[str, str]:
    """Return what is wrong with a file, and what is safe and what to do."""
    safe = _("Your notes and the document’s text are not affected.")
    said = {
        "gone": (
            _("The original is not on this computer any more"),
            _("Get it again with the button above."),
        ),
        "too_large": (
            _("This PDF is too large to be shown here"),
            _("Open it with the button above: another program may show it."),
        ),
        "too_slow": (
            _("This PDF takes too long to open"),
            _("Try again, or open it with the button above in another program."),
        ),
        "crashed": (
            _("This PDF ended the program part that reads it"),
            _("Try again. If it happens once more, the file is damaged: ask the Secretariat."),
        ),
    }
    what, then = said.get(
        code,
        (
            _("This PDF is damaged, it cannot be shown"),
            _("Ask the Secretariat for a sound copy."),
        ),
    )
    return what, f"{safe} {then}"


def trouble(code: str, again: Callable[[], object]) -> EmptyState:
    """Return what is shown where a file cannot be read; some may be tried once more."""
    what, more = wrong(code)
    may = code in {"too_slow", "crashed"}
    return EmptyState(Symbol.WARNING, what, more, _("Try again") if may else "", again)


class Locked(QWidget):
    """Asks for the password of a PDF, in the place of its pages."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        self.sentence = Label(
            _("This PDF is locked with a password"), type="lead", weight="medium", wrap=True
        )
        self.more = Label(
            _("It is asked for each time the document is opened, and kept nowhere."),
            tone="soft",
            wrap=True,
        )
        self.wrong = Label(tone="bad", wrap=True)
        for each in (self.sentence, self.more, self.wrong):
            each.setAlignment(centre)
        self.field = QLineEdit()
        self.field.setProperty("kind", "field")
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(_("Password of the PDF"))
        self.field.returnPressed.connect(self._give)
        self.field.textChanged.connect(self._typed)
        self.open = Button(_("Open the PDF"), "primary", on_click=self._give)
        edge = (Space.HUGE, Space.HUGE, Space.HUGE, Space.HUGE)
        picture = across(None, Picture(Symbol.AT_HOME, "faint", HUGE_ICON), None)
        column = down(
            None, picture, self.sentence, self.more,
            across(None, self.field, self.open, None), self.wrong, None,
            spacing=Space.MEDIUM, margins=edge,
        )  # fmt: skip
        column.setStretch(0, 2)
        column.setStretch(column.count() - 1, 3)
        self.setLayout(column)
        theme().changed.connect(self._sized)
        self._sized()

    def ask(self, *, again: bool) -> None:
        """Show the field; `again` after a password that did not open the file."""
        said = _("This password does not open it. Nothing is lost: try again.") if again else ""
        self.wrong.setText(said)
        self.wrong.setVisible(again)
        self.field.setEnabled(True)
        self.field.selectAll()
        self._typed(self.field.text())
        announce(self, said or self.sentence.text())

    def forget(self) -> None:
        self.field.clear()

    def _give(self) -> None:
        if self.field.text():
            self.open.setEnabled(False)
            self.given.emit(self.field.text())

    def _typed(self, text: str) -> None:
        self.open.setEnabled(bool(text))

    def _sized(self) -> None:
        self.field.setFixedWidth(theme().px(FIELD))
