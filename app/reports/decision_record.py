"""The record of what a round decided: outcomes with their reasons, what was asked online."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.balances import Share
from app.domain.online import POSITIONS, SILENT, Question
from app.i18n import _, ngettext
from app.phrases import balance
from app.phrases import decisions as phrases
from app.reports import words
from app.reports.plain import isolated, one_line
from app.reports.setting import Setting, framed
from app.reports.tree import (
    Block,
    Cell,
    Chart,
    Column,
    Definitions,
    Figures,
    Heading,
    Paragraph,
    Prose,
    Report,
    Series,
    Table,
)

PARTS = ("outcomes", "balance", "online")
PENDING = "pending"
"""A part that is only there for chairs, and only when they ask for it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal with what was decided."""

    code: str
    title: str
    outcome: str
    """In words; empty where nothing is decided, or nothing that may stand here."""
    state: str = ""
    """`pending`, `released`, `undecided`, `withdrawn`."""
    reason: str = ""
    condition: str = ""
    merged: tuple[str, ...] = ()
    """The other proposals, as they are called."""
    channel: str = ""
    at: str = ""
    accepts: bool = False
    changed: str = ""
    """The instant of a change after that; empty if there was none."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a round decided, as far as it may stand in the file."""

    title: str
    lines: tuple[Line, ...]
    capacity: int | None = None
    places: int = 0
    balance: Mapping[str, tuple[Share, ...]] = field(default_factory=dict[str, tuple[Share, ...]])
    """{group, region or theme: of what goes ahead}."""
    online: tuple[Question, ...] = ()
    doubts: tuple[str, ...] = ()


def decision_record(record: Record, setting: Setting, *, parts: Sequence[str] = PARTS) -> Report:
    """Compose the record; `parts` of PARTS in their order."""
    decided = sum(bool(each.outcome) for each in record.lines)
    ahead = sum(each.accepts for each in record.lines)
    count = len(record.lines)
    items = [
        (str(count), ngettext("proposal", "proposals", count)),
        (str(decided), _("decided")),
        (str(ahead), ngettext("goes ahead", "go ahead", ahead)),
    ]
    if record.capacity is not None:
        items.append((str(record.places), _("of {n} places").format(n=record.capacity)))
    blocks: list[Block] = [Figures(tuple(items))]
    for part in parts:
        blocks += decision_part(record, part)
    return framed(
        setting, _("Decisions"), record.title, blocks, subject=_("What was decided of a round")
    )


def decision_part(record: Record, part: str) -> Iterator[Block]:
    """Yield one of PARTS under a heading of its own."""
    if part == "outcomes":
        yield from _outcomes(record)
    elif part == "balance":
        yield from _balance(record)
    elif part == "online" and record.online:
        yield Heading(_("Decided online"), 1, "decided-online")
        for each in record.online:
            yield from _online(each)


def _outcomes(record: Record) -> Iterator[Block]:
    yield Heading(_("Outcomes"), 1, "decided")
    if not any(each.outcome for each in record.lines):
        yield Paragraph(_("Nothing has been decided and released yet."), "soft")
    counts: dict[str, int] = {}
    for each in record.lines:
        word = each.outcome or phrases.state(each.state or "undecided")
        counts[word] = counts.get(word, 0) + 1
    yield Chart(
        "bars", tuple(counts), (Series(_("Proposals"), tuple(counts.values())),),
        caption=_("How many proposals have which outcome"),
    )  # fmt: skip
    yield Table(
        (
            Column(_("Code"), "code", "code"),
            Column(_("Proposal"), "text", "title", 2),
            Column(_("Outcome"), "text", "outcome", 1.2),
            Column(_("Reason"), "text", "reason", 2),
            Column(_("Decided"), "text", "decided", 1),
        ),
        tuple(
            (
                one_line(each.code),
                one_line(each.title),
                _outcome(each),
                one_line(each.reason) or None,
                _decided(each) or None,
            )
            for each in record.lines
        ),
        caption=_("Outcomes by proposal"),
        name=_("Outcomes"),
    )
    for sentence in record.doubts:
        yield Paragraph(sentence, "warn")


def _outcome(line: Line) -> Cell:
    parts = [line.outcome or phrases.state(line.state or "undecided")]
    if line.merged:
        parts.append(_("with {others}").format(others=_(", ").join(map(one_line, line.merged))))
    if line.condition:
        parts.append(_("if {condition}").format(condition=one_line(line.condition)))
    if line.state == PENDING:
        parts.append(_("pending, not released"))
    style = "warn" if line.state == PENDING else "" if line.outcome else "soft"
    return Cell(_("; ").join(parts), style=style)


def _decided(line: Line) -> str:
    parts = [
        phrases.days(words.day(line.at), words.day(line.changed))
        if line.at and line.outcome
        else "",
        phrases.channel(line.channel) if line.channel else "",
    ]
    return _(", ").join(part for part in parts if part)


def _balance(record: Record) -> Iterator[Block]:
    found = {kind: shares for kind, shares in record.balance.items() if shares}
    if not found:
        return
    yield Heading(_("Who goes ahead"), 1, "decided-balance")
    for kind, shares in found.items():
        small = any(each.small for each in shares)
        yield Table(
            (
                Column(_column(kind), key=kind, width=2),
                Column(_("Proposals"), "number", "n"),
                Column(_("Share"), "share", "share"),
            ),
            tuple(
                (
                    balance.value(kind, each.value) + (" *" if each.small else ""),
                    Cell(each.n, isolated(balance.number(each.n))),
                    None if each.share is None else each.share / 100,
                )
                for each in shares
            ),
            caption=balance.kind(kind),
            note=_("* Few proposals: a share tells little.") if small else "",
            name=balance.kind(kind),
        )


def _column(kind: str) -> str:
    known = {"group": _("Stakeholder group"), "region": _("Region"), "theme": _("Theme")}
    return known.get(kind, kind)


def _online(each: Question) -> Iterator[Block]:
    yield Heading(one_line(each.title), 2)
    yield Prose(each.text)
    rows: list[tuple[str, str]] = [(_("Until"), words.day(each.closes_at))]
    if each.outcome and each.closed_at:
        ended = _("{outcome}, {day}").format(
            outcome=phrases.closing(each.outcome), day=words.day(each.closed_at)
        )
        rows.append((_("Ended"), ended))
    else:
        rows.append((_("Ended"), _("not yet")))
    if each.reason.strip():
        rows.append((_("Reason"), one_line(each.reason)))
    if each.counts:
        told = [
            _("{title} {count}").format(title=phrases.positions(key), count=each.counts.get(key, 0))
            for key in (*POSITIONS, SILENT)
        ]
        rows.append((_("Positions"), _(", ").join(told)))
        rows.append((_("Silence"), _("is shown as silence, and counts as no position.")))
    yield Definitions(tuple(rows))
