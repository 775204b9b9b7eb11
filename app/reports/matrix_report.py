"""The report of the matrix: what it comes to, the table itself, who the reviews come from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.matrices import Matrix
from app.i18n import _, ngettext
from app.phrases import schemes
from app.reports import matrix_tables
from app.reports.documents import how_named
from app.reports.matrix_tables import Who
from app.reports.naming import Names, digest
from app.reports.setting import Setting, framed
from app.reports.tree import Block, Figures, Heading, Paragraph, Report

PARTS = ("matrix", "group", "region")
_WHO: dict[Names, Who] = {"full": "names", "role": "roles", "none": ""}


def matrix_report(
    matrix: Matrix, setting: Setting, *, names: Names = "full", parts: Sequence[str] = PARTS
) -> Report:
    """Compose the matrix as it stands; `parts` of PARTS in their order."""
    if names == "role":
        matrix = without_order(matrix)
    return framed(
        setting,
        _("Matrix"),
        matrix.round.title,
        (counted(matrix), *_parts(matrix, _WHO[names], parts)),
        facts=[] if names == "full" else [(_("Names"), how_named(names))],
        subject=_("Reviews by proposal"),
        landscape=True,
    )


def without_order(matrix: Matrix) -> Matrix:
    """Return `matrix` with its members in an order that does not follow their names."""

    def told(account: str) -> bytes:
        return digest(repr([line.reviews.get(account) for line in matrix.proposals]))

    return replace(matrix, members=tuple(sorted(matrix.members, key=lambda one: told(one.account))))


def counted(matrix: Matrix) -> Figures:
    """Return how much of what was asked is here, in large figures."""
    covered = matrix.coverage
    people = sum(each.expected for each in matrix.members)
    answered = sum(each.expected and each.answered > 0 for each in matrix.members)
    count = len(matrix.proposals)
    items = [
        (str(count), ngettext("proposal", "proposals", count)),
        (str(answered), _("of {expected} answered").format(expected=people)),
        (str(covered.counting), ngettext("review counts", "reviews count", covered.counting)),
    ]
    if covered.few:
        items.append((str(len(covered.few)), _("with few reviews")))
    return Figures(tuple(items))


def _parts(matrix: Matrix, who: Who, parts: Sequence[str]) -> Iterator[Block]:
    for part in parts:
        if part == "matrix":
            yield Heading(_("Proposals"), 1, "matrix")
            yield matrix_tables.proposals(matrix, who=who)
            for sentence in schemes.told(matrix):
                yield Paragraph(sentence, "warn")
        else:
            yield Heading(balance_title(part), 1, part)
            yield matrix_tables.balance(matrix, part)


def balance_title(by: str) -> str:
    return _("By stakeholder group") if by == "group" else _("By region")
