"""A box to tick, drawn by the theme so that it is seen in every palette and grows with the words."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from app.ui import icons
from app.ui.icons import Symbol
from app.ui.measures import TARGET, Space, Type
from app.ui.theme import theme
from app.ui.widgets.text import isolated, literal

BOX = 16


class Tick(QCheckBox):
    """On or off, with words that wrap where there is no room."""

    def __init__(
        self,
        words: str,
        on: bool = False,  # noqa: FBT001, FBT002 -- as QCheckBox has it
        on_toggle: Callable[[bool], object] | None = None,
    ) -> None:
        super().__init__(literal(words))
        self.setAccessibleName(words)
        self.setChecked(on)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if on_toggle is not None:
            self.toggled.connect(on_toggle)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font(Type.BODY))
        wide = self._start() + metrics.horizontalAdvance(self._words()) + 2
        return QSize(wide, max(theme().px(TARGET), metrics.height() + Space.TIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._start() + theme().px(60), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(theme().font(Type.BODY))
        room = QRect(0, 0, max(1, width - self._start()), 10_000)
        box = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._words())
        return max(theme().px(TARGET), box.height() + Space.TIGHT)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, side = theme(), theme().px(BOX)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.isRightToLeft()
        left = self.width() - side - 2 if mirrored else 2
        first = QFontMetrics(look.font(Type.BODY)).height()
        top = Space.TIGHT // 2 + max(0, (max(first, look.px(TARGET) - Space.TIGHT) - side) // 2)
        box = QRectF(left, top, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        on, thick = self.isChecked(), 2 if self.hasFocus() else 1
        painter.setPen(QPen(look.colour("accent" if on or self.hasFocus() else "faint"), thick))
        painter.setBrush(look.colour("accent" if on else "paper"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            icons.paint(painter, box.toRect(), Symbol.CHECK, "on_accent", max(8, side - 4))
        painter.setFont(look.font(Type.BODY))
        painter.setPen(look.colour("ink" if self.isEnabled() else "faint"))
        start = self._start()
        room = QRect(0 if mirrored else start, 0, self.width() - start, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        side_ = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(flags | side_ | Qt.AlignmentFlag.AlignAbsolute),
                         isolated(self._words()))  # fmt: skip
        painter.end()

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def _start(self) -> int:
        return theme().px(BOX) + Space.SMALL + 2
