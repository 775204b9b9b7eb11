"""The bar over the pages of a PDF: contents, page, size, and a menu of the rest."""

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIntValidator, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLayout, QLineEdit, QMenu, QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import CONTROL, Space
from app.ui.reader.pdf_pages import PdfPages
from app.ui.theme import surface, theme
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label

TURN, TURN_BACK, SINGLE, GO_TO, MATCH = (
    "Ctrl+R",
    "Ctrl+Shift+R",
    "Ctrl+Shift+S",
    "Ctrl+G",
    "Ctrl+Shift+T",
)
WIDTH, WHOLE = "Ctrl+Shift+W", "Ctrl+Shift+H"


class PdfBar(QWidget):
    """In a narrow view it keeps what matters most; every verb has a key too, told in its tip or menu."""

    outline_wanted = Signal()
    find_wanted = Signal()
    match_wanted = Signal()
    """The reader wants to see the same words in the text."""

    def __init__(self, pages: PdfPages) -> None:
        super().__init__()
        surface(self, "canvas")
        self._pages = pages
        self.outline = IconButton(Symbol.OUTLINE, _("Contents (Ctrl+Shift+O)"), self._outline)
        self.before = IconButton(Symbol.CARET_UP, _("The page before"), partial(pages.step, -1))
        self.after = IconButton(Symbol.CARET_DOWN, _("The next page"), partial(pages.step, 1))
        self.number = QLineEdit()
        self.number.setProperty("kind", "field")
        self.number.setAccessibleName(_("Page"))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.returnPressed.connect(self._go)
        self.number.editingFinished.connect(self.show_page)
        self.count = Label(tone="soft")
        self.smaller = IconButton(Symbol.MINUS, _("Smaller (−)"), self._smaller)
        self.percent = Button("", "quiet", on_click=self._sizes)
        self.percent.setAccessibleName(_("Size of the pages"))
        self.larger = IconButton(Symbol.ADD, _("Larger (+)"), self._larger)
        self.finding = IconButton(Symbol.SEARCH, _("Find in the PDF (Ctrl+F)"), self._find)
        self.match = IconButton(
            Symbol.READ, _("To the same words in the text (Ctrl+Shift+T)"), self._match
        )
        self.more = IconButton(Symbol.MORE, _("More about these pages"), self._menu)
        self._parts = (
            self.outline, self.before, self.number, self.count, self.after, self.smaller,
            self.percent, self.larger, self.finding, self.match, self.more,
        )  # fmt: skip
        edge = (Space.MEDIUM, Space.TIGHT, Space.MEDIUM, Space.TIGHT)
        row = across(*self._parts, None, spacing=Space.TIGHT, margins=edge)
        # What has no room is hidden, not squeezed, and the view may become as narrow as it likes.
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(row)
        pages.page_changed.connect(self.show_page)
        pages.sized.connect(self.show_size)
        theme().changed.connect(self._sized)
        self._sized()

    def show_page(self, _page: int = 0) -> None:
        """Show the number of the page one looks at; not while another is being typed."""
        if not self.number.hasFocus() or not self.number.isModified():
            self.number.setText(str(self._pages.page() + 1))
        self.number.setModified(False)
        self.before.setEnabled(self._pages.page() > 0)
        self.after.setEnabled(self._pages.page() + 1 < self._pages.count())

    def show_size(self) -> None:
        percent = _("{n} %").format(n=round(self._pages.zoom() * 100))
        self.percent.set_words(percent)
        self.percent.setAccessibleName(_("Size: {percent}").format(percent=percent))

    def show_file(self, *, outline: bool) -> None:
        """Show how many pages there are, and whether they have contents."""
        count = self._pages.count()
        self.count.setText(_("of {count}").format(count=count))
        self.number.setValidator(QIntValidator(1, max(1, count), self.number))
        self.outline.setEnabled(outline)
        self.show_page()
        self.show_size()

    def begin_number(self) -> None:
        """Let the reader type the page she wants."""
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.selectAll()

    def menu(self) -> QMenu:
        """Return what can be done with the pages, with keys."""
        pages, menu = self._pages, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("Pages"))
        self._size_actions(menu)
        menu.addSeparator()
        single = _act(menu, _("One page at a time"), SINGLE)
        single.setCheckable(True)
        single.setChecked(pages.is_single())
        single.toggled.connect(pages.set_single)
        _act(menu, _("Turn to the right"), TURN).triggered.connect(partial(_turn, pages, 90))
        _act(menu, _("Turn to the left"), TURN_BACK).triggered.connect(partial(_turn, pages, -90))
        menu.addSeparator()
        _act(menu, _("Go to page"), GO_TO).triggered.connect(self.begin_number)
        _act(menu, _("To the same words in the text"), MATCH).triggered.connect(self._match)
        return menu

    def _size_actions(self, menu: QMenu) -> None:
        pages = self._pages
        for kind, words, keys in (
            ("width", _("As wide as the view"), WIDTH),
            ("page", _("Whole page"), WHOLE),
        ):
            action = _act(menu, words, keys)
            action.setCheckable(True)
            action.setChecked(pages.fit() == kind)
            action.triggered.connect(partial(_fit, pages, kind))
        usual = _act(menu, _("As it is printed (100 %)"), "0")
        usual.triggered.connect(partial(_zoom, pages, 1.0))

    def _sizes(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(_("Size of the pages"))
        self._size_actions(menu)
        for percent in (50, 75, 125, 150, 200, 400):
            action = menu.addAction(_("{n} %").format(n=percent))
            action.triggered.connect(partial(_zoom, self._pages, percent / 100))
        menu.popup(self.percent.mapToGlobal(QPoint(0, self.percent.height())))

    def _menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _go(self) -> None:
        if self.number.text().isdigit():
            self._pages.go_to_page(int(self.number.text()) - 1)
        self.number.setModified(False)
        self.show_page()
        self._pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _outline(self) -> None:
        self.outline_wanted.emit()

    def _find(self) -> None:
        self.find_wanted.emit()

    def _match(self) -> None:
        self.match_wanted.emit()

    def _smaller(self) -> None:
        self._pages.shrink()

    def _larger(self) -> None:
        self._pages.enlarge()

    def _sized(self) -> None:
        look = theme()
        self.number.setFixedWidth(look.px(52))
        self.setMinimumHeight(look.px(CONTROL) + 2 * Space.SMALL)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(CONTROL) * 3, self.minimumHeight())

    def _fit(self) -> None:
        """Hide what there is no room for: the menu and the keys do the same."""
        room = self.width() - 2 * Space.MEDIUM
        wide = {each: each.sizeHint().width() + Space.TIGHT for each in self._parts}
        wide[self.number] = self.number.width() + Space.TIGHT
        needed = sum(wide.values())
        for each in (self.match, self.before, self.after, self.smaller, self.larger, self.percent):
            each.setVisible(needed <= room)
            if needed > room:
                needed -= wide[each]


def _act(menu: QMenu, words: str, keys: str) -> QAction:
    action = menu.addAction(words)
    action.setShortcut(QKeySequence(keys))
    # Shown only: the view has the keys, also while no menu was ever opened.
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    return action


def _turn(pages: PdfPages, degrees: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
    pages.rotate(degrees)


def _fit(pages: PdfPages, kind: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
    pages.set_fit(kind)


def _zoom(pages: PdfPages, zoom: float, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
    pages.set_zoom(zoom)
