"""The floor of a meeting: who speaks and who waits, my part in it, and for chairs all of the rest."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout

from app.actions import clock as clocks
from app.actions import floor_chairing
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.following import FloorFollowing
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_floor as model
from app.ui.models.meeting_floor import Shown
from app.ui.theme import theme
from app.ui.views.floor_attendance import FloorAttendance
from app.ui.views.floor_mine import FloorMine
from app.ui.views.floor_minutes import FloorMinutes
from app.ui.views.floor_prepared import FloorPrepared
from app.ui.views.floor_queue import FloorQueue
from app.ui.views.floor_timer import FloorTimer
from app.ui.views.meeting_part import MeetingPart
from app.ui.views.page import scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.keys import on_key
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.text import Label, tip
from app.ui.worker import Job, Renewed

TOUCHED = (
    "everything", "*", "sync", "meetings", "items", "intents", "members", "decisions", "actions",
    "profile",
)  # fmt: skip
KEYS = {"Ctrl+Return": "next", "Ctrl+Enter": "next", "Ctrl+PgDown": "on"}
"""A chair's keys: the floor to the next speaker, on to the next item."""
HALF_MINUTE = 30_000
"""Milliseconds after which it is told anew how late the meeting runs; not while it is hidden."""
TWO = 720
"""From this width on there are two columns, in px at 100 %."""


