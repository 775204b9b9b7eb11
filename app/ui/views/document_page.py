"""One document: what it is, its original and how to get it, its text to read and mark."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions import downloading, papers, reading, said_text
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.i18n import _
from app.phrases import transcripts
from app.store import annotations, documents, facts, members
from app.store.documents import DocumentRow
from app.ui import status_words, troubles
from app.ui.desk import Desk
from app.ui.downloads import Downloads
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import library
from app.ui.reader.view import ReaderView
from app.ui.reader_settings import ReaderSettings
from app.ui.theme import polish, surface, theme
from app.ui.trail import PAGES, Stop
from app.ui.views.document_marking import DocumentMarking
from app.ui.views.document_pdf import DocumentPdf, is_pdf
from app.ui.views.document_sides import DocumentSides
from app.ui.views.document_text import DocumentText
from app.ui.views.document_versions import DocumentVersions
from app.ui.views.notes_export import EXPORT
from app.ui.views.notes_panel import NotesPanel, Readers, margin_notes
from app.ui.views.page import nothing
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, boxed, down, hairline
from app.ui.widgets.messages import EmptyState, ProgressLine
from app.ui.widgets.text import Heading, Label

KINDS = ("note", "comment", "question")

LOW = 520
"""A page less high shows the document's name only, in px at 100 %."""


