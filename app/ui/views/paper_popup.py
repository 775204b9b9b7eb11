"""The list over a paper, to choose another proposal from."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.theme import surface, theme
from app.ui.widgets.rows import Line, LineList


class Popup(QFrame):
    """The list over the paper, to choose another proposal from."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        surface(self, "bar")
        self.setAccessibleName(_("Choose another proposal"))
        self.list = LineList(_("Proposals"))
        self.list.setUniformItemSizes(True)
        self.list.activated_line.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)

    def show_under(
        self, button: QWidget, lines: Sequence[Line], chosen: str | None, room: int
    ) -> None:
        """Show `lines` under `button`, no higher than `room`."""
        self.list.show_lines(lines)
        self.list.choose(chosen)
        size = QSize(theme().px(420), min(theme().px(380), room))
        mirrored = self.isRightToLeft()
        corner = button.rect().bottomRight() if mirrored else button.rect().bottomLeft()
        self.resize(size)
        self.move(button.mapToGlobal(corner) - QPoint(size.width() if mirrored else 0, 0))
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, id: str) -> None:
        self.hide()
        self.chosen.emit(id)
