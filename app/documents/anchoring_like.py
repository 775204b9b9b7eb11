"""Finds words much like a mark's in a text, strictly: one place, clearly better than any other."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from app.documents.anchoring_words import Span, Words

LONG_ENOUGH = 24
"""Weight of a mark that is looked for at all: about five words. Shorter ones fit by chance."""

ALIKE = 0.7
"""Share of the mark's words that must be there, in order."""

CLEARLY = 0.2
"""How much smaller the share must be at the second best place."""

RARE = 12
"""A word that is there more often says nothing about where a passage is."""

POINTING = ALIKE / 2
"""Share of a passage's rare words that must point to a place for it to be compared with it at
all: of one that is much like it, half of those that stayed, if words were put in between."""

LOOKED_AT = 3
"""Places compared word by word for one mark, those most of its rare words point to."""


class Like:
    """The words of a text that may be looked through: those not known to be others."""

    __slots__ = ("_free", "_where", "_words")

    def __init__(self, words: Words, taken: Sequence[int] = ()) -> None:
        self._words = words
        self._free = [
            token if not taken or taken[at] < 0 else "" for at, token in enumerate(words.tokens)
        ]
        self._where: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(self._free):
            if token:
                self._where[token].append(at)

    def best(self, tokens: Sequence[str], heavy: int) -> tuple[Span, float] | None:
        """Return the place (tokens) most like the row `tokens` of weight `heavy`, and how like."""
        if heavy < LONG_ENOUGH:
            return None
        shares = self._shares(tokens, heavy)
        shares.sort(key=lambda each: -each[0])
        if not shares or shares[0][0] < ALIKE:
            return None
        best, span = shares[0]
        for share, other in shares[1:]:
            apart = other[1] <= span[0] or span[1] <= other[0]
            if apart and share > best - CLEARLY:
                return None
        return span, best

    def near(self, tokens: Sequence[str], heavy: int, own: Span = (0, 0)) -> bool:
        """Say whether any place, apart from `own`, is much like the row `tokens`."""
        return any(
            share >= ALIKE and (each[1] <= own[0] or own[1] <= each[0])
            for share, each in self._shares(tokens, heavy, POINTING)
        )

    def _shares(
        self, tokens: Sequence[str], heavy: int, least: float = 0.0
    ) -> list[tuple[float, Span]]:
        """Return the places that `least` of its rare words point to, and how like each is."""
        votes: dict[int, int] = defaultdict(int)
        rare = 0
        step = max(len(tokens) // 2, 4)
        for number, token in enumerate(tokens):
            found = self._where.get(token, ())
            if len(found) > RARE:
                continue
            rare += 1
            halves = {(at - number) * 2 // step for at in found}
            # Two overlapping rows of boxes, so that no place is cut in two by their edges.
            for box in halves | {half - 1 for half in halves}:
                votes[box] += 1
        shares: list[tuple[float, Span]] = []
        for box, count in Counter(votes).most_common(2 * LOOKED_AT):
            if count < least * rare:
                break
            if found := self._compared(tokens, heavy, box * step // 2, step):
                shares.append(found)
        return shares

    def _compared(
        self, tokens: Sequence[str], heavy: int, first: int, step: int
    ) -> tuple[float, Span] | None:
        """Return the share of `tokens` that is there in order around `first`, and where."""
        from rapidfuzz.distance import LCSseq  # noqa: PLC0415 -- slow import

        begin = max(0, first - step)
        end = min(len(self._words), first + len(tokens) + 2 * step)
        there = self._free[begin:end]
        equal = [each for each in LCSseq.opcodes(list(tokens), there) if each.tag == "equal"]
        if not equal:
            return None
        span = (begin + equal[0].dest_start, begin + equal[-1].dest_end)
        shared = sum(
            self._words.weigh((begin + each.dest_start, begin + each.dest_end)) for each in equal
        )
        # What stands between the words found counts against them.
        return shared / max(heavy, self._words.weigh(span)), span