def open_outside(path: Path) -> bool:
    """Hand a file to the program this system opens it with."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class DocumentPage(QWidget):
    def __init__(
        self,
        desk: Desk,
        downloads: Downloads,
        open_file: Callable[[Path], bool] = open_outside,
    ) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._downloads = downloads
        self._open_file = open_file
        self._document: DocumentRow | None = None
        downloads.changed.connect(self._show_progress)
        downloads.failed.connect(self._failed)
        downloads.finished.connect(self._finished)
        self.title = Heading("", 1)
        self.facts = Label(tone="soft", wrap=True)
        self.get = Button(_("Get the original"), "secondary", Symbol.DOWNLOAD, self._get)
        self.open = Button(_("Open the file"), "secondary", Symbol.FILE, self._open)
        self.copy = Button(
            _("Save a copy with my marks…"), "secondary", Symbol.EXPORT, self._save_copy
        )
        self.copy.hide()
        self.about = Label(type="small", tone="soft", wrap=True)
        self.progress = ProgressLine(_("Download"))
        self.progress.cancelled.connect(self._stop)
        self.trouble = nothing("")
        self.trouble.set_tone("bad")
        self.reader = ReaderView(KINDS)
        ReaderSettings(desk, self.reader.page)
        self.text = DocumentText(desk, self.reader)
        self.text.shown.connect(self._text_shown)
        self.notes = NotesPanel(self.reader.page)
        self.versions = DocumentVersions(desk, self.reader.page, self)
        self.versions.placed.connect(self._show_notes)
        self.marking = DocumentMarking(desk, self.reader, self.notes.margin)
        self.marking.wanted.connect(self.show_document)
        self.pdf = DocumentPdf(desk)
        self.pdf.get_wanted.connect(self._get)
        self.pdf.marking.wanted.connect(self.show_document)
        self.sides = DocumentSides(desk, self.reader, self.notes, self.pdf)
        self.marking.begun.connect(partial(self.sides.begun, "text"))
        self.nothing = EmptyState(Symbol.READ, _("Choose a document to read it here."))
        self._lay_out()
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        """Look again at the document shown; where one is in its text stays."""
        self._head.setVisible(self._document is not None)
        if self._document is None:
            self._body.setCurrentWidget(self.nothing)
            return
        before = self._document
        found = documents.one(self._desk.store, before.row.id)
        if found is None:
            return
        self._document = found
        same = before.text_here == found.text_here and before.row.data == found.row.data
        self._show_head(found)
        self._show_original(found)
        if not same:
            self.versions.show(found.row.id)
            self._show_text(found)
        if changes.touch("everything", "notes", "comments") or not same:
            self._show_notes()

    def show_document(self, id: str) -> None:
        if self._document is not None and self._document.row.id == id:
            return
        found = documents.one(self._desk.store, id)
        if found is None:
            return
        self.text.keep()
        self._desk.trail.arrive(Stop("documents", id))
        self.marking.writing.leave()
        self._document = found
        self._head.show()
        self.trouble.hide()
        self._show_head(found)
        self.pdf.show(found)
        self.sides.show_document(id)
        self.versions.show(id)
        self._show_text(found)
        self._show_notes()
        self._show_progress(id)
        if not found.read or found.fresh:
            clock = self._desk.clock
            self._desk.worker.write(lambda store: reading.opened(store, "documents", id, 1, clock))

    def go_to_words(self, section: str, offset: int) -> None:
        """Go to words of the text, or to a place of the pages (`trail.PAGES`)."""
        if section != PAGES:
            self.text.go_to_words(section, offset)
        elif self.pdf.offered():
            self.sides.show_pages()
            self.pdf.go_to(offset)

    # --- what is shown ----------------------------------------------------------------------

    def _show_head(self, each: DocumentRow) -> None:
        self.title.setText(each.title)
        self.facts.setText(library.told(each, self._desk.settings.reading_pace))
        size = status_words.size(each.size)
        name = str((each.row.data.get("file") or {}).get("name") or "")
        self.get.set_words(self._asking(each))
        held = self._downloads.state in {"line", "held"}
        busy = self._downloads.progress(each.row.id) is not None and not held
        withdrawn = each.row.data.get("status") == "withdrawn"
        self.get.setVisible(bool(each.size) and not each.file_here and not busy and not withdrawn)
        self.open.setVisible(each.file_here)
        told = [name, size if each.size else ""]
        if said_text.is_said(each.row.data):
            told.append(transcripts.label())
        elif each.text_here:
            told.append(_("the text is here"))
        elif each.text_size:
            size = status_words.size(each.text_size)
            told.append(_("the text comes with the next sync ({size})").format(size=size))
        self.about.setText(" · ".join(word for word in told if word))

    def _show_text(self, each: DocumentRow) -> None:
        text = papers.document_text(self._desk.store, self._desk.home, each.row.id)
        if text is None:
            self.text.close()
            self.sides.show_no_text(_no_text(each))
            return
        self.text.open(each.row.id, text)
        if not self.text.is_here():
            self.sides.show_no_text(_("The text is being opened."), coming=True)

    def _show_original(self, each: DocumentRow) -> None:
        """The file may have come or gone, or another one taken its place."""
        self.pdf.show(each)
        if self.sides.mode() != "text":
            self.pdf.open()

    def _text_shown(self) -> None:
        self.sides.show_text(self.text.plain())
        self._show_notes()
        if self._document is not None and self.marking.writing.open(self._document.row.id):
            self.sides.begun("text")

    def _show_notes(self) -> None:
        if self._document is None:
            return
        store = self._desk.store
        sections = self.text.plain()
        self.marking.show(self._document.row.id, sections)
        profile = facts.profile(store)
        account = profile.account if profile is not None else ""
        known = papers.replaced(store, self._document.row.id)
        rows = [row for id in reversed(known) for row in annotations.on(store, "document", id)]
        readers = Readers(account, members.names(store), self.marking.scheme())
        where = self.versions.places(rows, sections, account)
        notes = margin_notes(rows, where, readers)
        self.notes.show_notes(notes)
        self.pdf.show_notes(self._document.row.id, notes, rows, sections)
        name = str((self._document.row.data.get("file") or {}).get("name") or "")
        own = any(row.owner in {None, account} and not row.data.get("withdrawn") for row in rows)
        pdf = self._document.file_here and name.lower().endswith(".pdf")
        self.copy.setVisible(own and pdf)
        self.sides.refit()

    # --- the original ---------------------------------------------------------------------------

    def _get(self) -> None:
        if self._document is not None:
            self.trouble.hide()
            self._downloads.get(self._document.row.id, self._document.size)

    def _stop(self) -> None:
        if self._document is not None:
            self._downloads.stop(self._document.row.id)
            said = _("Stopped. What has arrived is kept and is continued the next time.")
            self._desk.told.emit(said, None)

    def _save_copy(self) -> None:
        """Ask in my notes, where it is said how many there are and which of them are private."""
        if self._document is not None:
            self._desk.show("notes", f"{EXPORT}document/{self._document.row.id}")

    def _open(self) -> None:
        if self._document is None:
            return
        try:
            wanted = downloading.planned(self._desk.store, self._desk.home, self._document.row.id)
        except Trouble as trouble:
            self._tell(troubles.sentence(trouble))
            return
        # The server named it: what the system would run is only shown where it lies.
        safe = wanted.here and downloading.may_be_opened(wanted.target)
        if not safe or not self._open_file(wanted.target):
            said = _("No program on this computer opens it. The file is here: {path}")
            self._tell(said.format(path=wanted.target))

    def _show_progress(self, document: str) -> None:
        if self._document is None or document not in {"", self._document.row.id}:
            return
        now = self._downloads.progress(self._document.row.id)
        self.progress.setVisible(now is not None)
        if now is not None:
            self.progress.show_progress(now.got, now.size, now.words())
        self._show_head(self._document)

    def _asking(self, each: DocumentRow) -> str:
        """Return the verb that asks for the original: what of it is here already is kept."""
        queued = self._downloads.item(each.row.id)
        if queued is not None and queued.got:
            left = status_words.size(queued.left)
            return _("Go on with the original ({size} left)").format(size=left)
        return _("Get the original ({size})").format(size=status_words.size(each.size))

    def _failed(self, document: str, words: str) -> None:
        if self._document is not None and self._document.row.id == document:
            self._tell(words)

    def _finished(self, document: str, _path: Path) -> None:
        if self._document is not None and self._document.row.id == document:
            self.trouble.hide()
            self._desk.told.emit(_("The file is on this computer now."), None)

    def _tell(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()

    # --- laying out -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        edge = (Space.HUGE, Space.LARGE, Space.HUGE, Space.SMALL)
        head = down(
            self.title,
            self.facts,
            FlowBox(
                self.sides.modes,
                self.sides.match,
                self.sides.finding,
                self.sides.contents,
                self.sides.noting,
                self.versions.compare,
                self.get,
                self.open,
                self.copy,
                spacing=Space.SMALL,
            ),
            self.about,
            self.progress,
            self.trouble,
            spacing=Space.TIGHT,
            margins=edge,
        )
        self.progress.hide()
        self.trouble.hide()
        self._head = boxed(down(head, hairline(), spacing=0))
        self._body = QStackedWidget()
        self._body.addWidget(self.nothing)
        self._body.addWidget(self.sides)
        self._body.addWidget(self.versions.changes)
        column = down(self._head, self.versions.carried, self._body, spacing=0)
        column.setStretch(2, 1)
        self.setLayout(column)
        self.versions.comparing.connect(self._show_changes)
        theme().changed.connect(self._flatten)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flatten()

    def _flatten(self) -> None:
        """In a low window the paper has the room: what is said about it is in the list too."""
        low = self.height() < theme().px(LOW)
        self.facts.setVisible(not low)
        self.about.setVisible(not low)
        polish(self.title, type="title" if low else "display")

    def _show_changes(self, changes: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self._body.setCurrentWidget(self.versions.changes if changes else self.sides)


def _no_text(each: DocumentRow) -> str:
    """Return why there is no text to read."""
    if each.text_size:
        return _("The text is not here yet. It comes with the next sync.")
    if is_pdf(each):
        return _("This document has no text we could take out of it: read its pages (PDF).")
    return _("This document has no text we could take out of it: open its original.")
