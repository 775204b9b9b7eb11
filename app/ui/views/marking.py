"""Makes marks of chosen words: notes, comments, questions, quotes; changes and withdraws them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.actions import annotating
from app.actions.papers import About
from app.documents.anchoring import PlainSection, anchor_chosen
from app.domain.anchors import Anchor
from app.domain.changes import Changes
from app.domain.colours import colour as known_colour
from app.domain.rounds import Round
from app.i18n import _
from app.phrases.marks import colour_name
from app.store import Store
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.reader.choosing_view import ChoosingView
from app.ui.reader.margin import NEW, MarginNotes
from app.ui.reader.page import ReadingPage
from app.ui.reader.places import Span
from app.ui.reader.remark import REPLY
from app.ui.views import paper_words
from app.ui.widgets.keys import on_key
from app.ui.widgets.text import literal

STEPS = {"Ctrl+.": 1, "Ctrl+,": -1}
"""Keys that lead to the next mark of a paper, and back."""


def anchor_in(sections: Sequence[PlainSection], span: Span) -> Anchor | None:
    """Return the anchor of words of a text, None where the text has no such words."""
    return anchor_chosen(sections, span.section, span.start, span.end, span.exact)


def beside_in(page: ReadingPage, span: Span) -> tuple[QWidget, QRect]:
    """Return the widget that shows words of a text, and where."""
    position = page.places().position(span.section, span.end) or 0
    return page.viewport(), page.rect_at(position)


def tell_beside(desk: Desk) -> None:
    """Say that words were chosen that are in no section."""
    desk.told.emit(_("Marks can be made in the text below."), None)


class Marks(QObject):
    """From chosen words to the store and back by Undo; what differs by paper is below."""

    begun = Signal(str)
    """A card or a quote of this kind was begun: notes or the review should come into sight."""

    def __init__(self, desk: Desk, margin: MarginNotes, view: ChoosingView) -> None:
        super().__init__(margin)
        self._desk = desk
        self._margin = margin
        view.plain_digits = lambda: desk.settings.letter_keys
        for keys, by in STEPS.items():
            view.on_key(keys, partial(self._step, by))
            on_key(margin, keys, partial(self._step, by))
        margin.created.connect(self.create)
        margin.saved.connect(self.change)
        margin.coloured.connect(self.colour)
        margin.withdrawn.connect(self.withdraw)
        margin.replied.connect(self.reply)
        margin.reached.connect(partial(self.begun.emit, "note"))
        desk.mark_wanted.connect(margin.want)

    # --- of each paper ---------------------------------------------------------------------

    def about(self) -> About | None:
        """Return what is marked."""
        raise NotImplementedError

    def anchor(self, span: Span) -> Anchor | None:
        """Return what is kept of the place of `span`."""
        raise NotImplementedError

    def scheme(self) -> Round | None:
        """Return the round whose criteria words can be quoted for."""
        raise NotImplementedError

    def beside(self, span: Span) -> tuple[QWidget, QRect]:
        """Return the widget that shows `span`, and where."""
        raise NotImplementedError

    def settled(self, where: Anchor) -> Anchor:
        """Return the anchor as it is kept; asked off the Qt thread, so it may take a while."""
        return where

    def handed_over(self) -> None:
        """What was written in a card is being kept."""

    def text_of(self, _id: str) -> str | None:
        """Return the words of a mark as they are, None where it is not known."""
        return None

    # --- the same for all -------------------------------------------------------------------

    def offers(self) -> tuple[str, ...]:
        """Return what one can make of chosen words here."""
        scheme = self.scheme()
        quotes = scheme is not None and scheme.criteria
        return ("note", "comment", "question", *(("quote",) if quotes else ()))

    def ask(self, kind: str, span: Span, criterion: str | None = None) -> None:
        """Begin a note, comment or question on `span`, or quote it, for `criterion` if given."""
        if self.about() is None:
            return
        if colour := known_colour(kind):
            self.highlight(colour, span)
        elif kind != "quote":
            self.begun.emit(kind)
            self.begin(kind, span)
        elif criterion is not None:
            self.quote(criterion, span)
        else:
            self._ask_criterion(span)

    def begin(self, kind: str, span: Span, colour: str = "") -> None:
        """Open a card to write in."""
        self._margin.begin(kind, span, paper_words.audience(kind, ("chairs",), {}), colour)

    def quote(self, key: str, span: Span) -> None:
        """Quote `span` for the criterion `key`."""
        about, where, scheme = self.about(), self.anchor(span), self.scheme()
        if about is None or where is None or scheme is None:
            return
        criterion = scheme.criterion(key)
        verb = partial(self._comment, about, where, "", "evidence", key)
        said = _("Quoted for “{criterion}”. The chairs see it after the next update.").format(
            criterion=criterion.title if criterion is not None else key
        )
        self._desk.act(verb, said, undoable=True)

    def highlight(self, colour: str, span: Span) -> None:
        """Colour words for oneself; the same words again get the other colour."""
        about, where = self.about(), self.anchor(span)
        if about is None or where is None:
            return
        before = self._margin.same_place(span)
        if before is not None:
            self.colour(before.id, colour)
            return
        verb = partial(self._note, about, where, "", colour)
        said = _("Highlighted: {colour}. Only you see it.").format(colour=colour_name(colour))
        self._desk.act(verb, said, undoable=True)

    def create(
        self,
        kind: str,
        span: Span,
        words: str,
        colour: str,
        audience: tuple[str, ...] | None = None,
    ) -> None:
        """Keep what was written in a new card, where its words are."""
        about, where = self.about(), self.anchor(span)
        if about is None:
            return
        if where is None:
            self._give_back(kind, span, words, colour)
            return
        self.handed_over()
        back = partial(self._reopen, kind, span, words, colour)
        if kind == "note":
            verb = partial(self._note, about, where, words, colour)
            said = _("Kept. Only you see it.")
        else:
            verb = partial(self._comment, about, where, words, kind, None, audience=audience)
            said = _("Submitted. It goes with the next update; until then you can undo it.")
        self._desk.act(verb, said, undoable=True, failed=back)

    def change(self, id: str, words: str, audience: tuple[str, ...] | None = None) -> None:
        """Change the words of a mark of mine, and who reads it."""
        self.handed_over()
        if self.text_of(id) == words and audience is None:
            return
        clock = self._desk.clock
        self._desk.act(
            lambda store: annotating.edit(store, id, words, audience=audience, clock=clock),
            _("Changed."),
            undoable=True,
            failed=partial(self._edit_again, id, words),
        )

    def reply(self, id: str, words: str) -> None:
        """Answer a comment; those who read it read the answer."""
        about = self.about()
        if about is None:
            return
        self.handed_over()
        home, clock = self._desk.home, self._desk.clock

        def back(error: Exception) -> None:
            self._margin.write_in(REPLY + id, words)
            self._desk.failed.emit(error)

        self._desk.act(
            lambda store: annotating.comment(store, home, about, words, reply_to=id, clock=clock),
            _("Submitted. It goes with the next update; until then you can undo it."),
            undoable=True,
            failed=back,
        )

    def colour(self, id: str, colour: str) -> None:
        clock = self._desk.clock
        said = _("Coloured: {colour}").format(colour=colour_name(colour))
        self._desk.act(
            lambda store: annotating.edit(store, id, colour=colour, clock=clock),
            said,
            undoable=True,
        )

    def withdraw(self, id: str) -> None:
        """Take a mark of mine away; a message offers it back."""
        clock = self._desk.clock
        self._desk.act(
            lambda store: annotating.withdraw(store, id, clock), _("Taken away."), undoable=True
        )

    def _step(self, by: int) -> None:
        """Go to the next mark, its card in sight."""
        if self._margin.cards():
            self.begun.emit("note")
            self._margin.step(by)
        else:
            self._desk.told.emit(_("There are no notes here yet."), None)

    # --- inner -------------------------------------------------------------------------------

    def _note(self, about: About, at: Anchor, words: str, colour: str, store: Store) -> Changes:
        return annotating.note(
            store, self._desk.home, about, words,
            at=self.settled(at), colour=colour, clock=self._desk.clock,
        )  # fmt: skip

    def _comment(
        self,
        about: About,
        at: Anchor,
        words: str,
        kind: str,
        criterion: str | None,
        store: Store,
        *,
        audience: tuple[str, ...] | None = None,
    ) -> Changes:
        return annotating.comment(
            store, self._desk.home, about, words, kind=kind, at=self.settled(at),
            criterion=criterion, audience=audience, clock=self._desk.clock,
        )  # fmt: skip

    def _ask_criterion(self, span: Span) -> None:
        scheme = self.scheme()
        widget, rect = self.beside(span)
        menu = QMenu(widget)
        menu.setAccessibleName(_("Quote for which criterion"))
        for criterion in scheme.criteria if scheme is not None else ():
            action = menu.addAction(literal(criterion.title))
            action.triggered.connect(partial(self._quote_chosen, criterion.key, span))
        menu.popup(widget.mapToGlobal(rect.bottomLeft() + QPoint(0, int(Space.TIGHT))))

    def _quote_chosen(self, key: str, span: Span, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.begun.emit("quote")
        self.quote(key, span)

    def _reopen(self, kind: str, span: Span, words: str, colour: str, error: Exception) -> None:
        """Give the words back to the writer: they could not be kept."""
        self._write_on(kind, span, words, colour)
        self._desk.failed.emit(error)

    def _give_back(self, kind: str, span: Span, words: str, colour: str) -> None:
        """Give them back where the text changed meanwhile, and what they are about went."""
        self._write_on(kind, span, words, colour)
        said = _(
            "The text changed, and the words you chose are not in it any more. What you wrote is "
            "still here: copy it, and choose other words."
        )
        self._desk.told.emit(said, None)

    def _write_on(self, kind: str, span: Span, words: str, colour: str) -> None:
        self.begin(kind, span, colour)
        self._margin.write_in(NEW, words)

    def _edit_again(self, id: str, words: str, error: Exception) -> None:
        self._margin.write_in(id, words)
        self._desk.failed.emit(error)
