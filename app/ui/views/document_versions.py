"""A document's texts one after the other: what changed, and what became of the marks on it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.actions import comparing, papers, placing
from app.actions.comparing import Compared
from app.documents.anchoring import PlainSection
from app.domain.anchors import Place
from app.domain.records import Row
from app.i18n import _
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.models.carried import carried
from app.ui.places_kept import PlacesKept
from app.ui.reader.page import ReadingPage
from app.ui.views.paper_carried import CarriedMarks
from app.ui.views.paper_changes import ChangesView
from app.ui.views.paper_deciding import Deciding
from app.ui.widgets.buttons import Button


class DocumentVersions(QObject):
    """The parts of a document's page that know it had another text before."""

    comparing = Signal(bool)
    """What changed should be shown in place of the text, or the text again."""
    placed = Signal()
    """More marks have their place: show them again."""

    def __init__(self, desk: Desk, page: ReadingPage, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._document = ""
        self._shows_changes = False
        self.compare = Button(_("What changed"), "secondary", Symbol.CHANGED, self._compare)
        self.changes = ChangesView()
        self.carried = CarriedMarks()
        self._deciding = Deciding(desk, self.carried, page)
        self._places = PlacesKept(desk, self)
        self._places.found.connect(self.placed)

    def show(self, document: str) -> None:
        """Offer to compare this document, if it has had another text before; show its text."""
        self._document = document
        known = papers.document_versions(self._desk.store, document)
        self.compare.setVisible(len(known) > 1)
        self._switch(changes=False)

    def places(
        self, rows: Sequence[Row], sections: Sequence[PlainSection], account: str
    ) -> Mapping[str, Place | None]:
        """Return where the marks are in the text shown; list those that need a look."""
        text = placing.document_at(self._desk.store, self._document, sections)
        where = self._places.of(rows, text)
        self._deciding.open(sections, text.version, text.sha256)
        self.carried.show_marks(carried(rows, where, {}, account) if sections else ())
        return where

    def _switch(self, *, changes: bool) -> None:
        self._shows_changes = changes
        self.compare.set_words(_("Back to the text") if changes else _("What changed"))
        self.carried.show_beside_text(not changes)
        self.comparing.emit(changes)

    def _compare(self) -> None:
        if self._shows_changes:
            self._switch(changes=False)
            return
        self.changes.show_changes(None)
        self._switch(changes=True)
        id, home = self._document, self._desk.home
        self._desk.worker.read(
            lambda store: comparing.compared_document(store, home, id),
            partial(self._compared, id),
            partial(self._not_compared, id),
        )

    def _compared(self, document: str, found: Compared) -> None:
        if document == self._document:
            self.changes.show_changes(found)

    def _not_compared(self, document: str, error: Exception) -> None:
        if document == self._document:
            self._switch(changes=False)
        self._desk.failed.emit(error)
