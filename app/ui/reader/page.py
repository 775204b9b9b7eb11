"""The reading column with all one does in it: choose words, see marks, find, follow links."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)

from app.ui.reader import marks as marking
from app.ui.reader.column import SETTLED, Column
from app.ui.reader.compose import Paper
from app.ui.reader.marks import Drawn, Mark
from app.ui.reader.places import Span
from app.ui.theme import theme

MOST_FOUND = 500


class ReadingPage(Column):
    """Shows marks and found words; tells what was chosen, clicked or asked for."""

    selected = Signal(object)
    """The `Span` chosen by the reader, or None."""
    mark_clicked = Signal(str)
    link_wanted = Signal(str)
    """An http, https or mailto address; nobody has opened it yet."""
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str = "") -> None:
        self._drawn: list[Drawn] = []
        self._marks: Sequence[Mark] = ()
        self._current: str | None = None
        self._found: list[tuple[int, int]] = []
        self._found_now = -1
        super().__init__(name)
        self.viewport().setMouseTracking(True)
        self._chosen = QTimer(self, singleShot=True, interval=SETTLED)
        self._chosen.timeout.connect(self.tell_selection)
        self.selectionChanged.connect(self._chosen.start)

    def show_paper(self, paper: Paper, place: tuple[str, int] | None = None) -> None:
        self._marks, self._current = (), None
        super().show_paper(paper, place)

    def set_anew(self) -> None:
        self._found, self._found_now = [], -1
        self._drawn = marking.drawn(self._marks, self.places())
        self._paint_marks()

    def span(self) -> Span | None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self.places().span(cursor.selectionStart(), cursor.selectionEnd())

    def select(self, span: Span) -> None:
        first = self.places().position(span.section, span.start)
        last = self.places().position(span.section, span.end)
        if first is None or last is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def unselect(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self.tell_selection()

    def selection_rect(self) -> QRect:
        """Return where the end of the selection stands in the viewport."""
        cursor = self.textCursor()
        return self.rect_at(max(cursor.selectionEnd() - 1, 0)).united(
            self.rect_at(cursor.selectionStart())
        )

    def tell_selection(self) -> None:
        self._chosen.stop()
        self.selected.emit(self.span())

    def show_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = tuple(marks)
        self._drawn = marking.drawn(marks, self.places())
        self._paint_marks()

    def show_current(self, id: str | None) -> None:
        """Underline the mark whose card has the focus."""
        self._current = id
        self._paint_marks()

    def find_all(self, words: str) -> int:
        """Mark every place of `words`, go to the first from here on; return how many."""
        self._found = self._search(words) if words.strip() else []
        here = self.cursorForPosition(QPoint(self.edge() + 1, 1)).position()
        after = (number for number, (first, _last) in enumerate(self._found) if first >= here)
        self._found_now = next(after, 0) if self._found else -1
        self._show_found()
        return len(self._found)

    def find_next(self, step: int = 1) -> int:
        """Go to the next found place (-1: the one before); return its number from 1."""
        if self._found:
            self._found_now = (self._found_now + step) % len(self._found)
        self._show_found()
        return self._found_now + 1

    def found_count(self) -> int:
        return len(self._found)

    def found_now(self) -> int:
        return self._found_now + 1

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        raw = self.textCursor().selectedText()
        data.setText(raw.replace("\u2029", "\n").replace("\u2028", "\n"))
        return data

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            point = event.position().toPoint()
            leads = self.anchorAt(point) or self._mark_at(point)
            shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection():
            self.tell_selection()
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        if href := self.anchorAt(point):
            self._ask_for(href)
        elif id := self._mark_at(point):
            self.mark_clicked.emit(id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge() if event.angleDelta().y() > 0 else self.shrink()
            return
        super().wheelEvent(event)

    def _mark_at(self, point: QPoint) -> str | None:
        return marking.at(self._drawn, self.cursorForPosition(point).position())

    def _enter(self) -> None:
        """Follow the link or open the mark under the caret."""
        cursor = self.textCursor()
        if href := cursor.charFormat().anchorHref():
            self._ask_for(href)
        elif id := marking.at(self._drawn, cursor.position()):
            self.mark_clicked.emit(id)

    def _ask_for(self, href: str) -> None:
        if QUrl(href).scheme().lower() in {"http", "https", "mailto"}:
            self.link_wanted.emit(href)

    def _search(self, words: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        cursor = QTextCursor(self.document())
        while len(found) < MOST_FOUND:
            cursor = self.document().find(words, cursor, QTextDocument.FindFlag(0))
            if cursor.isNull():
                break
            found.append((cursor.selectionStart(), cursor.selectionEnd()))
        return found

    def _show_found(self) -> None:
        self._paint_marks()
        if self._found_now >= 0:
            first = self._found[self._found_now][0]
            rect = self.rect_at(first)
            if rect.top() < 0 or rect.bottom() > self.viewport().height():
                self.scroll_to(first, middle=True)

    def _paint_marks(self) -> None:
        shown = marking.selections(self._drawn, self.document(), self._current)
        for number, (first, last) in enumerate(self._found):
            face = QTextCharFormat()
            now = number == self._found_now
            face.setBackground(theme().colour("accent" if now else "find"))
            face.setForeground(theme().colour("on_accent" if now else "ink"))
            shown.append(marking.selection(self.document(), first, last, face))
        self.setExtraSelections(shown)
