"""Meetings: the list, and the chosen one in its parts: before, during and after."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.actions import clock
from app.domain import meeting_decisions
from app.domain.changes import Changes
from app.i18n import _
from app.store import current, meetings
from app.store.meetings import Head
from app.ui import times
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.theme import surface
from app.ui.views.meeting import MeetingDetail
from app.ui.views.page import Either, Side, Split
from app.ui.widgets.layout import down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import Line, LineList


class MeetingsView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._shown: str | None = None
        self.list = LineList(_("Meetings"))
        self.list.opened.connect(self._open)
        self.list.activated_line.connect(self._enter)
        self.detail = MeetingDetail(desk)
        side = Side(_("Meetings"), self.list)
        self.split = Split(side, self.detail, _("All meetings"))
        self.either = Either(
            EmptyState(
                Symbol.MEETINGS,
                _("No meetings yet"),
                _("Agendas with their papers come here from the Secretariat with a sync."),
                _("Sync now"),
                desk.sync_wanted.emit,
            ),
            self.split,
        )
        self.setLayout(down(self.either, spacing=0))
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if changes.touch("everything", "meetings", "clock"):
            self._list()
        self.detail.refresh(changes)

    def show_record(self, id: str) -> None:
        """Open a meeting, or the meeting of an item or decision with that in sight."""
        store = self._desk.store
        item = current.one(store, "items", id)
        row = None if item is not None else current.one(store, "decisions", id)
        decision = None if row is None else meeting_decisions.of_row(row)
        about = item if decision is None else current.one(store, "items", decision.item)
        meeting = str(about.data.get("meeting")) if about is not None else id
        if decision is not None and decision.meeting:
            meeting = decision.meeting
        if current.one(store, "meetings", meeting) is None:
            return
        self._open(meeting)
        self.list.choose(meeting)
        self.split.show_detail()
        if item is not None:
            self.detail.go_to(id)
        elif decision is not None:
            self.detail.go("decisions").go_to(id)

    def _list(self) -> None:
        now = clock.now(self._desk.store, self._desk.clock)
        held = _in_order(meetings.heads(self._desk.store), now)
        self.list.show_lines([_line(each, now) for each in held])
        self.either.show_full(bool(held))
        if self._shown is None and held:
            self._open(held[0].id)
            self.list.choose(held[0].id)

    def _open(self, id: str) -> None:
        self._shown = id
        self.detail.show_meeting(id)

    def _enter(self, id: str) -> None:
        self._open(id)
        self.split.show_detail()


def _line(each: Head, now: datetime) -> Line:
    starts = times.parsed(each.starts)
    ends = _ends(each)
    ahead = ends is None or ends >= now
    return Line(
        each.id,
        each.called,
        "" if starts is None else f"{times.day(starts, now)}, {times.clock(starts)}",
        end="" if starts is None else times.meanwhile(starts, ends, now) if ahead else "",
        symbol=Symbol.CALENDAR if ahead else Symbol.DONE,
        tone="accent" if ahead else "soft",
        state=_("to come") if ahead else _("over"),
        strong=ahead,
    )


def _in_order(held: list[Head], now: datetime) -> list[Head]:
    """Return what is to come, the next first, then what was, the latest first."""
    ahead = [each for each in held if (ends := _ends(each)) is None or ends >= now]
    there = {each.id for each in ahead}
    return [*reversed(ahead), *(each for each in held if each.id not in there)]


def _ends(each: Head) -> datetime | None:
    return times.parsed(each.ends) or times.parsed(each.starts)
