"""What was joined or let go in the last thirty days, and how to have it back."""

from functools import partial
from typing import Literal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions import clock, settling
from app.i18n import _
from app.store import merges
from app.store.acts import Act
from app.store.merges import Merge
from app.ui import times
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.models import decisions, outbox
from app.ui.views.side_by_side import SideBySide
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox, clear
from app.ui.widgets.text import Heading, Label

SHOWN = 60
"""Cards shown; the rest is on the command line."""


class Merges(QWidget):
    """The cards, the latest first; built when they are first unfolded."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._open = False
        self._shown: tuple[object, ...] = ()
        self.unfold = Button("", "link", on_click=self.toggle)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(Space.MEDIUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowBox(self.unfold))
        column.addLayout(self._cards)

    def toggle(self) -> None:
        self._open = not self._open
        self.refresh()

    def show_all(self) -> None:
        """Unfold the list."""
        self._open = True
        self.refresh()

    def refresh(self) -> int:
        """Bring the list up to date; return how many there are."""
        found = merges.listed(self._desk.store)
        shown = (self._open, *((each.number, each.undone) for each in found))
        if shown == self._shown:
            return len(found)  # what one looks at stays as it is
        self._shown = shown
        words = _("Hide what was joined or put away") if self._open else _(
            "Show what was joined or put away in the last 30 days ({n})"
        )  # fmt: skip
        self.unfold.set_words(words.format(n=len(found)))
        clear(self._cards)
        if self._open:
            names = outbox.titles_of(self._desk.store, [_as_act(each) for each in found[:SHOWN]])
            for each, name in zip(found[:SHOWN], names, strict=True):
                self._cards.addWidget(MergeCard(self._desk, each, name))
        return len(found)


class MergeCard(Card):
    """One joining or choice: what came from whom, and both sides to put back."""

    def __init__(self, desk: Desk, merge: Merge, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._merge = merge
        at = times.parsed(merge.at)
        when = "" if at is None else times.until(at, clock.now(desk.store, desk.clock))
        self.body.addWidget(Heading(f"{name} · {when}" if when else name, 3))
        self.body.addWidget(
            Label(decisions.merged_words(desk.store, merge), tone="soft", wrap=True)
        )
        self.look = Button(_("Show both"), "link", on_click=self._look)
        ways = [self.look]
        self.mine = Button(_("Put mine back"), "quiet", on_click=partial(self._back, "mine"))
        self.theirs = Button(
            _("Put the other back"), "quiet", on_click=partial(self._back, "theirs")
        )
        for way, there in ((self.mine, merge.mine), (self.theirs, merge.theirs)):
            if there is not None and there != merge.result:
                ways.append(way)
        self.body.addWidget(FlowBox(*ways))

    def _look(self) -> None:
        self.look.hide()
        sides = decisions.merged_sides(self._desk.store, self._merge)
        self.body.insertWidget(2, SideBySide(sides))

    def _back(self, side: Literal["mine", "theirs"]) -> None:
        number, tells = self._merge.number, self._desk.clock
        said = _("Put back; it goes with the next sync")
        self._desk.act(
            lambda store: settling.unmerge(store, number, side, tells), said, undoable=True
        )


def _as_act(merge: Merge) -> Act:
    data = merge.result or merge.mine or merge.theirs
    return Act(0, "", merge.collection, merge.id, "", None, None, (), data, merge.at)
