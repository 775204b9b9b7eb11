"""Runs of text in one face, direction and style, shaped: what a line is put together from."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.reports.breaks import SPACES, clusters
from app.reports.faces import Shaped, face, script_of, shape

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
ONE_WEIGHT = ("NotoSansSC-Regular", "NotoSansDevanagari-Regular")
"""Faces that have no bold cut: heavy type is drawn with an outline."""
MISSING = "Inter-Regular"
"""The face whose box stands for what no face has."""
_BOLD = 600


@dataclass(frozen=True, slots=True)
class Type:
    """How letters look. Lengths in points, colours as 0xRRGGBB."""

    family: str = "serif"
    """`serif` for what people wrote, `label` for our words about it."""
    size: float = 10.5
    weight: int = 400
    """400 or 600; labels also 500."""
    italic: bool = False
    colour: int = 0x1F2328

    def faces(self) -> tuple[str, ...]:
        """Return the faces to try in turn."""
        heavy = self.weight >= _BOLD
        arabic = "NotoNaskhArabic-Bold" if heavy else "NotoNaskhArabic-Regular"
        if self.family == "label":
            latin = _LABEL[self.weight]
        else:
            latin = _SERIF[(_BOLD if heavy else 400, self.italic and not heavy)]
        return (*latin, arabic, *ONE_WEIGHT)


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style, perhaps a link: an address, or `#name` of a place in the document."""

    text: str
    type: Type = field(default_factory=Type)
    link: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Part of a chunk that is drawn in one go. The same words in one style are one piece."""

    span: Span
    """Its style and link."""
    level: int
    shaped: Shaped
    missing: bool
    """No face has it: boxes are drawn."""
    size: float
    width: float
    """In points."""
    style: tuple[str, float, int, bool]
    """Face, size, colour, and whether it is drawn bold although its face has no bold cut."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A chunk, shaped."""

    all: tuple[Piece, ...]
    """In logical order."""
    width: float


class Shaper:
    """Shapes the chunks of one paragraph; what was shaped before in this style is known."""

    def __init__(
        self, text: str, owner: Sequence[int], faces: Sequence[str], levels: Sequence[int],
        spans: Sequence[Span],
    ) -> None:  # fmt: skip
        """Take per character of `text` its span, its face and its level."""
        self._text, self._owner, self._faces, self._levels = text, owner, faces, levels
        self._spans = spans
        self._known = [_known(each.type, each.link) for each in spans]
        self.even = len(spans) == 1 and len(set(faces)) <= 1 and len(set(levels)) <= 1
        """All of it is in one span, face and direction."""
        self._runs = () if self.even else self._numbered()

    def chunk(self, start: int, end: int) -> Pieces:
        """Return the chunk [start, end)."""
        if not self.even and self._runs[start] != self._runs[end - 1]:
            found = [piece for a, b in self._parts(start, end) for piece in self._shaped(a, b).all]
            return Pieces(tuple(found), sum(each.width for each in found))
        return self._shaped(start, end)

    def _shaped(self, start: int, end: int) -> Pieces:
        """Return [start, end), all in one span, face and level."""
        text, name, level = self._text, self._faces[start], self._levels[start]
        before = after = ""
        if name in ARABIC:
            before = _joining(text[max(0, start - 3) : start], touching=text[start - 1 : start])
            after = _joining(text[end : end + 3], touching=text[end : end + 1])
        known = self._known[self._owner[start]]
        key = (text[start:end], name, level, before, after)
        found = known.get(key)
        if found is None:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            found = known[key] = _made(*key, self._spans[self._owner[start]])
        return found

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        for place in range(start + 1, end):
            if self._runs[place] != self._runs[at]:
                yield at, place
                at = place
        yield at, end

    def _numbered(self) -> tuple[int, ...]:
        """Return per character the number of its run of one span, face and level."""
        found: list[int] = []
        number = 0
        last: tuple[int, str, int] | None = None
        for each in zip(self._owner, self._faces, self._levels, strict=True):
            if each != last:
                number += 1
                last = each
            found.append(number)
        return tuple(found)


def _known(type: Type, link: str) -> dict[tuple[str, str, int, str, str], Pieces]:
    return _KNOWN.setdefault((type, link), {})


_KNOWN: dict[tuple[Type, str], dict[tuple[str, str, int, str, str], Pieces]] = {}
_MOST_KNOWN = 20_000
"""Chunks remembered of one style."""


def _made(text: str, name: str, level: int, before: str, after: str, span: Span) -> Pieces:
    """Return `text` in one piece per script."""
    own = replace(span, text="")
    found: list[Piece] = []
    for start, end, script in _scripts(text):
        shaped = _shape(
            text[start:end], name, rtl=bool(level & 1), script=script,
            before=_joining((before + text[:start])[-3:], touching=(before + text[:start])[-1:]),
            after=_joining((text[end:] + after)[:3], touching=(text[end:] + after)[:1]),
        )  # fmt: skip
        size = span.type.size * SCALE.get(shaped.face, 1.0)
        heavy = shaped.face in ONE_WEIGHT and span.type.weight >= _BOLD
        style = (shaped.face, size, span.type.colour, heavy)
        width = shaped.width * size / 1000
        found.append(Piece(own, level, shaped, not name, size, width, style))
    return Pieces(tuple(found), sum(each.width for each in found))


def _scripts(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of one script; signs and spaces go with what precedes them."""
    at, script = 0, ""
    for place, char in enumerate(text):
        own = script_of(char)
        if own and script and own != script:
            yield at, place, script
            at, script = place, own
        script = script or own
    yield at, len(text), script


def pick_faces(text: str, spans: Sequence[int], types: Sequence[Type]) -> list[str]:
    """Return a face per character of `text`, "" where none has it.

    `spans` says which of `types` each character has. A cluster stays in one face. Signs
    and spaces stay in the face of the word before them, opening ones go with the next.
    """
    first = types[spans[0]].faces()[0] if spans else ""
    if len(types) == 1 and {ord(char) for char in set(text)} <= face(first).cover:
        return [first] * len(text)
    chosen = [""] * len(text)
    last, last_span = "", -1
    opening: list[tuple[int, int]] = []
    for start, end in clusters(text):
        chain = types[spans[start]].faces()
        if spans[start] != last_span:
            last, last_span = "", spans[start]
        cluster = text[start:end]
        needed = {ord(char) for char in cluster if not _is_invisible(char)}
        kind = unicodedata.category(cluster[0])
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


def _shape(text: str, name: str, *, rtl: bool, script: str, before: str, after: str) -> Shaped:
    if not name:
        return _boxes(text, rtl=rtl)
    if script != "Arab":
        return shape(name, text, rtl=rtl, script=script)
    return shape(name, text, rtl=rtl, script=script, before=before, after=after)


def _joining(beside: str, *, touching: str) -> str:
    """Return `beside` if Arabic letters may join to it; over a space none does."""
    if not touching or touching in SPACES:
        return ""
    return beside if any(script_of(char) == "Arab" for char in beside) else ""


def _boxes(text: str, *, rtl: bool) -> Shaped:
    """Return one box per cluster, as the face shows a character it lacks."""
    box = shape(MISSING, "\U0010fffd").glyphs[0]
    glyphs = [replace(box, cluster=start) for start, _ in clusters(text)]
    if rtl:
        glyphs.reverse()
    return Shaped(text, MISSING, tuple(glyphs), box.advance * len(glyphs), rtl)
