"""The pages of a PDF as they are painted: what is there at once, the rest asked for."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent

from app.ui.reader import pdf_paint as paint
from app.ui.reader.column import SETTLED
from app.ui.reader.pdf_cache import Tile, tiles
from app.ui.reader.pdf_reader import PdfReader
from app.ui.reader.pdf_scroll import PdfScroll
from app.ui.theme import theme

_BY_KEY = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class PdfSheets(PdfScroll):
    """Paints only what is there and asks the reader for the rest; nothing here waits."""

    def __init__(self, reader: PdfReader) -> None:
        super().__init__(reader)
        self._ringed = False
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self._rest = QTimer(self, singleShot=True, interval=SETTLED)
        self._rest.timeout.connect(self._came_to_rest)
        reader.drawn.connect(self._arrived)
        reader.undrawn.connect(self._arrived)
        reader.worded.connect(self._arrived)

    def is_sharp(self) -> bool:
        """Say whether all that is in sight is there, pictures and words."""
        for page in self.shown_pages():
            if page in self.reader.bad:
                continue
            wanted = self._tiles(page, self.page_rect(page))
            if any(self.reader.pictures.get(each) is None for each in wanted):
                return False
            if self.reader.words(page) is None:
                return False
        return bool(self.count())

    def paint_over(self, painter: QPainter, page: int) -> None:
        """Paint what lies over the picture of a page."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme().colour("side"))
        for page in self.shown_pages():
            rect = self.page_rect(page)
            if rect.intersects(QRectF(event.rect())):
                self._paint_page(painter, page, rect)
        if self._ringed and self.hasFocus():
            paint.ring(painter, QRectF(self.viewport().rect()))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go, to who came by keys."""
        super().focusInEvent(event)
        self._ringed = event.reason() in _BY_KEY
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _paint_page(self, painter: QPainter, page: int, rect: QRectF) -> None:
        paint.sheet(painter, rect)
        if page in self.reader.bad:
            paint.trouble(painter, rect, self.reader.bad[page])
            return
        paint.pictures(painter, self.reader, self._tiles(page, rect), rect, self._dots())
        self.paint_over(painter, page)
        paint.dim(painter, rect)

    def _tiles(self, page: int, rect: QRectF, more: int = 0) -> list[Tile]:
        dots = self._dots()
        view = QRectF(self.viewport().rect()).adjusted(0, -more, 0, more)
        scale, size = round(self._layout.scale * dots, 6), paint.device(rect, dots)
        return tiles(page, scale, self._turn, size, paint.part(rect, view, dots))

    def _dots(self) -> float:
        return self.viewport().devicePixelRatioF()

    def _ask(self) -> None:
        """Ask for what is missing in sight, then around it, then for the words."""
        if not self.reader.is_open() or not self.isVisible():
            return
        shown = self.shown_pages()
        if not shown:
            return
        near = [shown[-1] + 1, shown[0] - 1]
        around = [each for each in near if each in self._layout.pages()]
        wanted = [each for page in shown for each in self._tiles(page, self.page_rect(page))]
        high = self.viewport().height()
        next_ones = [
            each
            for page in (*shown, *around)
            for each in self._tiles(page, self.page_rect(page), high // 2)
        ]
        wanted += [each for each in next_ones if each not in wanted]
        self.reader.want(wanted, [*shown, *around])

    def _arrived(self, page: int, _why: str = "") -> None:
        rect = self.page_rect(page)
        if rect.intersects(QRectF(self.viewport().rect())):
            self.viewport().update(rect.toAlignedRect().adjusted(-2, -2, 2, 4))

    def _came_to_rest(self) -> None:
        self.viewport().update()

    def _repaint(self) -> None:
        self.viewport().update()
        self._asking.start()

    def _scrolled(self) -> None:
        super()._scrolled()
        self._asking.start()
        self._rest.start()
