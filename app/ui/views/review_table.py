"""The page of the table: which round, how far one is, submitting several drafts at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions import review_sheet, reviewing
from app.actions.review_sheet import Sheet
from app.actions.reviewing import Batch, Edit
from app.domain.changes import Changes
from app.domain.reviews import Fault
from app.i18n import _, ngettext
from app.store import Store, undo
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import surface
from app.ui.views import review_words
from app.ui.views.review_saving import Saving
from app.ui.views.review_sheet import SheetTable
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import across, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.text import Heading, Label, announce

MOST_TOLD = 3
"""Reviews whose faults are told one by one after a submission of several."""


@dataclass(frozen=True, slots=True)
class _Batched:
    batch: Batch
    act: int | None


class ReviewTable(QWidget):
    """Shows my reviews of one round; every change is saved as it is made."""

    left = Signal()
    """Back to the list."""
    opened = Signal(str)
    """The member wants to read this proposal."""

    def __init__(self, desk: Desk, far: Callable[[str], str]) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._far = far
        self._stale = True
        self._closed = False
        self._round = ""
        self.saving = Saving(desk, self)
        self.saving.failed.connect(desk.failed)
        self.back = Button(_("Proposals"), "quiet", Symbol.BACK, self.left.emit)
        self.title = Heading(_("My reviews"), 2)
        self.rounds = Choice(_("Round"))
        self.rounds.currentIndexChanged.connect(self._round_chosen)
        self.far = Label(type="small", tone="soft", elide=True)
        self.all = Button(_("Tick all that are whole"), "quiet", Symbol.TICKED, self._tick_all)
        self.submit = Button(_("Submit"), "primary", on_click=self.submit_ticked)
        self.hint = Label(
            _(
                "A digit scores, Delete blanks, Space ticks a draft, Enter opens the paper, "
                "Ctrl+Page down goes to the next one not begun."
            ),
            type="small",
            tone="soft",
            wrap=True,
        )
        self.lacking = Label(type="small", tone="bad", wrap=True)
        self.lacking.hide()
        self.table = SheetTable(_("My reviews"))
        self.table.plain_digits = lambda: desk.settings.letter_keys
        self.table.edited.connect(self._edit)
        self.table.opened.connect(self.opened)
        self.table.ticked.connect(self._show_verbs)
        self.table.next_wanted.connect(self.next)
        self.table.submit_wanted.connect(self.submit_ticked)
        self.nothing = EmptyState(
            Symbol.TABLE,
            _("Nothing to review here"),
            _("The proposals that a round asks you about stand here, one row each."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        edge = (Space.LARGE, Space.MEDIUM, Space.LARGE, Space.SMALL)
        first = across(self.back, self.title, self.rounds, None)
        second = across(self.far, self.all, self.submit)
        second.setStretch(0, 1)
        head = down(first, second, self.hint, self.lacking, margins=edge)
        column = down(head, hairline(), self._stack, spacing=0)
        column.setStretch(2, 1)
        self.setLayout(column)
        self.setFocusProxy(self.table)
        desk.closing.connect(self._close)

    def show_rounds(self, rounds: Sequence[tuple[str, str]], wanted: str = "") -> None:
        """Offer these rounds (id, title), and show `wanted`, or the one that was shown."""
        wanted = wanted or self._round
        self.rounds.blockSignals(True)
        self.rounds.clear()
        for id, title in rounds:
            self.rounds.addItem(title, id)
        self.rounds.setCurrentIndex(max(0, self.rounds.findData(wanted)))
        self.rounds.blockSignals(False)
        self.rounds.setVisible(len(rounds) > 1)
        self._round_chosen()

    def refresh(self, changes: Changes) -> None:
        """Look again if anything of the table was touched; out of sight once it is shown."""
        touched = ("reviews", "proposals", "rounds", "sync", "seen", "*", "everything")
        if not self._closed and changes.touch(*touched):
            self._stale = True
            if self.isVisible():
                self._load()

    def show_far(self) -> None:
        """Tell anew how far one is."""
        self.far.setText(self._far(self._round))

    def next(self) -> None:
        """Go to the next row in which nothing is written, from here on and then from the top."""
        lines = self.table.sheet.lines()
        here = self.table.sheet.row_of(self.table.key())
        start = 0 if here is None else here + 1
        following = [*lines[start:], *lines[:start]]
        found = next((each for each in following if not each.begun), None)
        if found is None:
            self._desk.told.emit(_("Nothing left to begin in this table."), None)
        else:
            self.table.choose(found.row.id)

    def submit_ticked(self) -> None:
        """Submit the ticked drafts in one act; without any the draft one is on."""
        here = self.table.key()
        wanted = self.table.sheet.chosen() or ([here] if here is not None else [])
        if not wanted:
            return
        clock = self._desk.clock
        done: list[_Batched] = []

        def act(store: Store) -> Changes:
            batch = reviewing.submit_all(store, wanted, clock)
            last = undo.last(store) if batch.submitted else None
            done.append(_Batched(batch, None if last is None else last.act))
            return batch.changes

        self._desk.act(act, then=lambda _changes: self._submitted(done[0]))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._load()

    def _round_chosen(self, _index: int = 0) -> None:
        self._round = str(self.rounds.currentData() or "")
        self._stale = True
        self.lacking.hide()
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        self._stale = False
        query = partial(_sheet, self._round)
        self._desk.worker.read(query, self._loaded)

    def _loaded(self, sheet: Sheet | None) -> None:
        if self._closed or sheet is None or sheet.scheme.id != self._round:
            return
        here, first = self.table.key(), not self.table.sheet.columns
        self.table.sheet.show(sheet)
        self._stack.setCurrentWidget(self.table if sheet.lines else self.nothing)
        if not self.table.currentIndex().isValid():  # else one may have scrolled away from it
            known = self.table.sheet.row_of(here) is not None
            self.table.choose(here if known else sheet.lines[0].row.id if sheet.lines else None)
        if first:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_far()
        self._show_verbs()

    def _show_verbs(self) -> None:
        ready = any(each.ready for each in self.table.sheet.lines())
        count = len(self.table.sheet.chosen())
        words = _("Submit")
        if count:
            words = ngettext("Submit {n} review", "Submit {n} reviews", count).format(n=count)
        self.submit.set_words(words)
        self.submit.setEnabled(bool(count))
        self.all.setEnabled(ready)

    def _tick_all(self) -> None:
        self.table.sheet.choose(each.row.id for each in self.table.sheet.lines() if each.ready)
        self._show_verbs()

    def _edit(self, id: str, edit: Edit) -> None:
        row = self.table.sheet.row_of(id)
        if row is None:
            return
        self.lacking.hide()
        line = self.table.sheet.line(row)
        # No text was on the screen: a review stays about the version it was written about.
        self.saving.save(id, edit, line.row.reviewed_version)

    def _submitted(self, done: _Batched) -> None:
        if self._closed:
            return
        batch = done.batch
        if batch.submitted:
            count = len(batch.submitted)
            said = ngettext(
                "{n} review submitted. It goes to the chairs with the next line.",
                "{n} reviews submitted. They go to the chairs with the next line.",
                count,
            ).format(n=count)
            self._desk.told.emit(said, partial(self._desk.take_back, done.act))
        words = self._lacking(batch)
        self.lacking.setText(words)
        self.lacking.setVisible(bool(words))
        if words:
            announce(self, words)
        if not batch.submitted and not batch.lacking:
            self._desk.told.emit(_("There is no draft in this row to submit."), None)
        self.table.sheet.choose(batch.lacking)
        self._show_verbs()

    def _lacking(self, batch: Batch) -> str:
        scheme = self.table.sheet.scheme
        if not batch.lacking or scheme is None:
            return ""
        count = len(batch.lacking)
        told = ngettext(
            "{n} review was not submitted; it stays a draft.",
            "{n} reviews were not submitted; they stay drafts.",
            count,
        ).format(n=count)
        some = [self._fault(id, faults) for id, faults in list(batch.lacking.items())[:MOST_TOLD]]
        return " ".join((told, *some))

    def _fault(self, id: str, faults: tuple[Fault, ...]) -> str:
        row, scheme = self.table.sheet.row_of(id), self.table.sheet.scheme
        if row is None or scheme is None:
            return ""
        title = self.table.sheet.line(row).row.title
        return f"{title}: {review_words.fault(faults[0], scheme)}"

    def _close(self) -> None:
        self._closed = True  # what is answered from now on can no longer be shown


def _sheet(round_: str, store: Store) -> Sheet | None:
    return review_sheet.of_round(store, round_)
