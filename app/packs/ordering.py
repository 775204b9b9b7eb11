"""In which order a pack is read: what a member needs first comes first."""

from collections.abc import Iterable

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
FRAME = 200_000
"""Bytes of texts in one frame: so much at most has to arrive before some can be read."""


def newest(proposals: Iterable[tuple[str, object]]) -> frozenset[str]:
    """Return the ids of the newest versions of proposals, given as (id, version)."""
    return frozenset(f"{id}-v{version}" for id, version in proposals)


def place(collection: str, id: str, leading: frozenset[str]) -> tuple[Reading, bool]:
    """Return what records are sorted by: reading class, and of texts the `leading` ones first."""
    reading = ALL[collection].reading
    return reading, reading == Reading.TEXT and id not in leading
