"""A chart of a report in the window: the same plan as on paper, and the words that say the same."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.reports.chart_plan import Label, Plan, plan
from app.reports.shown import alternative
from app.reports.tree import Chart
from app.ui.measures import Type, Weight
from app.ui.theme import theme
from app.ui.widgets.text import isolated, tip

POINT = 1.35
"""Px at 100 % for a point of paper."""
_LIGHTER = 115
"""Bars on a dark ground, in percent of their lightness on paper."""


class ChartView(QWidget):
    """Draws one chart; who does not see it hears its caption and its values."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self._chart = chart
        said = alternative(chart)
        self.setAccessibleName(chart.caption)
        self.setAccessibleDescription(said)
        tip(self, said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._sized)
        self._sized()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(560), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, scale = theme(), self._scale()
        made = plan(self._chart, self.width() / scale, right_to_left=self._rtl())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self._caption()
        painter.setFont(look.font(Type.SMALL, Weight.MEDIUM))
        painter.setPen(look.colour("ink"))
        painter.drawText(QRectF(0, 0, self.width(), top), _lead(), isolated(self._chart.caption))
        painter.translate(0, top)
        painter.setPen(QPen(look.colour("line"), 1))
        for x1, y1, x2, y2 in made.lines:
            high = made.height
            painter.drawLine(
                round(x1 * scale), round((high - y1) * scale),
                round(x2 * scale), round((high - y2) * scale),
            )  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        for bar in made.bars:
            ink = QColor(bar.colour)
            painter.setBrush(ink.lighter(_LIGHTER) if look.name == "dark" else ink)
            foot = made.height - bar.y - bar.height
            painter.drawRect(
                QRectF(bar.x * scale, foot * scale, bar.width * scale, bar.height * scale)
            )
        painter.setFont(look.font(Type.SMALL))
        for label in made.labels:
            self._draw(painter, label, made, scale)
        painter.end()

    def _draw(self, painter: QPainter, label: Label, made: Plan, scale: float) -> None:
        room, x = label.room * scale, label.x * scale
        left = x - {"start": 0.0, "middle": room / 2, "end": room}[label.anchor]
        side = {
            "start": Qt.AlignmentFlag.AlignLeft,
            "middle": Qt.AlignmentFlag.AlignHCenter,
            "end": Qt.AlignmentFlag.AlignRight,
        }[label.anchor]
        painter.setPen(theme().colour("ink" if label.colour is None else "soft"))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(label.text, Qt.TextElideMode.ElideRight, max(1, int(room)))
        base = (made.height - label.y) * scale
        area = QRectF(left, base - metrics.ascent(), room, metrics.height())
        flags = side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(area, flags, isolated(words))

    def _sized(self) -> None:
        made = plan(self._chart, 400)
        self.setFixedHeight(round(made.height * self._scale()) + self._caption())
        self.update()

    def _scale(self) -> float:
        return theme().px(100) / 100 * POINT

    def _caption(self) -> int:
        return theme().px(26)

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _lead() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
