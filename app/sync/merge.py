"""Joining what I wrote with what was written elsewhere, where they do not touch."""

from collections.abc import Mapping
from typing import Any

from app.domain.records import Data

_ABSENT: Any = object()


def merge(base: Data | None, mine: Data, theirs: Data) -> Data | None:
    """Return the record with both changes, or None if both changed the same field.

    Mappings (scores and texts by criterion) are joined key by key. Times and devices of
    writing differ by nature: mine count.
    """
    return _merge(base or {}, mine, theirs, top=True)


def _merge(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], *, top: bool
) -> Data | None:
    merged: Data = {}
    for name in (*theirs, *(each for each in mine if each not in theirs)):
        was, my, their = (side.get(name, _ABSENT) for side in (base, mine, theirs))
        if their in (my, was):
            kept = my
        elif my == was:
            kept = their
        elif top and name in {"written_at", "device"}:
            kept = my
        elif isinstance(my, dict) and isinstance(their, dict):
            inner = was if isinstance(was, dict) else {}
            kept = _merge(inner, my, their, top=False)
            if kept is None:
                return None
        else:
            return None
        if kept is not _ABSENT:
            merged[name] = kept
    return merged
