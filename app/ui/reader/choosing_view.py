"""What every view has in which words are chosen to be marked: the bar beside them, and its keys."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.colours import COLOURS
from app.i18n import _
from app.phrases.marks import colour_name
from app.ui.icons import Symbol, icon
from app.ui.reader.bar import KEYS, SYMBOLS, SelectionBar, words
from app.ui.reader.outline import Outline
from app.ui.reader.places import Entry, Span
from app.ui.widgets.digits import digit
from app.ui.widgets.keys import on_key

if TYPE_CHECKING:
    from app.ui.reader.page import ReadingPage
    from app.ui.reader.pdf_pages import PdfPages

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""Held with 1 to 4 they highlight, also where keys of one letter are switched off."""


class ChoosingView(QWidget):
    """Around one sheet: the text of a paper or the pages of a PDF."""

    asked = Signal(str, object)
    """The reader wants to make a `note`, `comment`, `question` or `quote` of this `Span`."""
    nothing_chosen = Signal(str)
    """She pressed the keys of that kind, but no words of the text are chosen."""

    def __init__(self, sheet: "ReadingPage | PdfPages", kinds: Iterable[str]) -> None:
        super().__init__()
        self._sheet = sheet
        self._outline: Outline | None = None
        self.bar = SelectionBar(self, kinds)
        self.bar.asked.connect(self.ask)
        self.bar.left.connect(self.to_page)
        for kind, keys in KEYS.items():
            self.on_key(keys, partial(self.ask, kind))
        self.plain_digits: Callable[[], bool] = lambda: True
        """Whether a digit without Ctrl highlights chosen words, as the settings have it."""

    def offer(self, kinds: Iterable[str]) -> None:
        """Offer only these kinds of marks on this paper."""
        self.bar.offer(kinds)

    def ask(self, kind: str) -> None:
        """Ask for a mark of `kind` on the chosen words."""
        if not self.bar.offers(kind):
            return
        span = self._sheet.span()
        if span is None:
            self.nothing_chosen.emit(kind)
            return
        self.bar.hide()
        self._sheet.unselect()
        self.asked.emit(kind, span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Highlight on the keys 1 to 4, whatever the keyboard writes there."""
        held, number = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, digit(event)
        plain = held == Qt.KeyboardModifier.NoModifier and self.plain_digits()
        known = number is not None and number <= len(COLOURS)
        if (
            number is not None
            and known
            and (held == CONTROL_SHIFT or (plain and self._sheet.span() is not None))
        ):
            self.ask(COLOURS[number - 1])
            return
        super().keyPressEvent(event)

    def on_key(self, keys: str, act: Callable[[], object]) -> None:
        on_key(self, keys, act)

    def to_page(self) -> None:
        self._sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def outline(self) -> Outline | None:
        """Return the list of contents once it was opened."""
        return self._outline

    def open_outline(self, entries: Sequence[Entry], here: tuple[str, int] | None) -> None:
        """Open the list of contents over the sheet, the entry one is `here` at chosen."""
        if self._outline is None:
            self._outline = Outline(self)
            self._outline.chosen.connect(self.go_to_entry)
            self._outline.left.connect(self.to_page)
        self._outline.show_entries(entries, here)
        self._outline.open_over(self._sheet.viewport())

    def closed_outline(self) -> bool:
        """Close the list of contents if it is open; say whether it was."""
        if self._outline is None or not self._outline.isVisible():
            return False
        self._outline.hide()
        self.to_page()
        return True

    def go_to_entry(self, section: str, offset: int) -> None:
        """Go to a heading that was chosen in the list of contents."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.hide()
        if self._outline is not None:
            self._outline.hide()

    def show_bar(self, span: Span | None) -> None:
        """Show the bar beside the chosen words, as long as they are in sight."""
        chosen, viewport = self._sheet.selection_rect(), self._sheet.viewport()
        chosen.moveTopLeft(viewport.mapTo(self, chosen.topLeft()))
        room = viewport.rect()
        room.moveTopLeft(viewport.mapTo(self, room.topLeft()))
        if span is None or chosen.bottom() < room.top() or chosen.top() > room.bottom():
            self.bar.hide()
        else:
            self.bar.show_by(chosen, room)

    def add_marks(self, menu: QMenu, *, chosen: bool) -> None:
        """Add what can be made of the chosen words to a menu."""
        for number, colour in enumerate(COLOURS, 1):
            if self.bar.offers(colour):
                name = _("Highlight: {colour}").format(colour=colour_name(colour))
                action = menu.addAction(icon(Symbol.HIGHLIGHT), f"{name}\tCtrl+Shift+{number}")
                action.setEnabled(chosen)
                action.triggered.connect(partial(self._asked_by_menu, colour))
        for kind, keys in KEYS.items():
            if self.bar.offers(kind):
                action = menu.addAction(icon(SYMBOLS[kind]), f"{', '.join(words(kind))}\t{keys}")
                action.setEnabled(chosen)
                action.triggered.connect(partial(self._asked_by_menu, kind))

    def _asked_by_menu(self, kind: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.ask(kind)
