"""Finding words in the paper one reads, and the question before a link is followed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.i18n import _, ngettext
from app.ui.icons import Picture, Symbol
from app.ui.measures import Space
from app.ui.reader.page import MOST_FOUND, ReadingPage
from app.ui.theme import surface
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from app.ui.reader.pdf_pages import PdfPages

_EDGE = (Space.LARGE, Space.TIGHT, Space.LARGE, Space.TIGHT)


class FindBar(QWidget):
    """Ctrl+F: words, how many times they are there, the next and the one before."""

    left = Signal()

    def __init__(self, page: "ReadingPage | PdfPages") -> None:
        super().__init__()
        surface(self, "canvas")
        self._page = page
        self.box = SearchBox(_("Find in this paper"))
        self.count = Label(type="small", tone="soft")
        self.before = IconButton(Symbol.CARET_UP, _("The place before"), self._before)
        self.after = IconButton(Symbol.CARET_DOWN, _("The next place"), self._after)
        self.close_button = IconButton(Symbol.CLOSE, _("Stop finding"), self.leave)
        self.box.searched.connect(self._search)
        self.setLayout(
            across(self.box, self.count, self.before, self.after, self.close_button, margins=_EDGE)
        )
        self._words = ""
        page.found_changed.connect(self._tell)
        self.hide()

    def begin(self) -> None:
        """Open the bar, with the chosen words if there are any."""
        span = self._page.span()
        self.show()
        if span is not None and "\n" not in span.exact:
            self.box.setText(span.exact)
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def leave(self) -> None:
        self.hide()
        self._words = ""
        self._page.find_all("")
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._before() if back else self._after()
        else:
            super().keyPressEvent(event)

    def _search(self, words: str) -> None:
        if words == self._words:
            return
        self._words = words
        self._page.find_all(words)
        self._tell()

    def _before(self) -> None:
        self._page.find_next(-1)
        self._tell()

    def _after(self) -> None:
        self._page.find_next(1)
        self._tell()

    def _tell(self) -> None:
        found, now = self._page.found_count(), self._page.found_now()
        if not self._words.strip():
            said = ""
        elif not found:
            said = _("Not in this paper")
        elif found >= MOST_FOUND:
            said = _("{now} of more than {found}").format(now=now, found=found)
        else:
            said = ngettext("{now} of {found}", "{now} of {found}", found).format(
                now=now, found=found
            )
        self.count.setText(said)
        announce(self, said)


class LinkBar(QFrame):
    """Shows in full where a link leads; only the reader opens it."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "message")
        self._href = ""
        self.words = Label(wrap=True, selectable=True)
        self.words.setAccessibleName(_("Where the link leads"))
        self.open = Button(_("Open in the browser"), "link", on_click=self._open)
        self.copy = Button(_("Copy"), "link", on_click=self._copy)
        self.close_button = IconButton(Symbol.CLOSE, _("Do not open it"), self.hide)
        row = across(
            Picture(Symbol.LINK, "accent"),
            self.words,
            self.open,
            self.copy,
            self.close_button,
            margins=_EDGE,
        )
        row.setStretch(1, 1)
        self.setLayout(row)
        self.hide()

    def ask(self, href: str) -> None:
        """Show `href`: every character of it, with none that could hide another."""
        self._href = href
        shown = "".join(char if char.isprintable() else f"%{ord(char):02X}" for char in href)
        self.words.setText(_("This link leads to {address}").format(address=shown))
        mail = href.lower().startswith("mailto:")
        self.open.set_words(_("Write an e-mail") if mail else _("Open in the browser"))
        self.show()
        announce(self, self.words.text())

    def _open(self) -> None:
        self.hide()
        QDesktopServices.openUrl(QUrl(self._href))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._href)
        self.hide()
