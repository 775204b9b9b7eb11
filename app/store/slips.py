"""What misspelt words of a search may be meant for, by the words that the index holds."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.asking import Word
from app.store import vocabulary
from app.store.database import Store

FEW = 3
"""So few hits, or fewer, may come of a misspelt word."""
COMMONER = 8
"""A word is offered in place of one that was found if so many times as many passages have it."""
TRIES = 6
"""Ways to put misspelt words right that are tried."""


def corrected(store: Store, words: Sequence[Word], *, found: bool) -> list[list[Word]]:
    """Return ways to put right what the index does not know, or hardly, likeliest first."""
    base: list[Word] = []
    others: list[list[Word]] = []
    for word in words:
        known, near = (True, []) if word.han else _others(store, word, found=found)
        choices = [replace(word, text=each, unfinished=False) for each in near]
        first, *rest = [word, *choices] if known or not choices else choices
        base.append(first)
        others.append(rest)
    ways = [base] if base != list(words) else []
    ways += [[*base[:at], each, *base[at + 1 :]] for at, rest in enumerate(others) for each in rest]
    return ways[:TRIES]


def _others(store: Store, word: Word, *, found: bool) -> tuple[bool, list[str]]:
    """Say whether the index knows `word`, and what it may be meant for."""
    _common, passages = vocabulary.begun(store, word.text) if word.unfinished else ([], 0)
    passages = passages or vocabulary.known(store, [word.text]).get(word.text, 0)
    near = vocabulary.near(store, word.text) if not passages or passages <= FEW else []
    if not passages or not found:
        return bool(passages), near
    counts = vocabulary.known(store, near)
    return True, [each for each in near if counts.get(each, 0) >= COMMONER * passages]
