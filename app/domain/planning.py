"""The reading plan: what is left to read, laid out over the days up to a deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from math import ceil

PACE_DAYS = 7
"""Days back from now whose reading tells the pace."""
FARTHEST = 366
"""Days ahead that a pace is believed for."""
NOON = 12


class State(StrEnum):
    NOTHING = "nothing"
    """There is no paper to read."""
    DONE = "done"
    PAST = "past"
    """The deadline is over, and papers are left."""
    OPEN = "open"
    """No deadline is known."""
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a round, in the order in which it is to be read."""

    id: str
    minutes: float
    read: bool
    """In its newest version."""
    read_at: datetime | None = None
    """When it was last opened, in whatever version."""


@dataclass(frozen=True, slots=True)
class Day:
    """What to read on one day."""

    on: date
    papers: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    state: State
    deadline: datetime | None
    total: int
    done: int
    left: tuple[str, ...]
    """Papers to read, in order."""
    minutes: int
    """That those take."""
    days: tuple[Day, ...]
    """From today on; empty without a deadline ahead."""
    a_day: int
    """Papers a day that reach the deadline; 0 without one ahead."""
    minutes_a_day: int
    by: date | None
    """The day on which all is read at the pace of the last days; None while there is no pace."""
    late: bool
    """At that pace the deadline is missed."""

    @property
    def next(self) -> str | None:
        return self.left[0] if self.left else None

    def is_for_today(self, now: datetime, zone: tzinfo | None = None) -> bool:
        """Say whether today is the last day: all that is left is for today."""
        if self.deadline is None or self.deadline <= now:
            return False
        return last_day(self.deadline, now, zone) <= now.astimezone(zone).date()

    def is_too_much(self, now: datetime) -> bool:
        """Say whether what is left takes longer than there is time until the deadline."""
        left = timedelta(minutes=self.minutes)
        return self.deadline is not None and now < self.deadline < now + left


def planned(
    papers: Sequence[Paper], deadline: datetime | None, now: datetime, zone: tzinfo | None = None
) -> Plan:
    """Return the plan for `papers` of one round, in the order given.

    Every day counts, none is taken for a day off. The day of the deadline counts if the deadline
    is in its afternoon, and today always. `zone` None is the zone of this computer.
    """
    left = [each for each in papers if not each.read]
    minutes = sum(each.minutes for each in left)
    today = now.astimezone(zone).date()
    ahead = deadline is not None and deadline > now
    last = last_day(deadline, now, zone) if deadline is not None and ahead else None
    days = laid_out(left, today, last) if last is not None and left else ()
    count = 0 if last is None else (last - today).days + 1
    by = _by(papers, minutes, now, zone) if left else None
    mean = minutes / len(left) if left else 0.0
    a_day = ceil(len(left) / count) if count else 0
    return Plan(
        _state(papers, left, deadline, ahead=ahead),
        deadline,
        len(papers),
        len(papers) - len(left),
        tuple(each.id for each in left),
        whole(minutes) if left else 0,
        days,
        a_day,
        whole(a_day * mean) if a_day else 0,
        by,
        by is not None and last is not None and by > last,
    )


def last_day(deadline: datetime, now: datetime, zone: tzinfo | None = None) -> date:
    """Return the last day that has time to read before `deadline`; today at the earliest."""
    here, today = deadline.astimezone(zone), now.astimezone(zone).date()
    last = here.date() if here.hour >= NOON else here.date() - timedelta(days=1)
    return max(last, today)


def laid_out(left: Sequence[Paper], today: date, last: date) -> tuple[Day, ...]:
    """Return the days from `today` to `last` with about the same minutes each, none empty.

    The order is kept; where there are more days than papers the last days are free.
    """
    count = (last - today).days + 1
    quota = sum(each.minutes for each in left) / count
    days: list[Day] = []
    at, gone = 0, 0.0
    for number in range(count):
        taken: list[Paper] = []
        while at < len(left) and (
            not taken or number == count - 1 or gone + left[at].minutes / 2 <= quota * (number + 1)
        ):
            taken.append(left[at])
            gone += left[at].minutes
            at += 1
        if taken:
            on = today + timedelta(days=number)
            ids = tuple(each.id for each in taken)
            days.append(Day(on, ids, whole(sum(each.minutes for each in taken))))
    return tuple(days)


def whole(minutes: float) -> int:
    """Return minutes as they are told: whole, one at least."""
    return max(1, round(minutes))


def _state(
    papers: Sequence[Paper], left: Sequence[Paper], deadline: datetime | None, *, ahead: bool
) -> State:
    if not papers:
        return State.NOTHING
    if not left:
        return State.DONE
    if deadline is None:
        return State.OPEN
    return State.PLANNED if ahead else State.PAST


def _by(papers: Sequence[Paper], left: float, now: datetime, zone: tzinfo | None) -> date | None:
    """Return the day on which `left` minutes are read, as many a day as in the last days."""
    today = now.astimezone(zone).date()
    since = now - timedelta(days=PACE_DAYS)
    recent = [
        (each.read_at, each.minutes)
        for each in papers
        if each.read and each.read_at is not None and since < each.read_at <= now
    ]
    if not recent:
        return None
    first = min(at for at, _minutes in recent).astimezone(zone).date()
    a_day = sum(minutes for _at, minutes in recent) / ((today - first).days + 1)
    needed = ceil(left / a_day) if a_day > 0 else FARTHEST + 1
    return today + timedelta(days=needed) if needed <= FARTHEST else None
