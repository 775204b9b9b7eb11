"""The verbs of the agenda editor: buttons for what is done often, a menu for the rest."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.layout import FlowBox

OTHERS = 12
"""Meetings that are offered to carry an item to, or to copy."""


class AgendaTools(FlowBox):
    add_wanted = Signal()
    stepped = Signal(str)
    off_wanted = Signal()
    undo_wanted = Signal()
    carried = Signal(str)
    copied = Signal(str)
    next_wanted = Signal()
    file_wanted = Signal()
    objection_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=Space.TIGHT)
        self._others: tuple[tuple[str, str], ...] = ()
        self._chosen = False
        self.add = Button(_("Add an item"), "primary", Symbol.ADD, self.add_wanted.emit)
        steps = (
            (Symbol.CARET_UP, _("Move up (Alt+Up)"), "up"),
            (Symbol.CARET_DOWN, _("Move down (Alt+Down)"), "down"),
            (Symbol.CARET_LEFT, _("Move out (Alt+Left)"), "out"),
            (Symbol.CARET_RIGHT, _("Move in under the one above (Alt+Right)"), "in"),
        )
        self._of_item = [
            *(IconButton(symbol, name, lambda way=way: self.stepped.emit(way)) for symbol, name, way in steps),
            IconButton(Symbol.REMOVE, _("Take off the agenda (Delete)"), self.off_wanted.emit),
        ]  # fmt: skip
        self.undo = IconButton(Symbol.UNDO, _("Undo"), self.undo_wanted.emit)
        self.more = Button(_("More"), "quiet", Symbol.MORE)
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self.menu)
        for each in (self.add, *self._of_item, self.undo, self.more):
            self.flow.addWidget(each)
        self.show_chosen(chosen=False)

    def show_others(self, others: Sequence[tuple[str, str]]) -> None:
        """Know the other meetings, (id, title)."""
        self._others = tuple(others[:OTHERS])

    def show_chosen(self, *, chosen: bool) -> None:
        """Offer what is done with an item where one is chosen."""
        self._chosen = chosen
        for button in self._of_item:
            button.setEnabled(chosen)

    def _fill(self) -> None:
        self.menu.clear()
        carry = self.menu.addMenu(_("Carry the item over to"))
        carry.setEnabled(bool(self._others) and self._chosen)
        copy = self.menu.addMenu(_("Copy the items of"))
        copy.setEnabled(bool(self._others))
        for id, title in self._others:
            plain = title.replace("&", "&&")
            carry.addAction(plain, lambda to=id: self.carried.emit(to))
            copy.addAction(plain, lambda of=id: self.copied.emit(of))
        self.menu.addSeparator()
        self.menu.addAction(_("Make the next call of this kind"), self.next_wanted.emit)
        self.menu.addAction(_("Take over an agenda file…"), self.file_wanted.emit)
        self.menu.addAction(_("Note an objection…"), self.objection_wanted.emit)
