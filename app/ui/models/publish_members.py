"""Members as the Secretariat sees them: who is in, who is invited, whose computers are where."""

from collections.abc import Iterable
from datetime import datetime

from app.domain.folding import fold
from app.i18n import _, ngettext
from app.secretariat.membership import Entry
from app.ui import times
from app.ui.icons import Symbol
from app.ui.models import people
from app.ui.widgets.rows import Line
from app.wire import Device

_LOOKS = {
    "enrolled": (Symbol.DONE, "good"),
    "invited": (Symbol.CLOCK, "accent"),
    "left": (Symbol.MINUS, "faint"),
    "": (Symbol.EMPTY, "faint"),
}


def found(entries: Iterable[Entry], words: str, now: datetime) -> list[Line]:
    """Return rows for those whose name, account, role or state holds all of `words`."""
    asked = fold(words).split()
    rows = [line(each, now) for each in entries]
    return [
        each
        for each in rows
        if all(word in fold(f"{each.title} {each.below} {each.end} {each.key}") for word in asked)
    ]


def line(entry: Entry, now: datetime) -> Line:
    symbol, tone = _LOOKS[state(entry)]
    told = [entry.account] if entry.name else []
    role = people.role(entry.role)
    if role:
        told.append(role)
    here = [each for each in entry.devices if not each.revoked]
    if here:
        told.append(ngettext("{n} computer", "{n} computers", len(here)).format(n=len(here)))
    latest = max(filter(None, (each.last_seen for each in here)), default=None)
    if latest is not None:
        told.append(_seen(latest, now))
    words = state_words(entry)
    return Line(
        entry.account,
        entry.name or entry.account,
        " · ".join(told),
        end=words,
        symbol=symbol,
        tone=tone,
    )


def state(entry: Entry) -> str:
    """Return `left`, `enrolled`, `invited` or "" (none of them)."""
    if entry.status == "left":
        return "left"
    if entry.enrolled:
        return "enrolled"
    return "invited" if entry.invited else ""


def state_words(entry: Entry) -> str:
    return {
        "left": _("left"),
        "enrolled": _("enrolled"),
        "invited": _("invited"),
        "": _("not invited yet"),
    }[state(entry)]


def summary(entries: Iterable[Entry]) -> str:
    """Return `41 enrolled · 3 invited · 11 not invited yet`."""
    states = [state(each) for each in entries]
    told: list[str] = []
    if n := states.count("enrolled"):
        told.append(_("{n} enrolled").format(n=n))
    if n := states.count("invited"):
        told.append(_("{n} invited").format(n=n))
    if n := states.count(""):
        told.append(_("{n} not invited yet").format(n=n))
    if n := states.count("left"):
        told.append(_("{n} left").format(n=n))
    return " · ".join(told)


def device(each: Device, now: datetime) -> str:
    """Return when a computer came in and when it was seen last."""
    joined = times.parsed(each.enrolled_at)
    told = [_("since {day}").format(day=times.day(joined, now, week=False))] if joined else []
    told.append(_seen(each.last_seen, now) if each.last_seen else _("not seen yet"))
    if each.revoked:
        told.append(_("revoked"))
    return " · ".join(told)


def _seen(at: str, now: datetime) -> str:
    seen = times.parsed(at)
    if seen is None:
        return ""
    if abs((now - seen).total_seconds()) < times.MINUTE:
        return _("last seen just now")
    return _("last seen {ago}").format(ago=times.until(seen, now))
