"""Measures the lines of a PDF page, as whoever joins them to paragraphs must know them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.documents.pdf_frame import Box, Frame
from app.documents.pdf_letters import HAN, HYPHEN, Letters

_HAN = re.compile(f"[{HAN}]")
_PROBES = 4
"""Letters between its ends that a line is measured at."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on a page that is turned the way it is read, in points.

    It ends with U+00AD where only the end of the line made a hyphen.
    """

    text: str
    left: float
    right: float
    base: float
    """Higher up is more; where 0 lies is not said."""
    size: float
    first_word: float
    """How wide its first word is."""
    page: int


def measured(
    found: Letters,
    frame: Frame,
    page: int,
    boxes: Callable[[int, int], Sequence[Box]],
    origin: Callable[[int], tuple[float, float] | None],
) -> Iterator[Line]:
    """Yield the lines of a page; `origin` is where the base line of a letter begins."""
    start = 0
    for raw in found.text.split("\n"):
        text = unicodedata.normalize("NFC", raw.strip().removesuffix(HYPHEN).replace(HYPHEN, ""))
        if text.strip():
            broken = HYPHEN if raw.rstrip().endswith(HYPHEN) else ""
            yield _line(text.strip() + broken, raw, start, frame, page, boxes, origin)
        start += len(raw) + 1


def _line(
    text: str,
    raw: str,
    start: int,
    frame: Frame,
    page: int,
    boxes: Callable[[int, int], Sequence[Box]],
    origin: Callable[[int], tuple[float, float] | None],
) -> Line:
    from statistics import median  # noqa: PLC0415 -- slow import, not needed to show a page

    inner = [at for at, each in enumerate(raw) if not each.isspace() and each != HYPHEN]
    word_end = next((at for at in inner if at + 1 >= len(raw) or raw[at + 1].isspace()), inner[-1])
    if _HAN.match(raw[inner[0]]):
        word_end = inner[0]
    probes = {inner[0], inner[-1], word_end, *inner[:: max(1, len(inner) // _PROBES)]}
    stand: dict[int, Box] = {}
    bases: list[float] = []
    for at in probes:
        stand[at] = frame.shown(boxes(start + at, start + at + 1)[0])
        point = origin(start + at)
        bases.append(-(frame.shown_point(*point)[1] if point else stand[at][3]))
    first, last = stand[inner[0]], stand[word_end]
    return Line(
        text,
        min(box[0] for box in stand.values()),
        max(box[2] for box in stand.values()),
        median(bases),
        median(box[3] - box[1] for box in stand.values()),
        max(first[2], last[2]) - min(first[0], last[0]),
        page,
    )