class MeetingFloor(MeetingPart):
    """Read beside the window's thread; followed over the line only while it is seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting = ""
        self._item: str | None = None
        """The item somebody chose; None: the one the meeting is at."""
        self._shown: Shown | None = None
        self._reading = Renewed()
        self.following = FloorFollowing(desk)
        self.following.came.connect(self._read)
        self._minute = QTimer(self, interval=HALF_MINUTE)
        self._minute.timeout.connect(self._read)
        self._build()
        desk.closing.connect(self._leave)

    def show_meeting(self, id: str) -> None:
        if id != self._meeting:
            self._leave()
            self._meeting, self._item, self._shown = id, None, None
            self.following.stop()
        self._read()
        self._follow()

    def refresh(self, changes: Changes) -> None:
        if self._meeting and changes.touch(*TOUCHED):
            self._read()

    def _leave(self) -> None:
        """Keep what is half written before another item is shown."""
        self.minutes.leave()
        self.mine.leave()

    def go_to(self, item: str) -> bool:
        at = self.item.findData(item)
        if at < 0:
            return False
        self.item.setCurrentIndex(at)
        self._choose()
        return True

    def is_busy(self) -> bool:
        return bool(self._reading) or self.following.is_asking()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and a digit go to a field, whatever the keyboard writes there."""
        chair = self._shown is not None and self._shown.floor.chair
        if chair and self.minutes.go(event):
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()
        self._leave()
        self.following.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # --- what is shown --------------------------------------------------------------------------

    def _follow(self) -> None:
        if self._meeting and self.isVisible():
            self.following.follow(self._meeting)

    def _read(self) -> None:
        meeting, item, clock, live = (
            self._meeting,
            self._item,
            self._desk.clock,
            self.following.live,
        )
        if not meeting:
            return

        def look(store: Store, _job: Job) -> Shown:
            return model.read(store, meeting, item, clock, live)

        self._reading.run(self._desk.reader, look, self._show, self._desk.failed.emit)

    def _show(self, shown: Shown) -> None:
        if shown.floor.meeting.id != self._meeting:
            return
        self._shown = shown
        found = shown.floor
        self._list_items(shown)
        self.standing.setText(model.standing(found))
        self.standing.set_tone(model.late_tone(found))
        line = self.following
        told = line.is_following() and line.has_line is False
        self.offline.setText(
            _("No line just now; all goes on here and comes together after.") if told else ""
        )
        self.offline.setVisible(told)
        here = found.item is not None and found.item.id == found.current
        self.open.set_words(
            _("Open the floor here")
            if not found.open or found.current is None
            else _("Go to this item")
        )
        self.open.setVisible(found.chair and found.item is not None and not (here and found.open))
        self.on.setVisible(found.chair and found.open and self._following_item() is not None)
        self.close_.setVisible(found.chair and found.open)
        self.timer.show_floor(found)
        for part in (self.queue, self.mine, self.prepared, self.attendance):
            part.show_floor(shown)
        self.minutes.setVisible(found.chair)
        if found.chair:
            self.minutes.show_floor(shown)

    def _list_items(self, shown: Shown) -> None:
        wanted = [(id, title) for id, title in shown.items]
        have = [(self.item.itemData(at), self.item.itemText(at)) for at in range(self.item.count())]
        current = shown.floor.item.id if shown.floor.item is not None else None
        self.item.blockSignals(True)
        if wanted != have:
            self.item.clear()
            for id, title in wanted:
                self.item.addItem(title, id)
        self.item.setCurrentIndex(self.item.findData(current))
        self.item.blockSignals(False)
        self.item.setVisible(bool(wanted))

    def _choose(self, _index: int = 0) -> None:
        self._leave()
        chosen = self.item.currentData()
        current = None if self._shown is None else self._shown.floor.current
        self._item = None if chosen == current else chosen
        self._read()

    # --- what a chair does ----------------------------------------------------------------------

    def _following_item(self) -> str | None:
        """Return the item after the one the meeting is at, None at the end."""
        if self._shown is None:
            return None
        ids = [id for id, _title in self._shown.items]
        current = self._shown.floor.current
        at = ids.index(current) + 1 if current in ids else 0
        return ids[at] if at < len(ids) else None

    def _open(self) -> None:
        self._go(self.item.currentData())

    def _go_on(self) -> None:
        self._go(self._following_item())

    def _go(self, item: str | None) -> None:
        if item is None:
            return
        self._leave()
        meeting, clock = self._meeting, self._desk.clock
        self._item = None
        self._desk.act(
            lambda store: floor_chairing.open_floor(store, meeting, item, clock), undoable=True
        )

    def _close(self) -> None:
        meeting, clock = self._meeting, self._desk.clock
        self._desk.act(
            lambda store: floor_chairing.close_floor(store, meeting, clock),
            _("The floor is closed."),
            undoable=True,
        )

    # --- laying out -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.item = Choice(_("Agenda item"))
        self.item.activated.connect(self._choose)
        self.standing = Label(weight="medium", wrap=True)
        self.offline = Label(tone="warn", wrap=True)
        self.open = Button("", "secondary", Symbol.PLAY, self._open)
        self.on = Button(_("Next item"), "secondary", None, self._go_on)
        tip(self.on, _("Ctrl+Page down"))
        self.close_ = Button(_("Close the floor"), "quiet", None, self._close)
        self.timer = FloorTimer(lambda: clocks.now(self._desk.store, self._desk.clock))
        self.queue = FloorQueue(self._desk)
        self.mine = FloorMine(self._desk)
        self.minutes = FloorMinutes(self._desk)
        self.prepared = FloorPrepared(self._desk)
        self.attendance = FloorAttendance(self._desk)
        acts = FlowBox(self.item, self.open, self.on, self.close_)
        head = down(acts, self.standing, self.offline)
        self._left = down(self.timer, self.queue, None, spacing=Space.LARGE)
        left = boxed(self._left)
        right = boxed(down(self.minutes, self.prepared, self.mine, None, spacing=Space.LARGE))
        self.columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.columns.setSpacing(Space.WIDE)
        self.columns.addWidget(left, 1)
        self.columns.addWidget(right, 1)
        edge = (Space.HUGE, Space.LARGE, Space.HUGE, Space.HUGE)
        body = boxed(down(head, self.columns, None, spacing=Space.LARGE, margins=edge))
        area = scrolled(body)
        area.setAccessibleName(_("Floor"))
        self.setLayout(down(area, spacing=0))
        theme().changed.connect(self._arrange)
        self._arrange()
        for keys, act in KEYS.items():
            on_key(self, keys, partial(self._key, act))

    def _key(self, act: str) -> None:
        """Do what a chair's key asks for."""
        if self._shown is not None and self._shown.floor.chair:
            {"next": self.queue.give_next, "on": self._go_on}[act]()

    def _arrange(self) -> None:
        two = self.width() >= theme().px(TWO)
        direction = QBoxLayout.Direction
        self.columns.setDirection(direction.LeftToRight if two else direction.TopToBottom)
        # One under the other, who is there comes last: asking for the floor is wanted sooner.
        if two and self._left.indexOf(self.attendance) < 0:
            self._left.insertWidget(2, self.attendance)
        elif not two and self.columns.indexOf(self.attendance) < 0:
            self.columns.addWidget(self.attendance)
