"""When the next call of a kind is: the same weekday of the month, the same time on its own wall."""

from datetime import UTC, date, datetime, timedelta, tzinfo

WEEK = 7


def month_later(day: date) -> date:
    """Return the same weekday of the next month: the fourth Wednesday after a fourth Wednesday.

    A fifth one is followed by the last one, where a month has but four.
    """
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)  # noqa: PLR2004 -- December
    first = date(year, month, 1)
    found = first + timedelta(days=(day.weekday() - first.weekday()) % WEEK)
    found += timedelta(weeks=(day.day - 1) // WEEK)
    return found if found.month == month else found - timedelta(weeks=1)


def on(moment: datetime, day: date, zone: tzinfo) -> datetime:
    """Return the instant at which clocks in `zone` show on `day` what they show at `moment`.

    An hour that a change to summer time leaves out is the one behind it.
    """
    local = moment.astimezone(zone)
    there = datetime.combine(day, local.time(), zone)
    return there.astimezone(UTC)


def shifted(
    starts: datetime, ends: datetime | None, day: date, zone: tzinfo
) -> tuple[datetime, datetime | None]:
    """Return beginning and end of the meeting held on `day` (in `zone`) at the same times."""
    begins = on(starts, day, zone)
    if ends is None:
        return begins, None
    nights = ends.astimezone(zone).date() - starts.astimezone(zone).date()
    return begins, on(ends, day + nights, zone)
