"""The two documents of comments: everybody's in a round, and one member's own."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from app.domain.rounds import Round
from app.i18n import _, ngettext
from app.reports import words
from app.reports.blocks import Rule
from app.reports.chapters import LONGEST, Chapter, general_chapter, proposal_chapter
from app.reports.opening import Opening
from app.reports.page import TOP, Sheet, render
from app.reports.plain import isolated, one_line
from app.reports.values import CommentsReport, MyCommentsReport, Person, ProposalComments, Remark

HEIGHT = 841.89
_ROOM = HEIGHT * 0.35
"""A chapter begins on a page where so much is free, otherwise on the next."""


def comments_document(report: CommentsReport) -> bytes:
    """Return the PDF of everybody's comments in one round."""
    rtl = report.right_to_left
    chapters = [
        proposal_chapter(each, report.round, f"proposal-{number}", rtl=rtl)
        for number, each in enumerate(report.proposals, 1)
    ]
    if report.general:
        chapters.append(general_chapter(report.general, report.round, rtl=rtl))
    title = one_line(report.round.title)[:LONGEST] or _("Comments")
    cycle = one_line(report.cycle)[:LONGEST]
    by = _with_role(report.exported_by, rtl=rtl)
    on = words.day(report.exported_on)
    facts = [(_("Exported"), _("{day} by {person}").format(day=on, person=by))]
    if report.deadline:
        facts.append((_("Deadline"), words.deadline(report.deadline)))
    facts.append((_("Who may read this"), words.notice(report.readers)))
    opening = Opening(
        over=_("Comments · {cycle}").format(cycle=isolated(cycle, rtl=rtl)),
        title=title,
        facts=facts,
        figures=_figures(report.proposals, report.general, expected=report.expected),
        chapters=chapters,
        schemes=[report.round],
        empty=_("Nobody has said anything in this round yet."),
        rtl=rtl,
    )
    sheet = Sheet(
        title=_("Comments: {round}, {cycle}").format(round=title, cycle=cycle),
        head=_("{cycle} · {round}").format(
            cycle=isolated(cycle, rtl=rtl), round=isolated(title, rtl=rtl)
        ),
        foot=words.notice(report.readers),
        author=report.exported_by.name,
        subject=_("Comments by proposal and criterion"),
        date=report.exported_on,
        language=report.language,
        right_to_left=rtl,
    )
    return render([*opening.story(), *_bodies(chapters)], sheet)


def my_document(report: MyCommentsReport) -> bytes:
    """Return the PDF of one member's own words."""
    rtl = report.right_to_left
    chapters: list[Chapter] = []
    for part in report.rounds:
        for each in part.proposals:
            key = f"proposal-{len(chapters) + 1}"
            chapters.append(proposal_chapter(each, part.round, key, rtl=rtl, mine=True))
    if report.general:
        bare = Round("", "", "qualitative", "open")
        chapters.append(general_chapter(report.general, bare, rtl=rtl, mine=True))
    cycle = one_line(report.cycle)[:LONGEST]
    name = one_line(report.member.name)[:LONGEST]
    foot = _("Holds private notes of {name}. Please do not pass on.").format(
        name=isolated(name, rtl=rtl)
    )
    opening = Opening(
        over=cycle,
        title=_("My comments"),
        facts=[
            (_("Of"), _with_role(report.member, rtl=rtl)),
            (_("Exported"), words.day(report.exported_on)),
            (_("Who may read this"), _("Only you. It holds private notes and drafts.")),
        ],
        figures=_my_figures(report),
        chapters=chapters,
        schemes=[],
        empty=_("You have not written anything yet."),
        rtl=rtl,
    )
    sheet = Sheet(
        title=_("My comments: {cycle}").format(cycle=cycle),
        head=_("{cycle} · comments of {name}").format(
            cycle=isolated(cycle, rtl=rtl), name=isolated(name, rtl=rtl)
        ),
        foot=foot,
        author=name,
        subject=_("Reviews, comments and private notes of one member"),
        date=report.exported_on,
        language=report.language,
        right_to_left=rtl,
    )
    return render([*opening.story(), *_bodies(chapters)], sheet)


def _bodies(chapters: Sequence[Chapter]) -> Iterator[Flowable]:
    for chapter in chapters:
        yield CondPageBreak(_ROOM)
        yield Rule(before=22, after=16, below=HEIGHT - TOP - 20)
        yield from chapter.blocks


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
