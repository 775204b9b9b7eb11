"""What a file says of a meeting, item by item, beside what stands here: looked at, never kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.actions import hearing, summarising_kept
from app.actions.acting import me
from app.actions.agenda_items import the_meeting
from app.actions.trouble import Trouble
from app.documents import summary_report
from app.documents.summary_report_lines import ALIKE, SAME, alike
from app.documents.unreadable import Unreadable
from app.domain import attendance, ids, speakers, summaries
from app.domain.attendance import Attendee
from app.domain.folding import fold, tokens
from app.domain.records import Data, Row
from app.domain.summaries import FIELDS, Output, Part, Summary
from app.store import Store, current, meetings, members
from app.store.meetings import Item

Fate = Literal["filled", "same", "differs"]
TITLED = 0.92
"""How alike the titles of an output document and of a paper here are, of 1, to be the same."""
SHORT = {"aob": "any other business"}
"""Titles that reports shorten, and agendas may write whole."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item of the report, and what becomes of it."""

    part: Part
    item: str
    """Record of the item; of a new one the id it gets."""
    new: bool
    data: Mapping[str, Any]
    """What the file says, by field."""
    fate: Mapping[str, Fate]
    """Per field: it is empty here, the same here, or says something else here."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody of the list of participants, and whether the roster knows her."""

    attendee: Attendee
    why: str
    """How surely she is this account (`speakers.Why`)."""
    new: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """A report as it was understood for a meeting; nothing is kept yet."""

    meeting: str
    name: str
    """Of the file."""
    summary: Summary
    items: tuple[Placed, ...]
    people: tuple[Somebody, ...]
    report: Mapping[str, Any]
    """What is of the whole report, by field."""
    fate: Mapping[str, Fate]

    @property
    def differs(self) -> int:
        """Count the fields that say something else here: they stay, unless they are replaced."""
        fates = [self.fate, *(each.fate for each in self.items)]
        return sum(fate == "differs" for each in fates for fate in each.values())


def look(store: Store, name: str, content: bytes, meeting: str) -> Looked:
    """Return what the file `name` says of `meeting`; nothing is written.

    Raises Trouble: `not_joined`, `no_such_record`, `report_...` (`kind`, `empty`, `too_large`,
    `damaged`, `password`, `encoding`, `too_slow`, `crashed`, `not_one`).
    """
    me(store)
    row = the_meeting(store, meeting)
    try:
        found = summary_report.read(name, content)
    except Unreadable as error:
        raise Trouble(f"report_{error.code}") from error
    if not found.parts:
        raise Trouble("report_not_one")
    report: Data = {each: getattr(found, each) for each in FIELDS if getattr(found, each)}
    report |= {"state": found.state, "source": name[:200]}
    if found.rest:
        report["rest"] = [each.to_json() for each in found.rest]
    known = summarising_kept.report_of(store, row)
    shown = {each: report[each] for each in report if each != "source"}
    return Looked(
        meeting,
        name,
        found,
        tuple(_placed(store, row, found)),
        tuple(_people(store, row, found)),
        report,
        {each: _fate(known, each, shown[each]) for each in shown},
    )


def _placed(store: Store, row: Row, found: Summary) -> list[Placed]:
    """Return each item of the report with the one of the agenda it is, else a new one's id."""
    agenda = meetings.in_order(store, row.id)
    taken: set[str] = set()
    made: list[Placed] = []
    for part in found.parts:
        known = _known(part, agenda, taken)
        item = known.row.id if known else _new_id(store, row.id, part, taken)
        taken.add(item)
        before: Mapping[str, Any] = known.row.data if known else {}
        data = _fields(store, part, before)
        fate: dict[str, Fate] = {name: _fate(before, name, data[name]) for name in data}
        made.append(Placed(part, item, known is None, data, fate))
    return made


def _fields(store: Store, part: Part, before: Mapping[str, Any]) -> Data:
    """Return what the file says of an item, by field of its record."""
    title = str(before.get("title") or part.title)
    heading = part.heading or part.title
    data: Data = {"title": part.title, "key_points": part.key_points, "next_steps": part.next_steps}
    if heading != title:
        data["heading"] = heading
    named = _papers(store, part.outputs)
    if named or (part.said and before.get("documents")):
        data["outputs"] = [each.to_json() for each in named]
    return {name: value for name, value in data.items() if value or name == "outputs"}


def _fate(before: Mapping[str, Any], name: str, value: object) -> Fate:
    was = before.get(name)
    if was in (None, "", [], {}):
        return "filled"
    same = (
        summaries.text_of(was).split() == value.split() if isinstance(value, str) else was == value
    )
    return "same" if same else "differs"


def _known(part: Part, agenda: list[Item], taken: set[str]) -> Item | None:
    """Return the item of the agenda that is meant: by label and a title like it, else by title."""
    best, most = None, 0.0
    for each in agenda:
        if each.row.id in taken:
            continue
        titles = (part.title, part.heading or part.title)
        score = max(_likeness(str(each.row.data.get("title") or ""), title) for title in titles)
        same = bool(part.label) and part.label.casefold() == each.label.casefold()
        if score >= (ALIKE if same else SAME) and score + same > most:
            best, most = each, score + same
    return best


def _likeness(one: str, other: str) -> float:
    """Return how alike two titles are; a short one that the other begins with is like it."""
    one, other = (SHORT.get(" ".join(tokens(fold(each))), each) for each in (one, other))
    first, second = sorted((tokens(fold(one)), tokens(fold(other))), key=len)
    begins = len(first) > 1 and second[: len(first)] == first
    return max(alike(one, other), SAME if begins else 0.0)


def _new_id(store: Store, meeting: str, part: Part, taken: set[str]) -> str:
    """Return an id that follows from the report, so that two who import it make one item."""
    named = ids.item_id(meeting, part.label) if part.label else ""
    free = named not in taken and current.one(store, "items", named) is None
    if named and free and ids.RECORD.fullmatch(named):
        return named
    return ids.agreed(me(store).cycle, f"{meeting}/{part.label}/{part.title}")


def _papers(store: Store, outputs: Sequence[Output]) -> list[Output]:
    """Return output documents with the records of the papers here that bear their titles."""
    rows = current.listed(store, "documents") if outputs else []
    titles = {row.id: str(row.data.get("title") or "") for row in rows}
    found: list[Output] = []
    for each in outputs:
        like = (id for id, title in titles.items() if alike(title, each.title) >= TITLED)
        found.append(replace(each, document=next(like, each.document)))
    return found


def _people(store: Store, row: Row, found: Summary) -> list[Somebody]:
    roster = members.people(store, left=False)
    matches = speakers.match(
        [each.name for each in found.people], roster, settled=hearing.learned(store)
    )
    here = {each.id for each in attendance.of(row.data)}
    made: dict[str, Somebody] = {}
    for each in found.people:
        match = matches[each.name]
        account = match.account if match.why != "role" else None
        known = replace(each, member=account, id=account) if account else each
        if known.id in made:  # two lines that are like one name: the second stays a name
            known = each
        made[known.id] = Somebody(known, match.why if account else "unknown", known.id not in here)
    return list(made.values())
