"""Keeps what is being written in an open card beside a document, against a power cut."""

from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.store import seen
from app.ui.desk import Desk
from app.ui.reader.margin import MarginNotes
from app.ui.views import document_kept, open_card


class DocumentWriting(QObject):
    """At most one open card a side of a document (`text`, `pdf`); it never leaves this computer."""

    def __init__(self, desk: Desk, margin: MarginNotes, side: str) -> None:
        super().__init__(margin)
        self._desk, self._margin = desk, margin
        self._key = f"{side}_card"
        self._document = ""
        self._kept: dict[str, Any] | None = None
        self._timer = QTimer(self, interval=open_card.EVERY)
        self._timer.timeout.connect(self.keep)
        self._timer.start()
        desk.closing.connect(self._close)

    def open(self, document: str) -> bool:
        """Go on with `document`, now that its words are there; say whether a card opened again."""
        if document == self._document:
            return False
        self._document = document
        place = seen.place(self._desk.store, "documents", document) or {}
        draft = place.get(self._key)
        self._kept = draft if isinstance(draft, dict) else None
        if self._kept is None or open_card.opened(self._margin) is not None:
            return False
        open_card.open_again(self._margin, self._kept)
        return True

    def leave(self) -> None:
        """Another document is shown: what was written is kept with the one it is about."""
        self.keep()
        self._document, self._kept = "", None
        self._margin.drop_draft()

    def keep(self) -> None:
        """Keep now what is written."""
        if self._document:
            self._keep(open_card.written(self._margin))

    def forget(self) -> None:
        """The card's words were handed over: they need not be kept here any more."""
        if self._document:
            self._keep(None)

    def _keep(self, draft: dict[str, Any] | None) -> None:
        if draft != self._kept:
            self._kept = draft
            document_kept.keep_beside(self._desk, self._document, self._key, draft)

    def _close(self) -> None:
        self._timer.stop()
        self.keep()
        self._document = ""
