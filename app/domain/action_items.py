"""Action items of meetings, *next steps* on screens: what is to be done, by whom, until when.

In the data `owner` is who has to do it; the record's own owner is who wrote it down
(decision 28).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.domain import ids, times
from app.domain.conflicts import same_person
from app.domain.records import Data, Row
from app.domain.speakers import Person

OPEN, DONE, DROPPED, CARRIED = "open", "done", "dropped", "carried"
STATES = (OPEN, DONE, DROPPED, CARRIED)
"""What an action item can be in; `carried` lives on as another one, of a later meeting."""
OVER = frozenset({DONE, DROPPED, CARRIED})
"""States in which nothing is left to be done; a state we do not know ends nothing."""
SAID_DONE = "done"
"""`kind` of the intent by which a member tells the chairs that she has done hers."""
ABOUT = "action"
"""`about.kind` of that intent."""
SOON = timedelta(days=3)
"""From when on a next step is told as due soon."""


@dataclass(frozen=True, slots=True)
class ActionItem:
    """A next step as a record holds it."""

    id: str
    text: str
    owner: str
    """Account or name of who has to do it; empty where nobody took it on."""
    due: str
    """The instant until when, empty without one."""
    aoe: bool
    state: str
    """One of STATES; a word of another program as it is."""
    meeting: str
    item: str
    group: str
    source: Mapping[str, Any]
    """What it was made from: {`document`, `turn`}, {`note`} or {`comment`}; may be empty."""
    carried_to: str
    """The action item of a later meeting it lives on as."""
    carried_from: str
    written_by: str | None
    """Account of who wrote it down."""
    waiting: bool

    @property
    def open(self) -> bool:
        """Say whether it is still to be done."""
        return self.state not in OVER

    def overdue(self, now: datetime) -> bool:
        return self.open and bool(self.due) and times.parse(self.due) < now

    def soon(self, now: datetime) -> bool:
        """Say whether it is due within three days."""
        return self.open and bool(self.due) and timedelta() <= times.parse(self.due) - now < SOON


@dataclass(frozen=True, slots=True)
class Word:
    """What the one who has to do it says: it is done. A chair has yet to confirm it."""

    id: str
    account: str
    text: str
    at: str
    waiting: bool


def of_row(row: Row) -> ActionItem | None:
    """Return the action item a record holds, None if it was withdrawn or says nothing."""
    data = row.data
    text = str(data.get("text") or data.get("title") or "").strip()
    if data.get("withdrawn") or not text:
        return None
    source = data.get("source")
    return ActionItem(
        row.id,
        text,
        str(data.get("owner") or ""),
        _due(data),
        bool(data.get("aoe")),
        str(data.get("state") or OPEN),
        str(data.get("meeting") or ""),
        str(data.get("item") or ""),
        str(data.get("group") or ""),
        source if isinstance(source, dict) else {},
        str(data.get("carried_to") or ""),
        str(data.get("carried_from") or ""),
        row.owner,
        row.waiting,
    )


def _due(data: Mapping[str, Any]) -> str:
    """Return until when as an instant; a day ends with its last second."""
    given = data.get("due")
    if not isinstance(given, str):
        return ""
    try:
        return times.instant(given, due=True, aoe=bool(data.get("aoe")))
    except ValueError:
        return ""


def word(row: Row) -> tuple[str, Word] | None:
    """Return (action item, what was said of it), None if the intent is no such word."""
    given = row.data.get("about")
    about: Mapping[str, Any] = given if isinstance(given, dict) else {}
    if row.data.get("kind") != SAID_DONE or row.data.get("withdrawn"):
        return None
    if about.get("kind") != ABOUT or not about.get("id"):
        return None
    at, text = str(row.data.get("written_at") or ""), str(row.data.get("text") or "")
    return str(about["id"]), Word(row.id, row.owner or "", text, at, row.waiting)


def carried_id(cycle: str, action: str, meeting: str) -> str:
    """Return the id of `action` at a later meeting: two who carry it over make one record."""
    return ids.agreed(cycle, f"action/{action}/{meeting}")


def whose(owner: str, people: Sequence[Person]) -> str | None:
    """Return the account of an owner written as account, name or alias; None for nobody's or two's."""
    if not owner:
        return None
    if any(each.account == owner for each in people):
        return owner
    found = [
        each.account
        for each in people
        if any(name and same_person(owner, name) for name in (each.name, *each.aliases))
    ]
    return found[0] if len(found) == 1 else None


def in_order(given: Iterable[ActionItem]) -> list[ActionItem]:
    """Return open ones first, what is due first at the top, what has no date behind; then the rest."""
    return sorted(
        given,
        key=lambda each: (not each.open, not each.due, each.due, each.text.casefold(), each.id),
    )


def carried(data: Data, id: str, meeting: str, item: str | None) -> Data:
    """Return the data of an action item `id` as it goes on at a later meeting."""
    stays = {
        key: value
        for key, value in data.items()
        if key not in {"carried_to", "item", "closed_at", "why", "written_at", "device"}
    }
    return {**stays, "state": OPEN, "meeting": meeting, "item": item, "carried_from": id}
