"""A number of bytes one allows, typed; empty means no limit."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.i18n import _
from app.settings import MOST_MB
from app.ui.theme import theme
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label

WIDE = 90


class Budget(QWidget):
    """A field with its unit; `set_to` tells the number when it was given, 0 for no limit."""

    set_to = Signal(int)

    def __init__(self, unit: str, now: int = 0) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setAccessibleName(_("{unit}; empty: no limit").format(unit=unit))
        self.field.setPlaceholderText(_("no limit"))
        self.field.setValidator(QIntValidator(0, MOST_MB, self))
        self.field.editingFinished.connect(self._tell)
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._now = -1
        self.setLayout(across(self.field, Label(unit, tone="soft"), None))
        theme().changed.connect(self._sized)
        self._sized()
        self.show_value(now)

    def show_value(self, value: int) -> None:
        if value != self._now:
            self._now = value
            self.field.setText(str(value) if value else "")

    def _tell(self) -> None:
        text = self.field.text().strip()
        value = int(text) if text.isdecimal() else 0
        if value != self._now:
            self._now = value
            self.set_to.emit(value)

    def _sized(self) -> None:
        self.field.setFixedWidth(theme().px(WIDE))
