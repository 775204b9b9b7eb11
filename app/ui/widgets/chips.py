"""Chips: a short word or quote on a coloured ground, and filters one presses or chooses."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy

from app.i18n import _
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.theme import surface
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label, capped, isolated, literal

_LONGEST = 44
"""Letters of what a chip or its menu says of one choice."""


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


class MenuChip(QPushButton):
    """A filter of several words, chosen from a menu; the chip tells which."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._known: dict[str, str] = {}
        self._chosen: set[str] = set()
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("kind", "chip")
        self.clicked.connect(self._open)
        self._show()

    def offer(self, choices: Mapping[str, str]) -> None:
        """Offer {key: words}; what was chosen and is there no more is given up."""
        if dict(choices) != self._known:
            self._known = dict(choices)
            self._chosen &= set(self._known)
            self._show()

    def chosen(self) -> frozenset[str]:
        return frozenset(self._chosen)

    def choose(self, keys: Iterable[str]) -> None:
        """Show `keys` as chosen without telling anyone."""
        self._chosen = set(keys) & set(self._known)
        self._show()

    def menu_of(self) -> QMenu:
        """Return the menu with what can be chosen."""
        menu = QMenu(self)
        menu.setAccessibleName(self._name)
        for key, words in self._known.items():
            action = menu.addAction(literal(capped(words, _LONGEST)))
            action.setCheckable(True)
            action.setChecked(key in self._chosen)
            action.triggered.connect(partial(self._turn, key))
        if self._chosen:
            menu.addSeparator()
            menu.addAction(_("All of them")).triggered.connect(self._clear)
        return menu

    def _open(self, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self._show()  # a click is no choice yet
        self.menu_of().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _turn(self, key: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self._chosen ^= {key}
        self._show()
        self.changed.emit()

    def _clear(self) -> None:
        self._chosen = set()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        words = [each for key, each in self._known.items() if key in self._chosen]
        text = self._name if not words else f"{self._name}: {', '.join(words)}"
        self.setText(isolated(literal(capped(text, _LONGEST))) + " ▾")
        self.setAccessibleName(text)
        self.setChecked(bool(words))
