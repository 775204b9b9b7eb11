"""Words in one face, direction and style, shaped: what a line is put together from."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.reports.breaks import SPACES, clusters, inside, tokens
from app.reports.faces import Shaped, script_of, shape
from app.reports.shaping import ARABIC, BOLD, ONE_WEIGHT, SCALE, Span, Type

MISSING = "Inter-Regular"
"""The face whose box stands for what no face has."""


class Piece(NamedTuple):
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


class Pieces(NamedTuple):
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
        found = _KNOWN[key] = Known(span._replace(text=""), name, level)
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
                    found.append(part._replace(space=space, within=each.within))
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
        heavy = shaped.face in ONE_WEIGHT and span.type.weight >= BOLD
        style = (shaped.face, size, span.type.colour, heavy)
        width = shaped.width * size / 1000
        found.append(Piece(span, level, shaped, not name, size, width, style))
    return tuple(found)


def _scripts(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of one script; signs and spaces go with what precedes them."""
    if text.isascii():
        yield 0, len(text), "Latn" if any(map(str.isalpha, text)) else ""
        return
    at, script = 0, ""
    for place, char in enumerate(text):
        own = script_of(char)
        if own and script and own != script:
            yield at, place, script
            at, script = place, own
        script = script or own
    yield at, len(text), script


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
    glyphs = [box._replace(cluster=start) for start, _ in clusters(text)]
    if rtl:
        glyphs.reverse()
    return Shaped(text, MISSING, tuple(glyphs), box.advance * len(glyphs), rtl)
