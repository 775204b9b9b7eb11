"""The sections and headings of a paper, to go to by keys or mouse; shows where one is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.reader.places import Entry
from app.ui.theme import surface, theme
from app.ui.widgets.rows import Line, LineList

WIDE, HIGH = 380, 420
"""What it takes at most, in px at 100 %."""


class Outline(QFrame):
    """A list over the text: arrows or first letters, Enter goes there, Esc stays.

    It is part of the window, and goes once something else has the focus.
    """

    chosen = Signal(str, int)
    """Section and offset of the heading one wants to go to."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        surface(self, "bar")
        self.setAccessibleName(_("Contents"))
        self._around = parent
        self._entries: Sequence[Entry] = ()
        self.list = LineList(_("Contents"))
        self.list.activated_line.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self.list.installEventFilter(self)
        self.hide()

    def show_entries(self, entries: Sequence[Entry], here: tuple[str, int] | None) -> None:
        """List `entries`; the one whose words one reads is marked and chosen."""
        self._entries = entries
        now = current(entries, here)
        top = min((each.level for each in entries), default=0)
        self.list.show_lines(
            [
                Line(
                    str(number),
                    each.heading,
                    symbol=Symbol.CARET_RIGHT if number == now else None,
                    tone="accent",
                    state=_("You are here") if number == now else "",
                    strong=number == now,
                    indent=each.level - top,
                )
                for number, each in enumerate(entries)
            ]
        )
        self.list.choose(str(max(now, 0)))

    def open_over(self, sheet: QWidget) -> None:
        """Open over the part of a sheet that one sees, as `open_in`."""
        room = sheet.rect().adjusted(0, 0, -int(Space.TIGHT), -int(Space.TIGHT))
        room.moveTopLeft(sheet.mapTo(self._around, room.topLeft()))
        self.open_in(room)

    def open_in(self, room: QRect) -> None:
        """Open in the upper corner of `room` where lines end."""
        rows = self.list.sizeHintForRow(0) * len(self._entries) + 4
        high = min(theme().px(HIGH), room.height(), max(rows, theme().px(60)))
        self.resize(min(theme().px(WIDE), room.width()), high)
        end = room.left() if self.isRightToLeft() else room.right() + 1 - self.width()
        self.move(end, room.top())
        self.show()
        self.raise_()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)
        self.list.scrollTo(self.list.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def _choose(self, key: str) -> None:
        self.hide()
        entry = self._entries[int(key)]
        self.chosen.emit(entry.section, entry.offset)


def current(entries: Sequence[Entry], here: tuple[str, int] | None) -> int:
    """Return which of `entries` is the last one before the words at `here`, -1 for none."""
    found = -1
    for number, each in enumerate(entries):
        if here is not None and each.section == here[0] and each.offset <= here[1]:
            found = number
    return found
