"""Which of the transcripts and chats of a meeting, and which of its turns, are looked at."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.phrases import transcripts as phrases
from app.ui.measures import Space
from app.ui.models.meeting_said import Told, Wanted
from app.ui.theme import theme
from app.ui.widgets.chips import FilterChip
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox
from app.ui.widgets.text import Label, tip

CHOICE = 165
"""Most width of what one chooses turns by, in px at 100 %."""


class SaidFilters(FlowBox):
    """A row of choices; what stands behind them is given by whoever lays it out."""

    changed = Signal()
    """Other turns are wanted."""
    other = Signal()
    """Another transcript or chat is wanted."""

    def __init__(self, *behind: QWidget) -> None:
        self.document = Choice(_("Transcript or chat"))
        self.item = Choice(_("Item of the agenda"))
        self.speaker = Choice(_("Who spoke"))
        self.proposal = Choice(_("Proposal"))
        self.mine = FilterChip(_("About me"), lambda _on: self.changed.emit())
        tip(self.mine, _("What is about my proposals, names me or asks me for something"))
        self.count = Label(type="small", tone="soft")
        self._choices = (self.item, self.speaker, self.proposal)
        self._offered: set[Choice] = set()
        self._low = False
        self.more = FilterChip(_("Choose turns"), lambda _on: self._fold())
        self.more.hide()
        super().__init__(
            self.document, self.more, *self._choices, self.mine, *behind, self.count,
            spacing=Space.SMALL,
        )  # fmt: skip
        for each in self._choices:
            each.activated.connect(lambda _index: self.changed.emit())
        self.document.currentIndexChanged.connect(lambda _index: self.other.emit())
        theme().changed.connect(self._sized)
        self._sized()

    def wanted(self) -> Wanted:
        item, speaker, proposal = (str(each.currentData() or "") for each in self._choices)
        return Wanted(item, speaker, proposal, self.mine.isChecked())

    def be_low(self, low: bool) -> None:  # noqa: FBT001 -- a setter
        """Put the choices behind one button where the words would have no room."""
        self._low = low
        self._fold()

    def _fold(self) -> None:
        chosen = self.wanted() != Wanted()
        folded = self._low and not self.more.isChecked() and not chosen
        self.more.setVisible(self._low and bool(self._offered) and not chosen)
        for each in self._choices:
            each.setVisible(each in self._offered and not folded)
        self.mine.setVisible(bool(self._offered) and not folded)

    def clear(self) -> None:
        """Look at all turns, without telling anyone."""
        for each in self._choices:
            with QSignalBlocker(each):
                each.setCurrentIndex(0 if each.count() else -1)
        with QSignalBlocker(self.mine):
            self.mine.setChecked(False)

    def list_documents(self, found: tuple[tuple[str, str], ...]) -> None:
        """Offer (id, words) of what is kept; the one that is looked at stays."""
        before = self.document.currentData()
        with QSignalBlocker(self.document):
            self.document.clear()
            for id, words in found:
                self.document.addItem(words, id)
            self.document.setCurrentIndex(max(0, self.document.findData(before)))
        self.document.setVisible(len(found) > 1)
        if not found:
            self._offered.clear()
        self.count.setVisible(bool(found))
        self._fold()

    def offer(self, found: Told) -> None:
        """Offer what turns can be chosen by; what is chosen stays chosen."""
        offers = (
            (self.item, _("All items"), tuple(found.items.items())),
            (self.speaker, _("Everybody"), found.speakers),
            (self.proposal, _("All proposals"), tuple(found.proposals.items())),
        )
        for choice, all_, parts in offers:
            before = choice.currentData()
            with QSignalBlocker(choice):
                choice.clear()
                choice.addItem(all_, "")
                for key, words in parts:
                    choice.addItem(words, key)
                choice.setCurrentIndex(max(0, choice.findData(before)))
            (self._offered.add if parts else self._offered.discard)(choice)
        self._fold()
        kind = phrases.chat_lines if found.kept.kind == "chat" else phrases.turns
        self.count.setText(kind(len(found.turns)))

    def _sized(self) -> None:
        for each in self._choices:
            each.setMaximumWidth(theme().px(CHOICE))
