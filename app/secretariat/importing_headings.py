"""Matches the headings that proposers wrote with the sections of a round, slips forgiven."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.ids import heading_key

ALIKE = 80.0
"""Similarity (0 to 100) from which a heading is taken for that of a section."""

SAME = 88.0
"""From here on it is the same heading misspelt, and the section's spelling is kept."""

LEAST = 0.3
"""The share of a section's heading that must be there, where only a part of it is."""

CLEAR = 5.0
"""By how much the best section must be better than the next to be taken."""

_LONGEST_KEY = 56
_NUMBER = re.compile(
    r"^\s*(?:(?:section|part|question|teil|partie|frage|parte|раздел|第)\s*)?"
    r"(?:[0-9０-９]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,4}|[a-z])?\s*[.):：、-]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """A section that the round has: `names` are the ways its heading is written."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a heading; `similarity` is 0 to 100, 0 where no section is meant."""

    found: str
    key: str
    heading: str
    similarity: float

    @property
    def known(self) -> bool:
        return self.similarity > 0


def match(
    headings: Sequence[tuple[str, str | None]], known: Sequence[Known], taken: Iterable[str] = ()
) -> list[Match]:
    """Return for every heading (with the key it was given, if any) its section.

    Each section is taken once, by the heading most like it; the other headings keep
    their words and get a key of their own.
    """
    chosen: dict[int, tuple[Known, float]] = {}
    by_key = {each.key: each for each in known}
    for number, (_heading, key) in enumerate(headings):
        if key in by_key and by_key[key] not in (each for each, _score in chosen.values()):
            chosen[number] = (by_key[key], 100.0)
    for score, number, each in _candidates(headings, known):
        if number not in chosen and each not in (one for one, _score in chosen.values()):
            chosen[number] = (each, score)
    used = {*taken, *by_key, *(key for _heading, key in headings if key)}
    found: list[Match] = []
    given: set[str] = set()
    for number, (heading, key) in enumerate(headings):
        if number in chosen:
            each, score = chosen[number]
            shown = each.names[0] if score >= SAME and each.names else heading
            found.append(Match(heading, each.key, shown, round(score, 1)))
        else:
            own = key if key and key not in given and key not in by_key else None
            found.append(Match(heading, own or _new_key(heading, used), heading, 0.0))
        given.add(found[-1].key)
    return found


def similarity(one: str, other: str) -> float:
    """Return how alike two headings are, from 0 to 100: spelling, order and numbering forgiven."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- slow import

    left, right = folded(one), folded(other)
    if not left or not right:
        return 0.0
    if left == right:
        return 100.0
    score = max(fuzz.ratio(left, right), fuzz.token_sort_ratio(left, right))
    shorter, longer = sorted((left, right), key=len)
    share = len(shorter) / len(longer)
    words = shorter.split()
    if share >= LEAST and len(shorter) >= 6:  # noqa: PLR2004 -- "what", "goals" say nothing
        within = set(words) < set(longer.split())
        slipped = len(words) > 1 and fuzz.partial_ratio(shorter, longer) >= SAME
        if within or slipped:
            score = max(score, ALIKE + 5 * share)
    return score


def folded(heading: str) -> str:
    """Return a heading without numbering, marks, capitals, accents and white space at will."""
    text = unicodedata.normalize("NFKC", heading)
    text = _NUMBER.sub("", text) or text
    text = "".join(
        each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)
    )
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _new_key(heading: str, used: set[str]) -> str:
    """Return a key of at most 60 characters, also where it is the second of its name."""
    return heading_key(heading_key(heading, set())[:_LONGEST_KEY].rstrip("-"), used)


def _candidates(
    headings: Sequence[tuple[str, str | None]], known: Sequence[Known]
) -> list[tuple[float, int, Known]]:
    """Return the pairs that may be meant, best first; where two sections vie, neither is."""
    found: list[tuple[float, int, Known]] = []
    for number, (heading, _key) in enumerate(headings):
        scores: Mapping[int, float] = {
            at: max((similarity(heading, name) for name in each.names), default=0.0)
            for at, each in enumerate(known)
        }
        ranked = sorted(scores, key=lambda at: -scores[at])
        if not ranked or scores[ranked[0]] < ALIKE:
            continue
        best = scores[ranked[0]]
        clear = len(ranked) == 1 or best == 100 or best - scores[ranked[1]] >= CLEAR  # noqa: PLR2004 -- the same words
        if clear:
            found.append((best, number, known[ranked[0]]))
    return sorted(found, key=lambda each: (-each[0], each[1]))
