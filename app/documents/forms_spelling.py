"""Knows a choice again that was written with one letter amiss, and only that.

Rather told than guessed: a word that is short, begins otherwise, or could be another
choice as well is not taken for one.
"""

from collections.abc import Mapping

from app.domain.forms import words

LONG = 5
"""Letters from which one wrong letter leaves a word that can hardly be another one."""

_LEADING = frozenset({"i", "we"})
"""Words before a choice that say nothing but whose it is: “I support with changes”."""


def near(plain: str, known: Mapping[str, str]) -> str | None:
    """Return the key of the one choice that `plain` (folded) can mean, None if that is not sure.

    `known` gives the key of each choice by its folded key and title.
    """
    said = words(plain)
    for given in (said, said[1:] if said[:1] and said[0] in _LEADING else []):
        for alike in (_same, _nearly):
            found = {key for name, key in known.items() if given and alike(given, words(name))}
            if found:
                return found.pop() if len(found) == 1 else None
    return None


def _same(said: list[str], name: list[str]) -> bool:
    return said == name


def _nearly(said: list[str], name: list[str]) -> bool:
    """Say whether every word is there, long ones with one letter amiss at most."""
    return len(said) == len(name) and all(
        one == other or _one_amiss(one, other) for one, other in zip(said, name, strict=True)
    )


def _one_amiss(one: str, other: str) -> bool:
    """Say whether a letter is wrong, missing, too many, or two have changed places.

    The first letter stays: what is put in front of a word most often denies it.
    """
    if min(len(one), len(other)) < LONG or not (one + other).isalpha() or one[0] != other[0]:
        return False
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return True  # the one begins with the other, and has one letter more
    rest, others = one[at:], other[at:]
    return (
        rest[1:] == others[1:]
        or rest[1:] == others
        or rest == others[1:]
        or (rest[1::-1] == others[:2] and rest[2:] == others[2:])
    )
