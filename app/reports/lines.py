"""A paragraph's lines: broken in the order of reading, then put into the order of showing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.reports.bidi import Levels, resolve, visual_order
from app.reports.breaks import SPACES, Chunk, chunks, clusters
from app.reports.plain import DIRECTED, clean
from app.reports.shaping import Piece, Span, pick_faces, pieces

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


class Text:
    """One paragraph with its styles, levels and faces, ready to be broken to any width."""

    def __init__(self, spans: Sequence[Span], base: int | None = None, default: int = 0) -> None:
        """Take one paragraph; without `base` its first strong letter decides, else `default`."""
        self.spans = tuple(_fit(span) for span in spans if span.text)
        self.text = "".join(span.text for span in self.spans)
        self._owner = [i for i, span in enumerate(self.spans) for _ in span.text]
        self.resolved = self._resolve(base, default)
        self.right_to_left = bool(self.base & 1)
        self._levels = self._filled()
        self._faces = pick_faces(self.text, self._owner, [span.type for span in self.spans])
        self._chunks = [(each, self._pieces(each.start, each.end)) for each in chunks(self.text)]

    def _resolve(self, base: int | None, default: int) -> Levels | None:
        if DIRECTED.search(self.text):
            found = resolve(self.text, base)
            self.base = found.base
            if base is None and not any(kind in {"L", "R", "AL"} for kind in found.classes):
                self.base = default
                return resolve(self.text, default)
            return found
        if base is None:
            base = 0 if any(char.isalpha() for char in self.text) else default
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

    def _pieces(self, start: int, end: int) -> list[Piece]:
        return pieces(
            self.text, start, end, self._owner, self._faces, self._levels, self.spans
        )  # fmt: skip

    def break_into(self, width: float) -> list[Line]:
        """Return the lines of at most `width` points; a longer word is cut where it must be."""
        found: list[Line] = []
        parts: list[Piece] = []
        spaces: list[Piece] = []
        used = held = 0.0
        for chunk, whole in self._chunks:
            size = _width(whole)
            if self.text[chunk.start] in SPACES:
                if parts:
                    spaces += whole
                    held += size
                continue
            if used + held + size <= width + _SLACK:
                parts += [*spaces, *whole]
                used += held + size
            else:
                room = width - used if chunk.within else 0.0
                first, *others = self._cut(chunk, whole, width, room)
                full = [parts + first, *others[:-1]]
                found += [self._line(each) for each in full if each]
                parts = others[-1] if others else []
                used = _width(parts)
            spaces.clear()
            held = 0.0
        if parts:
            found.append(self._line(parts))
        return found

    def _cut(
        self, chunk: Chunk, whole: list[Piece], width: float, room: float
    ) -> list[list[Piece]]:
        """Return what of `chunk` fits into `room`, perhaps nothing, and what goes on each next line."""
        if not room and _width(whole) <= width + _SLACK:
            return [[], whole]
        found: list[list[Piece]] = []
        begin, used, limit = chunk.start, 0.0, room
        for first, last in clusters(self.text[chunk.start : chunk.end]):
            at = chunk.start + first
            size = _width(self._pieces(at, chunk.start + last))
            if used + size > limit and (begin < at or not found):
                found.append(self._pieces(begin, at))
                begin, used, limit = at, 0.0, width
            used += size
        found.append(self._pieces(begin, chunk.end))
        return found

    def _line(self, parts: Sequence[Piece]) -> Line:
        start, end, width = parts[0].start, parts[-1].end, _width(parts)
        if self.resolved is None:
            return Line(start, end, width, tuple(parts))
        levels = self.resolved.line(start, end)
        shown = [levels[piece.start - start] for piece in parts]
        order = visual_order(
            [
                piece.level if level is None else level
                for level, piece in zip(shown, parts, strict=True)
            ]
        )
        return Line(start, end, width, tuple(parts[i] for i in order))


def _width(parts: Sequence[Piece]) -> float:
    return sum(piece.width for piece in parts)


def _fit(span: Span) -> Span:
    """Return `span` without what cannot be drawn, its breaks as spaces."""
    if span.text.isprintable():
        return span
    return replace(span, text=clean(span.text).replace("\n", " "))
