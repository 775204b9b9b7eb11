"""The time that is written into what the member writes, and how far it is off the server's.

Nothing is decided by the device's clock: what counts down is reckoned from the server's.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.domain import times
from app.store import Store, facts

Clock = Callable[[], datetime]


def system() -> datetime:
    return datetime.now(UTC)


def stamp(clock: Clock = system) -> str:
    return times.text(clock())


def compare(store: Store, clock: Clock = system) -> None:
    """Keep how far this device's clock is from the server's. Call it right after a sync."""
    told = facts.get(store, "last_exchange")
    if told is not None and times.is_instant(told):
        off = round((clock() - times.parse(told)).total_seconds())
        facts.put(store, clock_off=str(off))


def off(store: Store) -> timedelta:
    """Return how far this device's clock is ahead of the server's (negative: behind)."""
    try:
        return timedelta(seconds=int(facts.get(store, "clock_off", "0") or 0))
    except (ValueError, OverflowError):
        return timedelta()


def now(store: Store, clock: Clock = system) -> datetime:
    """Return what the server's clock says now, as far as we can know."""
    return clock() - off(store)
