"""Marks on a document: on its text, and on the pages of its PDF."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from app.actions import papers
from app.actions.papers import About
from app.documents.anchoring import PlainSection
from app.documents.pdf_places import also_in
from app.domain.anchors import Anchor
from app.domain.rounds import Round
from app.i18n import _
from app.store import current, facts, rounds
from app.ui.desk import Desk
from app.ui.reader.margin import MarginNotes, PutAway
from app.ui.reader.pdf_span import PageSpan
from app.ui.reader.pdf_view import PdfView
from app.ui.reader.places import Span
from app.ui.reader.view import ReaderView
from app.ui.views.document_writing import DocumentWriting
from app.ui.views.marking import Marks, anchor_in, beside_in, tell_beside


class DocumentMarks(Marks):
    """What marks on a text and on pages have in common: one document, one text."""

    wanted = Signal(str)
    """What was put away is written on again: its document should be shown."""

    def __init__(
        self, desk: Desk, view: ReaderView | PdfView, margin: MarginNotes, side: str
    ) -> None:
        super().__init__(desk, margin, view)
        self.writing = DocumentWriting(desk, margin, side)
        self._document = ""
        self._sections: Sequence[PlainSection] = ()
        self._scheme: Round | None = None
        self._view = view
        view.asked.connect(self.ask)
        margin.put_away.connect(self._put_away)

    def show(self, document: str, sections: Sequence[PlainSection]) -> None:
        """Work on this document with this text."""
        self._document, self._sections = document, sections
        store = self._desk.store
        found, profile = current.one(store, "documents", document), facts.profile(store)
        proposal = found.data.get("proposal") if found is not None else None
        observes = profile is not None and profile.role == "observer"
        self._scheme = None
        if isinstance(proposal, str) and not observes:
            self._scheme = rounds.of_proposal(store, proposal)
        self._view.offer(self.offers())

    def about(self) -> About | None:
        return papers.of_document(self._desk.store, self._document) if self._document else None

    def scheme(self) -> Round | None:
        """Return the round of the proposal that the document belongs to, if it does."""
        return self._scheme

    def handed_over(self) -> None:
        self.writing.forget()

    def _put_away(self, left: PutAway) -> None:
        back = partial(self._take_out, self._document, left)
        self._desk.told.emit(_("Put away."), back)

    def _take_out(self, document: str, left: PutAway) -> None:
        """Open what was put away, on its own document."""
        self._desk.show("documents", document)
        self.wanted.emit(document)
        self._margin.write_again(left)


class DocumentMarking(DocumentMarks):
    """On the text."""

    def __init__(self, desk: Desk, reader: ReaderView, margin: MarginNotes) -> None:
        super().__init__(desk, reader, margin, "text")
        self._reader = reader
        reader.beside_text.connect(partial(tell_beside, desk))

    def anchor(self, span: Span) -> Anchor | None:
        return anchor_in(self._sections, span)

    def beside(self, span: Span) -> tuple[QWidget, QRect]:
        return beside_in(self._reader.page, span)


class PageMarking(DocumentMarks):
    """On the pages; words that the text has once are kept with their place in it too."""

    def __init__(self, desk: Desk, view: PdfView, margin: MarginNotes) -> None:
        super().__init__(desk, view, margin, "pdf")
        self._pdf = view

    def anchor(self, span: Span) -> Anchor | None:
        return span.anchor if isinstance(span, PageSpan) else None

    def settled(self, where: Anchor) -> Anchor:
        return also_in(self._sections, where)

    def beside(self, span: Span) -> tuple[QWidget, QRect]:
        page = self._pdf.page
        spot = span.spot if isinstance(span, PageSpan) else None
        rects = page.rects(spot.page - 1, spot.boxes[-1:]) if spot is not None else []
        rect = (
            rects[0].toRect() if rects else QRect(page.viewport().rect().center(), QRect().size())
        )
        return page.viewport(), rect
