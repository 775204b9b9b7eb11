"""Where one is in a PDF: pages laid out, scrolled, made larger, turned."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.documents.pdf_frame import Box
from app.i18n import _
from app.ui.measures import Space
from app.ui.reader import pdf_paint as paint
from app.ui.reader.pdf_layout import EDGE, LARGEST, SMALLEST, Fit, Layout, scale_of
from app.ui.reader.pdf_reader import PdfReader
from app.ui.theme import theme

DOTS = 96 / 72
"""Pixels a point of paper has at 100 %."""
_PARTS = 1000
"""Of a page, as places are told in whole numbers."""
STEPS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 8)


class PdfScroll(QAbstractScrollArea):
    """Knows which page is where, at any size, turned as one likes."""

    laid_out = Signal()
    """Pages are at new heights: another file, size, width or turn."""
    page_changed = Signal(int)
    """Another page (from 0) is in the middle of the view."""
    sized = Signal()
    """Pages are shown larger or smaller, or turned."""

    def __init__(self, reader: PdfReader) -> None:
        super().__init__()
        self.reader = reader
        self._fit = Fit()
        self._turn = 0
        self._single = False
        self._page = 0
        self._layout = Layout((), 1.0, 0, 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "page")
        self.setAccessibleName(_("Pages of the PDF"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A bar that comes while one reads would narrow the view and move the words.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        theme().changed.connect(self._repaint)

    # --- what is shown ----------------------------------------------------------------------

    def show_file(self, place: dict[str, object] | None = None) -> None:
        """Show the file that the reader has open, where it was left."""
        kept = place or {}
        zoom, turn, page = kept.get("zoom"), kept.get("turn"), kept.get("page")
        kind = str(kept.get("fit") or "width")
        known = kind in {"width", "page", "zoom"}
        size = float(zoom) if isinstance(zoom, int | float) else 1.0
        self._fit = Fit(kind if known else "width", min(max(size, SMALLEST), LARGEST))
        self._turn = turn if isinstance(turn, int) and turn in {0, 90, 180, 270} else 0
        self._single = kept.get("single") is True
        self._page = min(max(page - 1, 0), self.count() - 1) if isinstance(page, int) else 0
        share = kept.get("at")
        self._lay_out((self._page, float(share) if isinstance(share, int | float) else 0.0))
        self.page_changed.emit(self._page)
        self.sized.emit()

    def place(self) -> dict[str, object]:
        """Return where the reader is, for `show_file`: numbers of pages from 1."""
        page, share = self._at_top()
        return {
            "page": page + 1,
            "at": round(share, 4),
            "fit": self._fit.kind,
            "zoom": round(self.zoom(), 4),
            "turn": self._turn,
            "single": self._single,
        }

    def at(self) -> int:
        """Return where the reader is as one number, for `go_to`."""
        page, share = self._at_top()
        return page * _PARTS + min(int(share * _PARTS), _PARTS - 1)

    def go_to(self, at: int) -> None:
        """Show the place that `at` told of before."""
        page, share = divmod(max(at, 0), _PARTS)
        if page < self.count():
            self.go_to_page(page)
            self.go_to_page(page, self._layout.rect(page).height() * share / _PARTS)

    def go_to_height(self, page: int, height: float) -> None:
        """Show a page (from 0) from a height on, in its points from the bottom."""
        self.go_to_page(page)
        rects = self.rects(page, [(0.0, height, 0.0, height)])
        if rects:
            self.go_to_page(page, rects[0].top() - self.page_rect(page).top())

    def count(self) -> int:
        return len(self.reader.sizes)

    def page(self) -> int:
        """Return the page one looks at, from 0."""
        return self._page

    def go_to_page(self, page: int, top: float = 0.0) -> None:
        """Show a page (from 0), `top` pixels of it above the view."""
        if not self.count():
            return
        page = min(max(page, 0), self.count() - 1)
        if self._single and page != self._page:
            self._page = page
            self._lay_out((page, 0.0))
            self.page_changed.emit(page)
        above = max(0, top)
        self.verticalScrollBar().setValue(int(self._layout.rect(page).top() + above) - EDGE)
        self._show_page(page)

    def step(self, pages: int) -> None:
        self.go_to_page(self._page + pages)

    def zoom(self) -> float:
        """Return the size of the pages, 1 as they are printed."""
        return self._layout.scale / DOTS

    def fit(self) -> str:
        return self._fit.kind

    def set_fit(self, kind: str) -> None:
        """Show pages as wide as the view (`width`) or whole (`page`)."""
        self._resize(Fit(kind, self.zoom()))

    def set_zoom(self, zoom: float, around: QPoint | None = None) -> None:
        """Show pages at a size; what is at `around` stays there."""
        self._resize(Fit("zoom", min(max(zoom, SMALLEST), LARGEST)), around)

    def enlarge(self, around: QPoint | None = None) -> None:
        self.set_zoom(next((each for each in STEPS if each > self.zoom() + 0.01), LARGEST), around)

    def shrink(self, around: QPoint | None = None) -> None:
        smaller = [each for each in STEPS if each < self.zoom() - 0.01]
        self.set_zoom(smaller[-1] if smaller else SMALLEST, around)

    def turn(self) -> int:
        return self._turn

    def rotate(self, degrees: int) -> None:
        """Turn all pages clockwise; it is not written into the file."""
        page = self._page
        self._turn = (self._turn + degrees) % 360
        self._lay_out((page, 0.0))
        self.sized.emit()

    def is_single(self) -> bool:
        return self._single

    def set_single(self, single: bool) -> None:  # noqa: FBT001 -- a setter
        """Show one page at a time, or all below each other."""
        if single != self._single:
            page = self._page
            self._single = single
            self._lay_out((page, 0.0))
            self.go_to_page(page)
            self.sized.emit()

    def show_boxes(self, page: int, boxes: Sequence[Box]) -> None:
        """Scroll so that these boxes of a page (from 0) are in sight."""
        if page not in self._layout.pages():
            self.go_to_page(page)
        rects = self.rects(page, boxes[:1])
        if not rects:
            self.go_to_page(page)
            return
        view, rect = self.viewport().rect(), rects[0]
        if rect.top() < 0 or rect.bottom() > view.height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + int(rect.top()) - view.height() // 3)
        if rect.left() < 0 or rect.right() > view.width():
            bar = self.horizontalScrollBar()
            shift = int(rect.left()) - view.width() // 3
            bar.setValue(bar.value() + (-shift if self.isRightToLeft() else shift))
        self._show_page(page)

    # --- places --------------------------------------------------------------------------------

    def page_rect(self, page: int) -> QRectF:
        """Return where a page is in the view."""
        return self._layout.rect(page).translated(-self._left(), -self.verticalScrollBar().value())

    def rects(self, page: int, boxes: Sequence[Box]) -> list[QRectF]:
        """Return where boxes of a page are in the view; none as long as the page is unknown."""
        frame = self.reader.frames.get(page)
        if frame is None or page not in self._layout.pages():
            return []
        corner, scale = self.page_rect(page).topLeft(), self._layout.scale
        return [paint.on_page(frame, self._turn, scale, corner, box) for box in boxes]

    def shown_pages(self) -> range:
        top = self.verticalScrollBar().value()
        return self._layout.visible(top, top + self.viewport().height())

    # --- Qt's -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._at_top())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        # Bars move by values that we paint by; chosen words and marks move along.
        self.viewport().update()

    # --- inner ----------------------------------------------------------------------------------

    def _left(self) -> int:
        bar = self.horizontalScrollBar()
        return bar.maximum() - bar.value() if self.isRightToLeft() else bar.value()

    def _at_top(self) -> tuple[int, float]:
        """Return the page at the top of the view, and how much of it is above."""
        value = self.verticalScrollBar().value() + EDGE
        if not self._layout.pages():
            return self._page, 0.0
        page = self._layout.page_at(value)
        rect = self._layout.rect(page)
        return page, max(0.0, (value - rect.top()) / max(rect.height(), 1))

    def _resize(self, fit: Fit, around: QPoint | None = None) -> None:
        point = QPointF(around or self.viewport().rect().center())
        page = self._layout.page_at(int(self.verticalScrollBar().value() + point.y()))
        before = self.page_rect(page) if self.count() else QRectF()
        self._fit = fit
        share = QPointF(
            (point.x() - before.left()) / max(before.width(), 1),
            (point.y() - before.top()) / max(before.height(), 1),
        )
        self._lay_out(None)
        after = self._layout.rect(page) if self.count() else QRectF()
        top = after.top() + share.y() * after.height() - point.y()
        self.verticalScrollBar().setValue(round(top))
        left = round(after.left() + share.x() * after.width() - point.x())
        bar = self.horizontalScrollBar()
        bar.setValue(bar.maximum() - left if self.isRightToLeft() else left)
        self.sized.emit()

    def _lay_out(self, keep: tuple[int, float] | None) -> None:
        """Lay the pages out anew; `keep` this page, with so much of it above the view."""
        view, sizes = self.viewport().size(), self.reader.sizes
        scale = scale_of(
            self._fit, sizes, self._turn, view.width(), view.height(), DOTS, self._page
        )
        only = self._page if self._single and sizes else None
        resized = scale != self._layout.scale
        self._layout = Layout(sizes, scale, self._turn, view.width(), only)
        for bar, whole, seen in (
            (self.verticalScrollBar(), self._layout.height, view.height()),
            (self.horizontalScrollBar(), self._layout.width, view.width()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(int(Space.HUGE))
        if keep is not None and sizes:
            rect = self._layout.rect(keep[0])
            above = rect.height() * keep[1] - EDGE if keep[1] else -EDGE
            self.verticalScrollBar().setValue(round(rect.top() + above))
        if keep is not None:
            side = self.horizontalScrollBar()
            side.setValue(side.maximum() // 2)
        self._repaint()
        self.laid_out.emit()
        if resized:
            self.sized.emit()

    def _scrolled(self) -> None:
        if not self._single and self.count():
            middle = self.verticalScrollBar().value() + self.viewport().height() // 2
            self._show_page(self._layout.page_at(middle))

    def _show_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _repaint(self) -> None:
        self.viewport().update()


def around(rects: Sequence[QRectF]) -> QRect:
    """Return the rectangle around some."""
    found = QRectF()
    for each in rects:
        found = found.united(each)
    return found.toAlignedRect()
