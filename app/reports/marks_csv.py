"""My marks as a table for spreadsheets, in which no cell is taken for a formula."""

import csv
import re
from io import StringIO

from app.reports.marks import MarksReport, MarkValue

COLUMNS = (
    "id", "kind", "paper", "title", "version", "section", "heading", "page", "quote", "text",
    "colour", "criterion", "audience", "state", "words", "words_now", "reply_to", "created",
    "modified",
)  # fmt: skip
_FORMULA = frozenset("=+-@|%＝＋－＠\t\r\n\0")
"""What a spreadsheet may begin a formula or a command with, also in its wide form."""
_UNSEEN = re.compile("^[\\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_GUARD = "'"


def table(report: MarksReport) -> str:
    """Return `report` as CSV (RFC 4180): commas, CRLF, a byte order mark for Excel.

    A cell that a spreadsheet would compute begins with an apostrophe; so does one that begins
    with an apostrophe of its own: taking one away gives back exactly what was written.
    """
    into = StringIO(newline="")
    writer = csv.writer(into, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for mark in report.marks:
        writer.writerow([guarded(cell) for cell in _cells(mark)])
    return "\ufeff" + into.getvalue()


def guarded(cell: str) -> str:
    """Return `cell` so that no spreadsheet computes it."""
    shown = _UNSEEN.sub("", cell)
    risky = cell[:1] in _FORMULA or shown[:1] in _FORMULA
    return _GUARD + cell if risky or cell.startswith(_GUARD) else cell


def _cells(mark: MarkValue) -> list[str]:
    return [
        mark.id,
        mark.kind,
        "/".join(mark.about),
        mark.paper,
        _number(mark.version),
        mark.section,
        mark.heading,
        _number(mark.page),
        mark.quote,
        mark.text,
        mark.colour,
        mark.criterion,
        " ".join(mark.readers) or "private",
        mark.sending,
        mark.standing,
        mark.now,
        mark.reply_to,
        mark.created_at,
        mark.modified_at,
    ]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
