"""The words of a PDF page as they are read: letters for ligatures and shapes, lines, hyphens."""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

HYPHEN = "\u00ad"
"""A hyphen that only the end of a line made; the line feed behind it is ours."""

HAN = "⺀-〿぀-ヿ㇀-鿿가-힣豈-﫿＀-￯"
"""What is written without spaces or, as Korean, broken anywhere: a line's end is no space."""

_SPECIAL = re.compile(
    "\r\n?|[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\ufb00-\ufdff\ufe70-\ufeff\ufffe\uffff]"
    "|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]"
)
_BREAKS = "\x02\ufffe"
"""How pdfium gives a hyphen with the end of the line behind it."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The text of a page, and for each letter of it which of pdfium's characters it is.

    Ligatures are one character and several letters. Held small: books are long.
    """

    text: str
    sources: "array[int]"

    def arranged(self, order: Sequence[int]) -> "Letters":
        """Return the same letters in another order, or fewer of them."""
        text = "".join(map(self.text.__getitem__, order))
        return Letters(text, array("i", map(self.sources.__getitem__, order)))


def letters(given: str) -> Letters:
    """Return the text of a page from what pdfium says of it, a character for each of its own."""
    text: list[str] = []
    sources = array("i")
    last = 0

    def plainly(start: int, end: int) -> None:
        text.append(given[start:end])
        sources.extend(range(start, end))

    for found in _SPECIAL.finditer(given):
        plainly(last, found.start())
        text.append(_letter(found[0]))
        sources.extend([found.start()] * len(text[-1]))
        last = found.end()
    plainly(last, len(given))
    return Letters("".join(text), sources)


@cache
def _letter(special: str) -> str:
    if special in _BREAKS:
        return HYPHEN + "\n"
    if special == HYPHEN:
        return special
    if special[0] == "\r":
        return "\n"
    if len(special) > 1:
        return special.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    if "\ud800" <= special <= "\udfff":
        return "\ufffd"
    if special in "\t\x0b\x0c\x85":
        return " "
    if special in "\ufeff\uffff" or unicodedata.category(special) == "Cc":
        return ""
    return unicodedata.normalize("NFKC", special)


_BROKEN = re.compile(rf"{HYPHEN}\s*\n\s*(?=(.?))")
_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])\s*\n\s*(?=[{HAN}])")


def quoted(text: str) -> str:
    """Return a stretch of a page's text as it is quoted: one line, hyphens of lines undone."""
    text = _BROKEN.sub(lambda found: "" if found[1].islower() else "-", text)
    text = _BETWEEN_HAN.sub("", text).replace(HYPHEN, "-")
    return unicodedata.normalize("NFC", " ".join(text.split()))
