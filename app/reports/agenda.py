"""An agenda on paper: a table of its items with times, then their papers, and what was objected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.i18n import _
from app.phrases import agendas as phrases
from app.reports.plain import one_line
from app.reports.setting import LONGEST, Setting, framed
from app.reports.tree import (
    Block,
    Bullets,
    Cell,
    Column,
    Content,
    Definitions,
    Heading,
    Paragraph,
    Report,
    Run,
    Table,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One item."""

    label: str
    title: str
    level: int
    at: str
    """`14:10`, "" where nobody knows."""
    minutes: float
    lead: str
    purpose: str
    """In words."""
    papers: tuple[str, ...]
    """Titles."""
    carried: bool = False
    """It was carried over to another meeting."""


@dataclass(frozen=True, slots=True)
class AgendaPaper:
    title: str
    facts: tuple[tuple[str, str], ...]
    """When, where, how far it is, how long it runs; no passcodes: agendas are handed on."""
    lines: tuple[Line, ...]
    objections: tuple[tuple[str, str], ...] = ()
    """(who, text)"""


def agenda_report(found: AgendaPaper, setting: Setting) -> Report:
    """Compose the agenda of a meeting."""
    return framed(
        setting, _("Agenda"), found.title, tuple(_blocks(found)), facts=found.facts,
        subject=_("The agenda of a meeting"),
    )  # fmt: skip


def as_text(found: AgendaPaper) -> str:
    """Return the agenda as plain text, for a mail."""
    return "\n".join(_text(found)).rstrip() + "\n"


def _blocks(found: AgendaPaper) -> Iterator[Block]:
    if not found.lines:
        yield Paragraph(_("The agenda is not out yet."), "soft")
        return
    yield Table(
        (
            Column(_("No."), "code", "label"),
            Column(_("Time"), "code", "starts"),
            Column(_("Item"), "text", "title", 4.0),
            Column(_("Minutes"), "number" if _broken(found.lines) else "whole", "minutes"),
            Column(_("Lead"), "text", "lead", 1.5),
            Column(_("For"), "text", "purpose", 1.2),
        ),
        tuple(_row(each) for each in found.lines),
        name=_("Agenda"),
    )
    papers = [(_named(each), each.papers) for each in found.lines if each.papers]
    if papers:
        yield Heading(_("Papers"), 1, "papers", running=False)
        for name, titles in papers:
            yield Paragraph(name, "strong")
            yield Bullets(tuple(one_line(title)[:LONGEST] for title in titles))
    if found.objections:
        yield Heading(_("Objections"), 1, "objections", running=False)
        yield Definitions(tuple((one_line(who) or "–", text) for who, text in found.objections))


def _row(each: Line) -> tuple[Cell | str | float | None, ...]:
    title: Content = one_line(each.title)[:LONGEST]
    if each.carried:
        title = (title, Run(" · " + _("carried over"), "label"))
    whole = int(each.minutes) if float(each.minutes).is_integer() else each.minutes
    return (
        each.label, each.at, Cell(one_line(each.title)[:LONGEST], title, style="" if each.level else "strong"),
        whole or None, one_line(each.lead)[:LONGEST], each.purpose,
    )  # fmt: skip


def _broken(lines: Sequence[Line]) -> bool:
    return any(not float(each.minutes).is_integer() for each in lines)


def _named(each: Line) -> str:
    return f"{each.label}  {one_line(each.title)[:LONGEST]}".strip()


def _text(found: AgendaPaper) -> Iterator[str]:
    yield one_line(found.title)
    for name, words in found.facts:
        yield _("{label}: {value}").format(label=name, value=words)
    yield ""
    if not found.lines:
        yield _("The agenda is not out yet.")
    for each in found.lines:
        minutes = phrases.minutes(each.minutes) if each.minutes else ""
        facts = " · ".join(part for part in (minutes, one_line(each.lead), each.purpose) if part)
        edge = "  " * each.level
        yield " ".join(part for part in (each.at, f"{edge}{_named(each)}") if part)
        if facts:
            yield f"      {edge}{facts}"
        for title in each.papers:
            yield f"      {edge}- {one_line(title)}"
    if found.objections:
        yield ""
        yield _("Objections")
        for who, text in found.objections:
            yield f"- {one_line(who) or '–'}: {one_line(text)}"
