"""A box to choose one of several from, where they are too many to stand side by side."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from app.ui import icons
from app.ui.icons import Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.theme import theme
from app.ui.widgets.text import SHORTEST, isolated, tip


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

    def sizeHint(self) -> QSize:
        """Leave the room beside the words that our style takes and Qt does not count."""
        hint = super().sizeHint()
        return QSize(hint.width() + 2 * Space.SMALL, hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        least = self.fontMetrics().averageCharWidth() * SHORTEST + 4 * theme().px(SMALL_ICON)
        return QSize(min(hint.width(), least), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint_words()
        side = theme().px(SMALL_ICON)
        left = self.width() - side - Space.SMALL
        if self.isRightToLeft():
            left = int(Space.SMALL)
        painter = QPainter(self)
        tone = "soft" if self.isEnabled() else "faint"
        icons.paint(painter, QRect(left, 0, side, self.height()), Symbol.CARET_DOWN, tone, side)
        painter.end()

    def _paint_words(self) -> None:
        """Paint as Qt does, but cut words that have no room with an ellipsis."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = (
            self.style()
            .subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
            .width()
        )
        whole = isolated(option.currentText)
        option.currentText = self.fontMetrics().elidedText(
            whole, Qt.TextElideMode.ElideRight, room - 2
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        tip(self, self.currentText() if option.currentText != whole else "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _sized(self) -> None:
        wide = theme().px(SMALL_ICON) + 2 * Space.SMALL
        self.setStyleSheet(
            f"QComboBox::drop-down {{ border: none; background: transparent; width: {wide}px; }}"
            "QComboBox::down-arrow { image: none; }"
        )
