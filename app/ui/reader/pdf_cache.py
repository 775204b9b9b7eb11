"""Keeps pictures of pages up to a number of bytes, those shown last."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from app.documents.pdf_frame import Frame
from app.documents.pdf_pages import Image

MOST_BYTES = 48_000_000
WHOLE = 3_000_000
"""Pixels up to which a page is one picture; a larger one is made of tiles."""
TILE = 1024


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a page at a scale (device pixels a point), as `render` is asked for it."""

    page: int
    scale: float
    turn: int
    clip: tuple[int, int, int, int] | None
    """left, top, right, bottom in pixels of the whole picture; None: the whole."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A tile that is there. Qt does not hold the bytes it paints from: `data` does."""

    tile: Tile
    image: QImage
    data: bytearray
    frame: Frame

    @property
    def bytes(self) -> int:
        return len(self.data)


def picture(tile: Tile, given: Image) -> Picture:
    image = QImage(given.data, given.width, given.height, given.stride, QImage.Format.Format_RGB32)
    return Picture(tile, image, given.data, given.frame)


def tiles(page: int, scale: float, turn: int, size: tuple[int, int], shown: QRect) -> list[Tile]:
    """Return the tiles that cover `shown`, a part of a page of `size` device pixels."""
    wide, high = size
    if wide * high <= WHOLE:
        return [Tile(page, scale, turn, None)]
    found: list[Tile] = []
    area = shown.intersected(QRect(0, 0, wide, high))
    for top in range(area.top() // TILE * TILE, area.bottom() + 1, TILE):
        for left in range(area.left() // TILE * TILE, area.right() + 1, TILE):
            clip = left, top, min(left + TILE, wide), min(top + TILE, high)
            found.append(Tile(page, scale, turn, clip))
    return found


class Pictures:
    """The pictures there are; the least lately used make room for new ones."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._held: OrderedDict[Tile, Picture] = OrderedDict()
        self.bytes = 0

    def add(self, made: Picture) -> None:
        self._drop(made.tile)
        self._held[made.tile] = made
        self.bytes += made.bytes
        while self.bytes > self._most and len(self._held) > 1:
            self._drop(next(iter(self._held)))

    def get(self, tile: Tile) -> Picture | None:
        found = self._held.get(tile)
        if found is not None:
            self._held.move_to_end(tile)
        return found

    def others(self, page: int, turn: int) -> Iterator[Picture]:
        """Yield pictures of a page at any scale, the lately used first."""
        for tile, made in reversed(self._held.items()):
            if tile.page == page and tile.turn == turn:
                yield made

    def clear(self) -> None:
        self._held.clear()
        self.bytes = 0

    def _drop(self, tile: Tile) -> None:
        gone = self._held.pop(tile, None)
        if gone is not None:
            self.bytes -= gone.bytes
