"""How instants are worded: own zone first, UTC beside it, and how long it is till then.

`now` is always the server's time (`app.actions.clock.now`); `zone` is for tests, None is
the zone of this computer.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo

from PySide6.QtCore import QLocale, Qt

from app.domain import times
from app.domain.rounds import Deadline
from app.domain.times import parsed as parsed  # noqa: PLC0414 -- views have it from here
from app.i18n import _, language, ngettext
from app.ui.widgets.text import apart

RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
MINUTE, HOUR, DAY = 60, 3600, 86_400
WEEK = 7
PRECISE_DAYS = 3
"""Up to so many days a deadline is told with its hours."""
TOLERATED = timedelta(minutes=10)
"""A device's clock may be off by so much without a word."""


def day(moment: datetime, now: datetime, zone: tzinfo | None = None, *, week: bool = True) -> str:
    """Return `Thu 29 Jan`, with the year where it is not this one."""
    here, this = moment.astimezone(zone), now.astimezone(zone)
    names = _locale()
    short = QLocale.FormatType.ShortFormat
    parts = {
        "weekday": names.standaloneDayName(here.isoweekday(), short),
        "day": str(here.day),
        "month": names.standaloneMonthName(here.month, short),
        "year": str(here.year),
    }
    if here.year != this.year:
        words = _("{weekday} {day} {month} {year}") if week else _("{day} {month} {year}")
    else:
        words = _("{weekday} {day} {month}") if week else _("{day} {month}")
    made = words.format(**parts)
    # Among words of the other direction a day must not fall apart.
    return apart(made) if names.textDirection() == RIGHT_TO_LEFT else made


def on_day(when: date, today: date) -> str:
    """Return `today`, `tomorrow`, `on Tuesday` within the week, else `on Thu 29 Jan`."""
    days = (when - today).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < WEEK:
        name = _locale().standaloneDayName(when.isoweekday(), QLocale.FormatType.LongFormat)
    else:
        noon = datetime(when.year, when.month, when.day, 12)  # noqa: DTZ001 -- a day, in no zone
        name = day(noon, datetime(today.year, today.month, today.day, 12))  # noqa: DTZ001 -- as above
    return _("on {day}").format(day=name)


def clock(moment: datetime, zone: tzinfo | None = None) -> str:
    here = moment.astimezone(zone)
    return f"{here.hour:02}:{here.minute:02}"


def full(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """Return `Thu 29 Jan, 15:00 here (12:00 UTC)`."""
    at = _("{day}, {time}").format(day=day(moment, now, zone), time=clock(moment, zone))
    if moment.astimezone(zone).utcoffset() == timedelta():
        return f"{at} UTC"
    utc = _utc(moment, zone, now)
    return _("{at} here ({utc} UTC)").format(at=at, utc=utc)


def span(starts: datetime, ends: datetime | None, now: datetime, zone: tzinfo | None = None) -> str:
    """Return `Thu 29 Jan, 15:00 to 17:00 here (12:00 UTC)`."""
    if ends is None or ends <= starts:
        return full(starts, now, zone)
    same = starts.astimezone(zone).date() == ends.astimezone(zone).date()
    till = clock(ends, zone) if same else f"{day(ends, now, zone)}, {clock(ends, zone)}"
    at = _("{day}, {start} to {end}").format(
        day=day(starts, now, zone), start=clock(starts, zone), end=till
    )
    if starts.astimezone(zone).utcoffset() == timedelta():
        return f"{at} UTC"
    return _("{at} here ({utc} UTC)").format(at=at, utc=_utc(starts, zone, now))


def length(seconds: float) -> str:
    """Return a span as people say it: `1 day 3 h`, `5 h`, `40 min`, `3 weeks`."""
    left = max(0, int(seconds))
    if left < MINUTE:
        return _("less than a minute")
    if left < HOUR:
        return _("{n} min").format(n=left // MINUTE)
    if left < DAY:
        return _("{n} h").format(n=left // HOUR)
    days, hours = left // DAY, left % DAY // HOUR
    words = ngettext("{n} day", "{n} days", days).format(n=days)
    if days < PRECISE_DAYS and hours:
        return _("{days} {n} h").format(days=words, n=hours)
    return words if days < 60 else _months(days)  # noqa: PLR2004 -- two months


def until(moment: datetime, now: datetime) -> str:
    """Return `in 2 days` or `2 h ago`."""
    seconds = (moment - now).total_seconds()
    if abs(seconds) < MINUTE:
        return _("now")
    if seconds > 0:
        return _("in {length}").format(length=length(seconds))
    return _("{length} ago").format(length=length(-seconds))


def meanwhile(starts: datetime, ends: datetime | None, now: datetime) -> str:
    """Return `now` while something is on, else how far its beginning is off, as `until` says it."""
    on = ends is not None and starts <= now < ends
    return _("now") if on else until(starts, now)


def deadline(each: Deadline, now: datetime, zone: tzinfo | None = None) -> str:
    """Return `Thu 29 Jan, 15:00 here (12:00 UTC; end of 28 Jan anywhere on Earth)`."""
    moment = times.parse(each.at)
    at = full(moment, now, zone)
    if not each.aoe:
        return at
    earth = _("end of {day} anywhere on Earth").format(day=announced(moment, now))
    if at.endswith(")"):
        return _("{at}; {earth})").format(at=at[:-1], earth=earth)
    return _("{at} ({earth})").format(at=at, earth=earth)


def announced(moment: datetime, now: datetime) -> str:
    """Return the day an anywhere-on-Earth deadline was announced as, such as `28 Jan`."""
    return day(moment, now, times.ANYWHERE, week=False)


def closes(what: str, each: Deadline, now: datetime) -> str:
    """Return `Comments close in 1 day 3 h`, or that they closed."""
    moment = times.parse(each.at)
    left = (moment - now).total_seconds()
    words = what_of(what)
    if left > 0:
        return _("{what} close in {length}").format(what=words, length=length(left))
    return _("{what} closed {length} ago").format(what=words, length=length(-left))


def clock_off(off: timedelta) -> str:
    """Return what to say when this computer's clock is wrong, "" when it is right."""
    if abs(off) <= TOLERATED:
        return ""
    length_ = length(abs(off.total_seconds()))
    if off > timedelta():
        said = _("The clock of this computer is {length} fast.")
    else:
        said = _("The clock of this computer is {length} slow.")
    return f"{said.format(length=length_)} " + _("Deadlines here go by the server's clock.")


def _utc(moment: datetime, zone: tzinfo | None, now: datetime) -> str:
    utc = clock(moment, UTC)
    if moment.astimezone(zone).date() == moment.astimezone(UTC).date():
        return utc
    return f"{day(moment, now, UTC, week=False)} {utc}"


def _months(days: int) -> str:
    if days < 730:  # noqa: PLR2004 -- two years
        return ngettext("{n} month", "{n} months", days // 30).format(n=days // 30)
    return ngettext("{n} year", "{n} years", days // 365).format(n=days // 365)


def what_of(what: str) -> str:
    """Return what a deadline is of, as people say it."""
    known = {"comments": _("Comments"), "scores": _("Scores"), "reviews": _("Reviews")}
    return known.get(what.casefold(), what or _("Answers"))


def _locale() -> QLocale:
    return QLocale(language())
