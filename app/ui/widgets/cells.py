"""Where a delegate paints a row or a cell, in which state it is, and the ring of the focus."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.ui.theme import theme


@dataclass(frozen=True, slots=True)
class Area:
    rect: QRect
    chosen: bool
    pointed: bool
    """The mouse is over it."""
    focused: bool
    mirrored: bool
    """It is read from right to left."""


def area(option: QStyleOptionViewItem) -> Area:
    """Return what `option` says; PySide has these members, but not in its stubs."""
    rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] -- not in the stubs
    state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue] -- likewise
    way: Qt.LayoutDirection = option.direction  # pyright: ignore[reportAttributeAccessIssue] -- likewise
    return Area(
        rect,
        bool(state & QStyle.StateFlag.State_Selected),
        bool(state & QStyle.StateFlag.State_MouseOver),
        bool(state & QStyle.StateFlag.State_HasFocus),
        way == Qt.LayoutDirection.RightToLeft,
    )


def ring(painter: QPainter, rect: QRect) -> None:
    """Draw the ring of the focus just inside `rect`."""
    painter.setPen(QPen(theme().colour("accent"), 2))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
