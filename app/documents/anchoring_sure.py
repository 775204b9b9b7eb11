"""Says whether a place is told from all others, or has a twin that it might be as well."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from app.documents.anchoring_like import Like
from app.documents.anchoring_lines import Lines, bounds
from app.documents.anchoring_map import WordMap
from app.documents.anchoring_words import Finder, Span, Words

NEIGHBOURS = 3
"""Weight of neighbours that is enough for words that are there only once."""

LARGE = 40
"""Weight from which words on one side, if they are there twice, speak against a place."""

EDGE = 24
"""Weight of a part of a sentence that is believed without the rest of it, and of a part of a
paragraph that, if it is there twice, speaks against a place."""

FAR = 150
"""Tokens to each side within which the ends of a sentence are looked for."""

SLIDING = 400
"""Tokens to the end of a run within which a twin beside it is looked for."""

BESIDE = 12
"""Tokens on each side that are looked at to tell a place from others like it."""

MANY = 50
"""Places of a quote that are looked at; one that is there more often says nothing."""

TELLING = 12
"""Weight of words, neighbours included, from which they are known again where they were."""


class Twins:
    """Two versions of a paper, and where each word of the old one went."""

    __slots__ = ("_lines", "_map", "found", "had")

    def __init__(self, words: WordMap, came: Like) -> None:
        self._map = words
        self._lines = Lines(words, came)
        self.had, self.found = Finder(words.old), Finder(words.new)

    def holds(self, span: Span) -> bool:
        """Say whether the neighbours that came along tell this place from all others."""
        old = self._map.old
        if old.text == self._map.new.text:
            return True
        run = self._map.run(span)
        if self._slides(span, run):
            return False
        if not self._stays_in_sentence(span, run) or not self._lines.told(span):
            return False
        first, last = max(run[0], span[0] - BESIDE), min(run[1], span[1] + BESIDE)
        breaks = [at for at in range(first + 1, last) if old.line(at - 1) != old.line(at)]
        edges = sorted({first, *breaks, last})
        # A paragraph that is there twice says so only where its neighbours are left out.
        parts = [
            each
            for each in pairwise(edges)
            if old.weigh(each) >= EDGE
            or (each[0] < span[1] and span[0] < each[1] and not self._lines.came(each, span))
        ]
        sides = (span, (first, span[1]), (span[0], last))
        parts += [each for each in sides if old.weigh(each) >= LARGE]
        if not all(self._same_order(each) for each in parts):
            return False
        if old.weigh((first, last)) >= TELLING:
            return self._same_order((first, last))
        beside = old.weigh(run) - old.weigh(span)
        return beside >= NEIGHBOURS and self._same_order(span) and self.twins(span) == 1

    def by_chance(self, span: Span) -> bool:
        """Say whether a few words agree in a sentence that is another one: they say nothing."""
        run = self._map.run(span)
        return self._map.old.weigh(run) < TELLING and not self._stays_in_sentence(span, run)

    def _stays_in_sentence(self, span: Span, run: Span) -> bool:
        """Say whether the sentences at both ends of a mark came along, not only their edge.

        Many begin and end alike ("The forum would"): where one went, another that stands there
        now may agree in a few words by chance.
        """
        return all(
            self._came_along(run, at, least)
            for at in (span[0], span[1] - 1)
            for least in (0, TELLING)
        )

    def _came_along(self, run: Span, at: int, least: int) -> bool:
        """Say whether most of the sentence of one word became the sentence it is in now."""
        old, new, to = self._map.old, self._map.new, self._map.to
        here = sentence(old, at, least)
        part = (max(run[0], here[0]), min(run[1], here[1]))
        if part == here or old.weigh(part) >= EDGE:
            return True
        there = sentence(new, to[at], least)
        shared = sum(
            old.weigh((each, each + 1)) for each in range(*here) if there[0] <= to[each] < there[1]
        )
        return 2 * shared >= max(old.weigh(here), new.weigh(there))

    def hangs_on(self, span: Span, left: int, right: int) -> bool:
        """Say whether a mark across sentences holds in each: a word or two at its edge may have
        gone with their sentence, and others stand there by chance.

        `left` and `right` are the weights of the neighbours that came along.
        """
        old = self._map.old
        ends = old.stops[bisect_left(old.stops, span[0]) : bisect_left(old.stops, span[1] - 1)]
        if not ends:
            return True
        head, tail = old.weigh((span[0], ends[0] + 1)), old.weigh((ends[-1] + 1, span[1]))
        return head + left >= TELLING and tail + right >= TELLING

    def _same_order(self, span: Span) -> bool:
        """Say whether every place of the words in the old version became one in the new, in order.

        Where they have twins, what came along with this one must be there only once: else one
        may have gone, and another come.
        """
        wanted = self._map.old.tokens[span[0] : span[1]]
        here = self.had.places(wanted, MANY)
        there = self.found.places(wanted, MANY)
        if len(here) == MANY or len(here) != len(there):
            return False
        to, size = self._map.to, span[1] - span[0]
        if [to[at] for at in here] != there:
            return False
        if not all(self._map.whole((at, at + size)) for at in here):
            return False
        return len(here) == 1 or self._alone(span)

    def _alone(self, span: Span) -> bool:
        """Say whether the words with all that came along are there once, in both versions."""
        run = self._map.run(span)
        wide = self._map.old.tokens[max(run[0], span[0] - FAR) : min(run[1], span[1] + FAR)]
        return len(self.had.places(wide, 2)) == 1 == len(self.found.places(wide, 2))

    def single(self, span: Span) -> bool:
        """Say whether of each paragraph's part of a mark there is only one in the new version."""
        old = self._map.old
        breaks = [at for at in range(span[0] + 1, span[1]) if old.line(at - 1) != old.line(at)]
        return all(
            old.weigh(each) < TELLING
            or len(self.found.places(old.tokens[each[0] : each[1]], 2)) == 1
            for each in pairwise([span[0], *breaks, span[1]])
        )

    def twins(self, span: Span, most: int = MANY) -> int:
        """Return how often the words are there in the new version, with their neighbours."""
        run = self._map.run(span)
        near = (max(run[0], span[0] - BESIDE), min(run[1], span[1] + BESIDE))
        return len(self.found.places(self._map.old.tokens[near[0] : near[1]], most))

    def _slides(self, span: Span, run: Span) -> bool:
        """Say whether what went or came beside the run is, word for word, the mark once more.

        The beginning and the end of a paper hold as its neighbours do.
        """
        to, back = self._map.to, self._map.back
        one, other = self._map.old.tokens, self._map.new.tokens
        begin, end = to[run[0]], to[run[1] - 1] + 1
        if run[1] - span[0] <= SLIDING:
            went, came = next_matched(to, run[1], 1), next_matched(back, end, 1)
            mine = (to[span[0]], end)
            if _image(to, went, len(back)) == end and _twin(one, (span[0], run[1]), went - run[1]):
                return True
            if _image(back, came, len(to)) == run[1] and _twin(other, mine, came - end):
                return True
        if span[1] - run[0] <= SLIDING:
            went, came = next_matched(to, run[0] - 1, -1), next_matched(back, begin - 1, -1)
            mine = (begin, to[span[1] - 1] + 1)
            if _image(to, went, len(back)) == begin - 1 and _twin(
                one, (run[0], span[1]), went + 1 - run[0]
            ):
                return True
            if _image(back, came, len(to)) == run[0] - 1 and _twin(other, mine, came + 1 - begin):
                return True
        return False


