"""The notes beside a paper: mine and those others share with me, each at its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.anchors import Anchor, Place
from app.domain.carrying import came
from app.domain.colours import colour_of
from app.domain.marks import kind_of
from app.domain.records import Row
from app.domain.replies import talks
from app.domain.rounds import Round
from app.domain.spots import Spot
from app.i18n import _, ngettext
from app.reports import words
from app.ui.measures import Space
from app.ui.reader.card import MarginNote
from app.ui.reader.margin import MarginNotes
from app.ui.reader.marks import Mark
from app.ui.reader.page import ReadingPage
from app.ui.theme import surface
from app.ui.views import paper_words
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label

if TYPE_CHECKING:
    from app.ui.reader.pdf_pages import PdfPages


@dataclass(frozen=True, slots=True)
class Readers:
    """What it takes to say whose a mark is and who sees it."""

    account: str
    names: Mapping[str, str]
    scheme: Round | None
    undecided: frozenset[str] = frozenset()
    """Ids of records that need the member's decision."""


def margin_notes(
    rows: Sequence[Row], places: Mapping[str, Place | None], readers: Readers
) -> list[MarginNote]:
    """Return the marks that stand, each at its place; one missing in `places` is being looked for.

    What answers another mark is among that one's replies; where it went, the answer stands alone.
    """
    shown = list({row.id: row for row in rows if not row.data.get("withdrawn")}.values())
    notes = [_note(row, places, readers) for row in shown]
    found, apart = talks([(row.id, str(row.data.get("reply_to") or "")) for row in shown])
    under = {talk[0][0]: sorted(at for at, _ in talk[1:]) for talk in found}
    under |= {at: [] for at in apart}
    return [
        replace(notes[first], replies=tuple(notes[at] for at in under[first]))
        for first in sorted(under)
    ]


def gone(notes: Sequence[MarginNote]) -> list[MarginNote]:
    """Return the notes whose words are no longer in the text."""
    return [note for note in notes if note.mark is None and note.exact]


def _note(row: Row, places: Mapping[str, Place | None], readers: Readers) -> MarginNote:
    data = row.data
    kind, colour = kind_of(row), colour_of(row.collection, data)
    anchor = Anchor.from_json(data["anchor"]) if data.get("anchor") else None
    where = places.get(row.id)
    spot = None if anchor is None else Spot.from_json(anchor.page)
    mark = None
    if where is not None and where.section is not None and where.start is not None:
        mark = Mark(row.id, kind, where.section, where.start, where.end or where.start, colour)
    elif spot is not None:
        mark = Mark(row.id, kind, "", 0, 0, colour, spot=spot)
    mine = row.owner in {None, readers.account}
    exact, was, more = _words(anchor, mark, row.id not in places, where)
    more = more or _criterion(data.get("criterion"), readers.scheme)
    if not more and spot is not None:
        more = _page(spot)
    how = came(data, readers.names)
    if how is not None:
        more = " · ".join(
            filter(None, (more, words.came(how, readers.names.get(row.owner or "", ""))))
        )
    return MarginNote(
        row.id,
        kind,
        str(data.get("text") or ""),
        paper_words.audience(kind, row.readers, {**readers.names, readers.account: _("you")}),
        mark,
        exact,
        was,
        author="" if mine else readers.names.get(row.owner or "", row.owner or ""),
        state=_state(row, readers) if mine and row.collection != "notes" else None,
        time=paper_words.clock(data.get("written_at")) if row.waiting else "",
        colour=colour,
        more=more,
    )


