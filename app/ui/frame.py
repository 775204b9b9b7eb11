"""The frame around every place: sidebar, the place itself, messages, status bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.frame_rail import Rail
from app.ui.frame_status import StatusBar
from app.ui.icons import Symbol
from app.ui.measures import NARROW, NAV, SIDEBAR, Space
from app.ui.theme import surface, theme
from app.ui.widgets.layout import across, boxed, down, hairline
from app.ui.widgets.navigation import NavButton
from app.ui.widgets.text import Label

if TYPE_CHECKING:
    from app.ui.widgets.messages import MessageBar


@dataclass(slots=True)
class _Place:
    button: NavButton
    make: Callable[[], QWidget]
    part: str
    widget: QWidget | None = None


class Sidebar(QWidget):
    """The places by name; narrow, by icon."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "side")
        self.setAccessibleName(_("Places"))
        self.name = Label("Satchel", type="lead", weight="bold")
        self.cycle = Label(type="small", tone="soft", elide=True)
        self._titles = QVBoxLayout()
        self._titles.setContentsMargins(Space.SMALL, 0, 0, Space.LARGE - 2)
        self._titles.setSpacing(2)
        self._titles.addWidget(self.name)
        self._titles.addWidget(self.cycle)
        self.line = hairline()
        self.parts = {name: QVBoxLayout() for name in ("main", "roles", "foot")}
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.LARGE, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(0)
        column.addLayout(self._titles)
        column.addWidget(self._scrolled(), 1)
        column.addSpacing(Space.TIGHT)
        column.addLayout(self.parts["foot"])
        for part in self.parts.values():
            part.setSpacing(2)
        self._narrow = False
        theme().changed.connect(self._sized)
        self._sized()

    def _scrolled(self) -> Rail:
        """Return the places above Settings; they scroll where the window is low."""
        places = down(
            self.parts["main"],
            int(Space.MEDIUM),
            self.line,
            int(Space.MEDIUM),
            self.parts["roles"],
            None,
            spacing=0,
        )
        area = self.area = Rail(boxed(places))
        # Cleared by the style sheet: asking for the viewport here costs 17 ms of Qt's types.
        area.setProperty("surface", "clear")
        return area

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 -- a setter
        self._narrow = narrow
        self.name.setVisible(not narrow)
        self.cycle.setVisible(not narrow)
        self._sized()

    def _sized(self) -> None:
        wide = theme().px(NAV) + 2 * Space.MEDIUM if self._narrow else theme().px(SIDEBAR)
        self.setFixedWidth(wide)


