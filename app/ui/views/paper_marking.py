"""The marks of one open proposal."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from app.actions.papers import About
from app.domain.anchors import Anchor
from app.domain.rounds import Round
from app.ui.desk import Desk
from app.ui.reader.card import MarginNote
from app.ui.reader.margin import MarginNotes
from app.ui.reader.places import Span
from app.ui.reader.view import ReaderView
from app.ui.views.marking import Marks, anchor_in, beside_in, tell_beside
from app.ui.views.paper_load import Opened
from app.ui.views.paper_writing import Writing


class Marking(Marks):
    """Made in the text of the version that is shown."""

    side_wanted = Signal(str)
    """Notes (`notes`) or my review (`review`) should come into sight."""

    def __init__(
        self, desk: Desk, reader: ReaderView, margin: MarginNotes, writing: Writing
    ) -> None:
        super().__init__(desk, margin, reader)
        self._reader = reader
        self._writing = writing
        self._opened: Opened | None = None
        self._notes: Sequence[MarginNote] = ()
        reader.beside_text.connect(partial(tell_beside, desk))
        self.begun.connect(self._begun)

    def show(self, opened: Opened, notes: Sequence[MarginNote]) -> None:
        """Work on this paper, in this version, with these notes on it."""
        self._opened, self._notes = opened, notes

    def about(self) -> About | None:
        found = self._opened
        return None if found is None else About("proposal", found.row.id, found.number)

    def anchor(self, span: Span) -> Anchor | None:
        plain = self._opened.plain if self._opened is not None else ()
        return anchor_in(plain, span)

    def scheme(self) -> Round | None:
        found = self._opened
        return None if found is None or found.observer else found.scheme

    def beside(self, span: Span) -> tuple[QWidget, QRect]:
        return beside_in(self._reader.page, span)

    def handed_over(self) -> None:
        self._writing.forget()

    def text_of(self, id: str) -> str | None:
        note = next((each for each in self._notes if each.id == id), None)
        return None if note is None else note.text

    def _begun(self, kind: str) -> None:
        self.side_wanted.emit("review" if kind == "quote" else "notes")
