"""Tables on paper: heads on every page, columns from the right in a right-to-left report."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from app.reports.block import Block
from app.reports.drawing import colour
from app.reports.embedding import number
from app.reports.palette import HEAD_FILL, LINE, SOFT
from app.reports.paragraph import Paragraph
from app.reports.pdf_tags import marked

PAD = 4.0
"""Free space at both sides of a cell, in points."""
_RISE = 3.0
"""And above and below it."""
_NOTE = 10.0
"""Between the last row and the note below it."""
_SHORT = 300.0
"""Height that any page has room for."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its words and what is behind them."""

    words: Paragraph
    fill: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row; `strong` has a heavier rule above, as sums have."""

    boxes: tuple[Box, ...]
    strong: bool = False


class Grid(Block):
    """Rows of cells under a head, in columns of fixed widths."""

    def __init__(
        self, head: Line, rows: Sequence[Line], widths: Sequence[float], *, again: Line | None = None,
        right_to_left: bool = False, after: float = 10, heights: Sequence[float] = (),
        foot: Paragraph | None = None,
    ) -> None:  # fmt: skip
        """Take the head, and the same head `again` as it is repeated: it has no tags.

        `heights` are those of the last rows, where they are known. The note at the `foot` never
        stands on a page without a row.
        """
        super().__init__()
        self._head, self._rows, self._widths = head, list(rows), tuple(widths)
        self._again = again or head
        self._rtl = right_to_left
        self._foot = foot
        self.spaceAfter = after if foot is None else foot.getSpaceAfter()
        self._high = self._height(head)
        unknown = self._rows[: len(self._rows) - len(heights)]
        self._heights = [*map(self._height, unknown), *heights]

    def measure(self, width: float) -> float:
        below = 0.0 if self._foot is None else _NOTE + self._foot.wrap(width, 0)[1]
        return self._high + sum(self._heights) + below

    def divide(self, width: float, height: float) -> list[Flowable]:
        room = height - self._high
        fits = 0
        while fits < len(self._rows) and self._heights[fits] <= room:
            room -= self._heights[fits]
            fits += 1
        first, rest = self._rows[:fits], self._rows[fits:]
        if not first:
            halves = self._cut(room) if rest else None
            if halves is None:
                return []
            first, rest = [halves[0]], [halves[1], *rest[1:]]
        if not rest:
            # The note alone does not fit.
            if self._foot is None or not first:
                return [self]
            if len(first) == 1:
                return [] if self.measure(width) < _SHORT else self._without_note()
            fits -= 1
            first, rest = first[:-1], first[-1:]
        after: float = self.spaceAfter
        return [
            Grid(
                self._head,
                first,
                self._widths,
                again=self._again,
                right_to_left=self._rtl,
                after=0,
                heights=self._heights[:fits],
            ),
            Grid(
                self._again,
                rest,
                self._widths,
                right_to_left=self._rtl,
                after=after,
                heights=self._heights[max(fits, 1) :],
                foot=self._foot,
            ),
        ]

    def _without_note(self) -> list[Flowable]:
        """Return the table and the note below it as two."""
        parted = Grid(
            self._head, self._rows, self._widths, again=self._again, right_to_left=self._rtl,
            heights=self._heights,
        )  # fmt: skip
        return [parted] if self._foot is None else [parted, self._foot]

    def draw(self) -> None:
        canvas: Any = self.canv
        places = self._places()
        lines: list[tuple[Line, float, float]] = [
            (self._head, self.height - self._high, self._high)
        ]
        for row, high in zip(self._rows, self._heights, strict=True):
            lines.append((row, lines[-1][1] - high, high))
        with marked(canvas, None):
            canvas.addLiteral("\n".join(self._ground(lines, places)))
        for row, y, high in lines:
            top = y + high - _RISE
            for box, x in zip(row.boxes, places, strict=True):
                if box.words.lines:
                    box.words.drawOn(canvas, x + PAD, top - box.words.height)
        if self._foot is not None:
            self._foot.drawOn(canvas, 0, 0)

    def _height(self, row: Line) -> float:
        tallest = max(
            (
                box.words.wrap(width - 2 * PAD, 0)[1]
                for box, width in zip(row.boxes, self._widths, strict=True)
            ),
            default=0.0,
        )
        return tallest + 2 * _RISE

    def _cut(self, room: float) -> tuple[Line, Line] | None:
        """Return the two parts of the first row where `room` ends: it is higher than a page."""
        tops: list[Box] = []
        rests: list[Box] = []
        parted = False
        for box, width in zip(self._rows[0].boxes, self._widths, strict=True):
            inner = width - 2 * PAD
            halves: list[Any] = box.words.split(inner, room - 2 * _RISE)
            if len(halves) > 1:
                parted = True
                tops.append(Box(halves[0], box.fill))
                rests.append(Box(halves[1], box.fill))
            elif box.words.wrap(inner, 0)[1] <= room - 2 * _RISE:
                tops.append(box)
                rests.append(Box(Paragraph([]), box.fill))
            else:
                return None
        strong = self._rows[0].strong
        return (Line(tuple(tops), strong), Line(tuple(rests))) if parted else None

    def _ground(
        self, lines: Sequence[tuple[Line, float, float]], places: Sequence[float]
    ) -> list[str]:
        """Return what is behind and between the words of all rows, each with its y and height."""
        whole = sum(self._widths)
        left = self.width - whole if self._rtl else 0.0
        found = [_filled(HEAD_FILL, left, lines[0][1], whole, lines[0][2])]
        for row, y, high in lines:
            for box, x, width in zip(row.boxes, places, self._widths, strict=True):
                if box.fill is not None:
                    found.append(_filled(box.fill, x, y, width, high))
        found.append(_ruled(LINE, 0.5, left, [y for _row, y, _high in lines], whole))
        strong = [y + high for row, y, high in lines if row.strong]
        if strong:
            found.append(_ruled(SOFT, 0.8, left, strong, whole))
        return found

    def _places(self) -> list[float]:
        """Return the left end of each column."""
        found: list[float] = []
        at = self.width if self._rtl else 0.0
        for width in self._widths:
            at -= width if self._rtl else 0.0
            found.append(at)
            at += 0.0 if self._rtl else width
        return found


def _filled(ink: int, x: float, y: float, width: float, high: float) -> str:
    return f"q {colour(ink)} rg {number(x)} {number(y)} {number(width)} {number(high)} re f Q"


def _ruled(ink: int, weight: float, x: float, places: Sequence[float], width: float) -> str:
    begin, end = number(x), number(x + width)
    lines = " ".join([f"{begin} {at} m {end} {at} l" for at in map(number, places)])
    return f"q {colour(ink)} RG {number(weight)} w {lines} S Q"
