"""How the numbers of a matrix are found: per proposal, over all of it, for some of its members."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from statistics import median

from app.domain import scoring
from app.domain.matrices import FEW, Cell, Coverage, Line, Matrix, Person, Stray
from app.domain.rounds import Round, Scale


def reckoned(scheme: Round, line: Line) -> Line:
    """Return `line` with the numbers that its reviews come to."""
    cells = line.reviews.values()
    counting = [cell for cell in cells if cell.counts]
    own = scoring.spread([cell.own for cell in counting if cell.own is not None])
    stances = Counter([cell.stance for cell in counting if cell.stance])
    if scheme.scored:
        differs = scoring.controversy(own, scoring.reach(scheme))
    else:
        known = [stances[each.key] for each in scheme.stances]
        differs = scoring.division(known, len(known))
    return replace(
        line,
        spread=own,
        answered=len(counting),
        blank=len(counting) - own.n if scheme.scored else 0,
        recused=sum([bool(cell.recused) for cell in cells]),
        no_expertise=sum([cell.no_expertise and not cell.recused for cell in cells]),
        controversy=differs,
        criteria={
            each.key: scoring.spread(_scores(counting, each.key, each.scale))
            for each in scheme.criteria
            if each.scale is not None
        },
        stances=dict(stances),
        # Also of those who have a conflict of interest: it is a mark, and no part of a score.
        merges=dict(Counter([other for cell in cells for other in cell.merge_with])),
    )


def _scores(cells: list[Cell], key: str, scale: Scale) -> list[int]:
    low, high = scale.min, scale.max
    given = [cell.scores.get(key) for cell in cells]
    # As `scoring.on` says, without calling it 132,000 times in a large round.
    return [score for score in given if type(score) is int and low <= score <= high]


def with_few(scheme: Round, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return `lines`, those with few reviews marked: under three, or half of what is usual here."""
    known = tuple(lines)
    usual = median([_had(scheme, line) for line in known if _open(line)] or [0])
    least = max(FEW, usual / 2)
    return tuple(replace(line, few=_open(line) and _had(scheme, line) < least) for line in known)


def coverage(lines: Sequence[Line], people: Iterable[Person], answered: int) -> Coverage:
    """Return how much is here; `answered` is how many of the reviews asked for were sent."""
    return Coverage(
        asked=sum(each.asked for each in people),
        answered=answered,
        counting=sum(line.answered for line in lines),
        missing=tuple(each.account for each in people if each.expected and not each.answered),
        few=tuple(line.id for line in lines if line.few),
    )


def strays(scheme: Round, lines: Iterable[Line]) -> tuple[Stray, ...]:
    """Return what the reviews say that `scheme` no longer knows."""
    ends = {each.key: _ends(each.scale) for each in scheme.criteria}
    stances = {None, *(each.key for each in scheme.stances)}
    least, most = _ends(scheme.overall)
    found: Counter[tuple[str, str]] = Counter()
    for cell in [cell for line in lines for cell in line.reviews.values()]:
        for key, score in cell.scores.items():
            if score is None:
                continue
            low, high = ends.get(key, _NOWHERE)
            if type(score) is not int or not low <= score <= high:
                found["score" if key in ends else "criterion", key] += 1
        if cell.overall is not None and scoring.on(cell.overall, least, most) is None:
            found["score", "overall"] += 1
        if cell.stance not in stances:
            found["stance", str(cell.stance)] += 1
    return tuple(Stray(kind, key, n) for (kind, key), n in sorted(found.items()))


_NOWHERE = (1, 0)
"""Ends that no score lies between."""


def _ends(scale: Scale | None) -> tuple[int, int]:
    return _NOWHERE if scale is None else (scale.min, scale.max)


def seen_by(matrix: Matrix, keep: Callable[[Person], bool]) -> Matrix:
    """Return the matrix as if only the members that `keep` lets through had been asked."""
    people = tuple(each for each in matrix.members if keep(each))
    accounts = {each.account for each in people}
    lines = with_few(
        matrix.round,
        [
            reckoned(
                matrix.round,
                replace(
                    line,
                    reviews={
                        account: cell
                        for account, cell in line.reviews.items()
                        if account in accounts
                    },
                    asked_of=line.asked_of & accounts,
                ),
            )
            for line in matrix.proposals
        ],
    )
    answered = sum(len(line.asked_of & line.reviews.keys()) for line in lines)
    return replace(
        matrix, proposals=lines, members=people, coverage=coverage(lines, people, answered)
    )


def _had(scheme: Round, line: Line) -> int:
    return line.spread.n if scheme.scored else line.answered


def _open(line: Line) -> bool:
    return line.status != "withdrawn"
