"""Finds the letter of a PDF page that somebody points at, and the words and lines around it."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from math import hypot

from app.documents.pdf_frame import Box
from app.documents.pdf_pages import PageText

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a page: its characters `start` to `end`, and the box around them."""

    start: int
    end: int
    box: Box


class Pointing:
    """A page's text as rows. Places are between characters, 0 to the length of the text."""

    def __init__(self, page: PageText) -> None:
        self.page = page
        self.rows: list[Row] = []
        start = 0
        for line in page.text.split("\n"):
            end = start + len(line)
            box = _around([each for each in page.boxes[start:end] if _is_seen(each)])
            if box is not None:
                self.rows.append(Row(start, end, box))
            start = end + 1
        self._starts = [each.start for each in self.rows]

    def at(self, x: float, y: float) -> int:
        """Return the place nearest to a point in points of the unrotated page."""
        if not self.rows:
            return 0
        row = min(self.rows, key=lambda each: _distance(each.box, x, y))
        return self._in_row(row, x, y)

    def is_on(self, x: float, y: float) -> bool:
        """Say whether a point is on a line of text."""
        return any(_distance(each.box, x, y) == 0 for each in self.rows)

    def word(self, at: int) -> tuple[int, int]:
        """Return start and end of the word at a place."""
        row = self.row(at)
        if row is None:
            return at, at
        line = self.page.text[row.start : row.end]
        for found in _WORD.finditer(line):
            if row.start + found.end() > at or row.start + found.end() == row.end == at:
                return row.start + found.start(), row.start + found.end()
        return row.start, row.end

    def row(self, at: int) -> Row | None:
        """Return the line that a place is on."""
        if not self.rows:
            return None
        return self.rows[max(0, bisect_right(self._starts, at) - 1)]

    def next_word(self, at: int, step: int) -> int:
        """Return where the next word ends (step 1) or the one before begins (-1)."""
        text = self.page.text
        if step > 0:
            found = _WORD.search(text, at)
            return found.end() if found else len(text)
        begins = [found.start() for found in _WORD.finditer(text, 0, at)]
        return begins[-1] if begins else 0

    def next_row(self, at: int, step: int) -> int:
        """Return the place below (step 1) or above (-1); the end or start where there is none."""
        row = self.row(at)
        if row is None:
            return at
        number = self.rows.index(row) + step
        if not 0 <= number < len(self.rows):
            return len(self.page.text) if step > 0 else 0
        x, y = self._point(at)
        other = self.rows[number]
        shift_x = (other.box[0] + other.box[2] - row.box[0] - row.box[2]) / 2
        shift_y = (other.box[1] + other.box[3] - row.box[1] - row.box[3]) / 2
        if _is_level(row.box):
            return self._in_row(other, x, y + shift_y)
        return self._in_row(other, x + shift_x, y)

    def is_backwards(self, at: int) -> bool:
        """Say whether the letter at a place is written from right to left."""
        for each in (at, at - 1):
            if 0 <= each < len(self.page.text):
                kind = unicodedata.bidirectional(self.page.text[each])
                if kind in _RIGHT_TO_LEFT:
                    return True
                if kind == "L":
                    return False
        return False

    def _point(self, at: int) -> tuple[float, float]:
        """Return where a place is: the middle of the letter behind it, or before it."""
        for each in (at, at - 1):
            if 0 <= each < len(self.page.boxes) and _is_seen(self.page.boxes[each]):
                return _middle(self.page.boxes[each])
        row = self.row(at)
        return _middle(row.box) if row is not None else (0.0, 0.0)

    def _in_row(self, row: Row, x: float, y: float) -> int:
        best, nearest = row.start, float("inf")
        for at in range(row.start, row.end):
            box = self.page.boxes[at]
            if not _is_seen(box):
                continue
            away = _distance(box, x, y)
            if away < nearest:
                nearest, best = away, at
        box = self.page.boxes[best]
        behind = x > _middle(box)[0] if _is_level(row.box) else y > _middle(box)[1]
        if self.is_backwards(best):
            behind = not behind
        return best + 1 if behind and best < row.end else best


def _is_seen(box: Box) -> bool:
    return box[2] > box[0] or box[3] > box[1]


def _is_level(box: Box) -> bool:
    """Say whether a line runs along the page: a short one is taken for one that does."""
    return box[2] - box[0] >= (box[3] - box[1]) / 2


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _distance(box: Box, x: float, y: float) -> float:
    """Return how far a point is from a box, 0 inside."""
    return hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3]))


def _around(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    return (
        min(each[0] for each in boxes),
        min(each[1] for each in boxes),
        max(each[2] for each in boxes),
        max(each[3] for each in boxes),
    )
