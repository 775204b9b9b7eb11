"""Finds words in what a page shows, folded as the search over everything folds them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from app.ui.reader.places import units

_STRUCTURE = re.compile("[\u2029\ufdd0\ufdd1]")
"""What parts paragraphs and cells in a document's raw text, one UTF-16 unit each."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, where it begins in the document, and its words made alike."""

    position: int
    text: str
    folded: str

    def is_even(self) -> bool:
        """Say whether each character was made one other: an offset is the same in both."""
        if len(self.text) != len(self.folded):
            return False
        return self.text.isascii() or all(_is_single(char) for char in set(self.text))


@cache
def _is_single(char: str) -> bool:
    from app.documents.pdf_finding import folded  # noqa: PLC0415 -- slow import

    return char.isspace() or len(folded(char)) == 1


def lines(raw: str) -> Iterator[Line]:
    """Yield the paragraphs of a document's raw text."""
    from app.documents.pdf_finding import folded  # noqa: PLC0415 -- slow import

    position = 0
    for text in _STRUCTURE.split(raw):
        if text:
            yield Line(position, text, folded(text))
        position += units(text) + 1


def found(lines: Sequence[Line], words: str) -> Iterator[tuple[int, int]]:
    """Yield where `words` begin and end in the document, whatever their case and accents."""
    from app.documents.pdf_finding import folded, places  # noqa: PLC0415 -- slow import

    wanted = folded(words)
    for line in lines if wanted else ():
        if wanted not in line.folded:
            continue
        here = _even(line.folded, wanted) if line.is_even() else places(line.text, wanted)
        for first, last in here:
            begun = line.position + units(line.text[:first])
            yield begun, begun + units(line.text[first:last])


def _even(folded: str, wanted: str) -> Iterator[tuple[int, int]]:
    at = folded.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = folded.find(wanted, at + len(wanted))
