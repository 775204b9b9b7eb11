"""One meeting: what it is called and when it is, and its parts in one row of tabs."""

from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions import clock
from app.actions.acting import is_carrier
from app.domain.changes import Changes
from app.domain.records import Row
from app.i18n import _
from app.phrases import agendas
from app.store import current
from app.ui import times
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.theme import polish, theme
from app.ui.views.meeting_exports import MeetingExports
from app.ui.views.meeting_part import MeetingPart
from app.ui.views.meeting_tabs import MeetingTab, tabs
from app.ui.widgets.layout import across, boxed, down, hairline
from app.ui.widgets.tabs import TabRow
from app.ui.widgets.text import Heading, Label

LOW = 550
"""In a window less high a meeting shows its name only, in px at 100 %."""


class MeetingDetail(QWidget):
    """A part is built when somebody goes there, and told of another meeting when it is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id: str | None = None
        self._parts: dict[str, MeetingPart] = {}
        self._stale: dict[str, Changes | None] = {}
        """What a hidden part has still to be told of; None: another meeting."""
        self.title = Heading("", 1)
        self.when = Label(tone="soft", wrap=True)
        self.state = Label(type="small", weight="medium", tone="accent")
        self.tabs = TabRow(_("Parts of the meeting"))
        self._known: dict[str, MeetingTab] = {}
        self.tabs.currentChanged.connect(self._turn)
        self._stack = QStackedWidget()
        edge = (Space.HUGE, Space.LARGE, Space.HUGE, 0)
        self.exports = MeetingExports(desk)
        named = across(self.title, self.exports.button)
        named.setStretch(0, 1)
        head = down(
            named, self.when, self.state, self.exports, self.tabs,
            spacing=Space.TIGHT, margins=edge,
        )  # fmt: skip
        whole = down(boxed(head), hairline(), self._stack, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._list_tabs()  # not before the row has its place: alone it would open as a window
        theme().changed.connect(self._flatten)

    def shows(self, id: str) -> bool:
        return self._id == id

    def show_meeting(self, id: str) -> None:
        """Show another meeting, in the part that is open."""
        if id == self._id or not self._show_head(id):
            return
        self._id = id
        self._stale = dict.fromkeys(self._parts)
        self._turn()

    def refresh(self, changes: Changes) -> None:
        if changes.touch("everything", "profile", "members"):
            self._list_tabs()
        if self._id is None:
            return
        if changes.touch("everything", "meetings", "clock"):
            self._show_head(self._id)
        for key in self._parts:
            before = self._stale.get(key, Changes())
            self._stale[key] = None if before is None else before | changes
        self._turn()

    def go(self, key: str) -> MeetingPart:
        """Show a part and return it."""
        self.tabs.go(key)
        self._turn()
        return self._parts[key]

    def go_to(self, item: str) -> None:
        """Show an agenda item: in the part that is open if it can, else in the agenda."""
        if not self._parts[self.tabs.key()].go_to(item):
            self.go("agenda").go_to(item)

    def _show_head(self, id: str) -> bool:
        store = self._desk.store
        row = current.one(store, "meetings", id)
        if row is None:
            return False
        title = str(row.data.get("title") or id)
        self.title.setText(title)
        self.exports.show_meeting(id, title)
        self.when.setText(_when(row, clock.now(store, self._desk.clock)))
        told = (agendas.status(row.data.get("status")), str(row.data.get("place") or ""))
        self.state.setText(" · ".join(each for each in told if each))
        self._flatten()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flatten()

    def _flatten(self) -> None:
        """In a low window the part has the room; when it is stands in the list too."""
        # Until it is laid out its own height is a guess, and letters that change are late by a frame.
        low = self.window().height() < theme().px(LOW)
        self.when.setVisible(not low)
        self.state.setVisible(not low and bool(self.state.whole_text()))
        polish(self.title, type="title" if low else "display")

    def _list_tabs(self) -> None:
        """Have the tabs of this person's role; the open one stays open where it is still there."""
        carrier = is_carrier(self._desk.store)
        wanted = [each for each in tabs() if carrier or not each.chairs_only]
        if [each.key for each in wanted] == list(self._known):
            return
        here = self.tabs.key() if self._known else ""
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for each in wanted:
            self.tabs.add(each.key, each.words)
        self._known = {each.key: each for each in wanted}
        if here in self._known:
            self.tabs.go(here)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(wanted) > 1)

    def _turn(self, _index: int = 0) -> None:
        """Bring what the open tab stands for up to date."""
        key, id = self.tabs.key(), self._id
        if id is None:
            return
        if key not in self._parts:
            part = self._known[key].make(self._desk)
            self._parts[key] = part
            self._stack.addWidget(part)
            self._stale[key] = None
        part = self._parts[key]
        self._stack.setCurrentWidget(part)
        changes = self._stale.pop(key, Changes())
        if changes is None:
            part.show_meeting(id)
        elif changes.collections:
            part.refresh(changes)


def _when(row: Row, now: datetime) -> str:
    starts, ends = times.parsed(row.data.get("starts")), times.parsed(row.data.get("ends"))
    if starts is None:
        return ""
    return f"{times.span(starts, ends, now)} · {times.meanwhile(starts, ends, now)}"
