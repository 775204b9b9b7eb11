"""Step 1 of the chair's path: who has answered, and the matrix of all reviews."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.changes import Changes
from app.domain.rounds import Round
from app.i18n import _
from app.store import Store, facts
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import answers
from app.ui.models.answers import Answers
from app.ui.views.chair_matrix import MatrixPane
from app.ui.views.chair_reminding import RemindButton
from app.ui.views.page import WIDEST, Block, ShortList, scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.rows import Line
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading, Label
from app.ui.worker import Current

if TYPE_CHECKING:
    from app.ui.views.filing import FilingPane

TOUCHED = ("everything", "rounds", "reviews", "members", "proposals", "workgroups", "sync")


class AnswersPage(QWidget):
    """People first: a matrix is of no use before they have answered."""

    def __init__(self, desk: Desk, points_of: Callable[[str], object]) -> None:
        super().__init__()
        self._desk = desk
        self._round: Round | None = None
        self._read = Current()
        self.take = Button(
            _("Take in answers…"),
            "secondary",
            Symbol.DOCUMENTS,
            partial(desk.show, "opened", "ask"),
        )
        self.file = Button(
            _("File what came by mail…"), "secondary", Symbol.NOTE, partial(self._turn, "filing")
        )
        self.which = Segmented(
            (("people", _("Who has answered")), ("matrix", _("Matrix"))),
            _("What to look at"),
            clearable=False,
        )
        self.which.choose("people")
        self.which.chosen.connect(self._turn)
        self.count = Label(type="lead", weight="medium", wrap=True)
        self.missing, self._missing = self._part(_("Have not answered"), "people")
        self.done, self._done = self._part(_("Have answered"), "people")
        self.papers, self._papers = self._part(_("Proposals"), "proposals")
        self.matrix = MatrixPane(desk, points_of)
        self.filing: FilingPane | None = None
        self._filing_page: QWidget | None = None
        self.reminded = Label(tone="good", wrap=True)
        self.reminded.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._people())
        self._stack.addWidget(self.matrix)
        self.remind = RemindButton(desk, self)
        self.remind.show_missing("", 0)
        self.remind.written.connect(self._reminded)
        head = FlowBox(self.which, self.remind, self.take, self.file, spacing=Space.MEDIUM)
        edge = (Space.WIDE, Space.SMALL, Space.WIDE, 0)
        top = down(head, self.reminded, spacing=Space.SMALL, margins=edge)
        column = down(boxed(top), self._stack, spacing=Space.SMALL)
        column.setStretch(1, 1)
        self.setLayout(column)

    def show_round(self, round: Round) -> None:
        """Show who has answered in `round`."""
        self._round = round
        self._look()
        self.reminded.hide()
        if self.filing is not None:
            self.filing.show_round(round.id)
        if self._stack.currentWidget() is self.matrix:
            self.matrix.show_round(round.id)

    def refresh(self, changes: Changes) -> None:
        if self.filing is not None:
            self.filing.refresh(changes)
        if changes.touch(*TOUCHED):
            self._look()
            if self._stack.currentWidget() is self.matrix and self._round is not None:
                self.matrix.show_round(self._round.id)

    def show_matrix(self) -> None:
        self.which.pick("matrix")

    def is_busy(self) -> bool:
        filing = self.filing is not None and self.filing.is_busy()
        return bool(self._read) or self.matrix.is_busy() or filing

    def _look(self) -> None:
        if self._round is None:
            return
        each = self._round

        def collect(store: Store, _job: object) -> Answers:
            return answers.collect(store, each)

        self._read.run(self._desk.worker, collect, self._show, self._desk.failed.emit)

    def _show(self, found: Answers) -> None:
        self.count.setText(found.words)
        me = facts.get(self._desk.store, "account")  # nobody reminds herself by mail
        silent = sum(line.key != me for line in found.missing)
        self.remind.show_missing("" if self._round is None else self._round.id, silent)
        self._fill(self.missing, self._missing, found.missing)
        self._fill(self.done, self._done, found.done)
        self._fill(self.papers, self._papers, found.proposals)

    def _turn(self, which: object) -> None:
        if which == "filing":
            self.which.choose(None)  # neither of the views is shown; either leads back
            pane, page = self._filing()
            self._stack.setCurrentWidget(page)
            pane.paste.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._stack.setCurrentIndex(1 if which == "matrix" else 0)
        if which == "matrix" and self._round is not None:
            self.matrix.show_round(self._round.id)

    def _reminded(self, words: str) -> None:
        """Say where the drafts are; it stays until another round is looked at."""
        self.reminded.setText(words)
        self.reminded.show()

    def _people(self) -> QWidget:
        edge = (Space.WIDE, Space.SMALL, Space.WIDE, Space.HUGE)
        column = down(self.count, spacing=Space.SMALL, margins=edge)
        for part in (self._missing, self._done, self._papers):
            column.addSpacing(Space.SMALL)
            column.addWidget(part)
        column.addStretch(1)
        body = boxed(column)
        body.setMaximumWidth(WIDEST + 2 * Space.WIDE)
        area = scrolled(body)
        area.setAccessibleName(_("Who has answered"))
        return area

    def _filing(self) -> tuple["FilingPane", QWidget]:
        """Return what files mail and the page it is on, built when somebody first goes there."""
        if self.filing is None or self._filing_page is None:
            from app.ui.views.filing import FilingPane  # noqa: PLC0415 -- not before it is shown

            self.filing = FilingPane(self._desk)
            if self._round is not None:
                self.filing.show_round(self._round.id)
            edge = (Space.WIDE, Space.SMALL, Space.WIDE, Space.HUGE)
            title = Heading(_("File what came by mail"), 2)
            body = boxed(down(title, self.filing, margins=edge))
            body.setMaximumWidth(WIDEST + 2 * Space.WIDE)
            self._filing_page = scrolled(body)
            self._filing_page.setAccessibleName(_("File what came by mail"))
            self._stack.addWidget(self._filing_page)
        return self.filing, self._filing_page

    def _fill(self, rows: ShortList, part: Block, lines: tuple[Line, ...]) -> None:
        rows.show_lines(lines)
        part.setVisible(bool(lines))

    def _part(self, title: str, place: str) -> tuple[ShortList, Block]:
        rows = ShortList(title)
        rows.activated_line.connect(partial(self._desk.show, place))
        return rows, Block(title, rows)
