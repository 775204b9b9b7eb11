"""A document as text, as the pages of its PDF, or both side by side, with the notes beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QWidget

from app.documents.anchoring import PlainSection
from app.i18n import _
from app.store import seen
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import PANEL
from app.ui.reader.pdf_bar import MATCH
from app.ui.reader.places import Span
from app.ui.reader.view import ReaderView
from app.ui.theme import surface, theme
from app.ui.views.document_kept import keep_beside
from app.ui.views.document_pdf import DocumentPdf
from app.ui.views.notes_panel import NotesPanel
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.keys import on_key
from app.ui.widgets.layout import across, boxed, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.segments import Segmented

ONE_AND_NOTES = 980
"""From this width on the notes stand beside the text or the pages, in px at 100 %."""
BOTH_AND_NOTES = 1280
PHRASE, PHRASES = 8, 6
"""Words of a phrase of the text that is looked for on the pages, and how many are tried."""


class DocumentSides(QWidget):
    """Three ways to see one document; `mode` is `text`, `pdf` or `both`."""

    changed = Signal(str)
    """The reader chose another way."""

    def __init__(self, desk: Desk, reader: ReaderView, notes: NotesPanel, pdf: DocumentPdf) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk, self._reader, self._pdf = desk, reader, pdf
        self._document = ""
        self._sections: Sequence[PlainSection] = ()
        self._side = "text"
        self._free = True
        self._asked = False
        self.modes = Segmented(
            [("text", _("Text")), ("pdf", _("PDF")), ("both", _("Side by side"))],
            _("How to show the document"),
            clearable=False,
        )
        self.modes.choose("text")
        self.modes.chosen.connect(self._picked)
        self.match = Button(_("To the page"), "secondary", Symbol.READ, self.to_page)
        self.finding = IconButton(Symbol.SEARCH, _("Find in this paper"), reader.finder.begin)
        self.contents = IconButton(
            Symbol.OUTLINE, _("Contents (Ctrl+Shift+O)"), reader.show_outline
        )
        self.noting = IconButton(Symbol.PANEL, _("Show or hide the notes"), self._toggle)
        self.no_text = EmptyState(Symbol.READ, "")
        self.text = QStackedWidget()
        self.text.addWidget(self.no_text)
        self.text.addWidget(reader)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(pdf.view)
        self.split.addWidget(self.text)
        self._notes = {"text": notes, "pdf": pdf.notes}
        self.beside = QStackedWidget()
        for each in self._notes.values():
            self.beside.addWidget(each)
        panel = across(hairline(upright=True), self.beside, spacing=0)
        panel.setStretch(1, 1)
        self.panel = boxed(panel, "canvas")
        row = across(self.split, self.panel, spacing=0)
        row.setStretch(0, 1)
        self.setLayout(row)
        self._connect()
        self._fit()

    def mode(self) -> str:
        return str(self.modes.choice())

    def show_document(self, document: str) -> None:
        """Show another document the way it was seen last."""
        place = seen.place(self._desk.store, "documents", document) or {}
        self._document = document
        self._sections, self._shown, self._asked = (), None, False
        view = place.get("view")
        self._free = view not in {"text", "pdf", "both"}
        wanted = "text" if self._free else str(view)
        self._show(wanted if self._pdf.offered() else "text")

    def show_text(self, sections: Sequence[PlainSection]) -> None:
        """The words of the text are there."""
        self._sections = sections
        self.text.setCurrentWidget(self._reader)
        self._fit()

    def show_no_text(self, words: str, *, coming: bool = False) -> None:
        """Say why there is no text; pages are shown instead where that is possible.

        A long text that is `coming` is waited for.
        """
        self._sections = ()
        self.no_text.sentence.setText(words)
        self.text.setCurrentWidget(self.no_text)
        if not coming and self._free and self._pdf.is_here() and self.mode() == "text":
            self._show("pdf")
        self._fit()

    def show_mode(self, mode: str) -> None:
        """Show the document another way, and remember it."""
        if mode != self.mode():
            self._show(mode)
            keep_beside(self._desk, self._document, "view", mode)
            self.changed.emit(mode)

    def show_pages(self) -> None:
        """Have the pages in sight."""
        if self.mode() == "text":
            self.show_mode("both" if self._is_wide() else "pdf")

    def to_page(self) -> None:
        """Show the page where the words of the text stand that one is at."""
        phrases = self._phrases()
        if not self._pdf.offered() or not phrases:
            return
        self.show_pages()
        if self._pdf.view.reader.is_open():
            self._pdf.view.show_phrases(phrases)
        else:
            self._wanted = phrases

    def to_text(self, phrases: Sequence[str]) -> None:
        """Show where the words of the page stand in the text."""
        from app.documents.pdf_places import first_in_text  # noqa: PLC0415 -- slow import

        sections, document = self._sections, self._document
        if not sections:
            self._desk.told.emit(_("This document has no text, only its pages."), None)
            return
        self._desk.worker.read(
            lambda _store: first_in_text(sections, phrases), partial(self._found, document)
        )

    # --- inner ----------------------------------------------------------------------------------

    def _connect(self) -> None:
        pdf, reader = self._pdf, self._reader
        self._wanted: list[str] = []
        self._shown: Span | None = None
        reader.page.laid_out.connect(self._point)
        reader.page.selected.connect(self._chosen)
        reader.page.sight_wanted.connect(self._see_text)
        pdf.view.match_wanted.connect(self.to_text)
        pdf.view.lost.connect(self._lost)
        pdf.view.ready.connect(self._ready)
        pdf.marking.begun.connect(partial(self.begun, "pdf"))
        pdf.view.page.mark_clicked.connect(partial(self.begun, "pdf"))
        reader.page.mark_clicked.connect(partial(self.begun, "text"))
        reader.on_key(MATCH, self.to_page)
        theme().changed.connect(self._fit)
        for keys, mode in (("Alt+1", "text"), ("Alt+2", "pdf"), ("Alt+3", "both")):
            on_key(self, keys, partial(self._by_key, mode))

    def begun(self, side: str, _what: str = "") -> None:
        """A mark is being made or was clicked on: its card comes into sight."""
        self._side, self._asked = side, True
        if self.mode() == "both" and not self._has_room():
            self.show_mode(side)
        self._fit()
        self.panel.show()

    def _toggle(self) -> None:
        self._asked = not self._asked
        self._fit()

    def _by_key(self, mode: str) -> None:
        if self._pdf.offered():
            self.modes.pick(mode)

    def _picked(self, mode: object) -> None:
        self._show(str(mode))
        keep_beside(self._desk, self._document, "view", str(mode))
        self.changed.emit(str(mode))

    def _show(self, mode: str) -> None:
        self.modes.choose(mode)
        if mode != "both":
            self._side = mode
        offered = self._pdf.offered()
        self.modes.setVisible(offered)
        self.match.setVisible(offered and mode != "pdf")
        held = self.split.isAncestorOf(QApplication.focusWidget() or self)
        self._pdf.view.setVisible(mode != "text")
        self.text.setVisible(mode != "pdf")
        if mode != "text":
            self._pdf.open()
        if held and not self.split.isAncestorOf(QApplication.focusWidget() or self):
            if mode == "text":
                self._reader.to_page()
            else:
                self._pdf.view.take_keys()
        if mode == "both":
            half = max(self.split.width() // 2, 1)
            self.split.setSizes([half, half])
        self._fit()

    def _see_text(self) -> None:
        """Have the text in sight this once: the way the document is seen stays as chosen."""
        if self.mode() == "pdf" and self.text.currentWidget() is self._reader:
            self._show("text")

    def _ready(self) -> None:
        if self._wanted:
            self._pdf.view.show_phrases(self._wanted)
            self._wanted = []

    def _phrases(self) -> list[str]:
        """Return the chosen words of the text, else some from where one is on."""
        page = self._reader.page
        span = page.span()
        if span is not None:
            return [span.exact]
        at = page.place()
        section = next((each for each in self._sections if at and each.key == at[0]), None)
        if at is None or section is None:
            return []
        words = section.text[at[1] : at[1] + 4000].split()
        some = range(0, min(len(words), PHRASE * PHRASES), PHRASE)
        return [" ".join(words[n : n + PHRASE]) for n in some]

    def _found(self, document: str, place: tuple[str, int, int] | None) -> None:
        if document != self._document:
            return
        if place is None:
            self._desk.told.emit(_("These words are not found in the text."), None)
            return
        if self.mode() == "pdf":
            self.show_mode("both" if self._is_wide() else "text")
        section, start, end = place
        self._reader.page.go_to(section, start, middle=True)
        self._shown = Span(section, start, end)
        self._point()

    def _point(self) -> None:
        """Point at the words one came to see, once they are set, and again when they are anew."""
        page, span = self._reader.page, self._shown
        if span is None or page.places().position(span.section, span.end) is None:
            return
        if page.span() is None:
            page.blockSignals(True)  # shown, not chosen to be marked: no bar
            page.select(span)
            page.blockSignals(False)

    def _chosen(self, span: Span | None) -> None:
        if span is not None:
            self._shown = None

    def _lost(self) -> None:
        self._desk.told.emit(_("These words are not found on the pages."), None)

    def _is_wide(self) -> bool:
        return self.width() >= theme().px(620)

    def _has_room(self) -> bool:
        both = self.mode() == "both"
        return self.width() >= theme().px(BOTH_AND_NOTES if both else ONE_AND_NOTES)

    def _fit(self) -> None:
        look = theme()
        self.panel.setFixedWidth(min(look.px(PANEL - 40), max(self.width() // 2, 1)))
        notes = self._notes[self._side]
        self.beside.setCurrentWidget(notes)
        cards = bool(notes.margin.cards())
        text = self.mode() != "pdf" and self.text.currentWidget() is self._reader
        for each in (self.finding, self.contents):
            each.setVisible(text)
        words = self.mode() != "text" or text
        room = self._has_room() and (words or cards)
        # Where the notes would take half of the paper's room they come when they are asked for.
        tight = self.width() < 2 * look.px(PANEL - 40)
        few = cards and self.mode() != "both"
        self.noting.setVisible(tight and few)
        self.panel.setVisible(room or (few and (self._asked or not tight)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def refit(self) -> None:
        """Look again whether the notes need their room."""
        self._fit()
