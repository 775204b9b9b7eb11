"""Where the sections of a paper stand in its document: offsets to positions and back.

Offsets are code points in a section's plain text; positions are UTF-16 units in the
document, where a character beyond U+FFFF takes two. A section is set in pieces, a
paragraph or a cell each: between two pieces text and document need not have as many
characters.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

At = tuple[str, int]
"""A section's key and an offset in its plain text."""
_BEYOND = 0x10000
_POSITION, _OFFSET, _TOP = attrgetter("position"), attrgetter("offset"), attrgetter("top")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in the document as they stand in the text: `length` code points."""

    offset: int
    length: int
    position: int

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(slots=True)
class Stretch:
    """One section: its heading begins at `top`, the first word of its text at `start`.

    `pieces` grow while a long paper is being set; without them the text is one piece.
    """

    key: str
    heading: str
    top: int
    start: int
    text: str
    pieces: list[Piece] | None = None

    def set_pieces(self) -> list[Piece]:
        """Return what is set of it so far."""
        if self.pieces is None:
            self.pieces = [Piece(0, len(self.text), self.start)]
        return self.pieces

    def position(self, offset: int) -> int | None:
        """Return where `offset` stands, None if its words are not set yet."""
        pieces = self.set_pieces()
        if not pieces:
            return None if self.text else self.start
        piece = pieces[max(0, bisect_right(pieces, offset, key=_OFFSET) - 1)]
        if offset > piece.end and piece is pieces[-1] and piece.end < len(self.text):
            return None
        end = min(max(offset, piece.offset), piece.end)
        return piece.position + units(self.text[piece.offset : end])

    def offset(self, position: int) -> int:
        """Return the offset of the words at `position`, the nearest where there are none."""
        pieces = self.set_pieces()
        if not pieces:
            return 0
        piece = pieces[max(0, bisect_right(pieces, position, key=_POSITION) - 1)]
        words = self.text[piece.offset : piece.end]
        return piece.offset + points(words, max(0, position - piece.position))

    def end(self) -> int:
        """Return where the words that are set end."""
        pieces = self.set_pieces()
        if not pieces:
            return self.start
        last = pieces[-1]
        return last.position + units(self.text[last.offset : last.end])


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as the outline shows it: where it stands, its level from 1."""

    section: str
    offset: int
    level: int
    heading: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one section: code points `start` to `end` of its plain text."""

    section: str
    start: int
    end: int
    exact: str = ""


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + sum(ord(char) >= _BEYOND for char in text)


def points(text: str, wanted: int) -> int:
    """Return how many characters of `text` begin within its first `wanted` UTF-16 units."""
    if text.isascii():
        return min(wanted, len(text))
    seen = 0
    for number, char in enumerate(text):
        if seen >= wanted:
            return number
        seen += 2 if ord(char) >= _BEYOND else 1
    return len(text)


class Places:
    """The sections in order, and both ways between offsets and positions."""

    def __init__(self, stretches: Iterable[Stretch] = ()) -> None:
        self.stretches: list[Stretch] = []
        self.outline: list[Entry] = []
        self._by_key: dict[str, Stretch] = {}
        for each in stretches:
            self.add(each)

    def add(self, stretch: Stretch) -> None:
        """Take in the next section; of two with one key the first is meant."""
        self.stretches.append(stretch)
        self._by_key.setdefault(stretch.key, stretch)

    def section(self, key: str) -> Stretch | None:
        return self._by_key.get(key)

    def position(self, section: str, offset: int) -> int | None:
        """Return where in the document an offset is, None without such a section or words."""
        found = self._by_key.get(section)
        return None if found is None else found.position(max(0, offset))

    def place(self, position: int) -> tuple[str, int] | None:
        """Return section and offset at a position; in a heading it is the section's start."""
        number = self.number(position)
        if number < 0:
            return None
        found = self.stretches[number]
        return found.key, found.offset(position)

    def words(self, section: str, offset: int) -> str:
        """Return the words of a section from an offset to the end of their paragraph."""
        found = self._by_key.get(section)
        if found is None:
            return ""
        end = found.text.find("\n", offset)
        return found.text[offset:] if end < 0 else found.text[offset:end]

    def number(self, position: int) -> int:
        """Return which section, counted from 0, stands at a position; -1 before the first."""
        return bisect_right(self.stretches, position, key=_TOP) - 1

    def span(self, first: int, last: int) -> Span | None:
        """Return the words between two positions, cut to the section they begin in.

        White space at both ends is left out; None where no words of a section remain.
        """
        for found in self.stretches:
            end = found.end()
            if first < end and last > found.start:
                return _trimmed(found, found.offset(first), found.offset(min(end, last)))
        return None


def _trimmed(found: Stretch, start: int, stop: int) -> Span | None:
    words = found.text[start:stop]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span(found.key, start, start + len(words), words) if words else None
