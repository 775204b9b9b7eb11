"""Positions on an agenda: a number between two others, so that a move changes one item alone."""

import math
from collections.abc import Sequence

SHORTEST = 2.0**-30
"""The least gap that is still split: then neighbours are moved apart."""


def placed(siblings: Sequence[tuple[str, float]], at: int, new: Sequence[str]) -> dict[str, float]:
    """Return the positions that put `new` before the item at place `at` of `siblings`.

    `siblings` are (id, position) in their order, without `new`. Others get a new position only
    where there is no room: behind the new ones, as few as can be.
    """
    at = max(0, min(at, len(siblings)))
    low = siblings[at - 1][1] if at else None
    moved: list[str] = [*new]
    end = at
    while True:
        high = siblings[end][1] if end < len(siblings) else None
        found = _spread(low, high, len(moved))
        if found is not None:
            return dict(zip(moved, found, strict=True))
        moved.append(siblings[end][0])
        end += 1


def _spread(low: float | None, high: float | None, count: int) -> list[float] | None:
    """Return `count` rising numbers between `low` and `high`, None where there is no room."""
    if high is None:
        first = 1 if low is None else math.floor(low) + 1
        return [first + each for each in range(count)]
    if low is None:
        first = math.ceil(high) - count
        return [first + each for each in range(count)]
    if high - low < SHORTEST * (count + 1):
        return None
    first = math.floor(low) + 1
    if first + count - 1 < high:
        return [first + each for each in range(count)]
    step = 2.0 ** math.floor(math.log2((high - low) / (count + 1)))
    start = math.floor(low / step) * step
    made = [start + step * (each + 1) for each in range(count)]
    return made if made[-1] < high else None
