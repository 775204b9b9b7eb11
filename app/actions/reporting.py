"""Reports as they are asked for: what, in which format, of what, how named, on what paper."""

from collections.abc import Callable
from dataclasses import replace

from app import i18n
from app.actions import recusing, reporting_letters
from app.actions import reporting_meetings as of_meeting
from app.actions import reporting_rounds as of_round
from app.actions.acting import me
from app.actions.clock import Clock, stamp, system
from app.actions.reporting_wanted import (
    FORMATS,
    NAMED,
    OF_MEETING,
    OF_PROPOSAL,
    ORDERED,
    PARTS,
    REVIEWED,
    TABLES,
    USUAL_PARTS,
    ZONED,
    Asking,
    Composed,
    Wanted,
    round_of,
    said_in,
)
from app.actions.trouble import Trouble
from app.paths import Home
from app.phrases import conflicts
from app.reports.progress import Progress, Stop
from app.reports.writing import write
from app.store import Store

__all__ = [
    "FORMATS",
    "NAMED",
    "OF_MEETING",
    "OF_PROPOSAL",
    "ORDERED",
    "PARTS",
    "TABLES",
    "USUAL_PARTS",
    "ZONED",
    "Composed",
    "Wanted",
    "composed",
    "made",
    "round_of",
    "said_in",
]


def made(
    store: Store,
    home: Home,
    wanted: Wanted,
    *,
    clock: Clock = system,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[bytes, tuple[str, ...]]:
    """Return a report as a file, and what whoever hands it on should know.

    Needs no connection. Raises Trouble: `not_joined`, `no_such_round`, `no_such_paper`,
    `no_letter`, `for_chairs`, `nothing_to_export`, `bad_filter`; Stopped once `stop` answers true.
    """
    with i18n.speaking(wanted.language):
        found = composed(store, home, wanted, clock)
        if wanted.format == "txt" and found.text:
            return found.text.encode(), found.warnings
        return write(found.report, wanted.format, progress=progress, stop=stop), found.warnings


def composed(store: Store, home: Home, wanted: Wanted, clock: Clock = system) -> Composed:
    """Compose a report in the language that is spoken. Raises Trouble as `made` does."""
    me(store)
    known = PARTS.get(wanted.what, ())
    wrong = next((each for each in wanted.parts if each not in known), None)
    if wrong is not None:
        raise Trouble("bad_filter", word=wrong, known=", ".join(known))
    style = (i18n.language(), i18n.is_right_to_left())
    asking = Asking(store, home, wanted, stamp(clock), style, clock)
    makers: dict[str, Callable[[Asking], Composed]] = {
        "comments": of_round.document if wanted.document else of_round.comments,
        "my-comments": of_round.mine,
        "matrix": of_round.matrix,
        "letter": reporting_letters.letter,
        "brief": of_round.brief,
        "round-report": of_round.round_report,
        "decisions": of_round.decisions,
        "book": of_round.book,
        "agenda": of_meeting.agenda,
        "summary": of_meeting.summary,
        "timeline": of_meeting.timeline,
        "actions": of_meeting.actions,
        "statistics": of_meeting.statistics,
    }
    found = makers[wanted.what](asking)
    if wanted.what in REVIEWED and wanted.document is None:
        warned = conflicts.kept_from_me(recusing.kept_from_me(store, wanted.round))
        found = replace(found, warnings=tuple(filter(None, (*found.warnings, warned))))
    return replace(found, report=replace(found.report, paper=wanted.paper))