def sentence(words: Words, at: int, least: int = 0) -> Span:
    """Return the tokens of the sentence, or line, in which the token `at` stands.

    An end counts from a weight of `least` on: initials and numbers have points of their own.
    """
    line, stops = bounds(words, at), words.stops
    first, last = max(line[0], at - FAR), min(line[1], at + FAR)
    here = bisect_left(stops, at)
    for stop in reversed(stops[bisect_left(stops, first) : here]):
        if words.weigh((stop + 1, at + 1)) >= least:
            first = stop + 1
            break
    for stop in stops[here : bisect_left(stops, last - 1)]:
        if words.weigh((first, stop + 1)) >= least:
            last = stop + 1
            break
    return first, last


def next_matched(taken: Sequence[int], at: int, step: int) -> int:
    """Return the nearest matched token from `at` on."""
    while 0 <= at < len(taken) and taken[at] < 0:
        at += step
    return at


def _image(taken: Sequence[int], at: int, end: int) -> int:
    """Return where a token went; of what is before the first, -1; of what is behind the last, `end`."""
    if at < 0:
        return -1
    return taken[at] if at < len(taken) else end


def _twin(tokens: Sequence[str], span: Span, shift: int) -> bool:
    """Say whether the same tokens stand `shift` further on, in what went or came."""
    if not shift:
        return False
    first, last = span
    return list(tokens[first:last]) == list(tokens[first + shift : last + shift])
