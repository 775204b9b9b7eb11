"""The meeting book of a round: contents, every proposal with its text, and my marks on request.

That of one meeting, with its agenda and documents: `meeting_book`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.rounds import Round
from app.i18n import _, ngettext
from app.reports import words
from app.reports.chapters import my_marks
from app.reports.plain import isolated, one_line
from app.reports.setting import LONGEST, Setting, framed
from app.reports.tree import (
    Block,
    Content,
    Contents,
    Definitions,
    Figures,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    Rule,
)
from app.reports.values import ProposalComments

PARTS = ("proposals", "marks")


@dataclass(frozen=True, slots=True)
class Paper:
    """A proposal as the book prints it."""

    code: str
    title: str
    version: int
    at: str
    """When this version came."""
    proposers: tuple[str, ...]
    """Names with what they belong to."""
    theme: str
    note: str
    """What the proposers say they changed."""
    sections: tuple[tuple[str, tuple[Block, ...]], ...]
    """Headings with their text, already as blocks."""
    withdrawn: bool = False
    mine: ProposalComments | None = None
    """What is mine about it; None: nothing, or not asked for."""


def book_report(papers: Sequence[Paper], scheme: Round, setting: Setting) -> Report:
    """Compose the book; my marks stand in it where `Paper.mine` gives them."""
    count = len(papers)
    marked = sum(each.mine is not None for each in papers)
    items = [(str(count), ngettext("proposal", "proposals", count))]
    if marked:
        items.append((str(marked), _("with my marks")))
    blocks: list[Block] = [Figures(tuple(items)), Contents(deepest=1)]
    if not papers:
        blocks += [Rule(), Paragraph(_("This round has no proposals yet."), "soft")]
    for number, each in enumerate(papers, 1):
        blocks += chapter(each, scheme, f"proposal-{number}", rtl=setting.right_to_left)
    return framed(
        setting, _("Meeting book"), scheme.title, blocks, subject=_("All proposals of a round")
    )


def chapter(
    paper: Paper, scheme: Round, key: str, *, rtl: bool, about: Sequence[tuple[str, Content]] = ()
) -> Iterator[Block]:
    """Yield a paper on pages of its own; `about` are more facts of it, before the others."""
    yield PageBreak()
    version = _("version {version}").format(version=paper.version)
    yield Heading(
        one_line(paper.title)[:LONGEST] or _("Untitled"), 1, key, one_line(paper.code)[:40],
        listed=_("withdrawn") if paper.withdrawn else version,
    )  # fmt: skip
    came = _("{version}, {day}").format(version=version, day=words.day(paper.at))
    facts: list[tuple[str, Content]] = [
        *about,
        (
            _("Proposed by"),
            _("; ").join(isolated(one_line(each), rtl=rtl) for each in paper.proposers),
        ),
        (_("Theme"), one_line(paper.theme)),
        (_("Text"), came if paper.at else version),
        (_("What changed"), one_line(paper.note)),
    ]
    yield Definitions(tuple((label, said) for label, said in facts if said))
    if paper.withdrawn:
        yield Paragraph(_("Withdrawn."), "warn")
    if not paper.sections:
        yield Paragraph(_("Its text is not on this computer."), "soft")
    for number, (heading, blocks) in enumerate(paper.sections, 1):
        yield Heading(one_line(heading)[:LONGEST] or _("Untitled"), 2, f"{key}-{number}")
        yield from blocks
    if paper.mine is not None:
        yield Heading(_("My marks and review"), 2, f"{key}-mine")
        yield from my_marks(paper.mine, scheme, f"{key}-m", rtl=rtl)
