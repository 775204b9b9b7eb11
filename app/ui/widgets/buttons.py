"""Things one presses: verbs, icons, choices of one among a few."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QRadioButton, QSizePolicy

from app.ui.icons import Symbol, icon
from app.ui.measures import CONTROL, ICON, RADIUS, SMALL_ICON, TARGET, Space, Type, Weight
from app.ui.theme import polish, theme
from app.ui.widgets.layout import FlowBox
from app.ui.widgets.text import isolated, literal, tip

_TONES = {"primary": "on_accent", "link": "accent"}


class Button(QPushButton):
    """A verb. `kind` is `primary` (one per view), `secondary`, `quiet` or `link`."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        symbol: Symbol | None = None,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.set_words(text)
        if symbol is not None:
            self.show_symbol(symbol)
        self._on_click = on_click
        self.clicked.connect(self._act)

    def set_words(self, text: str) -> None:
        self.setText(isolated(literal(text)))
        self.setAccessibleName(text)

    def show_symbol(self, symbol: Symbol, tone: str | None = None) -> None:
        """Put an icon before the words; `tone` where it is not that of the words."""
        if self.icon().isNull():
            theme().changed.connect(self._sized)
        self.setIcon(icon(symbol, tone or _TONES.get(str(self.property("kind")), "soft")))
        self._sized()

    def _act(self) -> None:
        # Qt hands over whether the button is checked; a verb does not care.
        if self._on_click is not None:
            self._on_click()

    def set_kind(self, kind: str) -> None:
        polish(self, kind=kind)

    def _sized(self) -> None:
        side = theme().px(SMALL_ICON)
        gap = int(Space.TIGHT) if self.text() else 0
        self.setIconSize(QSize(side + gap, side))


class IconButton(QPushButton):
    """An icon to press; `name` is its tooltip and what a screen reader says."""

    def __init__(
        self,
        symbol: Symbol,
        name: str,
        on_click: Callable[[], object] | None = None,
        *,
        checkable: bool = False,
        tone: str = "soft",
    ) -> None:
        super().__init__()
        self.setProperty("kind", "icon")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tone = tone
        self.show_symbol(symbol, name)
        self._sized()
        theme().changed.connect(self._sized)
        self._on_click = on_click
        self.clicked.connect(self._act)

    def show_symbol(self, symbol: Symbol, name: str) -> None:
        self.setIcon(icon(symbol, self._tone, "accent"))
        self.setAccessibleName(name)
        tip(self, name)

    def _act(self) -> None:
        if self._on_click is not None:
            self._on_click()

    def _sized(self) -> None:
        side = theme().px(ICON)
        self.setIconSize(QSize(side, side))


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
