"""Finds where the words of one version of a paper went in another, moved passages included.

First long runs of words that both versions have exactly once, wherever they stand; then
shorter ones among what is left; then what lies between two runs that stayed neighbours,
word by word. The work is bounded: what would take longer stays unmatched.
"""

import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from app.documents.anchoring_words import Span, Words

Row = str | tuple[int, ...]
"""What stands for each token of a paper, the same for the same: a letter, or a number."""

LONG, SHORT = 8, 4
"""Tokens of a run that is looked for anywhere, and of one among what the long ones left."""

MOVED = 30
"""Weight of a run that went elsewhere before it is believed: about six words."""

BY_CHANCE = 12
"""Weight of words at the edge of a paragraph that are not matched for what stands beyond it."""

PAIRS = 60_000_000
"""Pairs of words compared between runs, for a whole paper: a tenth of a second, 8 MB at once."""

LIKE = 0.25
"""Share of words in common from which a passage counts as reworded and not as another one."""


class WordMap:
    """For every token of `old` the one of `new` that it became, and back; -1 where none."""

    __slots__ = ("_begins", "_cuts", "_ends", "_left", "_one", "_other", "back", "new", "old", "to")

    def __init__(self, old: Words, new: Words) -> None:
        self.old, self.new = old, new
        self.to = [-1] * len(old)
        self.back = [-1] * len(new)
        numbers = {token: n for n, token in enumerate(dict.fromkeys((*old.tokens, *new.tokens)))}
        self._one, self._other = _row(old.tokens, numbers), _row(new.tokens, numbers)
        self._left = PAIRS
        self._begins: list[int] = []
        self._ends: dict[int, int] = {}
        self._cuts: list[int] | None = None
        """Where runs begin and end, once all is compared."""
        if old.text == new.text:
            self.to = list(range(len(old)))
            self.back = list(range(len(new)))
            return
        self._take_unique(LONG)
        self._take_unique(SHORT)
        self._fill_between()
        self._fill_beside()
        self._slide()

    def run(self, span: Span) -> Span:
        """Return the longest span around `span` whose tokens stayed one behind the other."""
        if self._cuts is None:
            pairs = enumerate(pairwise(self.to), 1)
            inner = [at for at, (one, other) in pairs if one < 0 or other != one + 1]
            self._cuts = [0, *inner, len(self.to)]
        before = bisect_right(self._cuts, span[0]) - 1
        return self._cuts[before], self._cuts[bisect_left(self._cuts, span[1])]

    def whole(self, span: Span) -> bool:
        """Say whether the tokens of `span` stand one behind the other in the new version."""
        begin = self.to[span[0]]
        size = span[1] - span[0]
        return begin >= 0 and self.to[span[0] : span[1]] == list(range(begin, begin + size))

    # --- runs that are there exactly once ---------------------------------------------------

    def _take_unique(self, size: int) -> None:
        here, there = _once(self._one, self.to, size), _once(self._other, self.back, size)
        for key, at in here.items():
            found = there.get(key, -1)
            if found < 0 or self.to[at] >= 0 or self.back[found] >= 0:
                continue
            length = self._agree(at, found)
            before = self._agree_before(at, found)
            span = self._trimmed((at - before, at + length))
            before = at - span[0]
            if self._in_order(span, found - before) or self._telling(span):
                self._pair(span, found - before)

    def _agree(self, at: int, found: int) -> int:
        """Return how many free tokens agree from here on."""
        one, other, to, back = self._one, self._other, self.to, self.back
        length = 0
        most = min(len(one) - at, len(other) - found)
        while (
            length < most
            and one[at + length] == other[found + length]
            and to[at + length] < 0
            and back[found + length] < 0
        ):
            length += 1
        return length

    def _agree_before(self, at: int, found: int) -> int:
        one, other, to, back = self._one, self._other, self.to, self.back
        length = 0
        most = min(at, found)
        while (
            length < most
            and one[at - length - 1] == other[found - length - 1]
            and to[at - length - 1] < 0
            and back[found - length - 1] < 0
        ):
            length += 1
        return length

    def _trimmed(self, span: Span) -> Span:
        """Leave out what agrees by chance with the paragraph behind or before: a word or two."""
        first, last = span
        line = self.old.line
        begin, end = line(first), line(last - 1)
        if begin == end:
            return span
        head, tail = first, last
        while line(head) == begin:
            head += 1
        while line(tail - 1) == end:
            tail -= 1
        if self.old.weigh((first, head)) < BY_CHANCE and first and line(first - 1) == begin:
            first = head
        whole = last == len(self.to) or line(last) != end
        if self.old.weigh((tail, last)) < BY_CHANCE and not whole and tail > first:
            last = tail
        return first, last

    def _telling(self, span: Span) -> bool:
        return self.old.weigh(span) >= MOVED

    def _in_order(self, span: Span, found: int) -> bool:
        """Say whether the nearest matched words on both sides are on these sides there too."""
        behind = bisect_right(self._begins, span[0])
        left = self.to[self._ends[self._begins[behind - 1]] - 1] if behind else -1
        right = self.to[self._begins[behind]] if behind < len(self._begins) else len(self.back)
        return left < found and found + span[1] - span[0] <= right

    def _pair(self, span: Span, found: int) -> None:
        insort(self._begins, span[0])
        self._ends[span[0]] = span[1]
        length = span[1] - span[0]
        self.to[span[0] : span[1]] = range(found, found + length)
        self.back[found : found + length] = range(span[0], span[1])

    # --- what lies between and beside them -----------------------------------------------------

    def _fill_between(self) -> None:
        for here, there in list(self._gaps()):
            self._compare(here, there)

    def _gaps(self) -> Iterator[tuple[Span, Span]]:
        """Return what is unmatched on both sides between two runs that are neighbours in both."""
        left, count = -1, len(self.to)
        for at in range(count + 1):
            if at < count and self.to[at] < 0:
                continue
            before = self.to[left] if left >= 0 else -1
            after = self.to[at] if at < count else len(self.back)
            if at - left > 1 and after - before > 1:
                free = all(each < 0 for each in self.back[before + 1 : after])
                if free:
                    yield (left + 1, at), (before + 1, after)
            left = at

    def _fill_beside(self) -> None:
        """Compare what is left of a paragraph of which a part was found elsewhere."""
        old, new = self.old, self.new
        free = [at for at, found in enumerate(self.to) if found < 0]
        for at in sorted({beside for each in free for beside in (each - 1, each, each + 1)}):
            if not 0 <= at < len(self.to):
                continue
            found = self.to[at]
            if found < 0:
                continue
            if at and self.to[at - 1] < 0 and found and self.back[found - 1] < 0:
                here = self._reach(self.to, old.line, at, -1)
                there = self._reach(self.back, new.line, found, -1)
                self._compare((here, at), (there, found))
            last, end = at + 1, found + 1
            if last < len(old) and self.to[last] < 0 and end < len(new) and self.back[end] < 0:
                here = self._reach(self.to, old.line, at, 1)
                there = self._reach(self.back, new.line, found, 1)
                self._compare((last, here), (end, there))

    def _reach(self, taken: Sequence[int], line: Callable[[int], int], at: int, step: int) -> int:
        """Return how far free tokens of the line of `at` go in one direction."""
        end, here = at + step, line(at)
        while 0 <= end < len(taken) and taken[end] < 0 and line(end) == here:
            end += step
        return end if step > 0 else end + 1

    def _slide(self) -> None:
        """Put what came word for word as its neighbour between two lines, not into one of them.

        Of a paragraph that was parted, and one part said twice, the other part tells which of
        the two it was: they were one line.
        """
        line = self.old.line
        pairs = enumerate(pairwise(self.to), 1)
        apart = [(at, other - one - 1) for at, (one, other) in pairs if 0 <= one < other - 1]
        for at, came in apart:
            begin = self.to[at - 1] + 1
            if line(at - 1) != line(at) or any(
                each >= 0 for each in self.back[begin : begin + came]
            ):
                continue
            if span := self._moves(at - 1, -1, came):
                self._move(span, came)
            elif span := self._moves(at, 1, -came):
                self._move(span, -came)

    def _moves(self, at: int, step: int, by: int) -> Span | None:
        """Return the tokens from `at` to the edge of their line if all are said `by` further on."""
        first = self.to[at]
        count, size = 0, len(self.to)
        while 0 <= (here := at + count * step) < size and self.old.line(here) == self.old.line(at):
            there = first + count * step
            if self.to[here] != there or self._one[here] != self._other[there + by]:
                return None
            count += 1
        span = (at - count + 1, at + 1) if step < 0 else (at, at + count)
        return span if self._telling(span) else None

    def _move(self, span: Span, by: int) -> None:
        images = [at + by for at in self.to[slice(*span)]]
        for at in self.to[slice(*span)]:
            self.back[at] = -1
        self.to[slice(*span)] = images
        for at, image in enumerate(images, span[0]):
            self.back[image] = at

    def _compare(self, here: Span, there: Span) -> None:
        """Match what two passages have in common, in order, if they are much alike."""
        from rapidfuzz.distance import LCSseq  # noqa: PLC0415 -- slow import

        one, other = self._one[here[0] : here[1]], self._other[there[0] : there[1]]
        if not one or not other or len(one) * len(other) > self._left:
            return
        self._left -= len(one) * len(other)
        equal = [each for each in LCSseq.opcodes(one, other) if each.tag == "equal"]
        old = self.old
        shared = sum(old.weigh((here[0] + e.src_start, here[0] + e.src_end)) for e in equal)
        alike = shared >= LIKE * min(old.weigh(here), self.new.weigh(there))
        for each in equal:
            span = (here[0] + each.src_start, here[0] + each.src_end)
            if alike or self._telling(span):
                self._pair(span, there[0] + each.dest_start)


def _row(tokens: Sequence[str], numbers: dict[str, int]) -> Row:
    """Return a letter for each token: of all rows text is cut and compared fastest."""
    if len(numbers) > sys.maxunicode:
        return tuple(numbers[token] for token in tokens)
    return "".join([chr(numbers[token]) for token in tokens])


def _once(row: Row, taken: Sequence[int], size: int) -> dict[Row, int]:
    """Return {run of `size` free tokens that is there once: where it is}, in their order."""
    found: dict[Row, int] = {}
    several: set[Row] = set()
    for first, last in _free(taken, size):
        for at in range(first, last - size + 1):
            key = row[at : at + size]
            if key in found:
                several.add(key)
            else:
                found[key] = at
    for key in several:
        del found[key]
    return found


def _free(taken: Sequence[int], size: int) -> Iterator[Span]:
    """Yield the stretches of at least `size` free tokens."""
    first = 0
    for at, number in enumerate(taken):
        if number >= 0:
            if at - first >= size:
                yield first, at
            first = at + 1
    if len(taken) - first >= size:
        yield first, len(taken)
