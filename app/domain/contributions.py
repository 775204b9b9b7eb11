"""Contributions to the calls of a cycle, counted by stakeholder group, region and call.

Shares are of all that are counted and add up to 100 (`app.domain.shares`). Intergovernmental
organisations have no region: they stand under GLOBAL. What is not known is a value of its own,
the last one, and never left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain import shares
from app.domain.balances import SMALL
from app.domain.fields import GROUPS, REGIONS

DIMENSIONS = ("group", "region", "call")
USUAL = ("group", "region")
GLOBAL = "global"
"""Stands among the regions for intergovernmental organisations, which have none."""
UNKNOWN = "unknown"
FEW = 20
"""With fewer contributions one more or less moves a share by more than five points."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """An input to a call."""

    id: str
    call: str
    group: str
    region: str
    sender: str = ""
    at: str = ""
    """A day or an instant, as it was written."""
    document: str = ""

    def value(self, dimension: str) -> str:
        """Return its value in one of DIMENSIONS."""
        return {"group": self.group, "region": self.region, "call": self.call}[dimension]


@dataclass(frozen=True, slots=True)
class Part:
    """How many contributions have one value in each of the dimensions asked for."""

    values: tuple[str, ...]
    """One per dimension, in their order."""
    n: int
    share: float
    """Of all that are counted, in percent to one decimal."""

    @property
    def small(self) -> bool:
        """Say whether there are so few that their share tells little."""
        return self.n < SMALL


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was counted: of which contributions, and by what."""

    contributions: tuple[Contribution, ...]
    by: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return len(self.contributions)

    @property
    def few(self) -> bool:
        """Say whether there are so few that one more would change the picture."""
        return 0 < self.total < FEW

    def along(self, dimension: str) -> tuple[Part, ...]:
        """Return the parts of one dimension alone."""
        return counted(self.contributions, (dimension,))

    def unknown(self, dimension: str) -> int:
        """Return of how many one dimension is not known."""
        return sum(each.n for each in self.along(dimension) if each.values == (UNKNOWN,))


def contribution(id: str, data: Mapping[str, Any]) -> Contribution | None:
    """Return what a record holds; None where it was withdrawn."""
    if data.get("withdrawn") is True or data.get("status") == "withdrawn":
        return None
    group = _word(data, "group")
    region = GLOBAL if group == "igo" else _word(data, "region") or UNKNOWN
    return Contribution(
        id,
        _word(data, "call") or UNKNOWN,
        group or UNKNOWN,
        region,
        _word(data, "from"),
        _word(data, "at"),
        _word(data, "document"),
    )


def statistics(
    given: Iterable[Contribution], by: Sequence[str] = USUAL, call: str | None = None
) -> Statistics:
    """Count contributions, all or those to one `call`, by dimensions of DIMENSIONS."""
    chosen = tuple(each for each in given if call is None or each.call == call)
    return Statistics(chosen, tuple(by), counted(chosen, by))


def counted(given: Iterable[Contribution], by: Sequence[str]) -> tuple[Part, ...]:
    """Return the parts that hold anything, in the order of their values' words."""
    counts = Counter(tuple(each.value(name) for name in by) for each in given)
    keys = sorted(counts, key=lambda values: [*map(rank, by, values)])
    # By their place, not their words: equal losses go in the order that is shown.
    percent = shares.percent({f"{at:09}": counts[key] for at, key in enumerate(keys)})
    return tuple(Part(key, counts[key], percent[f"{at:09}"]) for at, key in enumerate(keys))


def rank(dimension: str, value: str) -> tuple[int, str]:
    """Return where a value stands among others: as the vocabulary has them, unknown last."""
    known: dict[str, tuple[str, ...]] = {"group": GROUPS, "region": (*REGIONS, GLOBAL)}
    words = known.get(dimension, ())
    if value == UNKNOWN:
        return len(words) + 1, ""
    return (words.index(value), "") if value in words else (len(words), value)


def calls(given: Iterable[Contribution]) -> list[str]:
    """Return the calls there are contributions to, in the order of their names."""
    return sorted({each.call for each in given}, key=lambda each: rank("call", each))


def _word(data: Mapping[str, Any], field: str) -> str:
    value = data.get(field)
    return value.strip() if isinstance(value, str) else ""
