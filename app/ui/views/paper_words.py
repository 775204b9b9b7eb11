"""Words about papers: how long the comments stay open, how long one reads, who sees what."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from app.domain.planning import whole
from app.domain.rounds import Deadline
from app.i18n import _, ngettext
from app.phrases.marks import reader_name
from app.ui import times


def is_over(due: Deadline | None, now: datetime) -> bool:
    moment = times.parsed(due.at) if due is not None else None
    return moment is not None and now >= moment


def deadline(due: Deadline | None, now: datetime) -> str:
    """Return *Comments close in 1 day 3 h · Thu 29 Jan, 15:00 here (12:00 UTC)*."""
    if due is None or times.parsed(due.at) is None:
        return ""
    return f"{times.closes(due.what, due, now)} · {times.deadline(due, now)}"


def minutes_to_read(minutes: float) -> str:
    count = whole(minutes)
    return ngettext("{n} minute to read", "{n} minutes to read", count).format(n=count)


def sections(count: int) -> str:
    return ngettext("{n} section", "{n} sections", count).format(n=count)


def audience(kind: str, readers: Iterable[str], names: Mapping[str, str]) -> str:
    """Return who reads a mark, in words: *only you*, *the chairs*."""
    if kind in {"note", "highlight"}:
        return _("only you")
    readers = tuple(readers)
    if kind == "question":
        if "members" in readers:
            return _("the proposers and all members")
        return _("the proposers, through the chairs")
    said = ", ".join(names.get(each, reader_name(each)) for each in readers)
    return said or reader_name("chairs")


def clock(text: object) -> str:
    """Return the time of day of a record's field, "" where there is none."""
    moment = times.parsed(text)
    return "" if moment is None else times.clock(moment)
