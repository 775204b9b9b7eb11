"""Paints pages of a PDF: their pictures, and over them marks, found and chosen words."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.documents.pdf_frame import Box, Frame
from app.i18n import _
from app.ui.measures import Space, Type
from app.ui.palettes import LIGHT
from app.ui.reader.marks import Mark, ground
from app.ui.reader.pdf_cache import Picture, Tile
from app.ui.reader.pdf_reader import PdfReader
from app.ui.theme import theme

SHADOW = 3
CHOSEN = "#B9D5F6"
"""Behind chosen words: pages are white in every theme, so colours on them are those of light."""
DIMMED = QColor(24, 26, 30, 38)
"""Over a page in a dark window."""


def on_page(frame: Frame, turn: int, scale: float, corner: QPointF, box: Box) -> QRectF:
    """Return where a box of the page stands in the view; the page's corner is at `corner`."""
    left, top, right, bottom = frame.shown(box, turn)
    return QRectF(
        corner.x() + left * scale,
        corner.y() + top * scale,
        (right - left) * scale,
        (bottom - top) * scale,
    )


def sheet(painter: QPainter, rect: QRectF) -> None:
    """Paint an empty page with its edge."""
    look = theme()
    soft = QColor(0, 0, 0, 26)
    painter.fillRect(rect.adjusted(-1, 0, 1, SHADOW), soft)
    painter.fillRect(rect, QColor(LIGHT.paper))
    painter.setPen(QPen(look.colour("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(-0.5, -0.5, -0.5, -0.5))


def pictures(
    painter: QPainter, reader: PdfReader, tiles: Sequence[Tile], rect: QRectF, dots: float
) -> list[Tile]:
    """Paint a page at `rect` from what is there; return the tiles that are missing.

    `dots`: device pixels a pixel. Where a tile is missing, one of another size stands for it.
    """
    held = [(tile, reader.pictures.get(tile)) for tile in tiles]
    missing = [tile for tile, made in held if made is None]
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    if missing and tiles:
        _soft(painter, reader, tiles[0], rect, dots)
    for tile, made in held:
        if made is not None:
            left, top = tile.clip[:2] if tile.clip else (0, 0)
            made.image.setDevicePixelRatio(dots)
            corner = QPointF(rect.left() + left / dots, rect.top() + top / dots)
            painter.drawImage(corner, made.image)
    painter.restore()
    return missing


def _soft(painter: QPainter, reader: PdfReader, wanted: Tile, rect: QRectF, dots: float) -> None:
    """Paint pictures of another size in place of one to come: those nearest in size on top."""
    others = list(reader.pictures.others(wanted.page, wanted.turn))
    others.sort(key=lambda each: (each.tile.clip is not None, each.tile.scale))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for each in others[-4:]:
        painter.drawImage(_place(each, wanted.scale, rect, dots), each.image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)


def _place(made: Picture, scale: float, rect: QRectF, dots: float) -> QRectF:
    """Return where a picture of another scale belongs."""
    larger = scale / made.tile.scale / dots
    left, top = made.tile.clip[:2] if made.tile.clip else (0, 0)
    return QRectF(
        rect.left() + left * larger,
        rect.top() + top * larger,
        made.image.width() * larger,
        made.image.height() * larger,
    )


def shade(painter: QPainter, rects: Iterable[QRectF], colour: QColor | str) -> None:
    """Colour words as a marker does: what is dark stays dark."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for rect in rects:
        painter.fillRect(rect, QColor(colour))
    painter.restore()


def mark(painter: QPainter, each: Mark, rects: Sequence[QRectF], *, current: bool) -> None:
    """Paint a mark: its colour, a line under it by its kind, a stronger one if it is chosen."""
    shade(painter, rects, getattr(LIGHT, ground(each)))
    styles = {"question": Qt.PenStyle.DotLine, "comment": Qt.PenStyle.SolidLine}
    style = styles.get(each.kind, Qt.PenStyle.SolidLine if theme().colours.outlined else None)
    if current:
        style = Qt.PenStyle.SolidLine
    if style is None:
        return
    colour = QColor(LIGHT.accent if current else LIGHT.soft)
    painter.setPen(QPen(colour, 2 if current else 1, style))
    for rect in rects:
        # Under the words as they are read on a page that stands upright.
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def outline(painter: QPainter, rects: Sequence[QRectF]) -> None:
    """Draw around the found words that one is at."""
    painter.setPen(QPen(QColor(LIGHT.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for rect in rects:
        painter.drawRect(rect.adjusted(-1, -1, 1, 1))


def trouble(painter: QPainter, rect: QRectF, code: str) -> None:
    """Say on a page why it is not there."""
    words = {
        "too_slow": _("This page takes too long to draw. The others are not affected."),
        "too_large": _("This page is too large to be drawn. The others are not affected."),
    }.get(code, _("This page is damaged and cannot be drawn. The others are not affected."))
    painter.setPen(QColor(LIGHT.soft))
    painter.setFont(theme().font(Type.BODY))
    room = rect.adjusted(Space.WIDE, Space.WIDE, -Space.WIDE, -Space.WIDE)
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(room, flags, words)


def ring(painter: QPainter, view: QRectF) -> None:
    """Draw around the view that has the keys."""
    painter.setPen(QPen(theme().colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(view.adjusted(1, 1, -1, -1))


def dim(painter: QPainter, rect: QRectF) -> None:
    if theme().colours.dark:
        painter.fillRect(rect, DIMMED)


def device(rect: QRectF, dots: float) -> tuple[int, int]:
    """Return the size of a page in device pixels."""
    return round(rect.width() * dots), round(rect.height() * dots)


def part(rect: QRectF, view: QRectF, dots: float) -> QRect:
    """Return which device pixels of a page at `rect` are within `view`."""
    shown = rect.intersected(view).translated(-rect.topLeft())
    return QRect(
        int(shown.left() * dots),
        int(shown.top() * dots),
        int(shown.width() * dots) + 1,
        int(shown.height() * dots) + 1,
    )
