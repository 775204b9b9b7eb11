"""The two documents of comments: everybody's in a round, and one member's own."""

from collections.abc import Iterator, Sequence

from app.domain.rounds import Round
from app.i18n import _, ngettext
from app.reports import words
from app.reports.chapters import LONGEST, general_chapter, proposal_chapter
from app.reports.plain import isolated, one_line
from app.reports.positions import legend
from app.reports.tree import Block, Contents, Figures, Heading, Paragraph, Report, Rule, Shares
from app.reports.values import CommentsReport, MyCommentsReport, Person, ProposalComments, Remark


def comments_document(report: CommentsReport) -> Report:
    """Compose everybody's comments in one round."""
    rtl = report.right_to_left
    chapters: list[Block] = []
    for number, each in enumerate(report.proposals, 1):
        chapters += proposal_chapter(each, report.round, f"proposal-{number}", rtl=rtl)
    if report.general:
        chapters += general_chapter(report.general, report.round, rtl=rtl)
    title = one_line(report.round.title)[:LONGEST] or _("Comments")
    cycle = one_line(report.cycle)[:LONGEST]
    by = _with_role(report.exported_by, rtl=rtl)
    on = words.day(report.exported_on)
    facts = [(_("Exported"), _("{day} by {person}").format(day=on, person=by))]
    if report.deadline:
        facts.append((_("Deadline"), words.deadline(report.deadline)))
    facts.append((_("Who may read this"), words.notice(report.readers)))
    figures = _figures(report.proposals, report.general, expected=report.expected)
    said = any(each.reviews or each.remarks for each in report.proposals) or report.general
    empty = "" if said else _("Nobody has said anything in this round yet.")
    return Report(
        title,
        (*_opening(figures, chapters, [report.round], empty), *chapters),
        over=_("Comments · {cycle}").format(cycle=isolated(cycle, rtl=rtl)),
        facts=tuple(facts),
        head=_("{cycle} · {round}").format(
            cycle=isolated(cycle, rtl=rtl), round=isolated(title, rtl=rtl)
        ),
        foot=words.notice(report.readers),
        name=_("Comments: {round}, {cycle}").format(round=title, cycle=cycle),
        author=report.exported_by.name,
        subject=_("Comments by proposal and criterion"),
        date=report.exported_on,
        language=report.language,
        right_to_left=rtl,
    )


def my_document(report: MyCommentsReport) -> Report:
    """Compose one member's own words."""
    rtl = report.right_to_left
    chapters: list[Block] = []
    number = 0
    for part in report.rounds:
        for each in part.proposals:
            number += 1
            key = f"proposal-{number}"
            chapters += proposal_chapter(each, part.round, key, rtl=rtl, mine=True)
    if report.general:
        bare = Round("", "", "qualitative", "open")
        chapters += general_chapter(report.general, bare, rtl=rtl, mine=True)
    cycle = one_line(report.cycle)[:LONGEST]
    name = one_line(report.member.name)[:LONGEST]
    said = report.general or any(
        each.reviews or each.remarks for part in report.rounds for each in part.proposals
    )
    empty = "" if said else _("You have not written anything yet.")
    return Report(
        _("My comments"),
        (*_opening(_my_figures(report), chapters, [], empty), *chapters),
        over=cycle,
        facts=(
            (_("Of"), _with_role(report.member, rtl=rtl)),
            (_("Exported"), words.day(report.exported_on)),
            (_("Who may read this"), _("Only you. It holds private notes and drafts.")),
        ),
        head=_("{cycle} · comments of {name}").format(
            cycle=isolated(cycle, rtl=rtl), name=isolated(name, rtl=rtl)
        ),
        foot=_("Holds private notes of {name}. Please do not pass on.").format(
            name=isolated(name, rtl=rtl)
        ),
        name=_("My comments: {cycle}").format(cycle=cycle),
        author=name,
        subject=_("Reviews, comments and private notes of one member"),
        date=report.exported_on,
        language=report.language,
        right_to_left=rtl,
    )


def _opening(
    figures: Sequence[tuple[int, str]], chapters: Sequence[Block], schemes: Sequence[Round],
    empty: str,
) -> Iterator[Block]:  # fmt: skip
    """Yield what stands before the chapters; `empty` says that nothing was said."""
    yield Figures(tuple((str(count), label) for count, label in figures))
    if empty:
        yield Rule()
        yield Paragraph(empty, "soft")
    yield Contents()
    shown = [each for each in schemes if each.stances]
    if shown and any(isinstance(each, Heading) and each.shares for each in chapters):
        yield Shares(legend(shown[0]), legend=True)


def _figures(
    proposals: Sequence[ProposalComments], general: Sequence[Remark], *, expected: int | None
) -> list[tuple[int, str]]:
    reviews = [review for each in proposals for review in each.reviews]
    remarks = [remark for each in proposals for remark in each.remarks] + list(general)
    people = len({each.author for each in reviews})
    answered = ngettext("member answered", "members answered", people)
    if expected is not None:
        answered = _("of {expected} answered").format(expected=expected)
    late = sum(each.late for each in (*reviews, *remarks))
    return [
        (len(proposals), ngettext("proposal", "proposals", len(proposals))),
        (people, answered),
        *_counts(len(reviews), remarks),
        *([(late, _("late"))] if late else []),
    ]


def _my_figures(report: MyCommentsReport) -> list[tuple[int, str]]:
    proposals = [each for part in report.rounds for each in part.proposals]
    remarks = [each for proposal in proposals for each in proposal.remarks] + list(report.general)
    notes = sum(each.kind == "note" for each in remarks)
    return [
        (len(proposals), ngettext("proposal", "proposals", len(proposals))),
        *_counts(sum(len(each.reviews) for each in proposals), remarks),
        (notes, ngettext("private note", "private notes", notes)),
    ]


def _counts(reviews: int, remarks: Sequence[Remark]) -> Iterator[tuple[int, str]]:
    comments = sum(each.kind in {"comment", "evidence"} for each in remarks)
    questions = sum(each.kind == "question" for each in remarks)
    yield reviews, ngettext("review", "reviews", reviews)
    yield comments, ngettext("comment", "comments", comments)
    yield questions, ngettext("question", "questions", questions)


def _with_role(person: Person, *, rtl: bool) -> str:
    name = isolated(one_line(person.name)[:LONGEST], rtl=rtl)
    role = words.role(person)
    return _("{name} ({role})").format(name=name, role=role) if role else name
