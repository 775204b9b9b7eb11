"""The words of a PDF page as they are read: letters for ligatures and shapes, lines, hyphens."""

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

HYPHEN = "\u00ad"
"""A hyphen that only the end of a line made; the words go on behind the line break."""

_BREAKS = {0x02, 0xFFFE, 0xAD}
"""How pdfium gives such a hyphen."""
_LIGATURES = range(0xFB00, 0xFE00)
_SHAPES = range(0xFE70, 0xFEFD)
_SURROGATES = range(0xD800, 0xE000)
_LINE_END = 0x0A
_LAST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Letters:
    """The text of a page, and for each letter of it where it came from, small: books are long."""

    text: str
    _sources: "array[int]"

    def source(self, at: int) -> tuple[int, int, int]:
        """Return which of pdfium's characters `text[at]` is, which part of it, of how many."""
        packed = self._sources[at]
        return packed >> 10, packed >> 5 & 31, packed & 31


def letters(codes: Iterable[int]) -> Letters:
    """Return the text of a page from what pdfium says of each character, in its order."""
    text: list[str] = []
    sources = array("q")
    for at, code in enumerate(codes):
        given = _KNOWN.get(code)
        if given is None:
            given = _KNOWN[code] = _letter(code)
        text.append(given)
        if len(given) == 1:
            sources.append(at << 10 | 1)
        else:
            sources.extend(at << 10 | part << 5 | len(given) for part in range(len(given)))
    return Letters("".join(text), sources)


_KNOWN: dict[int, str] = {}


def _letter(code: int) -> str:
    if code in _BREAKS:
        return HYPHEN
    if code == _LINE_END:
        return "\n"
    if code in _SURROGATES or code > _LAST:
        return "\ufffd"
    letter = chr(code)
    if code in _LIGATURES or code in _SHAPES:
        return unicodedata.normalize("NFKC", letter)
    if unicodedata.category(letter) == "Cc" or code in {0xFEFF, 0xFFFF}:
        return " " if code in {0x09, 0x0B, 0x0C, 0x85} else ""
    return letter


def quoted(text: str) -> str:
    """Return a stretch of a page's text as it is quoted: one line, hyphens of lines undone."""
    text = re.sub(HYPHEN + r"\s*\n\s*", "", text).replace(HYPHEN, "-")
    text = re.sub(r"(?<=[⺀-〿㇀-鿿豈-﫿＀-￯])\s*\n\s*(?=[⺀-〿㇀-鿿豈-﫿＀-￯])", "", text)
    return unicodedata.normalize("NFC", " ".join(text.split()))
