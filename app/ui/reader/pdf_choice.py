"""Choosing words on the pages of a PDF by mouse, and copying them."""

from contextlib import suppress

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QMouseEvent,
)

from app.documents.pdf_pages import PageText
from app.ui.reader.column import SETTLED
from app.ui.reader.pdf_choosing import Choosing, Place
from app.ui.reader.pdf_overlays import PdfOverlays
from app.ui.reader.pdf_reader import MOST_TEXTS, PdfReader
from app.ui.reader.pdf_scroll import around
from app.ui.reader.pdf_span import PageSpan, page_span

_Mod = Qt.KeyboardModifier
EDGE_SCROLL = 40
"""Milliseconds between two steps while words are chosen beyond the edge of the view."""
DOUBLE, TRIPLE = 2, 3


class PdfChoice(PdfOverlays):
    """Tells what was chosen or clicked."""

    selected = Signal(object)
    """The `PageSpan` chosen by the reader, or None."""
    mark_clicked = Signal(str)
    link_wanted = Signal(object)
    """A `PageLink` was clicked on."""
    menu_wanted = Signal(QPoint)
    copied = Signal(int)
    """So many characters are on the clipboard."""

    def __init__(self, reader: PdfReader) -> None:
        super().__init__(reader)
        self.choosing = Choosing(reader)
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

    # --- chosen words -----------------------------------------------------------------------

    def span(self) -> PageSpan | None:
        """Return the chosen words, cut to the page they begin on."""
        from app.documents.anchoring import QuoteNotFound  # noqa: PLC0415 -- slow import
        from app.documents.pdf_places import anchor_on  # noqa: PLC0415 -- slow import

        for page, words, start, end in self.choosing.first():
            with suppress(QuoteNotFound):
                return page_span(
                    anchor_on(words.page, page + 1, start, end), cut=self.choosing.goes_on(page)
                )
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
            self.act_at(point)

    def act_at(self, point: QPoint) -> bool:
        """Follow the link or open the mark at a point of the view; say whether there is one."""
        link, id = self.link_at(point), self.mark_at(point)
        if link is not None:
            self.link_wanted.emit(link)
        elif id is not None:
            self.mark_clicked.emit(id)
        return link is not None or id is not None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

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
        if self.link_at(point) is not None or self.mark_at(point) is not None:
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
