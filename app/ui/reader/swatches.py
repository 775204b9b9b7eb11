"""The four colours as small buttons with their numbers: highlight, or colour anew."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.domain.colours import COLOURS
from app.i18n import _
from app.phrases.marks import colour_name
from app.ui.measures import RADIUS, TARGET, Type, Weight
from app.ui.reader.marks import token
from app.ui.theme import theme
from app.ui.widgets.layout import across
from app.ui.widgets.text import tip

SIDE = TARGET + 2


class Swatch(QPushButton):
    """One colour; its number is the key that does the same."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.colour = colour
        self._number = str(COLOURS.index(colour) + 1)
        name = colour_name(colour)
        self.setAccessibleName(_("Highlight: {colour}").format(colour=name))
        tip(self, _("{colour} (key {key})").format(colour=name, key=self._number))
        self.setProperty("kind", "place")
        self.setAutoDefault(False)
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._on = False
        theme().changed.connect(self.updateGeometry)

    def set_on(self, on: bool) -> None:  # noqa: FBT001 -- a setter
        """Show that the mark has this colour."""
        self._on = on
        self.setAccessibleDescription(_("chosen") if on else "")
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(SIDE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self._on or self.hasFocus()
        edge = "accent" if marked else "faint" if self.underMouse() else "edge"
        thick = 2 if marked else 1
        painter.setPen(QPen(look.colour(edge), thick))
        painter.setBrush(look.colour(token(self.colour)))
        inset = 2 + thick / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, RADIUS - 2, RADIUS - 2)
        painter.setFont(look.font(Type.SMALL, Weight.BOLD if self._on else Weight.REGULAR))
        painter.setPen(look.colour("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._number)
        painter.end()


class Swatches(QWidget):
    """All four, side by side."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What these words are to you"))
        self.buttons = [Swatch(colour) for colour in COLOURS]
        self.setLayout(across(*self.buttons, spacing=2, margins=(2, 0, 2, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for each in self.buttons:
            each.clicked.connect(partial(self._pick, each.colour))

    def show_colour(self, colour: str) -> None:
        for each in self.buttons:
            each.set_on(each.colour == colour)

    def _pick(self, colour: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.picked.emit(colour)
