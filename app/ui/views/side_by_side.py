"""Two versions of a field beside each other, what differs marked word by word."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.measures import Space
from app.ui.models.decisions import Sides
from app.ui.theme import theme
from app.ui.widgets.layout import down
from app.ui.widgets.marked_long import marked
from app.ui.widgets.text import Heading, Label

NARROWEST = 520
"""The two stand beside each other from this width on, in px at 100 %."""


class SideBySide(QWidget):
    """Every field that differs: its name, mine, and the other."""

    def __init__(self, fields: Sequence[Sides]) -> None:
        super().__init__()
        self._rows: list[QBoxLayout] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        for each in fields:
            column.addLayout(self._field(each))
        theme().changed.connect(self._fit)

    def _field(self, each: Sides) -> QVBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(Space.WIDE)
        for title, pieces, colour in (
            (_("Mine, on this computer"), each.mine, "strong"),
            (_("The other, on the server"), each.theirs, "look_up"),
        ):
            words = marked(f"{each.title}: {title}", colour, pieces)
            head = Label(title, type="small", weight="bold", tone="soft", wrap=True)
            row.addLayout(down(head, words, None, spacing=Space.TIGHT), 1)
        self._rows.append(row)
        return down(Heading(each.title, 3), row, spacing=Space.TIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        direction = QBoxLayout.Direction
        wide = self.width() >= theme().px(NARROWEST)
        wanted = direction.LeftToRight if wide else direction.TopToBottom
        if any(row.direction() != wanted for row in self._rows):
            for row in self._rows:
                row.setDirection(wanted)
            self.updateGeometry()  # it is higher or lower now
