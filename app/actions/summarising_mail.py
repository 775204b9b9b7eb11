"""The mail after a call: made of decisions, next steps and what is due, changed by hand, saved as a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.actions import clock as clocks
from app.actions import (
    mailing,
    summarising,
    summarising_kept,
    summarising_writing,
    timelining,
)
from app.actions.acting import as_chair, me, words
from app.actions.agenda_items import the_meeting
from app.actions.clock import Clock, system
from app.actions.mailing import Letter
from app.documents.plain import plain
from app.domain import next_steps
from app.domain.afterwards import AfterCall, Due, Said
from app.domain.changes import Changes
from app.domain.records import Data
from app.domain.summaries import Part
from app.phrases import summaries as phrases
from app.phrases import timeline as dates
from app.reports import after_call as report
from app.reports.words import day
from app.store import Store, meetings, members

AHEAD = timedelta(days=45)
"""Dates so far ahead are told."""
MOST = 12
"""Dates that are told."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail as it would go now."""

    subject: str
    body: str
    edited: bool = False
    """Its words were changed by hand, and stand as they are."""


def mail(store: Store, meeting: str, clock: Clock = system) -> Mail:
    """Return the mail after `meeting`. Raises Trouble: `not_joined`, `no_such_record`."""
    row = the_meeting(store, meeting)
    kept = summarising_kept.report_of(store, row).get("mail")
    if isinstance(kept, dict) and kept.get("body"):
        written: Data = kept
        made = report.subject(told(store, meeting, clock))
        return Mail(str(written.get("subject") or made), str(written["body"]), edited=True)
    found = told(store, meeting, clock)
    return Mail(report.subject(found), report.body(found, plain))


def write(
    store: Store, meeting: str, subject: str | None, body: str | None, clock: Clock = system
) -> Changes:
    """Keep the words of the mail as they were changed; an empty body makes it anew.

    Raises Trouble: `not_a_chair`, `no_such_record`, `nul`, `too_long`.
    """
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, meeting)
        now = mail(store, meeting, clock)
        if body is not None and not body.strip():
            return summarising_writing.put_report(store, row, {"mail": None}, "edit mail", clock)
        made = {
            "subject": words(now.subject if subject is None else " ".join(subject.split())),
            "body": words(now.body if body is None else body),
        }
        if made == {"subject": now.subject, "body": now.body}:
            return Changes()
        return summarising_writing.put_report(store, row, {"mail": made}, "edit mail", clock)


def draft(store: Store, meeting: str, to: tuple[str, ...] = (), clock: Clock = system) -> bytes:
    """Return the mail as a file (.eml) that mail programs open to be looked at and sent."""
    found = mail(store, meeting, clock)
    return mailing.draft(Letter(found.subject, found.body), to, None, clock)


def told(store: Store, meeting: str, clock: Clock = system) -> AfterCall:
    """Return what the mail is made of. Raises Trouble: `not_joined`, `no_such_record`."""
    account = me(store).account
    row = the_meeting(store, meeting)
    found = summarising.composed(store, meeting)
    now = clocks.now(store, clock)
    said = [each for part in found.parts if (each := _said(part))]
    other = Said("", "", found.other.decisions, next_steps.of(found.other.next_steps))
    return AfterCall(
        found.title,
        found.when,
        (*said, other) if found.other.said else tuple(said),
        tuple(_due(store, now)),
        found.next_meeting or _next(store, row.id, str(row.data.get("group") or ""), now),
        found.state == "final",
        members.names(store).get(account, account),
    )


def _said(part: Part) -> Said | None:
    steps = next_steps.of(part.next_steps)
    return Said(part.label, part.title, part.decisions, steps) if steps or part.decisions else None


def _due(store: Store, now: datetime) -> Iterator[Due]:
    ahead = [
        each
        for each in timelining.entries(store)
        if now < each.at <= now + AHEAD and each.collection != "meetings" and not each.cancelled
    ]
    return (Due(dates.title(each), each.at, each.aoe) for each in ahead[:MOST])


def _next(store: Store, meeting: str, group: str, now: datetime) -> str:
    """Return when the next meeting of the same group is, as far as that is known."""
    of_group = {each.id for each in meetings.heads(store) if each.group == group}
    ahead = [
        each
        for each in timelining.entries(store)
        if each.collection == "meetings" and each.id in of_group - {meeting} and each.at > now
        and not each.cancelled
    ]  # fmt: skip
    if not ahead:
        return ""
    first = ahead[0]
    at = first.at.isoformat()
    return f"{first.title}, {day(at)}, {phrases.hour(at)}"
