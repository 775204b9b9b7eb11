"""The documents of comments: everybody's in a round or on a document, and one member's own."""

from collections.abc import Iterator, Sequence
from typing import Literal

from app.domain.rounds import Deadline, Round
from app.i18n import _, ngettext
from app.reports import naming, words
from app.reports.chapters import (
    criterion_chapters,
    general_chapter,
    points_chapter,
    proposal_chapter,
    section_chapter,
)
from app.reports.naming import Names
from app.reports.plain import isolated, one_line
from app.reports.positions import legend
from app.reports.setting import LONGEST, Setting, framed, with_role
from app.reports.tree import (
    Block,
    Bullets,
    Content,
    Contents,
    Figures,
    Heading,
    Paragraph,
    Report,
    Rule,
    Shares,
)
from app.reports.values import (
    CommentsReport,
    DocumentReport,
    MyCommentsReport,
    ProposalComments,
    Remark,
)

By = Literal["proposal", "criterion"]


def comments_document(
    report: CommentsReport, *, names: Names = "full", by: By = "proposal"
) -> Report:
    """Compose everybody's comments in one round, by proposal or by criterion.

    `names` says how the writers are called; `naming.comments` takes them out of the values.
    """
    report = naming.comments(report, names)
    rtl = report.right_to_left
    named, hidden = names != "none", names != "full"
    chapters: list[Block] = []
    if by == "criterion":
        chapters += criterion_chapters(
            report.proposals, report.round, rtl=rtl, named=named, hidden=hidden
        )
    else:
        for number, each in enumerate(report.proposals, 1):
            key = f"proposal-{number}"
            chapters += proposal_chapter(
                each, report.round, key, rtl=rtl, named=named, hidden=hidden
            )
    if report.general:
        chapters += general_chapter(report.general, report.round, rtl=rtl, named=named)
    figures = _figures(report.proposals, report.general, expected=report.expected)
    said = any(each.reviews or each.remarks for each in report.proposals) or report.general
    empty = "" if said else _("Nobody has said anything in this round yet.")
    facts: list[tuple[str, Content]] = []
    if report.deadline:
        facts.append((_("Deadline"), words.deadline(report.deadline)))
    if hidden:
        facts.append((_("Names"), how_named(names)))
    return framed(
        _setting(report),
        _("Comments"),
        one_line(report.round.title) or _("Comments"),
        (*_opening(figures, chapters, [report.round], empty), *chapters),
        facts=facts,
        subject=_("Comments by proposal and criterion"),
    )


def section_document(report: DocumentReport, *, names: Names = "full") -> Report:
    """Compose everybody's comments on one document, by its sections."""
    report = naming.document(report, names)
    named, hidden = names != "none", names != "full"
    chapters: list[Block] = []
    quiet = 0
    for number, (title, remarks) in enumerate(report.sections, 1):
        if not remarks:
            quiet += bool(title)
            continue
        chapters += section_chapter(
            title, remarks, f"section-{number}", rtl=report.right_to_left, current=report.version,
            named=named, hidden=hidden,
        )  # fmt: skip
    every = [each for _title, remarks in report.sections for each in remarks]
    figures = [
        (len(every), ngettext("entry", "entries", len(every))),
        (len({each.author for each in every}), _("people wrote")),
        (quiet, ngettext("section without a word", "sections without a word", quiet)),
    ]
    facts: list[tuple[str, Content]] = []
    if report.version is not None:
        facts.append((_("Version"), str(report.version)))
    if report.comments_by:
        facts.append((_("Deadline"), words.deadline(Deadline("", report.comments_by))))
    if hidden:
        facts.append((_("Names"), how_named(names)))
    silent = [with_role(each, rtl=report.right_to_left) for each in report.silent]
    if silent and names == "full":
        chapters += [Heading(_("Have said nothing"), 1, "silent"), Bullets(tuple(silent))]
    if report.points:
        rtl = report.right_to_left
        chapters = [*points_chapter(report.points, rtl=rtl, named=named), *chapters]
    empty = "" if every else _("Nobody has said anything about this document yet.")
    return framed(
        _setting(report),
        _("Comments"),
        one_line(report.title) or _("Comments"),
        (*_opening(figures, chapters, [], empty), *chapters),
        facts=facts,
        subject=_("Comments by section"),
    )


def how_named(names: Names) -> str:
    """Return what a report says of how it calls people."""
    known = {
        "full": _("Members are named."),
        "role": _("Members are called by role, group and region; entries stand in no order."),
        "none": _("Nobody is named; entries stand in no order."),
    }
    return known[names]


def _setting(report: CommentsReport | DocumentReport) -> Setting:
    by = report.exported_by
    return Setting(
        report.cycle, report.exported_on, by if by.name or by.role else None, report.readers,
        report.language, report.right_to_left,
    )  # fmt: skip


def my_document(report: MyCommentsReport, *, by: By = "proposal") -> Report:
    """Compose one member's own words, by proposal or by criterion."""
    rtl = report.right_to_left
    chapters: list[Block] = []
    number = 0
    for part in report.rounds:
        if by == "criterion":
            chapters += criterion_chapters(part.proposals, part.round, rtl=rtl, mine=True)
            continue
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
            (_("Of"), with_role(report.member, rtl=rtl)),
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
