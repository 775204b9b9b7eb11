"""My marks as files: Markdown, CSV, W3C annotations, a PDF of them, a PDF with them in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.actions import belonging, consolidating, listing_marks
from app.actions.acting import me
from app.actions.clock import Clock, stamp, system
from app.actions.papers import document_text
from app.actions.trouble import Trouble
from app.documents.plain import escape
from app.documents.sections import split
from app.domain.marks import Listed, Wanted, by_place, by_time, chosen, sending
from app.paths import Home, write_whole
from app.reports.marks import FORMATS as WRITTEN
from app.reports.marks import MarksReport, MarkValue
from app.store import Store, current, members, proposals, rounds

SET = ("pdf", "docx", "html", "txt")
"""What they are set as, as every report is."""
FORMATS = (*WRITTEN, *SET)
"""What all my marks are written as."""
BITE = 100
"""Marks that are looked at between two looks whether to stop."""

Step = Callable[[int, int], None]
"""Told how many of how many are done; raises what is to stop the work."""


def quietly(_done: int, _total: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where: how many marks, how many of them only their writer could see."""

    path: Path
    marks: int
    private: int
    unplaced: int = 0
    """In a PDF: those without a place on its pages; they stand on its first page."""
    unlocked: bool = False
    """A PDF made of a locked one: whoever gets it can read it."""


def found(
    store: Store, home: Home, wanted: Wanted, *, newest: bool = False, step: Step = quietly
) -> list[Listed]:
    """Return my marks that are asked for: by paper and place, or the `newest` first.

    Raises Trouble("not_joined").
    """
    me(store)
    marks = listing_marks.mine(store)
    needs_places = bool(wanted.states) or not newest
    if not needs_places:
        return by_time(chosen(marks, wanted))
    # What the places do not decide is decided first: looking for them takes longest.
    marks = chosen(marks, replace(wanted, states=frozenset()))
    placed: list[Listed] = []
    groups: dict[tuple[str, str], list[Listed]] = {}
    for each in marks:
        groups.setdefault(each.about, []).append(each)
    for here in groups.values():
        step(len(placed), len(marks))
        placed += listing_marks.placed(store, home, here)
    step(len(marks), len(marks))
    kept = chosen(placed, wanted)
    return by_time(kept) if newest else by_place(kept)


def write(
    store: Store,
    home: Home,
    format: str,
    out: Path,
    wanted: Wanted = Wanted(),  # noqa: B008 -- a frozen value
    *,
    newest: bool = False,
    style: consolidating.Style = ("en", False),
    clock: Clock = system,
    step: Step = quietly,
) -> Exported:
    """Write my marks that are asked for to `out`, whole or not at all.

    Raises Trouble: `not_joined`, `nothing_to_export`, `out_is_ours`; OSError; what `step` raises.
    """
    belonging.keep_off(home, out)
    marks = found(store, home, wanted, newest=newest, step=step)
    if not marks:
        raise Trouble("nothing_to_export")
    if format in SET:
        content = _set(store, home, marks, format, clock, style)
    else:
        content = _text(report(store, home, marks, clock), format).encode()
    step(len(marks), len(marks))
    write_whole(out, content)
    return Exported(out, len(marks), private(marks))


def private(marks: list[Listed]) -> int:
    """Return how many of `marks` nobody but their writer can read until they are handed on."""
    return sum(each.row.collection == "notes" for each in marks)


def report(store: Store, home: Home, marks: list[Listed], clock: Clock = system) -> MarksReport:
    """Return `marks` as the values they are written from."""
    profile = me(store)
    cycle = current.one(store, "cycle", profile.cycle)
    headings = _headings(store, home, {each.about for each in marks})
    criteria = _criteria(store)
    return MarksReport(
        profile.cycle,
        str((cycle.data.get("title") if cycle else None) or profile.cycle),
        profile.account,
        members.names(store).get(profile.account, profile.account),
        stamp(clock),
        tuple(_value(each, headings, criteria) for each in marks),
    )


def _text(values: MarksReport, format: str) -> str:
    match format:
        case "md":
            from app.reports.marks_markdown import markdown  # noqa: PLC0415 -- only this format

            return markdown(values, escape)
        case "csv":
            from app.reports.marks_csv import table  # noqa: PLC0415 -- only this format

            return table(values)
        case _:
            from app.reports.marks_annotations import annotations  # noqa: PLC0415 -- only this one

            return annotations(values)


def _set(
    store: Store,
    home: Home,
    marks: list[Listed],
    format: str,
    clock: Clock,
    style: consolidating.Style,
) -> bytes:
    from app.reports.comments import my_document  # noqa: PLC0415 -- slow import
    from app.reports.writing import write as set_as  # noqa: PLC0415 -- slow import

    only = frozenset(each.id for each in marks)
    found = consolidating.mine(store, home, stamp(clock), style, only=only)
    return set_as(my_document(found), format)


def _value(
    each: Listed,
    headings: dict[tuple[str, str], dict[str, str]],
    criteria: dict[str, str],
) -> MarkValue:
    data, place = each.row.data, each.place
    anchor = data.get("anchor") or {}
    quote, position = anchor.get("quote") or {}, anchor.get("position") or {}
    section = str(anchor.get("section") or "")
    about = data.get("about") or {}
    changed = place is not None and place.state == "changed"
    return MarkValue(
        id=each.id,
        kind=each.kind,
        about=each.about,
        paper=each.title,
        text=each.text,
        quote=each.quote,
        prefix=str(quote.get("prefix") or ""),
        suffix=str(quote.get("suffix") or ""),
        section=section,
        heading=headings.get(each.about, {}).get(section, ""),
        start=position.get("start"),
        end=position.get("end"),
        page=each.page,
        version=about.get("version"),
        criterion=each.criterion,
        criterion_title=criteria.get(each.criterion, ""),
        colour=each.colour,
        readers=each.row.readers if each.row.collection == "comments" else (),
        sending=sending(each.row),
        standing="" if place is None else place.state,
        now=(place.exact or "") if place is not None and changed else "",
        reply_to=str(data.get("reply_to") or ""),
        created_at=str(data.get("created_at") or data.get("written_at") or ""),
        modified_at=each.at,
    )


def _headings(
    store: Store, home: Home, papers: set[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, str]]:
    """Return {paper: {section: heading}}, of the newest version."""
    ids = sorted(id for kind, id in papers if kind == "proposal")
    sections = {
        ("proposal", id): version.sections
        for id, version in proposals.newest_versions(store, ids).items()
    }
    for kind, id in papers:
        text = document_text(store, home, id) if kind == "document" else None
        if text is not None:
            sections[kind, id] = split(text, strict=False)
    return {paper: {each.key: each.heading for each in found} for paper, found in sections.items()}


def _criteria(store: Store) -> dict[str, str]:
    return {each.key: each.title for scheme in rounds.listed(store) for each in scheme.criteria}
