"""Reports of meetings and of the cycle: agenda, book, summary, next steps, dates, contributions."""

from dataclasses import replace

from app.actions import (
    agenda_papers,
    contributing,
    exporting_steps,
    meeting_books,
    summarising,
    summarising_files,
    timelining,
)
from app.actions.clock import now as now_of
from app.actions.reporting_wanted import TABLES, Asking, Composed
from app.domain import audience
from app.phrases import contributions as phrases
from app.reports import agenda as agendas
from app.reports import meeting_book as books
from app.reports import statistics as counts
from app.reports import timeline_report
from app.store import current


def meeting_book(asking: Asking, meeting: str) -> Composed:
    """Compose the book of a meeting: its agenda, and the papers in its order."""
    marks = "marks" in asking.parts
    found = meeting_books.of_meeting(
        asking.store, asking.home, meeting, asking.at, asking.style,
        zone=timelining.zone(asking.wanted.zone), marks=marks,
    )  # fmt: skip
    setting = asking.setting(() if marks else ("members",))
    return Composed(books.meeting_book(found, setting))


def agenda(asking: Asking) -> Composed:
    """Compose the agenda of a meeting, of the next one where none is named."""
    meeting = asking.wanted.meeting or timelining.next_meeting(asking.store, asking.clock)
    zone = timelining.zone(asking.wanted.zone) if asking.wanted.zone else None
    found = agenda_papers.of_meeting(asking.store, meeting, zone)
    readers = current.one(asking.store, "meetings", meeting)
    setting = asking.setting(readers.readers if readers is not None else ("members",))
    return Composed(agendas.agenda_report(found, setting), text=agendas.as_text(found))


def summary(asking: Asking) -> Composed:
    """Compose the summary report of a meeting."""
    meeting = summarising_files.meeting_of(asking.store, asking.wanted.meeting, asking.clock)
    found = summarising.composed(asking.store, meeting)
    made = summarising_files.report(asking.store, found, asking.clock)
    return Composed(made, text=summarising_files.text(found))


def actions(asking: Asking) -> Composed:
    """Compose the next steps of a meeting, or all."""
    wanted = asking.wanted
    return Composed(
        exporting_steps.composed(asking.store, wanted.meeting, asking.clock, wanted.steps)
    )


def timeline(asking: Asking) -> Composed:
    """Compose the dates of the cycle, each in the zone that was wished."""
    found = timelining.entries(asking.store)
    zone = timelining.zone(asking.wanted.zone)
    told = [one.readers for each in found for one in (each, *each.also)]
    setting = asking.setting(audience.narrowest(told))
    now = now_of(asking.store, asking.clock)
    return Composed(timeline_report.timeline_report(found, setting, now, zone))


def statistics(asking: Asking) -> Composed:
    """Compose the counts of contributions; where only tables are wished, all that were counted."""
    call = asking.wanted.call
    found = contributing.counted(asking.store, call, asking.wanted.dimensions or contributing.USUAL)
    rows = current.listed(asking.store, "contributions")
    setting = asking.setting(audience.narrowest(row.readers for row in rows))
    made = counts.statistics_report(found, setting, call)
    if asking.wanted.format in TABLES:
        made = replace(made, blocks=counts.tables(found))
    return Composed(made, tuple(phrases.warnings(found)))
