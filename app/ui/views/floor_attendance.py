"""Who is at the meeting: typed with completion from the roster, apologies that came flow in."""

from functools import partial

from app.actions import attending
from app.i18n import _
from app.phrases import floor as words
from app.ui.desk import Desk
from app.ui.models import meeting_floor as model
from app.ui.models.meeting_floor import Shown
from app.ui.views.floor_queue import QueueList
from app.ui.views.page import Block
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.enter_line import EnterLine
from app.ui.widgets.layout import FlowBox, across
from app.ui.widgets.text import Label


class FloorAttendance(Block):
    """The attendance of a meeting, for chairs to fill and for members to read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._meeting = ""
        self.count = Label(weight="medium", wrap=True)
        self.name = EnterLine(
            _("Somebody who is there"),
            _("A name, then Enter; “NAME ?” if you are not sure"),
            self._put,
        )
        self.kind = Choice(_("As what"))
        for key, told in (("", _("as the roster says")), ("observer", words.kind("observer")),
                          ("guest", words.kind("guest"))):  # fmt: skip
            self.kind.addItem(told, key)
        self.list = QueueList(_("Attendance"))
        self.buttons = FlowBox(
            Button(_("Present"), "quiet", None, partial(self._mark, "present")),
            Button(_("Left early"), "quiet", None, partial(self._mark, "left_early")),
            Button(_("Apologies"), "quiet", None, partial(self._mark, "apologies")),
            Button(_("Take out"), "quiet", None, self._strike),
        )
        row = across(self.name, self.kind)
        row.setStretch(0, 1)
        super().__init__(_("Attendance"), self.count)
        self.body.addLayout(row)
        self.body.addWidget(self.list)
        self.body.addWidget(self.buttons)

    def show_floor(self, shown: Shown) -> None:
        self._meeting = shown.floor.meeting.id
        rows = model.attendees(shown)
        self.list.show_lines(rows)
        self.count.setText(model.counted(shown))
        chair = shown.floor.chair
        self.setVisible(chair or bool(rows))
        for each in (self.name, self.kind):
            each.setVisible(chair)
        self.buttons.setVisible(chair and bool(rows))
        self.name.know(tuple(sorted(shown.names.values())))

    def _put(self, name: str) -> None:
        meeting, clock, kind = self._meeting, self._desk.clock, str(self.kind.currentData() or "")
        self._desk.act(
            lambda store: attending.mark(store, meeting, [name], kind=kind, clock=clock),
            undoable=True,
        )

    def _mark(self, state: str) -> None:
        meeting, clock, key = self._meeting, self._desk.clock, self.list.key()
        if key is not None:
            self._desk.act(
                lambda store: attending.mark(store, meeting, [key], state, clock=clock),
                undoable=True,
            )

    def _strike(self) -> None:
        meeting, clock, key = self._meeting, self._desk.clock, self.list.key()
        if key is not None:
            self._desk.act(
                lambda store: attending.strike(store, meeting, key, clock), undoable=True
            )
