"""The original of a document where it is a PDF: its pages, the marks on them, its place kept."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions import downloading
from app.actions.trouble import Trouble
from app.documents.anchoring import PlainSection
from app.domain.anchors import Anchor
from app.domain.records import Row
from app.domain.spots import Spot
from app.i18n import _
from app.store import seen
from app.store.documents import DocumentRow
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.reader.card import MarginNote
from app.ui.reader.margin import NEW
from app.ui.reader.pdf_view import PdfView
from app.ui.trail import PAGES, Stop
from app.ui.views.document_kept import keep_beside
from app.ui.views.document_marking import PageMarking
from app.ui.views.notes_panel import NotesPanel, on_pages
from app.ui.widgets.messages import EmptyState

KINDS = ("note", "comment", "question")
EVERY = 1000
"""Milliseconds of reading after which the place is kept."""


class DocumentPdf(QObject):
    """Opens the file when its pages are to be seen, and not before."""

    get_wanted = Signal()
    """The reader wants the original brought to this computer."""

    def __init__(self, desk: Desk) -> None:
        self.view = PdfView(KINDS)
        super().__init__(self.view)
        self._desk = desk
        self._document: DocumentRow | None = None
        self._opened = ""
        self._then: int | None = None
        self._notes: Sequence[MarginNote] = ()
        self._spots: dict[str, Spot] = {}
        self._looked = False
        self._anchors: dict[str, Anchor] = {}
        self.notes = NotesPanel(self.view.page)
        self.marking = PageMarking(desk, self.view, self.notes.margin)
        self.view.reader.opened.connect(self._place_marks)
        self.view.reader.placed.connect(self._placed)
        self.view.page.page_changed.connect(self._paged)
        self.view.page.sized.connect(self._show_marks)
        self.view.nothing_chosen.connect(self._nothing_chosen)
        self._keeping = QTimer(self, singleShot=True, interval=EVERY)
        self._keeping.timeout.connect(self.keep)
        self.view.page.verticalScrollBar().valueChanged.connect(self._moved)
        self.view.page.sized.connect(self._moved)
        self.view.jumped.connect(self._jumped)
        self.view.ready.connect(self._ready)
        desk.closing.connect(self._close)

    def offered(self) -> bool:
        """Say whether the document's original is a PDF."""
        return self._document is not None and is_pdf(self._document)

    def is_here(self) -> bool:
        """Say whether the pages could be shown now."""
        return self.offered() and self._document is not None and self._document.file_here

    def show(self, document: DocumentRow) -> None:
        """Work on this document; its file is opened by `open`."""
        another = self._document is None or self._document.row.id != document.row.id
        if another:
            self.keep()
            self.marking.writing.leave()
            self._anchors, self._spots, self._then = {}, {}, None
            self._looked = False
        self._document = document
        if another or self._opened != _content(document):
            self._opened = ""
            self.view.leave()

    def open(self) -> None:
        """Show the pages, unless they are shown already."""
        found = self._document
        if found is None or (self._opened and self._opened == _content(found)):
            return
        try:
            wanted = downloading.planned(self._desk.store, self._desk.home, found.row.id)
        except Trouble:
            wanted = None
        if wanted is None or not wanted.here:
            self._opened = ""
            self.view.show_none(self._not_here(found))
            return
        self._opened = _content(found)
        place = seen.place(self._desk.store, "documents", found.row.id) or {}
        kept = place.get("pdf")
        self.view.open_file(wanted.target, kept if isinstance(kept, dict) else None)

    def show_notes(
        self,
        document: str,
        notes: Sequence[MarginNote],
        rows: Sequence[Row],
        sections: Sequence[PlainSection],
    ) -> None:
        """Show these marks; where they stand on the pages is looked up off this thread."""
        self.marking.show(document, sections)
        self._notes = notes
        anchors = {
            row.id: Anchor.from_json(row.data["anchor"]) for row in rows if row.data.get("anchor")
        }
        if anchors != self._anchors:
            self._anchors = anchors
            self._looked = False
            self._place_marks()
        self._show_marks()

    def go_to(self, at: int) -> None:
        """Show a place of the pages (`PdfPages.at`), once they are here."""
        if self.view.reader.is_open():
            self.view.page.go_to(at)
        else:
            self._then = at

    def keep(self) -> None:
        """Remember where the reader is."""
        self._keeping.stop()
        place, found = self.view.place(), self._document
        if place is None or found is None or not self.view.reader.is_open():
            return
        keep_beside(self._desk, found.row.id, "pdf", place)

    def _place_marks(self) -> None:
        self.view.reader.place(self._anchors)

    def _placed(self, spots: dict[str, Spot]) -> None:
        if spots != self._spots or not self._looked:
            self._spots, self._looked = spots, True
            self._show_marks()

    def _show_marks(self) -> None:
        shown = on_pages(self._notes, self._known_spots(), looked=self._looked)
        if self.view.page.is_single():
            # Of one page only its own marks stand beside it, and those that are on none.
            now = self.view.page.page() + 1
            shown = [
                each
                for each in shown
                if each.id == NEW or each.mark is None or each.mark.spot is None
                or each.mark.spot.page == now
            ]  # fmt: skip
        self.notes.show_notes(shown)

    def _known_spots(self) -> dict[str, Spot]:
        """Return where marks stand: as looked up, before that where they were made."""
        if self._looked:
            return self._spots
        made = {id: Spot.from_json(each.page) for id, each in self._anchors.items()}
        return {id: each for id, each in made.items() if each is not None} | self._spots

    def _paged(self, _page: int) -> None:
        if self.view.page.is_single():
            self._show_marks()

    def _moved(self) -> None:
        if self.view.reader.is_open():
            self._keeping.start()

    def _jumped(self, before: int, after: int) -> None:
        if self._document is not None:
            id = self._document.row.id
            self._desk.trail.jumped(
                Stop("documents", id, PAGES, before), Stop("documents", id, PAGES, after)
            )

    def _ready(self) -> None:
        if self._document is not None and self.marking.writing.open(self._document.row.id):
            self.marking.begun.emit("note")
        if self._then is not None:
            self.view.page.go_to(self._then)
            self._then = None

    def _close(self) -> None:
        self.keep()
        self.view.reader.close()

    def _nothing_chosen(self, _kind: str) -> None:
        self._desk.told.emit(
            _("Choose words on the page first, by mouse or Shift and arrows."), None
        )

    def _not_here(self, document: DocumentRow) -> EmptyState:
        if document.row.data.get("status") == "withdrawn" or not document.size:
            return EmptyState(Symbol.FILE, _("There is no PDF of this document."))
        return EmptyState(
            Symbol.DOWNLOAD,
            _("The original is not on this computer yet"),
            _("Large files come only when you ask for them. The text can be read without it."),
            _("Get the original"),
            self.get_wanted.emit,
        )


def is_pdf(document: DocumentRow) -> bool:
    """Say whether the original of a document is a PDF, by its name."""
    name = str((document.row.data.get("file") or {}).get("name") or "")
    return name.lower().endswith(".pdf")


def _content(document: DocumentRow) -> str:
    here = "here" if document.file_here else ""
    return here and str((document.row.data.get("file") or {}).get("sha256") or "")
