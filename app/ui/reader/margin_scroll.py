"""Cards beside a text that scrolls: put where their lines are, chosen, brought into sight."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.reader.card import NoteCard
from app.ui.reader.margin_room import MarginRoom, along
from app.ui.reader.marks import Mark
from app.ui.reader.page import ReadingPage
from app.ui.theme import theme
from app.ui.widgets.messages import EmptyState

if TYPE_CHECKING:
    from app.ui.reader.pdf_pages import PdfPages


class MarginScroll(QScrollArea):
    """Moves with its page; knows nothing of what becomes of the cards' words."""

    def __init__(self, page: "ReadingPage | PdfPages") -> None:
        super().__init__()
        self._page = page
        self._cards: list[NoteCard] = []
        self._chosen: str | None = None
        self.setAccessibleName(_("Notes in the margin"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room = MarginRoom()
        self._room.focused.connect(self._show_focused)
        self.setWidget(self._room)
        self.viewport().setAutoFillBackground(False)
        self._empty = EmptyState(
            Symbol.NOTE,
            _("No notes on this paper yet"),
            _("Choose words in the text, then a colour, Note, Comment or Question."),
        )
        self._empty.setParent(self._room)
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self.arrange)
        page.laid_out.connect(self._placing.start)
        page.verticalScrollBar().valueChanged.connect(self._follow)
        page.verticalScrollBar().rangeChanged.connect(self._placing.start)
        theme().changed.connect(self._placing.start)

    def chosen(self) -> NoteCard | None:
        """Return the card that is chosen."""
        return next((card for card in self._cards if card.note.id == self._chosen), None)

    def cards(self) -> list[NoteCard]:
        return list(self._cards)

    def set_listed(self, listed: bool) -> None:  # noqa: FBT001 -- a setter
        """List the cards one under another, for the text is not in sight; False: beside it."""
        if listed != self._room.listed:
            self._room.listed = listed
            policy = Qt.ScrollBarPolicy
            self.setVerticalScrollBarPolicy(
                policy.ScrollBarAsNeeded if listed else policy.ScrollBarAlwaysOff
            )
            self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put each card beside its line, the chosen one first; fold them where they are crowded."""
        self._placing.stop()
        wide = max(1, self.viewport().width() - int(Space.TIGHT))
        cards = self._in_order()
        lines = [self._line(card) for card in cards]
        bottom = self._room.arrange(cards, lines, wide, self._chosen)
        bar = self._page.verticalScrollBar()
        text = 0 if self._room.listed else bar.maximum() + self._page.viewport().height()
        self._room.resize(wide, max(text, bottom + int(Space.LARGE), self.viewport().height()))
        self._empty.setGeometry(0, 0, wide, self.viewport().height())
        self._follow(bar.value())

    def _show_line(self, mark: Mark) -> None:
        """Scroll the text to the words of a mark if they are out of sight."""
        top = self._page.line_of(mark)
        bar = self._page.verticalScrollBar()
        if top is None or bar.value() <= top <= bar.value() + self._page.viewport().height():
            return
        self._page.show_mark(mark)

    def _show_focused(self, widget: QWidget) -> None:
        self.ensureWidgetVisible(widget, 0, int(Space.LARGE))

    def _follow(self, value: int) -> None:
        self.verticalScrollBar().setRange(0, max(0, self._room.height() - self.viewport().height()))
        if not self._room.listed:
            self.verticalScrollBar().setValue(value)

    def _line(self, card: NoteCard) -> int:
        """Return where a card wants to be; one without a place in the text is above all."""
        mark = card.note.mark
        top = self._page.line_of(mark) if mark is not None else None
        return int(Space.TIGHT) if top is None else top

    def _in_order(self) -> list[NoteCard]:
        return sorted(self._cards, key=lambda card: (self._line(card), along(card.note.mark)))

    def _holding(self, id: str) -> NoteCard | None:
        """Return the card of a mark, or the one with an answer."""
        return next((card for card in self._cards if holds(card, id)), None)


def holds(card: NoteCard, id: str) -> bool:
    return card.note.id == id or any(reply.id == id for reply in card.note.replies)
