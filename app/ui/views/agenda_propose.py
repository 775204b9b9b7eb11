"""A member proposes an item for the agenda: a title, and why; the chairs read it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.actions import agendas_proposing
from app.actions.agenda_writing import Fields
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import Card, FlowBox


class AgendaPropose(Card):
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        self.title = QLineEdit()
        self.title.setAccessibleName(_("Title of the item"))
        self.title.setPlaceholderText(_("What it is about, in one line"))
        self.why = GrowingText(_("Why"), _("Why, and for how long"), lines=2)
        self.send = Button(_("Propose to the chairs"), "secondary", Symbol.SEND, self._send)
        self.leave = Button(_("Cancel"), "link", on_click=self._end)
        super().__init__(self.title, self.why, FlowBox(self.send, self.leave, spacing=Space.SMALL))
        self._desk = desk
        self._meeting = ""
        self.title.textChanged.connect(self._may)
        self._may()
        self.hide()

    def show_meeting(self, id: str) -> None:
        if id != self._meeting:
            self._meeting = id
            self._end()

    def begin(self) -> None:
        self.show()
        self.title.setFocus()

    def _may(self) -> None:
        self.send.setEnabled(bool(self.title.text().strip()))

    def _send(self) -> None:
        meeting, given, why = self._meeting, Fields(title=self.title.text()), self.why.text()

        def verb(store: Store) -> Changes:
            return agendas_proposing.propose(
                store, meeting, why, given, new=True, clock=self._desk.clock
            ).changes

        self._desk.act(verb, _("Submitted, waiting for a line"), undoable=True, then=self._sent)

    def _sent(self, _changes: Changes) -> None:
        self.title.clear()
        self.why.clear()
        self._end()

    def _end(self) -> None:
        self.hide()
        self.left.emit()
