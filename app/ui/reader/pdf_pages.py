"""The pages of a PDF with all one does on them: choose words, see marks, find, zoom, turn."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)

from app.documents.pdf_pages import PageText
from app.i18n import _
from app.ui.reader.column import SETTLED
from app.ui.reader.pdf_choosing import Choosing, Place
from app.ui.reader.pdf_reader import MOST_TEXTS, PdfReader
from app.ui.reader.pdf_sheets import PdfSheets, around
from app.ui.reader.pdf_span import PageSpan, page_span

_Key = Qt.Key
_Mod = Qt.KeyboardModifier
EDGE_SCROLL = 40
"""Milliseconds between two steps while words are chosen beyond the edge of the view."""
_OWN = frozenset({_Key.Key_Plus, _Key.Key_Equal, _Key.Key_Minus, _Key.Key_0, _Key.Key_A})
"""Keys that with Ctrl are for the pages, not for the window, while these have the focus."""
_MOVES = frozenset(
    {_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down, _Key.Key_Home, _Key.Key_End}
)
DOUBLE, TRIPLE = 2, 3


class PdfPages(PdfSheets):
    """Tells what was chosen, clicked or asked for."""

    selected = Signal(object)
    """The `PageSpan` chosen by the reader, or None."""
    mark_clicked = Signal(str)
    menu_wanted = Signal(QPoint)
    found_changed = Signal()
    """More places of the words one looks for are known."""
    copied = Signal(int)
    """So many characters are on the clipboard."""

    def __init__(self, reader: PdfReader) -> None:
        super().__init__(reader)
        self.choosing = Choosing(reader)
        self._words = ""
        self._sought_from = 0
        self._clicks = 0
        self._pressed: QPoint | None = None
        self._pointer = QPoint()
        self._last_press: QPoint | None = None
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._chosen = QTimer(self, singleShot=True, interval=SETTLED)
        self._chosen.timeout.connect(self.tell_selection)
        self._dragging = QTimer(self, interval=EDGE_SCROLL)
        self._dragging.timeout.connect(self._drag_on)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._forget_clicks)
        reader.found.connect(self._found)

    # --- chosen words -----------------------------------------------------------------------

    def span(self) -> PageSpan | None:
        """Return the chosen words, cut to the page they begin on."""
        from app.documents.anchoring import QuoteNotFound  # noqa: PLC0415 -- slow import
        from app.documents.pdf_places import anchor_on  # noqa: PLC0415 -- slow import

        for page, words, start, end in self.choosing.first():
            with suppress(QuoteNotFound):
                return page_span(anchor_on(words.page, page + 1, start, end))
        return None

    def unselect(self) -> None:
        self.choosing.clear()
        self.tell_selection()
        self.viewport().update()

    def select(self, page: int, start: int, end: int) -> None:
        """Choose characters of a page (from 0) whose words are here."""
        self.choosing.take(page, start, end)
        self._choice_changed()

    def selection_rect(self) -> QRect:
        """Return where the chosen words stand in the view."""
        rects = [each for page in self.shown_pages() for each in self.chosen_rects(page)]
        return around(rects)

    def tell_selection(self) -> None:
        self._chosen.stop()
        self.selected.emit(self.span())

    def chosen_rects(self, page: int) -> list[QRectF]:
        part, words = self.choosing.on(page), self.reader.words(page)
        if part is None or words is None:
            return []
        return self.rects(page, words.page.around(*part))

    def select_page(self) -> None:
        words = self.reader.words(self.page())
        if words is not None:
            self.select(self.page(), 0, len(words.page.text))

    def copy(self) -> None:
        """Put the chosen words on the clipboard, once all their pages are read."""
        ends = self.choosing.ends()
        if ends is None:
            return
        first, last = ends
        pages = list(self.choosing.pages())[:MOST_TEXTS]

        def put(texts: list[PageText]) -> None:
            parts: list[str] = []
            for page, each in zip(pages, texts, strict=True):
                start = first.at if page == first.page else 0
                end = last.at if page == last.page else len(each.text)
                parts.append(_unbroken(each.text[start:end]))
            said = "\n".join(parts)
            QGuiApplication.clipboard().setText(said)
            self.copied.emit(len(said))

        self.reader.fetch(pages, put)

    # --- finding -----------------------------------------------------------------------------

    def find_all(self, words: str) -> int:
        """Look for `words` in all pages; `found_changed` tells what comes of it."""
        self._words = words.strip()
        self._sought_from = self.page()
        self._hit = -1
        self.reader.stop_finding()
        if self._words:
            self.reader.find(self._words)
        self.viewport().update()
        return 0

    def find_next(self, step: int = 1) -> int:
        """Go to the next found place (-1: the one before); return its number from 1."""
        count = len(self.reader.hits)
        if count:
            self.show_hit((self._hit + step) % count)
        return self._hit + 1

    def found_count(self) -> int:
        return len(self.reader.hits)

    def found_now(self) -> int:
        return self._hit + 1

    def is_searching(self) -> bool:
        return self.reader.searching

    def _found(self) -> None:
        hits = self.reader.hits
        if self._hit < 0 and hits:
            here = (n for n, hit in enumerate(hits) if hit.page >= self._sought_from)
            number = next(here, None)
            if number is None and not self.reader.searching:
                number = 0
            if number is not None:
                self.show_hit(number)
        self.viewport().update()
        self.found_changed.emit()

    # --- mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        place = self._place_at(point)
        self._clicks = self._clicks + 1 if self._is_again(point) else 1
        self._pressed = point
        if place is None:
            self.choosing.clear()
        elif event.modifiers() & _Mod.ShiftModifier:
            self.choosing.extend(place)
        else:
            self._choose_by_clicks(place)
        self._choice_changed()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed is not None:
            self._pointer = point
            self._drag_to(point)
            inside = self.viewport().rect().contains(point)
            if inside:
                self._dragging.stop()
            elif not self._dragging.isActive():
                self._dragging.start()
        elif not event.buttons():
            self.viewport().setCursor(self._cursor_at(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging.stop()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, None
        self._again.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
        self.tell_selection()
        point = event.position().toPoint()
        if self.choosing.ends() is None and pressed is not None:
            id = self.mark_at(point)
            if id is not None:
                self.mark_clicked.emit(id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _Mod.ControlModifier:
            point = event.position().toPoint()
            self.enlarge(point) if event.angleDelta().y() > 0 else self.shrink(point)
            return
        if self.is_single() and self._turn_page_by(event.angleDelta().y()):
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    # --- keys ---------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & _Mod.ControlModifier)
            if (control and event.key() in _OWN) or event.matches(QKeySequence.StandardKey.Copy):
                # Else Ctrl + changes the size of the window's words, not of the page.
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = Qt.Key(event.key()), event.modifiers()
        control, shift = bool(mods & _Mod.ControlModifier), bool(mods & _Mod.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif control and key == _Key.Key_A:
            self.select_page()
        elif self._zoomed(key):
            return
        elif shift and key in _MOVES:
            self._extend(key, words=control)
        elif key in {_Key.Key_Return, _Key.Key_Enter}:
            self._enter()
        elif key == _Key.Key_Escape and self.choosing.ends() is not None:
            self.unselect()
        elif not self._moved(key, control=control, shift=shift):
            event.ignore()

    def _zoomed(self, key: Qt.Key) -> bool:
        if key in {_Key.Key_Plus, _Key.Key_Equal}:
            self.enlarge()
        elif key == _Key.Key_Minus:
            self.shrink()
        elif key == _Key.Key_0:
            self.set_zoom(1.0)
        else:
            return False
        return True

    def _moved(self, key: Qt.Key, *, control: bool, shift: bool) -> bool:
        """Scroll, or go to another page, by a key."""
        bar, side = self.verticalScrollBar(), self.horizontalScrollBar()
        page = bar.pageStep() - bar.singleStep()
        if key == _Key.Key_Space:
            key = _Key.Key_PageUp if shift else _Key.Key_PageDown
        leap = {_Key.Key_PageDown: page, _Key.Key_PageUp: -page}
        line = {_Key.Key_Down: bar.singleStep(), _Key.Key_Up: -bar.singleStep()}
        if key in leap and control:
            self.step(1 if leap[key] > 0 else -1)
        elif key in leap or key in line:
            self._scroll_by(leap.get(key, 0) or line[key])
        elif key in {_Key.Key_Left, _Key.Key_Right}:
            step = side.singleStep() if key == _Key.Key_Right else -side.singleStep()
            side.setValue(side.value() + (-step if self.isRightToLeft() else step))
        elif key == _Key.Key_Home:
            self.go_to_page(0)
        elif key == _Key.Key_End:
            self.go_to_page(self.count() - 1)
        else:
            return False
        return True

    def _scroll_by(self, step: int) -> None:
        if not (self.is_single() and self._turn_page_by(-step)):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + step)

    def _turn_page_by(self, delta: int) -> bool:
        """Turn the page where it is the only one and its end is reached; say whether it was."""
        bar = self.verticalScrollBar()
        if delta < 0 and bar.value() >= bar.maximum() and self.page() + 1 < self.count():
            self.go_to_page(self.page() + 1)
        elif delta > 0 and bar.value() <= bar.minimum() and self.page() > 0:
            self.go_to_page(self.page() - 1)
            bar.setValue(bar.maximum())
        else:
            return False
        return True

    def _extend(self, key: Qt.Key, *, words: bool) -> None:
        """Choose by key from the words last clicked on, else from the first ones in sight."""
        if self.choosing.head is None:
            start = self._first_in_sight()
            if start is None:
                return
            self.choosing.begin(start)
        if self.choosing.move(key, words=words):
            self._choice_changed()
            self._show_head()

    def _first_in_sight(self) -> Place | None:
        for page in self.shown_pages():
            words = self.reader.words(page)
            if words is None or not words.rows:
                continue
            for row in words.rows:
                rects = self.rects(page, [row.box])
                if rects and rects[0].top() >= 0:
                    return Place(page, row.start)
        return None

    def _show_head(self) -> None:
        head = self.choosing.head
        words = self.reader.words(head.page) if head is not None else None
        row = words.row(head.at) if words is not None and head is not None else None
        if head is not None and row is not None:
            self.show_boxes(head.page, [row.box])

    def _enter(self) -> None:
        """Open the mark under the end of the chosen words."""
        head = self.choosing.head
        words = self.reader.words(head.page) if head is not None else None
        if head is None or words is None or not words.page.text:
            return
        at = min(head.at, len(words.page.text) - 1)
        for rect in self.rects(head.page, [words.page.boxes[at]]):
            id = self.mark_at(rect.center().toPoint())
            if id is not None:
                self.mark_clicked.emit(id)
                return

    # --- inner --------------------------------------------------------------------------------

    def _place_at(self, point: QPoint) -> Place | None:
        """Return the place nearest to a point of the view, None where no words are known."""
        value = self.verticalScrollBar().value() + point.y()
        page = self._layout.page_at(max(0, value)) if self.count() else -1
        words, frame = self.reader.words(page), self.reader.frames.get(page)
        if words is None or frame is None or not words.rows:
            return None
        return Place(page, words.at(*self._user(page, point)))

    def _user(self, page: int, point: QPoint) -> tuple[float, float]:
        """Return a point of the view in points of the unrotated page."""
        inside = (QPointF(point) - self.page_rect(page).topLeft()) / self._layout.scale
        return self.reader.frames[page].user(inside.x(), inside.y(), self.turn())

    def _cursor_at(self, point: QPoint) -> Qt.CursorShape:
        if self.mark_at(point) is not None:
            return Qt.CursorShape.PointingHandCursor
        for page in self.shown_pages():
            words = self.reader.words(page)
            if words is not None and self.page_rect(page).contains(QPointF(point)):
                on = words.is_on(*self._user(page, point))
                return Qt.CursorShape.IBeamCursor if on else Qt.CursorShape.ArrowCursor
        return Qt.CursorShape.ArrowCursor

    def _choose_by_clicks(self, place: Place) -> None:
        words = self.reader.words(place.page)
        row = words.row(place.at) if words is not None else None
        if self._clicks == DOUBLE and words is not None:
            self.choosing.take(place.page, *words.word(place.at))
        elif self._clicks >= TRIPLE and row is not None:
            self.choosing.take(place.page, row.start, row.end)
        else:
            self.choosing.begin(place)

    def _is_again(self, point: QPoint) -> bool:
        near = QGuiApplication.styleHints().startDragDistance()
        last = self._last_press
        self._last_press = point
        return self._clicks > 0 and last is not None and (point - last).manhattanLength() <= near

    def _forget_clicks(self) -> None:
        self._clicks = 0

    def _drag_to(self, point: QPoint) -> None:
        place = self._place_at(point)
        if place is not None and self._clicks < DOUBLE:
            self.choosing.extend(place)
            self._choice_changed()

    def _drag_on(self) -> None:
        """Scroll on while the mouse is held beyond the edge."""
        view = self.viewport().rect()
        beyond = min(self._pointer.y(), 0) or max(self._pointer.y() - view.height(), 0)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + beyond)
        self._drag_to(QPoint(self._pointer.x(), min(max(self._pointer.y(), 0), view.height())))

    def _choice_changed(self) -> None:
        self._chosen.start()
        self.viewport().update()


def _unbroken(text: str) -> str:
    """Return words as they are copied: lines as they stand, hyphens of their ends undone."""
    return text.replace("\u00ad\n", "").replace("\u00ad", "-")


def label(page: int, count: int) -> str:
    """Return *3 of 12*."""
    return _("{page} of {count}").format(page=page + 1, count=count)
