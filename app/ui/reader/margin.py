"""The margin: cards beside the lines they speak of, moving with the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from app.domain.colours import USUAL
from app.ui.measures import Space
from app.ui.reader.card import NoteCard
from app.ui.reader.margin_scroll import MarginScroll, holds
from app.ui.reader.marks import Mark
from app.ui.reader.page import ReadingPage
from app.ui.reader.pdf_span import PageSpan, only_here
from app.ui.reader.places import Span
from app.ui.reader.remark import COLOURED, REPLY, MarginNote

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


class MarginNotes(MarginScroll):
    """Cards in the order of the text; the chosen one stands exactly beside its line."""

    created = Signal(str, object, str, str, object)
    """A new note is to be kept: kind, `Span`, words, colour, audience (a tuple, or None: usual)."""
    saved = Signal(str, str, object)
    """A mark was changed: id, words, audience (None: as it was)."""
    replied = Signal(str, str)
    """Something is answered: id of that, words."""
    coloured = Signal(str, str)
    withdrawn = Signal(str)
    reached = Signal()
    """A mark that was wanted from elsewhere is shown: the margin should come into sight."""
    text_wanted = Signal()
    """The reader goes back from a card to its words: the text should come into sight."""
    put_away = Signal(object)
    """A card with words in it was closed: a `PutAway`, for `write_again`."""

    def __init__(self, page: "ReadingPage | PdfPages") -> None:
        self._notes: tuple[MarginNote, ...] = ()
        self._draft: tuple[MarginNote, Span] | None = None
        self._wanted = ""
        self._settling = False
        super().__init__(page)
        self._room.opened.connect(self.go_to)
        page.mark_clicked.connect(self.go_to)

    def show_notes(self, notes: Sequence[MarginNote]) -> None:
        """Show `notes`; what is being written in an open card stays as it is."""
        self._settling = True
        try:
            self._show_notes(notes)
        finally:
            self._settling = False

    def _show_notes(self, notes: Sequence[MarginNote]) -> None:
        self._notes = tuple(notes)
        same = {card.note.id: card for card in self._cards}
        focused = next((card.note.id for card in self._cards if card.hasFocus()), None)
        kept: list[NoteCard] = []
        shown = [*([self._draft[0]] if self._draft else []), *self._notes]
        self._page.show_marks([note.mark for note in shown if note.mark is not None])
        for note in shown:
            card = same.get(note.id)
            stays = card is not None and (card.is_editing() or card.note == note)
            kept.append(card if card is not None and stays else self._card(note))
        before, self._cards = self._cards, kept
        for card in before:
            if card not in kept:
                card.hide()  # the focus may go to a neighbour: it is not chosen by that
                card.deleteLater()
        self._empty.setVisible(not kept)
        for card in kept:
            card.set_chosen(card.note.id == self._chosen)
        if focused is not None:  # the card that went had the keys: its words have them now
            heir = self._holding(focused) or self._page
            heir.setFocus(Qt.FocusReason.OtherFocusReason)
        self._placing.start()

    def begin(self, kind: str, span: Span, audience: str, colour: str = "") -> None:
        """Open a card for a new note of `kind` on `span`, ready to be written in."""
        self._tell_away(NEW)
        spot = span.spot if isinstance(span, PageSpan) else None
        colour = colour or (USUAL if kind in COLOURED else "")
        mark = Mark(NEW, kind, span.section, span.start, span.end, colour, spot=spot)
        note = MarginNote(NEW, kind, "", audience, mark, span.exact, colour=colour)
        self._draft = (replace(note, more=only_here(span)), span)
        self._cards = [card for card in self._cards if not self._dropped(card)]
        self._chosen = NEW
        self.show_notes(self._notes)
        self.arrange()
        self._cards[0].edit()
        # Qt lays out what was added to the card at its next turn: it has its height only then.
        QTimer.singleShot(0, self, partial(self._show_whole, self._cards[0]))

    def begun_on(self) -> Span | None:
        """Return what the new note that is being written is about, None where none is."""
        return None if self._draft is None else self._draft[1]

    def drop_draft(self) -> None:
        """Close the card of a new note, for another text is shown."""
        if self._draft is not None:
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
        """Open what has the `id` for writing with `words` in it; False if it is not here.

        `REPLY` and the id of what is answered open a field for the answer.
        """
        card = self._holding(id.removeprefix(REPLY))
        if card is None:
            return False
        if id.startswith(REPLY):
            card.reply()
        else:
            card.edit(id)
        card.write(words)
        self._placing.start()
        return True

    def go_to(self, id: str) -> None:
        """Choose the card of `id`, as after a click on its words; an answer's is its mark's."""
        card = self._holding(id)
        if card is not None:
            self._choose(card.note.id)
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def want(self, id: str) -> None:
        """Choose the card of `id` once its paper is set, be it shown already or only soon."""
        self._wanted = id
        self._placing.start()

    def step(self, by: int) -> None:
        """Go on to the next mark of the text (1) or back (-1), from the chosen one or from here."""
        cards = self._in_order()
        if not cards:
            return
        at = next((n for n, card in enumerate(cards) if card.note.id == self._chosen), None)
        if at is None:
            top = self._page.verticalScrollBar().value()
            below = [n for n, card in enumerate(cards) if self._line(card) >= top]
            at = (below[0] if below else len(cards)) - (1 if by > 0 else 0)
        self.go_to(cards[max(0, min(len(cards) - 1, at + by))].note.id)

    def same_place(self, span: Span) -> MarginNote | None:
        """Return the reader's own highlight of exactly these words, if there is one."""
        for note in self._notes:
            mark = note.mark
            if note.author or note.kind != "highlight" or mark is None:
                continue
            if isinstance(span, PageSpan):
                same = mark.spot is not None and mark.spot == span.spot
            else:
                same = (mark.section, mark.start, mark.end) == (span.section, span.start, span.end)
            if same:
                return note
        return None

    def arrange(self) -> None:
        """Put each card beside its line, then go to the one that is wanted, if it can be."""
        super().arrange()
        self._reach()

    def _reach(self) -> None:
        """Go to the mark that was wanted, as soon as its words are set or it is without a place.

        Where the words are may be told later than the mark: then it is gone to once more.
        """
        card = self._holding(self._wanted) if self._wanted else None
        if card is None:
            return
        id, mark = self._wanted, card.note.mark
        if mark is not None and self._page.line_of(mark) is None:
            return
        placed = mark is not None or not card.note.exact
        if placed:
            self._wanted = ""
        if placed or self._chosen != card.note.id:
            self._chosen = None
            self.reached.emit()
            self.go_to(id)

    def _card(self, note: MarginNote) -> NoteCard:
        card = NoteCard(note)
        self._room.take(card)
        card.chosen.connect(self._chosen_by_focus)
        card.saved.connect(self._save)
        card.edit_left.connect(self._leave)
        card.coloured.connect(self._colour)
        card.withdrawn.connect(self.withdrawn)
        card.step_wanted.connect(self.step)
        card.text_wanted.connect(self._back_to_text)
        card.resized.connect(self._placing.start)
        return card

    def _chosen_by_focus(self, id: str) -> None:
        if not self._settling:
            self._choose(id)

    def _choose(self, id: str) -> None:
        if id == self._chosen:
            return
        self._chosen = id
        self._room.chosen(id)
        wanted = self._holding(self._wanted)
        if wanted is not None and wanted.note.id != id:
            self._wanted = ""  # the reader went elsewhere
        for card in self._cards:
            card.set_chosen(card.note.id == id)
        self._page.show_current(id or None)
        self.arrange()
        card = self.chosen()
        if self._room.listed and card is not None:
            self._show_focused(card)
        note = next((each for each in self._notes if each.id == id), None)
        if note is not None and note.mark is not None:
            self._show_line(note.mark)

    def _back_to_text(self, id: str) -> None:
        """Give the focus back to the words of a mark."""
        card = self._holding(id)
        self.text_wanted.emit()
        if card is not None and card.note.mark is not None:
            self._show_line(card.note.mark)
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_whole(self, card: NoteCard) -> None:
        """Scroll on where a card that was opened to write in ends below the window's edge."""
        if card not in self._cards:
            return
        self.arrange()
        if self._room.listed:
            self._show_focused(card)
            return
        bar, edge = self._page.verticalScrollBar(), self.viewport().height()
        over = card.geometry().bottom() + int(Space.SMALL) - (bar.value() + edge)
        if over > 0:
            bar.setValue(bar.value() + min(over, edge // 2))

    def _save(self, id: str, words: str, audience: tuple[str, ...] | None) -> None:
        if id.startswith(REPLY):
            self._reopen(id.removeprefix(REPLY))
            self.replied.emit(id.removeprefix(REPLY), words)
        elif id != NEW:
            self._reopen(id)
            self.saved.emit(id, words, audience)
        elif self._draft is not None:
            note, span = self._draft
            self._forget_draft()
            self.created.emit(note.kind, span, words, note.colour, audience)

    def _leave(self, id: str) -> None:
        self._tell_away(id)
        if id == NEW:
            self._forget_draft()
        else:
            self._reopen(id)

    def _tell_away(self, id: str) -> None:
        """Tell of the words in the open card of `id`, which is about to be closed."""
        card = self._holding(id)
        if card is None or not card.is_editing():
            return
        words = card.written()
        if words.strip() and words != card.subject().text:
            # The draft knows the colour as it is now, the card the one it was opened with.
            note, span = self._draft if id == NEW and self._draft else (card.subject(), None)
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
        self.text_wanted.emit()
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reopen(self, id: str) -> None:
        """Show the card of `id` closed again."""
        for number, card in enumerate(self._cards):
            if holds(card, id):
                card.hide()
                card.deleteLater()
                self._cards[number] = self._card(card.note)
        self.show_notes(self._notes)
        self.arrange()
        self.go_to(id)

    def _dropped(self, card: NoteCard) -> bool:
        if card.note.id != NEW:
            return False
        card.hide()
        card.deleteLater()
        return True
