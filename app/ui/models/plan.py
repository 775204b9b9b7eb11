"""The reading plan in words: how much a day, how far one is, when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from app.actions import planning
from app.actions.planning import RoundPlan
from app.domain.planning import State, whole
from app.domain.proposals import ProposalRow
from app.i18n import _, ngettext
from app.store import Store
from app.ui import times

HOUR = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """How far I am with reading one round, and what comes next."""

    round: str
    title: str
    done: int
    total: int
    far: str
    """*34 of 70 read*"""
    left: str
    """*7 a day, 25 minutes, until Thu 29 Jan*"""
    by: str
    """*At this pace done by Tuesday*"""
    late: bool
    next: str | None
    """The proposal to read next."""
    next_title: str
    next_time: str


def readings(
    store: Store,
    now: datetime,
    pace: int,
    zone: tzinfo | None = None,
    *,
    listed: Sequence[ProposalRow] | None = None,
) -> tuple[Reading, ...]:
    """Return the plan of each open round that has papers, the next deadline first."""
    plans = planning.plans(store, now, pace, zone, listed=listed)
    return tuple(_reading(each, now, zone) for each in plans)


def by(on: date | None, now: datetime, zone: tzinfo | None = None, *, late: bool) -> str:
    """Return *At this pace done by Tuesday*; "" while there is no pace."""
    if on is None:
        return ""
    words = _("At this pace done {day}")
    if late:
        words = _("At this pace done {day}, after the deadline")
    return words.format(day=times.on_day(on, now.astimezone(zone).date()))


def minutes(count: float) -> str:
    """Return how long a paper takes to read, such as `12 min`."""
    return _("{n} min").format(n=whole(count))


def long(count: int) -> str:
    """Return minutes as people say them: `25 minutes`, `3 h 20 min`."""
    if count <= HOUR:
        return ngettext("{n} minute", "{n} minutes", count).format(n=count)
    hours, rest = divmod(count, HOUR)
    if not rest:
        return ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def _reading(each: RoundPlan, now: datetime, zone: tzinfo | None) -> Reading:
    plan = each.plan
    following = next((row for row in each.papers if row.id == plan.next), None)
    return Reading(
        each.round,
        each.title,
        plan.done,
        plan.total,
        _("{done} of {total} read").format(done=plan.done, total=plan.total),
        _left(each, now, zone),
        by(plan.by, now, zone, late=plan.late),
        plan.late,
        plan.next,
        "" if following is None else following.title,
        "" if following is None or not following.counts else minutes(each.minutes[following.id]),
    )


def _left(each: RoundPlan, now: datetime, zone: tzinfo | None) -> str:
    plan = each.plan
    count = len(plan.left)
    match plan.state:
        case State.DONE:
            return _("Everything is read.")
        case State.PAST:
            words = ngettext(
                "The deadline is over; {n} paper is not read ({time}).",
                "The deadline is over; {n} papers are not read ({time}).",
                count,
            )
            return words.format(n=count, time=long(plan.minutes))
        case State.OPEN:
            words = ngettext(
                "{n} paper left, {time}. No deadline is known.",
                "{n} papers left, {time}. No deadline is known.",
                count,
            )
            return words.format(n=count, time=long(plan.minutes))
        case _:
            last = times.day(plan.deadline or now, now, zone)
            if plan.is_for_today(now, zone):
                words = ngettext("{n} today, {time}", "{n} today, {time}", count)
                if plan.is_too_much(now):
                    words = ngettext(
                        "{n} today, {time}: longer than is left until the deadline",
                        "{n} today, {time}: longer than is left until the deadline",
                        count,
                    )
                return words.format(n=count, time=long(plan.minutes))
            words = ngettext(
                "{n} a day, {time}, until {day}", "{n} a day, {time}, until {day}", plan.a_day
            )
            return words.format(n=plan.a_day, time=long(plan.minutes_a_day), day=last)
