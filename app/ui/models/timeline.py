"""The dates of the cycle as rows: own time, UTC or anywhere on Earth first, moved ones kept."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.actions import timelining
from app.domain.rounds import Deadline
from app.domain.timeline import Entry
from app.domain.times import ANYWHERE
from app.domain.times import text as written
from app.i18n import _
from app.phrases import timeline as phrases
from app.store import Store
from app.ui import times
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

HERE, IN_UTC, ON_EARTH = "here", "utc", "aoe"
PASSED = timedelta(days=2)
"""So long Today says that a date has passed."""
NEAR = timedelta(days=14)
"""A date that was moved lately is told there if it is no further off."""
SYMBOLS = {
    "deadline": Symbol.CLOCK,
    "meeting": Symbol.MEETINGS,
    "decision": Symbol.DECISION,
    "publication": Symbol.PUBLISH,
}
PLACES = {
    "meetings": "meetings",
    "documents": "documents",
    "decisions": "online",
    "rounds": "proposals",
}
"""The places that show more of a date, by its collection."""


@dataclass(frozen=True, slots=True)
class Moment:
    title: str
    when: str
    till: str
    kind: str
    """`deadline`, `meeting`, `decision`, `publication` or another word of the Secretariat's."""
    over: bool
    pressing: bool
    """It is soon, or now."""
    moved: tuple[tuple[str, str], ...]
    """(old date, when and why it was moved) of each move, oldest first."""
    goes_to: tuple[str, str] | None = None
    """(place, id) that shows more."""
    key: str = ""
    """`milestones/due`, `rounds/drafts/comments`."""


def zones() -> tuple[tuple[str, str], ...]:
    """Return whose time the timeline can tell: key and words."""
    return (
        (HERE, _("My time")),
        (IN_UTC, "UTC"),
        (ON_EARTH, _("Anywhere on Earth")),
    )


def moments(store: Store, now: datetime, zone: str = HERE) -> list[Moment]:
    """Return all dates, earliest first; what is announced twice once."""
    return [_moment(each, now, zone) for each in timelining.entries(store)]


def today(
    store: Store, now: datetime
) -> tuple[list[tuple[datetime, Line]], tuple[tuple[datetime, Line], ...]]:
    """Return what Today warns of: dates that are soon or were moved, deadlines that have just passed.

    Of what is to come only milestones and papers to comment on: meetings, deadlines of rounds and
    questions stand there by themselves, and with them the milestones that announce them.
    """
    found = [each for each in timelining.entries(store) if not each.cancelled]
    dated = [
        (each.at, _line(each, now)) for each in found if _stands_alone(each) and _presses(each, now)
    ]
    passed = [
        (each.at, _line(each, now))
        for each in found
        if each.kind == "deadline" and now - PASSED <= each.at <= now
    ]
    return dated, tuple(reversed(passed))


def _stands_alone(each: Entry) -> bool:
    known = each.collection in {"milestones", "documents"}
    return known and not any(other.collection == "rounds" for other in each.also)


def _presses(each: Entry, now: datetime) -> bool:
    near = each.at - now <= NEAR
    return each.state(now) == "soon" or (near and each.moved_lately(now))


def _line(each: Entry, now: datetime) -> Line:
    state = each.state(now)
    pressing = state in {"soon", "passed"} and each.kind == "deadline"
    title = phrases.titles(each)[0]
    place, id = _place(each)
    return Line(
        f"{place}/{id}",
        _("{title} · moved").format(title=title) if each.moves else title,
        _when(each, now, HERE),
        end=times.until(each.at, now),
        symbol=SYMBOLS.get(each.kind, Symbol.CALENDAR),
        tone="warn" if pressing else "soft",
        state=phrases.state(state),
        strong=state == "soon" and each.kind == "deadline",
        end_tone="warn" if pressing else "soft",
    )


def _place(each: Entry) -> tuple[str, str]:
    """Return the place that shows more of a date; the timeline itself where there is none."""
    for one in (each, *each.also):
        if one.collection in PLACES:
            place = PLACES[one.collection]
            return place, "" if place == "proposals" else one.id
    return "timeline", each.key


def _moment(each: Entry, now: datetime, zone: str) -> Moment:
    state = each.state(now)
    till = _("cancelled") if each.cancelled else times.until(each.at, now)
    place, id = _place(each)
    return Moment(
        " · ".join(phrases.titles(each)),
        _when(each, now, zone),
        _("now") if state == "now" and not each.cancelled else till,
        each.kind,
        state == "passed" or each.cancelled,
        state in {"soon", "now"} and not each.cancelled,
        tuple((_at(step.at, now, zone), _why(step.on, step.why, now)) for step in each.moves),
        None if place == "timeline" else (place, id),
        each.key,
    )


def _when(each: Entry, now: datetime, zone: str) -> str:
    if zone == ON_EARTH:
        return _at(each.at, now, zone)
    tz = UTC if zone == IN_UTC else None
    if each.ends is not None:
        return times.span(each.at, each.ends, now, tz)
    return times.deadline(Deadline("", written(each.at), each.aoe), now, tz)


def _at(moment: datetime, now: datetime, zone: str) -> str:
    if zone == ON_EARTH:
        day, clock = times.day(moment, now, ANYWHERE), times.clock(moment, ANYWHERE)
        return _("{day}, {time} anywhere on Earth").format(day=day, time=clock)
    return times.full(moment, now, UTC if zone == IN_UTC else None)


def _why(on: str, why: str, now: datetime) -> str:
    """Return when and why a date was moved: `Moved on 27 Jan: more time asked for`."""
    day = times.parsed(on)
    words = _("Moved")
    if day is not None:
        # A day, in no zone: told as the day it was written as.
        words = _("Moved on {day}").format(day=times.day(day, now, UTC, week=False))
    return _("{words}: {why}").format(words=words, why=why) if why else words
