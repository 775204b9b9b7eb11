"""Reading a paper: the page with its bars, keys and outline; what is asked for is told on."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.icons import Symbol, icon
from app.ui.measures import Space
from app.ui.reader.bar import KEYS, SYMBOLS, SelectionBar, words
from app.ui.reader.find import FindBar, LinkBar
from app.ui.reader.outline import Outline
from app.ui.reader.page import ReadingPage
from app.ui.reader.places import Span
from app.ui.theme import surface

OUTLINE = "Ctrl+Shift+O"


class ReaderView(QWidget):
    """A `ReadingPage` with finding, links, the bar of chosen words and their keys."""

    asked = Signal(str, object)
    """The reader wants to make a `note`, `comment`, `question` or `quote` of this `Span`."""
    nothing_chosen = Signal(str)
    """She pressed the keys of that kind, but no words of the text are chosen."""

    no_outline = Signal()
    """The list of sections was asked for, but the paper has no headings."""
    beside_text = Signal()
    """Words were chosen that are in no section, such as the summary: told once a selection."""

    def __init__(self, kinds: Iterable[str] = tuple(KEYS)) -> None:
        super().__init__()
        surface(self, "paper")
        self.page = ReadingPage()
        self.finder = FindBar(self.page)
        self.links = LinkBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.finder)
        column.addWidget(self.links)
        column.addWidget(self.page, 1)
        self._told_beside = False
        self._outline: Outline | None = None
        self.bar = SelectionBar(self, kinds)
        self.bar.asked.connect(self.ask)
        self.bar.left.connect(self._to_page)
        self.page.selected.connect(self._selected)
        self.page.moved.connect(self._moved)
        self.page.link_wanted.connect(self.links.ask)
        self.page.menu_wanted.connect(self._show_menu)
        self.page.laid_out.connect(self.bar.hide)
        for kind, keys in KEYS.items():
            self._key(keys, partial(self.ask, kind))
        self._key("Ctrl+F", self.finder.begin)
        self._key(OUTLINE, self.show_outline)
        self._key("Ctrl++", self.page.enlarge)
        self._key("Ctrl+=", self.page.enlarge)
        self._key("Ctrl+-", self.page.shrink)
        self._key("Ctrl+0", partial(self.page.set_text_size, 100))

    def offer(self, kinds: Iterable[str]) -> None:
        """Offer only these kinds of marks on this paper."""
        self.bar.offer(kinds)

    def ask(self, kind: str) -> None:
        """Ask for a mark of `kind` on the chosen words."""
        if not self.bar.offers(kind):
            return
        span = self.page.span()
        if span is None:
            self.nothing_chosen.emit(kind)
            return
        self.bar.hide()
        self.page.unselect()
        self.asked.emit(kind, span)

    def show_outline(self) -> None:
        """Open the list of sections and headings, or close it."""
        if self._outline is not None and self._outline.isVisible():
            self._outline.hide()
            self._to_page()
            return
        self.page.finish()
        entries = self.page.places().outline
        if not entries:
            self.no_outline.emit()
            return
        if self._outline is None:
            self._outline = Outline(self)
            self._outline.chosen.connect(self._go_to)
            self._outline.left.connect(self._to_page)
        self._outline.show_entries(entries, self.page.place())
        room = self.page.viewport().rect().adjusted(0, 0, -int(Space.TIGHT), -int(Space.TIGHT))
        room.moveTopLeft(self.page.viewport().mapTo(self, room.topLeft()))
        self._outline.open_in(room)

    def outline(self) -> Outline | None:
        """Return the list of sections once it was opened."""
        return self._outline

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.hide()
        if self._outline is not None:
            self._outline.hide()

    def _key(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _selected(self, span: Span | None) -> None:
        if span is None:
            self.bar.hide()
            self._tell_beside()
            return
        self._told_beside = False
        chosen = self.page.selection_rect()
        viewport = self.page.viewport()
        chosen.moveTopLeft(viewport.mapTo(self, chosen.topLeft()))
        room = viewport.rect()
        room.moveTopLeft(viewport.mapTo(self, room.topLeft()))
        if chosen.bottom() < room.top() or chosen.top() > room.bottom():
            self.bar.hide()
        else:
            self.bar.show_by(chosen, room)

    def _tell_beside(self) -> None:
        """Tell of chosen words that cannot be marked, once the mouse has let go of them."""
        cursor = self.page.textCursor()
        if not cursor.selectedText().strip():
            self._told_beside = False
        elif not self._told_beside and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._told_beside = True
            self.beside_text.emit()

    def _moved(self, _section: str, _offset: int) -> None:
        if not self.bar.isHidden():
            self._selected(self.page.span())

    def _to_page(self) -> None:
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, section: str, offset: int) -> None:
        self.page.jump(section, offset)
        self._to_page()

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        chosen = self.page.span() is not None
        copy = menu.addAction(icon(Symbol.COPY), _("Copy"))
        copy.setEnabled(self.page.textCursor().hasSelection())
        copy.triggered.connect(self.page.copy)
        menu.addSeparator()
        for kind, keys in KEYS.items():
            if self.bar.offers(kind):
                action = menu.addAction(icon(SYMBOLS[kind]), ", ".join(words(kind)))
                action.setEnabled(chosen)
                action.triggered.connect(partial(self._asked_by_menu, kind))
                action.setToolTip(keys)
        menu.addSeparator()
        menu.addAction(icon(Symbol.SEARCH), _("Find in this paper")).triggered.connect(
            self.finder.begin
        )
        menu.addAction(icon(Symbol.OUTLINE), _("Contents")).triggered.connect(self.show_outline)
        menu.popup(where)

    def _asked_by_menu(self, kind: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.ask(kind)
