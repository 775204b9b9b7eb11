"""Codes of the records in the words of the MAG: roles, groups, days, states."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.domain.audience import normal
from app.domain.carrying import FILED, Came
from app.domain.rounds import Deadline
from app.domain.times import announced_day, parse
from app.i18n import _, ngettext
from app.phrases import bundles, people
from app.reports.values import Person


def role(person: Person) -> str:
    """Return who she is by role, as in "Member, civil society, GRULAC"."""
    roles = {
        "member": _("Member"),
        "chair": _("Chair"),
        "secretariat": _("Secretariat"),
        "observer": _("Observer"),
    }
    parts = (
        roles.get(person.role, person.role),
        people.group(person.group) or person.group,
        people.region(person.region) or person.region or "",
    )
    return _(", ").join(part for part in parts if part)


def day(iso: str) -> str:
    """Return the day of an ISO date or instant (UTC) as people write it; odd text as it is."""
    try:
        return _day(parse(iso))
    except ValueError:
        return iso


def deadline(limit: Deadline) -> str:
    """Return when a deadline is, an "anywhere on Earth" one as it was announced."""
    try:
        moment = parse(limit.at)
    except ValueError:
        return limit.at
    exact = _("{day}, {hour:02}:{minute:02} UTC").format(
        day=_day(moment), hour=moment.hour, minute=moment.minute
    )
    if not limit.aoe:
        return exact
    announced = announced_day(moment)
    named = _day(datetime(announced.year, announced.month, announced.day))  # noqa: DTZ001 -- a day, no instant
    return _("end of {day} anywhere on Earth ({exact})").format(day=named, exact=exact)


def came(how: Came, name: str) -> str:
    """Return how words of `name` came that she did not send herself, and who handed them on."""
    if how.via not in FILED:
        return bundles.received(how.via, name, how.name)
    if not how.by:
        return _("first said {way}; changed since by {name}").format(way=way(how), name=name)
    return _("{way}, filed by {carrier}").format(way=way(how), carrier=how.name)


def way(how: Came) -> str:
    """Return by which way words came that were filed, and when they were said."""
    said = {"mail": _("by mail"), "chat": _("in a chat"), "call": _("on a call")}.get(how.via, "")
    return _("{way}, {day}").format(way=said, day=day(how.at)) if said and how.at else said


def recusal(kind: str) -> str:
    kinds = {
        "proponent": _("one of the proposers"),
        "speaker": _("named as a speaker"),
        "employer": _("employer"),
        "affiliation": _("affiliation"),
        "family": _("family"),
        "other": _("other reason"),
    }
    return kinds.get(kind, kind)


def question_state(state: str) -> str:
    states = {
        "asked": _("Asked"),
        "in_letter": _("In the guidelines to the proposers"),
        "answered": _("Answered"),
        "satisfied": _("Answered to satisfaction"),
        "not_satisfied": _("Still open after the answer"),
    }
    return states.get(state, state)


def in_points(numbers: Sequence[int]) -> str:
    """Return in which points something that was said is."""
    told = ngettext("In point {n}", "In points {n}", len(numbers))
    return told.format(n=_(", ").join(map(str, numbers)))


def sending(state: str) -> str:
    """Return where my own words are, in the words the windows use."""
    states = {
        "draft": _("Draft, only on this computer"),
        "changed": _("Changed since you submitted; not sent yet"),
        "here": _("Only on this computer"),
        "waiting": _("Submitted, waiting for a line"),
        "received": _("Received by the Secretariat"),
    }
    return states.get(state, state)


def audience(readers: Iterable[str]) -> str:
    """Return who reads a remark; nobody else than its writer if `readers` is empty."""
    named = normal(readers)
    if not named:
        return _("Only you")
    words = {
        "public": _("Public"),
        "observers": _("MAG members and observers"),
        "members": _("MAG members"),
        "chairs": _("To the chairs"),
        "secretariat": _("To the Secretariat"),
    }
    people = [name for name in named if name not in words]
    widest = [words[name] for name in named if name in words]
    return _(", ").join(widest + people)


def notice(readers: Iterable[str]) -> str:
    """Return the line at the foot of each page: who may read this file."""
    named = normal(readers)
    notices = {
        "public": _("This file may be read by everybody."),
        "observers": _("For MAG members and observers. Please do not pass on."),
        "members": _("For MAG members. Please do not pass on."),
        "chairs": _("For the chairs and the Secretariat. Please do not pass on."),
        "secretariat": _("For the Secretariat. Please do not pass on."),
    }
    return notices.get(named[0] if named else "", _("For its owner only. Please do not pass on."))


def _day(moment: datetime) -> str:
    months = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
        _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    first = _("1")  # of a month: "1er" in French
    return _("{day} {month} {year}").format(
        day=moment.day if moment.day > 1 else first,
        month=months[moment.month - 1],
        year=moment.year,
    )
