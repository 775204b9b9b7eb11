"""Writing what was said and decided to a file: reports, records as they are, everything of mine."""

import json
from dataclasses import dataclass
from pathlib import Path

from app import i18n
from app.actions import (
    belonging,
    contributing,
    exporting_marks,
    gathering,
    matrix,
    matrix_shape,
    reporting,
    summarising,
    summarising_files,
    timelining,
)
from app.actions.acting import me
from app.actions.clock import Clock, system
from app.actions.reporting import Wanted, round_of, said_in
from app.domain.records import Data
from app.paths import Home, write_whole
from app.reports.progress import Progress, Stop, Stopped
from app.store import Store, annotations, current, meetings, rounds

ONE_MEETING = frozenset({"agenda", "summary"})
"""What is of one meeting, whether it is named or not."""
CALENDARS = ("timeline", "agenda")
"""What is written as a calendar, too: all dates, or that of one meeting."""
FORMATS: dict[str, tuple[str, ...]] = {
    **reporting.FORMATS,
    **{what: (*reporting.FORMATS.get(what, ()), "ics") for what in CALENDARS},
    "everything": ("json",),
    "notes": exporting_marks.FORMATS,
}


@dataclass(frozen=True, slots=True)
class Written:
    """An export that is there."""

    path: Path
    warnings: tuple[str, ...] = ()
    """What whoever hands it on should know, in words."""


def export(
    store: Store,
    home: Home,
    what: str,
    format: str,
    out: Path,
    *,
    round: str | None = None,
    clock: Clock = system,
) -> Path:
    """Write `what` as `format` to `out` and return it; whole or not at all.

    Needs no connection. Raises Trouble: `not_joined`, `no_such_round`,
    `nothing_to_export`, `out_is_ours`; OSError where the system refuses.
    """
    return write(store, home, Wanted(what, format, round), out, clock=clock).path


def write(
    store: Store,
    home: Home,
    wanted: Wanted,
    out: Path,
    *,
    clock: Clock = system,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Written:
    """Write what is wanted to `out`; whole or not at all.

    Raises as `reporting.made` does, besides Trouble("out_is_ours"), OSError where the system
    refuses, and Stopped once `stop` answers true.
    """
    belonging.keep_off(home, out)
    if wanted.what == "notes":
        style = (i18n.language(), i18n.is_right_to_left())
        exporting_marks.write(store, home, wanted.format, out, style=style, clock=clock)
        return Written(out)
    if wanted.format == "ics":
        one = wanted.meeting or (
            timelining.next_meeting(store, clock) if wanted.what == "agenda" else None
        )
        with i18n.speaking(wanted.language):
            content, warnings = timelining.handed_on(store, one, clock)
    elif is_records(wanted):
        content, warnings = _json(store, wanted, clock), ()
    else:
        content, warnings = reporting.made(
            store, home, wanted, clock=clock, progress=progress, stop=stop
        )
    if stop is not None and stop():
        raise Stopped
    write_whole(out, content)
    return Written(out, warnings)


def is_records(wanted: Wanted) -> bool:
    """Say whether an export is made of the records as they are, with their ids and owners."""
    if wanted.what == "everything":
        return True
    if wanted.what in {"timeline", "statistics"}:
        return wanted.format == "json"
    if wanted.what == "summary":
        return wanted.format == "json"
    narrowed = wanted.proposal or wanted.document or wanted.parts
    plain = wanted.format == "json" and wanted.names == "full" and not narrowed
    return plain and wanted.what in {"comments", "my-comments", "matrix"}


def other_rounds(store: Store, round: str) -> list[str]:
    """Return the rounds besides `round` in which something was said."""
    return [
        each.id for each in rounds.listed(store) if each.id != round and said_in(store, each.id)
    ]


def one_meeting(store: Store, what: str, clock: Clock = system) -> tuple[str, list[str]]:
    """Return the meeting that is meant where none is named, and the others there are.

    Of an agenda it is the one that is on or comes next, of a summary report the last that has begun. Raises
    Trouble: `not_joined`, `nothing_to_export`.
    """
    summary = what == "summary"
    id = (
        summarising_files.meeting_of(store, None, clock)
        if summary
        else timelining.next_meeting(store, clock)
    )
    return id, [each.id for each in meetings.heads(store) if each.id != id]


def _all_rounds(store: Store) -> list[str]:
    return [each.id for each in rounds.listed(store)]


def _json(store: Store, wanted: Wanted, clock: Clock) -> bytes:
    account = me(store).account
    made: Data
    if wanted.what == "everything":
        made = gathering.everything(store)
    elif wanted.what == "timeline":
        made = {"timeline": timelining.shapes(store, wanted.zone, clock)}
    elif wanted.what == "statistics":
        made = contributing.full(store, wanted.call, wanted.dimensions)
    elif wanted.what == "summary":
        meeting = summarising_files.meeting_of(store, wanted.meeting, clock)
        made = summarising_files.shape(summarising.composed(store, meeting), meeting)
    elif wanted.what == "matrix":
        made = matrix_shape.shape(matrix.of_round(store, round_of(store, wanted.round)))
    elif wanted.what == "my-comments":
        reviews = [row for row in current.listed(store, "reviews") if row.owner == account]
        marks = annotations.mine(store)
        made = {
            "reviews": [row.flat() for row in reviews],
            "marks": [row.flat() for row in marks],
        }
    else:
        asked = [round_of(store, wanted.round)] if wanted.round else _all_rounds(store)
        made = {
            "round": wanted.round,
            "reviews": [row.flat() for id in asked for row in rounds.reviews(store, id)],
            "comments": [row.flat() for row in annotations.comments(store, wanted.round)],
        }
    return json.dumps(made, ensure_ascii=False, indent=1).encode()
