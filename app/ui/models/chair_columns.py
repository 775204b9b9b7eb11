"""The columns of the chair's matrix: numbers, criteria, positions, members; one lens at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain import scoring
from app.domain.matrices import Cell, Line, Matrix
from app.domain.scoring import Spread
from app.i18n import _
from app.phrases import people

NUMBER, SHARE, NAME = 76, 88, 108
"""Widths of columns, in px at 100 %."""


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    """What lines are put in order by (`domain.matrix_order`)."""
    title: str
    tip: str
    wide: int
    account: str = ""
    """Of a member's column."""


def columns(matrix: Matrix, *, whole: bool) -> tuple[Column, ...]:
    """Return the columns; means by criterion only where the `whole` reviews are looked at."""
    scheme = matrix.round
    found = [Column("answered", _("Answers"), _("Reviews that count"), NUMBER)]
    if scheme.scored:
        found += [
            Column("mean", _("Mean"), _("Mean of the scores"), NUMBER),
            Column("median", _("Median"), _("The score in the middle"), NUMBER),
            Column("sd", _("Spread"), _("Standard deviation of the scores"), NUMBER),
            Column("n", _("Scores"), _("How many scores were given"), NUMBER),
        ]
    found.append(
        Column("controversy", _("Differ"), _("How far views differ, from 0 to 100 %"), NUMBER)
    )
    found.append(Column("recused", _("Conflicts"), _("Conflicts of interest"), SHARE))
    if whole:
        found += [
            Column(
                f"criterion/{each.key}",
                each.title,
                _("Mean: {criterion}").format(criterion=each.title),
                SHARE,
            )
            for each in scheme.criteria
            if each.scale is not None
        ]
    found += [
        Column(
            f"stance/{each.key}",
            each.title,
            _("How many: {position}").format(position=each.title),
            SHARE,
        )
        for each in scheme.stances
    ]
    for person in matrix.members:
        told = (person.name, people.group(person.group), people.region(person.region))
        tip = "\n".join(each for each in told if each)
        found.append(Column(f"member/{person.account}", person.name, tip, NAME, person.account))
    return tuple(found)


def ends(matrix: Matrix, lens: str) -> tuple[int, int] | None:
    """Return the lowest and highest score of a cell seen through `lens`."""
    if not lens:
        return scoring.reach(matrix.round)
    criterion = matrix.round.criterion(lens)
    scale = None if criterion is None else criterion.scale
    return None if scale is None else (scale.min, scale.max)


def through(matrix: Matrix, lens: str) -> Matrix:
    """Return `matrix` as one criterion shows it: its scores, spreads and how far they differ.

    With 22,000 reviews this takes a while: not on the thread of the window.
    """
    limits = ends(matrix, lens)
    if not lens or limits is None:
        return matrix
    return replace(
        matrix, proposals=tuple(_through(line, lens, limits) for line in matrix.proposals)
    )


def _through(line: Line, lens: str, limits: tuple[int, int]) -> Line:
    spread = line.criteria.get(lens, Spread())
    reviews: Mapping[str, Cell] = {
        account: _seen(each, scoring.on(each.scores.get(lens), *limits)) if each.counts else each
        for account, each in line.reviews.items()
    }
    return replace(
        line,
        spread=spread,
        blank=line.answered - spread.n,
        controversy=scoring.controversy(spread, limits),
        reviews=reviews,
    )


def _seen(each: Cell, score: int | None) -> Cell:
    return Cell(
        each.overall, each.scores, each.stance, each.recused, each.no_expertise, score, each.late,
        each.version, each.merge_with,
    )  # fmt: skip
