"""Decisions that are asked online, in words: until when, who said what, how they ended."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.actions.deciding_online import Standing
from app.domain.online import SILENT, Position
from app.domain.rounds import Deadline
from app.i18n import _, ngettext
from app.phrases import decisions as words
from app.ui import times
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

SOON = timedelta(days=3)


def rows(found: Sequence[Standing], now: datetime) -> list[Line]:
    """Return online decisions as a list: open ones with what is left, ended ones with how."""
    return [_row(each, now) for each in found]


def _row(each: Standing, now: datetime) -> Line:
    question = each.question
    if question.outcome is not None:
        return Line(
            question.id,
            question.title,
            _day(question.closed_at, now),
            words.closing(question.outcome),
            Symbol.DECISION,
            "good" if question.outcome.startswith("adopted") else "soft",
        )
    counts = each.count.numbers() if each.count is not None else {}
    told = [f"{words.positions(key)}: {n}" for key, n in counts.items() if n]
    if each.count is None and each.asked:
        told = [my_words(each)]
    return Line(
        question.id,
        question.title,
        " · ".join(told),
        left(each, now),
        Symbol.CLOCK,
        "warn" if each.over else "accent",
        strong=each.asked and each.mine is None,
        end_tone="warn" if each.over else "soft",
    )


def dates(found: Sequence[Standing], now: datetime, place: str) -> Iterator[tuple[datetime, Line]]:
    """Yield what is answered and may still be changed, by its date, for Today."""
    for each in found:
        at = times.parsed(each.question.closes_at)
        if at is None or each.mine is None:
            continue
        yield (
            at,
            Line(
                f"{place}/{each.question.id}",
                each.question.title,
                f"{my_words(each)} · {until(each, now)}",
                left(each, now),
                Symbol.DECISION,
                "accent",
            ),
        )


def needs(found: Sequence[Standing], now: datetime, place: str) -> list[Line]:
    """Return what waits for my answer, or for the chair's word how it ended, for Today."""
    over = [
        Line(
            f"chair/{each.question.round}",
            each.question.title,
            _("The date is over: record how it ended"),
            "",
            Symbol.DECISION,
            "warn",
            strong=True,
        )
        for each in found
        if each.count is not None and each.over and each.question.open
    ]
    return over + [
        Line(
            f"{place}/{each.question.id}",
            each.question.title,
            _("Answer by {when}").format(when=until(each, now)),
            left(each, now),
            Symbol.DECISION,
            "warn" if each.over else "accent",
            strong=True,
            end_tone="warn" if each.over or _near(each, now) else "soft",
        )
        for each in found
        if each.asked and each.mine is None and each.question.open
    ]


def until(each: Standing, now: datetime) -> str:
    """Return until when it is asked: `Thu 29 Jan, 15:00 here (12:00 UTC; end of 28 Jan …)`."""
    if times.parsed(each.question.closes_at) is None:
        return each.question.closes_at
    return times.deadline(Deadline("", each.question.closes_at, each.question.aoe), now)


def left(each: Standing, now: datetime) -> str:
    """Return `in 2 days`, or that the date is over; "" without one."""
    at = times.parsed(each.question.closes_at)
    if at is None:
        return ""
    return _("date is over") if each.over else times.until(at, now)


def when(each: Standing, now: datetime) -> str:
    """Return the sentence about its date, with the one it was moved from."""
    question = each.question
    if question.outcome is not None:
        said = _("{outcome}, recorded on {day}")
        return said.format(
            outcome=words.closing(question.outcome), day=_day(question.closed_at, now)
        )
    if each.over:
        said = _("The date was {when}. Answers that come now are marked as late.")
    else:
        said = _("Answer by {when}")
    parts = [said.format(when=until(each, now))]
    if question.moved_from:
        was = times.parsed(question.moved_from[-1].get("at"))
        why = str(question.moved_from[-1].get("why") or "")
        if was is not None:
            told = _("moved from {day}").format(day=times.day(was, now))
            parts.append(f"{told} ({why})" if why else told)
    return " · ".join(parts)


def my_words(each: Standing) -> str:
    """Return what I answered, or that I did not."""
    if each.mine is None:
        return _("You have not answered")
    return _("You: {position}").format(position=words.mine(each.mine.position))


def people(given: Sequence[Position], each: Standing, now: datetime) -> list[Line]:
    """Return who took a position, with what they wrote and when."""
    return [
        Line(
            one.account,
            each.names.get(one.account, one.account),
            one.text,
            " · ".join(filter(None, (_("late") if one.late else "", _day(one.written_at, now)))),
            Symbol.PERSON,
            "faint",
            _("came by file") if one.via else "",
            end_tone="warn" if one.late else "soft",
        )
        for one in given
    ]


def silent(each: Standing) -> list[Line]:
    """Return who said nothing."""
    accounts = each.count.silent if each.count is not None else ()
    return [
        Line(account, each.names.get(account, account), "", "", Symbol.PERSON, "faint")
        for account in accounts
    ]


def heading(key: str, count: int) -> str:
    return f"{words.positions(key)} ({count})"


def silence(count: int) -> str:
    """Return how many said nothing, and that nothing follows from it."""
    said = ngettext(
        "{n} has said nothing. Silence is no yes.",
        "{n} have said nothing. Silence is no yes.",
        count,
    )
    return said.format(n=count)


def counts(each: Standing) -> str:
    """Return the numbers the chair recorded, for everybody: `7 no objection · 1 objections …`."""
    recorded = each.question.counts
    order = [*(key for key in recorded if key != SILENT), *([SILENT] if SILENT in recorded else [])]
    return " · ".join(f"{words.positions(key)}: {recorded[key]}" for key in order)


def _near(each: Standing, now: datetime) -> bool:
    at = times.parsed(each.question.closes_at)
    return at is not None and at - now < SOON


def _day(text: str | None, now: datetime) -> str:
    at = times.parsed(text)
    return "" if at is None else times.day(at, now)
