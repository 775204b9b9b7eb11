"""How many bytes went over the line this month, so that a member on a dear line knows."""

from app.actions import clock
from app.domain import times
from app.store import Store, facts

NAME = "traffic_{month}"


def spend(store: Store, count: int, at: str) -> None:
    """Add `count` bytes to the month of instant `at`."""
    if count > 0:
        with store.atomic():  # a window and a terminal may add to it at once
            facts.put(store, **{_name(at): str(spent(store, at) + count)})


def spend_now(store: Store, count: int) -> None:
    """Add `count` bytes to the month of the last sync; before the first, to this one."""
    spend(store, count, facts.get(store, "last_exchange") or times.text(clock.now(store)))


def spent(store: Store, at: str) -> int:
    """Return the bytes of the month of instant `at`, up and down."""
    return int(facts.get(store, _name(at), "0") or 0)


def _name(at: str) -> str:
    return NAME.format(month=at[:7])
