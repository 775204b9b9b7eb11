"""Which letters: types, the faces that each tries in turn, and the face of each character."""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from app.reports.breaks import clusters
from app.reports.faces import face

_SERIF = {
    (400, False): ("SourceSerif4-Regular", "Inter-Regular"),
    (400, True): ("SourceSerif4-Italic", "SourceSerif4-Regular", "Inter-Regular"),
    (600, False): ("SourceSerif4-SemiBold", "Inter-SemiBold"),
}
_LABEL = {
    400: ("Inter-Regular", "SourceSerif4-Regular"),
    500: ("Inter-Medium", "SourceSerif4-SemiBold"),
    600: ("Inter-SemiBold", "SourceSerif4-SemiBold"),
}
SCALE = {"NotoNaskhArabic-Regular": 1.16, "NotoNaskhArabic-Bold": 1.16, "NotoSansSC-Regular": 0.96}
"""Sizes beside the Latin faces, so that all look equally large."""
ARABIC = frozenset({"NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"})
"""Faces whose letters join to what stands beside them."""
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lo"})
ONE_WEIGHT = ("NotoSansSC-Regular", "NotoSansDevanagari-Regular")
"""Faces that have no bold cut: heavy type is drawn with an outline."""
BOLD = 600
"""From this weight on letters are heavy."""


class Type(NamedTuple):
    """How letters look. Lengths in points, colours as 0xRRGGBB."""

    family: str = "serif"
    """`serif` for what people wrote, `label` for our words about it."""
    size: float = 10.5
    weight: int = 400
    """400 or 600; labels also 500."""
    italic: bool = False
    colour: int = 0x1F2328

    @property
    def first(self) -> str:
        """The face for most of what is written."""
        return _chain(self)[0]

    def faces(self) -> tuple[str, ...]:
        """Return the faces to try in turn."""
        return _chain(self)


class Span(NamedTuple):
    """Text in one style, perhaps a link: an address, or `#name` of a place in the document."""

    text: str
    type: Type = Type()
    link: str = ""


@cache
def _chain(type: Type) -> tuple[str, ...]:
    heavy = type.weight >= BOLD
    arabic = "NotoNaskhArabic-Bold" if heavy else "NotoNaskhArabic-Regular"
    if type.family == "label":
        latin = _LABEL[type.weight]
    else:
        latin = _SERIF[(BOLD if heavy else 400, type.italic and not heavy)]
    return (*latin, arabic, *ONE_WEIGHT)


def one_face(text: str, type: Type) -> str:
    """Return the first face of `type` if it has every letter of `text`, else nothing."""
    first = type.first
    return first if face(first).letters.issuperset(text) else ""


def pick_faces(text: str, spans: Sequence[int], types: Sequence[Type]) -> list[str]:
    """Return a face per character of `text`, "" where none has it.

    `spans` says which of `types` each character has. A cluster stays in one face. Signs
    and spaces stay in the face of the word before them, opening ones go with the next.
    """
    chosen = [""] * len(text)
    last, last_span = "", -1
    opening: list[tuple[int, int]] = []
    for start, end in clusters(text):
        chain = types[spans[start]].faces()
        if spans[start] != last_span:
            last, last_span = "", spans[start]
        cluster = text[start:end]
        kind = unicodedata.category(cluster[0])
        if end - start == 1 and kind in _LETTERS and not opening:
            # Most of any text; the same answer as below, found once for each letter.
            found = chosen[start] = _of_letter(cluster, types[spans[start]])
            last = found or last
            continue
        needed = {ord(char) for char in cluster if not _is_invisible(char)}
        if kind in {"Ps", "Pi"}:
            opening.append((start, end))
        common = kind[0] in "ZPSC"
        if common and last and needed <= face(last).cover:
            found = last
        else:
            found = next((name for name in chain if needed <= face(name).cover), "")
            if not found and ord(cluster[0]) not in needed:
                found = last or chain[0]
            elif not found and len(needed) > 1:
                found = next((name for name in chain if ord(cluster[0]) in face(name).cover), "")
        chosen[start:end] = [found] * (end - start)
        if not common and found:
            _follow(opening, found, text, chosen)
            opening.clear()
            last = found
        elif kind[0] == "Z":
            last = found or last
    return chosen


@lru_cache(30_000)
def _of_letter(char: str, type: Type) -> str:
    """Return the first face that has a letter, nothing where none has it."""
    return next((name for name in type.faces() if ord(char) in face(name).cover), "")


def _follow(opening: Sequence[tuple[int, int]], found: str, text: str, chosen: list[str]) -> None:
    """Set opening quotes and brackets in the face of the word they open."""
    for start, end in opening:
        if ord(text[start]) in face(found).cover:
            chosen[start:end] = [found] * (end - start)


def _is_invisible(char: str) -> bool:
    """Say whether `char` draws nothing: joiners, direction marks, variation selectors."""
    return (
        unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or char in "\u034f\u200b"
    )