def _words(
    anchor: Anchor | None,
    mark: Mark | None,
    looked_for: bool,  # noqa: FBT001 -- one of four facts about a place
    where: Place | None,
) -> tuple[str, str, str]:
    """Return the words of a mark, what they were before they changed, and a line about them."""
    if anchor is None:
        return "", "", ""
    if where is not None and where.decided == "settled":
        return "", "", _("Settled: its words are no longer in the text.")
    if mark is None and looked_for:
        return "", "", _("Its place in this version is being looked for…")
    if mark is None:
        return anchor.exact, "", _("These words are no longer in the text.")
    if where is None or where.state != "changed":
        return anchor.exact, "", ""
    if where.exact == anchor.exact:
        said = _("The same words stand in more than one place: please check.")
        return anchor.exact, "", said
    return anchor.exact, anchor.exact, ""


def _state(row: Row, readers: Readers) -> str:
    if row.id in readers.undecided:
        return "decision"
    return "submitted" if row.waiting else "draft" if row.at_home else "received"


def _criterion(key: object, scheme: Round | None) -> str:
    found = scheme.criterion(key) if scheme is not None and isinstance(key, str) else None
    return "" if found is None else _("For “{criterion}”").format(criterion=found.title)


def on_pages(
    notes: Sequence[MarginNote], spots: Mapping[str, Spot], *, looked: bool = True
) -> list[MarginNote]:
    """Return the notes as they stand on the pages of a PDF, those found there at their words.

    Until the pages were `looked` through, as while they are locked, none is called lost.
    """
    return [
        _on_page(each, spots.get(each.id)) if looked or each.id in spots else each
        for each in notes
    ]  # fmt: skip


def _on_page(note: MarginNote, spot: Spot | None) -> MarginNote:
    if spot is None:
        lost = _("These words are not found on the pages.") if note.exact else note.more
        return replace(note, mark=None, more=lost)
    mark = note.mark or Mark(note.id, note.kind, "", 0, 0, note.colour)
    more = "" if note.more == _page(spot) else note.more
    return replace(note, mark=replace(mark, spot=spot), more=more)


def _page(spot: Spot) -> str:
    return _("On page {number} of the PDF").format(number=spot.page)


class NotesPanel(QWidget):
    """The margin, level with the lines of the page it stands beside."""

    written = Signal()
    """Words in an open card were written or left: they are to be kept against a power cut."""

    def __init__(self, page: "ReadingPage | PdfPages") -> None:
        super().__init__()
        surface(self, "clear")
        self._page = page
        self.margin = MarginNotes(page)
        self.lost = Label(type="small", tone="warn", wrap=True)
        self.show_lost = Button(_("Show"), "link", on_click=self._to_top)
        row = across(self.lost, self.show_lost)
        row.setStretch(0, 1)
        self._lost = QWidget()
        self._lost.setLayout(row)
        self._lost.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.LARGE, Space.SMALL, Space.MEDIUM, 0)
        self._column.setSpacing(Space.SMALL)
        self._column.addWidget(self._lost)
        self._column.addWidget(self.margin, 1)
        self._levelling = QTimer(self, singleShot=True, interval=0)
        self._levelling.timeout.connect(self._level)
        page.laid_out.connect(self._levelling.start)

    def show_notes(self, notes: Sequence[MarginNote]) -> None:
        self.margin.show_notes(notes)
        count = len(gone(notes))
        self._lost.setVisible(count > 0)
        self.lost.setText(
            ngettext(
                "{n} mark has lost its words in this version.",
                "{n} marks have lost their words in this version.",
                count,
            ).format(n=count)
        )
        self._levelling.start()

    def _level(self) -> None:
        """Begin as high as the page, so that a card stands beside its line."""
        window = self.window()
        if not self.isVisible() or not self._page.isVisible():
            return
        page = self._page.mapTo(window, self._page.rect().topLeft()).y()
        mine = self.mapTo(window, self.rect().topLeft()).y()
        above = self._lost.sizeHint().height() + Space.SMALL if not self._lost.isHidden() else 0
        top = max(int(Space.SMALL), page - mine - above)
        margins = self._column.contentsMargins()
        if margins.top() != top:
            margins.setTop(top)
            self._column.setContentsMargins(margins)

    def _to_top(self) -> None:
        self._page.verticalScrollBar().setValue(0)
