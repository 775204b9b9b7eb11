"""One turn of what was said: about what it is, what stands beside it, what can be made of it."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from app.domain.turns import Turn
from app.i18n import _
from app.phrases import transcripts as phrases
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_said as model
from app.ui.models.meeting_said import Told
from app.ui.theme import surface, theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import FilterChip
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox, across, boxed, clear, down
from app.ui.widgets.text import Label, tip

ITEM = 200
"""Most width of the choice of an item, in px at 100 %."""
WHOLE = 240
"""Letters of a paper beside a turn that are shown."""


class TurnBar(QWidget):
    """Stands under the words; what is pressed is told on."""

    placed = Signal(int, str)
    """Put this turn under an item; "" for none."""
    wanted = Signal(int, str)
    """Make this turn into `minutes`, `question`, `comment` or `action`."""
    shown = Signal(str, str)
    """Somebody wants to see this (collection, id)."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "paper")
        self._turn: Turn | None = None
        self.head = Label(type="small", weight="medium", wrap=True)
        self.beside = down(spacing=Space.TIGHT)
        self.item = Choice(_("Item of the agenda"))
        theme().changed.connect(self._sized)
        self._sized()
        self.item.activated.connect(self._place)
        self.minutes = Button(
            _("To the key points"), "secondary", Symbol.QUOTE, lambda: self._want("minutes")
        )
        self.action = Button(
            _("Next step"), "secondary", Symbol.CHECK, lambda: self._want("action")
        )
        self.question = Button(
            _("Question"), "secondary", Symbol.QUESTION, lambda: self._want("question")
        )
        self.comment = Button(
            _("Comment"), "secondary", Symbol.COMMENT, lambda: self._want("comment")
        )
        tip(self.minutes, _("Quotes the chosen words, or the whole turn, under its item"))
        self.verbs = FlowBox(
            self.item, self.minutes, self.action, self.question, self.comment, spacing=Space.SMALL
        )
        edge = (Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
        self._beside = boxed(self.beside)
        self._low = self._papers = self._chairs = False
        self.more = FilterChip(_("Make use of it"), lambda _on: self._fold())
        tip(self.more, _("About what it is, what stands beside it, what can be made of it"))
        self.more.hide()
        top = across(self.head, self.more)
        top.setStretch(0, 1)
        self.setLayout(down(top, self._beside, self.verbs, spacing=Space.TIGHT, margins=edge))

    def be_low(self, low: bool) -> None:  # noqa: FBT001 -- a setter
        """Put all but who speaks behind one button where the words would have no room."""
        self._low = low
        self._fold()

    def _fold(self) -> None:
        folded = self._low and not self.more.isChecked()
        self.more.setVisible(self._low and (self._chairs or self._papers))
        self._beside.setVisible(self._papers and not folded)
        self.verbs.setVisible(self._chairs and not folded)

    def show_turn(self, found: Told, turn: Turn) -> None:
        self._turn = turn
        self.head.setText(model.head(found, turn))
        clear(self.beside)
        papers = found.beside.get(turn.n, ())
        for each in papers:
            self.beside.addWidget(self._paper(each.collection, each.id, each.text))
        self._papers, self._chairs = bool(papers), found.chairs
        self._fold()
        about = bool(turn.proposal) and turn.member is not None
        for button, words in (
            (self.question, _("Files it as a question of whoever said it")),
            (self.comment, _("Files it as a comment of whoever said it")),
        ):
            button.setEnabled(about)
            tip(
                button,
                words if about else _("It has to be known who said it, and about which proposal"),
            )
        with QSignalBlocker(self.item):
            self.item.clear()
            self.item.addItem(_("under no item of the agenda"), "")
            for id, title in found.items.items():
                self.item.addItem(title, id)
            self.item.setCurrentIndex(max(0, self.item.findData(turn.item or "")))

    def _paper(self, collection: str, id: str, text: str) -> QWidget:
        words = " ".join(text.split())
        shown = words if len(words) <= WHOLE else f"{words[:WHOLE]}…"
        if collection == "intents":
            return Label(
                _("Sent beforehand: {words}").format(words=shown), wrap=True, selectable=True
            )
        go = Button(shown, "link", Symbol.FILE, lambda: self.shown.emit(collection, id))
        return boxed(across(Label(_("Beside it"), type="small", tone="soft"), go, None))

    def _sized(self) -> None:
        self.item.setMaximumWidth(theme().px(ITEM))

    def _place(self, _index: int) -> None:
        if self._turn is not None:
            self.placed.emit(self._turn.n, str(self.item.currentData() or ""))

    def _want(self, what: str) -> None:
        if self._turn is not None:
            self.wanted.emit(self._turn.n, what)


def label() -> Label:
    """Return what stands wherever words of a transcript or chat are shown."""
    return Label(phrases.label(), type="small", tone="warn", wrap=True)
