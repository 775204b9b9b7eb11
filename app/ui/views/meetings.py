"""Meetings: the list, and of the chosen one agenda, papers, key points, next steps, my notes."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions import clock
from app.documents.plain import escape
from app.domain.changes import Changes
from app.domain.records import Row
from app.i18n import _
from app.store import annotations, current, documents, facts, meetings, members, proposals
from app.ui import times
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import agenda
from app.ui.models.agenda import Entry
from app.ui.theme import surface
from app.ui.views.agenda_item import AgendaItem, Marked
from app.ui.views.page import Either, Page, Side, Split
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, across, boxed, clear, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.prose import Prose
from app.ui.widgets.rows import Line, LineList
from app.ui.widgets.text import Heading, Label


class MeetingsView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._shown: str | None = None
        self.list = LineList(_("Meetings"))
        self.list.opened.connect(self._open)
        self.list.activated_line.connect(self._enter)
        self.detail = MeetingPage(desk)
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
        if not changes.touch(
            "everything", "meetings", "items", "notes", "comments", "documents", "proposals",
            "members", "clock",
        ):  # fmt: skip
            return
        now = clock.now(self._desk.store, self._desk.clock)
        rows = _in_order(meetings.listed(self._desk.store), now)
        self.list.show_lines([_line(row, now) for row in rows])
        self.either.show_full(bool(rows))
        if self._shown is None and rows:
            self._shown = rows[0].id
            self.list.choose(self._shown)
        if self._shown is not None and not changes.collections <= {"clock"}:
            self.detail.show_meeting(self._shown)

    def show_record(self, id: str) -> None:
        """Open a meeting, or the meeting of an agenda item with that item in sight."""
        store = self._desk.store
        item = current.one(store, "items", id)
        meeting = id if item is None else str(item.data.get("meeting"))
        if current.one(store, "meetings", meeting) is None:
            return
        self._open(meeting)
        self.list.choose(meeting)
        self.split.show_detail()
        if item is not None:
            self.detail.go_to(id)

    def _open(self, id: str) -> None:
        if id != self._shown or not self.detail.shows(id):
            self._shown = id
            self.detail.show_meeting(id)

    def _enter(self, id: str) -> None:
        self._open(id)
        self.split.show_detail()


class MeetingPage(QWidget):
    """One meeting from its title to its last next step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id: str | None = None
        self._items: dict[str, AgendaItem] = {}
        self.page = Page("", name=_("Agenda"))
        self.state = Label(type="small", weight="medium", tone="accent")
        self.join = FlowBox(spacing=Space.LARGE)
        self.notes = Prose("soft")
        self.rows = down(spacing=0)
        self.empty = Label(_("The agenda is not out yet."), tone="soft", wrap=True)
        self.next_heading = Heading(_("Next steps of this meeting"), 3)
        self.next_steps = Prose()
        column = self.page.column
        for part in (self.state, self.join, self.notes):
            column.addWidget(part)
        column.addSpacing(Space.MEDIUM)
        column.addWidget(self.empty)
        column.addLayout(self.rows)
        column.addSpacing(Space.MEDIUM)
        self._after = boxed(down(self.next_heading, self.next_steps, spacing=Space.SMALL))
        column.addWidget(self._after)
        self.setLayout(down(self.page, spacing=0))

    def shows(self, id: str) -> bool:
        return self._id == id

    def show_meeting(self, id: str) -> None:
        store = self._desk.store
        row = current.one(store, "meetings", id)
        if row is None:
            return
        again, self._id = self._id == id, id
        now = clock.now(store, self._desk.clock)
        starts = times.parsed(row.data.get("starts"))
        self.page.title.setText(str(row.data.get("title") or id))
        self.page.say_under(_when(row, now))
        told = (agenda.status(row.data.get("status")), str(row.data.get("place") or ""))
        self.state.setText(" · ".join(each for each in told if each))
        self.notes.show_markdown(row.data.get("notes"))
        self._show_join(row)
        found = agenda.entries(meetings.agenda(store, id), starts, members.names(store))
        self._show_items(found, keep=again)
        self.empty.setVisible(not found)
        self._show_after(found)
        if not again:
            self.page.area.verticalScrollBar().setValue(0)

    def go_to(self, item: str) -> None:
        widget = self._items.get(item)
        if widget is not None:
            self.page.area.ensureWidgetVisible(widget, 0, int(Space.HUGE))

    def _show_items(self, found: list[Entry], *, keep: bool) -> None:
        """Show the items; a note being written in one of them stays open."""
        titles = self._titles()
        marks = self._marks([each.id for each in found])
        if keep and list(self._items) == [each.id for each in found]:
            for each in found:
                self._items[each.id].show_entry(each, titles, marks.get(each.id, ()))
            return
        clear(self.rows)
        self._items = {}
        for each in found:
            item = AgendaItem(self._desk, each.id)
            item.show_entry(each, titles, marks.get(each.id, ()))
            self._items[each.id] = item
            self.rows.addWidget(item)

    def _titles(self) -> dict[tuple[str, str], str]:
        store = self._desk.store
        return {
            **{("proposals", each.id): each.title for each in proposals.listed(store)},
            **{("documents", each.row.id): each.title for each in documents.listed(store)},
        }

    def _marks(self, items: list[str]) -> dict[str, tuple[Marked, ...]]:
        """Return my notes and comments, and those others share with me, by item."""
        store = self._desk.store
        profile = facts.profile(store)
        me = profile.account if profile is not None else None
        names = members.names(store)
        found: dict[str, list[Marked]] = {}
        for row in annotations.on_items(store, items):
            if not row.data.get("withdrawn"):
                mine = row.owner in {None, me}
                author = "" if mine else names.get(row.owner or "", row.owner or "")
                found.setdefault(str(row.data["about"]["id"]), []).append(Marked(row, author))
        return {id: tuple(each) for id, each in found.items()}

    def _show_join(self, row: Row) -> None:
        clear(self.join.flow)
        ways = row.data.get("join_by") or []
        for each in ways:
            self.join.flow.addWidget(_way(each))
        self.join.setVisible(bool(ways))

    def _show_after(self, found: list[Entry]) -> None:
        steps = [
            f"**{escape(each.title)}**\n\n{each.next_steps}" for each in found if each.next_steps
        ]
        self._after.setVisible(bool(steps))
        self.next_steps.show_markdown("\n\n".join(steps))


