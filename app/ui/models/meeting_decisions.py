"""What a meeting decided, as rows and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.actions import deciding_meetings
from app.domain.meeting_decisions import MeetingDecision
from app.i18n import _, ngettext
from app.phrases import decisions as words
from app.store import Store, meetings, members
from app.ui import times
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision with the words around it."""

    decision: MeetingDecision
    item: str
    """Label and title of its agenda item."""
    where: str
    """Where and when."""
    objections: tuple[tuple[str, str], ...]
    """(who, what), by name."""


def of_meeting(store: Store, meeting: str, now: datetime) -> list[Shown]:
    """Return what a meeting decided, in the order of its agenda."""
    found = deciding_meetings.listed(store, meeting)
    names = members.names(store) if found else {}
    items = meetings.called(store, (each.item for each in found if each.item))
    return [_shown(each, items.get(each.item, ""), names, now) for each in found]


def line(each: Shown) -> Line:
    count = len(each.objections)
    told = ngettext("{n} objection", "{n} objections", count).format(n=count) if count else ""
    return Line(
        each.decision.id,
        " ".join(each.decision.text.split()),
        " · ".join(part for part in (each.item, each.where) if part),
        end=told,
        symbol=Symbol.DECISION,
        tone="accent",
        end_tone="warn",
    )


def objections(each: Shown) -> str:
    """Return who objected and why, one a line."""
    return "\n".join(
        f"{who or _('Somebody')}: {what}" if what else who or _("Somebody")
        for who, what in each.objections
    )


def read_objections(text: str) -> list[tuple[str, str]]:
    """Return (who, what) of what was typed, one a line: *Name: what*; a name alone is enough."""
    found: list[tuple[str, str]] = []
    for row in text.splitlines():
        who, _colon, what = row.partition(":")
        if row.strip():
            found.append((who.strip(), what.strip()))
    return found


def _shown(each: MeetingDecision, item: str, names: Mapping[str, str], now: datetime) -> Shown:
    at = times.parsed(each.at)
    day = "" if at is None else times.day(at, now)
    channel = words.channel(each.channel) if each.channel else ""
    return Shown(
        each,
        item,
        ", ".join(part for part in (channel, day) if part),
        tuple((names.get(one.who, one.who), one.text) for one in each.objections),
    )
