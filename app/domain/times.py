"""True instants as ISO 8601 UTC strings, and what "anywhere on Earth" means."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

ANYWHERE = timezone(timedelta(hours=-12), "AoE")
"""The last place where a day ends: UTC-12."""
_FIRST = datetime(1, 1, 3, tzinfo=UTC)
_LAST = datetime(9999, 12, 29, tzinfo=UTC)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_END = timedelta(days=1) - timedelta(seconds=1)
_END_AOE = _END + timedelta(hours=12)


def parse(text: str) -> datetime:
    """Return the instant of an ISO 8601 string; without a zone it is UTC.

    The first and last days of all are drawn in, so that every zone has an hour for them: people
    write the year 9999 for "never".

    Raises:
        ValueError: it is no date and time.
    """
    moment = datetime.fromisoformat(text)
    try:
        there = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as error:  # the last hours of year 9999 in the west have no UTC
        raise ValueError(text) from error
    return min(max(there, _FIRST), _LAST)


def text(moment: datetime) -> str:
    """Return `moment` as records hold it: UTC, seconds, `Z`."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def instant(raw: str, *, due: bool = False, aoe: bool = False) -> str:
    """Return what people write, a day or an instant, as records hold it.

    A day without an hour is its first second in UTC; something `due` that day is due in
    its last second, in UTC or, with `aoe`, anywhere on Earth (UTC-12).

    Raises:
        ValueError: it is no date and time.
    """
    if not is_instant(raw):
        raise ValueError(raw)
    moment = parse(raw)
    if due and _DAY.fullmatch(raw):
        moment += _END_AOE if aoe else _END
    return text(moment)


def is_instant(raw: str) -> bool:
    try:
        parse(raw)
    except ValueError:
        return False
    return True


def parsed(value: object) -> datetime | None:
    """Return the instant that a record's field tells, None where it tells none."""
    return parse(value) if isinstance(value, str) and is_instant(value) else None


def announced_day(moment: datetime) -> date:
    """Return the day an `aoe` deadline was announced as: the day it still is at UTC-12."""
    return moment.astimezone(ANYWHERE).date()