def _way(each: dict[str, str]) -> QWidget:
    """Return one way to join, to be copied: nothing a server names is opened by itself."""
    value = str(each.get("value") or "")
    kinds = {"link": _("Link"), "phone": _("Telephone"), "mail": _("E-mail")}
    kind = kinds.get(str(each.get("kind")), "")
    shown = f"{kind}: {value}" if kind else value
    passcode = str(each.get("passcode") or "")
    words = Label(shown, type="small", selectable=True)
    copy = Button(_("Copy"), "link", Symbol.COPY, partial(_copy, value))
    copy.setAccessibleName(_("Copy {what}").format(what=shown))
    parts: list[QWidget] = [words, copy]
    if passcode:
        code = _("passcode {code}").format(code=passcode)
        parts.append(Label(code, type="small", tone="soft", selectable=True))
    return boxed(across(*parts, spacing=Space.TIGHT))


def _copy(words: str) -> None:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 -- once in a while

    QApplication.clipboard().setText(words)


def _when(row: Row, now: datetime) -> str:
    starts, ends = times.parsed(row.data.get("starts")), times.parsed(row.data.get("ends"))
    if starts is None:
        return ""
    return f"{times.span(starts, ends, now)} · {times.until(starts, now)}"


def _line(row: Row, now: datetime) -> Line:
    starts = times.parsed(row.data.get("starts"))
    ends = _ends(row)
    ahead = ends is None or ends >= now
    return Line(
        row.id,
        str(row.data.get("title") or row.id),
        "" if starts is None else f"{times.day(starts, now)}, {times.clock(starts)}",
        end="" if starts is None else times.until(starts, now) if ahead else "",
        symbol=Symbol.CALENDAR if ahead else Symbol.DONE,
        tone="accent" if ahead else "soft",
        state=_("to come") if ahead else _("over"),
        strong=ahead,
    )


def _in_order(rows: list[Row], now: datetime) -> list[Row]:
    """Return what is to come, the next first, then what was, the latest first."""
    ahead = [row for row in rows if (ends := _ends(row)) is None or ends >= now]
    over = [row for row in rows if row not in ahead]
    return [*reversed(ahead), *over]


def _ends(row: Row) -> datetime | None:
    return times.parsed(row.data.get("ends")) or times.parsed(row.data.get("starts"))
