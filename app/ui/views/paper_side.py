"""The panel beside a paper: notes, and my review, under two tabs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import surface
from app.ui.views import review_words
from app.ui.views.notes_panel import NotesPanel
from app.ui.views.review_fields import Reviewing
from app.ui.views.review_panel import ReviewPanel
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.layout import across, boxed, hairline
from app.ui.widgets.tabs import PAD, TabRow


class PaperSide(QWidget):
    """Holds both; an observer has notes only."""

    folded = Signal()

    def __init__(self, notes: NotesPanel, review: ReviewPanel) -> None:
        super().__init__()
        surface(self, "canvas")
        self.notes = notes
        self._pages: dict[str, QWidget] = {"notes": notes, "review": review}
        self.tabs = TabRow(_("Beside the paper"))
        self.tabs.add("notes", _("Notes"))
        self.tabs.add("review", _("My review"))
        self.fold = IconButton(Symbol.PANEL, _("Fold this panel away (Ctrl+\\)"), self.folded.emit)
        self.stack = QStackedWidget()
        for page in self._pages.values():
            self.stack.addWidget(page)
        head = across(
            self.tabs,
            None,
            self.fold,
            margins=(Space.LARGE + 4 - PAD, Space.TIGHT, Space.LARGE, 0),
        )
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        rule = across(hairline(), margins=(Space.LARGE + 4, Space.TIGHT, Space.LARGE + 4, 0))
        column.addLayout(rule)
        column.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(hairline(upright=True))
        row.addWidget(boxed(column), 1)
        self.tabs.currentChanged.connect(self._show)

    def go(self, key: str) -> None:
        if key == "notes" or self.offers_review():
            self.tabs.go(key)

    def key(self) -> str:
        return self.tabs.key()

    def offer_review(self, *, offered: bool) -> None:
        """Take the review away from those who do not review."""
        self.tabs.setTabVisible(1, offered)
        if not offered:
            self.tabs.go("notes")

    def offers_review(self) -> bool:
        return self.tabs.isTabVisible(1)

    def show_counts(self, notes: int, mine: Reviewing | None) -> None:
        self.tabs.set_count("notes", _("Notes"), notes or None)
        words = _("My review")
        if mine is not None and mine.scheme.criteria and not mine.recused:
            done, count = review_words.answered(mine.data, mine.scheme)
            words = _("My review  {done} of {count}").format(done=done, count=count)
        self.tabs.set_count("review", words, None)

    def _show(self, _index: int) -> None:
        self.stack.setCurrentWidget(self._pages[self.tabs.key()])
