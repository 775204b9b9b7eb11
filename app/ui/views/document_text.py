"""The text of a document in its reader: read off this thread if it is long, its place kept."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions import papers, reading
from app.documents import stopping
from app.documents.anchoring import PlainSection
from app.documents.reading import Text, read
from app.documents.sections import split
from app.domain.changes import Changes
from app.domain.proposals import Section
from app.i18n import _
from app.store import Store, seen
from app.ui.desk import Desk
from app.ui.reader.column import is_long
from app.ui.reader.compose import Paper
from app.ui.reader.places import At
from app.ui.reader.view import ReaderView
from app.ui.trail import TOP, Stop

EVERY = 1000
"""Milliseconds of reading after which the place is kept."""


class DocumentText(QObject):
    """Shows one text at a time; `shown` tells when its words are there to be marked."""

    shown = Signal()

    def __init__(self, desk: Desk, reader: ReaderView) -> None:
        super().__init__(reader)
        self._desk, self._page = desk, reader.page
        self._document = ""
        self._version = 1
        self._markdown = ""
        self._text: Text | None = None
        self._then: At | None = None
        self._keeping = QTimer(self, singleShot=True, interval=EVERY)
        self._keeping.timeout.connect(self.keep)
        reader.page.moved.connect(self._moved)
        reader.page.jumped.connect(self._jumped)
        reader.no_outline.connect(self._no_outline)
        desk.closing.connect(self._close)

    def plain(self) -> tuple[PlainSection, ...]:
        """Return the words that marks are counted in; none while they are being read."""
        return () if self._text is None else self._text.plain

    def is_here(self) -> bool:
        """Say whether the words are set, or at least beginning to be."""
        return self._text is not None

    def open(self, document: str, markdown: str) -> None:
        """Show `markdown`, the text of `document`, where the reader left it."""
        self._document, self._text, self._then = document, None, None
        self._markdown = markdown
        self._version = papers.of_document(self._desk.store, document).version or 1
        if is_long(Paper((Section("", "", markdown),))):
            self._desk.worker.read(
                lambda _store: _read(markdown), partial(self._show, document, markdown)
            )
        else:
            self._show(document, markdown, _read(markdown))

    def close(self) -> None:
        """There is no text to be shown."""
        self._document, self._text, self._markdown = "", None, ""

    def go_to_words(self, section: str, offset: int) -> None:
        """Go to words of the text, once they are here."""
        if self._text is None:
            self._then = section, offset
        else:
            self._page.go_to(section, offset)

    def keep(self) -> None:
        """Remember where the reader is."""
        self._keeping.stop()
        if self._text is None:
            return
        place = self._page.place()
        words = "" if place is None else self._page.places().words(*place)
        version, document = self._version, self._document

        def write(store: Store) -> Changes:
            before = seen.place(store, "documents", document) or {}
            now = stopping.kept(before, version, place, words)
            return reading.stopped(store, "documents", document, now)

        self._desk.worker.write(write)

    def _close(self) -> None:
        self.keep()
        self.close()

    def _show(self, document: str, markdown: str, text: Text) -> None:
        if document != self._document or markdown is not self._markdown:
            return  # another one is wanted by now
        self._text, self._markdown = text, ""
        place = seen.place(self._desk.store, "documents", document)
        left = self._then or stopping.left_at(place, self._version, text.plain)
        self._page.show_paper(Paper(text.sections, parsed=text.blocks), left)
        self.shown.emit()

    def _moved(self, section: str, offset: int) -> None:
        if self._text is not None:
            self._desk.trail.moved(Stop("documents", self._document, section, offset))
            self._keeping.start()

    def _jumped(self, before: At | None, after: At) -> None:
        document = self._document
        self._desk.trail.jumped(
            Stop("documents", document, *(before or TOP)), Stop("documents", document, *after)
        )

    def _no_outline(self) -> None:
        self._desk.told.emit(_("This document has no headings."), None)


def _read(markdown: str) -> Text:
    return read(split(markdown, strict=False))
