"""Marks on a document: notes, comments and questions, from chosen words to the store and back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.actions import annotating
from app.actions.papers import About
from app.documents.anchoring import PlainSection, anchor_at
from app.domain.anchors import Anchor
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.reader.margin import NEW, MarginNotes, PutAway
from app.ui.reader.places import Span
from app.ui.reader.view import ReaderView


class DocumentMarking(QObject):
    """Makes, changes and withdraws marks."""

    begun = Signal()
    """A card was opened to write in."""
    wanted = Signal(str)
    """What was put away is written on again: its document should be shown."""

    def __init__(self, desk: Desk, reader: ReaderView, margin: MarginNotes) -> None:
        super().__init__(margin)
        self._desk, self._margin = desk, margin
        self._document = ""
        self._sections: Sequence[PlainSection] = ()
        reader.asked.connect(self.begin)
        reader.beside_text.connect(self._beside)
        margin.created.connect(self.create)
        margin.saved.connect(self._edit)
        margin.coloured.connect(self._colour)
        margin.withdrawn.connect(self._withdraw)
        margin.put_away.connect(self._put_away)

    def show(self, document: str, sections: Sequence[PlainSection]) -> None:
        """Work on this document with this text."""
        self._document, self._sections = document, sections

    def begin(self, kind: str, span: Span, colour: str = "look") -> None:
        audience = _("only you") if kind == "note" else _("the chairs")
        self._margin.begin(kind, span, audience, colour)
        self.begun.emit()

    def create(self, kind: str, span: Span, words: str, colour: str) -> None:
        """Keep what was written in a new card, where its words are."""
        home, clock = self._desk.home, self._desk.clock
        about, at = About("document", self._document), self._anchor(span)

        def verb(store: Store) -> Changes:
            if kind == "note":
                return annotating.note(store, home, about, words, at=at, colour=colour, clock=clock)
            return annotating.comment(store, home, about, words, kind=kind, at=at, clock=clock)

        note = kind == "note"
        said = _("Saved on this computer") if note else _("Submitted, waiting for a line")
        back = partial(self._reopen, kind, span, words, colour)
        self._desk.act(verb, said, undoable=True, failed=back)

    def _beside(self) -> None:
        self._desk.told.emit(_("Marks can be made in the text below."), None)

    def _reopen(self, kind: str, span: Span, words: str, colour: str, error: Exception) -> None:
        """Give the words back to the writer: they could not be kept."""
        self.begin(kind, span, colour)
        self._margin.write_in(NEW, words)
        self._desk.failed.emit(error)

    def _anchor(self, span: Span) -> Anchor | None:
        section = next((each for each in self._sections if each.key == span.section), None)
        if section is None:
            return None
        return anchor_at(section, span.start, span.end, self._sections)

    def _edit(self, id: str, words: str) -> None:
        clock = self._desk.clock

        def back(error: Exception) -> None:
            self._margin.write_in(id, words)
            self._desk.failed.emit(error)

        self._desk.act(
            lambda store: annotating.edit(store, id, words, clock=clock),
            _("Saved"),
            undoable=True,
            failed=back,
        )

    def _colour(self, id: str, colour: str) -> None:
        clock = self._desk.clock
        self._desk.act(lambda store: annotating.edit(store, id, colour=colour, clock=clock))

    def _withdraw(self, id: str) -> None:
        clock = self._desk.clock
        self._desk.act(
            lambda store: annotating.withdraw(store, id, clock), _("Taken out"), undoable=True
        )

    def _put_away(self, left: PutAway) -> None:
        back = partial(self._take_out, self._document, left)
        self._desk.told.emit(_("Put away."), back)

    def _take_out(self, document: str, left: PutAway) -> None:
        """Open what was put away, on its own document."""
        self._desk.show("documents", document)
        self.wanted.emit(document)
        self._margin.write_again(left)
