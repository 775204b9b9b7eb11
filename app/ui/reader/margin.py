"""The margin: cards beside the lines they speak of, moving with the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.reader.card import MarginNote, NoteCard
from app.ui.reader.marks import Mark
from app.ui.reader.page import ReadingPage
from app.ui.reader.pdf_span import PageSpan
from app.ui.reader.places import Span
from app.ui.theme import surface, theme
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.messages import EmptyState

if TYPE_CHECKING:
    from app.ui.reader.pdf_pages import PdfPages

NEW = ""
"""The id of the card of a note that is being written and has not been kept yet."""


@dataclass(frozen=True, slots=True)
class PutAway:
    """Words of a card that was closed before they were kept; `span` where the note was new."""

    note: MarginNote
    span: Span | None
    words: str


class MarginNotes(QScrollArea):
    """Cards in the order of the text; the chosen one stands exactly beside its line."""

    created = Signal(str, object, str, str)
    """A new note is to be kept: kind, `Span`, words, colour."""
    saved = Signal(str, str)
    coloured = Signal(str, str)
    withdrawn = Signal(str)
    put_away = Signal(object)
    """A card with words in it was closed: a `PutAway`, for `write_again`."""

    def __init__(self, page: "ReadingPage | PdfPages") -> None:
        super().__init__()
        self._page = page
        self._notes: tuple[MarginNote, ...] = ()
        self._cards: list[NoteCard] = []
        self._draft: tuple[MarginNote, Span] | None = None
        self._chosen: str | None = None
        self.setAccessibleName(_("Notes in the margin"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room = QWidget()
        surface(self._room, "clear")
        self.setWidget(self._room)
        self.viewport().setAutoFillBackground(False)
        self._empty = EmptyState(
            Symbol.NOTE,
            _("No notes on this paper yet"),
            _("Choose words in the text, then Note, Comment or Question."),
        )
        self._empty.setParent(self._room)
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self.arrange)
        page.laid_out.connect(self._placing.start)
        page.verticalScrollBar().valueChanged.connect(self._follow)
        page.verticalScrollBar().rangeChanged.connect(self._placing.start)
        page.mark_clicked.connect(self.go_to)
        theme().changed.connect(self._placing.start)

    def show_notes(self, notes: Sequence[MarginNote]) -> None:
        """Show `notes`; what is being written in an open card stays as it is."""
        self._notes = tuple(notes)
        writing = {card.note.id: card for card in self._cards if card.is_editing()}
        kept: list[NoteCard] = []
        shown = [*([self._draft[0]] if self._draft else []), *self._notes]
        self._page.show_marks([note.mark for note in shown if note.mark is not None])
        for note in shown:
            card = writing.pop(note.id, None)
            kept.append(card if card is not None else self._card(note))
        for card in self._cards:
            if card not in kept:
                card.hide()
                card.deleteLater()
        self._cards = kept
        self._empty.setVisible(not kept)
        for card in kept:
            card.set_chosen(card.note.id == self._chosen)
            card.show()
        self._placing.start()

    def begin(self, kind: str, span: Span, audience: str, colour: str = "look") -> None:
        """Open a card for a new note of `kind` on `span`, ready to be written in."""
        self._tell_away(NEW)
        spot = span.spot if isinstance(span, PageSpan) else None
        mark = Mark(NEW, kind, span.section, span.start, span.end, colour, spot=spot)
        self._draft = (MarginNote(NEW, kind, "", audience, mark, span.exact, colour=colour), span)
        self._cards = [card for card in self._cards if not self._dropped(card)]
        self._chosen = NEW
        self.show_notes(self._notes)
        self.arrange()
        self._cards[0].edit()

    def drop_draft(self, *, tell: bool = False) -> None:
        """Close the card of a new note, for another text is shown; `tell` of its words."""
        if self._draft is not None:
            if tell:
                self._tell_away(NEW)
            self._draft = None
            self._cards = [card for card in self._cards if not self._dropped(card)]
            self.show_notes(self._notes)

    def write_again(self, left: PutAway) -> None:
        """Open the card of `left` once more, with its words."""
        note = left.note
        if left.span is not None:
            self.begin(note.kind, left.span, note.audience, note.colour)
        if self.write_in(note.id, left.words):
            self._choose(note.id)

    def write_in(self, id: str, words: str) -> bool:
        """Open the card of `id` for writing with `words` in it; False if there is none."""
        card = next((each for each in self._cards if each.note.id == id), None)
        if card is None:
            return False
        card.edit()
        for field in card.findChildren(GrowingText):
            field.setPlainText(words)
        return True

    def go_to(self, id: str) -> None:
        """Choose the card of `id`, as after a click on its words."""
        for card in self._cards:
            if card.note.id == id:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
                self._choose(id)

    def cards(self) -> list[NoteCard]:
        return list(self._cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, NoteCard):
            self.ensureWidgetVisible(watched, 0, int(Space.LARGE))
        return super().eventFilter(watched, event)

    def arrange(self) -> None:
        """Put each card beside its line, below the card before; the chosen one first."""
        self._placing.stop()
        wide = max(1, self.viewport().width() - int(Space.TIGHT))
        cards = sorted(self._cards, key=self._line)
        heights = [card.height_for(wide) for card in cards]
        tops = _stacked([self._line(card) for card in cards], heights, self._index(cards))
        for card, top, high in zip(cards, tops, heights, strict=True):
            card.setGeometry(0, top, wide, high)
        for before, after in pairwise(cards):
            QWidget.setTabOrder(before, after)
        bar = self._page.verticalScrollBar()
        text = bar.maximum() + self._page.viewport().height()
        bottom = max((top + high for top, high in zip(tops, heights, strict=True)), default=0)
        self._room.resize(wide, max(text, bottom + int(Space.LARGE), self.viewport().height()))
        self._empty.setGeometry(0, 0, wide, self.viewport().height())
        self._follow(bar.value())

    def _card(self, note: MarginNote) -> NoteCard:
        card = NoteCard(note)
        card.setParent(self._room)
        card.installEventFilter(self)
        card.chosen.connect(self._choose)
        card.saved.connect(self._save)
        card.edit_left.connect(self._leave)
        card.coloured.connect(self._colour)
        card.withdrawn.connect(self.withdrawn)
        card.resized.connect(self._placing.start)
        return card

    def _choose(self, id: str) -> None:
        if id == self._chosen:
            return
        self._chosen = id
        for card in self._cards:
            card.set_chosen(card.note.id == id)
        self._page.show_current(id or None)
        self.arrange()
        note = next((each for each in self._notes if each.id == id), None)
        if note is not None and note.mark is not None:
            self._show_line(note.mark)

    def _show_line(self, mark: Mark) -> None:
        """Scroll the text to the words of a mark if they are out of sight."""
        top = self._page.line_of(mark)
        bar = self._page.verticalScrollBar()
        if top is None or bar.value() <= top <= bar.value() + self._page.viewport().height():
            return
        self._page.show_mark(mark)

    def _save(self, id: str, words: str) -> None:
        if id != NEW:
            self._reopen(id)
            self.saved.emit(id, words)
        elif self._draft is not None:
            note, span = self._draft
            self._forget_draft()
            self.created.emit(note.kind, span, words, note.colour)

    def _leave(self, id: str) -> None:
        self._tell_away(id)
        if id == NEW:
            self._forget_draft()
        else:
            self._reopen(id)

    def _tell_away(self, id: str) -> None:
        """Tell of the words in the open card of `id`, which is about to be closed."""
        card = next((each for each in self._cards if each.note.id == id), None)
        if card is None or not card.is_editing():
            return
        words = card.written()
        if words.strip() and words != card.note.text:
            # The draft knows the colour as it is now, the card the one it was opened with.
            note, span = self._draft if id == NEW and self._draft else (card.note, None)
            self.put_away.emit(PutAway(note, span, words))

    def _colour(self, id: str, colour: str) -> None:
        if id != NEW:
            self.coloured.emit(id, colour)
        elif self._draft is not None:
            note, span = self._draft
            mark = None if note.mark is None else replace(note.mark, colour=colour)
            self._draft = (replace(note, mark=mark, colour=colour), span)
            self.show_notes(self._notes)

    def _forget_draft(self) -> None:
        self.drop_draft()
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reopen(self, id: str) -> None:
        """Show the card of `id` closed again."""
        for number, card in enumerate(self._cards):
            if card.note.id == id:
                card.hide()
                card.deleteLater()
                self._cards[number] = self._card(card.note)
        self.show_notes(self._notes)
        self.go_to(id)

    def _dropped(self, card: NoteCard) -> bool:
        if card.note.id != NEW:
            return False
        card.hide()
        card.deleteLater()
        return True

    def _follow(self, value: int) -> None:
        self.verticalScrollBar().setRange(0, max(0, self._room.height() - self.viewport().height()))
        self.verticalScrollBar().setValue(value)

    def _line(self, card: NoteCard) -> int:
        """Return where a card wants to be; one without a place in the text is above all."""
        mark = card.note.mark
        top = self._page.line_of(mark) if mark is not None else None
        return int(Space.TIGHT) if top is None else top

    def _index(self, cards: Sequence[NoteCard]) -> int:
        return next(
            (number for number, card in enumerate(cards) if card.note.id == self._chosen), 0
        )


def _stacked(wanted: Sequence[int], heights: Sequence[int], first: int) -> list[int]:
    """Return tops without overlap: `first` gets its wish, the others make room around it."""
    gap = int(Space.SMALL)
    tops = list(wanted)
    for number in range(first + 1, len(tops)):
        tops[number] = max(tops[number], tops[number - 1] + heights[number - 1] + gap)
    for number in range(first - 1, -1, -1):
        tops[number] = min(tops[number], tops[number + 1] - heights[number] - gap)
    if tops and tops[0] < 0:
        # No room above the first line: begin there and push everybody down.
        tops[0] = 0
        for number in range(1, len(tops)):
            tops[number] = max(tops[number], tops[number - 1] + heights[number - 1] + gap)
    return tops
