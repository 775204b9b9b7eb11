"""In which order a pack is read: what a member needs first comes first."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from app.domain.collections import ALL, Reading

AUDIENCES: tuple[str, ...] = ("public", "observers", "members")
"""Whom a pack may be for, the widest first."""
FRAMES = {
    Reading.AGENDA: "agendas",
    Reading.SUMMARY: "summaries",
    Reading.TEXT: "texts",
    Reading.REST: "rest",
}
"""Names of the frames of records, in their order."""
FRAME, LARGEST = 200_000, 1_600_000
"""Unpacked bytes of the first frame of a kind, and at most: each may be twice the one before.

So much has to arrive before some can be read; but every frame costs some 900 bytes.
"""

Item = TypeVar("Item")


def newest(proposals: Iterable[tuple[str, object]]) -> frozenset[str]:
    """Return the ids of the newest versions of proposals, given as (id, version)."""
    return frozenset(f"{id}-v{version}" for id, version in proposals)


def place(collection: str, id: str, leading: frozenset[str]) -> tuple[Reading, bool]:
    """Return what records are sorted by: reading class, and in it what is waited for first.

    That is the proposals among what makes a list, and of their texts the `leading` ones.
    """
    reading = ALL[collection].reading
    first = collection == "proposals" if reading == Reading.SUMMARY else id in leading
    return reading, not first


def cut(
    items: Iterable[Item], weight: Callable[[Item], int], first: int = FRAME
) -> Iterator[list[Item]]:
    """Yield `items` of one kind frame by frame; one that is too large for any has its own."""
    held: list[Item] = []
    size, room = 0, first
    for each in items:
        more = weight(each)
        if held and size + more > room:
            yield held
            held, size, room = [], 0, max(first, min(2 * room, LARGEST))
        held.append(each)
        size += more
    if held:
        yield held
