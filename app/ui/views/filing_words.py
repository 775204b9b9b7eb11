"""One message that came another way: whose it is, its words to mark, and what they are about."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.actions import filing
from app.actions.filing import Filed, Kind
from app.documents.messages import Message
from app.domain.carrying import FILED, Way
from app.domain.changes import Changes
from app.i18n import _
from app.phrases import filing as phrases
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import filing as model
from app.ui.models.filing import Papers, Understood
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.keys import on_key
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Label, announce

DAY = len("2021-01-28")


class MessageText(GrowingText):
    """The words of a message: to mark, by mouse or with Shift and the arrows, never to change."""

    def __init__(self) -> None:
        super().__init__(_("The message: mark words of it"), lines=3, most=16)
        self.setReadOnly(True)
        flag = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)

    def marked(self) -> str:
        """Return the words that are marked."""
        return self.createMimeDataFromSelection().text()


class FilingWords(QWidget):
    """Marks words and files them; the message stays, for the next ones."""

    done = Signal()
    failed = Signal(Exception)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Understood | None = None
        self._papers = Papers((), (), ())
        self.head = Label(weight="medium", wrap=True)
        self.whose = Label(tone="soft", wrap=True)
        self.who = Choice(_("Whose words they are"))
        self.who.currentIndexChanged.connect(self._ready)
        self.how = Segmented(
            (("mail", _("By mail")), ("chat", _("In a chat")), ("call", _("On a call"))),
            _("How it came"),
            clearable=False,
        )
        self.at = QLineEdit()
        self.at.setAccessibleName(_("The day it was said"))
        self.at.setPlaceholderText(_("2021-01-28"))
        self.text = MessageText()
        self.text.selectionChanged.connect(self._marked)
        self.marked = Label(tone="soft", wrap=True)
        self.about = Choice(_("About which paper"))
        self.about.currentIndexChanged.connect(self._paper_chosen)
        self.criterion = Choice(_("Criterion"))
        self.kind = Segmented(
            (("comment", _("Comment")), ("question", _("Question to the proposers"))),
            _("What it is"),
            clearable=False,
        )
        self.kind.choose("comment")
        self.file = Button(_("File it"), "primary", Symbol.SAVED, self.file_it)
        on_key(self, "Ctrl+Return", self.file_it)
        self.said = Label(weight="medium", tone="good", wrap=True)
        self.said.hide()
        self.setLayout(
            down(
                self.head,
                _named(_("Whose words they are"), self.whose, self.who),
                FlowBox(
                    _named(_("How it came"), self.how),
                    _named(_("The day it was said"), self.at),
                    spacing=Space.LARGE,
                ),
                _named(_("Mark the words you want to file"), self.text, self.marked),
                _named(_("What they are about"), self.about, self.criterion),
                self.kind,
                FlowBox(self.file),
                self.said,
                spacing=Space.MEDIUM,
            )
        )

    def show_message(self, each: Understood) -> None:
        """Show a message; its sender is chosen only where it is certain."""
        self._shown = each
        self.head.setText(model.head(each))
        self.whose.setText(model.whose(each))
        self.how.choose(each.message.how)
        self.at.setText(each.message.at[:DAY])
        self.text.setPlainText(each.message.text[: model.MOST_SHOWN])
        self.said.hide()
        self._offer_senders(each.certain)
        self._marked()

    def offer(self, found: Papers) -> None:
        """Offer papers, criteria and people; what is chosen stays chosen."""
        if found == self._papers:
            return
        about, account = self.about.currentData(), self.who.currentData()
        self._papers = found
        with QSignalBlocker(self.about):
            self.about.clear()
            for key, title in found.rows:
                self.about.addItem(title, key)
            self.about.setCurrentIndex(max(0, self.about.findData(about)))
        criterion = self.criterion.currentData()
        self.criterion.clear()
        self.criterion.addItem(_("The whole proposal"), None)
        for key, title in found.criteria:
            self.criterion.addItem(title, key)
        self.criterion.setCurrentIndex(max(0, self.criterion.findData(criterion)))
        self._offer_senders(account)
        self._paper_chosen()

    def file_it(self) -> None:
        """File the marked words, or all of the message's own."""
        each, account, about = self._shown, self.who.currentData(), self.about.currentData()
        if each is None or not self.file.isEnabled():
            return
        words = self.text.marked().strip() or None
        criterion = None if self.criterion.isHidden() else self.criterion.currentData()
        way: Way = FILED[[str(one) for one in FILED].index(str(self.how.choice()))]
        kind: Kind = "question" if self.kind.choice() == "question" else "comment"
        day, tells = self.at.text().strip(), self._desk.clock
        made: list[Filed] = []

        def verb(store: Store) -> Changes:
            message = _put_right(each.message, way, day)
            done = filing.file(
                store, message, account, about, words, kind=kind, criterion=criterion, clock=tells
            )
            made.append(done)
            return done.changes

        self.said.hide()
        self.file.setEnabled(False)
        name = dict(self._papers.people).get(account, str(account))
        self._desk.act(verb, then=partial(self._done, made, name), failed=self._failed)

    def _done(self, made: list[Filed], name: str, _changes: Changes) -> None:
        (done,) = made
        self._ready()
        told = phrases.already(name) if done.already else _("Filed.")
        if done.elsewhere:
            titles = dict(self._papers.rows)
            told += " " + phrases.elsewhere([titles.get(each, each) for each in done.elsewhere])
        self.said.set_tone("warn" if done.already else "good")
        self.said.setText(told)
        self.said.show()
        announce(self.said, told)
        cursor = self.text.textCursor()
        cursor.clearSelection()
        self.text.setTextCursor(cursor)
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        self._ready()
        self.failed.emit(error)

    def _offer_senders(self, account: str | None) -> None:
        if self._shown is None:
            return
        with QSignalBlocker(self.who):
            self.who.clear()
            self.who.addItem(_("Choose whose words they are"), None)
            for key, words in model.senders_of(self._shown, self._papers.people):
                self.who.addItem(words, key)
            self.who.setCurrentIndex(max(0, self.who.findData(account)))
        self._ready()

    def _marked(self) -> None:
        self.marked.setText(model.chosen(self.text.marked()))

    def _paper_chosen(self, _index: int = 0) -> None:
        proposal = str(self.about.currentData() or "").startswith("proposal/")
        self.criterion.setVisible(proposal and self.criterion.count() > 1)
        self._ready()

    def _ready(self, _index: int = 0) -> None:
        self.file.setEnabled(bool(self.who.currentData() and self.about.currentData()))


def _put_right(message: Message, how: Way, day: str) -> Message:
    """Return the message as the chair says it came, and when."""
    said = replace(message, how=how)
    if day == said.at[:DAY]:
        return said
    return filing.with_date(said, day) if day else replace(said, at="")


def _named(words: str, *parts: QWidget) -> QWidget:
    title = Label(words, type="small", weight="bold", tone="soft")
    return boxed(down(title, *parts, spacing=Space.TIGHT))
