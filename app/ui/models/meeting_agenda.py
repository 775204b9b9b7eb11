"""What the agenda editor shows: the items in their places, what runs over, what members propose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.actions import agendas, agendas_proposing
from app.actions.agendas_proposing import Objection, Proposed
from app.domain.agendas import Numbering
from app.domain.field_kinds import MINUTES
from app.phrases import agendas as words
from app.store import Store, documents, meetings, members, proposals
from app.store.meetings import Item
from app.ui import times

Paper = tuple[str, str, str]
"""Collection, id and title of a proposal or document."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item."""

    id: str
    parent: str | None
    label: str
    title: str
    at: str
    takes: str
    """How long, in words."""
    minutes: float | None
    """Its own; None for none."""
    lead: str
    """Name or account."""
    purpose: str
    papers: tuple[Paper, ...]
    amiss: str
    """What is wrong, in words; "" for nothing."""
    carried: bool


@dataclass(frozen=True, slots=True)
class Shown:
    meeting: str
    status: str
    numbering: Numbering
    running: float
    length: float | None
    lines: tuple[Line, ...]
    """In the order they are called."""
    removed: tuple[tuple[str, str], ...]
    """(id, title) of what was taken off."""
    proposed: tuple[Proposed, ...]
    objections: tuple[Objection, ...]
    papers: tuple[Paper, ...]
    """All that may be put on an item."""
    people: Mapping[str, str]
    """{account: name}"""
    others: tuple[tuple[str, str], ...]
    """(id, title) of the other meetings, the latest first."""


def read(store: Store, meeting: str) -> Shown:
    """Return what the editor shows; not for the window's thread. Raises Trouble("no_such_record")."""
    found = agendas.agenda(store, meeting)
    names = members.names(store)
    papers: list[Paper] = [
        *(("proposals", each.id, f"{each.code} {each.title}".strip()) for each in proposals.listed(store)),
        *(("documents", each.row.id, each.title) for each in documents.listed(store)),
    ]  # fmt: skip
    titles = {(collection, id): title for collection, id, title in papers}
    amiss: dict[str, list[str]] = {}
    for each in found.amiss:
        amiss.setdefault(each.item, []).append(words.amiss(each))
    starts = times.parsed(found.meeting.data.get("starts"))

    def line(each: Item) -> Line:
        data = each.row.data
        lead = str(data.get("lead") or "")
        minutes = data.get("minutes")
        return Line(
            each.row.id,
            each.parent,
            each.label,
            str(data.get("title") or each.row.id),
            "" if starts is None else times.clock(starts + timedelta(minutes=each.starts)),
            words.minutes(each.minutes) if each.minutes else "",
            float(minutes) if isinstance(minutes, int | float) and minutes > 0 else None,
            names.get(lead, lead),
            str(data.get("purpose") or ""),
            tuple(
                (collection, str(id), titles.get((collection, str(id)), str(id)))
                for collection in ("proposals", "documents")
                for id in data.get(collection) or ()
            ),
            " ".join(amiss.get(each.row.id, ())),
            bool(data.get("carried_to")),
        )

    return Shown(
        meeting,
        str(found.meeting.data.get("status") or ""),
        found.numbering,
        found.running,
        found.length,
        tuple(map(line, found.flat)),
        tuple((row.id, str(row.data.get("title") or row.id)) for row in found.removed),
        tuple(agendas_proposing.proposed(store, meeting)),
        tuple(agendas_proposing.objections(store, meeting)),
        tuple(papers),
        names,
        tuple((each.id, each.called) for each in meetings.heads(store) if each.id != meeting),
    )


def beside(lines: Sequence[Line], item: str) -> str:
    """Return the item to stand at once `item` and what lies under it are off, "" for none."""
    off = {item}
    for each in lines:
        if each.parent in off:
            off.add(each.id)
    ids = [each.id for each in lines]
    behind = [each for each in ids[ids.index(item) :] if each not in off] if item in ids else []
    before = [each for each in ids if each not in off]
    return (behind or before[-1:] or [""])[0]


def account_of(name: str, people: Mapping[str, str]) -> str:
    """Return the account of who is called `name`, else `name` as it was written."""
    known = [account for account, each in people.items() if each == name.strip()]
    return known[0] if len(known) == 1 else name.strip()


def minutes_of(text: str) -> float | None:
    """Return the minutes that were typed, 0 for none; None where it is no such number."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return 0.0
    try:
        found = float(plain)
    except ValueError:
        return None
    return found if 0 <= found < MINUTES else None
