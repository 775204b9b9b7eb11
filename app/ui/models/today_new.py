"""Rows of Today for what is new: changed, answered, decided, withdrawn, moved, not read yet."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from app.actions.news import Item
from app.domain.proposals import ProposalRow
from app.domain.rounds import Deadline
from app.i18n import _, ngettext
from app.phrases.decisions import closing
from app.store import (
    Store,
    documents,
)
from app.ui import times
from app.ui.icons import Symbol
from app.ui.models import outcomes
from app.ui.widgets.rows import Line

CHANGES, MOVED = "changes", "moved"
"""Begin the keys of rows that open what changed in a paper, or where a date stands."""


def changed(papers: list[ProposalRow]) -> Iterator[Line]:
    for each in papers:
        if each.changed and each.fresh and each.status != "withdrawn":
            words = _("Version {new}; you read version {old}")
            if each.review_outdated:
                words = _("Version {new}; you reviewed version {old}")
            old = each.reviewed_version if each.review_outdated else each.read_version
            yield Line(
                f"{CHANGES}/{each.id}",
                each.title,
                words.format(new=each.version, old=old),
                end=_("changed"),
                symbol=Symbol.CHANGED,
                tone="accent",
                end_tone="accent",
                strong=True,
            )


def answered(told: list[Item]) -> Iterator[Line]:
    counts = Counter((each.about, each.title) for each in told if each.what == "answered")
    for (proposal, title), count in counts.items():
        words = ngettext(
            "{n} question of yours was answered", "{n} questions of yours were answered", count
        )
        yield Line(
            f"proposals/{proposal}",
            title,
            words.format(n=count),
            symbol=Symbol.QUESTION,
            tone="good",
        )


def decided(store: Store, told: list[Item]) -> Iterator[Line]:
    found = [each for each in told if each.what == "decided"]
    words = outcomes.released(store) if found else {}
    for each in found:
        online_ = each.about == each.id
        yield Line(
            f"online/{each.id}" if online_ else f"proposals/{each.about}",
            each.title,
            closing(each.outcome) if online_ else words.get(each.about, each.outcome),
            end=_("decided"),
            symbol=Symbol.DECISION,
            tone="accent",
            end_tone="accent",
            strong=True,
        )


def withdrawn(told: list[Item]) -> Iterator[Line]:
    for each in told:
        if each.what == "withdrawn":
            document = each.kind == "document"
            yield Line(
                f"{each.kind}/{each.id}",
                each.title,
                "" if document else _("Withdrawn by its proposers; your notes stay."),
                end=_("withdrawn"),
                symbol=Symbol.STOPPED,
                end_tone="warn",
            )


def moved(told: list[Item], now: datetime) -> Iterator[Line]:
    """Return the dates that were moved, each with the old and the new instant."""
    for each in told:
        was, at = times.parsed(each.was_at), times.parsed(each.now_at)
        if each.what != "moved" or was is None or at is None:
            continue
        title = each.title
        if each.date:
            title = f"{times.what_of(each.date)} · {each.title}"
        new = times.deadline(Deadline("", each.now_at, each.aoe), now)
        old = _("{day}, {time}").format(day=times.day(was, now), time=times.clock(was))
        words = _("Was {old}; now {new}").format(old=old, new=new)
        yield Line(
            f"{MOVED}/{each.kind}:{each.id}",
            title,
            f"{words} · {each.why}" if each.why else words,
            end=_("moved"),
            symbol=Symbol.CLOCK,
            tone="warn",
            end_tone="warn",
            strong=True,
        )


def unread(papers: list[ProposalRow]) -> Iterator[Line]:
    for each in papers:
        if each.unread and each.fresh and each.status != "withdrawn":
            yield Line(
                f"proposals/{each.id}",
                each.title,
                each.summary,
                symbol=Symbol.FILE,
                end=_("new"),
                end_tone="accent",
            )


def of_documents(store: Store) -> Iterator[Line]:
    for each in documents.listed(store):
        changed = each.read and each.changed
        told = each.fresh and (changed or not each.read)
        if told and each.row.data.get("status") != "withdrawn":
            yield Line(
                f"documents/{each.row.id}",
                each.title,
                symbol=Symbol.DOCUMENTS,
                end=_("changed") if changed else _("new"),
                end_tone="accent",
            )
