"""Where the sections of a paper stand in its document: offsets to positions and back.

Offsets are code points in a section's plain text; positions are UTF-16 units in the
document, where a character beyond U+FFFF takes two.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_BEYOND = 0x10000


@dataclass(frozen=True, slots=True)
class Stretch:
    """One section: its heading begins at `top`, the first word of its text at `start`."""

    key: str
    heading: str
    top: int
    start: int
    text: str


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

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.stretches = tuple(stretches)
        self._by_key = {each.key: each for each in reversed(self.stretches)}
        self._tops = [each.top for each in self.stretches]

    def section(self, key: str) -> Stretch | None:
        return self._by_key.get(key)

    def position(self, section: str, offset: int) -> int | None:
        """Return where in the document an offset is, None without such a section."""
        found = self._by_key.get(section)
        if found is None:
            return None
        return found.start + units(found.text[: max(0, offset)])

    def place(self, position: int) -> tuple[str, int] | None:
        """Return section and offset at a position; in a heading it is the section's start."""
        number = bisect_right(self._tops, position) - 1
        if number < 0:
            return None
        found = self.stretches[number]
        return found.key, points(found.text, max(0, position - found.start))

    def span(self, first: int, last: int) -> Span | None:
        """Return the words between two positions, cut to the section they begin in.

        White space at both ends is left out; None where no words of a section remain.
        """
        for found in self.stretches:
            end = found.start + units(found.text)
            if first < end and last > found.start:
                start = points(found.text, max(0, first - found.start))
                stop = points(found.text, min(end, last) - found.start)
                return _trimmed(found, start, stop)
        return None


def _trimmed(found: Stretch, start: int, stop: int) -> Span | None:
    words = found.text[start:stop]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span(found.key, start, start + len(words), words) if words else None
