"""The dates of the cycle as rows: own time, UTC or anywhere on Earth first, moved ones kept."""

from collections.abc import Iterator
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


def today(store: Store, now: datetime) -> Iterator[tuple[datetime, Line]]:
    """Yield milestones for Today: what comes, and what has just passed, with how it was moved.

    Meetings, deadlines of rounds and questions stand there by themselves.
    """
    for each in timelining.entries(store):
        old = each.at < now - PASSED
        if each.collection not in {"milestones", "documents"} or old or each.cancelled:
            continue
        state = each.state(now)
        moved = " · " + _("moved") if each.moves else ""
        yield (
            each.at,
            Line(
                f"timeline/{each.key}",
                phrases.title(each) + moved,
                _when(each, now, HERE),
                end=times.until(each.at, now),
                symbol=SYMBOLS.get(each.kind, Symbol.CALENDAR),
                tone="warn" if state == "soon" else "soft",
                strong=state == "soon" and each.kind == "deadline",
                end_tone="warn" if state == "soon" else "soft",
            ),
        )


def _moment(each: Entry, now: datetime, zone: str) -> Moment:
    state = each.state(now)
    till = _("cancelled") if each.cancelled else times.until(each.at, now)
    known = [(PLACES[one.collection], one.id) for one in (each, *each.also)
             if one.collection in PLACES]  # fmt: skip
    place, id = known[0] if known else (None, "")
    return Moment(
        " · ".join(phrases.titles(each)),
        _when(each, now, zone),
        _("now") if state == "now" and not each.cancelled else till,
        each.kind,
        state == "passed" or each.cancelled,
        state in {"soon", "now"} and not each.cancelled,
        tuple((_at(step.at, now, zone), _why(step.on, step.why, now)) for step in each.moves),
        None if place is None else (place, "" if place == "proposals" else id),
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
