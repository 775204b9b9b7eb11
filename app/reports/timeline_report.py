"""The timeline for every format: a table of dates with their history, and a calendar of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from app.domain import times
from app.domain.timeline import Entry, uid
from app.i18n import _, ngettext
from app.phrases import timeline as phrases
from app.reports import words
from app.reports.calendar import Event, ics
from app.reports.plain import one_line
from app.reports.setting import Setting, framed
from app.reports.tree import Block, Cell, Column, Content, Figures, Paragraph, Report, Table, Value

MEETING = "meetings"


def timeline_report(
    entries: Sequence[Entry], setting: Setting, now: datetime, zone: tzinfo | None
) -> Report:
    """Compose the list of dates as it is at `now`, in the time of `zone` (None: this computer's)."""
    facts: list[tuple[str, Content]] = [(_("Time"), phrases.zone_of(now, zone))]
    blocks: list[Block] = [Paragraph(_("There are no dates yet."), "soft")]
    if entries:
        ahead = [each for each in entries if each.state(now) != "passed"]
        figures = (
            (len(entries), ngettext("date", "dates", len(entries))),
            (len(ahead), _("to come")),
            (sum(bool(each.moves) for each in entries), _("moved")),
        )
        blocks = [Figures(tuple((str(n), word) for n, word in figures)), table(entries, now, zone)]
    return framed(
        setting, _("Timeline"), _("Timeline"), blocks, facts=facts,
        subject=_("Dates of the cycle, and what they were before"), landscape=True,
    )  # fmt: skip


def table(entries: Iterable[Entry], now: datetime, zone: tzinfo | None) -> Table:
    """Return a row per date; what was moved tells each of its earlier dates."""
    return Table(
        (
            Column(_("When"), "code", "local"),
            Column("UTC", "code", "at"),
            Column(_("What"), "text", "title", 2.0),
            Column(_("Kind"), "text", "kind"),
            Column(_("State"), "text", "state"),
            Column(_("Anywhere on Earth"), "day", "announced"),
            Column(_("Moved"), "text", "moved_from", 2.0),
        ),
        tuple(_row(each, now, zone) for each in entries),
        name=_("Timeline"),
        note=_("“Anywhere on Earth” is the day a deadline was announced as: it ends at 11:59:59 UTC "
               "of the day after."),
    )  # fmt: skip


def calendar(entries: Iterable[Entry], cycle: str, title: str, made: datetime) -> bytes:
    """Return `entries` of `cycle` as an iCalendar file; taken in again it updates what moved."""
    return ics([event(each, cycle) for each in entries], name=title, made=made)


def event(each: Entry, cycle: str) -> Event:
    """Return a date as calendars hold it. How to join a meeting is in its description."""
    links = [value for kind, value, _code in each.joins if kind == "link"]
    return Event(
        uid(cycle, each),
        each.at,
        one_line(phrases.title(each)),
        each.ends,
        each.sequence,
        each.modified,
        _description(each),
        one_line(each.place) or (links[0] if links else ""),
        links[0] if links else "",
        phrases.kind(each.kind),
        busy=each.collection == MEETING,
        cancelled=each.cancelled,
        private=any(passcode for _kind, _value, passcode in each.joins),
    )


def history(each: Entry, zone: tzinfo | None) -> list[str]:
    """Return each move of a date in words, oldest first."""
    return [
        phrases.moved(phrases.stamp(step.at, zone), words.day(step.on) if step.on else "",
                      one_line(step.why))
        for step in each.moves
    ]  # fmt: skip


def announced(each: Entry) -> str | None:
    """Return the ISO day that an "anywhere on Earth" deadline was announced as."""
    return times.announced_day(each.at).isoformat() if each.aoe else None


def _row(each: Entry, now: datetime, zone: tzinfo | None) -> tuple[Cell | Value, ...]:
    state = each.state(now)
    style = "warn" if state in {"soon", "now"} else ""
    said = _("cancelled") if each.cancelled else phrases.state(state) or _("to come")
    local = each.at.astimezone(zone).isoformat()
    moved = _("; ").join(history(each, zone))
    return (
        Cell(local, phrases.stamp(each.at, zone)),
        Cell(times.text(each.at), times.text(each.at).replace("T", " ").removesuffix("Z")[:16]),
        Cell(one_line(phrases.title(each)), _("; ").join(map(one_line, phrases.titles(each)))),
        Cell(each.kind or None, phrases.kind(each.kind)),
        Cell("cancelled" if each.cancelled else state, said, style=style),
        announced(each),
        Cell(moved or None, moved),
    )


def _description(each: Entry) -> str:
    """Return what a calendar shows of a date: its UTC, what it was before, how to join."""
    lines = [_("{time} UTC").format(time=phrases.stamp(each.at, times.UTC))]
    day = announced(each)
    if day is not None:
        lines.append(_("End of {day} anywhere on Earth").format(day=words.day(day)))
    lines += [one_line(other) for other in phrases.titles(each)[1:]]
    lines += history(each, times.UTC)
    for _kind, value, passcode in each.joins:
        code = _(" (passcode {code})").format(code=one_line(passcode)) if passcode else ""
        lines.append(one_line(value) + code)
    return "\n".join(lines)
