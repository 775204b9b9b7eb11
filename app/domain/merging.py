"""Joining what I wrote with what was written elsewhere, where they do not touch."""

from collections.abc import Mapping
from typing import Any

from app.domain.records import Data

JOINED = frozenset({"scores", "texts"})
"""Fields that hold one value a criterion: joined key by key. Others are one thing each."""
BY_NATURE = frozenset({"written_at", "device"})
"""Fields that differ between two writings by their nature: mine count."""

_ABSENT: Any = object()


def merge(base: Data | None, mine: Data, theirs: Data) -> Data | None:
    """Return the record with both changes, or None if both changed the same field.

    A field that is not given, null or empty counts as the same: filling in what the
    other side left open is no contradiction.
    """
    return _merge(base or {}, mine, theirs, top=True)


def _merge(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], *, top: bool
) -> Data | None:
    merged: Data = {}
    for name in (*theirs, *(each for each in mine if each not in theirs)):
        was, my, their = (side.get(name, _ABSENT) for side in (base, mine, theirs))
        if _same(their, my) or _same(their, was):
            kept = their if my is _ABSENT and _same(their, my) else my
        elif _same(my, was):
            kept = their
        elif top and name in BY_NATURE:
            kept = my
        elif top and name in JOINED and _mappings(my, their):
            kept = _merge(was if isinstance(was, dict) else {}, my, their, top=False)
            if kept is None:
                return None
        else:
            return None
        if kept is not _ABSENT:
            merged[name] = kept
    return merged


def _same(one: Any, other: Any) -> bool:
    return one == other or (_empty(one) and _empty(other))


def _empty(value: Any) -> bool:
    """Say whether `value` says nothing. A score of 0 says something."""
    return value is _ABSENT or value is None or value is False or value in ("", [], {})


def _mappings(one: Any, other: Any) -> bool:
    return isinstance(one, dict) and isinstance(other, dict)
