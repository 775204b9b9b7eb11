"""Parts to tick and to put in order, a row each."""

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.layout import across, boxed, down, tab_through
from app.ui.widgets.tick import Tick

WIDE = 380
"""Width of a row, in px at 100 %."""


class Ordered(QWidget):
    """Keys that are ticked, in the order they stand in."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._rows: dict[str, QWidget] = {}
        self._ticks: dict[str, Tick] = {}
        self._moves: dict[str, tuple[IconButton, IconButton]] = {}
        self._column = down(spacing=Space.TIGHT)
        self.setLayout(self._column)

    def offer(self, parts: Mapping[str, str], on: Collection[str]) -> None:
        """Offer other parts, {key: words}; those of `on` are ticked."""
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self._rows, self._ticks, self._moves = {}, {}, {}
        for key, words in parts.items():
            tick = Tick(words, on=key in on, on_toggle=self._toggled)
            up = IconButton(Symbol.CARET_UP, _("Earlier: {part}").format(part=words),
                            partial(self.move_part, key, -1))  # fmt: skip
            down_ = IconButton(Symbol.CARET_DOWN, _("Later: {part}").format(part=words),
                               partial(self.move_part, key, 1))  # fmt: skip
            line = across(tick, up, down_)
            line.setStretch(0, 1)  # the arrows stand under each other, however long the words
            row = boxed(line)
            row.setMaximumWidth(theme().px(WIDE))
            self._rows[key], self._ticks[key], self._moves[key] = row, tick, (up, down_)
            self._column.addWidget(row)
        self._fit()

    def choice(self) -> tuple[str, ...]:
        """Return the keys that are ticked, in their order."""
        return tuple(key for key in self._order() if self._ticks[key].isChecked())

    def controls(self) -> list[QWidget]:
        """Return what Tab reaches, by sight."""
        return [part for key in self._order() for part in (self._ticks[key], *self._moves[key])]

    def tick(self, key: str, *, on: bool) -> None:
        self._ticks[key].setChecked(on)

    def move_part(self, key: str, by: int) -> None:
        """Put a part `by` places later; the focus goes along."""
        order = self._order()
        at = order.index(key) + by
        if not 0 <= at < len(order):
            return
        row = self._rows[key]
        self._column.removeWidget(row)
        self._column.insertWidget(at, row)
        self._fit()
        wanted = self._moves[key][0 if by < 0 else 1]
        other = self._moves[key][1 if by < 0 else 0]
        (wanted if wanted.isEnabled() else other).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _order(self) -> list[str]:
        places = {key: self._column.indexOf(row) for key, row in self._rows.items()}
        return sorted(places, key=lambda key: places[key])

    def _fit(self) -> None:
        order = self._order()
        for place, key in enumerate(order):
            up, down_ = self._moves[key]
            up.setEnabled(place > 0)
            down_.setEnabled(place < len(order) - 1)
        tab_through((self, *self.controls()))

    def _toggled(self, _on: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self.changed.emit()
