"""Tables of the matrix for every format: proposals with their numbers, and who said them."""

from collections.abc import Iterable, Iterator
from typing import Literal

from app.domain import lenses
from app.domain.matrices import Cell as Said
from app.domain.matrices import Line, Matrix, Person
from app.domain.scoring import NOTHING
from app.i18n import _
from app.phrases import balance as words
from app.phrases import people
from app.reports.tree import Cell, Column, Table, Value

Who = Literal["names", "roles", ""]
"""Whether members' own columns bear names, their group and region, or are left out."""


def proposals(
    matrix: Matrix, lines: Iterable[Line] | None = None, *, by: str = "", who: Who = ""
) -> Table:
    """Return a row per proposal: counts, mean, median, spread, criteria, positions, members.

    `lines` gives other lines or another order, `by` adds the mean of each group or region.
    """
    scheme = matrix.round
    values = _values(matrix, by)
    shown = matrix.members if who else ()
    columns = [*_plain(scored=scheme.scored)]
    columns += [
        Column(each.title, "number", f"criterion/{each.key}")
        for each in scheme.criteria
        if each.scale is not None
    ]
    columns += [Column(each.title, "whole", f"stance/{each.key}") for each in scheme.stances]
    columns += [
        Column(words.value(by, value), "number", f"{by}/{value or 'unknown'}") for value in values
    ]
    columns += [
        Column(_head(each, who), "number", f"member/{each.account if who == 'names' else number}")
        for number, each in enumerate(shown, 1)
    ]
    rows = tuple(
        tuple(_row(matrix, line, by, values, shown))
        for line in (matrix.proposals if lines is None else lines)
    )
    return Table(
        tuple(columns), rows, caption=_("Scores") if scheme.scored else _("Positions"),
        note=_note(scored=scheme.scored), name=_("Matrix"), fixed=2,
    )  # fmt: skip


def balance(matrix: Matrix, by: str, proposal: str | None = None) -> Table:
    """Return a row per stakeholder group or region of the members who reviewed."""
    parts = lenses.balance(matrix, by, proposal)
    small = any(each.small for each in parts)
    return Table(
        (
            Column(_("Stakeholder group") if by == "group" else _("Region"), key=by),
            Column(_("Members"), "whole", "members"),
            Column(_("Answered"), "whole", "answered"),
            Column(_("Reviews"), "whole", "reviews"),
            Column(_("Share of reviews"), "share", "share"),
            Column(_("Mean"), "number", "mean"),
            Column(_("Standard deviation"), "number", "sd"),
        ),
        tuple(
            (
                words.value(by, each.value) + (" *" if each.small else ""),
                each.people,
                each.answered,
                each.reviews,
                None if each.share is None else each.share / 100,
                each.spread.mean,
                each.spread.sd,
            )
            for each in parts
        ),
        caption=_("Who the reviews come from"),
        note=_("* Few members: take the numbers with care.") if small else "",
        name=_("By group") if by == "group" else _("By region"),
    )


def _plain(*, scored: bool) -> Iterator[Column]:
    yield Column(_("Code"), "code", "code")
    yield Column(_("Proposal"), "text", "title", 3.0)
    yield Column(_("Theme"), "text", "theme")
    yield Column(_("Reviews"), "whole", "n")
    if scored:
        yield Column(_("Mean"), "number", "mean")
        yield Column(_("Median"), "number", "median")
        yield Column(_("Standard deviation"), "number", "sd")
    yield Column(_("Views differ"), "share", "controversy")
    if scored:
        yield Column(_("Blank"), "whole", "blank")
    yield Column(_("Conflict of interest"), "whole", "recused")
    yield Column(_("No expertise"), "whole", "no_expertise")
    yield Column(_("Few reviews"), "text", "few")


def _row(
    matrix: Matrix, line: Line, by: str, values: list[str], shown: tuple[Person, ...]
) -> Iterator[Cell | Value]:
    scheme = matrix.round
    yield line.code or line.id
    yield line.title
    yield line.theme or None
    yield line.spread.n if scheme.scored else line.answered
    if scheme.scored:
        yield from (line.spread.mean, line.spread.median, line.spread.sd)
    yield line.controversy
    if scheme.scored:
        yield line.blank
    yield from (line.recused, line.no_expertise)
    yield _("few") if line.few else None
    yield from (
        line.criteria.get(each.key, NOTHING).mean
        for each in scheme.criteria
        if each.scale is not None
    )
    yield from (line.stances.get(each.key, 0) for each in scheme.stances)
    spreads = lenses.by_value(line, matrix.members, by) if by else {}
    yield from (spreads.get(value, NOTHING).mean for value in values)
    titles = {each.key: each.title for each in scheme.stances}
    yield from (_said(line.reviews.get(each.account), titles) for each in shown)


def _said(said: Said | None, titles: dict[str, str]) -> Cell | Value:
    """Return what one member gave: her score, her position, or why neither."""
    if said is None:
        return None
    if said.recused:
        return Cell(content=_("conflict"), style="soft")
    if said.no_expertise:
        return Cell(content=_("no expertise"), style="soft")
    if said.own is not None:
        return said.own
    return Cell(content=titles.get(said.stance or "", said.stance or _("blank")))


def _values(matrix: Matrix, by: str) -> list[str]:
    found = {lenses.value_of(each, by) for each in matrix.members} if by else set[str]()
    return sorted(found, key=lambda value: (value == "", value))


def _head(person: Person, who: Who) -> str:
    if who == "names":
        return person.name
    parts = (people.group(person.group), people.region(person.region))
    return _(", ").join(part for part in parts if part) or words.value("group", "")


def _note(*, scored: bool) -> str:
    if not scored:
        return _("Conflicts of interest and “no expertise” count nowhere.")
    return _(
        "Blanks, conflicts of interest and “no expertise” count nowhere. The standard deviation "
        "is that of all who answered. “Views differ” is that deviation against the largest "
        "possible: 0 % all the same, 100 % half at each end of the scale."
    )
