"""A paper as the row of words that anchors are compared by: white space never counts."""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from app.documents.plain import plain
from app.domain.proposals import Section

SINGLY = "⺀-⿟々〇぀-ヿ㐀-䶿一-鿿豈-﫿𠀀-𲎯"
"""Characters that are words by themselves: Han, and the Japanese letters between them."""

WEIGHS = 3
"""How much such a character weighs; letters and digits weigh 1, all else nothing."""

_TOKEN = re.compile(rf"[{SINGLY}]|(?:(?![{SINGLY}])[\w\u0300-\u036f\u064b-\u065f])+|[^\w\s\ufdd0]")
_SINGLE = re.compile(f"[{SINGLY}]")
ENDS = frozenset(".!?。！？؟।")
"""What ends a sentence."""

BETWEEN = "\n\ufdd0\n"
"""Stands between the sections of a paper: a character that is in no text."""


@dataclass(frozen=True, slots=True)
class PlainSection:
    """A section as anchors see it: `text` is plain."""

    key: str
    heading: str
    text: str


def plain_sections(sections: Iterable[Section]) -> tuple[PlainSection, ...]:
    return tuple(PlainSection(each.key, each.heading, plain(each.text)) for each in sections)


def squeezed(text: str) -> str:
    """Return `text` in NFC with every run of white space as one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def weight(words: str) -> int:
    """Return how telling `words` are."""
    if words.isascii():  # most words are, and no sign of theirs stands for a whole word
        return len(words) if words.isalnum() else sum(map(str.isalnum, words))
    if len(words) == 1:
        return WEIGHS if _SINGLE.match(words) else int(words.isalnum())
    return sum(WEIGHS if _SINGLE.match(each) else each.isalnum() for each in words)


def find(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Return start and end of every place of `quote` in `text`, white space collapsed.

    Overlapping places are told too.
    """
    words = unicodedata.normalize("NFC", quote).split()
    if not words:
        return
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    found = pattern.search(text)
    while found:
        yield found.span()
        found = pattern.search(text, found.start() + 1)


Span = tuple[int, int]
"""First token and the one after the last; or first code point and the one after the last."""


@dataclass(slots=True)
class Words:
    """All sections of a paper in one row of tokens; positions count in `text`."""

    sections: Sequence[PlainSection]
    text: str = ""
    bases: list[int] = field(default_factory=list[int])
    """Where each section begins in `text`."""
    starts: list[int] = field(default_factory=list[int])
    ends: list[int] = field(default_factory=list[int])
    tokens: list[str] = field(default_factory=list[str])
    heavy: list[int] = field(default_factory=list[int])
    """Weight of the tokens before each one, and of all."""
    breaks: list[int] = field(default_factory=list[int])
    """Where lines (paragraphs) end."""
    lines: list[int] = field(default_factory=list[int])
    """The number of the line of each token."""
    stops: list[int] = field(default_factory=list[int])
    """The last tokens of sentences and lines, that of the paper left out."""

    def __post_init__(self) -> None:
        self.text = BETWEEN.join(each.text for each in self.sections)
        lengths = [len(each.text) + len(BETWEEN) for each in self.sections]
        self.bases = [0, *accumulate(lengths)][: len(lengths)]
        found = list(_TOKEN.finditer(self.text))
        self.tokens = [each[0] for each in found]
        self.starts = [each.start() for each in found]
        self.ends = [each.end() for each in found]
        weights = {token: weight(token) for token in set(self.tokens)}
        self.heavy = [0, *accumulate(map(weights.__getitem__, self.tokens))]
        self.breaks = [found.start() for found in re.finditer("\n", self.text)]
        self.lines = [bisect_right(self.breaks, start) for start in self.starts]
        beside = zip(self.tokens, self.lines, self.lines[1:], strict=False)
        self.stops = [
            at for at, (token, line, after) in enumerate(beside) if line != after or token in ENDS
        ]

    def __len__(self) -> int:
        return len(self.tokens)

    def weigh(self, span: Span) -> int:
        return self.heavy[max(span[0], span[1])] - self.heavy[span[0]]

    def line(self, token: int) -> int:
        """Return the number of the line in which a token stands."""
        return self.lines[token]

    def section_at(self, position: int) -> int:
        """Return the number of the section in which a position of `text` is."""
        return max(bisect_right(self.bases, position) - 1, 0)

    def covering(self, start: int, end: int) -> Span:
        """Return the tokens that the code points `start` to `end` touch."""
        return bisect_right(self.ends, start), bisect_right(self.starts, end - 1)

    def number(self, key: str | None) -> int | None:
        """Return the number of the section with this key; None if there is none, or several."""
        found = [at for at, each in enumerate(self.sections) if key in (None, each.key)]
        return found[0] if len(found) == 1 else None


class Finder:
    """Finds rows of tokens in a paper."""

    __slots__ = ("_at", "_tokens")

    def __init__(self, words: Words) -> None:
        self._tokens = words.tokens
        self._at: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(words.tokens):
            self._at[token].append(at)

    def places(self, tokens: Sequence[str], most: int) -> list[int]:
        """Return the first tokens of the places of `tokens`, the first `most` of them."""
        wanted, found = list(tokens), list[int]()
        where = [self._at.get(token, []) for token in wanted]
        # Only where the rarest of them is can all of them be.
        rarest = min(range(len(wanted)), key=lambda number: len(where[number]))
        for at in where[rarest]:
            first = at - rarest
            if first >= 0 and self._tokens[first : first + len(wanted)] == wanted:
                found.append(first)
                if len(found) == most:
                    break
        return found
