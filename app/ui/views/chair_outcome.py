"""The decision about one proposal: outcome, reason, condition, merging, where it was decided."""

import re
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.actions.deciding import Decisions
from app.actions.deciding import Line as Decided
from app.domain import times
from app.domain.decisions import CHANNELS
from app.i18n import _
from app.phrases import decisions as words
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import chair_decisions as model
from app.ui.views.review_parts import MergeWith
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, across, boxed, clear, down, tab_through
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading, Label

DAY = 10
"""Characters of a day in an instant."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class OutcomeForm(QWidget):
    """Shows one decision; tells what the chair changes in it."""

    changed = Signal(dict)
    """What is decided anew: the words `deciding.decide` takes."""
    cleared = Signal()
    opened = Signal()
    """She wants to read the proposal."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Heading("", 2)
        self.title.setWordWrap(True)
        self.scores = Label(type="small", tone="soft", wrap=True)
        self.read = Button(_("Read it"), "link", Symbol.READ, self.opened.emit)
        self._words: tuple[tuple[str, str], ...] = ()
        self.outcomes = Segmented((), _("Outcome"))
        self._outcomes = down(self.outcomes, spacing=0)
        self.state = Label(type="small", tone="soft", wrap=True)
        self.reason = GrowingText(_("Reason"), _("Why? Members read it after the release"), 2)
        self.condition = GrowingText(_("Condition"), _("Under which condition, if any"), 1)
        self.merge = MergeWith()
        self.merge.add.set_words(_("To be merged with…"))
        self.channel = Choice(_("Where it was decided"))
        self.channel.addItem(_("where it was decided"), "")
        for each in CHANNELS:
            self.channel.addItem(words.channel(each), each)
        self.day = QLineEdit()
        self.day.setAccessibleName(_("The day it was decided"))
        self.day.setPlaceholderText(_("2021-01-28"))
        self.day.editingFinished.connect(self._date)
        self._day = ""
        """As it is kept."""
        self.undated = Label(_("Write the day as 2021-01-31."), tone="bad", wrap=True)
        self.undated.hide()
        self._dating = FlowBox(Label(_("Decided on"), tone="soft"), self.day, spacing=Space.SMALL)
        self.doubts = Label(tone="warn", wrap=True)
        self.clear = Button(_("Take the decision back"), "link", Symbol.UNDO, self.cleared.emit)
        self.reason.settled.connect(lambda text: self.changed.emit({"reason": text}))
        self.condition.settled.connect(lambda text: self.changed.emit({"condition": text}))
        self.merge.changed.connect(lambda ids: self.changed.emit({"merge_with": ids}))
        self.channel.activated.connect(self._channelled)
        head = across(self.title, self.read)
        head.setStretch(0, 1)
        foot = across(self.state, self.clear)
        foot.setStretch(0, 1)
        column = down(
            down(head, self.scores, spacing=0),
            boxed(self._outcomes),
            self.doubts,
            self.reason,
            self.condition,
            self.merge,
            FlowBox(self.channel, self._dating, spacing=Space.MEDIUM),
            self.undated,
            foot,
            spacing=Space.SMALL,
        )
        self.setLayout(column)

    def show_decision(
        self, found: Decisions, each: Decided, scores: str, titles: Mapping[str, str]
    ) -> None:
        """Show what stands; words that are being written are left alone."""
        decision = each.decision
        self.title.setText(each.paper.title)
        self.scores.setText(" · ".join(filter(None, (each.paper.code, scores, each.paper.theme))))
        self._offer(tuple((key.key, words.outcome(key)) for key in found.outcomes))
        self.outcomes.choose(decision.outcome if decision else None)
        self.reason.show_text(decision.reason if decision else "")
        self.condition.show_text(decision.condition if decision else "")
        others = {id: title for id, title in titles.items() if id != each.paper.id}
        self.merge.show_chosen(decision.merge_with if decision else (), others)
        channel = decision.channel if decision else ""
        self.channel.setCurrentIndex(max(0, self.channel.findData(channel)))
        self._show_day(decision.at[:DAY] if decision else "")
        self._dating.setVisible(decision is not None)
        about = [
            words.doubt(doubt, lambda key: titles.get(key, key))
            for doubt in found.doubts
            if each.paper.id in {doubt.proposal, *doubt.others}
        ]
        self.doubts.setText("\n".join(about))
        self.doubts.setVisible(bool(about))
        changed = decision.changed_at[:DAY] if decision else ""
        told = [
            model.outcome(found, each) or words.state("undecided"),
            _("changed on {day}").format(day=changed) if changed else "",
        ]
        self.state.setText(" · ".join(filter(None, told)))
        self.clear.setVisible(decision is not None)

    def flush(self) -> None:
        """Tell what is being written, before another proposal is shown."""
        self.reason.flush()
        self.condition.flush()
        self._date()
        self.day.setText(self._day)
        self.day.setModified(False)
        self.undated.hide()

    def _offer(self, choices: tuple[tuple[str, str], ...]) -> None:
        if choices == self._words:
            return
        self._words = choices
        clear(self._outcomes)
        self.outcomes = Segmented(choices, _("Outcome"))
        self.outcomes.chosen.connect(self._chosen)
        self._outcomes.addWidget(self.outcomes)
        tab_through((self.read, *self.outcomes.buttons(), self.reason))

    def _show_day(self, day: str) -> None:
        """Show the day that is kept; one that is being written stays."""
        self._day = day
        if not self.day.isModified():
            self.day.setText(day)

    def _date(self) -> None:
        """Take the day that was written, or say how one is written."""
        written = self.day.text().strip()
        known = bool(_DAY.fullmatch(written)) and times.is_instant(written)
        self.undated.setVisible(bool(written) and not known)
        if known or not written:
            self.day.setModified(False)
            self.day.setText(written or self._day)
        if known and written != self._day:
            self._day = written
            self.changed.emit({"at": written})

    def _chosen(self, key: object) -> None:
        self.changed.emit({"outcome": str(key or "")})

    def _channelled(self, index: int) -> None:
        self.changed.emit({"channel": str(self.channel.itemData(index))})
