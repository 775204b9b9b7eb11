"""Chair: one path from the members' answers to the report, a round at a time."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.changes import Changes
from app.domain.letters import Letter
from app.domain.rounds import Round
from app.i18n import _
from app.store import Store, current, rounds
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import chair_steps
from app.ui.models.chair_steps import STEPS, Progress
from app.ui.theme import surface, theme
from app.ui.views.page import Either
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import across, boxed, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.tabs import TabRow
from app.ui.widgets.text import Heading, tip_text
from app.ui.worker import Current

# ruff: noqa: PLC0415 -- a step is imported when somebody goes there, not before

HEAVY = ("everything", "*", "sync", "rounds", "reviews", "members", "proposals")
"""What who has answered follows from: in a large round that is not looked up with every word."""
LIGHT = ("letters", "decisions")


class ChairView(QWidget):
    """Ctrl+Tab goes to the next step; each is built when it is first shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._rounds: list[Round] = []
        self._pages: dict[str, Any] = {}
        self._stale: dict[str, Changes] = {}
        self._counting = Current()
        self._now: Progress | None = None
        """What is known of how far the round is, None where something came that it follows from."""
        self._told: Progress | None = None
        self.round = Choice(_("Round"))
        self.round.currentIndexChanged.connect(self._show)
        self.steps = TabRow(_("Steps of the chair"))
        for key, words in chair_steps.names(None).items():
            self.steps.add(key, words)
        self.steps.currentChanged.connect(self._turn)
        self._stack = QStackedWidget()
        head = across(Heading(_("Chair"), 1), self.round, spacing=Space.LARGE)
        head.setStretch(0, 1)
        edge = (Space.WIDE, Space.MEDIUM, Space.WIDE, 0)
        top = boxed(down(head, self.steps, spacing=Space.TIGHT, margins=edge))
        whole = down(top, hairline(), self._stack, spacing=0)
        whole.setStretch(2, 1)
        self.either = Either(
            EmptyState(
                Symbol.CHAIR,
                _("No round yet"),
                _("When the Secretariat opens a round, you go from here to the report: who has "
                  "answered, your points, the letters to the proposers, the decisions."),
                _("Sync now"),
                desk.sync_wanted.emit,
            ),
            boxed(whole, "paper"),
        )  # fmt: skip
        self.setLayout(down(self.either, spacing=0))
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, self._step_by(by))
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        theme().changed.connect(self._name_steps)
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        """Look again where `changes` touch what is shown; other steps when they are shown."""
        if changes.touch("everything", "*", "sync", "rounds"):
            self._list_rounds()
        here = self.steps.key()
        for step, page in self._pages.items():
            if step == here:
                page.refresh(changes)
            else:
                self._stale[step] = self._stale.get(step, Changes()) | changes
        if changes.touch(*HEAVY):
            self._now = None
        if changes.touch(*HEAVY, *LIGHT):
            self._count()

    def page(self, step: str) -> Any:
        """Return the page of a step of STEPS, built if nobody has been there."""
        if step not in self._pages:
            self._pages[step] = self._make(step)
            self._stack.addWidget(self._pages[step])
            self._tell(step)
        return self._pages[step]

    def go(self, step: str) -> None:
        self.steps.go(step)
        self._turn()

    def go_to_points(self, proposal: str) -> None:
        """Show the points of one proposal, or what was said about `document/ID`."""
        self.go("points")
        self._pages["points"].show_proposal(proposal)

    def show_record(self, id: str) -> None:
        """Show a round, a step, a letter, the points of a proposal, or what `document/ID` got."""
        if id.startswith("document/"):
            self.go_to_points(id)
        elif id in STEPS:
            self.go(id)
        elif (at := self.round.findData(id)) >= 0:
            self.round.setCurrentIndex(at)
        elif (paper := current.one(self._desk.store, "proposals", id)) is not None:
            self.show_record(str(paper.data.get("round")))
            self.go_to_points(id)
        elif (letter := current.one(self._desk.store, "letters", id)) is not None:
            if letter.data.get("meeting"):  # a summary report is kept among them
                self._desk.show("meetings", str(letter.data["meeting"]))
                return
            self.show_record(str(letter.data.get("round")))
            self._to_letter(Letter.from_row(letter).paper)

    def chosen(self) -> Round | None:
        """Return the round that is looked at."""
        at = self.round.currentIndex()
        return self._rounds[at] if 0 <= at < len(self._rounds) else None

    def _list_rounds(self) -> None:
        before = self.chosen()
        self._rounds = rounds.listed(self._desk.store)
        self.either.show_full(bool(self._rounds))
        self.round.blockSignals(True)
        self.round.clear()
        for each in self._rounds:
            self.round.addItem(each.title, each.id)
        at = self.round.findData(before.id) if before is not None else -1
        self.round.setCurrentIndex(max(0, at))
        self.round.setVisible(len(self._rounds) > 1)
        self.round.blockSignals(False)
        if self.chosen() != before:
            self._show()

    def _show(self, _index: int = 0) -> None:
        """Show another round in every step: here now, elsewhere when it is shown."""
        if self.chosen() is None:
            return
        for step in self._pages:
            self._stale[step] = Changes.of("rounds")
        self._now = None
        self._turn()
        self._count()

    def _turn(self, _index: int = 0) -> None:
        step = self.steps.key()
        if self.chosen() is None:
            return
        page = self.page(step)
        self._stack.setCurrentWidget(page)
        changes = self._stale.pop(step, None)
        if changes is None:
            return
        if changes.touch("rounds"):
            self._tell(step)
        else:
            page.refresh(changes)

    def _tell(self, step: str) -> None:
        """Tell a page which round it is about."""
        each = self.chosen()
        if each is not None:
            page = self._pages[step]
            page.show_round(each.id if step == "decisions" else each)

    def _step_by(self, by: int) -> Callable[[], None]:
        def step() -> None:
            self.go(STEPS[(STEPS.index(self.steps.key()) + by) % len(STEPS)])

        return step

    def _make(self, step: str) -> Any:
        desk = self._desk
        match step:
            case "answers":
                from app.ui.views.chair_answers import AnswersPage

                return AnswersPage(desk, self.go_to_points)
            case "points":
                from app.ui.views.chair_points import PointsPage

                return PointsPage(desk, partial(self._to_letter))
            case "letters":
                from app.ui.views.chair_letters import LettersPage

                return LettersPage(desk, self.go_to_points)
            case "decisions":
                from app.ui.views.chair_decisions import DecisionsPage

                return DecisionsPage(desk)
            case _:
                from app.ui.views.chair_report import ReportPage

                return ReportPage(desk)

    def _to_letter(self, proposal: str) -> None:
        self.go("letters")
        self._pages["letters"].show_proposal(proposal)

    def _count(self) -> None:
        each = self.chosen()
        if each is None:
            return

        known = self._now

        def look(store: Store, _job: object) -> Progress:
            return chair_steps.progress(store, each, known)

        self._counting.run(self._desk.worker, look, self._counted, self._desk.failed.emit)

    def _counted(self, now: Progress) -> None:
        self._now = self._told = now
        self._name_steps()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_steps()

    def _name_steps(self) -> None:
        """Name the steps with how far they are, or without where there is no room for it."""
        whole = chair_steps.names(self._told)
        room = self.width() - 2 * Space.WIDE
        for known in (whole, chair_steps.names(None)):
            for step, words in known.items():
                self.steps.set_count(step, words, None)
            if sum(self.steps.tabSizeHint(at).width() for at in range(len(STEPS))) <= room:
                break
        for at, step in enumerate(STEPS):
            self.steps.setTabToolTip(at, tip_text(whole[step]))
