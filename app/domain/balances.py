"""How proposals are shared among stakeholder groups, regions and themes, before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain import shares
from app.domain.capacity import UNKNOWN, Entry

SMALL = 5
"""Below so many proposals a share tells little, and it is said."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many proposals of one value there are; those with several proposers are divided."""

    value: str
    n: float
    share: float | None
    """Of all, in percent to one decimal; the shares of a kind add up to 100. None of nothing."""
    small: bool
    """Too few to tell much."""


def balance(entries: Iterable[Entry], kind: str) -> tuple[Share, ...]:
    """Return how `entries` are shared among the values of `kind`, the largest first.

    Each proposal counts as one; one with proposers of two groups as half for each. What is
    not known is a value of its own, the last.
    """
    counts: dict[str, float] = {}
    for each in entries:
        values = dict.fromkeys(each.of(kind))
        for value in values:
            counts[value] = counts.get(value, 0.0) + 1 / len(values)
    percent = shares.percent(counts)
    order = sorted(counts, key=lambda value: (value == UNKNOWN, -round(counts[value], 6), value))
    return tuple(
        Share(value, round(counts[value], 2), percent.get(value), round(counts[value], 6) < SMALL)
        for value in order
    )


@dataclass(frozen=True, slots=True)
class Change:
    """How one value fares: among all, with the line as it is, and as it would be."""

    value: str
    all: Share | None
    before: Share | None
    after: Share | None

    @property
    def difference(self) -> float:
        """Places gained or lost."""
        return round((self.after.n if self.after else 0) - (self.before.n if self.before else 0), 2)


def effect(
    every: Sequence[Entry], before: Iterable[str], after: Iterable[str], kind: str
) -> tuple[Change, ...]:
    """Return the balance of `kind` among all, in `before` and in `after`, by value."""
    was, now = set(before), set(after)
    whole, old, new = (
        {each.value: each for each in balance(some, kind)}
        for some in (
            every,
            [each for each in every if each.id in was],
            [each for each in every if each.id in now],
        )
    )
    return tuple(Change(value, whole[value], old.get(value), new.get(value)) for value in whole)
