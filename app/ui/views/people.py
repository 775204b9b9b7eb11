"""People: who is on the MAG, by stakeholder group and region."""

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.records import Row
from app.i18n import _, ngettext
from app.store import members
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import people
from app.ui.theme import surface
from app.ui.views.page import Either
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import boxed, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import LineList
from app.ui.widgets.text import Heading, Label


class PeopleView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._rows: list[Row] = []
        self.count = Label(tone="soft")
        self.search = SearchBox(_("Find by name, group, region or role"))
        self.search.searched.connect(self._show)
        self.list = LineList(_("People"))
        head = down(
            Heading(_("People"), 1),
            self.count,
            self.search,
            margins=(Space.HUGE, Space.LARGE, Space.HUGE, Space.SMALL),
        )
        body = down(self.list, margins=(Space.HUGE - Space.MEDIUM, 0, Space.HUGE - Space.MEDIUM, 0))
        full = down(head, body, spacing=0)
        full.setStretch(1, 1)
        self.either = Either(
            EmptyState(
                Symbol.PEOPLE,
                _("Nobody is listed yet"),
                _("The roster comes from the Secretariat with the first sync."),
                _("Sync now"),
                desk.sync_wanted.emit,
            ),
            boxed(full, "paper"),
        )
        self.setLayout(down(self.either, spacing=0))
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if changes.touch("everything", "members"):
            self._rows = members.listed(self._desk.store)
            self.either.show_full(bool(self._rows))
            self._show()

    def show_record(self, id: str) -> None:
        self.search.clear()
        self._show()
        self.list.choose(id)

    def _show(self, _words: str = "") -> None:
        lines = people.found(self._rows, self.search.text())
        self.list.show_lines(lines)
        self.count.setText(ngettext("{n} person", "{n} people", len(lines)).format(n=len(lines)))
