"""Makes marks of chosen words: notes, comments, questions, quotes; changes and withdraws them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from app.actions import annotating
from app.actions.papers import About
from app.documents.anchoring import QuoteNotFound, anchor_at
from app.domain.anchors import Anchor
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.reader.card import MarginNote
from app.ui.reader.margin import MarginNotes
from app.ui.reader.places import Span
from app.ui.reader.view import ReaderView
from app.ui.views import paper_words
from app.ui.views.paper_load import Opened
from app.ui.views.paper_writing import Writing
from app.ui.widgets.text import literal


class Marking(QObject):
    """The marks of one open paper, from chosen words to the store and back by Undo."""

    side_wanted = Signal(str)
    """Notes (`notes`) or my review (`review`) should come into sight."""

    def __init__(
        self, desk: Desk, reader: ReaderView, margin: MarginNotes, writing: Writing
    ) -> None:
        super().__init__(margin)
        self._desk = desk
        self._reader = reader
        self._margin = margin
        self._writing = writing
        self._opened: Opened | None = None
        self._notes: Sequence[MarginNote] = ()
        reader.beside_text.connect(self._beside)
        margin.created.connect(self.create)
        margin.saved.connect(self.change)
        margin.coloured.connect(self.colour)
        margin.withdrawn.connect(self.withdraw)

    def show(self, opened: Opened, notes: Sequence[MarginNote]) -> None:
        """Work on this paper, in this version, with these notes on it."""
        self._opened, self._notes = opened, notes

    def offers(self) -> tuple[str, ...]:
        """Return what one can make of chosen words here."""
        found = self._opened
        scheme = found.scheme if found is not None else None
        quotes = scheme is not None and scheme.criteria and found and not found.observer
        return ("note", "comment", "question", *(("quote",) if quotes else ()))

    def ask(self, kind: str, span: Span, criterion: str | None = None) -> None:
        """Begin a note, comment or question on `span`, or quote it, for `criterion` if given."""
        if self._opened is None:
            return
        if kind != "quote":
            self.side_wanted.emit("notes")
            self._margin.begin(kind, span, paper_words.audience(kind, ("chairs",), {}))
        elif criterion is not None:
            self.quote(criterion, span)
        else:
            self._ask_criterion(span)

    def quote(self, key: str, span: Span) -> None:
        """Quote `span` for the criterion `key`."""
        found, where = self._opened, self._anchor(span)
        if found is None or where is None or found.scheme is None:
            return
        criterion = found.scheme.criterion(key)
        verb = partial(
            _comment, self._desk, _about(found), "", kind="evidence", at=where, criterion=key
        )
        said = _("Quoted for “{criterion}”. The chairs see it after the next update.").format(
            criterion=criterion.title if criterion is not None else key
        )
        self._desk.act(verb, said, undoable=True)

    def create(self, kind: str, span: Span, words: str, colour: str) -> None:
        """Keep what was written in a new card, where its words are."""
        found, where = self._opened, self._anchor(span)
        if found is None or where is None:
            return
        self._writing.forget()
        back = partial(self._reopen, kind, span, words, colour)
        if kind == "note":
            verb = partial(_note, self._desk, _about(found), words, at=where, colour=colour)
            self._desk.act(verb, _("Kept. Only you see it."), undoable=True, failed=back)
            return
        verb = partial(_comment, self._desk, _about(found), words, kind=kind, at=where)
        said = _("Submitted. It goes with the next update; until then you can undo it.")
        self._desk.act(verb, said, undoable=True, failed=back)

    def change(self, id: str, words: str) -> None:
        """Change the words of a mark of mine."""
        self._writing.forget()
        note = next((each for each in self._notes if each.id == id), None)
        if note is not None and note.text != words:
            verb = partial(_edit, self._desk, id, words)
            back = partial(self._edit_again, id, words)
            self._desk.act(verb, _("Changed."), undoable=True, failed=back)

    def colour(self, id: str, colour: str) -> None:
        self._desk.act(
            lambda store: annotating.edit(store, id, colour=colour, clock=self._desk.clock)
        )

    def withdraw(self, id: str) -> None:
        """Take a mark of mine away; a message offers it back."""
        self._desk.act(
            lambda store: annotating.withdraw(store, id, self._desk.clock),
            _("Taken away."),
            undoable=True,
        )

    def _beside(self) -> None:
        self._desk.told.emit(_("Marks can be made in the text below."), None)

    def _ask_criterion(self, span: Span) -> None:
        scheme = self._opened.scheme if self._opened is not None else None
        menu = QMenu(self._reader)
        menu.setAccessibleName(_("Quote for which criterion"))
        for criterion in scheme.criteria if scheme is not None else ():
            action = menu.addAction(literal(criterion.title))
            action.triggered.connect(partial(self._quote_chosen, criterion.key, span))
        page = self._reader.page
        rect = page.rect_at(page.places().position(span.section, span.end) or 0)
        menu.popup(page.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, int(Space.TIGHT))))

    def _quote_chosen(self, key: str, span: Span, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.side_wanted.emit("review")
        self.quote(key, span)

    def _reopen(self, kind: str, span: Span, words: str, colour: str, error: Exception) -> None:
        """Give the words back to the writer: they could not be kept."""
        self._writing.reopen(kind, span, words, colour)
        self._desk.failed.emit(error)

    def _edit_again(self, id: str, words: str, error: Exception) -> None:
        self._writing.edit_again(id, words)
        self._desk.failed.emit(error)

    def _anchor(self, span: Span) -> Anchor | None:
        plain = self._opened.plain if self._opened is not None else ()
        section = next((each for each in plain if each.key == span.section), None)
        if section is None:
            return None
        try:
            return anchor_at(section, span.start, span.end, plain)
        except QuoteNotFound:
            return None


def _about(found: Opened) -> About:
    return About("proposal", found.row.id, found.number)


def _note(
    desk: Desk, about: About, words: str, store: Store, *, at: Anchor, colour: str
) -> Changes:
    return annotating.note(store, desk.home, about, words, at=at, colour=colour, clock=desk.clock)


def _comment(
    desk: Desk,
    about: About,
    words: str,
    store: Store,
    *,
    kind: str,
    at: Anchor,
    criterion: str | None = None,
) -> Changes:
    return annotating.comment(
        store, desk.home, about, words, kind=kind, at=at, criterion=criterion, clock=desk.clock
    )


def _edit(desk: Desk, id: str, words: str, store: Store) -> Changes:
    return annotating.edit(store, id, words, clock=desk.clock)
