"""Dates as an iCalendar file (RFC 5545) that calendars take in, and take again when dates move.

All instants are written in UTC, as the records hold them: every calendar shows them in its
owner's zone by its own rules, right across each change of daylight saving, and no list of zones
in the file can be older than its reader's. Written here rather than by a library: one component
with a dozen properties, and what counts (folding by octets, escaping, stable order) is short.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

WIDEST = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_WHOLE = re.compile(r"\\.|.", re.DOTALL)
_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Event:
    """One date. Where nothing ends, it is a moment."""

    uid: str
    """Names it for good: what comes again under it takes the place of what was there."""
    starts: datetime
    summary: str
    ends: datetime | None = None
    sequence: int = 0
    """Grows with each change: the higher one counts."""
    modified: datetime | None = None
    """None: it is not known, and told as the moment the file was made."""
    description: str = ""
    location: str = ""
    url: str = ""
    """Told where it is one address of the web; other words are left to the description."""
    category: str = ""
    busy: bool = False
    """It takes time: a meeting."""
    cancelled: bool = False
    private: bool = False
    """It holds a passcode: not to be shown to others who may see the calendar."""


def ics(events: Iterable[Event], *, name: str, made: datetime) -> bytes:
    """Return `events` as a calendar called `name`; `made` is the moment it was asked for."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Satchel//Timeline//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for each in events for line in _event(each, made)),
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) for line in lines).encode()


def _event(each: Event, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(each.uid)}"
    yield f"DTSTAMP:{_utc(made)}"
    yield f"LAST-MODIFIED:{_utc(min(each.modified or made, made))}"
    yield f"SEQUENCE:{min(each.sequence, 2**31 - 1)}"
    yield f"DTSTART:{_utc(each.starts)}"
    if each.ends is not None and each.ends > each.starts:
        yield f"DTEND:{_utc(each.ends)}"
    yield f"SUMMARY:{_text(each.summary)}"
    for label, words in (
        ("DESCRIPTION", each.description),
        ("LOCATION", each.location),
        ("CATEGORIES", each.category),
    ):
        if words:
            yield f"{label}:{_text(words)}"
    if _ADDRESS.fullmatch(each.url):
        yield f"URL:{each.url}"
    yield f"STATUS:{'CANCELLED' if each.cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'OPAQUE' if each.busy and not each.cancelled else 'TRANSPARENT'}"
    if each.private:
        yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    at = moment.astimezone(UTC)
    return f"{at.year:04}{at.month:02}{at.day:02}T{at.hour:02}{at.minute:02}{at.second:02}Z"


def _text(words: str) -> str:
    """Return words as a TEXT value: escaped, without what no calendar can hold."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    for line_end in ("\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        plain = plain.replace(line_end, "\n")
    plain = _UNFIT.sub("", plain)
    for char in ("\\", ";", ","):
        plain = plain.replace(char, "\\" + char)
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line with its end, in pieces of at most 75 octets.

    No character is cut in two, nor an escaped one from its backslash: not all unfold first.
    """
    pieces: list[str] = []
    piece, room = "", WIDEST
    for char in _WHOLE.findall(line):
        size = len(char.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", WIDEST - 1  # the space that goes on is one octet
        piece += char
        room -= size
    return "\r\n ".join([*pieces, piece]) + "\r\n"
