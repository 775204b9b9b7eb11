"""Does what a member says about her marks in a new version: each of it can be undone."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from app.actions import moving_marks
from app.actions.moving_marks import Answered
from app.actions.placing import Text
from app.documents.anchoring import PlainSection
from app.domain.anchors import Anchor
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.models.carried import Carried
from app.ui.reader.page import ReadingPage
from app.ui.reader.places import Span
from app.ui.views.marking import anchor_in
from app.ui.views.paper_carried import CarriedMarks


class Deciding(QObject):
    """Ties the list of marks that a version touched to the text beside it and to the store."""

    version_wanted = Signal(int)
    """The answer to show stands in this version."""

    def __init__(self, desk: Desk, carried: CarriedMarks, page: ReadingPage) -> None:
        super().__init__(carried)
        self._desk = desk
        self._page = page
        self._text = Text(0, ())
        carried.accepted.connect(self.accept)
        carried.placed_here.connect(self.place)
        carried.settled.connect(self.settle)
        carried.satisfied.connect(self.satisfied)
        carried.wanted.connect(self.show)

    def open(
        self, sections: Sequence[PlainSection], version: int, sha256: str | None = None
    ) -> None:
        """Work on this text, which is this version of the paper.

        What is said is said of it, whatever comes in the same moment.
        """
        self._text = Text(version, sections, sha256)

    def accept(self, id: str) -> None:
        self._desk.act(partial(_accept, self._desk, id, self._text), _("Accepted."), undoable=True)

    def place(self, id: str) -> None:
        """Put a mark on the words that are chosen in the text."""
        span = self._page.span()
        where = None if span is None else anchor_in(self._text.sections, span)
        if where is None:
            said = _("Choose the words in the text first, then “Place it here”.")
            self._desk.told.emit(said, None)
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._desk.act(
            partial(_move, self._desk, id, where, self._text), _("Placed."), undoable=True
        )

    def settle(self, id: str) -> None:
        said = _("Settled. It stays among your notes.")
        self._desk.act(partial(_settle, self._desk, id, self._text), said, undoable=True)

    def satisfied(self, id: str, yes: bool) -> None:  # noqa: FBT001 -- Qt's signal
        said = _("Submitted. The chairs see it after the next update.")
        self._desk.act(partial(_satisfied, self._desk, id, yes=yes), said, undoable=True)

    def show(self, mark: Carried) -> None:
        """Bring the words of a mark, or of the answer to it, into sight and choose them."""
        if mark.state == "answered" and mark.answer is not None:
            self._show_answer(mark.answer)
        elif mark.place is not None and mark.place.section is not None:
            start, end = mark.place.start or 0, mark.place.end or 0
            self._choose(Span(mark.place.section, start, end, mark.place.exact or ""))

    def _show_answer(self, answer: Answered) -> None:
        if answer.version != self._text.version:
            self.version_wanted.emit(answer.version)
        where = answer.anchor
        if where is not None and where.section is not None and where.start is not None:
            self._choose(Span(where.section, where.start, where.end or where.start, where.exact))
        elif answer.section is not None:
            self._page.go_to(answer.section, 0)
        else:
            said = _("The proposers name no place for their answer.")
            self._desk.told.emit(said, None)

    def _choose(self, span: Span) -> None:
        self._page.select(span)
        self._page.go_to(span.section, span.start, middle=True)


def _accept(desk: Desk, id: str, text: Text, store: Store) -> Changes:
    return moving_marks.accept(store, desk.home, id, desk.clock, text=text)


def _move(desk: Desk, id: str, where: Anchor, text: Text, store: Store) -> Changes:
    return moving_marks.move(
        store, desk.home, id, where.exact, at=where, clock=desk.clock, text=text
    )


def _settle(desk: Desk, id: str, text: Text, store: Store) -> Changes:
    return moving_marks.settle(store, desk.home, id, desk.clock, text=text)


def _satisfied(desk: Desk, id: str, store: Store, *, yes: bool) -> Changes:
    return moving_marks.satisfied(store, id, yes=yes, clock=desk.clock)
