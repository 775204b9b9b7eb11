"""The matrix of a round in the window: order, filters, a lens; a review or the balance beside it."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions import matrix
from app.domain import matrix_order
from app.domain.matrices import Matrix
from app.i18n import _, ngettext
from app.phrases import schemes
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import chair_columns
from app.ui.models.chair_matrix import Sieve
from app.ui.theme import surface, theme
from app.ui.views import chair_review
from app.ui.views.chair_lens import LensPanel
from app.ui.views.chair_review import ReviewCard, Shown
from app.ui.views.chair_table import TableView
from app.ui.views.page import Either, nothing, scrolled
from app.ui.widgets.chips import FilterChip, MenuChip
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox, across, boxed, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.text import Label, announce
from app.ui.worker import Current

BESIDE = 280
"""Width of what stands beside the table, in px at 100 %."""
CHOICE = 240
"""Width of a choice among the filters, in px at 100 %."""
ROOM = 800
"""A table narrower than this, with what stands beside it, gives up its place to that."""
ODD_TOLD = 4
"""Sentences about an odd scheme that are shown above the table."""
Seen = tuple[Matrix, Matrix]
"""A matrix whole, and through the lens."""


class MatrixPane(QWidget):
    """Reads in the worker; what is shown is ordered and sifted here."""

    def __init__(self, desk: Desk, points_of: Callable[[str], object]) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk, self._points_of = desk, points_of
        self._round = ""
        self._matrix: Matrix | None = None
        self._read, self._opening = Current(), Current()
        self._opened: tuple[str, str] | None = None
        self.view = TableView()
        self.view.cell_opened.connect(self.open_cell)
        self.view.ordered.connect(self._order)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.order = Choice(_("Order by"))
        self.order.activated.connect(self._order_chosen)
        self.lens = Choice(_("Show"))
        self.lens.activated.connect(self._look)
        self.few = FilterChip(_("Few reviews"), self._sift)
        self.differ = FilterChip(_("Views differ most"), self._sift)
        self.conflicts = FilterChip(_("With conflicts of interest"), self._sift)
        self.themes = MenuChip(_("Theme"))
        self.themes.changed.connect(self._sift)
        self.balance = FilterChip(_("By group and region"), self._show_beside)
        self.count = Label(type="small", tone="soft")
        self.review = ReviewCard()
        self.review.closed.connect(self.close_review)
        self.review.points_wanted.connect(points_of)
        self.review.proposal_wanted.connect(partial(desk.show, "proposals"))
        self.lens_panel = LensPanel()
        self._lay_out()

    def show_round(self, id: str) -> None:
        """Show the matrix of a round; the same one anew keeps its order and what is chosen."""
        if id != self._round:
            self._round = id
            self.close_review()
            self.lens.clear()
        self._look()

    def is_busy(self) -> bool:
        return bool(self._read) or bool(self._opening)

    def open_cell(self, proposal: str, account: str) -> None:
        """Show a member's review beside the table; a number's cell leads to the points."""
        if not account:
            self._points_of(proposal)
            return
        if self._matrix is None:
            return
        scheme, clock = self._matrix.round, self._desk.clock
        self._opened = proposal, account

        def look(store: Store, _job: object) -> Shown:
            return chair_review.look_up(store, scheme, proposal, account, clock)

        self._opening.run(self._desk.worker, look, self._show_review, self._desk.failed.emit)

    def close_review(self) -> None:
        """Put the review away and go back to its cell."""
        held = self.review.isAncestorOf(self.focusWidget() or self)
        self._opened = None
        self._show_beside()
        if held:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_beside()

    def _lay_out(self) -> None:
        self._beside = QStackedWidget()
        for choice in (self.lens, self.order):
            choice.setMaximumWidth(theme().px(CHOICE))
        for widget in (self.lens_panel, self.review):
            holder = boxed(down(widget, margins=(Space.LARGE, Space.SMALL, Space.LARGE, 0)))
            self._beside.addWidget(scrolled(holder))
        self._line = hairline(upright=True)
        self.none = nothing(_("No proposal fits. Take a filter away."))
        self.none.hide()
        self._table = boxed(across(int(Space.LARGE), down(self.view, self.none), spacing=0))
        body = across(self._table, self._line, self._beside, spacing=0)
        body.setStretch(0, 1)
        chips = FlowBox(
            self.lens, self.order, self.few, self.differ, self.conflicts, self.themes,
            self.balance, self.count, spacing=Space.SMALL,
        )  # fmt: skip
        edge = (Space.WIDE, 0, Space.WIDE, Space.TIGHT)
        self.odd = Label(type="small", tone="warn", wrap=True)
        self.odd.hide()
        odd = boxed(across(self.odd, margins=edge))
        full = down(boxed(across(chips, margins=edge)), odd, body, spacing=0)
        full.setStretch(2, 1)
        empty = EmptyState(
            Symbol.TABLE,
            _("No proposals in this round yet"),
            _("When they have come, you see here what every member said of each of them."),
        )
        self.either = Either(empty, boxed(full))
        self.setLayout(down(self.either, spacing=0))
        self._show_beside()

    def _look(self, _index: int = 0) -> None:
        round, lens = self._round, str(self.lens.currentData() or "")

        def collect(store: Store, _job: object) -> Seen:
            whole = matrix.of_round(store, round)
            return whole, chair_columns.through(whole, lens)

        self._read.run(
            self._desk.worker, collect, partial(self._show, lens), self._desk.failed.emit
        )

    def _show(self, lens: str, seen: Seen) -> None:
        whole, shown = seen
        self._matrix = whole
        kept = self.view.currentIndex()
        cell = self.view.place(kept)
        self.view.table.show(shown, lens)
        self.view.shown()
        if cell is not None:
            self.view.choose(*cell)
        self._offer(whole, lens)
        self.either.show_full(bool(whole.proposals))
        self.odd.setText("\n".join(schemes.told(whole)[:ODD_TOLD]))
        self.odd.setVisible(bool(self.odd.text()))
        self._counted()
        self._balance()
        if self._opened is not None:
            self.open_cell(*self._opened)

    def _offer(self, whole: Matrix, lens: str) -> None:
        scheme = whole.round
        lenses = {"": _("Overall")} | {
            each.key: each.title for each in scheme.criteria if each.scale is not None
        }
        _fill(self.lens, _("Show: {what}"), lenses, lens)
        self.lens.setVisible(len(lenses) > 1)
        _fill(self.order, _("Order: {what}"), orders(whole), self.view.table.key)
        themes = sorted({line.theme for line in whole.proposals if line.theme})
        self.themes.offer({each: each for each in themes})
        self.themes.setVisible(len(themes) > 1)

    def _order_chosen(self, _index: int) -> None:
        self._order(str(self.order.currentData()), turned=False)

    def _order(self, key: str, turned: bool) -> None:  # noqa: FBT001 -- a signal's value
        self.view.table.order(key, turned=turned)
        self.view.show_order()
        self.order.setCurrentIndex(max(0, self.order.findData(key)))

    def _sift(self, _on: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.view.table.sift(
            Sieve(
                self.few.isChecked(),
                self.differ.isChecked(),
                self.conflicts.isChecked(),
                self.themes.chosen(),
            )
        )
        self._counted()
        announce(self.view, self.count.whole_text())

    def _counted(self) -> None:
        shown = len(self.view.table.lines)
        total = len(self._matrix.proposals) if self._matrix is not None else 0
        words = ngettext("{n} proposal", "{n} proposals", total).format(n=total)
        if shown != total:
            words = _("{n} of {total} proposals").format(n=shown, total=total)
        self.count.setText(words)
        self.none.setVisible(bool(total) and not shown)

    def _moved(self) -> None:
        if self.balance.isChecked() and self._opened is None:
            self._balance()

    def _balance(self) -> None:
        if self._matrix is None or not self.balance.isChecked():
            return
        cell = self.view.place(self.view.currentIndex())
        self.lens_panel.show_matrix(self._matrix, None if cell is None else cell[0])

    def _show_review(self, shown: Shown) -> None:
        if self._opened == (shown.proposal, shown.account):
            self.review.show_review(shown)
            self._show_beside()
            self._keep_in_sight()
            announce(self.review, self.review.text())
            if self._table.isHidden():
                self.review.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_in_sight(self) -> None:
        """Scroll to the cell once the table has its new width."""
        QTimer.singleShot(0, self.view, lambda: self.view.scrollTo(self.view.currentIndex()))

    def _show_beside(self, _on: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        opened = self._opened is not None
        beside = opened or self.balance.isChecked()
        alone = beside and self.width() < theme().px(ROOM)
        self._beside.setCurrentIndex(1 if opened else 0)
        self._beside.setVisible(beside)
        self._line.setVisible(beside and not alone)
        self._table.setVisible(not alone)
        most = 16_777_215 if alone else theme().px(BESIDE)
        self._beside.setMinimumWidth(0 if alone else most)
        self._beside.setMaximumWidth(most)
        if beside and not opened:
            self._balance()


def orders(matrix: Matrix) -> dict[str, str]:
    """Return {key: words} of everything the lines can be put in order by."""
    plain = {
        "code": _("code"),
        "title": _("title"),
        "theme": _("theme"),
        "answered": _("answers"),
        "missing": _("answers missing"),
        "mean": _("mean"),
        "median": _("median"),
        "sd": _("spread"),
        "n": _("scores"),
        "blank": _("without a score"),
        "controversy": _("how far views differ"),
        "recused": _("conflicts of interest"),
        "no_expertise": _("no expertise"),
        "merges": _("wishes to merge"),
    }
    scheme = matrix.round
    if not scheme.scored:
        for key in ("mean", "median", "sd", "n", "blank"):
            del plain[key]
    known = set(matrix_order.keys(matrix))
    named = (
        plain
        | {f"criterion/{each.key}": each.title for each in scheme.criteria}
        | {f"stance/{each.key}": each.title for each in scheme.stances}
        | {f"member/{each.account}": each.name for each in matrix.members}
    )
    return {key: words for key, words in named.items() if key in known}


def _fill(choice: Choice, named: str, offered: Mapping[str, str], key: str) -> None:
    """Offer {key: words} under a name, with `key` chosen; nobody is told."""
    choice.blockSignals(True)
    if [choice.itemData(at) for at in range(choice.count())] != list(offered):
        choice.clear()
        for each, words in offered.items():
            choice.addItem(named.format(what=words), each)
    choice.setCurrentIndex(max(0, choice.findData(key)))
    choice.blockSignals(False)
