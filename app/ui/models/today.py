"""What Today shows, asked from the store in a few queries and put into rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import phrases
from app.actions import clock, deciding, news, review_queue
from app.domain.proposals import ProposalRow
from app.domain.reading_time import USUAL
from app.domain.rounds import Deadline
from app.i18n import _, ngettext
from app.store import (
    Store,
    facts,
    meetings,
    members,
    proposals,
    rounds,
    tallies,
)
from app.store.acts import all_of
from app.store.meetings import Head
from app.ui import times
from app.ui.icons import Symbol
from app.ui.models import next_steps, online, plan, reviewing, timeline, today_new
from app.ui.models.plan import Reading
from app.ui.widgets.rows import Line

SOON = timedelta(days=3)
MOST = 6
"""Rows of a part before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far I am with one round."""

    round: str
    title: str
    done: int
    total: int
    words: str
    left: str
    by: str
    """*At this pace done by Tuesday*"""
    late: bool


@dataclass(frozen=True, slots=True)
class Today:
    me: str
    needs: tuple[Line, ...]
    next: tuple[Line, ...]
    passed: tuple[Line, ...]
    """The latest dates behind us, where none lies ahead."""
    progress: tuple[Progress, ...]
    reading: tuple[Reading, ...]
    """The reading plan of each open round."""
    news: int
    """How much is new in all, whatever is shown of it."""
    new: tuple[Line, ...]
    waits: tuple[Line, ...]


def collect(store: Store, now: datetime, pace: int = USUAL) -> Today:
    """Return what Today shows; `pace` is in words of English a minute."""
    listed = proposals.listed(store)
    papers = [each for each in listed if not each.recused]
    profile = facts.profile(store)
    names = members.names(store)
    # `now` is the server's already.
    device = now + clock.off(store)
    asked = deciding.open_online(store, lambda: device) if profile is not None else []
    dated, late = timeline.today(store, now)
    dates = [*_dates(store, now), *dated, *online.dates(asked, now, "online")]
    ahead = sorted(dates, key=lambda each: each[0])
    coming = [line for at, line in ahead if at >= now]
    told = news.unseen(store, but_new=True)
    mine = [*today_new.changed(papers), *today_new.answered(told)]
    fresh = [
        *today_new.decided(store, told),
        *today_new.withdrawn(told),
        *today_new.moved(told, now),
        *today_new.unread(papers),
        *today_new.of_documents(store),
    ]
    return Today(
        me=names.get(profile.account, profile.account) if profile is not None else "",
        needs=_shortened(
            [
                *_decisions(store),
                *online.needs(asked, now, "online"),
                *next_steps.needs(store, now),
                *mine,
            ],
            "",
        ),
        next=(*(line for _at, line in late), *coming)[:MOST] if coming else (),
        passed=tuple(line for at, line in reversed(ahead) if at < now)[:2],
        progress=tuple(_progress(store, papers, now)),
        reading=plan.readings(store, now, pace, listed=listed),
        news=len(mine) + len(fresh),
        new=_shortened(fresh, ""),
        waits=tuple(_waits(store)),
    )


def _decisions(store: Store) -> Iterator[Line]:
    for act in all_of(store):
        if act.state == "conflict":
            yield Line(
                "outbox/",
                _("Changed in two places: choose which words count"),
                symbol=Symbol.WARNING,
                tone="bad",
                strong=True,
            )
        elif act.state == "refused":
            yield Line(
                "outbox/",
                _("Something you wrote was not taken"),
                phrases.not_taken(act.code or "", act.message or ""),
                symbol=Symbol.WARNING,
                tone="bad",
                strong=True,
            )


def _dates(store: Store, now: datetime) -> Iterator[tuple[datetime, Line]]:
    for head in meetings.heads(store):
        starts, ends = times.parsed(head.starts), times.parsed(head.ends)
        if starts is not None:
            yield ends or starts, _meeting(head, starts, ends, now)
    titles = {each.id: each.title for each in rounds.listed(store)}
    for round_, each in tallies.deadlines(store):
        at = times.parsed(each.at)
        if at is not None:
            yield at, _deadline(titles.get(round_, ""), each, at, now)


def _meeting(head: Head, starts: datetime, ends: datetime | None, now: datetime) -> Line:
    on = starts <= now and ends is not None and now < ends
    return Line(
        f"meetings/{head.id}",
        head.called,
        times.span(starts, ends, now),
        end=times.meanwhile(starts, ends, now),
        symbol=Symbol.MEETINGS,
        tone="accent",
        end_tone="accent" if on or timedelta() <= starts - now < SOON else "soft",
    )


def _deadline(title: str, each: Deadline, at: datetime, now: datetime) -> Line:
    soon = timedelta() <= at - now < SOON
    moved = " · " + _("moved") if each.moved_from else ""
    return Line(
        "proposals/",
        times.closes(each.what, each, now) + moved,
        f"{times.deadline(each, now)} · {title}" if title else times.deadline(each, now),
        symbol=Symbol.CLOCK,
        tone="warn" if soon else "soft",
        strong=soon,
    )


def _progress(store: Store, papers: list[ProposalRow], now: datetime) -> Iterator[Progress]:
    schemes = {each.id: each for each in rounds.listed(store)}
    for each in review_queue.progress(store, now, listed=papers):
        yield Progress(
            each.round,
            each.title,
            each.done,
            each.total,
            reviewing.far(each),
            _left(schemes[each.round].deadlines, now),
            plan.by(each.by, now, late=each.late),
            each.late,
        )


def _left(deadlines: tuple[Deadline, ...], now: datetime) -> str:
    ahead = [at for at in (times.parsed(each.at) for each in deadlines) if at and at > now]
    if not ahead:
        return ""
    return _("{length} left").format(length=times.length((min(ahead) - now).total_seconds()))


def _waits(store: Store) -> Iterator[Line]:
    states = tallies.outbox_states(store)
    count = states.get("waiting", 0) + states.get("sent", 0)
    if count:
        words = ngettext("{n} item waits for a line", "{n} items wait for a line", count)
        profile = facts.profile(store)
        if profile is None or not profile.server:
            words = ngettext(
                "{n} item waits: send it by file or mail",
                "{n} items wait: send them by file or mail",
                count,
            )
        yield Line("outbox/", words.format(n=count), symbol=Symbol.OUTBOX, tone="warn")
    drafts = sum(1 for act in all_of(store) if act.state == "home" and act.collection == "reviews")
    if drafts:
        words = ngettext("{n} review is a draft", "{n} reviews are drafts", drafts)
        yield Line(
            "outbox/",
            words.format(n=drafts),
            _("Drafts stay on this computer until you submit them."),
            symbol=Symbol.AT_HOME,
        )


def _shortened(lines: list[Line], where: str) -> tuple[Line, ...]:
    if len(lines) <= MOST + 1:
        return tuple(lines)
    more = len(lines) - MOST
    words = ngettext("and {n} more", "and {n} more", more).format(n=more)
    return (*lines[:MOST], Line(where or "proposals/", words, symbol=Symbol.MORE))
