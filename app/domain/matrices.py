"""The values of the chair's matrix: who said what of which proposal, and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from app.domain.rounds import Round
from app.domain.schemes import Flaw
from app.domain.scoring import NOTHING, Spread

FEW = 3
"""With fewer reviews than this a proposal is always said to have few."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who reviews in the round, or did."""

    account: str
    name: str
    role: str = "member"
    group: str = ""
    """Stakeholder group; empty where it is not known."""
    region: str | None = None
    expected: bool = True
    """Whether she is asked: a member or chair who has not left."""
    answered: int = 0
    """Proposals she sent a review of, conflicts of interest and "no expertise" included."""
    asked: int = 0
    """Proposals she is asked about."""


class Cell(NamedTuple):
    """What one member sent about one proposal. A tuple, because there are 22,000 in a round."""

    overall: int | None = None
    scores: Mapping[str, int | None] = MappingProxyType({})
    """As sent: also of criteria the round no longer has, which count nowhere."""
    stance: str | None = None
    recused: str | None = None
    no_expertise: bool = False
    own: float | None = None
    """The review's own score; None where it is blank or does not count."""
    late: bool = False
    version: int | None = None
    merge_with: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        return not (self.recused or self.no_expertise)


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal."""

    id: str
    code: str
    title: str
    spread: Spread = NOTHING
    """Of the reviews' own scores."""
    answered: int = 0
    """Reviews that count, with a score or without."""
    blank: int = 0
    """Reviews that count and give no score, where the round asks for one."""
    recused: int = 0
    no_expertise: int = 0
    controversy: float | None = None
    criteria: Mapping[str, Spread] = field(default_factory=dict[str, Spread])
    stances: Mapping[str, int] = field(default_factory=dict[str, int])
    merges: Mapping[str, int] = field(default_factory=dict[str, int])
    """How many would merge it with which other proposal: never part of a score."""
    reviews: Mapping[str, Cell] = field(default_factory=dict[str, Cell])
    few: bool = False
    asked_of: frozenset[str] = frozenset()
    """Accounts that are asked about it."""
    theme: str = ""
    status: str = "open"
    version: int = 1

    @property
    def asked(self) -> int:
        """How many are asked about it and have not declared a conflict of interest."""
        recused = {account for account, cell in self.reviews.items() if cell.recused}
        return len(self.asked_of - recused)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what was asked is here."""

    asked: int
    """Reviews the round waits for: members times the proposals each is asked about."""
    answered: int
    """Of these, how many were sent, conflicts of interest and "no expertise" included."""
    counting: int
    """How many reviews count."""
    missing: tuple[str, ...]
    """Accounts that are asked and have sent nothing at all."""
    few: tuple[str, ...]
    """Proposals with few reviews."""

    @property
    def share(self) -> float | None:
        return self.answered / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Stray:
    """What reviews say that the scheme no longer knows: kept as it was sent, counted nowhere."""

    kind: str
    """`criterion` (the round has none of this key), `score` (outside the scale), `stance`."""
    key: str
    n: int
    """How many reviews say it."""


@dataclass(frozen=True, slots=True)
class Matrix:
    round: Round
    proposals: tuple[Line, ...]
    members: tuple[Person, ...]
    coverage: Coverage
    flaws: tuple[Flaw, ...] = ()
    """What is wrong with the scheme, and what is worth knowing of it."""
    strays: tuple[Stray, ...] = ()

    def line(self, id: str) -> Line | None:
        return next((each for each in self.proposals if each.id == id), None)
