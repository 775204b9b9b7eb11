"""The words of the status bar: the line, what waits, when updated, this month's bytes."""

from dataclasses import dataclass
from datetime import datetime

from app.actions.budgeting import MEGA, Allowance
from app.actions.status import Status
from app.i18n import _, ngettext
from app.phrases.sizes import size
from app.ui import times
from app.ui.line import Line


@dataclass(frozen=True, slots=True)
class Told:
    """A state of the status bar (see `frame_status.LINES`) with its words."""

    state: str
    words: str


def line(line: Line) -> Told:
    match line.state:
        case "connected":
            return Told("connected", _connected(line))
        case "updating":
            return Told("updating", _updating(line))
        case "home":
            return Told("sample", _from_file(line.came_by()))
        case "sign_in" | "refused":
            return Told("trouble", _still(line))
        case _:
            return Told("offline", _still(line))


def _updating(line: Line) -> str:
    came = max(line.moving.down, line.report.bytes_down if line.report is not None else 0)
    return _("Updating… {size}").format(size=size(came)) if came else _("Updating…")


def _still(line: Line) -> str:
    """Return why nothing travels now, and that nothing is lost by it."""
    if line.state == "busy":
        wait = times.length(line.next_try or 0)
        return _("The server asks to wait {length}; all saved here").format(length=wait)
    known = {
        "sign_in": _("This network asks you to sign in; all saved here"),
        "refused": _("The server refuses this computer; all saved here"),
        "paused": _("Sync stopped, all saved here"),
        "spent": _("This month’s budget is used up; all saved here"),
        "offline": _("No connection, all saved here"),
    }
    return known.get(line.state, _("Not synced since the start, all saved here"))


def waiting(now: Status, *, by_file: bool = False) -> tuple[str, bool]:
    """Return what waits, and whether something needs the member herself.

    `by_file`: there is no server that it could be sent to.
    """
    decide = now.conflicts + now.set_aside + bool(now.erasures)
    if decide:
        words = ngettext(
            "{n} item needs your decision", "{n} items need your decision", decide
        ).format(n=decide)
        return words, True
    if by_file and 0 < now.waiting <= now.in_file:
        words = ngettext(
            "{n} item sent in a file, not yet confirmed",
            "{n} items sent in a file, not yet confirmed",
            now.waiting,
        )
        return words.format(n=now.waiting), False
    if now.waiting and by_file:
        words = ngettext(
            "{n} item waits: send it by file or mail",
            "{n} items wait: send them by file or mail",
            now.waiting,
        )
        return words.format(n=now.waiting), False
    if now.waiting:
        words = ngettext("{n} item waits ({size})", "{n} items wait ({size})", now.waiting)
        return words.format(n=now.waiting, size=size(now.waiting_bytes)), False
    return _("Nothing waits"), False


def updated(now: Status, at: datetime) -> str:
    last = times.parsed(now.last_exchange)
    if last is None:
        return _("not updated yet") if now.server else ""
    if abs((at - last).total_seconds()) < times.MINUTE:
        return _("updated just now")
    return _("updated {ago}").format(ago=times.until(last, at))


def month(allowed: Allowance) -> str:
    """Return `1.2 of 20 MB this month`; "" when nothing was spent and nothing is limited."""
    if allowed.month is not None:
        return _("{got} of {n} MB this month").format(**of_month(allowed))
    return _("{size} this month").format(size=size(allowed.spent)) if allowed.spent else ""


def _connected(line: Line) -> str:
    if line.by_web():
        return _("Up to date with the web folder")
    return _("Connected, texts only") if line.spared() else _("Connected")


def of_month(allowed: Allowance) -> dict[str, str]:
    """Return `got` and `n`: what was spent and what is allowed this month, in MB."""
    month = allowed.month or 0
    return {"got": f"{allowed.spent / MEGA:.1f}", "n": f"{month / MEGA:.0f}"}


def _from_file(made: datetime | None) -> str:
    if made is None:
        return _("No server, all saved here")
    return _("Papers from a file of {day}").format(day=times.day(made, made, week=False))
