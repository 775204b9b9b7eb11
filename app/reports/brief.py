"""The chair's brief on paper: what there is to know about one proposal, on about one page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.briefs import Brief, Earlier
from app.domain.consolidations import Said
from app.i18n import _, ngettext
from app.phrases import decisions, people
from app.phrases.numbers import decimal
from app.reports import words
from app.reports.plain import isolated, one_line
from app.reports.positions import counted
from app.reports.setting import Setting, framed
from app.reports.tree import (
    Block,
    Bullets,
    Content,
    Definitions,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    Run,
    Shares,
)

MOST = 3
"""Of each list so much stands on the page; how much more there is, is said."""
LONGEST = 200
"""Characters of what somebody said: the whole is in the comments."""


def briefs_report(briefs: Sequence[Brief], title: str, setting: Setting) -> Report:
    """Compose the brief of one proposal, or of all of a round, each on a page of its own."""
    blocks: list[Block] = []
    for number, each in enumerate(briefs, 1):
        if number > 1:
            blocks.append(PageBreak())
        blocks.append(
            Heading(one_line(each.said.title), 1, f"brief-{number}", one_line(each.said.code))
        )
        blocks += _brief(each)
    return framed(setting, _("Chair’s brief"), title, blocks)


def headed(code: str, title: str) -> str:
    """Return a proposal as headings name it."""
    title = one_line(title) or _("Untitled")
    return _("{code} {title}").format(code=one_line(code), title=title) if code else title


def _brief(brief: Brief) -> Iterator[Block]:
    said = brief.said
    if brief.summary.strip():
        yield Paragraph(cut(one_line(brief.summary), LONGEST * 2))
    yield Definitions(tuple(_facts(brief)))
    held = counted(said.positions, brief.round)
    if held:
        yield Shares(held)
    names = brief.names or {}
    for title, items, total in (
        (_("What several say"), [_together(each) for each in said.shared[:MOST]], len(said.shared)),
        (
            _("Objections"),
            [_voice(each, names) for each in said.objections[:MOST]],
            len(said.objections),
        ),
        (
            _("Open questions"),
            [
                (
                    Run(_("{label}: ").format(label=words.question_state(each.state)), "warn"),
                    isolated(cut(one_line(each.text))),
                    Run(f" · {one_name(each.name)}", "label"),
                )
                for each in brief.open_questions[:MOST]
            ],
            len(brief.open_questions),
        ),
        (
            _("Overlaps"),
            [
                headed(each.code, each.title)
                + (
                    " · "
                    + ngettext(
                        "{n} member would merge them", "{n} members would merge them", each.members
                    ).format(n=each.members)
                    if each.members
                    else ""
                )
                for each in brief.overlaps[:MOST]
            ],
            len(brief.overlaps),
        ),
    ):
        yield from listed(title, items, total, 2)
    for each in brief.earlier[:2]:
        yield from _earlier(each)


def listed(title: str, items: Sequence[Content], total: int, level: int) -> Iterator[Block]:
    """Yield a heading with a list, and how many more there are; nothing of nothing."""
    if not items:
        return
    yield Heading(title, level, running=False)
    yield Bullets(tuple(items))
    if total > len(items):
        yield Paragraph(_("and {n} more").format(n=total - len(items)), "label")


def _facts(brief: Brief) -> Iterator[tuple[str, Content]]:
    said = brief.said
    proposers = [
        _(", ").join(
            part
            for part in (one_line(each.name), one_line(each.affiliation), people.group(each.group))
            if part
        )
        for each in brief.proponents
    ]
    yield _("About"), _("Version {version}").format(version=said.version)
    if proposers:
        yield _("Proposed by"), _("; ").join(proposers)
    if brief.theme:
        yield _("Theme"), one_line(brief.theme)
    if brief.changed is not None:
        headings = _(", ").join(one_line(each.heading) for each in brief.changed.sections)
        note = isolated(cut(one_line(brief.changed.note)))
        yield (
            _("Changed since version {n}").format(n=brief.changed.old),
            _("; ").join(each for each in (headings or _("nothing"), note) if each),
        )
    spread = brief.spread
    if spread.mean is not None and spread.sd is not None:
        yield _("Scores"), _("mean {mean}, spread {sd}, {n} reviews").format(
            mean=decimal(spread.mean, 2), sd=decimal(spread.sd, 2), n=spread.n
        )  # fmt: skip
    count = len(said.answered)
    yield _("Reviews"), ngettext("{n} review", "{n} reviews", count).format(n=count)
    if said.recused:
        yield _("Conflict of interest"), _(", ").join(_named(said.recused, brief.names or {}))
    if said.missing:
        shown = _named(said.missing[: MOST * 2], brief.names or {})
        more = len(said.missing) - len(shown)
        rest = [_("and {n} more").format(n=more)] if more else []
        yield _("Have not answered"), _(", ").join([*shown, *rest])
    if brief.outcome:
        word = brief.outcome_title or decisions.usual(brief.outcome) or brief.outcome
        pending = [Run(_("pending, not released"), "warn")] if brief.pending else []
        yield _("Decided"), [word, *([" · ", *pending] if pending else [])]
    if brief.continues:
        yield _("Continues"), one_line(brief.continues)


def _earlier(each: Earlier) -> Iterator[Block]:
    title = _("Before, in {cycle}").format(cycle=one_line(each.cycle))
    yield Heading(title, 2, running=False)
    decided = each.outcome_title or decisions.usual(each.outcome) or each.outcome
    parts = [headed(each.code, each.title), decided, cut(one_line(each.reason))]
    yield Paragraph(_(" · ").join(part for part in parts if part))
    points = [point for letter in each.letters for point in letter.points]
    if points:
        yield Bullets(tuple(cut(one_line(point.text)) for point in points[:MOST]))


def _together(group: Sequence[Said]) -> Content:
    count = len({each.owner for each in group})
    told = ngettext("{n} says: ", "{n} say: ", count).format(n=count)
    return (Run(told, "strong"), isolated(cut(one_line(group[0].text))))


def one_name(name: str) -> str:
    """Return a name fit for a line of ours."""
    return isolated(one_line(name))


def _voice(each: Said, names: Mapping[str, str]) -> Content:
    name = one_name(names.get(each.owner, each.name))
    return (Run(_("{name}: ").format(name=name), "strong"), isolated(cut(one_line(each.text))))


def _named(accounts: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [one_name(names.get(each, each)) for each in accounts]


def cut(text: str, most: int = LONGEST) -> str:
    """Return `text`, or its first words where it is long."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
