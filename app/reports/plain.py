"""Text from anybody, made fit for paper: NFC, nothing that cannot be drawn, its paragraphs."""

import re
import unicodedata

from app.i18n import is_right_to_left

DIRECTED = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Anything that is not written from left to right, or orders so."""
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f]+")
_UNPRINTED = {
    ord(char): None for char in "\n\t\u00a0\u202f\u200e\u200f\u200c\u200d\u2066\u2067\u2068\u2069"
}
"""Not printable in Python's sense, yet kept."""
_LAST_TWO = range(0xFFFE, 0x10000)
_NONE_OF_THEM = range(0xFDD0, 0xFDF0)
_DROPPED = frozenset({"Cc", "Cs", "Cn"})


def clean(raw: str) -> str:
    """Return `raw` in NFC without control characters, lone surrogates and byte order marks.

    Line feeds stay, every other break becomes one. Joiners, direction marks and
    characters newer than our tables stay.
    """
    text = _BREAKS.sub("\n", unicodedata.normalize("NFC", raw)).replace("\ufeff", "")
    # Nothing that is printable is dropped, and most texts are, but for their line feeds.
    if text.isprintable() or text.translate(_UNPRINTED).isprintable():
        return text
    return "".join(char for char in text if char in "\n\t" or not _is_dropped(char))


def one_line(raw: str) -> str:
    """Return `raw` cleaned and with every run of white space made one space."""
    return _BLANKS.sub(" ", clean(raw).replace("\n", " ")).strip(" ")


def isolated(text: str, *, rtl: bool | None = None) -> str:
    """Return `text` so that its direction leaves the words around it alone.

    For names and titles within a sentence of ours; `rtl` is the direction of the document, None
    that of the language which is spoken.
    """
    if rtl is None:
        rtl = is_right_to_left()
    if not text or (not rtl and not DIRECTED.search(text)):
        return text
    return f"\u2068{text}\u2069"


def paragraphs(raw: str) -> list[list[str]]:
    """Return the paragraphs of `raw`, each as its lines; empty lines part paragraphs."""
    found: list[list[str]] = [[]]
    for line in clean(raw).split("\n"):
        text = _BLANKS.sub(" ", line).strip(" ")
        if text:
            found[-1].append(text)
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


def _is_dropped(char: str) -> bool:
    kind = unicodedata.category(char)
    # Cn holds noncharacters, which no text has, and letters that are newer than Python.
    return kind in _DROPPED and (kind != "Cn" or _is_noncharacter(ord(char)))


def _is_noncharacter(code: int) -> bool:
    return code % 0x10000 in _LAST_TWO or code in _NONE_OF_THEM
