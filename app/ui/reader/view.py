"""Reading a paper: the page with its bars, keys and outline; what is asked for is told on."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout

from app.i18n import _
from app.ui.icons import Symbol, icon
from app.ui.reader.bar import KEYS
from app.ui.reader.choosing_view import ChoosingView
from app.ui.reader.find import FindBar
from app.ui.reader.links import LinkBar
from app.ui.reader.page import ReadingPage
from app.ui.reader.places import Span
from app.ui.theme import surface

OUTLINE = "Ctrl+Shift+O"


class ReaderView(ChoosingView):
    """A `ReadingPage` with finding, links, the bar of chosen words and their keys."""

    no_outline = Signal()
    """The list of sections was asked for, but the paper has no headings."""
    beside_text = Signal()
    """Words were chosen that are in no section, such as the summary: told once a selection."""

    def __init__(self, kinds: Iterable[str] = tuple(KEYS)) -> None:
        self.page = ReadingPage()
        super().__init__(self.page, kinds)
        surface(self, "paper")
        self.finder = FindBar(self.page)
        self.links = LinkBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.finder)
        column.addWidget(self.links)
        column.addWidget(self.page, 1)
        self._told_beside = False
        self.page.selected.connect(self._selected)
        self.page.moved.connect(self._moved)
        self.page.link_wanted.connect(self.links.ask)
        self.page.menu_wanted.connect(self._show_menu)
        self.page.laid_out.connect(self.bar.hide)
        self.on_key("Ctrl+F", self.finder.begin)
        self.on_key(OUTLINE, self.show_outline)
        self.on_key("Ctrl++", self.page.enlarge)
        self.on_key("Ctrl+=", self.page.enlarge)
        self.on_key("Ctrl+-", self.page.shrink)
        self.on_key("Ctrl+0", partial(self.page.set_text_size, 100))

    def show_outline(self) -> None:
        """Open the list of sections and headings, or close it."""
        if self.closed_outline():
            return
        self.page.finish()
        entries = self.page.places().outline
        if not entries:
            self.no_outline.emit()
            return
        self.open_outline(entries, self.page.place())

    def _selected(self, span: Span | None) -> None:
        if span is None:
            self.bar.hide()
            self._tell_beside()
            return
        self._told_beside = False
        self.show_bar(span)

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

    def go_to_entry(self, section: str, offset: int) -> None:
        self.page.jump(section, offset)
        self.to_page()

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        chosen = self.page.span() is not None
        copy = menu.addAction(icon(Symbol.COPY), _("Copy"))
        copy.setEnabled(self.page.textCursor().hasSelection())
        copy.triggered.connect(self.page.copy)
        menu.addSeparator()
        self.add_marks(menu, chosen=chosen)
        menu.addSeparator()
        menu.addAction(icon(Symbol.SEARCH), _("Find in this paper")).triggered.connect(
            self.finder.begin
        )
        menu.addAction(icon(Symbol.OUTLINE), _("Contents")).triggered.connect(self.show_outline)
        menu.popup(where)
