"""A conflict of interest proposed above a paper: a question, never a declaration."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.conflicts import Hint
from app.i18n import _
from app.phrases import conflicts
from app.ui.icons import Picture, Symbol
from app.ui.measures import ICON, Space
from app.ui.theme import surface
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, across, down
from app.ui.widgets.text import Label, announce


class ConflictHint(QFrame):
    """Says why a conflict of interest is likely; declaring it asks for its kind first."""

    declare_wanted = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        surface(self, "message")
        self._said = ""
        self.words = Label(wrap=True)
        self.declare = Button(_("Declare it…"), "link", on_click=self.declare_wanted.emit)
        self.none = Button(_("It is none"), "link", on_click=self.dismissed.emit)
        verbs = FlowBox(self.declare, self.none, spacing=Space.SMALL)
        row = across(
            Picture(Symbol.HAND, "warn", ICON),
            down(self.words, verbs, spacing=0),
            margins=(Space.HUGE, Space.TIGHT, Space.LARGE, Space.TIGHT),
        )
        row.setStretch(1, 1)
        self.setLayout(row)
        self.hide()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Ask about `hints`, the surest first; without any there is nothing to ask."""
        said = " ".join(conflicts.reason(each) for each in hints)
        if said:
            said = f"{said} " + _("Is it a conflict of interest?")
        news = bool(said) and said != self._said
        self._said = said
        self.words.setText(said)
        self.setVisible(bool(said))
        if news:
            announce(self, said)
