"""A box to choose one of several from, where they are too many to stand side by side."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from app.ui import icons
from app.ui.icons import Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.theme import theme


class Choice(QComboBox):
    """A combo box with the caret of our icons; the wheel scrolls the page, not the choice."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        theme().changed.connect(self._sized)
        self._sized()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme().px(SMALL_ICON)
        left = self.width() - side - Space.SMALL
        if self.isRightToLeft():
            left = int(Space.SMALL)
        painter = QPainter(self)
        tone = "soft" if self.isEnabled() else "faint"
        icons.paint(painter, QRect(left, 0, side, self.height()), Symbol.CARET_DOWN, tone, side)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _sized(self) -> None:
        wide = theme().px(SMALL_ICON) + 2 * Space.SMALL
        self.setStyleSheet(
            f"QComboBox::drop-down {{ border: none; background: transparent; width: {wide}px; }}"
            "QComboBox::down-arrow { image: none; }"
        )
