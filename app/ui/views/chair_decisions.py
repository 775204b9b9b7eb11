"""Decisions: proposals by rank with the line of the places, an outcome each, the release."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions import deciding, ranking
from app.actions.deciding import Decisions
from app.actions.ranking import Ranking, Table
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.i18n import _
from app.settings import Settings
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import chair_decisions as model
from app.ui.theme import surface
from app.ui.views.chair_balance import Balance
from app.ui.views.chair_online import OnlinePage
from app.ui.views.chair_outcome import OutcomeForm
from app.ui.views.chair_places import Places
from app.ui.views.chair_ranked import RankedList
from app.ui.views.page import Split, nothing, scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, boxed, down, hairline
from app.ui.widgets.tabs import TabRow
from app.ui.widgets.text import Label

HEAVY = frozenset({"everything", "*", "sync", "reviews", "proposals", "rounds"})
"""What the ranking itself follows from; decisions alone are read again much faster."""


class DecisionsPage(QWidget):
    """Step four of the chair's path, for one round."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self.desk = desk
        self._round = ""
        self._table: Table | None = None
        self._ranking: Ranking | None = None
        self._shown = ""
        self.tabs = TabRow(_("Decisions"))
        self.tabs.add("proposals", _("Proposals"))
        self.tabs.add("online", _("Asked online"))
        self.tabs.currentChanged.connect(self._turn)
        self.summary = Label(tone="soft", wrap=True)
        self.release = Button("", "primary", Symbol.SEND, self._release)
        self.doubts = Label(type="small", tone="warn", wrap=True)
        self.places = Places()
        self.places.changed.connect(self._draw)
        self.list = RankedList()
        self.list.opened.connect(self._choose)
        self.list.activated_line.connect(self._go_in)
        self.list.moved.connect(self.places.move_to)
        self.list.numbered.connect(self._number)
        self.list.takes_digits = desk.settings.letter_keys
        desk.settings_changed.connect(self._set_keys)
        self.form = OutcomeForm()
        self.form.changed.connect(self._decide)
        self.form.cleared.connect(self._clear)
        self.form.opened.connect(self._read)
        self.empty = nothing(_("Choose a proposal to decide about it."))
        self.balance = Balance()
        self.online = OnlinePage(desk)
        self._lay_out()
        desk.closing.connect(self.form.flush)

    def _lay_out(self) -> None:
        side = down(self.places, hairline(), self.list, spacing=0)
        side.setStretch(2, 1)
        inner = (Space.WIDE, Space.SMALL, Space.WIDE, Space.WIDE)
        column = down(self.empty, self.form, Space.MEDIUM, self.balance, None, margins=inner)
        self.split = Split(boxed(side, "paper"), scrolled(boxed(column)), _("All proposals"))
        self.split.side.setFocusProxy(self.list)
        top = across(self.summary, self.release, spacing=Space.MEDIUM)
        top.setStretch(0, 1)
        rank = down(
            down(
                top,
                self.doubts,
                margins=(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL),
                spacing=Space.TIGHT,
            ),
            hairline(),
            self.split,
            spacing=0,
        )
        rank.setStretch(2, 1)
        self._parts = QStackedWidget()
        self._parts.addWidget(boxed(rank))
        self._parts.addWidget(self.online)
        whole = down(
            down(self.tabs, margins=(Space.SMALL, 0, Space.SMALL, 0)), self._parts, spacing=0
        )
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.form.hide()

    # --- reading --------------------------------------------------------------------------

    def show_round(self, id: str) -> None:
        """Show the decisions of round `id`."""
        self.form.flush()
        if id != self._round:
            self._round, self._table = id, None
            self.places.forget()
        self._load()
        self.online.show_round(id)

    def refresh(self, changes: Changes) -> None:
        """Look again at what was touched."""
        if not self._round:
            return
        if changes.touch(*HEAVY) or self._table is None:
            self._load()
        elif changes.touch("decisions"):
            self.desk.worker.read(
                partial(_decided, self._round), partial(self._renewed, self._round)
            )
        self.online.refresh(changes)

    def table(self) -> Table | None:
        """Return what is shown, None while it is being read."""
        return self._table

    def _load(self) -> None:
        round_ = self._round
        self.desk.worker.read(lambda store: _table(round_, store), partial(self._got, round_))

    def _got(self, round_: str, table: Table | None) -> None:
        if round_ == self._round:
            self._table = table
            self._draw()

    def _renewed(self, round_: str, found: Decisions | None) -> None:
        if round_ == self._round and self._table is not None and found is not None:
            self._table = replace(self._table, decisions=found)
            self._draw()

    def _draw(self) -> None:
        """Draw the line where it is wanted, and everything that follows from it."""
        table = self._table
        if table is None:
            return
        quotas = self.places.shared(table)
        try:
            self._ranking = ranking.ranking(table, self.places.slots(table), quotas)
        except Trouble:  # no scores
            self._ranking = None
        self._show_line(table)
        self.list.show_lines(model.rows(table, self._ranking))
        self._show_balance()
        self.summary.setText(model.summary(table))
        doubts = model.doubts(table)
        self.doubts.setText(doubts)
        self.doubts.setVisible(bool(doubts))
        count = len(table.decisions.ids("pending"))
        self.release.set_words(model.release_words(count))
        self.release.setVisible(bool(count))
        self._choose(self.list.key() or "")

    def _show_line(self, table: Table) -> None:
        found = self._ranking
        self.places.show_ranking(table, found)
        if found is None:
            self.list.show_line(None, 0, "")
            return
        words = self.places.line_words(table, found)
        self.list.show_line(min(found.line.slots, table.scored), table.scored, words)

    def _show_balance(self) -> None:
        found = self._ranking
        self.balance.setVisible(found is not None)
        if found is not None:
            moved = found.line.ids("in") != found.plain.ids("in")
            moved = moved or bool(self.places.share.currentData())
            self.balance.show_ranking(found, moved=moved)

    # --- deciding -------------------------------------------------------------------------

    def _choose(self, id: str) -> None:
        table = self._table
        if table is None:
            return
        line = next((each for each in table.decisions.lines if each.paper.id == id), None)
        self.form.setVisible(line is not None)
        self.empty.setVisible(line is None)
        if line is None:
            return
        if self._shown != id:
            self.form.flush()
            self._shown = id
        place = next(
            (
                each
                for each in (self._ranking.line.places if self._ranking else ())
                if each.entry.id == id
            ),
            None,
        )
        titles = {each.paper.id: each.paper.title for each in table.decisions.lines}
        scores = model.scores(place) if place else ""
        self.form.show_decision(table.decisions, line, scores, titles)

    def _go_in(self, id: str) -> None:
        self._choose(id)
        self.split.show_detail()

    def _decide(self, given: dict[str, Any]) -> None:
        """Decide about the proposal whose words these are: the one that is shown."""
        id, clock = self._shown, self.desk.clock
        released = self._table.decisions.ids("released") if self._table is not None else ()
        told = _("Saved. Pending until it is released")
        if id in released:
            told = _("Saved. It is released: members read it after the next sync")
        self.desk.act(
            lambda store: deciding.decide(store, id, **given, clock=clock).changes,
            told if "outcome" in given else "",
            undoable=True,
        )

    def _clear(self) -> None:
        id, clock = self._shown, self.desk.clock
        self.desk.act(
            lambda store: deciding.clear(store, id, clock).changes,
            _("The decision is taken back"),
            undoable=True,
        )

    def _release(self) -> None:
        """Release what is pending; it is told, with Undo."""
        self.form.flush()
        if self._table is None:
            return
        count = len(self._table.decisions.ids("pending"))
        round_, clock = self._round, self.desk.clock
        self.desk.act(
            lambda store: deciding.release(store, round_, clock=clock).changes,
            model.released_words(count),
            undoable=True,
        )

    def _set_keys(self, settings: Settings) -> None:
        self.list.takes_digits = settings.letter_keys

    def _number(self, number: int) -> None:
        """Give the outcome of a digit to the chosen proposal."""
        known = [] if self._table is None else [each.key for each in self._table.decisions.outcomes]
        if 0 < number <= len(known) and self.form.isVisibleTo(self):
            self.form.outcomes.pick(known[number - 1])

    def _read(self) -> None:
        self.desk.show("proposals", self._shown)

    def _turn(self, index: int) -> None:
        self._parts.setCurrentIndex(index)


def _table(round_: str, store: Store) -> Table | None:
    try:
        return ranking.table(store, round_)
    except Trouble:  # the round went away meanwhile
        return None


def _decided(round_: str, store: Store) -> Decisions | None:
    try:
        return deciding.decided(store, round_)
    except Trouble:
        return None
