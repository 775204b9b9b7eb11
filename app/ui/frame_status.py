"""The status bar: the line, what waits, when updated, and this month's bytes, in words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import CONTROL, Space
from app.ui.theme import surface, theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.text import Label, announce

LINES = {
    "connected": (Symbol.CONNECTED, "good"),
    "updating": (Symbol.CHANGED, "accent"),
    "offline": (Symbol.OFFLINE, "warn"),
    "trouble": (Symbol.WARNING, "bad"),
    "sample": (Symbol.INFO, "accent"),
}


class StatusBar(QWidget):
    """Says what it is given; the line leads to the sync panel, what waits to the outbox."""

    outbox_wanted = Signal()
    sync_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        surface(self, "side")
        # Their icons come with the first news, after the first paint.
        self.line = Button(_("Looking for a line…"), "status", on_click=self.sync_wanted.emit)
        self.waits = Button(_("Nothing waits"), "status", on_click=self.outbox_wanted.emit)
        self.line.setProperty("weight", "medium")
        self.updated = Label(type="small", tone="soft", elide=True)
        self.month = Label(type="small", tone="soft")
        self.month.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.SMALL, 0, Space.LARGE, 0)
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.line)
        row.addWidget(Label("·", type="small", tone="faint"))
        row.addWidget(self.waits)
        self._dot = Label("·", type="small", tone="faint")
        self._dot.hide()
        row.addWidget(self._dot)
        row.addWidget(self.updated, 1)
        row.addWidget(self.month)
        theme().changed.connect(self._sized)
        self._sized()

    def show_line(self, state: str, words: str) -> None:
        """Show the line: `connected`, `updating`, `offline`, `trouble` or `sample`."""
        symbol, tone = LINES[state]
        if words != self.line.accessibleName():
            announce(self, words)
        self.line.set_words(words)
        self.line.show_symbol(symbol, tone)

    def show_waiting(self, words: str, *, decide: bool = False) -> None:
        """Show what waits; `decide` when an item needs the member herself."""
        self.waits.set_words(words)
        if decide:
            self.waits.show_symbol(Symbol.WARNING, "bad")
        else:
            self.waits.show_symbol(Symbol.OUTBOX, "soft")

    def show_updated(self, words: str) -> None:
        self.updated.setText(words)
        self._dot.setVisible(bool(words))

    def show_month(self, words: str) -> None:
        """Show bytes used this month, such as `1.2 of 20 MB this month`."""
        self.month.setText(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the month's bytes up first where the words are large and the window narrow."""
        shown = (self.line, self.waits, self.updated, self.month)
        needed = sum(each.sizeHint().width() for each in shown) + 2 * Space.HUGE
        self.month.setVisible(bool(self.month.text()) and needed <= self.width())

    def _sized(self) -> None:
        self.setFixedHeight(theme().px(CONTROL))
