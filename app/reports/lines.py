"""A paragraph's lines: broken in the order of reading, then put into the order of showing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.reports.bidi import Levels, resolve, visual_order
from app.reports.breaks import SPACES, Chunk, chunks, clusters
from app.reports.plain import DIRECTED, clean
from app.reports.shaping import Piece, Pieces, Shaper, Span, pick_faces

_SLACK = 0.01
"""Points a line may be too wide, for sums of fractions."""


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    end: int
    """Offsets into the paragraph's text, spaces at the end left out."""
    width: float
    pieces: tuple[Piece, ...]
    """From left to right."""
    even: bool = False
    """All pieces are of one style and face, and none is a link."""


class Text:
    """One paragraph with its styles, levels and faces, ready to be broken to any width."""

    def __init__(self, spans: Sequence[Span], base: int | None = None, default: int = 0) -> None:
        """Take one paragraph; without `base` its first strong letter decides, else `default`."""
        self.spans = tuple(_fit(span) for span in spans if span.text)
        self.text = "".join(span.text for span in self.spans)
        owner = [i for i, span in enumerate(self.spans) for _ in range(len(span.text))]
        self.resolved = self._resolve(base, default)
        self.right_to_left = bool(self.base & 1)
        self.linked = any(span.link for span in self.spans)
        levels = self._filled()
        faces = pick_faces(self.text, owner, [span.type for span in self.spans])
        self._shaper = Shaper(self.text, owner, faces, levels, self.spans)
        shaped = self._shaper.chunk
        self._chunks = [(each, shaped(each.start, each.end)) for each in chunks(self.text)]

    def _resolve(self, base: int | None, default: int) -> Levels | None:
        if DIRECTED.search(self.text):
            found = resolve(self.text, base)
            self.base = found.base
            if base is None and not any(kind in {"L", "R", "AL"} for kind in found.classes):
                self.base = default
                return resolve(self.text, default)
            return found
        if base is None:
            base = 0 if not default or any(char.isalpha() for char in self.text) else default
        self.base = base
        return resolve(self.text, base) if base else None

    def _filled(self) -> list[int]:
        """Return a level per character; what X9 removes goes with what precedes it."""
        if self.resolved is None:
            return [0] * len(self.text)
        found: list[int] = []
        for level in self.resolved.levels:
            found.append(level if level is not None else found[-1] if found else self.base)
        return found

    @property
    def width(self) -> float:
        """As wide as it is on one line, in points."""
        return sum(shaped.width for _, shaped in self._chunks)

    @property
    def least(self) -> float:
        """As wide as its longest word."""
        return max((shaped.width for _, shaped in self._chunks), default=0.0)

    def break_into(  # noqa: C901 -- one walk that fills one line after the other
        self, width: float
    ) -> list[Line]:
        """Return the lines of at most `width` points; a longer word is cut where it must be."""
        found: list[Line] = []
        parts: list[Pieces] = []
        text, most = self.text, width + _SLACK
        start = 0
        used = held = 0.0
        spaces: Pieces | None = None
        for chunk, whole in self._chunks:
            if text[chunk.start] in SPACES:
                if parts:
                    spaces, held = whole, whole.width
                continue
            if used + held + whole.width <= most:
                if not parts:
                    start = chunk.start
                elif spaces is not None:
                    parts.append(spaces)
                parts.append(whole)
                used += held + whole.width
            else:
                room = width - used if chunk.within else 0.0
                first, *others = self._cut(chunk, whole, width, room)
                if first[0] < first[1]:
                    start = start if parts else first[0]
                    parts.append(self._shaper.chunk(*first))
                if parts:
                    found.append(self._line(start, parts))
                found += [self._line(a, [self._shaper.chunk(a, b)]) for a, b in others[:-1]]
                parts, used = [], 0.0
                if others:
                    start = others[-1][0]
                    parts = [whole if len(others) == 1 and start == chunk.start
                             else self._shaper.chunk(*others[-1])]  # fmt: skip
                    used = parts[0].width
            spaces, held = None, 0.0
        if parts:
            found.append(self._line(start, parts))
        return found

    def _cut(self, chunk: Chunk, whole: Pieces, width: float, room: float) -> list[tuple[int, int]]:
        """Return what of `chunk` fits into `room`, perhaps nothing, and what goes on each next line."""
        if not room and whole.width <= width + _SLACK:
            return [(chunk.start, chunk.start), (chunk.start, chunk.end)]
        found: list[tuple[int, int]] = []
        begin, used, limit = chunk.start, 0.0, room
        for first, last in clusters(self.text[chunk.start : chunk.end]):
            at = chunk.start + first
            size = self._shaper.chunk(at, chunk.start + last).width
            if used + size > limit and (begin < at or not found):
                found.append((begin, at))
                begin, used, limit = at, 0.0, width
            used += size
        found.append((begin, chunk.end))
        return found

    def _line(self, start: int, parts: Sequence[Pieces]) -> Line:
        width = sum([each.width for each in parts])
        found = [piece for each in parts for piece in each.all]
        end = start + sum([len(each.shaped.text) for each in found])
        even = self._shaper.even and not self.linked
        if self.resolved is None:
            return Line(start, end, width, tuple(found), even)
        levels = self.resolved.line(start, end)
        shown: list[int] = []
        at = 0
        for piece in found:
            level = levels[at]
            shown.append(piece.level if level is None else level)
            at += len(piece.shaped.text)
        return Line(start, end, width, tuple(found[i] for i in visual_order(shown)), even)


def _fit(span: Span) -> Span:
    """Return `span` without what cannot be drawn, its breaks as spaces."""
    if span.text.isprintable():
        return span
    return replace(span, text=clean(span.text).replace("\n", " "))
