"""One choice among a few, side by side: radio buttons that look like one control."""

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton

from app.ui.measures import CONTROL, RADIUS, TARGET, Space, Type, Weight
from app.ui.theme import theme
from app.ui.widgets.layout import FlowBox
from app.ui.widgets.text import isolated, literal


class Segment(QRadioButton):
    """One of the choices of a `Segmented`."""

    def __init__(self, text: str) -> None:
        super().__init__(literal(text))
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Leave room for the bolder words of the chosen state."""
        look = theme()
        wide = QFontMetrics(look.font(Type.SMALL, Weight.BOLD)).horizontalAdvance(self._words())
        return QSize(max(wide + 2 * (Space.SMALL + 1), look.px(TARGET) + 2), look.px(CONTROL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, chosen, thick = theme(), self.isChecked(), 2 if self.hasFocus() else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = chosen or self.hasFocus()
        edge = "accent" if marked else "faint" if self.underMouse() else "edge"
        painter.setPen(QPen(look.colour(edge), thick))
        painter.setBrush(look.colour("accent_soft" if chosen else "paper"))
        inset = thick / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS
        )
        painter.setFont(look.font(Type.SMALL, Weight.BOLD if chosen else Weight.REGULAR))
        tone = "accent" if chosen else "ink" if self.isEnabled() else "faint"
        painter.setPen(look.colour(tone))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, isolated(self._words()))
        painter.end()

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)


class Segmented(FlowBox):
    """One choice among a few, all of them in sight; arrow keys move, Delete clears it."""

    chosen = Signal(object)
    """The key chosen by the reader, or None when she took her choice back."""

    def __init__(
        self, choices: Iterable[tuple[object, str]], name: str, *, clearable: bool = True
    ) -> None:
        super().__init__(spacing=6)
        self.setAccessibleName(name)
        self._clearable = clearable
        self._was_chosen = False
        self._keys: dict[Segment, object] = {}
        self._group = QButtonGroup(self)
        for key, text in choices:
            button = Segment(text)
            button.setAccessibleDescription(name)
            button.pressed.connect(partial(self._pressed, button))
            button.clicked.connect(partial(self._clicked, button))
            self._keys[button] = key
            self._group.addButton(button)
            self.flow.addWidget(button)
        self._group.buttonToggled.connect(self._toggled)

    def choose(self, key: object) -> None:
        """Show `key` as chosen (None: nothing is) without telling anyone."""
        self._group.blockSignals(True)
        self._group.setExclusive(False)
        for button, each in self._keys.items():
            button.setChecked(key is not None and each == key)
        self._group.setExclusive(True)
        self._group.blockSignals(False)

    def choice(self) -> object:
        return next((key for button, key in self._keys.items() if button.isChecked()), None)

    def buttons(self) -> list[Segment]:
        return list(self._keys)

    def offer(self, keys: Collection[object]) -> None:
        """Show only the choices of `keys`."""
        for button, key in self._keys.items():
            button.setVisible(key in keys)

    def pick(self, key: object) -> None:
        """Choose `key` as if the reader had pressed it."""
        if key != self.choice():
            self.choose(key)
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clearable and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.pick(None)
            return
        super().keyPressEvent(event)

    def _pressed(self, button: Segment) -> None:
        self._was_chosen = button.isChecked()

    def _clicked(self, button: Segment) -> None:
        if self._was_chosen and self._clearable:
            self.pick(None)

    def _toggled(self, button: QAbstractButton, on: bool) -> None:  # noqa: FBT001 -- Qt's signal
        if on and isinstance(button, Segment):
            self.chosen.emit(self._keys[button])
