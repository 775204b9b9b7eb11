"""How the window looks: colours, type and space, changed at run time in one place."""

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from app.ui import fonts, stylesheet
from app.ui.measures import LARGEST_TEXT, SMALLEST_TEXT, Type, Weight
from app.ui.palettes import DARK, LIGHT, PALETTES, Colours

SYSTEM = "system"
"""The name that follows the system between light and dark."""


@cache
def theme() -> "Theme":
    """Return the one theme of this process."""
    return Theme()


def surface(widget: QWidget, name: str) -> None:
    """Paint `widget` as `paper`, `canvas`, `side`, `card` or another surface of the sheet."""
    widget.setProperty("surface", name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def polish(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet asks for, and show `widget` by its new rules."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Theme(QObject):
    """Tokens as Qt values. Views ask it when they paint and listen to `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = "light"
        self.percent = 100
        self.face: str | None = None
        self.colours: Colours = LIGHT
        self._app: QApplication | None = None
        self._faces: dict[tuple[int, int, bool, bool], QFont] = {}

    def apply(self, app: QApplication, *, styled: bool = False) -> None:
        """Dress the application: Fusion, bundled faces, palette, style sheet.

        `styled`: it was started in Fusion; setting the style again costs 13 ms of Qt's types.
        """
        if self._app is None:
            if styled:
                fonts.begin()  # the others come after the first paint
            else:
                fonts.load()
                app.setStyle(QStyleFactory.create("Fusion"))
            app.styleHints().colorSchemeChanged.connect(self._follow)
        self._app = app
        self._dress()

    def use(
        self, name: str | None = None, percent: int | None = None, face: str | None = None
    ) -> None:
        """Change what is given; `face` is a family, `system`, or "" for the bundled one.

        Raises:
            KeyError: there is no theme of that name.
        """
        if name is not None:
            self.name = name if name in {SYSTEM, *PALETTES} else _unknown(name)
        if percent is not None:
            self.percent = max(SMALLEST_TEXT, min(LARGEST_TEXT, percent))
        if face is not None:
            self.face = face or None
        self._dress()

    def px(self, size: int) -> int:
        """Return a size that goes with the words, scaled to the reader's text size."""
        return max(1, round(size * self.percent / 100))

    def colour(self, token: str) -> QColor:
        return QColor(getattr(self.colours, token))

    def font(
        self,
        size: int = Type.BODY,
        weight: int = Weight.REGULAR,
        *,
        serif: bool = False,
        italic: bool = False,
    ) -> QFont:
        """Return a face at `size` px of the scale, scaled to the reader's text size."""
        # A row of a list asks for four as it is painted: Qt looks each new face up by its names.
        key = (size, weight, serif, italic)
        if key not in self._faces:
            self._faces[key] = self._face(size, weight, serif=serif, italic=italic)
        return QFont(self._faces[key])

    def _face(self, size: int, weight: int, *, serif: bool, italic: bool) -> QFont:
        font = QFont()
        font.setFamilies(fonts.families(self.face, serif=serif))
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setItalic(italic)
        return font

    def _follow(self, _scheme: Qt.ColorScheme) -> None:
        if self.name == SYSTEM:
            self._dress()

    def _dress(self) -> None:
        self.colours = self._wanted()
        self._faces.clear()
        if self._app is not None:
            sheet = stylesheet.write(self.colours, self.px)
            anew = sheet != self._app.styleSheet()
            if anew:
                # A sheet in the place of another has Qt polish each widget once for every one
                # that it lies in; taken off and put on, each is polished once: a quarter of it.
                self._app.setStyleSheet("")
            self._app.setFont(self.font())
            self._app.setPalette(_palette(self))
            if anew:
                self._app.setStyleSheet(sheet)
        self.changed.emit()

    def _wanted(self) -> Colours:
        if self.name != SYSTEM:
            return PALETTES[self.name]
        dark = self._app is not None and self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT


def _unknown(name: str) -> str:
    raise KeyError(name)


def _palette(look: Theme) -> QPalette:
    role = QPalette.ColorRole
    tokens = {
        role.Window: "canvas",
        role.WindowText: "ink",
        role.Base: "paper",
        role.AlternateBase: "canvas",
        role.Text: "ink",
        role.Button: "paper",
        role.ButtonText: "ink",
        role.BrightText: "on_accent",
        role.PlaceholderText: "soft",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.ToolTipBase: "ink",
        role.ToolTipText: "paper",
        role.Light: "paper",
        role.Midlight: "side",
        role.Mid: "line",
        role.Dark: "edge",
        role.Shadow: "faint",
    }
    palette = QPalette()
    for each, token in tokens.items():
        palette.setColor(each, look.colour(token))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, look.colour("faint"))
    return palette
