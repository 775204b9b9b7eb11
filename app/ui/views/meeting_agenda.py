"""The agenda of a meeting, to be read: items as a tree, papers, key points, next steps, my notes."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions import clock
from app.actions.agendas_carrying import earlier_items
from app.documents.plain import escape
from app.domain.changes import Changes
from app.domain.records import Row
from app.i18n import _
from app.store import annotations, current, facts, meetings, members
from app.ui import times
from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import agenda, item_outcomes
from app.ui.models.agenda import Entry
from app.ui.models.item_outcomes import Outcome
from app.ui.views.agenda_item import AgendaItem, Marked
from app.ui.views.meeting_part import MeetingPart
from app.ui.views.page import Page
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, across, boxed, clear, down
from app.ui.widgets.prose import Prose
from app.ui.widgets.text import Heading, Label

SHOWN = (
    "everything", "meetings", "items", "notes", "comments", "documents", "proposals", "members",
    "actions", "decisions",
)  # fmt: skip


class MeetingAgenda(MeetingPart):
    """The agenda from how to join to the last next step, with papers and notes beside each item."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id: str | None = None
        self.items: dict[str, AgendaItem] = {}
        self._outcomes = Beside(desk)
        desk.closing.connect(self._outcomes.leave)
        self.page = Page("", name=_("Agenda"))
        self.page.title.hide()
        self.join = FlowBox(spacing=Space.LARGE)
        self.notes = Prose("soft")
        self.rows = down(spacing=0)
        self.empty = Label(_("The agenda is not out yet."), tone="soft", wrap=True)
        self.next_heading = Heading(_("Next steps of this meeting"), 3)
        self.next_steps = Prose()
        column = self.page.column
        column.addWidget(self.join)
        column.addWidget(self.notes)
        column.addSpacing(Space.MEDIUM)
        column.addWidget(self.empty)
        column.addLayout(self.rows)
        column.addSpacing(Space.MEDIUM)
        self._after = boxed(down(self.next_heading, self.next_steps, spacing=Space.SMALL))
        column.addWidget(self._after)
        self.setLayout(down(self.page, spacing=0))

    def show_meeting(self, id: str) -> None:
        store = self._desk.store
        row = current.one(store, "meetings", id)
        if row is None:
            return
        again, self._id = self._id == id, id
        starts = times.parsed(row.data.get("starts"))
        self.notes.show_markdown(row.data.get("notes"))
        self._show_join(row)
        found = agenda.entries(meetings.agenda(store, id), starts, members.names(store))
        self._show_items(found, keep=again)
        self.empty.setVisible(not found)
        self._show_after(found)
        if not again:
            self.page.area.verticalScrollBar().setValue(0)

    def refresh(self, changes: Changes) -> None:
        if self._id is not None and changes.touch(*SHOWN):
            self.show_meeting(self._id)

    def go_to(self, item: str) -> bool:
        widget = self.items.get(item)
        if widget is not None:
            self.page.area.ensureWidgetVisible(widget, 0, int(Space.HUGE))
        return widget is not None

    def _show_items(self, found: list[Entry], *, keep: bool) -> None:
        """Show the items; a note being written in one of them stays open."""
        papers = [paper for each in found for paper in each.papers]
        titles = current.titles(self._desk.store, papers)
        marks = self._marks([each.id for each in found])
        if keep and list(self.items) == [each.id for each in found]:
            for each in found:
                self.items[each.id].show_entry(each, titles, marks.get(each.id, ()))
            self._show_outcomes()
            return
        clear(self.rows)
        self.items = {}
        for each in found:
            item = AgendaItem(self._desk, each.id)
            item.show_entry(each, titles, marks.get(each.id, ()))
            self.items[each.id] = item
            self.rows.addWidget(item)
        self._show_outcomes()

    def _show_outcomes(self) -> None:
        meeting, now = self._id or "", clock.now(self._desk.store, self._desk.clock)

        def came(found: Mapping[str, Outcome]) -> None:
            for id, item in self.items.items() if meeting == self._id else ():
                item.show_outcome(found.get(id, Outcome()))

        self._outcomes.read(lambda store: item_outcomes.of_meeting(store, meeting, now), came)

    def _marks(self, items: list[str]) -> dict[str, tuple[Marked, ...]]:
        """Return my notes and comments, and those others share with me, by item."""
        store = self._desk.store
        profile = facts.profile(store)
        me = profile.account if profile is not None else None
        names = members.names(store)
        treated = {
            str(each.get("id")): str(each.get("state"))
            for row in meetings.items(store, self._id or "").values()
            for each in row.data.get("changes") or ()
        }
        found: dict[str, list[Marked]] = {}
        # What I noted on an item comes along when that is carried over.
        now = {each: id for id in items for each in (id, *earlier_items(store, id))}
        for row in annotations.on_items(store, list(now)):
            if not row.data.get("withdrawn"):
                mine = row.owner in {None, me}
                author = "" if mine else names.get(row.owner or "", row.owner or "")
                found.setdefault(now[str(row.data["about"]["id"])], []).append(
                    Marked(row, author, _became(row, treated))
                )
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


def _became(row: Row, treated: Mapping[str, str]) -> str:
    """Return what became of the change that a comment proposes, "" for other marks."""
    if row.data.get("change") is None:
        return ""
    known = {"accepted": _("taken up"), "objection": _("noted as an objection")}
    return known.get(treated.get(row.id, ""), _("proposed as a change"))


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
