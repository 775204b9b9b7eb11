"""The tab *Agenda*: read by everybody, edited by chairs and Secretariat."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from app.actions import agendas_proposing
from app.actions.acting import is_carrier
from app.actions.agenda_writing import Fields
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store, facts
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.views.agenda_card import AgendaCard
from app.ui.views.agenda_item import AgendaItem
from app.ui.views.agenda_reading import AgendaReading
from app.ui.views.meeting_agenda import MeetingAgenda
from app.ui.views.meeting_part import MeetingPart
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, boxed, down

if TYPE_CHECKING:
    from app.ui.views.agenda_editor import AgendaEditor


class MeetingAgendaTab(MeetingPart):
    """The editor is made when somebody first edits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting = ""
        self.reading = MeetingAgenda(desk)
        self.papers = AgendaReading(desk)
        self.editor: AgendaEditor | None = None
        self.proposing = AgendaCard(
            desk, self._proposed, (_("What it is about, in one line"), _("Why, and for how long")),
            _("Propose to the chairs"), _("Submitted, waiting for a line"), line=True,
        )  # fmt: skip
        self.propose = Button(_("Propose an item"), "quiet", Symbol.ADD, self._propose)
        self.proposing.left.connect(self._offer)
        self.edit = Button(_("Edit the agenda"), "secondary", Symbol.AGENDA, self.begin)
        self.leave = Button(_("Done"), "secondary", Symbol.CHECK, self.end)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.reading)
        edge = (Space.HUGE, Space.SMALL, Space.HUGE, 0)
        top = across(self.papers, None, self.propose, self.edit, self.leave)
        head = down(top, self.proposing, margins=edge)
        whole = down(boxed(head), self._stack, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._offer()

    @property
    def items(self) -> dict[str, AgendaItem]:
        return self.reading.items

    def show_meeting(self, id: str) -> None:
        self._meeting = id
        self._offer()
        self.papers.show_meeting(id)
        self.proposing.show_meeting(id)
        if self.editor is not None and self.is_editing():
            self.editor.show_meeting(id)
        else:
            self.reading.show_meeting(id)

    def refresh(self, changes: Changes) -> None:
        if changes.touch("everything", "profile", "members"):
            self._offer()
        if changes.touch(
            "everything", "*", "sync", "items", "documents", "proposals", "seen", "news"
        ):
            self.papers.show_meeting(self._meeting)
        if self.editor is not None and self.is_editing():
            self.editor.refresh(changes)
        else:
            self.reading.refresh(changes)

    def go_to(self, item: str) -> bool:
        if self.editor is not None and self.is_editing():
            return self.editor.go_to(item)
        return self.reading.go_to(item)

    def is_editing(self) -> bool:
        return self._stack.currentWidget() is not self.reading

    def begin(self) -> None:
        """Edit the agenda that is shown."""
        if self.editor is None:
            from app.ui.views.agenda_editor import AgendaEditor  # noqa: PLC0415 -- few edit

            self.editor = AgendaEditor(self._desk)
            self._stack.addWidget(self.editor)
        self._stack.setCurrentWidget(self.editor)
        self.editor.show_meeting(self._meeting)
        self._offer()
        self.editor.tree.setFocus()

    def end(self) -> None:
        """Go back to reading."""
        self._stack.setCurrentWidget(self.reading)
        self.reading.show_meeting(self._meeting)
        self._offer()
        self.edit.setFocus()

    def _proposed(self, store: Store, meeting: str, title: str, why: str) -> Changes:
        given, clock = Fields(title=title), self._desk.clock
        return agendas_proposing.propose(store, meeting, why, given, new=True, clock=clock).changes

    def _propose(self) -> None:
        self.proposing.begin()
        self._offer()

    def _offer(self) -> None:
        profile = facts.profile(self._desk.store)
        may = is_carrier(self._desk.store)
        self.papers.setMaximumHeight(0 if self.is_editing() else 16_777_215)
        self.propose.setVisible(
            profile is not None and not may and not self.proposing.isVisibleTo(self)
        )
        self.edit.setVisible(may and not self.is_editing())
        self.leave.setVisible(self.is_editing())
