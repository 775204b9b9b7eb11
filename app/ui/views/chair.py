"""Chair: who has answered in each round and who has not, and the comments as a PDF."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.rounds import Round
from app.i18n import _
from app.store import rounds
from app.ui.desk import Desk
from app.ui.exports import Export
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import answers
from app.ui.views.page import Block, Either, Page, ShortList
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox, across, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import Line
from app.ui.widgets.text import Label


class ChairView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rounds: list[Round] = []
        self.page = Page(_("Chair"))
        self.round = Choice(_("Round"))
        self.round.currentIndexChanged.connect(self._show)
        self.export = Button(
            _("Comments as PDF…"), "secondary", Symbol.EXPORT, partial(self.export_comments, "pdf")
        )
        self.take = Button(
            _("Take in answers…"),
            "secondary",
            Symbol.DOCUMENTS,
            partial(desk.show, "opened", "ask"),
        )
        self.count = Label(type="lead", weight="medium", wrap=True)
        self.missing, self._missing = self._part(_("Have not answered"), "people")
        self.done, self._done = self._part(_("Have answered"), "people")
        self.papers, self._papers = self._part(_("Proposals"), "proposals")
        self.page.column.addLayout(across(self.round, None))
        self.page.column.addWidget(self.count)
        self.page.column.addWidget(FlowBox(self.export, self.take))
        for part in (self._papers, self._missing, self._done):
            self.page.column.addSpacing(Space.MEDIUM)
            self.page.column.addWidget(part)
        self.either = Either(
            EmptyState(
                Symbol.CHAIR,
                _("No round yet"),
                _("When the Secretariat opens a round, you see here who has answered, and "
                  "take all comments with you as a PDF."),
                _("Sync now"),
                desk.sync_wanted.emit,
            ),
            self.page,
        )  # fmt: skip
        self.setLayout(down(self.either, spacing=0))
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if not changes.touch("everything", "rounds", "reviews", "members", "proposals"):
            return
        chosen = self.round.currentData()
        self._rounds = rounds.listed(self._desk.store)
        self.either.show_full(bool(self._rounds))
        self.round.blockSignals(True)
        self.round.clear()
        for each in self._rounds:
            self.round.addItem(each.title, each.id)
        self.round.setCurrentIndex(max(0, self.round.findData(chosen)))
        self.round.blockSignals(False)
        self._show()

    def show_record(self, id: str) -> None:
        """Show a round."""
        at = self.round.findData(id)
        if at >= 0:
            self.round.setCurrentIndex(at)

    def export_comments(self, format: str) -> None:
        """Write the round's comments, consolidated by proposal and criterion."""
        at = self.round.currentIndex()
        if 0 <= at < len(self._rounds):
            each = self._rounds[at]
            title = _("Comments, {round}").format(round=each.title)
            Export(self._desk, self).begin("comments", format, title, each.id)

    def _show(self, _index: int = 0) -> None:
        at = self.round.currentIndex()
        if not 0 <= at < len(self._rounds):
            return
        found = answers.collect(self._desk.store, self._rounds[at])
        self.count.setText(found.words)
        self._fill(self.missing, self._missing, found.missing)
        self._fill(self.done, self._done, found.done)
        self._fill(self.papers, self._papers, found.proposals)

    def _fill(self, rows: ShortList, part: Block, lines: tuple[Line, ...]) -> None:
        rows.show_lines(lines)
        part.setVisible(bool(lines))

    def _part(self, title: str, place: str) -> tuple[ShortList, Block]:
        rows = ShortList(title)
        rows.activated_line.connect(partial(self._desk.show, place))
        return rows, Block(title, rows)
