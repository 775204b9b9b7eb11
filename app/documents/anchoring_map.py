"""Finds where the words of one version of a paper went in another, moved passages included.

First long runs of words that both versions have exactly once, wherever they stand; then
shorter ones among what is left; then what lies between two runs that stayed neighbours,
word by word. The work is bounded: what would take longer stays unmatched.
"""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterator, Sequence

from app.documents.anchoring_words import Span, Words

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

    __slots__ = ("_begins", "_ends", "_left", "_one", "_other", "back", "new", "old", "to")

    def __init__(self, old: Words, new: Words) -> None:
        self.old, self.new = old, new
        self.to = [-1] * len(old)
        self.back = [-1] * len(new)
        numbers: dict[str, int] = {}
        self._one = [numbers.setdefault(token, len(numbers)) for token in old.tokens]
        self._other = [numbers.setdefault(token, len(numbers)) for token in new.tokens]
        self._left = PAIRS
        self._begins: list[int] = []
        self._ends: dict[int, int] = {}
        if old.text == new.text:
            self.to = list(range(len(old)))
            self.back = list(range(len(new)))
            return
        self._take_unique(LONG)
        self._take_unique(SHORT)
        self._fill_between()
        self._fill_beside()

    def run(self, span: Span) -> Span:
        """Return the longest span around `span` whose tokens stayed one behind the other."""
        first, last = span
        while first > 0 and self.to[first - 1] >= 0 and self.to[first - 1] == self.to[first] - 1:
            first -= 1
        while last < len(self.to) and self.to[last] >= 0 and self.to[last] == self.to[last - 1] + 1:
            last += 1
        return first, last

    def whole(self, span: Span) -> bool:
        """Say whether the tokens of `span` stand one behind the other in the new version."""
        begin = self.to[span[0]]
        return begin >= 0 and all(
            self.to[at] == begin + at - span[0] for at in range(span[0], span[1])
        )

    # --- runs that are there exactly once ---------------------------------------------------

    def _take_unique(self, size: int) -> None:
        here, there = _once(self._one, self.to, size), _once(self._other, self.back, size)
        for key, at in here.items():
            found = there.get(key, -1)
            if at < 0 or found < 0 or self.to[at] >= 0 or self.back[found] >= 0:
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
        while (
            length < min(at, found)
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
        for at in range(len(self.to)):
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


def _once(ids: Sequence[int], taken: Sequence[int], size: int) -> dict[tuple[int, ...], int]:
    """Return {run of `size` free tokens: where it is}, -1 where it is more than once."""
    found: dict[tuple[int, ...], int] = {}
    free = 0
    for at, number in enumerate(taken):
        free = 0 if number >= 0 else free + 1
        if free >= size:
            key = tuple(ids[at - size + 1 : at + 1])
            found[key] = -1 if key in found else at - size + 1
    return found
