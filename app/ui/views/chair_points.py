"""Step 2 of the chair's path: what was said at the left, my points, the letter that grows.

A document marked for comment is worked on as a proposal is, by its sections.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.actions import suggesting
from app.domain.changes import Changes
from app.domain.letters import document_of
from app.domain.rounds import Round
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import chair_points
from app.ui.models.chair_points import Paper, Pointing
from app.ui.theme import surface, theme
from app.ui.views.chair_growing import GrowingLetter, named
from app.ui.views.chair_paper import PaperChoice
from app.ui.views.chair_pointing import PointColumn
from app.ui.views.chair_saids import SaidColumn
from app.ui.views.page import Either
from app.ui.widgets.keys import on_key
from app.ui.widgets.layout import across, boxed, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.tabs import TabRow
from app.ui.widgets.text import Label, tip
from app.ui.worker import Current

TOUCHED = ("everything", "*", "sync", "rounds", "reviews", "comments", "members", "proposals",
           "versions", "earlier")  # fmt: skip
PATIENCE = 200
"""Milliseconds for which another paper may still be shown under the name of the one wanted."""
ROOM = 960
"""Narrower than this the three columns are tabs, in px at 100 %."""


class PointsPage(QWidget):
    """Three columns about one proposal or document; Ctrl+PgDown goes to the next."""

    def __init__(self, desk: Desk, letter_of: Callable[[str], object]) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk, self._letter_of = desk, letter_of
        self._round: Round | None = None
        self._wanted = ""
        self._papers: list[Paper] = []
        self._listing, self._reading = Current(), Current()
        self._counted: tuple[str, int, bool] | None = None
        self.now: Pointing | None = None
        self.which = PaperChoice()
        self.which.wanted.connect(self.show_proposal)
        self.facts = Label(type="small", tone="soft", wrap=True)
        self.column = SaidColumn(desk)
        self.column.taken.connect(self.take)
        self.column.added.connect(self.add)
        self.column.chosen.connect(self._show_ways)
        self.column.suggested.connect(self._suggest)
        self.column.saving.connect(self._save)
        self.said = self.column.said
        self.points = PointColumn(desk)
        self.points.traced.connect(self._trace)
        self.points.dropped.connect(self.take_ids)
        self.points.chosen.connect(self._show_ways)
        self.letter = GrowingLetter()
        self.letter.wanted.connect(self._to_letter)
        self.tabs = TabRow(_("Columns"))
        self.tabs.add("said", _("Remarks"))
        self.tabs.add("points", _("My points"))
        self.tabs.add("letter", _("Letter"))
        self.tabs.currentChanged.connect(self._fit)
        self._lay_out()
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            on_key(self, keys, partial(self.step, by))
        desk.closing.connect(self.points.flush)

    # --- what it shows ----------------------------------------------------------------------

    def show_round(self, round: Round) -> None:
        """Show the proposals of `round`, the first of them open."""
        if self._round is None or round.id != self._round.id:
            self.points.flush()
            self._wanted, self.now = "", None
        self._round = round
        self._list()

    def show_proposal(self, id: str) -> None:
        """Show what was said about a proposal, and its points; or about `document/ID`."""
        if id != self._wanted:
            self.points.flush()
            self._wanted = id
            self.said.choose([])
            QTimer.singleShot(PATIENCE, self, self._empty)
        self.which.go(id)
        self._look()

    def refresh(self, changes: Changes) -> None:
        if changes.touch(*TOUCHED):
            self._list()
        elif changes.touch("letters"):
            self._look()  # the list follows when the points have become more or fewer

    def step(self, by: int) -> None:
        """Go to the next proposal (1) or the one before (-1)."""
        self.which.step(by)

    def proposal(self) -> str:
        return self._wanted

    def is_busy(self) -> bool:
        reads = bool(self._listing) or bool(self._reading) or self.column.is_busy()
        return reads or self.points.saving.busy()

    # --- what is done -----------------------------------------------------------------------

    def take(self) -> None:
        """Make a new point of what is chosen."""
        self.take_ids("", self.column.ids())

    def add(self) -> None:
        """Add what is chosen to the point in work; without one it becomes a new one."""
        self.take_ids(self.points.current(), self.column.ids())

    def take_ids(self, point: str, ids: list[str]) -> None:
        """Take remarks into a point, or into a new one ("")."""
        if self.now is None or not ids or self.now.locked or self.now.paper != self._wanted:
            return  # what is shown may still be of the paper before
        said = {each.id: each for each in self.now.said}
        self.points.take(point, [said[id] for id in ids if id in said])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _list(self) -> None:
        if self._round is None:
            return
        each = self._round

        def collect(store: Store, _job: object) -> list[Paper]:
            return chair_points.papers(store, each)

        self._listing.run(self._desk.worker, collect, self._listed, self._desk.failed.emit)

    def _listed(self, papers: list[Paper]) -> None:
        self._papers = papers
        self.either.show_full(bool(papers))
        ids = [each.id for each in papers]
        if papers and self._wanted not in ids:
            self._wanted = ids[0]
        self.which.show_papers(papers, self._wanted)
        self._look()

    def _look(self) -> None:
        if not self._wanted or self._round is None:
            return
        home, clock, wanted, scheme = self._desk.home, self._desk.clock, self._wanted, self._round

        def collect(store: Store, _job: object) -> Pointing:
            return chair_points.pointing(store, home, scheme, wanted, clock)

        self._reading.run(self._desk.worker, collect, self._show, self._desk.failed.emit)

    def _empty(self) -> None:
        """Take away what is of another paper where the one that is wanted takes its time."""
        if self.now is not None and self.now.paper != self._wanted:
            self.now = None
            self.facts.setText("")
            self.said.show_rows([])
            self.points.leave()
            self.letter.show_text("", kept=False)
            self._show_ways()

    def _show(self, now: Pointing) -> None:
        if now.paper != self._wanted:
            return
        self.now = now
        self.facts.setText(now.facts)
        silent = (
            _("Have said nothing: {names}") if now.document else _("Have not answered: {names}")
        )
        tip(self.facts, silent.format(names=", ".join(now.missing)) if now.missing else "")
        papers = [each.id for each in self._papers if not document_of(each.id)]
        self.column.show_pointing(now, tuple(papers))
        self._fit()
        self.points.show_points(now)
        self.letter.show_text(chair_points.preview(now.sheet), kept=now.letter is not None)
        remarks = sum(each.said is not None for each in now.remarks)
        points = len(now.letter.points) if now.letter else 0
        counted = now.paper, points, now.locked
        before, self._counted = self._counted, counted
        if before is not None and before[0] == now.paper and before != counted:
            self._list()
        self.tabs.set_count("said", _("Remarks"), remarks)
        self.tabs.set_count("points", _("My points"), points)
        self._show_ways()

    def _show_ways(self) -> None:
        """Say what can be done with what is chosen."""
        writes = self.now is not None and not self.now.locked
        self.column.show_ways(self.points.number(), writes=writes)

    def _trace(self, ids: list[str]) -> None:
        """Show the remarks a point was made of."""
        if self.narrow():
            self.tabs.go("said")
        self.column.tabs.go("said")
        self.said.choose(ids)
        self.said.setFocus(Qt.FocusReason.OtherFocusReason)

    def _suggest(self) -> None:
        home, clock, id = self._desk.home, self._desk.clock, self._wanted
        self.points.flush()
        self._desk.act(
            lambda store: suggesting.begin(store, home, id, clock),
            _("Points suggested of what was said."),
            undoable=True,
        )

    def _save(self) -> None:
        if self.now is not None and self.now.document:
            from app.ui.exports import Export  # noqa: PLC0415 -- only when it is wanted

            self.points.flush()
            title = _("Comments, {title}").format(title=self.now.title)
            Export(self._desk, self).report("comments", "pdf", title, document=self.now.document)

    def _to_letter(self) -> None:
        self.points.flush()
        self._letter_of(self._wanted)

    # --- how it is laid out -----------------------------------------------------------------

    def narrow(self) -> bool:
        return self.width() < theme().px(ROOM)

    def _fit(self, _index: int = 0) -> None:
        narrow, key = self.narrow(), self.tabs.key()
        self.tabs.setVisible(narrow)
        self.column.be_narrow(narrow)
        for name, column in self._columns.items():
            column.setVisible(not narrow or name == key)
        for line in self._lines:
            line.setVisible(not narrow)

    def _lay_out(self) -> None:
        points = down(named(_("My points")), self.points, spacing=0)
        points.setStretch(1, 1)
        self._columns = {
            "said": self.column,
            "points": boxed(points, "canvas"),
            "letter": self.letter,
        }
        self._lines = [hairline(upright=True), hairline(upright=True)]
        said_column, point_column, letter_column = self._columns.values()
        columns = across(
            said_column, self._lines[0], point_column, self._lines[1], letter_column, spacing=0
        )
        for at, share in ((0, 10), (2, 10), (4, 8)):
            columns.setStretch(at, share)
        top = down(self.which, self.facts, self.tabs, spacing=Space.TIGHT,
                   margins=(Space.WIDE, Space.SMALL, Space.WIDE, Space.SMALL))  # fmt: skip
        full = down(boxed(top), hairline(), boxed(columns), spacing=0)
        full.setStretch(2, 1)
        self.either = Either(
            EmptyState(
                Symbol.FILE,
                _("No proposals in this round yet"),
                _("When they have come, you make your points here of what members say."),
            ),
            boxed(full),
        )
        self.setLayout(down(self.either, spacing=0))
        self._fit()
