"""Where the pages of a PDF lie below each other, in pixels of the view."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from app.documents.pdf_pages import PageSize

GAP = 14
"""Pixels between two pages."""
EDGE = 14
"""Pixels around them."""
SMALLEST, LARGEST = 0.1, 8.0
"""Limits of the zoom; 1 is the size the pages are printed in."""
LONGEST = 16_000_000
"""Pixels that a scroll bar and our sums of them bear well."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How large pages are shown: `width`, `page`, or as `zoom` says."""

    kind: str = "width"
    zoom: float = 1.0


def turned(size: PageSize, turn: int) -> tuple[float, float]:
    """Return width and height of a page that the reader turned, in points."""
    return (size.height, size.width) if turn % 180 else (size.width, size.height)


class Layout:
    """The rectangles of all pages (or of one) at a scale; `wide` is the view's width."""

    def __init__(
        self,
        sizes: Sequence[PageSize],
        scale: float,
        turn: int,
        wide: int,
        only: int | None = None,
    ) -> None:
        self.scale = scale
        self.turn = turn
        self.first = 0 if only is None else only
        shown = sizes if only is None else sizes[only : only + 1]
        self._sizes = [
            (round(width * scale), round(height * scale))
            for width, height in (turned(each, turn) for each in shown)
        ]
        self.width = max([wide, *(each[0] + 2 * EDGE for each in self._sizes)])
        self._tops: list[int] = []
        top = EDGE
        for _width, height in self._sizes:
            self._tops.append(top)
            top += height + GAP
        self.height = top - GAP + EDGE if self._sizes else 0

    def pages(self) -> range:
        return range(self.first, self.first + len(self._sizes))

    def rect(self, page: int) -> QRectF:
        """Return where a page lies; pages that are not shown are where the first one is."""
        at = min(max(page - self.first, 0), len(self._sizes) - 1)
        width, height = self._sizes[at]
        return QRectF((self.width - width) // 2, self._tops[at], width, height)

    def visible(self, top: int, bottom: int) -> range:
        """Return the pages between two heights."""
        first = max(0, bisect_right(self._tops, top) - 1)
        if first < len(self._tops) and self._tops[first] + self._sizes[first][1] < top:
            first += 1
        last = bisect_left(self._tops, bottom)
        return range(self.first + first, self.first + max(first, last))

    def page_at(self, top: int) -> int:
        """Return the page at a height, the nearest in a gap."""
        found = bisect_right(self._tops, top + GAP) - 1
        return self.first + min(max(found, 0), max(len(self._sizes) - 1, 0))


def scale_of(
    fit: Fit, sizes: Sequence[PageSize], turn: int, wide: int, high: int, dots: float, page: int
) -> float:
    """Return pixels a point. `dots` is how many pixels a point has at 100 %."""
    if fit.kind == "zoom" or not sizes:
        return _bounded(fit.zoom * dots, dots, sizes)
    room = max(wide - 2 * EDGE, 40)
    if fit.kind == "width":
        widest = _usual([turned(each, turn)[0] for each in sizes])
        return _bounded(room / max(widest, 1), dots, sizes)
    width, height = turned(sizes[min(page, len(sizes) - 1)], turn)
    tall = max(high - 2 * EDGE, 40)
    return _bounded(min(room / max(width, 1), tall / max(height, 1)), dots, sizes)


def _usual(widths: list[float]) -> float:
    """Return the width most pages have room in: one huge plan must not make all others small."""
    ordered = sorted(widths)
    return ordered[(len(ordered) - 1) * 9 // 10]


def _bounded(scale: float, dots: float, sizes: Sequence[PageSize]) -> float:
    tall = sum(max(each.height, each.width) for each in sizes)
    most = LONGEST / tall if tall else scale
    return max(min(scale, LARGEST * dots, most), min(SMALLEST * dots, most))
