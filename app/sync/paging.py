"""How much is asked for at once: all of it on a line that holds, less where one broke.

A round trip on a satellite costs as much as 20 KB, so few large pages are best; but a page
that never arrives whole is asked for again from its beginning. So whatever part of a page
had come when the line broke is about what the next one may take.
"""

from app.store import Store, facts
from app.sync.transport import OVERHEAD

FIRST, USUAL, SMALLEST = 48_000, 2_000_000, 12_000
"""Uncompressed bytes of records: little first, so that reading can start."""
SHRINKS = 2
"""Uncompressed bytes asked for per byte that came: papers shrink to a third on the line."""
FACT = "page"


def limit(store: Store, cursor: str | None, budget: int | None) -> int:
    """Return how many bytes of records the next exchange asks for."""
    page = min(_usual(store), USUAL if cursor else FIRST)
    # Papers shrink on the line, but nobody knows how much: so a page costs no more than it may.
    return page if budget is None else min(page, max(1, budget - OVERHEAD))


def broke(store: Store, came: int) -> None:
    """Ask for less from now on: the line broke when `came` bytes of an answer were here."""
    if came > 0:
        smaller = min(_usual(store) // 2, came * SHRINKS)
        facts.put(store, **{FACT: str(max(SMALLEST, smaller))})


def held(store: Store) -> None:
    """Ask for more the next time: a sync came to its end."""
    page = _usual(store)
    if page < USUAL:
        facts.put(store, **{FACT: str(page * 2) if page * 2 < USUAL else None})


def _usual(store: Store) -> int:
    kept = facts.get(store, FACT) or ""
    return int(kept) if kept.isdecimal() else USUAL
