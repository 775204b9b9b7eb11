"""What I have opened, and where I stopped."""

from typing import Any

from app.actions.clock import Clock, stamp, system
from app.domain.changes import Changes
from app.store import Store, seen


def opened(
    store: Store, collection: str, id: str, version: int | None, clock: Clock = system
) -> Changes:
    """Remember that I opened `version` of a paper."""
    seen.mark(store, collection, id, version or 1, stamp(clock))
    return Changes.of("seen")


def stopped(store: Store, collection: str, id: str, place: dict[str, Any]) -> Changes:
    """Remember where I stopped: a section key and an offset in it."""
    seen.keep_place(store, collection, id, place)
    return Changes.of()
