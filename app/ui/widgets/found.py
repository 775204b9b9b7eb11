"""A line of plain words with those marked that were searched for, drawn without any markup."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from app.ui.theme import theme
from app.ui.widgets.text import ISOLATE

Span = tuple[int, int]


def write_marked(painter: QPainter, room: QRect, shown: str, marks: Sequence[Span]) -> None:
    """Draw `shown`, cut to fit `room` already, with its `marks` on a ground and underlined.

    Args:
        painter: with the font and colour of the other words.
        room: where; in a mirrored window the line ends at its right.
        shown: one line; it may begin with the sign that isolates it.
        marks: from and to, in code points of the line without that sign.
    """
    mirrored = QGuiApplication.isRightToLeft()
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    layout = QTextLayout(shown, painter.font())
    layout.setTextOption(option)
    moved = len(ISOLATE) if shown.startswith(ISOLATE) else 0
    layout.setFormats(
        [_range(shown, first + moved, last + moved) for first, last in marks if last > first]
    )
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room.width())
    layout.endLayout()
    down = (room.height() - line.height()) / 2
    layout.draw(painter, QPointF(room.left(), room.top() + down))


def _range(text: str, first: int, last: int) -> QTextLayout.FormatRange:
    # Qt counts UTF-16 units; what the line was cut off is not there to be marked.
    start, end = _units(text[:first]), _units(text[:last])
    look = QTextCharFormat()
    look.setBackground(theme().colour("strong"))
    look.setForeground(theme().colour("ink"))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    look.setUnderlineColor(QPen(theme().colour("ink")).color())
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = start, end - start, look  # pyright: ignore[reportAttributeAccessIssue] -- not in the stubs
    return span


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
