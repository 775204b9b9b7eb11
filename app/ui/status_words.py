"""The words of the status bar: the line, what waits, when updated, this month's bytes."""

from dataclasses import dataclass
from datetime import datetime

from app.actions import traffic
from app.actions.status import Status
from app.i18n import _, ngettext
from app.store import Store
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
            return Told("connected", _("Connected"))
        case "updating":
            came = line.report.bytes_down if line.report is not None else 0
            if came:
                return Told("updating", _("Updating… {size}").format(size=size(came)))
            return Told("updating", _("Updating…"))
        case "sign_in":
            return Told("trouble", _("This network asks you to sign in; all saved here"))
        case "busy":
            wait = times.length(line.next_try or 0)
            words = _("The server asks to wait {length}; all saved here").format(length=wait)
            return Told("offline", words)
        case "refused":
            return Told("trouble", _("The server refuses this computer; all saved here"))
        case "paused":
            return Told("offline", _("Sync stopped, all saved here"))
        case "home":
            return Told("sample", _("No server, all saved here"))
        case "offline":
            return Told("offline", _("No connection, all saved here"))
        case _:
            return Told("offline", _("Not synced yet today, all saved here"))


def waiting(now: Status) -> tuple[str, bool]:
    """Return what waits, and whether something needs the member herself."""
    decide = now.conflicts + now.set_aside
    if decide:
        words = ngettext(
            "{n} item needs your decision", "{n} items need your decision", decide
        ).format(n=decide)
        return words, True
    if now.waiting:
        words = ngettext("{n} item waits ({size})", "{n} items wait ({size})", now.waiting)
        return words.format(n=now.waiting, size=size(now.waiting_bytes)), False
    return _("Nothing waits"), False


def updated(now: Status, at: datetime) -> str:
    last = times.parsed(now.last_exchange)
    if last is None:
        return _("not updated yet")
    if abs((at - last).total_seconds()) < times.MINUTE:
        return _("updated just now")
    return _("updated {ago}").format(ago=times.until(last, at))


def month(store: Store, now: Status) -> str:
    if now.last_exchange is None:
        return ""
    spent = traffic.spent(store, now.last_exchange)
    return _("{size} this month").format(size=size(spent)) if spent else ""


def size(count: int) -> str:
    """Return bytes as people read them."""
    if count < 1000:  # noqa: PLR2004 -- the kilo of kilobytes
        return _("{n} B").format(n=count)
    if count < 1_000_000:  # noqa: PLR2004 -- the mega
        return _("{n} KB").format(n=f"{count / 1000:.0f}")
    return _("{n} MB").format(n=f"{count / 1_000_000:.1f}")