class Frame(QWidget):
    """Holds the places and shows one. A pure view: told by methods, tells by signals."""

    gone_to = Signal(str)
    """The reader went to the place of this key."""
    outbox_wanted = Signal()
    sync_wanted = Signal()
    """The reader wants to see how the line stands."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "canvas")
        self.sidebar = Sidebar()
        self.stack = QStackedWidget()
        self.status = StatusBar()
        self.status.outbox_wanted.connect(self.outbox_wanted)
        self.status.sync_wanted.connect(self.sync_wanted)
        self._places: dict[str, _Place] = {}
        self._message: MessageBar | None = None
        centre = QVBoxLayout()
        centre.setSpacing(0)
        centre.addWidget(self.stack, 1)
        self._centre = centre
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.sidebar)
        body.addLayout(centre, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        self._foot = hairline()
        column.addWidget(self._foot)
        column.addWidget(self.status)
        self._full = False
        self.sidebar.line.hide()
        theme().changed.connect(self._fit)

    def add_place(
        self,
        key: str,
        symbol: Symbol,
        words: str,
        make: Callable[[], QWidget],
        part: str = "main",
    ) -> None:
        """Add a place; `make` builds its view at the first visit. `part`: main, roles, foot."""
        button = NavButton(symbol, words)
        button.clicked.connect(lambda: self._enter(key))
        self.sidebar.parts[part].addWidget(button)
        self._places[key] = _Place(button, make, part)
        number = len(self._places)
        if number <= 9:  # noqa: PLR2004 -- the digits of a keyboard
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(lambda: self._by_key(key))
        button.set_narrow(self._is_narrow())
        self._line()

    def show_place(self, key: str, shown: bool) -> None:  # noqa: FBT001 -- a setter
        """Show or hide a place in the sidebar, such as Chair by the member's role."""
        self._places[key].button.setVisible(shown)
        self._line()

    def go(self, key: str) -> QWidget:
        """Show the place of `key` and return its view.

        Raises:
            KeyError: there is no such place.
        """
        place = self._places[key]
        if place.widget is None:
            place.widget = place.make()
            self.stack.addWidget(place.widget)
        for each in self._places.values():
            each.button.setChecked(each is place)
        if place.part != "foot":
            self.sidebar.area.ensureWidgetVisible(place.button, 0, int(Space.TIGHT))
        if self.stack.currentWidget() is not place.widget:
            self.stack.setCurrentWidget(place.widget)
        self.gone_to.emit(key)
        return place.widget

    def _by_key(self, key: str) -> None:
        """Go where a digit leads, unless the place is not this member's."""
        if not self._places[key].button.isHidden():
            self._enter(key)

    def _enter(self, key: str) -> None:
        """Go to a place by its button or keys, and have the focus there: Tab begins in it."""
        from app.ui.entering import enter  # noqa: PLC0415 -- not at the start

        visited = self._places[key].widget
        before = visited.focusWidget() if visited is not None else None
        enter(self.go(key), before)

    def place(self) -> str | None:
        """Return the key of the place that is shown."""
        now = self.stack.currentWidget()
        found = (key for key, each in self._places.items() if each.widget is now)
        return next(found, None) if now is not None else None

    def view(self, key: str) -> QWidget | None:
        """Return the view of a place if it was visited."""
        return self._places[key].widget

    def show_count(self, key: str, count: int) -> None:
        self._places[key].button.show_count(count)

    def show_cycle(self, title: str) -> None:
        self.sidebar.cycle.setText(title)

    @property
    def message(self) -> MessageBar:
        """Return the message bar, made when there is first something to say."""
        if self._message is None:
            from app.ui.widgets.messages import MessageBar  # noqa: PLC0415 -- not at the start

            self._message = MessageBar()
            edges = (Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
            self._message_room = boxed(across(self._message, margins=edges))
            self._message_room.hide()
            self._message.closed.connect(self._message_room.hide)
            self._centre.addWidget(self._message_room)
        return self._message

    def say(
        self,
        sentence: str,
        tone: str = "info",
        undo: Callable[[], object] | None = None,
        undo_words: str = "",
    ) -> None:
        """Tell something at the foot of the place: `info`, `good`, `warn` or `bad`."""
        bar = self.message
        self._message_room.show()
        bar.say(sentence, tone, undo, undo_words)

    def set_full(self, full: bool) -> None:  # noqa: FBT001 -- a setter
        """Give the place the whole window (F11), or bring sidebar and status bar back."""
        self._full = full
        for part in (self.sidebar, self.status, self._foot):
            part.setVisible(not full)

    def is_full(self) -> bool:
        return self._full

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _is_narrow(self) -> bool:
        return self.width() < theme().px(NARROW)

    def _fit(self) -> None:
        narrow = self._is_narrow()
        self.sidebar.set_narrow(narrow)
        for place in self._places.values():
            place.button.set_narrow(narrow)

    def _line(self) -> None:
        roles = [each.button for each in self._places.values() if each.part == "roles"]
        self.sidebar.line.setVisible(any(not each.isHidden() for each in roles))


def frame_of(part: QWidget) -> Frame | None:
    """Return the frame that `part` stands in, None outside of any."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, Frame):
        above = above.parentWidget()
    return above
