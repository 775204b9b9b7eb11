"""Finds words in what a page shows, folded as the search over everything folds them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.ui.reader.places import units

_STRUCTURE = re.compile("[\u2029\ufdd0\ufdd1]")
"""What parts paragraphs and cells in a document's raw text, one UTF-16 unit each."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, where it begins in the document, and its words made alike."""

    position: int
    text: str
    folded: str


def lines(raw: str) -> list[Line]:
    """Return the paragraphs of a document's raw text."""
    from app.documents.pdf_finding import folded  # noqa: PLC0415 -- slow import

    made: list[Line] = []
    position = 0
    for text in _STRUCTURE.split(raw):
        if text:
            made.append(Line(position, text, folded(text)))
        position += units(text) + 1
    return made


def found(lines: Sequence[Line], words: str) -> Iterator[tuple[int, int]]:
    """Yield where `words` begin and end in the document, whatever their case and accents."""
    from app.documents.pdf_finding import folded, places  # noqa: PLC0415 -- slow import

    wanted = folded(words)
    for line in lines if wanted else ():
        if wanted in line.folded:
            for first, last in places(line.text, wanted):
                begun = line.position + units(line.text[:first])
                yield begun, begun + units(line.text[first:last])
