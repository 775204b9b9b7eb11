"""Step 3 of the chair's path: the letters to the proposers, written, looked at, recorded as sent."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.rounds import Round
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import chair_letters
from app.ui.models.chair_letters import Writing
from app.ui.theme import surface
from app.ui.views.chair_letter import LetterSheet
from app.ui.views.page import Either, Split
from app.ui.widgets.layout import boxed, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import Line, LineList
from app.ui.worker import Current

TOUCHED = ("everything", "*", "sync", "rounds", "comments", "proposals", "versions", "letters",
           "templates")  # fmt: skip


class LettersPage(QWidget):
    """A list of the proposals with the state of their letters, one letter beside it."""

    def __init__(self, desk: Desk, points_of: Callable[[str], object]) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._round: Round | None = None
        self._wanted = ""
        self._listing, self._reading = Current(), Current()
        self.now: Writing | None = None
        self.list = LineList(_("Letters to the proposers"))
        self.list.opened.connect(self._open)
        self.list.activated_line.connect(self._go_in)
        self.sheet = LetterSheet(desk)
        self.sheet.points_wanted.connect(lambda: points_of(self._wanted))
        self.sheet.template_saved.connect(self._look)
        side = down(self.list, margins=(0, Space.SMALL, 0, 0))
        self.split = Split(boxed(side, "paper"), self.sheet, _("All letters"))
        self.split.side.setFocusProxy(self.list)
        self.either = Either(
            EmptyState(
                Symbol.SEND,
                _("No letters yet"),
                _("When proposals have come, you write here to their proposers: an opening, the "
                  "points of step 2 with their questions, a closing."),
            ),
            self.split,
        )  # fmt: skip
        self.setLayout(down(self.either, spacing=0))
        desk.closing.connect(self.sheet.flush)

    def show_round(self, round: Round) -> None:
        if self._round is None or round.id != self._round.id:
            self.sheet.flush()
            self._wanted = ""
        self._round = round
        self._list()

    def show_proposal(self, id: str) -> None:
        """Show the letter about a proposal."""
        self._open(id)
        self.list.choose(id)
        self.split.show_detail()

    def refresh(self, changes: Changes) -> None:
        if changes.touch(*TOUCHED):
            self._list()

    def proposal(self) -> str:
        return self._wanted

    def is_busy(self) -> bool:
        return bool(self._listing) or bool(self._reading) or self.sheet.saving.busy()

    def _list(self) -> None:
        if self._round is None:
            return
        each, clock = self._round, self._desk.clock

        def collect(store: Store, _job: object) -> list[Line]:
            return chair_letters.listed(store, each, clock)

        self._listing.run(self._desk.worker, collect, self._listed, self._desk.failed.emit)

    def _listed(self, lines: list[Line]) -> None:
        self.list.show_lines(lines)
        self.either.show_full(bool(lines))
        keys = [line.key for line in lines]
        if keys and self._wanted not in keys:
            self._wanted = keys[0]
        self.list.choose(self._wanted)
        self._look()

    def _open(self, id: str) -> None:
        if id != self._wanted:
            self.sheet.flush()
            self._wanted = id
            self._look()

    def _go_in(self, id: str) -> None:
        self._open(id)
        self.split.show_detail()

    def _look(self) -> None:
        if not self._wanted:
            return
        home, clock, wanted = self._desk.home, self._desk.clock, self._wanted

        def collect(store: Store, _job: object) -> Writing:
            return chair_letters.writing(store, home, wanted, clock)

        self._reading.run(
            self._desk.worker, collect, partial(self._show, wanted), self._desk.failed.emit
        )

    def _show(self, wanted: str, now: Writing) -> None:
        if wanted == self._wanted:
            self.now = now
            self.sheet.show_writing(now)
