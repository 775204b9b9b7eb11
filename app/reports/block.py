"""What stands on a page: our own word for ReportLab's flowable."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable


class Block(Flowable):
    """Something of a height that follows from its width. Lengths in points."""

    def measure(self, width: float) -> float:
        """Return its height when it is `width` wide, and get ready to be drawn so."""
        raise NotImplementedError

    def divide(self, width: float, height: float) -> Sequence[Flowable]:
        """Return the part that fits into `height` and the rest, or nothing if none fits."""
        del width, height
        return []

    def draw(self) -> None:
        """Draw it with its lower left corner where `self.canv` is."""
        raise NotImplementedError

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 -- ReportLab's names
        del aH
        self.width, self.height = aW, self.measure(aW)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 -- ReportLab's names
        if self.measure(aW) <= aH:
            return [self]
        return list(self.divide(aW, aH))

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803 -- ReportLab's name
        """Draw it with its lower left corner at x and y; what it draws leaves no state behind."""
        del _sW
        before = canvas.move_to(x, y)
        self.canv = canvas
        self.draw()
        del self.canv
        canvas.move_back(before)
