"""Which item of the agenda, and which proposal, was spoken about: by words, order and names.

A meeting goes through its agenda in order, so the best way through it is looked for: each
passage is worth to a topic what rare words they share, going on costs little where somebody in
the chair says so, going back costs much. What comes out is a suggestion.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.folding import folded_word, tokens, word_set

STEM = 6
"""Letters by which long words are taken for one: environment, environmental."""
ON, STEP, AGAIN, BACK = 7.0, 0.4, 6.0, 16.0
"""What it costs to go on to another topic, for each that is passed over, to go back to another
proposal of the item, and back to an item that is over."""
SAID, HINTED = 6.0, 3.0
"""What is taken off when the chair says that it goes on, or gives the floor to somebody."""
ENOUGH = 9.0
"""Most that the words of one passage are worth: nothing is decided by a single list of words."""
RARE = 5.0
"""What a word is worth that one topic alone has, and that is said once."""
SPEAKS, NUMBERED = 3.0, 6.0
"""What it is worth that who leads an item or made a proposal speaks, and that it is called by number."""
PARENT = 0.5
"""What words of an item weigh for the proposals under it."""
_GOES_ON = re.compile(
    r"\b(?:move (?:us )?(?:on|to|forward)|moving on|next (?:agenda )?(?:item|point|proposal|topic)"
    r"|item (?:number )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)|last item|final item"
    r"|more agenda item|proceed (?:to|with)|another proposal|other new|next,? we|next is)\b",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:floor|turn(?:ing)? to|start with|let['’]s start|hand (?:back|over)|over to you|come to)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:agenda )?item (?:number |no\.? ?)?([a-z]+|\d+(?:\.\d+)*)\b", re.IGNORECASE
)
_NUMBERS = dict(zip(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    map(str, range(1, 13)), strict=True,
))  # fmt: skip
_COMMON = word_set(
    """
    the a an and or of to in on for with by from at as is are be was were it its this that these
    those we you i they he she our your their will would can could may not no yes do does did
    have has had so but if then there here what which who how when where why all any some more
    most very just also now one two new year igf mag meeting item agenda discussion
    work please thank thanks about into over out up us me my going get know think make made makes use used
    question questions comment comments like want see say good other others
    """
)
_USUAL = (
    ({"other", "business"}, "next meeting goodbye bye everyone postpone outstanding closing"),
    ({"aob"}, "next meeting goodbye bye everyone postpone outstanding closing"),
    ({"closing"}, "next meeting goodbye bye everyone"),
    ({"next", "meeting"}, "goodbye bye everyone"),
    ({"welcome"}, "opening remarks introduction agenda adopted recorded"),
    ({"opening"}, "welcome remarks introduction agenda adopted recorded"),
    ({"adoption", "agenda"}, "objections adopted changes quickly review"),
)
"""What is said under items that every agenda has."""


@dataclass(frozen=True, slots=True)
class Topic:
    """An item of the agenda, or a proposal under it."""

    item: str
    proposal: str | None
    label: str
    texts: tuple[tuple[str, float], ...]
    """Words that belong to it, and what they weigh."""
    speakers: frozenset[str] = frozenset()
    """Accounts of who leads it or made the proposal."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a turn."""

    turn: int
    text: str
    account: str | None = None
    chairs: bool = False
    """Whoever speaks leads through the meeting."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a turn is suggested to be about."""

    item: str | None
    proposal: str | None


def link(passages: Sequence[Passage], topics: Sequence[Topic]) -> dict[int, Link]:
    """Return {turn: what it is about}; most of its words decide."""
    if not topics or not passages:
        return {}
    way = _way(passages, topics, _worth(passages, topics))
    words: dict[int, Counter[tuple[str, str | None]]] = {}
    for each, at in zip(passages, way, strict=True):
        topic = topics[at]
        words.setdefault(each.turn, Counter())[topic.item, topic.proposal] += len(each.text) + 1
    # The first of two that have as many words: what it began with.
    return {turn: Link(*max(counted, key=counted.__getitem__)) for turn, counted in words.items()}


def stems(text: str) -> list[str]:
    """Return the words of `text` that can tell topics apart, long ones by their beginning."""
    found = (word for part in re.findall(r"[\w'’]+", text) for word in tokens(folded_word(part)))
    return [
        word[:STEM]
        for word in found
        if word not in _COMMON and (len(word) > 1 or not word.isascii())
    ]


