"""Times as a folder's author writes them, made into true instants."""

from typing import Any

from app.domain import times
from app.domain.records import Data
from app.secretariat.papers import Spot
from app.secretariat.sources import Desk
from app.secretariat.tables import Table


def instant(value: Any, *, due: bool = False, aoe: bool = False) -> Any:
    """Return `value` as records hold it; what is no time comes back as it is, to be judged.

    Days without an hour are read as `times.instant` says.
    """
    if not isinstance(value, str) or not times.is_instant(value):
        return value
    return times.instant(value, due=due, aoe=aoe)


def due(data: Data, *, deadline: bool = True) -> None:
    """Make `at` and `moved_from` of a deadline or milestone what records hold."""
    aoe = data.get("aoe") is True
    if "at" in data:
        data["at"] = instant(data["at"], due=deadline, aoe=aoe)
    moved(data, deadline=deadline, aoe=aoe)


def moved(data: Data, *, deadline: bool = False, aoe: bool = False) -> None:
    """Make `moved_from` of what has a date what records hold."""
    steps = data.get("moved_from")
    for each in steps if isinstance(steps, list) else []:
        if isinstance(each, dict) and "at" in each:
            each["at"] = instant(each["at"], due=deadline, aoe=aoe)


def day(desk: Desk, spot: Spot, field: str, value: Any) -> None:
    """Tell if `value`, a day or an instant that is kept as written, is neither."""
    if isinstance(value, str) and not times.is_instant(value):
        desk.fault(spot, field, "bad_time", got=value[:40])


def in_order(desk: Desk, table: Table, data: Data, first: str, last: str) -> None:
    """Tell if `last` is before `first`."""
    start, end = data.get(first), data.get(last)
    if not (isinstance(start, str) and isinstance(end, str)):
        return
    if times.is_instant(start) and times.is_instant(end) and times.parse(end) < times.parse(start):
        desk.fault(table.spot(last), last, "ends_before_it_starts", start=start, end=end)
