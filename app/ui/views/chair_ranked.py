"""The ranked proposals with the line of the places drawn among them; keys and mouse move it."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from app.i18n import _
from app.ui.measures import Space, Type, Weight
from app.ui.theme import theme
from app.ui.widgets.digits import digit_alone
from app.ui.widgets.rows import LineList
from app.ui.widgets.text import announce, isolated

REACH = 8
"""So near the line, in px, a press takes hold of it."""


class RankedList(LineList):
    """Rows, and a line after the first `above` of them. Alt with an arrow moves it."""

    moved = Signal(int)
    """The reader wants so many rows above the line."""
    numbered = Signal(int)
    """A digit was pressed, alone."""

    def __init__(self) -> None:
        super().__init__(_("Proposals by rank"))
        self.setAccessibleDescription(_("Alt with the arrows up and down moves the line"))
        self.takes_digits = True
        self._above: int | None = None
        self._most = 0
        self._words = ""
        self._dragged: int | None = None

    def show_line(self, above: int | None, most: int, words: str) -> None:
        """Draw the line after `above` rows (None: nowhere), with `words`; it moves up to `most`."""
        news = words != self._words and bool(self._words)
        self._above, self._most, self._words = above, most, words
        self.viewport().update()
        if news and self.hasFocus():
            announce(self, words)

    def line_y(self) -> int | None:
        """Return where the line is drawn, in the viewport; None if it is nowhere."""
        return None if self._above is None else self._edge(self._shown())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self._above is not None:
            self._ask(self._above + (1 if event.key() == Qt.Key.Key_Down else -1))
            return
        number = digit_alone(event) if self.takes_digits else None
        if number is not None:
            self.numbered.emit(number)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._near(event.position().toPoint()):
            self._dragged = self._above
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._dragged = self._rows_above(event.position().toPoint().y())
            self.viewport().update()
            return
        near = self._near(event.position().toPoint())
        self.viewport().setCursor(
            Qt.CursorShape.SplitVCursor if near else Qt.CursorShape.ArrowCursor
        )
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            above, self._dragged = self._dragged, None
            self._ask(above)
            self.viewport().update()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        y = self.line_y()
        if y is None:
            return
        look = theme()
        painter = QPainter(self.viewport())
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.drawLine(0, y, self.viewport().width(), y)
        painter.setFont(look.font(Type.SMALL, Weight.MEDIUM))
        words = isolated(self._words)
        metrics = painter.fontMetrics()
        wide, high = metrics.horizontalAdvance(words) + 2 * Space.SMALL, metrics.height() + 2
        wide = min(wide, self.viewport().width())
        left = 0 if self.isRightToLeft() else self.viewport().width() - wide
        # Inside the viewport also where the line is its upper edge.
        label = QRect(left, max(0, y - high // 2), wide, high)
        painter.fillRect(label, look.colour("accent"))
        painter.setPen(look.colour("on_accent"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def _ask(self, above: int) -> None:
        above = max(0, min(above, self._most))
        if above != self._above:
            self.moved.emit(above)

    def _shown(self) -> int:
        return self._dragged if self._dragged is not None else self._above or 0

    def _edge(self, above: int) -> int:
        """Return the lower edge of row `above` (counted from 1), in the viewport."""
        rows = self.lines.rowCount()
        if not rows:
            return 1
        if above <= 0:
            return max(1, self.visualRect(self.lines.index(0)).top())
        return self.visualRect(self.lines.index(min(above, rows) - 1)).bottom()

    def _near(self, at: QPoint) -> bool:
        y = self.line_y()
        return y is not None and abs(at.y() - y) <= REACH

    def _rows_above(self, y: int) -> int:
        """Return how many rows lie above `y`, the nearest edge."""
        index = self.indexAt(QPoint(self.viewport().width() // 2, y))
        if not index.isValid():
            return 0 if y <= 0 else self._most
        area = self.visualRect(index)
        return max(0, min(index.row() + (y > area.center().y()), self._most))