def _worth(passages: Sequence[Passage], topics: Sequence[Topic]) -> list[list[float]]:
    """Return for each passage what it is worth to each topic."""
    weights = [_weights(topic, _usual(topic)) for topic in topics]
    shared = Counter(stem for each in weights for stem in each)
    said = [frozenset(stems(each.text)) for each in passages]
    spoken = Counter(stem for each in said for stem in each if stem in shared)
    known, heard = math.log(len(topics) + 1), math.log(len(passages) + 2)
    rare = {
        stem: RARE
        * (math.log((len(topics) + 1) / shared[stem]) / known)
        * (math.log(2 + len(passages) / (1 + count)) / heard)
        for stem, count in spoken.items()
    }
    has: dict[str, list[tuple[int, float]]] = {}
    for at, each in enumerate(weights):
        for stem, weight in each.items():
            if stem in rare:
                has.setdefault(stem, []).append((at, weight * rare[stem]))
    parts = Counter(each.turn for each in passages)
    found: list[list[float]] = []
    for each, words in zip(passages, said, strict=True):
        row = [0.0] * len(topics)
        for stem in words:
            for at, worth in has.get(stem, ()):
                row[at] += worth
        numbers = _numbers(each.text) if each.chairs else ()
        row = [min(worth, ENOUGH) for worth in row]
        for at, topic in enumerate(topics):
            if each.account in topic.speakers and not each.chairs:
                row[at] += SPEAKS / parts[each.turn]
            first = at == 0 or topics[at - 1].item != topic.item
            if first and topic.label in numbers:
                row[at] += NUMBERED
        found.append(row)
    return found


def _weights(topic: Topic, usual: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for text, weight in (*topic.texts, (usual, 0.6)):
        for stem in stems(text):
            weights[stem] = max(weight, weights.get(stem, 0.0))
    return weights


def _usual(topic: Topic) -> str:
    if topic.proposal is not None:
        return ""
    title = {word for text, _weight in topic.texts[:1] for word in tokens(folded_word(text))}
    return " ".join(more for words, more in _USUAL if words <= title)


def _numbers(text: str) -> frozenset[str]:
    found: list[str] = [each.casefold() for each in _NUMBER.findall(text)]
    # A list of numbers is somebody who reads the agenda out.
    numbers = frozenset(_NUMBERS.get(each, each) for each in found)
    return numbers if len(numbers) == 1 else frozenset[str]()


def _way(
    passages: Sequence[Passage], topics: Sequence[Topic], worth: Sequence[Sequence[float]]
) -> list[int]:
    """Return the topic of each passage along the best way through the agenda."""
    count = len(topics)
    score = [row - ON * (at > 0) - STEP * at for at, row in enumerate(worth[0])]
    came: list[list[int]] = []
    last = 0.0
    for passage, row in zip(passages[1:], worth[1:], strict=True):
        now = _cue(passage)
        best, before = _one_on(score, topics, max(now, last))  # it goes for what follows as well
        last = now
        came.append(before)
        score = [best[at] + row[at] for at in range(count)]
    at = max(range(count), key=lambda each: score[each])
    way = [at]
    for before in reversed(came):
        at = before[at]
        way.append(at)
    return way[::-1]


def _cue(passage: Passage) -> float:
    if not passage.chairs:
        return 0.0
    return SAID if _GOES_ON.search(passage.text) else HINTED if _GIVES.search(passage.text) else 0.0


def _one_on(
    score: Sequence[float], topics: Sequence[Topic], off: float
) -> tuple[list[float], list[int]]:
    """Return for each topic the best score to come to it with, and from which."""
    count = len(score)
    whole = max(range(count), key=score.__getitem__)
    inside: dict[str, int] = {}
    for at, topic in enumerate(topics):
        known = inside.get(topic.item)
        if known is None or score[at] > score[known]:
            inside[topic.item] = at
    best: list[float] = []
    before: list[int] = []
    ahead: int | None = None
    for at, topic in enumerate(topics):
        ways = [(score[at], at), (score[whole] - BACK + off, whole)]
        again = inside[topic.item]
        ways.append((score[again] - AGAIN + off, again))
        if ahead is not None:
            ways.append((score[ahead] - ON + off - STEP * (at - ahead), ahead))
        value, origin = max(ways)
        best.append(value)
        before.append(origin)
        if ahead is None or score[at] >= score[ahead] - STEP * (at - ahead):
            ahead = at
    return best, before


def paragraphs(turn: int, text: str, account: str | None, *, chairs: bool) -> Iterable[Passage]:
    """Yield the passages of a turn; one without words is a passage all the same."""
    parts = [part for part in text.split("\n") if part.strip()] or [""]
    for part in parts:
        yield Passage(turn, part, account, chairs)
