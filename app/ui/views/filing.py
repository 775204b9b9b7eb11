"""File what came by mail, in a chat or on a call: paste or drop it, mark words, take back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.actions import filing
from app.actions.filing import Listed
from app.actions.trouble import Trouble
from app.documents.messages import LARGEST
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.files_asked import ask_file
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import filing as model
from app.ui.models.filing import Papers, Understood
from app.ui.views.filing_words import FilingWords
from app.ui.views.page import Block
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import LONGEST, GrowingText
from app.ui.widgets.layout import Card, FlowBox, boxed, clear, down
from app.ui.widgets.text import Label, announce
from app.ui.worker import Current, Job

Task = Callable[[Store, Job], tuple[Understood, ...]]
TOUCHED = ("everything", "*", "sync", "rounds", "members", "proposals", "documents", "contacts")


class FilingPane(QWidget):
    """Nothing modal: the message stays, and each choice of words is listed below it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round = ""
        self._found: tuple[Understood, ...] = ()
        self._reading, self._listing, self._looking = Current(), Current(), Current()
        self.paste = GrowingText(
            _("The mail, chat or transcript"),
            _("Paste a mail, lines of a chat or of a transcript here, or drop a file"),
            lines=3,
            most=6,
        )
        self.choose = Button(_("Choose a file…"), "secondary", Symbol.FILE, self.choose_file)
        self.look = Button(_("Show what it says"), "secondary", Symbol.SEARCH, self.look_at)
        self.told = Label(wrap=True, tone="bad")
        self.which = Choice(_("Which message"))
        self.which.currentIndexChanged.connect(self._turn)
        self.words = FilingWords(desk)
        self.words.done.connect(self._list)
        self.words.failed.connect(self._failed)
        self._cards = down(spacing=Space.SMALL)
        self.filed = Block(_("Filed from this message"), boxed(self._cards))
        self._one = boxed(down(self.which, self.words, self.filed, spacing=Space.MEDIUM))
        intro = Label(
            _("Words of a member are kept as hers, with how they came and who filed them. They "
              "never count as a review, and she can correct them."),
            tone="soft",
            wrap=True,
        )  # fmt: skip
        given = FlowBox(self.choose, self.look, spacing=Space.SMALL)
        self.setLayout(
            down(intro, self.paste, given, self.told, self._one, None, spacing=Space.MEDIUM)
        )
        self.filed.hide()
        self._say("")
        self.setAcceptDrops(True)
        self._show(())

    def show_round(self, id: str) -> None:
        """Offer the proposals of round `id`."""
        self._round = id
        self._offer()

    def refresh(self, changes: Changes) -> None:
        if changes.touch(*TOUCHED):
            self._offer()
        if changes.touch(*TOUCHED, "comments", "carried"):
            self._list()

    def is_busy(self) -> bool:
        return any((self._reading, self._listing, self._looking))

    # --- what is given ------------------------------------------------------------------------

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """Ask for the file; None when the asker thinks better of it."""
        kinds = _("Mails and texts ({kinds})").format(kinds="*.eml *.mbox *.txt *.md *")
        return ask_file(parent, _("A mail, a box of mails, or a text"), kinds)

    def choose_file(self) -> None:
        found = self.ask(self)
        if found is not None:
            self.read_file(found)

    def read_file(self, path: Path) -> None:
        """Show what the file at `path` says."""

        def task(store: Store, _job: Job) -> tuple[Understood, ...]:
            with path.open("rb") as file:
                return model.understood(store, file.read(LARGEST + 1))

        self._understand(task)

    def look_at(self) -> None:
        """Understand what was pasted, off this thread; nothing is filed."""
        raw = self.paste.text().encode("utf-8", "replace")
        if raw.strip():
            self._understand(lambda store, _job: model.understood(store, raw))
        if self.paste.document().characterCount() >= LONGEST:
            self._say(
                _("That is as much as can be pasted, and the rest of it was left out. Save it as a "
                  "file and choose that.")
            )  # fmt: skip

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        path = _dropped(event)
        if path is not None:
            self.read_file(path)
        else:
            self.paste.setPlainText(event.mimeData().text())
            self.look_at()

    def _understand(self, task: Task) -> None:
        self._say("")
        self._reading.run(self._desk.worker, task, self._show, self._failed)

    # --- what it says, and what was filed from it -----------------------------------------------

    def message(self) -> Understood | None:
        """Return the message that is looked at."""
        at = self.which.currentIndex()
        return self._found[at] if 0 <= at < len(self._found) else None

    def _show(self, found: tuple[Understood, ...]) -> None:
        self._found = found
        with QSignalBlocker(self.which):
            self.which.clear()
            for number, each in enumerate(found, 1):
                self.which.addItem(model.title(number, each))
        self.which.setVisible(len(found) > 1)
        self._one.setVisible(bool(found))
        self._turn()
        if found:
            announce(self.words.head, self.words.head.whole_text())

    def _turn(self, _index: int = 0) -> None:
        each = self.message()
        if each is not None:
            self.words.show_message(each)
            self._list()

    def _offer(self) -> None:
        if self._round:
            read = partial(_papers, self._round)
            failed = self._desk.failed.emit
            self._looking.run(self._desk.worker, read, self.words.offer, failed)

    def take_back(self, id: str) -> None:
        """Take back what was filed as record `id`."""
        tells = self._desk.clock

        def verb(store: Store) -> Changes:
            return filing.take_back(store, id, tells)

        said = _("Taken back.")
        self._desk.act(verb, said, then=lambda _changes: self._list(), failed=self._failed)

    def _list(self) -> None:
        each = self.message()
        if each is not None:
            read = partial(_filed, each.message.key)
            self._listing.run(self._desk.worker, read, self._listed, self._desk.failed.emit)

    def _listed(self, found: Sequence[Listed]) -> None:
        clear(self._cards)
        for each in found:
            card = Card(Label(model.filed(each), type="small", tone="soft", wrap=True))
            card.body.addWidget(Label(each.text, wrap=True, selectable=True))
            if each.state != "leaving":
                back = partial(self.take_back, each.id)
                button = Button(_("Take back"), "quiet", Symbol.UNDO, back)
                button.setAccessibleDescription(each.text[:80])
                card.body.addWidget(FlowBox(button))
            self._cards.addWidget(card)
        self.filed.setVisible(bool(found))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Trouble | OSError):
            self._say(troubles.sentence(error))
        else:
            self._desk.failed.emit(error)

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))
        if words:
            announce(self.told, words)


def _papers(round: str, store: Store, _job: Job) -> Papers:
    return model.papers(store, round)


def _filed(message: str, store: Store, _job: Job) -> tuple[Listed, ...]:
    return filing.listed(store, message)


def _dropped(event: QDropEvent) -> Path | None:
    found = (url for url in event.mimeData().urls() if url.isLocalFile())
    return next((Path(url.toLocalFile()) for url in found), None)
