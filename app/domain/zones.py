"""Zones of the world by name, and what an instant is called in one."""

from datetime import UTC, datetime, timedelta, tzinfo
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from app.domain.times import ANYWHERE


def find(name: str) -> tzinfo | None:
    """Return the zone `name`: UTC, AoE (anywhere on Earth), or one of the tz database.

    None where there is none, such as a country's name; case counts for nothing.
    """
    plain = name.strip()
    known = {"utc": UTC, "gmt": UTC, "z": UTC, "aoe": ANYWHERE}.get(plain.casefold())
    if known is not None:
        return known
    zone = _zone(plain)
    if zone is None:
        same = {each.casefold(): each for each in available_timezones()}
        meant = same.get(plain.replace(" ", "_").casefold())
        zone = _zone(meant) if meant else None
    return zone


def like(name: str) -> list[str]:
    """Return up to three zones that `name` may mean: by their city or their whole name."""
    zones = sorted(available_timezones())
    by_city = {each.rpartition("/")[2].replace("_", " ").casefold(): each for each in zones}
    asked = name.strip().replace("_", " ").casefold()
    near = get_close_matches(asked.rpartition("/")[2], by_city, 3, 0.75)
    return [by_city[each] for each in near]


def offset(moment: datetime) -> str:
    """Return how far `moment` is off UTC in its own zone: `UTC+05:45`, `UTC`."""
    off = moment.utcoffset() or timedelta()
    minutes = round(off.total_seconds() / 60)
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "-"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a path, a folder of the database
        return None
