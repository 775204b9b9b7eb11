"""A summary report read from a file into a meeting: looked at first, then kept in one act."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.actions import hearing
from app.actions.acting import Write, act, as_chair, me
from app.actions.agenda_items import the_meeting
from app.actions.agenda_writing import behind, marked
from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.documents import summary_report
from app.documents.summary_report_lines import ALIKE, SAME, alike
from app.documents.unreadable import Unreadable
from app.domain import attendance, ids, meeting_decisions, speakers, summaries
from app.domain.agendas import gone
from app.domain.attendance import Attendee
from app.domain.changes import Changes
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
    known = summaries.report_of(row.data)
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


def save(
    store: Store, looked: Looked, *, replacing: bool = False, clock: Clock = system
) -> Changes:
    """Keep what was looked at, in one act; with `replacing` also what says something else here.

    Items the agenda lacks are added. The same file again changes nothing. Raises Trouble:
    `not_a_chair`, `no_such_record`, `nul`, `too_long`.
    """
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, looked.meeting)
        writes = [*_items(store, row, looked, replacing=replacing)]
        writes += _decisions(store, row, looked, clock)
        data = _meeting(row, looked, replacing=replacing)
        if data != row.data:
            writes.append(Write("meetings", row.id, data, row.readers, home=row.at_home))
        return act(store, "import report", writes, clock) if writes else Changes()


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
    named = [_document(store, each) for each in part.outputs]
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


def _document(store: Store, each: Output) -> Output:
    """Return an output document with the record of the paper here that bears its title."""
    for row in current.listed(store, "documents"):
        if alike(str(row.data.get("title") or ""), each.title) >= TITLED:
            return replace(each, document=row.id)
    return each


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


def _items(store: Store, row: Row, looked: Looked, *, replacing: bool) -> list[Write]:
    rows = meetings.items(store, row.id)
    writes: list[Write] = []
    new = [each for each in looked.items if each.new]
    places = behind(rows, [each.item for each in new]) if new else {}
    above: list[tuple[int, str]] = []
    for each in looked.items:
        above = [(level, id) for level, id in above if level < each.part.level]
        parent = above[-1][1] if above else None
        above.append((each.part.level, each.item))
        if each.item not in rows:
            data: Data = {"meeting": row.id, **each.data, **places[each.item], "parent": parent}
            if each.part.label:
                data["label"] = each.part.label
            writes.append(Write("items", each.item, marked(data, data), row.readers))
            continue
        before = rows[each.item]
        wanted = _wanted(each.data, each.fate, replacing=replacing)
        if gone(before.data):  # it was taken out here, and the report has it
            wanted["withdrawn"] = False
        changed = [name for name in wanted if wanted[name] != before.data.get(name)]
        if changed:
            data = marked({**before.data, **wanted}, changed)
            writes.append(Write("items", each.item, data, before.readers, home=before.at_home))
    return writes


def _wanted(data: Mapping[str, Any], fate: Mapping[str, Fate], *, replacing: bool) -> Data:
    takes = {"filled", "differs"} if replacing else {"filled"}
    return {name: data[name] for name in data if fate.get(name, "filled") in takes}


def _meeting(row: Row, looked: Looked, *, replacing: bool) -> Data:
    before = summaries.report_of(row.data)
    wanted = _wanted(looked.report, looked.fate, replacing=replacing)
    if before.get("source") and not replacing:
        wanted.pop("source", None)
    people = attendance.of(row.data)
    for each in looked.people:
        known = next((one for one in people if one.id == each.attendee.id), None)
        people = attendance.put(people, _joined(known, each.attendee, replacing=replacing))
    data: Data = {**row.data, "report": {**before, **wanted}}
    if people != attendance.of(row.data):
        data = marked({**data, "attendance": attendance.written(people)}, ("attendance",))
    return data


def _joined(known: Attendee | None, read: Attendee, *, replacing: bool) -> Attendee:
    """Return somebody as she stands in the list and, where that says nothing, as the file has her."""
    if known is None:
        return read
    if replacing:
        return replace(read, state=known.state if read.state == "present" else read.state, more=known.more)  # fmt: skip
    names = ("name", "role", "affiliation", "kind")
    filled = {name: getattr(known, name) or getattr(read, name) for name in names}
    written = any(getattr(known, name) for name in names) or known.line
    return replace(known, **filled, line=known.line if written else read.line)


def _decisions(store: Store, row: Row, looked: Looked, clock: Clock) -> list[Write]:
    """Return what notes the decisions of the report that are not noted for their item yet."""
    noted = {
        (each.item, " ".join(each.text.split()))
        for other in current.listed(store, "decisions")
        if (each := meeting_decisions.of_row(other)) is not None
    }
    writes: list[Write] = []
    for each in looked.items:
        for text in each.part.decisions:
            words = " ".join(text.split())
            if (each.item, words) in noted:
                continue
            data: Data = {
                "kind": meeting_decisions.MEETING, "text": text, "channel": "call",
                "at": str(row.data.get("starts") or stamp(clock)), "objections": [],
                "meeting": row.id, "item": each.item,
            }  # fmt: skip
            id = ids.agreed(me(store).cycle, f"{each.item}/decided/{words}")
            writes.append(Write("decisions", id, data, row.readers))
    return writes
