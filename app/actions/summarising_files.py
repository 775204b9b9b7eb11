"""The summary report of a meeting as a file: PDF, Word, HTML, text, JSON."""

from typing import Any

from app import i18n
from app.actions import book_text
from app.actions import clock as clocks
from app.actions.acting import me
from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.documents.plain import escape
from app.domain import times
from app.domain.attendance import Attendee
from app.domain.summaries import Part, Summary
from app.reports.summary import Look, as_text, kind, summary_report
from app.reports.tree import Report
from app.store import Store, meetings


def report(store: Store, found: Summary, clock: Clock = system) -> Report:
    """Return a report as it is set on paper."""
    me(store)
    look = Look(book_text.blocks, stamp(clock), i18n.language(), i18n.is_right_to_left())
    return summary_report(found, look)


def text(found: Summary) -> str:
    """Return a report as text that is read back as it is."""
    return as_text(found, escape)


def meeting_of(store: Store, wanted: str | None, clock: Clock = system) -> str:
    """Return the meeting a report is wanted of: `wanted`, else the last that has begun.

    Raises Trouble: `not_joined`, `nothing_to_export`.
    """
    me(store)
    if wanted is not None:
        return wanted
    now = times.text(clocks.now(store, clock))
    held = meetings.heads(store)  # the latest first
    begun = [each.id for each in held if each.starts <= now]
    if not held:
        raise Trouble("nothing_to_export")
    return begun[0] if begun else held[-1].id


def shape(found: Summary, meeting: str) -> dict[str, Any]:
    """Return a report as `--json` shows it."""
    return {
        "meeting": meeting,
        "state": found.state,
        "body": found.body,
        "title": found.title,
        "when": found.when,
        "kind": kind(found),
        "introduction": found.introduction,
        "items": [item_shape(each) for each in found.parts],
        "other": {
            "decisions": list(found.other.decisions),
            "next_steps": found.other.next_steps,
        },
        "next_meeting": found.next_meeting,
        "annex": found.annex,
        "participants": [person_shape(each) for each in found.people],
        "rest": [each.to_json() for each in found.rest],
    }


def item_shape(each: Part) -> dict[str, Any]:
    return {
        "item": each.item, "label": each.label, "title": each.title,
        "heading": each.heading or each.title, "level": each.level,
        "outputs": [one.to_json() for one in each.outputs], "key_points": each.key_points,
        "decisions": list(each.decisions), "next_steps": each.next_steps,
    }  # fmt: skip


def person_shape(each: Attendee) -> dict[str, Any]:
    return {
        "id": each.id, "member": each.member, "name": each.name, "role": each.role,
        "affiliation": each.affiliation, "state": each.state, "kind": each.kind,
        "uncertain": each.uncertain, "line": each.words(),
    }  # fmt: skip
