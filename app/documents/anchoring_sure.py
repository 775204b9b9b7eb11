"""Says whether a place is told from all others, or has a twin that it might be as well."""

from collections.abc import Sequence
from itertools import pairwise

from app.documents.anchoring_map import WordMap
from app.documents.anchoring_words import Finder, Span

NEIGHBOURS = 3
"""Weight of neighbours that is enough for words that are there only once."""

LARGE = 40
"""Weight from which words on one side, if they are there twice, speak against a place."""

SLIDING = 400
"""Tokens to the end of a run within which a twin beside it is looked for."""

ENDS = frozenset(".!?。！？؟।")
"""What ends a sentence."""

BESIDE = 12
"""Tokens on each side that are looked at to tell a place from others like it."""

MANY = 50
"""Places of a quote that are looked at; one that is there more often says nothing."""

TELLING = 12
"""Weight of words, neighbours included, from which they are known again where they were."""


class Twins:
    """Two versions of a paper, and where each word of the old one went."""

    __slots__ = ("_map", "found", "had")

    def __init__(self, words: WordMap) -> None:
        self._map = words
        self.had, self.found = Finder(words.old), Finder(words.new)

    def holds(self, span: Span) -> bool:
        """Say whether the neighbours that came along tell this place from all others."""
        old = self._map.old
        if old.text == self._map.new.text:
            return True
        run = self._map.run(span)
        if self._slides(span, run):
            return False
        if not self.hangs_on(span, old.weigh((run[0], span[0])), old.weigh((span[1], run[1]))):
            return False
        first, last = max(run[0], span[0] - BESIDE), min(run[1], span[1] + BESIDE)
        breaks = [at for at in range(first + 1, last) if old.line(at - 1) != old.line(at)]
        edges = sorted({first, *breaks, last})
        # A paragraph that is there twice says so only where its neighbours are left out.
        for each in (span, (first, span[1]), (span[0], last), *pairwise(edges)):
            if old.weigh(each) >= LARGE and not self._same_order(each):
                return False
        if old.weigh((first, last)) >= TELLING:
            return self._same_order((first, last))
        beside = old.weigh(run) - old.weigh(span)
        return beside >= NEIGHBOURS and self._same_order(span) and self.twins(span) == 1

    def hangs_on(self, span: Span, left: int, right: int) -> bool:
        """Say whether a mark across sentences holds in each: a word or two at its edge may have
        gone with their sentence, and others stand there by chance.

        `left` and `right` are the weights of the neighbours that came along.
        """
        old = self._map.old
        ends = [
            at
            for at in range(span[0], span[1] - 1)
            if old.tokens[at] in ENDS or old.line(at) != old.line(at + 1)
        ]
        if not ends:
            return True
        head, tail = old.weigh((span[0], ends[0] + 1)), old.weigh((ends[-1] + 1, span[1]))
        return head + left >= TELLING and tail + right >= TELLING

    def _same_order(self, span: Span) -> bool:
        """Say whether every place of the words in the old version became one in the new, in order."""
        wanted = self._map.old.tokens[span[0] : span[1]]
        here = self.had.places(wanted, MANY)
        there = self.found.places(wanted, MANY)
        if len(here) == MANY or len(here) != len(there):
            return False
        to, size = self._map.to, span[1] - span[0]
        return [to[at] for at in here] == there and all(
            self._map.whole((at, at + size)) for at in here
        )

    def twins(self, span: Span, most: int = MANY) -> int:
        """Return how often the words are there in the new version, with their neighbours."""
        run = self._map.run(span)
        near = (max(run[0], span[0] - BESIDE), min(run[1], span[1] + BESIDE))
        return len(self.found.places(self._map.old.tokens[near[0] : near[1]], most))

    def _slides(self, span: Span, run: Span) -> bool:
        """Say whether what went or came beside the run is, word for word, the mark once more."""
        to, back = self._map.to, self._map.back
        one, other = self._map.old.tokens, self._map.new.tokens
        begin, end = to[run[0]], to[run[1] - 1] + 1
        if run[1] - span[0] <= SLIDING:
            after = next_matched(to, run[1], 1)
            came = next_matched(back, end, 1)
            if (
                after < len(to)
                and to[after] == end
                and _twin(one, (span[0], run[1]), after - run[1])
            ):
                return True
            mine = (to[span[0]], end)
            if came < len(back) and back[came] == run[1] and _twin(other, mine, came - end):
                return True
        if span[1] - run[0] <= SLIDING:
            before = next_matched(to, run[0] - 1, -1)
            came = next_matched(back, begin - 1, -1)
            mine = (run[0], span[1])
            if before >= 0 and to[before] == begin - 1 and _twin(one, mine, before + 1 - run[0]):
                return True
            mine = (begin, to[span[1] - 1] + 1)
            if came >= 0 and back[came] == run[0] - 1 and _twin(other, mine, came + 1 - begin):
                return True
        return False


def next_matched(taken: Sequence[int], at: int, step: int) -> int:
    """Return the nearest matched token from `at` on."""
    while 0 <= at < len(taken) and taken[at] < 0:
        at += step
    return at


def _twin(tokens: Sequence[str], span: Span, shift: int) -> bool:
    """Say whether the same tokens stand `shift` further on, in what went or came."""
    if not shift:
        return False
    first, last = span
    return list(tokens[first:last]) == list(tokens[first + shift : last + shift])
