"""The book of a meeting: its agenda, and every paper on it with its text; my marks on request.

Each item of the agenda leads to its papers and each paper back to its items, in any format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.rounds import Round
from app.i18n import _, ngettext
from app.reports import book
from app.reports.book import Paper
from app.reports.plain import isolated, one_line
from app.reports.setting import LONGEST, Setting, framed
from app.reports.tree import (
    Block,
    Bullets,
    Content,
    Contents,
    Figures,
    Heading,
    Paragraph,
    Prose,
    Report,
    Rule,
    Run,
)

DEEPEST = 3
"""Level of heading that items below the second level share."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda as the book prints it."""

    label: str
    title: str
    level: int
    """0 at the top."""
    facts: str
    """When, how long, who leads, what for: in words."""
    papers: tuple[int, ...]
    """Places of its papers in the book, from 0."""
    mine: tuple[tuple[str, str], ...] = ()
    """(what it is, my words): notes on the item and what I prepared to say."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A paper of the book."""

    paper: Paper
    items: tuple[int, ...]
    """Places of the items it belongs to, from 0; none: to the meeting as a whole."""
    scheme: Round
    """What my marks on it answer."""


@dataclass(frozen=True, slots=True)
class Meeting:
    title: str
    facts: tuple[tuple[str, Content], ...]
    """When, where, and how far the agenda is; no passcodes: books are handed on."""
    notes: tuple[Block, ...]
    items: tuple[Item, ...]
    papers: tuple[Bound, ...]


def meeting_book(meeting: Meeting, setting: Setting) -> Report:
    """Compose the book of a meeting."""
    rtl = setting.right_to_left
    count, marked = len(meeting.papers), sum(each.paper.mine is not None for each in meeting.papers)
    items = len(meeting.items)
    figures = [
        (str(items), ngettext("agenda item", "agenda items", items)),
        (str(count), ngettext("paper", "papers", count)),
    ]
    if marked:
        figures.append((str(marked), _("with my marks")))
    blocks: list[Block] = [Figures(tuple(figures)), *meeting.notes, Contents(deepest=1)]
    blocks += _agenda(meeting, rtl=rtl)
    for number, each in enumerate(meeting.papers):
        about = _belongs(meeting, each, rtl=rtl)
        blocks += book.chapter(each.paper, each.scheme, _paper_key(number), rtl=rtl, about=about)
    return framed(
        setting, _("Meeting book"), meeting.title, blocks, facts=meeting.facts,
        subject=_("The agenda of a meeting with its papers"),
    )  # fmt: skip


def _agenda(meeting: Meeting, *, rtl: bool) -> Iterator[Block]:
    yield Heading(_("Agenda"), 1, "agenda")
    if not meeting.items:
        yield Paragraph(_("The agenda is not out yet."), "soft")
    for number, each in enumerate(meeting.items):
        yield Heading(_named(each), min(2 + each.level, DEEPEST), _item_key(number))
        if each.facts:
            yield Paragraph(each.facts, "label")
        if each.papers:
            links = tuple(
                Run(_title(meeting.papers[at].paper, rtl=rtl), link=f"#{_paper_key(at)}")
                for at in each.papers
            )
            yield Bullets(links)
        for what, words in each.mine:
            yield Prose(words, lead=what)
    whole = [at for at, each in enumerate(meeting.papers) if not each.items]
    if whole:
        yield Rule()
        yield Paragraph(_("Papers for the meeting as a whole"), "strong")
        yield Bullets(
            tuple(
                Run(_title(meeting.papers[at].paper, rtl=rtl), link=f"#{_paper_key(at)}")
                for at in whole
            )
        )


def _belongs(meeting: Meeting, bound: Bound, *, rtl: bool) -> Sequence[tuple[str, Content]]:
    """Return the fact that names the items a paper belongs to, with links to them."""
    if not bound.items:
        return ()
    runs: list[str | Run] = []
    for at in bound.items:
        runs += [
            *([_("; ")] if runs else []),
            Run(isolated(_named(meeting.items[at]), rtl=rtl), link=f"#{_item_key(at)}"),
        ]
    return ((_("Agenda item"), tuple(runs)),)


def _named(item: Item) -> str:
    title = one_line(item.title)[:LONGEST] or _("Untitled")
    return f"{one_line(item.label)[:40]}  {title}" if item.label else title


def _title(paper: Paper, *, rtl: bool) -> str:
    title = isolated(one_line(paper.title)[:LONGEST] or _("Untitled"), rtl=rtl)
    code = one_line(paper.code)[:40]
    return _("{code} {title}").format(code=code, title=title) if code else title


def _paper_key(number: int) -> str:
    return f"paper-{number + 1}"


def _item_key(number: int) -> str:
    return f"item-{number + 1}"
