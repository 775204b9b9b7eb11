"""Which paper step 2 is about: a box to choose it, the one before, the next, those with few."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.models.chair_points import Paper
from app.ui.theme import theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.chips import FilterChip
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import across

WIDEST = 720
"""Width of the choice, in px at 100 %."""


class PaperChoice(QWidget):
    """Where only those with few remarks are offered, the one in work stays until one leaves it."""

    wanted = Signal(str)
    """The chair wants to go to a proposal, or to `document/ID`."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Paper, ...] = ()
        self._shown: list[Paper] = []
        self._current = ""
        self.box = Choice(_("Proposal or document"))
        self.box.activated.connect(self._chosen)
        self.before = IconButton(Symbol.CARET_LEFT, _("The one before"), partial(self.step, -1))
        self.after = IconButton(Symbol.CARET_RIGHT, _("The next one"), partial(self.step, 1))
        self.few = FilterChip(_("Few remarks"), self._sift)
        theme().changed.connect(self._sized)
        self._sized()
        line = across(self.box, self.before, self.after, self.few, None)
        line.setStretch(0, 1000)  # all it may have, before the free space at the end
        self.setLayout(line)

    def show_papers(self, papers: Sequence[Paper], current: str) -> None:
        """Offer `papers`, the one of id `current` chosen, without telling anyone."""
        self._all, self._current = tuple(papers), current
        some = any(each.few for each in papers)
        self.few.setVisible(some)
        if not some:
            self.few.setChecked(False)
        self._fill()

    def go(self, current: str) -> None:
        """Show which proposal is in work, without telling anyone."""
        self._current = current
        self._fill()

    def step(self, by: int) -> None:
        """Want the next proposal (1) or the one before (-1)."""
        at = self.box.currentIndex() + by
        if 0 <= at < len(self._shown):
            self.wanted.emit(self._shown[at].id)

    def _sized(self) -> None:
        self.box.setMaximumWidth(theme().px(WIDEST))

    def _fill(self) -> None:
        shown = [each for each in self._all if self._fits(each) or each.id == self._current]
        if shown != self._shown:
            self._shown = shown
            self.box.clear()
            for each in shown:
                self.box.addItem(each.words, each.id)
        at = self.box.findData(self._current)
        self.box.setCurrentIndex(at)
        self.before.setEnabled(at > 0)
        self.after.setEnabled(0 <= at < len(shown) - 1)

    def _fits(self, each: Paper) -> bool:
        return each.few or not self.few.isChecked()

    def _sift(self, _on: bool) -> None:  # noqa: FBT001 -- Qt's signal
        fit = [each.id for each in self._all if self._fits(each)]
        if fit and self._current not in fit:
            self.wanted.emit(fit[0])
        else:
            self._fill()

    def _chosen(self, _index: int) -> None:
        self.wanted.emit(str(self.box.currentData()))
