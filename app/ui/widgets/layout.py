"""Putting things beside and under each other, with space from the scale and hairlines."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.measures import Space
from app.ui.theme import surface

Box = TypeVar("Box", bound=QBoxLayout)
Part = QWidget | QLayout | int | None
"""A widget, a layout, a fixed space in px, or None for the space that is left."""


def across(*parts: Part, spacing: int = Space.SMALL, margins: tuple[int, ...] = ()) -> QHBoxLayout:
    return _filled(QHBoxLayout(), parts, spacing, margins)


def down(*parts: Part, spacing: int = Space.SMALL, margins: tuple[int, ...] = ()) -> QVBoxLayout:
    return _filled(QVBoxLayout(), parts, spacing, margins)


def boxed(layout: QLayout, surface_name: str = "clear") -> QWidget:
    """Return a widget that holds `layout` and is painted as `surface_name`."""
    widget = QWidget()
    surface(widget, surface_name)
    widget.setLayout(layout)
    return widget


def hairline(*, upright: bool = False) -> QFrame:
    line = QFrame()
    line.setProperty("surface", "line")
    if upright:
        line.setFixedWidth(Space.HAIR)
    else:
        line.setFixedHeight(Space.HAIR)
    return line


class Card(QFrame):
    """A thing of its own on the page: paper, one hairline around, space within."""

    def __init__(self, *parts: Part, spacing: int = Space.SMALL) -> None:
        super().__init__()
        surface(self, "card")
        edge = (Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        self.body = down(*parts, spacing=spacing, margins=edge)
        self.setLayout(self.body)


class Flow(QLayout):
    """Things beside each other, in the middle of lines that wrap, in reading direction."""

    def __init__(self, spacing: int = Space.TIGHT) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        visible = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in visible) + self.spacing() * max(0, len(visible) - 1)
        return QSize(wide, max((size.height() for size in visible), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        parent = self.parentWidget()
        mirrored = parent.isRightToLeft() if parent is not None else False
        y = 0
        for line in self._lines(max(rect.width(), 1)):
            tallest = max(size.height() for _item, size in line)
            x = 0
            for item, size in line if move else ():
                left = rect.width() - x - size.width() if mirrored else x
                middle = y + (tallest - size.height()) // 2
                item.setGeometry(QRect(rect.topLeft() + QPoint(left, middle), size))
                x += size.width() + self.spacing()
            y += tallest + self.spacing()
        return max(y - self.spacing(), 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return what is shown, with its sizes, line by line."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(width, item.sizeHint().height()))
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self.spacing()
        return lines


class FlowBox(QWidget):
    """A widget that holds a `Flow`, and is as high as its lines need."""

    def __init__(self, *widgets: QWidget, spacing: int = Space.TIGHT) -> None:
        super().__init__()
        self.flow = Flow(spacing)
        for widget in widgets:
            self.flow.addWidget(widget)
        self.setLayout(self.flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def clear(layout: QLayout) -> None:
    """Take everything out of `layout` and delete its widgets."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def tab_through(parts: Iterable[QWidget]) -> None:
    """Let Tab reach `parts`, of one window, one after the other.

    Qt goes by when a widget was made; one that is made late comes last unless it is told.
    """
    for before, after in pairwise(parts):
        QWidget.setTabOrder(before, after)


def _filled(layout: Box, parts: tuple[Part, ...], spacing: int, margins: tuple[int, ...]) -> Box:
    layout.setSpacing(int(spacing))
    layout.setContentsMargins(*(int(each) for each in margins or (0, 0, 0, 0)))
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout
