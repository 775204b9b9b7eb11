"""Where a point of a PDF page lies when the page is shown, and back again."""

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""left, bottom, right, top in points of the unrotated page, as PDF itself counts (user space)."""

_QUARTER = 90


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is shown: the part of it that is seen, and how it is turned.

    `shown` and `user` know nothing of pixels: at scale 1 a point is a pixel, x from the left, y
    from the top. `turn` is what the reader turned it besides, clockwise.
    """

    box: Box
    rotation: int
    """0, 90, 180 or 270 degrees clockwise, as the file has it."""

    def size(self, turn: int = 0) -> tuple[float, float]:
        """Return width and height as shown, in points."""
        left, bottom, right, top = self.box
        upright = (self.rotation + turn) % 180 == 0
        return (right - left, top - bottom) if upright else (top - bottom, right - left)

    def shown_point(self, x: float, y: float, turn: int = 0) -> tuple[float, float]:
        left, bottom, right, top = self.box
        match (self.rotation + turn) // _QUARTER % 4:
            case 0:
                return x - left, top - y
            case 1:
                return y - bottom, x - left
            case 2:
                return right - x, y - bottom
            case _:
                return top - y, right - x

    def user(self, x: float, y: float, turn: int = 0) -> tuple[float, float]:
        """Return the point of the page that is shown at x, y."""
        left, bottom, right, top = self.box
        match (self.rotation + turn) // _QUARTER % 4:
            case 0:
                return x + left, top - y
            case 1:
                return y + left, x + bottom
            case 2:
                return right - x, y + bottom
            case _:
                return right - y, top - x

    def shown(self, box: Box, turn: int = 0) -> Box:
        """Return left, TOP, right, BOTTOM of a box of the page as it is shown."""
        one = self.shown_point(box[0], box[1], turn)
        two = self.shown_point(box[2], box[3], turn)
        return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])
