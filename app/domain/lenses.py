"""Who the reviews of a round come from: by stakeholder group and region, small numbers marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain import scoring, shares
from app.domain.balances import SMALL
from app.domain.capacity import NO_REGION, UNKNOWN
from app.domain.matrices import Line, Matrix, Person
from app.domain.scoring import Spread

KINDS = ("group", "region")


@dataclass(frozen=True, slots=True)
class Part:
    """What the members of one group or region said."""

    value: str
    """Group or region; `capacity.NO_REGION` for IGOs among regions, `UNKNOWN` last."""
    people: int
    """Members of it who are asked, or answered all the same."""
    answered: int
    """Of these, how many sent something."""
    reviews: int
    """Their reviews that count."""
    share: float | None
    """Of all reviews that count, in percent to one decimal; together 100. None of nothing."""
    spread: Spread
    """Of the scores they gave."""
    small: bool
    """Fewer than `balances.SMALL` members answered: it tells little, and may tell who."""


def value_of(person: Person, kind: str) -> str:
    """Return the group or region of `person`; IGOs have no region and are not "not known"."""
    if kind == "group":
        return person.group or UNKNOWN
    return person.region or (NO_REGION if person.group == "igo" else UNKNOWN)


def balance(matrix: Matrix, kind: str, proposal: str | None = None) -> tuple[Part, ...]:
    """Return the parts of `kind` of KINDS, over all proposals or one, the largest share first."""
    lines = [line for line in matrix.proposals if proposal is None or line.id == proposal]
    people: dict[str, list[Person]] = {}
    for each in matrix.members:
        people.setdefault(value_of(each, kind), []).append(each)
    cells = {
        value: [
            (each.account, cell)
            for line in lines
            for each in members
            if (cell := line.reviews.get(each.account)) is not None
        ]
        for value, members in people.items()
    }
    counted = {value: sum(cell.counts for _who, cell in said) for value, said in cells.items()}
    percent = shares.percent(counted)
    parts = [
        Part(
            value,
            len(members),
            len(answered := {who for who, _cell in cells[value]}),
            counted[value],
            percent.get(value),
            scoring.spread(cell.own for _who, cell in cells[value] if cell.own is not None),
            len(answered) < SMALL,
        )
        for value, members in people.items()
    ]
    return tuple(sorted(parts, key=lambda each: (each.value == UNKNOWN, -each.reviews, each.value)))


def by_value(line: Line, people: Iterable[Person], kind: str) -> dict[str, Spread]:
    """Return how the scores of one proposal lie within each group or region that gave any."""
    found: dict[str, list[float]] = {}
    for each in people:
        cell = line.reviews.get(each.account)
        if cell is not None and cell.own is not None:
            found.setdefault(value_of(each, kind), []).append(cell.own)
    return {value: scoring.spread(scores) for value, scores in found.items()}
