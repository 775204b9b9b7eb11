"""Who may read a record: the words of an audience, and how they nest.

`public` is read without a token and holds everybody; each word to the right is
narrower: public > observers > members > chairs > secretariat. Anything else in an
audience is an account name.
"""

from collections.abc import Iterable, Mapping
from typing import Any

WORDS = ("public", "observers", "members", "chairs", "secretariat")
ROLES = ("secretariat", "chair", "member", "observer")

_WORDS_OF_ROLE = {
    "secretariat": frozenset(WORDS),
    "chair": frozenset({"public", "observers", "members", "chairs"}),
    "member": frozenset({"public", "observers", "members"}),
    "observer": frozenset({"public", "observers"}),
}


def words_of(role: str | None) -> frozenset[str]:
    """Return the audience words that someone of `role` is covered by; None is the public."""
    return _WORDS_OF_ROLE.get(role or "", frozenset({"public"}))


def covers(audience: Iterable[str], role: str | None, account: str | None) -> bool:
    """Say whether `audience` lets this account, in this role, read."""
    named = set(audience)
    return bool(named & words_of(role)) or (account is not None and account in named)


def normal(audience: Iterable[str]) -> tuple[str, ...]:
    """Return `audience` without doubles and without words a wider one already holds."""
    named = set(audience)
    widest = next((word for word in WORDS if word in named), None)
    return (*((widest,) if widest else ()), *sorted(named - set(WORDS)))


def narrowest(many: Iterable[Iterable[str]], nothing: str = "members") -> tuple[str, ...]:
    """Return who may read all of several audiences, as one word; `nothing` of none.

    What is for named accounts alone is taken to be for the chairs.
    """
    words = {next((word for word in WORDS if word in {*each}), "chairs") for each in many}
    return (next((word for word in reversed(WORDS) if word in words), nothing),)


def narrower_than(audience: Iterable[str], word: str) -> bool:
    """Say whether no word of `audience` is wider than `word`."""
    limit = WORDS.index(word)
    return all(WORDS.index(each) >= limit for each in audience if each in WORDS)


def is_kept_back(collection: str, data: Mapping[str, Any] | None) -> bool:
    """Say whether only chairs and the Secretariat read a record, whatever its audience says.

    So it is with a round in `draft`: its audience tells who reads it once it is opened.
    """
    return collection == "rounds" and data is not None and data.get("status") == "draft"
