"""The list over a paper, to choose another proposal from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.theme import surface
from app.ui.widgets.rows import LineList


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

    def _choose(self, id: str) -> None:
        self.hide()
        self.chosen.emit(id)
