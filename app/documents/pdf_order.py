"""Mends the order of letters that pdfium gives for lines of Arabic and Hebrew, and for turned pages.

pdfium puts a right-to-left line into reading order, but takes the digits and signs of a run like
"U+0660" for runs of their own, and sets spaces before marks that stand over a letter. A page that is turned comes
without ends of lines.
"""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from app.documents.pdf_frame import Box
from app.documents.pdf_letters import Letters

RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RUN = re.compile(r"[^\s\u0590-\u08ff]{2,}")
_LEFT = re.compile(r"[^\W_]")
_BEFORE_MARK = re.compile(
    r"(?<=[\u0590-\u08ff]) (?=[\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670])"
)
_BACK = 0.25
"""Of a letter's width: how far one may stand left of the one before it, as kerning does."""


def right_to_left(found: Letters, boxes: Callable[[int, int], Iterable[Box]]) -> Letters:
    """Return the letters with runs of Latin and digits inside right-to-left lines as they stand."""
    order = list(range(len(found.text)))
    start = 0
    for line in found.text.splitlines(keepends=True):
        if RTL.search(line):
            for run in _RUN.finditer(line):
                if _LEFT.search(run[0]):
                    first, last = start + run.start(), start + run.end()
                    order[first:last] = _as_they_stand(first, list(boxes(first, last)))
        start += len(line)
    dropped = {space.start() for space in _BEFORE_MARK.finditer(found.text)}
    if dropped:
        order = [at for at in order if at not in dropped]
    elif all(one < other for one, other in pairwise(order)):
        return found
    return found.arranged(order)


def _as_they_stand(start: int, boxes: list[Box]) -> list[int]:
    given = list(range(start, start + len(boxes)))
    if all(two[0] >= one[0] - (one[2] - one[0]) * _BACK for one, two in pairwise(boxes)):
        return given
    heights = [box[3] - box[1] for box in boxes]
    if max(box[3] for box in boxes) - min(box[1] for box in boxes) > 1.5 * max(heights):
        return given
    return sorted(given, key=lambda at: boxes[at - start][0])


def turned(found: Letters, boxes: Iterable[Box]) -> Letters:
    """Return the letters of a page turned by 90 or 270 degrees with ends of lines for the spaces there."""
    stand = list(boxes)
    text = list(found.text)
    for at in range(1, len(text) - 1):
        if text[at] == " ":
            before, after = stand[at - 1], stand[at + 1]
            shared = min(before[2], after[2]) - max(before[0], after[0])
            if shared < (min(before[2] - before[0], after[2] - after[0])) / 2:
                text[at] = "\n"
    return Letters("".join(text), found.sources)
