"""Runs of text in one face, direction and style, shaped: what a line is put together from."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.reports.breaks import clusters
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
        return (*latin, arabic, "NotoSansSC-Regular")


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style, perhaps a link: an address, or `#name` of a place in the document."""

    text: str
    type: Type = field(default_factory=Type)
    link: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a chunk that is drawn in one go."""

    start: int
    end: int
    span: Span
    level: int
    shaped: Shaped
    missing: bool
    """No face has it: boxes are drawn."""

    @property
    def size(self) -> float:
        return self.span.type.size * SCALE.get(self.shaped.face, 1.0)

    @property
    def width(self) -> float:
        """In points."""
        return self.shaped.width * self.size / 1000

    @property
    def heavy(self) -> bool:
        """Drawn bold although its face has no bold cut."""
        return self.shaped.face == "NotoSansSC-Regular" and self.span.type.weight >= _BOLD


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


def pieces(
    text: str, start: int, end: int, spans: Sequence[int], chosen: Sequence[str],
    levels: Sequence[int], styles: Sequence[Span],
) -> list[Piece]:  # fmt: skip
    """Return the shaped pieces of the chunk [start, end), in logical order."""
    found: list[Piece] = []
    at = start
    while at < end:
        script, after = "", at
        while after < end and (spans[after], chosen[after], levels[after]) == (
            spans[at], chosen[at], levels[at],
        ):  # fmt: skip
            own = script_of(text[after])
            if own and script and own != script:
                break
            script = script or own
            after += 1
        shaped = _shape(text, at, after, chosen[at], rtl=bool(levels[at] & 1), script=script)
        found.append(Piece(at, after, styles[spans[at]], levels[at], shaped, not chosen[at]))
        at = after
    return found


def _shape(text: str, start: int, end: int, name: str, *, rtl: bool, script: str) -> Shaped:
    if not name:
        return _boxes(text[start:end], rtl=rtl)
    if script != "Arab":
        return shape(name, text[start:end], rtl=rtl, script=script)
    return shape(
        name, text[start:end], rtl=rtl, script=script,
        before=_joining(text[max(0, start - 3) : start]), after=_joining(text[end : end + 3]),
    )  # fmt: skip


def _joining(beside: str) -> str:
    """Return `beside` if Arabic letters may join to it."""
    return beside if any(script_of(char) == "Arab" for char in beside) else ""


def _boxes(text: str, *, rtl: bool) -> Shaped:
    """Return one box per cluster, as the face shows a character it lacks."""
    box = shape(MISSING, "\U0010fffd").glyphs[0]
    glyphs = [replace(box, cluster=start) for start, _ in clusters(text)]
    if rtl:
        glyphs.reverse()
    return Shaped(text, MISSING, tuple(glyphs), box.advance * len(glyphs), rtl)
