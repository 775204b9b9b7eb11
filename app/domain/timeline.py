"""The dates of a cycle in one line: what each is, when it was before, and whether it presses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from app.domain import ids, times

SOON = timedelta(days=3)
"""A date so near is told beforehand."""
LATELY = timedelta(days=7)
"""A date that passed, or was moved, so long ago is still told."""

State = Literal["ahead", "soon", "now", "passed"]
_MOST_CHANGES = 1000
"""Changes of a record between two moves that a calendar is told apart by."""
CANCELLED = frozenset({"cancelled", "canceled", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Move:
    """A date as it was before it was moved."""

    at: datetime
    on: str = ""
    """The day it was moved, as it was written; "" where nobody says."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One date."""

    collection: str
    """`milestones`, `meetings`, `rounds`, `documents` or `decisions`: whose date it is."""
    id: str
    title: str
    kind: str
    """`deadline`, `meeting`, `decision`, `publication` or another word of the Secretariat's."""
    at: datetime
    ends: datetime | None = None
    what: str = ""
    """Which of its record's dates, where there may be several: `comments`, `comments 2`."""
    aoe: bool = False
    """Announced as the end of a day anywhere on Earth."""
    moves: tuple[Move, ...] = ()
    """Oldest first."""
    also: tuple["Entry", ...] = ()
    """What else is at this very moment and is told here: deadlines that a milestone announces."""
    cancelled: bool = False
    revision: int = 0
    """Grows with each change of the record as a server counts them; 0 where it came by pack."""
    modified: datetime | None = None
    """When it was last changed, as far as that is known."""
    readers: tuple[str, ...] = ("members",)
    """Who may know of it."""
    place: str = ""
    joins: tuple[tuple[str, str, str], ...] = ()
    """(kind, value, passcode) of each way to join a meeting."""

    @property
    def key(self) -> str:
        """Return what names it for good, whatever becomes of its date: `rounds/drafts/comments`."""
        return "/".join(part for part in (self.collection, self.id, self.what) if part)

    @property
    def sequence(self) -> int:
        """Return a number that grows when the date is moved, by whichever way that is heard of.

        Moves weigh most, since a server and a pack tell the same; then what a server counts.
        """
        return len(self.moves) * _MOST_CHANGES + min(self.revision, _MOST_CHANGES - 1)

    def state(self, now: datetime) -> State:
        """Say how it stands at `now`; a meeting that has begun and not ended is `now`."""
        if self.at <= now:
            return "now" if self.ends is not None and now < self.ends else "passed"
        return "soon" if self.at - now <= SOON else "ahead"

    def moved_lately(self, now: datetime) -> bool:
        """Say whether it was moved in the last days; without a day of the move: never."""
        on = self.moves[-1].on if self.moves else ""
        return times.is_instant(on) and timedelta() <= now - times.parse(on) <= LATELY


def moves(given: object) -> tuple[Move, ...]:
    """Return `moved_from` of a record in its order; what names no instant is left out."""
    found: list[Move] = []
    for each in given if isinstance(given, list | tuple) else ():
        if isinstance(each, Mapping):
            step: Mapping[str, Any] = each
            at = times.parsed(step.get("at"))
            if at is not None:
                found.append(Move(at, str(step.get("on") or ""), str(step.get("why") or "")))
    return tuple(found)


def gathered(entries: Iterable[Entry]) -> list[Entry]:
    """Return `entries` in their order of time, what is announced twice once.

    A meeting takes the milestone of kind `meeting` at its start into itself; a milestone of kind
    `deadline` the rounds' deadlines at its moment. The moves of what goes are not lost.
    """
    given = list(entries)
    meetings = {each.at: each for each in given if each.collection == "meetings"}
    announced = {
        each.at: each
        for each in given
        if each.collection == "milestones" and each.kind == "deadline"
    }
    found = {each.key: each for each in given}
    for each in given:
        into = None
        if each.collection == "milestones" and each.kind == "meeting":
            into = meetings.get(each.at)
        elif each.collection == "rounds":
            into = announced.get(each.at)
        if into is None:
            continue
        kept = found[into.key]
        found[into.key] = replace(
            kept, also=(*kept.also, each), moves=kept.moves or each.moves, aoe=kept.aoe or each.aoe
        )
        del found[each.key]
    return sorted(found.values(), key=lambda each: (each.at, each.title, each.key))


def uid(cycle: str, entry: Entry) -> str:
    """Return the name of a date in calendars: the same on every computer and in every file."""
    return ids.agreed(cycle, f"timeline/{entry.key}")
