"""The ranking of a round against its places: the line, what-if, and what it does to the balance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from app.actions import deciding, matrix, recusing
from app.actions.deciding import Decisions
from app.actions.trouble import Trouble
from app.domain.balances import Change, Share, balance, effect
from app.domain.capacity import KINDS, NO_REGION, Entry, Line, Quota, draw
from app.domain.matrices import Matrix
from app.store import Store, current


@dataclass(frozen=True, slots=True)
class Table:
    """What a line can be drawn in: read once, drawn as often as it is moved."""

    round: str
    title: str
    capacity: int | None
    entries: tuple[Entry, ...]
    """Of all proposals that are not withdrawn."""
    decisions: Decisions
    hidden: tuple[str, ...] = ()
    """Titles of those without a rank here, because the chair declared a conflict of interest."""

    @property
    def scored(self) -> int:
        """Return how many proposals have a score."""
        return sum(each.mean is not None for each in self.entries)

    @property
    def accepted(self) -> tuple[str, ...]:
        """Return the proposals whose outcome lets them go ahead."""
        words = {each.key for each in self.decisions.outcomes if each.accepts}
        return tuple(
            each.paper.id
            for each in self.decisions.lines
            if each.decision is not None and each.decision.outcome in words
        )


@dataclass(frozen=True, slots=True)
class Ranking:
    """The line where it is asked for, beside the one by rank alone at the round's capacity."""

    table: Table
    plain: Line
    line: Line
    balance: Mapping[str, tuple[Change, ...]]
    """{group, region or theme: all, by rank alone, and with this line}."""
    decided: Mapping[str, tuple[Share, ...]]
    """{group, region or theme: of what was decided to go ahead}."""


def table(store: Store, round_: str, known: Matrix | None = None) -> Table:
    """Return the proposals of a round as they stand for its places.

    `known` spares reading the matrix once more. Raises Trouble("no_such_round").
    """
    found = matrix.of_round(store, round_) if known is None else known
    papers = {row.id: row.data for row in current.where(store, "proposals", "$.round", round_)}
    return Table(
        round_,
        found.round.title,
        found.round.capacity,
        tuple(
            Entry(
                line.id,
                line.spread.mean,
                line.spread.n,
                line.code,
                line.title,
                _values(papers.get(line.id, {})),
            )
            for line in found.proposals
            if line.status != "withdrawn"
        ),
        deciding.decided(store, round_),
        recusing.kept_from_me(store, round_),
    )


def ranking(
    of: Table,
    slots: int | None = None,
    quotas: Sequence[Quota] = (),
    prefer: Sequence[str] = (),
) -> Ranking:
    """Return where the line falls at `slots` places, the round's capacity without.

    Raises Trouble: `no_scores` where no proposal has a score, `no_capacity` where neither says
    how many places there are, `no_such_paper` for a preferred one that is not in the round.
    """
    if not of.scored:
        raise Trouble("no_scores", round=of.title)
    places = of.capacity if slots is None else slots
    if places is None:
        raise Trouble("no_capacity", round=of.title)
    ids = {each.id for each in of.entries}
    missing = next((each for each in prefer if each not in ids), None)
    if missing is not None:
        raise Trouble("no_such_paper", kind="proposal", id=missing)
    plain = draw(of.entries, places if of.capacity is None else of.capacity)
    line = draw(of.entries, places, quotas, prefer)
    accepted = set(of.accepted)
    chosen = [each for each in of.entries if each.id in accepted]
    return Ranking(
        of,
        plain,
        line,
        {kind: effect(of.entries, plain.ids("in"), line.ids("in"), kind) for kind in KINDS},
        {kind: balance(chosen, kind) for kind in KINDS},
    )


def _values(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    given: object = data.get("proponents")
    people = [
        cast("Mapping[str, Any]", each)
        for each in (cast("list[object]", given) if isinstance(given, list) else ())
        if isinstance(each, Mapping)
    ]
    groups = [str(each.get("group") or "") for each in people]
    regions = [
        str(each.get("region") or (NO_REGION if each.get("group") == "igo" else ""))
        for each in people
    ]
    return {
        "group": tuple(dict.fromkeys(groups)),
        "region": tuple(dict.fromkeys(regions)),
        "theme": tuple(filter(None, (str(data.get("theme") or ""),))),
    }
