"""A paragraph's lines: broken in the order of reading, then put into the order of showing."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from app.reports.bidi import Levels, resolve, visual_order
from app.reports.breaks import FIRST_MARK, SPACES, clusters, tokens
from app.reports.pieces import Piece, Pieces, Shaper, known
from app.reports.plain import DIRECTED, clean
from app.reports.shaping import Span, one_face, pick_faces

_SLACK = 0.01
"""Points a line may be too wide, for sums of fractions."""


class Line(NamedTuple):
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
        self.text = "".join([span.text for span in self.spans])
        self.resolved = self._resolve(base, default)
        self.right_to_left = bool(self.base & 1)
        self.linked = any(span.link for span in self.spans)
        self._shaper: Shaper | None = None
        self._single: tuple[float, Line] | None = None
        faces = self._one_face_each()
        if faces:
            self._chunks: list[Pieces] = []
            for span, name in zip(self.spans, faces, strict=True):
                words = known(span, name, 0)
                self._chunks += chain.from_iterable(map(words.__getitem__, tokens(span.text)))
            self.even = len(faces) == 1
        else:
            self._chunks = self._shaped().all()
            self.even = self._shaped().even

    def _one_face_each(self) -> list[str]:
        """Return the face of each span, if each is in one, of whole words, and from left to right."""
        if self.resolved is not None or not _of_words(self.spans):
            return []
        found = [one_face(span.text, span.type) for span in self.spans]
        return found if all(found) else []

    def _shaped(self) -> Shaper:
        if self._shaper is None:
            owner = [i for i, span in enumerate(self.spans) for _ in range(len(span.text))]
            faces = pick_faces(self.text, owner, [span.type for span in self.spans])
            self._shaper = Shaper(self.text, owner, faces, self._filled(), self.spans)
        return self._shaper

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
        return sum(each.width for each in self._chunks)

    @property
    def least(self) -> float:
        """As wide as its longest word."""
        return max((each.width for each in self._chunks), default=0.0)

    def break_into(  # noqa: C901, PLR0912 -- one walk that fills one line after the other
        self, width: float
    ) -> list[Line]:
        """Return the lines of at most `width` points; a longer word is cut where it must be."""
        found: list[Line] = []
        parts: list[Pieces] = []
        most = width + _SLACK
        if self._single is not None and self._single[0] <= most:
            return [self._single[1]]
        start = end = at = 0
        used = held = 0.0
        spaces: Pieces | None = None
        for whole in self._chunks:
            begin = at
            at += whole.length
            if whole.space:
                if parts:
                    spaces, held = whole, whole.width
                continue
            further = held + whole.width
            if used + further <= most:
                if not parts:
                    start = begin
                elif spaces is not None:
                    parts.append(spaces)
                parts.append(whole)
                used += further
            else:
                room = width - used if whole.within else 0.0
                first, *others = self._cut(begin, whole, width, room)
                if first[0] < first[1]:
                    start = start if parts else first[0]
                    parts.append(self._shaped().chunk(*first))
                    end = first[1]
                if parts:
                    found.append(self._line(start, end, parts))
                found += [self._line(a, b, [self._shaped().chunk(a, b)]) for a, b in others[:-1]]
                parts, used = [], 0.0
                if others:
                    start = others[-1][0]
                    parts = [whole if start == begin else self._shaped().chunk(*others[-1])]
                    used = parts[0].width
            end = at
            spaces, held = None, 0.0
        if parts:
            last = self._line(start, end, parts)
            if not found:
                self._single = (used, last)
            found.append(last)
        return found

    def _cut(self, begin: int, whole: Pieces, width: float, room: float) -> list[tuple[int, int]]:
        """Return what of a chunk fits into `room`, perhaps nothing, and what goes on each next line."""
        end = begin + whole.length
        if not room and whole.width <= width + _SLACK:
            return [(begin, begin), (begin, end)]
        found: list[tuple[int, int]] = []
        first, used, limit = begin, 0.0, room
        for a, b in clusters(self.text[begin:end]):
            size = self._shaped().chunk(begin + a, begin + b).width
            if used + size > limit and (first < begin + a or not found):
                found.append((first, begin + a))
                first, used, limit = begin + a, 0.0, width
            used += size
        found.append((first, end))
        return found

    def _line(self, start: int, end: int, parts: Sequence[Pieces]) -> Line:
        width = sum([each.width for each in parts])
        found = [piece for each in parts for piece in each.all]
        even = self.even and not self.linked
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


@lru_cache(4096)
def recurring(span: Span, base: int | None, default: int) -> Text:
    """Return a paragraph of few words: labels and values recur in tables and lists."""
    return Text([span], base, default)


def _of_words(spans: Sequence[Span]) -> bool:
    """Say whether each span ends where a word or the spaces between two words do."""
    if len(spans) > 1 and not all(span.text for span in spans):
        return False
    for span, following in pairwise(spans):
        end, begin = span.text[-1], following.text[0]
        if (end in SPACES) == (begin in SPACES) or ord(begin) >= FIRST_MARK:
            return False
    return bool(spans)


def _fit(span: Span) -> Span:
    """Return `span` without what cannot be drawn, its breaks as spaces."""
    if span.text.isprintable():
        return span
    return span._replace(text=clean(span.text).replace("\n", " "))
