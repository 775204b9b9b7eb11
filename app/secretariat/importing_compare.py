"""Holds what proposers sent against the meeting folder: which proposal it is, what is new."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.documents.diff import SectionDiff, diff
from app.documents.plain import plain
from app.domain import times
from app.domain.ids import SLUG
from app.domain.proposals import Section
from app.domain.records import Data
from app.secretariat.importing_draft import CannotImport, Draft
from app.secretariat.importing_front import page
from app.secretariat.importing_headings import Known, Match, folded, match, similarity
from app.secretariat.importing_known import Desktop, Standing
from app.secretariat.papers import Fault, Spot
from app.secretariat.sources import bad_name

NEAR = 90.0
"""Likeness of two titles from which a person is asked whether they are one proposal."""

_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Imported:
    """A proposal of the file, and what importing it would write."""

    proposal: str
    title: str
    number: int
    """The version that would be written; of an unchanged one, the version there is."""
    path: str
    """Relative to the folder, with `/`."""
    text: str | None
    """The version file; None if nothing changed."""
    at: Spot
    """Where it was in the imported file."""
    headings: tuple[Match, ...] = ()
    """Every heading and the section it was taken for; `known` is false for those of its own."""
    missing: tuple[tuple[str, str], ...] = ()
    """Key and heading of the round's usual sections that it lacks."""
    changes: tuple[SectionDiff, ...] = ()
    """The word diff against its newest version; of a first version, all added."""
    fields: tuple[str, ...] = ()
    """Fields that are new or differ from the newest version."""
    left_out: tuple[str, ...] = ()
    """Addresses for `contacts.csv`: members would read them here."""
    unknown: tuple[tuple[str, str], ...] = ()
    """Groups and regions that are none of the vocabulary, left out."""
    near: str | None = None
    """Another proposal of the round whose title is nearly the same: perhaps it is this one."""

    empty: bool = False
    """It would have no words at all."""

    @property
    def action(self) -> str:
        """`create`, `update` (a next version) or `same`."""
        return "same" if self.text is None else "create" if self.number == 1 else "update"

    @property
    def unmatched(self) -> tuple[str, ...]:
        return tuple(each.found for each in self.headings if not each.known and each.found)


def held_against(
    desk: Desktop, drafts: Sequence[Draft], now: datetime
) -> tuple[list[Imported], list[Fault]]:
    found: list[Imported] = []
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for draft in drafts:
        faults += draft.faults()
        name = id_of(draft, desk)
        standing = desk.proposals.get(name)
        if fault := _id_fault(draft, name, standing, desk):
            faults.append(fault)
        elif name in first:
            params = {"got": name, "line": first[name]}
            faults.append(Fault.at(draft.at, "id", "doubled_row", **params))
        else:
            first[name] = draft.at.line
            try:
                desk.refuse_faulty(name)
            except CannotImport as refused:
                faults += refused.faults
            else:
                one = _compared(desk, draft, name, standing, now)
                found.append(one)
                if one.empty:
                    faults.append(Fault.at(draft.at, "sections", "no_sections"))
    return found, faults


def _id_fault(draft: Draft, name: str, standing: Standing | None, desk: Desktop) -> Fault | None:
    named = draft.fields.get("title") or draft.fallback_title
    if standing is None and not named and (not name or SLUG.fullmatch(name)):
        return Fault.at(draft.at, "title", "missing")
    if not SLUG.fullmatch(name) or bad_name(f"{name}.v1.md"):
        return Fault.at(draft.at, "id", "bad_slug", got=name[:40])
    other = standing.data.get("round") if standing else desk.round
    if other != desk.round:
        return Fault.at(draft.at, "round", "other_round", got=name, wanted=str(other))
    return None


def id_of(draft: Draft, desk: Desktop) -> str:
    """Return the id a proposal has by its own word, its code, its title, or else gets."""
    if given := str(draft.fields.get("id") or ""):
        return given.strip()
    if found := desk.coded(str(draft.fields.get("code") or "")):
        return found.id
    title = str(draft.fields.get("title") or draft.fallback_title)
    if found := desk.named(title):
        return found.id
    return slug(title) if title else ""


def slug(title: str) -> str:
    """Return an id for a new proposal: the letters of its title, or a digest where it has none."""
    folded = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:_LONGEST_SLUG].rstrip("-")
    if len(name) * 3 < len(title.strip()[:_LONGEST_SLUG]) or not name or bad_name(f"{name}.v1.md"):
        digest = hashlib.sha256(unicodedata.normalize("NFC", title).encode("utf-8", "replace"))
        name = f"{name}-{digest.hexdigest()[:8]}".lstrip("-")
    return name


