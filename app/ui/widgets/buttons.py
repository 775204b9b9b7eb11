"""Things one presses: verbs, icons, choices of one among a few."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.ui.icons import Symbol, icon
from app.ui.measures import ICON, SMALL_ICON, Space
from app.ui.theme import polish, theme
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
