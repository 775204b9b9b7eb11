"""The reading column with all one does in it: choose words, see marks, find, follow links."""

from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)

from app.ui.reader import footnotes as notes
from app.ui.reader import marks as marking
from app.ui.reader.column import SETTLED, Column, is_long
from app.ui.reader.compose import Paper
from app.ui.reader.finding import Line, found, lines
from app.ui.reader.links import may_be_opened
from app.ui.reader.marks import Drawn, Mark
from app.ui.reader.places import Span
from app.ui.reader.pouring import NOTE
from app.ui.theme import theme

FOLDED = 60
"""Paragraphs of a long paper made ready to be searched before the window has its turn again."""
MOST_FOUND = 10_000
"""Places that are counted."""
PAINTED = 200
"""Places that are painted: those around the one that is shown."""


class ReadingPage(Column):
    """Shows marks and found words; tells what was chosen, clicked or asked for."""

    selected = Signal(object)
    """The `Span` chosen by the reader, or None."""
    mark_clicked = Signal(str)
    link_wanted = Signal(str)
    """An http, https or mailto address; nobody has opened it yet."""
    menu_wanted = Signal(QPoint)
    found_changed = Signal()
    """A long paper is whole now: more places of the words may have been found."""
    sight_wanted = Signal()
    """Words of it were found and are to be seen: whoever hides it may bring it into sight."""
    jumped = Signal(object, object)
    """The reader went from one place to another: (section, offset) or None, each."""

    def __init__(self, name: str = "") -> None:
        self._drawn: list[Drawn] = []
        self._marks: Sequence[Mark] = ()
        self._current: str | None = None
        self._found: list[tuple[int, int]] = []
        self._found_now = -1
        self._words = ""
        self._lines: list[Line] = []
        self._unfolded: Iterator[Line] | None = None
        self._folding = QTimer(singleShot=True, interval=0)
        self._folding.timeout.connect(self._fold_on)
        super().__init__(name)
        self._folding.setParent(self)
        self.viewport().setMouseTracking(True)
        self._chosen = QTimer(self, singleShot=True, interval=SETTLED)
        self._chosen.timeout.connect(self.tell_selection)
        self.selectionChanged.connect(self._chosen.start)

    def show_paper(self, paper: Paper, place: tuple[str, int] | None = None) -> None:
        self._marks, self._current, self._words = (), None, ""
        super().show_paper(paper, place)

    def set_anew(self) -> None:
        self._unfolded = None
        self._folding.stop()
        if is_long(self.paper()) and self.is_whole():
            self._folding.start()
        self._drawn = marking.drawn(self._marks, self.places())
        if self._words:
            now = self._found_now
            self._found = self._search(self._words)
            self._found_now = min(max(now, 0), len(self._found) - 1)
            self.found_changed.emit()
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

    def line_of(self, mark: Mark) -> int | None:
        """Return how far below the paper's top a mark stands, None if it is not in this text."""
        return self.top_of(mark.section, mark.start)

    def show_mark(self, mark: Mark) -> None:
        """Scroll to the words of a mark."""
        self.go_to(mark.section, mark.start, middle=True)

    def show_current(self, id: str | None) -> None:
        """Underline the mark whose card has the focus."""
        self._current = id
        self._paint_marks()

    def find_all(self, words: str) -> int:
        """Mark every place of `words`, go to the first from here on; return how many."""
        self._words = words.strip()
        self._found = self._search(words) if self._words else []
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

    def found_places(self) -> list[tuple[int, int]]:
        """Return where in the document the found words begin and end."""
        return list(self._found)

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

    def jump(self, section: str, offset: int = 0, *, middle: bool = False) -> None:
        """Go to other words of the paper, so that one can come back."""
        before = self.place()
        self.go_to(section, offset, middle=middle)
        self.jumped.emit(before, (section, offset))

    def _ask_for(self, href: str) -> None:
        if href.startswith(NOTE):
            if (place := notes.other_end(self.places(), href, self.place())) is not None:
                self.jump(*place, middle=True)
            return
        if may_be_opened(href):
            self.link_wanted.emit(href)

    def _search(self, words: str) -> list[tuple[int, int]]:
        self._fold_on(None)
        return list(islice(found(self._lines, words), MOST_FOUND))

    def _fold_on(self, count: int | None = FOLDED) -> None:
        """Make the next paragraphs alike for finding, or all: a long paper's take a while."""
        if self._unfolded is None:
            self._lines = []
            self._unfolded = lines(self.document().toRawText())
        before = len(self._lines)
        self._lines.extend(islice(self._unfolded, count))
        if count is not None and len(self._lines) - before == count:
            self._folding.start()

    def _show_found(self) -> None:
        self._paint_marks()
        if self._found_now >= 0:
            first = self._found[self._found_now][0]
            rect = self.rect_at(first)
            if rect.top() < 0 or rect.bottom() > self.viewport().height():
                self.scroll_to(first, middle=True)

    def _paint_marks(self) -> None:
        shown = marking.selections(self._drawn, self.document(), self._current)
        least = max(0, self._found_now - PAINTED // 2)
        for number in range(least, min(least + PAINTED, len(self._found))):
            first, last = self._found[number]
            face = QTextCharFormat()
            now = number == self._found_now
            face.setBackground(theme().colour("accent" if now else "find"))
            face.setForeground(theme().colour("on_accent" if now else "ink"))
            shown.append(marking.selection(self.document(), first, last, face))
        self.setExtraSelections(shown)
