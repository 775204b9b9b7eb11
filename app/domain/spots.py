"""Where a mark stands on a page of a PDF: the part `page` of its anchor."""

from dataclasses import dataclass
from math import isfinite
from typing import Any, cast

Box = tuple[float, float, float, float]
"""left, bottom, right, top in points of the unrotated page, as PDF itself counts."""

MOST_BOXES = 500
"""Boxes of one mark: a page of small print has some 200 lines."""
_SIDES = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of one page: its number from 1, a box a line in points of the unrotated page."""

    page: int
    boxes: tuple[Box, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as an anchor holds it (`page`), to a hundredth of a point."""
        boxes = [[round(side, 2) for side in box] for box in self.boxes]
        return {"number": self.page, "boxes": boxes}

    @classmethod
    def from_json(cls, given: object) -> "Spot | None":
        """Return what an anchor says, None where it says nothing that can be shown."""
        if not isinstance(given, dict):
            return None
        found = cast("dict[str, Any]", given)
        number, boxes = found.get("number"), found.get("boxes")
        if not isinstance(number, int) or number < 1 or not isinstance(boxes, list):
            return None
        known = [_box(each) for each in cast("list[object]", boxes)[:MOST_BOXES]]
        return cls(number, tuple(each for each in known if each is not None))


def _box(given: object) -> Box | None:
    if not isinstance(given, list | tuple):
        return None
    sides = [
        float(each)
        for each in cast("list[object]", given)
        if isinstance(each, int | float) and isfinite(each)
    ]
    if len(sides) != _SIDES:
        return None
    return (
        min(sides[0], sides[2]),
        min(sides[1], sides[3]),
        max(sides[0], sides[2]),
        max(sides[1], sides[3]),
    )
