"""Finding words in the paper one reads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.reader.page import MOST_FOUND, ReadingPage
from app.ui.theme import surface
from app.ui.widgets.buttons import IconButton
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

    def _looking(self) -> str:
        """Return what is said while not all was looked through; empty once it was."""
        whole = not isinstance(self._page, ReadingPage) or self._page.is_whole()
        return "" if whole else _("Looking on…")

    def _tell(self) -> None:
        found, now = self._page.found_count(), self._page.found_now()
        if not self._words.strip():
            said = ""
        elif not found and (looking := self._looking()):
            self.count.setText(looking)
            return
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
