"""A number one makes larger or smaller in steps, such as the text size."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.theme import theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label, announce

WIDE = 64


class Stepper(QWidget):
    """Minus, the value in words, plus; arrow keys work on both buttons."""

    stepped = Signal(int)

    def __init__(self, name: str, least: int, most: int, step: int, words: str, value: int) -> None:
        super().__init__()
        self._name, self._words = name, words
        self._least, self._most, self._step = least, most, step
        self.value = value
        self.less = IconButton(Symbol.MINUS, _("{name}: less").format(name=name), self._less)
        self.more = IconButton(Symbol.ADD, _("{name}: more").format(name=name), self._more)
        self.shown = Label(type="body", weight="medium")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(across(self.less, self.shown, self.more))
        theme().changed.connect(self._sized)
        self._sized()
        self.show_value(value)

    def show_value(self, value: int) -> None:
        """Show `value` without telling anyone."""
        self.value = max(self._least, min(self._most, value))
        self.shown.setText(self._words.format(n=self.value))
        self.shown.setAccessibleName(f"{self._name}: {self.shown.whole_text()}")
        self.less.setEnabled(self.value > self._least)
        self.more.setEnabled(self.value < self._most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Plus:
                self._more()
            case Qt.Key.Key_Down | Qt.Key.Key_Minus:
                self._less()
            case _:
                super().keyPressEvent(event)

    def _more(self) -> None:
        self._go(self._step)

    def _less(self) -> None:
        self._go(-self._step)

    def _go(self, by: int) -> None:
        before = self.value
        self.show_value(self.value + by)
        if self.value != before:
            announce(self, self.shown.accessibleName())
            self.stepped.emit(self.value)

    def _sized(self) -> None:
        self.shown.setMinimumWidth(theme().px(WIDE))
