"""Widths of the columns of a table, and the parts of one that is wider than its page."""

from collections.abc import Sequence


def shared_out(
    naturals: Sequence[float], leasts: Sequence[float], weights: Sequence[float], room: float
) -> list[float]:
    """Return the widths of columns that are to fill no more than `room`.

    Each gets what it needs on one line if there is room; else not less than its longest word,
    those with a weight what is left, by their weights. What does not fit even so is cut evenly.
    """
    fixed = sum(natural for natural, weight in zip(naturals, weights, strict=True) if not weight)
    heavy = sum(weights)
    if heavy:
        left = room - fixed
        found = [
            max(least, left * weight / heavy) if weight else natural
            for natural, least, weight in zip(naturals, leasts, weights, strict=True)
        ]
        if sum(found) <= room + 0.01:
            return found
    elif fixed <= room:
        return list(naturals)
    needed = sum(leasts)
    if needed >= room:
        return [room * least / needed for least in leasts]
    more = sum(max(natural - least, 0.0) for natural, least in zip(naturals, leasts, strict=True))
    share = (room - needed) / more if more else 0.0
    return [
        least + max(natural - least, 0.0) * min(share, 1.0)
        for natural, least in zip(naturals, leasts, strict=True)
    ]


def slices(widths: Sequence[float], fixed: int, room: float) -> list[list[int]]:
    """Return the columns of each part of a table too wide for `room`, the first `fixed` in each."""
    held = sum(widths[:fixed])
    found: list[list[int]] = []
    part: list[int] = []
    used = held
    for place in range(fixed, len(widths)):
        if part and used + widths[place] > room:
            found.append([*range(fixed), *part])
            part, used = [], held
        part.append(place)
        used += widths[place]
    found.append([*range(fixed), *part])
    return found
