"""The guidelines that went out about a paper, where every member reads them."""

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.models import guidelines
from app.ui.models.guidelines import Guidelines
from app.ui.views.page import Block, ShortList
from app.ui.widgets.layout import Card, clear, down
from app.ui.widgets.text import Heading, Label
from app.ui.worker import Current

TOUCHED = ("letters", "comments", "versions", "documents", "earlier", "sync", "*", "everything")


class PaperGuidelines(QWidget):
    """Shows the letters that were sent, the newest first, then earlier cycles; nothing without any."""

    def __init__(self, desk: Desk, paper: str) -> None:
        """Take the id of a proposal, or `document/ID`."""
        super().__init__()
        self._desk, self._paper = desk, paper
        self._shown: tuple[Guidelines, ...] = ()
        self._reading = Current()
        self._cards = down(spacing=Space.MEDIUM)
        self.setLayout(down(self._cards, spacing=0))
        self.hide()
        desk.changed.connect(self._changed)
        desk.closing.connect(self._reading.leave)
        self._load()

    def _changed(self, changes: Changes) -> None:
        if changes.touch(*TOUCHED):
            self._load()

    def _load(self) -> None:
        home, clock, paper = self._desk.home, self._desk.clock, self._paper

        def look(store: Store, _job: object) -> tuple[Guidelines, ...]:
            return guidelines.sent(store, home, paper, clock)

        self._reading.run(self._desk.worker, look, self._loaded, self._desk.failed.emit)

    def _loaded(self, found: tuple[Guidelines, ...]) -> None:
        if found != self._shown:
            self._shown = found
            clear(self._cards)
            for each in found:
                self._cards.addWidget(_card(each))
        self.setVisible(bool(found))


def _card(each: Guidelines) -> Card:
    sent = Label(each.sent, type="small", tone="soft", wrap=True)
    card = Card(Heading(each.title, 3), sent, spacing=Space.SMALL)
    if each.text:
        text = Label(each.text, wrap=True, selectable=True)
        text.setAccessibleName(_("The letter"))
        card.body.addWidget(text)
    if each.followed_words:
        followed = ShortList(each.followed_words)
        followed.show_lines(each.followed)
        card.body.addWidget(Block(each.followed_words, followed))
    return card