def _compared(
    desk: Desktop, draft: Draft, name: str, standing: Standing | None, now: datetime
) -> Imported:
    own = standing.sections if standing else ()
    headings = match([(each.heading, each.key) for each in draft.parts], _own_first(desk, own))
    sections = _sections(draft, headings, own)
    fields = _changed(draft, standing)
    same = standing is not None and not fields and _alike(own, sections)
    number = standing.number if same and standing else desk.number_after(name)
    told = {**fields, "at": _moment(standing, now)}
    if standing is None:
        told["round"] = desk.round
    usual = {each.key: each.heading for each in own} or {e.key: e.names[0] for e in desk.usual}
    there = {each.key for each in sections}
    title = str(fields.get("title") or (standing.data.get("title") if standing else "") or name)
    return Imported(
        name,
        title,
        number,
        f"proposals/{name}.v{number}.md",
        None if same else page(told, sections),
        draft.at,
        tuple(each for each in headings if each.found),
        tuple((key, heading) for key, heading in usual.items() if key not in there),
        tuple(diff(own, sections)),
        tuple(fields),
        tuple(dict.fromkeys(draft.emails)),
        tuple(draft.unknown),
        _near(desk, title, name) if standing is None else None,
        not any(each.heading or each.text for each in sections),
    )


def _own_first(desk: Desktop, own: Sequence[Section]) -> list[Known]:
    """Return the sections to match with; the proposal's own headings go before the round's."""
    names = {each.key: each.names for each in desk.sections}
    found = [
        Known(
            each.key, tuple(dict.fromkeys(filter(None, (each.heading, *names.get(each.key, ())))))
        )
        for each in own
    ]
    there = {each.key for each in own}
    return found + [each for each in desk.sections if each.key not in there]


def _sections(
    draft: Draft, headings: Sequence[Match], own: Sequence[Section]
) -> tuple[Section, ...]:
    """Return the sections of the next version.

    A sheet says nothing about sections it has no column for: these stay as they were.
    """
    sent = [
        Section(hit.key, " ".join(hit.heading.split()), part.text)
        for hit, part in zip(headings, draft.parts, strict=True)
    ]
    if draft.covers is None:
        return tuple(sent)
    by_key = {each.key: each for each in sent}
    kept = [
        by_key.pop(each.key) if each.key in by_key else each
        for each in own
        if each.key in by_key or each.key not in draft.covers
    ]
    return (*kept, *by_key.values())


def _changed(draft: Draft, standing: Standing | None) -> Data:
    """Return the fields that are new or other than before; what was not sent stays."""
    sent = {name: value for name, value in draft.fields.items() if name != "id" and value}
    before = standing.data if standing else {}
    if standing is None:
        sent.setdefault("title", draft.fallback_title)
    if "proponents" in sent:
        sent["proponents"] = _people(sent["proponents"], before.get("proponents"))
    return {name: value for name, value in sent.items() if value != before.get(name)}


def _people(sent: Any, before: Any) -> Any:
    """Return the proponents with what was known about those of the same name."""
    if not isinstance(sent, list):
        return sent
    rows: list[Any] = before if isinstance(before, list) else []
    known = {folded(str(row.get("name", ""))): row for row in rows if isinstance(row, dict)}
    return [
        {**known.get(folded(str(row.get("name", ""))), {}), **row} if isinstance(row, dict) else row
        for row in sent
    ]


def _alike(own: Sequence[Section], new: Sequence[Section]) -> bool:
    """Say whether two versions say the same: keys, headings, words."""
    return [(each.key, each.heading, plain(each.text)) for each in own] == [
        (each.key, each.heading, plain(each.text)) for each in new
    ]


def _moment(standing: Standing | None, now: datetime) -> str:
    """Return the instant of the new version: now, but after the one before it."""
    if standing and times.is_instant(standing.at):
        now = max(now, times.parse(standing.at) + timedelta(seconds=1))
    return times.text(now.astimezone(UTC))


def _near(desk: Desktop, title: str, name: str) -> str | None:
    likeness = {
        each.id: similarity(title, str(each.data.get("title") or ""))
        for each in desk.of_round()
        if each.id != name
    }
    best = max(likeness, key=lambda each: likeness[each], default=None)
    return best if best and likeness[best] >= NEAR else None
