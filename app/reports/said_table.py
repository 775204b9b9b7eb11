"""What was said as a table: a row for each answer, comment, question; for sheets and programs."""

from collections.abc import Iterator, Sequence

from app.domain.rounds import Round
from app.i18n import _
from app.reports import words
from app.reports.positions import title_of
from app.reports.tree import Cell, Column, Table, Value
from app.reports.values import (
    CommentsReport,
    DocumentReport,
    MyCommentsReport,
    Person,
    ProposalComments,
    Remark,
    Review,
)

Row = tuple[Cell | Value, ...]


def comments(report: CommentsReport, *, named: bool = True) -> Table:
    """Return everybody's words in a round."""
    rows = [row for each in report.proposals for row in _proposal(each, report.round, named=named)]
    rows += _remarks(report.general, None, None, named=named)
    return _table(rows, named=named)


def document(report: DocumentReport, *, named: bool = True) -> Table:
    """Return everybody's words on a document; the section stands where proposals have criteria."""
    rows: list[Row] = []
    for title, remarks in report.sections:
        rows += _remarks(remarks, None, None, named=named, under=title, traced=True)
    return _table(rows, named=named, under=_("Section"), traced=True)


def mine(report: MyCommentsReport) -> Table:
    """Return one member's own words."""
    rows = [
        row
        for part in report.rounds
        for each in part.proposals
        for row in _proposal(each, part.round, named=False)
    ]
    rows += _remarks(report.general, None, None, named=False)
    return _table(rows, named=False)


def _table(rows: Sequence[Row], *, named: bool, under: str = "", traced: bool = False) -> Table:
    """Return the rows as a table; with `traced` each tells in which points it is."""
    people = (
        Column(_("Who"), key="name"),
        Column(_("Role"), key="role"),
    )
    return Table(
        (
            Column(_("Code"), "code", "code"),
            Column(_("About"), key="about", width=1),
            Column(under or _("Criterion"), key="criterion", width=1),
            Column(_("Kind"), key="kind"),
            *(people if named else ()),
            Column(_("Position"), key="position"),
            Column(_("Score"), "whole", "score"),
            Column(_("Version"), "whole", "version"),
            Column(_("Words"), key="text", width=3),
            Column(_("Quote"), key="quote", width=1),
            Column(_("State"), key="state"),
            Column(_("Day"), "day", "written_at"),
            *((Column(_("Points"), key="points"),) if traced else ()),
        ),
        tuple(rows),
        caption=_("What was said"),
        name=_("Comments"),
        fixed=2,
    )


def _proposal(of: ProposalComments, scheme: Round, *, named: bool) -> Iterator[Row]:
    for review in of.reviews:
        yield from _review(review, of, scheme, named=named)
    yield from _remarks(of.remarks, of, scheme, named=named)


def _review(review: Review, of: ProposalComments, scheme: Round, *, named: bool) -> Iterator[Row]:
    stance = title_of(scheme, review.stance) if review.stance else None
    said = [
        (each.title, (review.texts.get(each.key) or "").strip(), review.scores.get(each.key))
        for each in scheme.criteria
    ]
    whole = [review.comment.strip(), *review.reasons]
    if review.merge_with:
        whole.append(
            _("Could be merged with: {others}").format(others=_(", ").join(review.merge_with))
        )
    if review.recused:
        whole.append(_("Conflict of interest"))
    if review.no_expertise:
        whole.append(_("No expertise in this subject"))
    said.append((_("The proposal as a whole"), "\n".join(filter(None, whole)), review.overall))
    for title, text, score in said:
        if text or score is not None or (stance and title == said[-1][0]):
            yield (
                of.code, of.title, title, _("Review"), *_who(review.author, named=named), stance,
                score, review.version, text or None, None, None, review.written_at or None,
            )  # fmt: skip


def _remarks(
    remarks: Sequence[Remark],
    of: ProposalComments | None,
    scheme: Round | None,
    *,
    named: bool,
    under: str = "",
    traced: bool = False,
) -> Iterator[Row]:
    ahead = list(reversed(remarks))
    while ahead:
        each = ahead.pop()
        ahead += reversed(each.replies)
        criterion = scheme.criterion(each.criterion or "") if scheme else None
        yield (
            of.code if of else None,
            of.title if of else each.about or None,
            criterion.title if criterion else under or None,
            _kind(each),
            *_who(each.author, named=named),
            None,
            None,
            each.version,
            each.text,
            each.quote.exact if each.quote and each.quote.exact else None,
            words.question_state(each.state) if each.state else None,
            each.written_at or None,
            *((_(", ").join(map(str, each.points)) or None,) if traced else ()),
        )


def _who(person: Person, *, named: bool) -> tuple[Value, ...]:
    return (person.name or None, words.role(person) or None) if named else ()


def _kind(remark: Remark) -> str:
    known = {
        "comment": _("Comment"),
        "question": _("Question"),
        "evidence": _("Evidence"),
        "note": _("Private note"),
    }
    return known.get(remark.kind, remark.kind)
