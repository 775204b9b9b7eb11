"""The words of the sync panel: what will travel, how far it is, what came of the last one."""

from datetime import datetime

from app import phrases
from app.actions.budgeting import Allowance
from app.actions.costing import Estimate
from app.actions.status import Status
from app.i18n import _, ngettext
from app.sync.report import Report
from app.sync.transport import OVERHEAD
from app.ui import status_words, times, troubles
from app.ui.line import Line

SLOW_LINE = 25_000
"""Bytes a second of EDGE: what times are told for where no speed was measured yet."""
ROUND_TRIPS = 3.0
"""Seconds that a sync takes at least on a slow line."""


def state_words(line: Line, now: datetime, last: datetime | None) -> str:
    """Return how the line stands, in a sentence or two."""
    told = status_words.line(line).words
    if line.state == "updating":
        return told
    found = [_("{sentence}.").format(sentence=told)]
    if last is not None:
        recent = abs((now - last).total_seconds()) < times.MINUTE
        ago = _("just now") if recent else times.until(last, now)
        found.append(_("Last sync {ago}.").format(ago=ago))
    if line.next_try:
        length = times.length(line.next_try)
        found.append(_("The next try is in {length}.").format(length=length))
    return " ".join(found)


def cost_words(cost: Estimate, now: Status, speed: float) -> list[tuple[str, str]]:
    """Return what goes up, what comes down and how long that takes, as (name, value)."""
    size = status_words.size
    about = "{size}" if cost.exact else _("about {size}")
    mine = ngettext("{n} item", "{n} items", now.waiting).format(n=now.waiting)
    up = about.format(size=size(cost.bytes_up))
    return [
        (_("Up"), f"{mine}, {up}" if now.waiting else _("nothing of mine, {size} to ask").format(
            size=size(cost.bytes_up))),
        (_("Down"), _down(cost, about.format(size=size(cost.bytes_down)))),
        (_("Time"), time_words(cost.bytes_up + cost.bytes_down, speed)),
    ]  # fmt: skip


def _down(cost: Estimate, amount: str) -> str:
    if cost.bytes_down <= OVERHEAD:
        return _("nothing new, {size} for the answer").format(size=amount)
    return amount


def time_words(count: int, speed: float) -> str:
    """Return how long `count` bytes take at `speed`, on a slow line where it is not known."""
    length = length_words(count / (speed or SLOW_LINE) + ROUND_TRIPS)
    if speed <= 0:
        return _("{length} on a slow line").format(length=length)
    return _("{length} at the last speed ({size}/s)").format(
        length=length, size=status_words.size(int(speed))
    )


def length_words(seconds: float) -> str:
    if seconds < times.MINUTE:
        return _("about {n} seconds").format(n=max(5, round(seconds / 5) * 5))
    return _("about {length}").format(length=times.length(seconds))


def result_words(report: Report) -> list[tuple[str, str]]:
    """Return what the last sync did, as (name, value)."""
    size = status_words.size
    moved = _("{up} up, {down} down").format(up=size(report.bytes_up), down=size(report.bytes_down))
    found = [
        (_("Sent"), str(report.sent)),
        (_("Received"), str(report.received)),
        (_("Taken away"), str(report.gone) if report.gone else ""),
        (_("Joined by itself"), _count(len(report.joined))),
        (_("Changed in two places, both kept"), _count(len(report.conflicts))),
        (_("Set aside"), _count(len(report.set_aside))),
        (_("Travelled"), moved),
        (_("Left for the next sync"), _("yes, the budget was used up") if report.more else ""),
        (_("Read anew"), _reset(report)),
    ]
    return [(name, value) for name, value in found if value]


def month_words(allowed: Allowance) -> str:
    """Return how much of the month's budget is spent, and what follows from it."""
    size = status_words.size
    if allowed.month is None:
        return _("{size} up and down. There is no budget.").format(size=size(allowed.spent))
    told = _("{got} of {n} MB up and down.").format(**status_words.of_month(allowed))
    if not allowed.over:
        return told
    more = _(
        "Until the month ends nothing comes by itself; what you write still goes, and "
        "“Sync now” brings the rest."
    )
    return f"{told} {more}"


def spare_words(line: Line) -> str:
    """Return that the line is spared and why, "" when it is not."""
    if not line.spared():
        return ""
    if line.metered:
        return _("This line is paid by the byte: papers and short texts only, no files.")
    return _("Lines are spared, as you chose: papers and short texts only, no files.")


def trouble_words(error: Exception) -> str:
    return troubles.sentence(error)


def set_aside_words(report: Report) -> list[str]:
    """Return why each item was not taken."""
    return [phrases.not_taken(code, message) for _id, code, message in report.set_aside]


def _count(n: int) -> str:
    return str(n) if n else ""


def _reset(report: Report) -> str:
    if report.repaired:
        return _("what was here did not match the server; it was put right")
    known = {
        "access": _("my role or access has changed"),
        "epoch": _("the server was restored from a copy"),
        "cursor": _("the server could not say what is new"),
    }
    return known.get(report.reset or "", "")
