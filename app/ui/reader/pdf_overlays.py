"""What lies over the pages of a PDF: marks, found words, words one is pointed at."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QPainter

from app.documents.pdf_frame import Box
from app.documents.pdf_pages import PageLink
from app.ui.palettes import LIGHT
from app.ui.reader import pdf_paint as paint
from app.ui.reader.links import may_be_opened
from app.ui.reader.marks import Mark
from app.ui.reader.pdf_reader import PdfReader
from app.ui.reader.pdf_sheets import PdfSheets


def leads(link: PageLink) -> bool:
    """Say whether a link goes to a page of the file, or to an address that is offered."""
    return link.page is not None or may_be_opened(link.address)


class PdfOverlays(PdfSheets):
    """Knows where each mark stands on the pages that are shown."""

    def __init__(self, reader: PdfReader) -> None:
        self._marks: Sequence[Mark] = ()
        self._current: str | None = None
        self._hit = -1
        self._pointed: tuple[int, tuple[Box, ...]] = (-1, ())
        super().__init__(reader)
        reader.drawn.connect(self._framed)
        reader.worded.connect(self._framed)

    def show_file(self, place: dict[str, object] | None = None) -> None:
        self._current, self._hit, self._pointed = None, -1, (-1, ())
        super().show_file(place)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = [each for each in marks if each.spot is not None]
        self._repaint()

    def show_current(self, id: str | None) -> None:
        """Underline the mark whose card has the focus."""
        self._current = id
        self._repaint()

    def line_of(self, mark: Mark) -> int | None:
        """Return how far below the top a mark stands, None if it is not on a page shown."""
        if mark.spot is None or mark.spot.page - 1 not in self._layout.pages():
            return None
        rects = self.rects(mark.spot.page - 1, mark.spot.boxes[:1])
        if rects:
            return int(rects[0].top()) + self.verticalScrollBar().value()
        return int(self._layout.rect(mark.spot.page - 1).top())

    def show_mark(self, mark: Mark) -> None:
        """Scroll to the words of a mark."""
        if mark.spot is not None:
            self.show_boxes(mark.spot.page - 1, mark.spot.boxes)

    def show_hit(self, number: int) -> None:
        """Go to a found place; -1 for none."""
        self._hit = number
        if 0 <= number < len(self.reader.hits):
            hit = self.reader.hits[number]
            self.show_boxes(hit.page, hit.boxes)
        self._repaint()

    def flash(self, page: int, boxes: Sequence[Box]) -> None:
        """Point at words one came to see, until one chooses others."""
        self._pointed = page, tuple(boxes)
        self._repaint()

    def link_at(self, point: QPoint) -> PageLink | None:
        """Return the link at a point of the view that can be followed."""
        for page in self.shown_pages():
            for link in self.reader.links(page):
                rects = self.rects(page, [link.box]) if leads(link) else []
                if rects and rects[0].contains(QPointF(point)):
                    return link
        return None

    def mark_at(self, point: QPoint) -> str | None:
        """Return the id of the smallest mark at a point of the view."""
        here: list[tuple[float, str]] = []
        for each in self._marks:
            if each.spot is not None:
                rects = self.rects(each.spot.page - 1, each.spot.boxes)
                if any(rect.contains(QPointF(point)) for rect in rects):
                    here.append((sum(rect.width() for rect in rects), each.id))
        return min(here)[1] if here else None

    def paint_over(self, painter: QPainter, page: int) -> None:
        found = [
            (number, self.rects(page, hit.boxes))
            for number, hit in enumerate(self.reader.hits)
            if hit.page == page
        ]
        paint.shade(painter, [each for _n, rects in found for each in rects], LIGHT.find)
        for each in self._marks:
            if each.spot is not None and each.spot.page == page + 1:
                rects = self.rects(page, each.spot.boxes)
                paint.mark(painter, each, rects, current=each.id == self._current)
        paint.shade(painter, self.chosen_rects(page), paint.CHOSEN)
        if page == self._pointed[0]:
            paint.outline(painter, self.rects(page, self._pointed[1]))
        for number, rects in found:
            if number == self._hit:
                paint.outline(painter, rects)

    def chosen_rects(self, page: int) -> list[QRectF]:
        """Return where chosen words of a page are in the view."""
        return self.rects(page, ())

    def _framed(self, page: int) -> None:
        """A page is known better now: the cards of its marks may stand more exactly."""
        if any(each.spot is not None and each.spot.page == page + 1 for each in self._marks):
            self.laid_out.emit()
