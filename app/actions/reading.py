"""What I have opened and read, and where I stopped."""

from typing import Any

from app.actions.clock import Clock, stamp, system
from app.domain.changes import NOTHING, Changes
from app.store import Store, current, news, seen

KIND = {"proposals": "proposal", "documents": "document"}


def opened(
    store: Store, collection: str, id: str, version: int | None, clock: Clock = system
) -> Changes:
    """Remember that I opened `version` of a paper; the newest one is no news any more."""
    with store.atomic():
        seen.mark(store, collection, id, version or 1, stamp(clock))
        _no_news(store, collection, id, version)
    return Changes.of("seen", ids=(id,))


def touched(
    store: Store, collection: str, id: str, version: int | None, clock: Clock = system
) -> Changes:
    """Remember that I wrote about `version` of a paper: to that end I have read it."""
    if collection not in KIND or (seen.version(store, collection, id) or 0) >= (version or 1):
        return NOTHING
    opened(store, collection, id, version, clock)
    return Changes.of("seen")  # the records of the act alone are named


def mark_read(store: Store, collection: str, id: str, clock: Clock = system) -> Changes:
    """Count a paper as read in its newest version, opened or not."""
    with store.atomic():
        seen.put(store, collection, id, _newest(store, collection, id), stamp(clock))
        news.see_about(store, _about(collection, id), undoable=True)
    return Changes.of("seen", ids=(id,))


def mark_unread(store: Store, collection: str, id: str, clock: Clock = system) -> Changes:
    """Count a paper as not read; where I stopped in it is kept."""
    seen.put(store, collection, id, 0, stamp(clock))
    return Changes.of("seen", ids=(id,))


def put_back(
    store: Store, collection: str, id: str, version: int | None, clock: Clock = system
) -> Changes:
    """Take back either: `version` of a paper was the one I read last; None for none."""
    with store.atomic():
        seen.put(store, collection, id, version or 0, stamp(clock))
        news.unsee_about(store, _about(collection, id))
    return Changes.of("seen", ids=(id,))


def stopped(store: Store, collection: str, id: str, place: dict[str, Any]) -> Changes:
    """Remember where I stopped: a section key and an offset in it."""
    seen.keep_place(store, collection, id, place)
    return Changes.of()


def _no_news(store: Store, collection: str, id: str, version: int | None) -> None:
    if version is None or collection == "documents" or version >= _newest(store, collection, id):
        news.see_about(store, _about(collection, id))


def _about(collection: str, id: str) -> str:
    return f"{KIND.get(collection, collection)}/{id}"


def _newest(store: Store, collection: str, id: str) -> int:
    row = current.one(store, collection, id)
    number = None if row is None else row.data.get("version")
    return number if isinstance(number, int) and collection == "proposals" else 1
