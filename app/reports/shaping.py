"""Runs of text in one face, direction and style, shaped: what a line is put together from."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from app.reports.breaks import SPACES, clusters, inside, tokens
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
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lo"})
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

    @property
    def first(self) -> str:
        """The face for most of what is written."""
        return _chain(self)[0]

    def faces(self) -> tuple[str, ...]:
        """Return the faces to try in turn."""
        return _chain(self)


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


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """A chunk, shaped: what stays whole on a line, or the space between two."""

    all: tuple[Piece, ...]
    """In logical order."""
    width: float
    length: int
    """In characters."""
    space: bool = False
    within: bool = False
    """It goes on with a word too long for any line."""


class Known(dict[str, tuple[Pieces, ...]]):
    """The chunks of each word in one style, face and direction: words recur."""

    def __init__(self, span: Span, name: str, level: int) -> None:
        super().__init__()
        self._span, self._name, self._level = span, name, level
        self._parts: dict[tuple[str, str, str], tuple[Piece, ...]] = {}

    def __missing__(self, token: str) -> tuple[Pieces, ...]:
        """Return the chunks of what stands between two spaces, or of spaces."""
        found = tuple(
            self.chunk(
                token[each.start : each.end], token[: each.start], token[each.end :],
                within=each.within,
            )
            for each in inside(token)
        )  # fmt: skip
        if len(token) <= _RECURRING:
            if len(self) >= _MOST_KNOWN:
                self.clear()
            self[token] = found
        return found

    def chunk(self, text: str, before: str, after: str, *, within: bool) -> Pieces:
        """Return one chunk; `before` and `after` are what it touches."""
        found = self.part(text, before, after)
        width = sum([each.width for each in found])
        return Pieces(found, width, len(text), _is_space(text), within)

    def part(self, text: str, before: str, after: str) -> tuple[Piece, ...]:
        """Return the pieces of `text`, which letters beside it may join."""
        if self._name in ARABIC:
            before, after = _joining(before[-3:], before[-1:]), _joining(after[:3], after[:1])
        else:
            before = after = ""
        key = (text, before, after)
        found = self._parts.get(key)
        if found is None:
            if len(self._parts) >= _MOST_KNOWN:
                self._parts.clear()
            found = self._parts[key] = _made(
                text, self._name, self._level, before, after, self._span
            )
        return found


def _is_space(text: str) -> bool:
    """Say whether a chunk is spaces; one with a mark on its space is not."""
    return text[0] in SPACES and text[-1] in SPACES


def known(span: Span, name: str, level: int) -> Known:
    """Return what is known of words in the style of `span`, in face `name`, at a bidi level."""
    key = (span.type, span.link, name, level)
    found = _KNOWN.get(key)
    if found is None:
        if len(_KNOWN) >= _MOST_STYLES:
            _KNOWN.clear()
        found = _KNOWN[key] = Known(replace(span, text=""), name, level)
    return found


_KNOWN: dict[tuple[Type, str, str, int], Known] = {}
_MOST_STYLES = 200
"""Styles remembered; every link is one."""
_MOST_KNOWN = 20_000
"""Chunks remembered of one style."""
_RECURRING = 40
"""Characters of what recurs: longer ones are sentences without spaces."""


class Shaper:
    """Shapes the chunks of one paragraph whose words are not all in one style."""

    def __init__(
        self, text: str, owner: Sequence[int], faces: Sequence[str], levels: Sequence[int],
        spans: Sequence[Span],
    ) -> None:  # fmt: skip
        """Take per character of `text` its span, its face and its level."""
        self._text = text
        self._runs: list[int] = []
        self._known: list[Known] = []
        last: tuple[int, str, int] | None = None
        for each in zip(owner, faces, levels, strict=True):
            if each != last:
                last = each
                self._known.append(known(spans[each[0]], each[1], each[2]))
            self._runs.append(len(self._known) - 1)

    @property
    def even(self) -> bool:
        """All of it is in one span, face and direction."""
        return len(self._known) <= 1

    def all(self) -> list[Pieces]:
        """Return the chunks of the whole text."""
        found: list[Pieces] = []
        at = 0
        for token in tokens(self._text):
            end = at + len(token)
            if self._runs[at] == self._runs[end - 1]:
                found += self._known[self._runs[at]][token]
            else:
                for each in inside(token):
                    part = self.chunk(at + each.start, at + each.end)
                    space = _is_space(token[each.start : each.end])
                    found.append(replace(part, space=space, within=each.within))
            at = end
        return found

    def chunk(self, start: int, end: int) -> Pieces:
        """Return the chunk [start, end)."""
        found: list[Piece] = []
        at = start
        for place in range(start + 1, end + 1):
            if place == end or self._runs[place] != self._runs[at]:
                of = self._known[self._runs[at]]
                found += of.part(
                    self._text[at:place], self._text[max(0, at - 3) : at],
                    self._text[place : place + 3],
                )  # fmt: skip
                at = place
        return Pieces(tuple(found), sum(each.width for each in found), end - start)


def _made(
    text: str, name: str, level: int, before: str, after: str, span: Span
) -> tuple[Piece, ...]:
    """Return `text` in one piece per script."""
    found: list[Piece] = []
    for start, end, script in _scripts(text):
        left, right = before + text[:start], text[end:] + after
        shaped = _shape(
            text[start:end], name, rtl=bool(level & 1), script=script,
            before=_joining(left[-3:], left[-1:]), after=_joining(right[:3], right[:1]),
        )  # fmt: skip
        size = span.type.size * SCALE.get(shaped.face, 1.0)
        heavy = shaped.face in ONE_WEIGHT and span.type.weight >= _BOLD
        style = (shaped.face, size, span.type.colour, heavy)
        width = shaped.width * size / 1000
        found.append(Piece(span, level, shaped, not name, size, width, style))
    return tuple(found)


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


@cache
def _chain(type: Type) -> tuple[str, ...]:
    heavy = type.weight >= _BOLD
    arabic = "NotoNaskhArabic-Bold" if heavy else "NotoNaskhArabic-Regular"
    if type.family == "label":
        latin = _LABEL[type.weight]
    else:
        latin = _SERIF[(_BOLD if heavy else 400, type.italic and not heavy)]
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


def _shape(text: str, name: str, *, rtl: bool, script: str, before: str, after: str) -> Shaped:
    if not name:
        return _boxes(text, rtl=rtl)
    if script != "Arab":
        return shape(name, text, rtl=rtl, script=script)
    return shape(name, text, rtl=rtl, script=script, before=before, after=after)


def _joining(beside: str, touching: str) -> str:
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
