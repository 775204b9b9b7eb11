"""Chips: a short word or quote on a coloured ground, and filters one presses."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from app.i18n import _
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.theme import surface
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label, literal


class Chip(QFrame):
    """A word or quote on one of the highlight grounds, or `plain`; perhaps with a way out."""

    def __init__(
        self,
        text: str,
        ground: str = "plain",
        symbol: Symbol | None = None,
        on_remove: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        surface(self, ground)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = across(spacing=Space.TIGHT, margins=(Space.SMALL, 1, Space.SMALL, 1))
        if symbol is not None:
            row.addWidget(Picture(symbol, "ink", SMALL_ICON))
        row.addWidget(Label(text, type="small", elide=True), 1)
        if on_remove is not None:
            name = _("Remove {what}").format(what=text)
            row.addWidget(IconButton(Symbol.CLOSE, name, on_remove))
        self.setLayout(row)


class FilterChip(QPushButton):
    """A filter above a list: on or off."""

    def __init__(self, text: str, on_toggle: Callable[[bool], object] | None = None) -> None:
        super().__init__(literal(text))
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if on_toggle is not None:
            self.toggled.connect(on_toggle)
