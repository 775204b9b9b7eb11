"""Rows of a list: state icon, title, a line of second rank, a word at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import icons
from app.ui.icons import Symbol
from app.ui.measures import SMALL_ICON, Space, Type, Weight
from app.ui.theme import theme
from app.ui.widgets.cells import area, ring
from app.ui.widgets.text import capped, isolated, tip_text

Index = QModelIndex | QPersistentModelIndex
LONGEST_LINE = 300
BAND = 4
"""Width of a band, in px."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is drawn and read out."""

    key: str
    title: str
    below: str = ""
    end: str = ""
    """A short word at the end of the title's line, such as `v2 changed`."""
    symbol: Symbol | None = None
    tone: str = "soft"
    state: str = ""
    """The words of the state icon, for tooltip and screen reader."""
    strong: bool = False
    """Unread or changed: the title is bolder."""
    end_tone: str = "soft"
    indent: int = 0
    title_marks: tuple[Span, ...] = ()
    """Words of the title that were searched for, from and to, in code points."""
    below_marks: tuple[Span, ...] = ()
    band: str = ""
    """Colour token of a band before the words, such as that of a highlight."""


class Lines(QStringListModel):
    """Holds the rows it is given; never asks the store itself.

    Qt counts them itself, as so many empty strings: it does so once for each row that it lays out,
    and asking Python 200,000 times held up the window for 0.3-0.7 s.
    """

    LINE = Qt.ItemDataRole.UserRole

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        self._lines = list(lines)
        self.setStringList([""] * len(self._lines))

    def line(self, row: int) -> Line:
        return self._lines[row]

    def row_of(self, key: str | None) -> int | None:
        if key is None:
            return None  # as in a list in which nothing is chosen, however long
        return next((row for row, line in enumerate(self._lines) if line.key == key), None)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are chosen, neither written into nor dragged."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        return flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case self.LINE:
                return line
            case Qt.ItemDataRole.DisplayRole:
                return capped(line.title, LONGEST_LINE)
            case Qt.ItemDataRole.ToolTipRole:
                return tip_text("\n".join(filter(None, (line.title, line.state))))
            case Qt.ItemDataRole.AccessibleTextRole:
                said = (line.title, line.state, line.end, line.below)
                return ", ".join(capped(each, LONGEST_LINE) for each in said if each)
            case _:
                return None


class LineDelegate(QStyledItemDelegate):
    """Draws a `Line`, mirrored in right-to-left, two lines high where there is a second."""

    even = False
    """All are two lines high."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(Lines.LINE)
        high = QFontMetrics(theme().font(Type.BODY)).height()
        if line.below or self.even:
            high += QFontMetrics(theme().font(Type.SMALL)).height() + 2
        return QSize(theme().px(120), high + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        line: Line = index.data(Lines.LINE)
        here = area(option)
        painter.save()
        if here.chosen:
            painter.fillRect(here.rect, look.colour("accent_soft"))
        elif here.pointed:
            painter.fillRect(here.rect, look.colour("canvas"))
        if here.focused:
            ring(painter, here.rect)
        self._words(painter, here.rect, line, mirrored=here.mirrored)
        painter.restore()

    def _words(self, painter: QPainter, area: QRect, line: Line, *, mirrored: bool) -> None:
        look = theme()
        inner = area.adjusted(Space.MEDIUM, Space.SMALL, -Space.MEDIUM, -Space.SMALL)
        side = look.px(SMALL_ICON)
        first = QFontMetrics(look.font(Type.BODY)).height()
        start = line.indent * Space.WIDE

        def place(x: int, y: int, wide: int, high: int) -> QRect:
            left = inner.right() + 1 - x - wide if mirrored else inner.left() + x
            return QRect(left, inner.top() + y, max(0, wide), high)

        if line.band:
            painter.fillRect(place(start, 0, BAND, inner.height()), look.colour(line.band))
            start += BAND + Space.SMALL
        if line.symbol is not None:
            icons.paint(painter, place(start, 0, side, first), line.symbol, line.tone, side)
            start += side + Space.SMALL
        # The painter turns left and right round in a mirrored window.
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        trailing = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        room = inner.width() - start
        if line.end:
            painter.setFont(look.font(Type.SMALL, Weight.MEDIUM))
            painter.setPen(look.colour(line.end_tone))
            shown = isolated(capped(line.end, LONGEST_LINE))
            full = painter.fontMetrics().horizontalAdvance(shown) + 2
            wide = min(full, room // 2)
            end = _cut(painter, line.end, wide)
            painter.drawText(place(inner.width() - wide, 0, wide, first), trailing, end)
            room -= wide + Space.SMALL
        painter.setFont(look.font(Type.BODY, Weight.BOLD if line.strong else Weight.REGULAR))
        painter.setPen(look.colour("ink"))
        _write(painter, place(start, 0, room, first), leading, line.title, line.title_marks)
        if line.below:
            painter.setFont(look.font(Type.SMALL))
            painter.setPen(look.colour("soft"))
            room = inner.width() - start
            second = painter.fontMetrics().height()
            below = place(start, first + 2, room, second)
            _write(painter, below, leading, line.below, line.below_marks)


class LineList(QListView):
    """A list of `Line`s; `opened` tells the key of the row one goes to."""

    opened = Signal(str)
    activated_line = Signal(str)
    """Enter or a click: the reader wants to go in, not only past."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.lines = Lines()
        self.setModel(self.lines)
        self._delegate = LineDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(self._activated)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def be_even(self, even: bool) -> None:  # noqa: FBT001 -- a setter
        """Give all rows one height, however many there are: none is measured alone."""
        self._delegate.even = even
        self.setUniformItemSizes(even)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`, keeping the chosen row and the place scrolled to."""
        key, place = self.key(), self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self.lines.show(lines)
        self.choose(key)
        self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(place)

    def key(self) -> str | None:
        index = self.currentIndex()
        return self.lines.line(index.row()).key if index.isValid() else None

    def choose(self, key: str | None) -> None:
        row = self.lines.row_of(key)
        if row is not None:
            self.setCurrentIndex(self.lines.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.lines.line(index.row()).key)

    def _activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.activated_line.emit(self.lines.line(index.row()).key)


def _write(
    painter: QPainter,
    room: QRect,
    leading: Qt.AlignmentFlag,
    text: str,
    marks: tuple[Span, ...],
) -> None:
    shown = _cut(painter, text, room.width())
    if not marks:
        painter.drawText(room, leading, shown)
        return
    from app.ui.widgets.found import write_marked  # noqa: PLC0415 -- not at the start

    write_marked(painter, room, shown, marks)


def _cut(painter: QPainter, text: str, room: int) -> str:
    line = isolated(" ".join(capped(text, LONGEST_LINE).split("\n")))
    return painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room)
