"""Next steps as rows: who, until when, how far; and what Today says of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from app.actions import clock, groups, next_steps
from app.actions.next_steps import Standing
from app.domain.action_items import CARRIED, DONE, DROPPED
from app.domain.carrying import CARRIERS
from app.domain.rounds import Deadline
from app.i18n import _, ngettext
from app.phrases import next_steps as words
from app.store import Store, current, facts, meetings
from app.ui import times
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

SYMBOLS = {DONE: Symbol.DONE, DROPPED: Symbol.REMOVE, CARRIED: Symbol.HISTORY}


def line(each: Standing, now: datetime, place: str = "") -> Line:
    """Return a next step as a row; `place` begins its key where the row leads elsewhere."""
    action = each.action
    symbol, tone = (
        SYMBOLS.get(action.state, Symbol.EMPTY),
        "good" if action.state == DONE else "soft",
    )
    if each.overdue:
        symbol, tone = Symbol.WARNING, "bad"
    elif each.said is not None:
        symbol, tone = Symbol.HALF, "accent"
    elif each.soon:
        symbol, tone = Symbol.CLOCK, "warn"
    said = _("said to be done") if each.said is not None else ""
    told = (each.name or words.nobody(), until(each, now), said)
    return Line(
        f"{place}/{action.id}" if place else action.id,
        " ".join(action.text.split()),
        " · ".join(part for part in told if part),
        end=end(each, now),
        symbol=symbol,
        tone=tone,
        state=words.state(action.state),
        strong=action.open and each.mine,
        end_tone="bad" if each.overdue else "warn" if each.soon else "soft",
    )


def until(each: Standing, now: datetime) -> str:
    """Return when a next step is due, in one's own time, empty where nobody said."""
    at = times.parsed(each.action.due)
    if at is None:
        return ""
    if each.action.aoe:
        return times.deadline(Deadline("", each.action.due, aoe=True), now)
    return _("due {day}").format(day=times.day(at, now))


def end(each: Standing, now: datetime) -> str:
    """Return the short word at the end of its row."""
    at = times.parsed(each.action.due)
    if not each.action.open:
        return words.state(each.action.state)
    if each.overdue:
        return _("overdue")
    return times.until(at, now) if at is not None and each.soon else ""


def needs(store: Store, now: datetime) -> Iterator[Line]:
    """Yield what Today says: mine that are due, and for chairs what waits for them.

    `now` is the server's.
    """
    profile = facts.profile(store)
    if profile is None:
        return
    rows = next_steps.listed(store, state="open", clock=lambda: now + clock.off(store))
    for each in rows:
        if each.mine and (each.overdue or each.soon) and each.said is None:
            told = (_("Next step"), until(each, now))
            below = " · ".join(part for part in told if part)
            yield replace(line(each, now, "steps"), below=below)
    if profile.role in CARRIERS:
        yield from _for_chairs(store, rows)


def _for_chairs(store: Store, rows: Sequence[Standing]) -> Iterator[Line]:
    done = sum(each.said is not None and not each.mine for each in rows)
    if done:
        told = ngettext(
            "{n} next step is said to be done: confirm it",
            "{n} next steps are said to be done: confirm them",
            done,
        ).format(n=done)
        yield Line("steps/", told, symbol=Symbol.HALF, tone="accent", strong=True)
    late = sum(each.overdue for each in rows)
    if rows:
        told = ngettext("{n} next step is open", "{n} next steps are open", len(rows))
        below = ngettext("{n} is overdue", "{n} are overdue", late).format(n=late) if late else ""
        yield Line(
            "steps/",
            told.format(n=len(rows)),
            below,
            symbol=Symbol.WARNING if late else Symbol.TICKED,
            tone="warn" if late else "soft",
        )
    asked = groups.requests(store)
    if asked:
        told = ngettext(
            "{n} request about working groups waits for an answer",
            "{n} requests about working groups wait for an answer",
            len(asked),
        ).format(n=len(asked))
        first = asked[0].group or asked[0].id
        yield Line(f"groups/{first}", told, symbol=Symbol.GROUPS, tone="accent")


def place_of(store: Store, each: Standing) -> str:
    """Return what a next step belongs to, in words: its meeting and item, or its group."""
    action = each.action
    item = current.one(store, "items", action.item) if action.item else None
    meeting = action.meeting or ("" if item is None else str(item.data.get("meeting") or ""))
    told = [_title(store, "meetings", meeting), _title(store, "workgroups", action.group)]
    if item is not None:
        told.insert(1, meetings.called(store, (item.id,)).get(item.id, ""))
    return " · ".join(part for part in told if part)


def _title(store: Store, collection: str, id: str) -> str:
    row = current.one(store, collection, id) if id else None
    return "" if row is None else str(row.data.get("title") or id)
