"""Which texts are alike, and an order in which those are read one after another.

Each text becomes the weights of its folded words (a word that few texts share weighs more);
likeness is the cosine of two such weights. The order follows the strongest likenesses first:
two groups are joined where any two of their texts are most alike, and turned so that the ends
that meet are alike. So what is close stays together, at every distance.

Everything is bounded: some words a text, and no word that many texts share is followed.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import chain, pairwise
from math import ceil, log, sqrt

from app.domain.folding import fold, is_han

WORDS = 120
"""The heaviest words of a text that are compared."""
LONGEST = 40_000
"""Characters of a text that are looked at."""
STEPS = 6_000_000
"""About how many pairs of (text, text) sharing a word are looked at, whatever the texts."""
NEIGHBOURS = 10
"""Likest texts of each that the order is made of."""
FLOOR = 0.01
"""Likeness below which two texts have nothing to do with each other."""
NEARLY = 0.6
"""Share of their words in common from which two remarks say nearly the same."""
ALIKE = 0.15
"""Likeness from which two proposals are worth reading one after another."""

_RUN = re.compile(r"[^\W\d_]+")
_ARTICLES = ("وال", "بال", "كال", "فال", "ال")
_SHORTEST = 3
_TIMES = [0.0, *(1 + log(n) for n in range(1, 100))]
"""What a word weighs that comes so often: twice is not twice as much."""
Pair = tuple[float, int, int]
Breathe = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Placed:
    """A text in the order: its index, and how like it is to the one before (0 to 1)."""

    index: int
    like: float


@dataclass(slots=True)
class _Chains:
    """Texts in chains that grow together."""

    of: list[int]
    members: dict[int, list[int]] = field(default_factory=dict[int, list[int]])

    def join(self, pair: Pair, likeness: dict[tuple[int, int], float]) -> None:
        _like, first, second = pair
        one, other = self.of[first], self.of[second]
        if one == other:
            return
        joined = _meeting(self.members[one], self.members[other], likeness)
        into, gone = sorted((one, other))
        for index in self.members.pop(gone):
            self.of[index] = into
        self.members[into] = joined


def order(texts: Sequence[str], breathe: Breathe = lambda: None) -> list[Placed]:
    """Return all of `texts` so that like follows like; the same texts always the same order.

    `breathe` is called all the time meanwhile: it may rest, or raise to stop.
    """
    pairs = _pairs(_weights(texts, breathe), breathe)
    likeness = {(first, second): like for like, first, second in pairs}
    chains = _Chains(list(range(len(texts))), {index: [index] for index in range(len(texts))})
    for pair in sorted(pairs, key=lambda each: (-each[0], each[1], each[2])):
        chains.join(pair, likeness)
        breathe()
    found: list[int] = []
    for each in sorted(chains.members.values(), key=min):
        found += each if each[0] <= each[-1] else each[::-1]
    likes = [0.0, *(_like(likeness, one, other) for one, other in pairwise(found))]
    return [Placed(index, like) for index, like in zip(found, likes, strict=False)]


def near(texts: Sequence[str]) -> list[int]:
    """Return for each text the number of its group of nearly the same ones, 0 if it has none.

    Two belong together that have `NEARLY` of their words in common, and whoever belongs to
    either. Groups are numbered from 1 in the order of their first texts.
    """
    known: dict[str, tuple[str, ...]] = {}
    terms = [frozenset(_terms(text[:LONGEST], known)) or _whole(text) for text in texts]
    among = Counter(chain.from_iterable(terms))
    of, chains = list(range(len(texts))), {index: [index] for index in range(len(texts))}
    holders: dict[str, list[int]] = {}
    for index, each in enumerate(terms):
        # Two that are alike enough share one of their rarest words: only those are followed.
        rarest = sorted(each, key=lambda term: (among[term], term))
        looked: set[int] = set()
        for term in rarest[: len(each) - ceil(NEARLY * len(each) - 1e-9) + 1]:
            for other in holders.get(term, ()):
                if other not in looked and of[other] != of[index]:
                    looked.add(other)
                    if _share(each, terms[other]) >= NEARLY:
                        _unite(of, chains, other, index)
            holders.setdefault(term, []).append(index)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(one, len(numbers) + 1) if len(chains[one]) > 1 else 0 for one in of]


def _whole(text: str) -> frozenset[str]:
    """Return a text without a word worth comparing as one word, nothing for one that is empty."""
    return frozenset({" ".join(text.casefold().split())} - {""})


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def _unite(of: list[int], chains: dict[int, list[int]], one: int, other: int) -> None:
    into, gone = sorted((of[one], of[other]))
    for index in chains[gone]:
        of[index] = into
    chains[into] += chains.pop(gone)


def _meeting(one: list[int], other: list[int], likeness: dict[tuple[int, int], float]) -> list[int]:
    """Return both chains as one, turned so that the likest ends meet."""
    ways = ((one, other), (one, other[::-1]), (one[::-1], other), (one[::-1], other[::-1]))
    best = max(ways, key=lambda way: _like(likeness, way[0][-1], way[1][0]))
    return best[0] + best[1]


def _like(likeness: dict[tuple[int, int], float], one: int, other: int) -> float:
    return likeness.get((min(one, other), max(one, other)), 0.0)


def _weights(texts: Sequence[str], breathe: Breathe) -> list[dict[str, float]]:
    """Return the weights of each text's heaviest words, as parts of a length of 1."""
    known: dict[str, tuple[str, ...]] = {}
    counts: list[Counter[str]] = []
    among: Counter[str] = Counter()
    for text in texts:
        breathe()
        counts.append(_terms(text[:LONGEST], known))
        among.update(counts[-1].keys())  # all at once would let no other thread in
    total = len(texts)
    most = max(2, min(total // 3, STEPS // max(1, total * WORDS)))
    rare = {term: log((total + 1) / n) for term, n in among.items() if n <= most}
    alone = {term for term, n in among.items() if n == 1}
    found: list[dict[str, float]] = []
    for each in counts:
        breathe()
        found.append(_unit(each, rare, alone))
    return found


def _unit(counts: Counter[str], rare: dict[str, float], alone: set[str]) -> dict[str, float]:
    """Return the weights of the heaviest words; one of this text alone only makes it less like."""
    weights = [
        (_TIMES[min(n, 99)] * rare[term], term) for term, n in counts.items() if term in rare
    ]
    heaviest = nlargest(WORDS, weights)
    length = sqrt(sum(weight * weight for weight, _term in heaviest)) or 1.0
    return {term: weight / length for weight, term in heaviest if term not in alone}


def _pairs(weights: Sequence[dict[str, float]], breathe: Breathe) -> list[Pair]:
    """Return (likeness, first, second) of each text with the few that are likest before it."""
    holders: dict[str, list[tuple[int, float]]] = {}
    found: list[Pair] = []
    for second, each in enumerate(weights):
        breathe()
        scores: dict[int, float] = {}
        for term, weight in each.items():
            before = holders.setdefault(term, [])
            for first, other in before:
                scores[first] = scores.get(first, 0.0) + weight * other
            before.append((second, weight))
        near = [(like, first, second) for first, like in scores.items() if like >= FLOOR]
        found += sorted(near, reverse=True)[:NEIGHBOURS]
    return found


def _terms(text: str, known: dict[str, tuple[str, ...]]) -> Counter[str]:
    """Return how often each folded word comes; `known` keeps what was folded before."""
    counts: Counter[str] = Counter()
    for word, n in Counter(_RUN.findall(text)).items():
        terms = known.get(word)
        if terms is None:
            terms = known[word] = tuple(_folded(word))
        for term in terms:
            counts[term] += n
    return counts


def _folded(word: str) -> list[str]:
    """Return the words that a run of letters stands for: of Chinese each two characters."""
    parts = fold(word).split()
    found: list[str] = []
    for at, part in enumerate(parts):
        if is_han(part):
            if at + 1 < len(parts) and is_han(parts[at + 1]):
                found.append(part + parts[at + 1])
        elif len(part) >= _SHORTEST:
            found.append(_stem(part))
    return found


def _stem(word: str) -> str:
    """Return `word` without an Arabic article or a plural s: both stand in every second text."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + _SHORTEST:
            return word.removeprefix(article)
    return word[:-1] if word.endswith("s") and len(word) > _SHORTEST + 1 else word
