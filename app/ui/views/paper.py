"""One proposal: the text with my marks, and beside it my notes and my review."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.actions import reading
from app.documents import stopping
from app.documents.reading import Text, read
from app.domain.changes import Changes
from app.i18n import _
from app.ui.desk import Desk
from app.ui.places_kept import PlacesKept
from app.ui.reader.places import Span
from app.ui.theme import surface, theme
from app.ui.trail import TOP, Stop
from app.ui.views import paper_load
from app.ui.views.notes_panel import NotesPanel
from app.ui.views.paper_centre import PaperCentre
from app.ui.views.paper_deciding import Deciding
from app.ui.views.paper_head import LEAST
from app.ui.views.paper_keys import OwnKeys
from app.ui.views.paper_letters import LetterKeys
from app.ui.views.paper_load import Opened, Standing
from app.ui.views.paper_marking import Marking
from app.ui.views.paper_room import PaperRoom
from app.ui.views.paper_side import PaperSide
from app.ui.views.paper_writing import Writing
from app.ui.views.review_panel import ReviewPanel
from app.ui.views.review_verbs import ReviewVerbs
from app.ui.widgets.keys import on_key

Titles = Callable[[str, str], Mapping[str, str]]
"""Titles of the other proposals of a round: asked with the round and the one to leave out."""


class PaperView(QWidget):
    """Shows one proposal at a time."""

    def __init__(self, desk: Desk, titles: Titles) -> None:
        super().__init__()
        surface(self, "paper")
        self.desk = desk
        self._titles = titles
        self._opened: Opened | None = None
        self._standing: Standing | None = None
        self._then: tuple[str, int] | None = None
        self._closed = False
        self.centre = PaperCentre(desk)
        self.head, self.reader = self.centre.head, self.centre.reader
        self.notes = NotesPanel(self.reader.page)
        self.review = ReviewPanel(desk)
        self.places = PlacesKept(desk, self)
        self.places.found.connect(self._places_found)
        self.side = PaperSide(self.notes, self.review)
        self.writing = Writing(desk, self.reader.page, self.notes.margin)
        self.marking = Marking(desk, self.reader, self.notes.margin, self.writing)
        self.room = PaperRoom(self.centre, self.side)
        self.setLayout(self.room)
        self.deciding = Deciding(desk, self.centre.carried, self.reader.page)
        self.deciding.version_wanted.connect(self._show_version)
        self.verbs = ReviewVerbs(desk, self.centre, self.review, self.proposal, self._bring)
        self._letters = LetterKeys(desk, self.reader, self.side, self.review)
        self._connect()
        self._keys()

    def proposal(self) -> str | None:
        return None if self._opened is None else self._opened.row.id

    def shown(self) -> Opened | None:
        return self._opened

    def standing(self) -> Standing | None:
        return self._standing

    def show_proposal(self, id: str, version: int | None = None) -> None:
        """Open proposal `id` where I stopped reading, and remember that I saw it."""
        number = self._opened.number if self._opened is not None else None
        if id == self.proposal() and version in {None, number}:
            return
        self.leave()
        found = paper_load.opened(self.desk.store, id, version)
        if found is None:
            return
        another = id != self.proposal()
        self._opened = found
        self._then = None
        self.desk.trail.arrive(Stop("proposals", id))
        if another:
            self.head.tabs.go("read")
        if found.coming:
            self._await_text(found)
        else:
            self._show_opened(found)

    def _await_text(self, found: Opened) -> None:
        """Have a long text read on the worker; what is here besides is shown meanwhile."""
        self.notes.show_notes(())
        self.centre.show_opened(found)
        sections = found.version.sections if found.version is not None else ()
        self.desk.worker.read(lambda _store: read(sections), partial(self._text_read, found))

    def _text_read(self, found: Opened, text: Text) -> None:
        if self._opened is found and not self._closed:
            self._opened = replace(paper_load.renewed(self.desk.store, found), text=text)
            self._show_opened(self._opened)
            if self._then is not None:
                self.reader.page.go_to(*self._then)

    def _close(self) -> None:
        self._closed = True  # what a worker answers from now on cannot be looked up

    def go_to_words(self, section: str, offset: int) -> None:
        """Go to words of the paper, once these are here."""
        if self._opened is not None and self._opened.coming:
            self._then = section, offset
        else:
            self.head.tabs.go("read")
            self.reader.page.go_to(section, offset)

    def _moved(self, section: str, offset: int) -> None:
        if self._opened is not None and not self._opened.coming:
            self.desk.trail.moved(Stop("proposals", self._opened.row.id, section, offset))

    def _jumped(self, before: tuple[str, int] | None, after: tuple[str, int]) -> None:
        if self._opened is not None:
            id = self._opened.row.id
            self.desk.trail.jumped(
                Stop("proposals", id, *(before or TOP)), Stop("proposals", id, *after)
            )

    def _show_opened(self, found: Opened) -> None:
        self.centre.compose(found, found.row.read_version)
        self.side.offer_review(offered=found.scheme is not None and not found.observer)
        self._see(found)
        self._show_standing(found)
        self.writing.open(found.row.id, found.number, found.place)
        self.centre.compare(found)

    def refresh(self, changes: Changes) -> None:
        """Look again at what was touched; the place in the text stays."""
        if self._opened is None or self._opened.coming:
            return  # it is looked at again once its text was read
        if changes.touch("proposals", "versions", "rounds", "sync", "*", "everything"):
            self._reload(self._opened)
        elif changes.touch(
            "reviews", "asides", "notes", "comments", "members", "facts", "decisions", "set_aside"
        ):
            self._opened = paper_load.renewed(self.desk.store, self._opened)
            self._show_standing(self._opened)

    def leave(self) -> None:
        """Keep where I am and what is being written; called before another paper and at the end."""
        if self._opened is not None:
            self.review.flush()
            self.writing.keep()

    def show_side(self, key: str) -> None:
        """Bring the panel of notes or of my review into sight."""
        self.side.go(key)
        self.room.show_side()

    def _bring(self, what: str) -> None:
        """Bring the text or my review into sight."""
        if what == "text":
            self._show_text()
        else:
            self.show_side(what)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._letters.act(event):
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room.fit()

    def _connect(self) -> None:
        self.head.panel_wanted.connect(self.room.toggle_side)
        self.side.folded.connect(self.room.toggle_side)
        self.desk.closing.connect(self._close)
        theme().changed.connect(self.room.fit)
        self.notes.margin.text_wanted.connect(self._show_text)
        self.centre.version_wanted.connect(self._show_version)
        self.reader.asked.connect(self._ask)
        self.reader.nothing_chosen.connect(self._nothing_chosen)
        self.reader.page.mark_clicked.connect(self._show_note)
        self.reader.page.moved.connect(self._moved)
        self.reader.page.jumped.connect(self._jumped)
        self.marking.side_wanted.connect(self.show_side)
        self.review.quote_removed.connect(self.marking.withdraw)
        self.review.questions_wanted.connect(self._explain_questions)

    def _keys(self) -> None:
        page = self.reader.page
        own = {
            "Ctrl++": page.enlarge,
            "Ctrl+=": page.enlarge,
            "Ctrl+-": page.shrink,
            "Ctrl+0": partial(page.set_text_size, 100),
            "Ctrl+E": partial(self.reader.ask, "quote"),
            "Ctrl+F": self.reader.finder.begin,
        }
        self._own = OwnKeys(page, own)
        for keys, act, where in (
            ("Ctrl+Return", self._submit, self),
            ("Ctrl+Enter", self._submit, self),
            ("Ctrl+\\", self.room.toggle_side, self),
            ("Ctrl+F", self.centre.begin_find, self.head),
            ("Ctrl+F", self.centre.begin_find, self.side),
        ):
            on_key(where, keys, act)

    def _ask(self, kind: str, span: Span) -> None:
        """Begin a mark; a quote goes to the criterion that is being worked on."""
        working = self.review.criterion() if self.side.key() == "review" else None
        self.marking.ask(kind, span, working if kind == "quote" else None)

    def _show_standing(self, found: Opened) -> None:
        titles = self._titles(found.row.round, found.row.id)
        now = self._standing = paper_load.standing(self.desk.store, found, titles, self.places.of)
        self.marking.show(found, now.notes)
        self.reader.offer(self.marking.offers())
        self.notes.show_notes(now.notes)
        if now.mine is not None:
            self.review.show_review(now.mine)
        self.side.show_counts(len(now.notes), now.mine)
        self.centre.show_standing(found, now)
        self.centre.carried.show_marks(now.carried)
        self.deciding.open(found.plain, found.number)

    def _places_found(self) -> None:
        if self._opened is not None:
            self._show_standing(self._opened)

    def _reload(self, old: Opened) -> None:
        """Take over what sync brought; a newer version announces itself, the reader decides."""
        found = paper_load.opened(self.desk.store, old.row.id, old.number, old)
        if found is None:
            return
        place = self.reader.page.place()
        at = old.place
        if place is not None:
            at = stopping.kept(old.place or {}, old.number, place, "")
        self._opened = replace(found, place=at)
        if found.coming:
            self._await_text(self._opened)
            return
        if old.version is not None and found.version == old.version:
            self.centre.show_opened(found)
        else:
            self.centre.compose(self._opened, found.row.read_version)
            self.centre.compare(found)
        self._show_standing(self._opened)

    def _see(self, found: Opened) -> None:
        """Remember that this version was opened, where that is news."""
        before = found.row.read_version
        if found.version is not None and (before is None or before < found.number):
            id, number, clock = found.row.id, found.number, self.desk.clock
            self.desk.act(lambda store: reading.opened(store, "proposals", id, number, clock))

    def _show_version(self, number: int) -> None:
        if self._opened is not None:
            self.show_proposal(self._opened.row.id, number)

    def _submit(self) -> None:
        if self.side.offers_review():
            self.show_side("review")
            self.review.submit()

    def _show_note(self, id: str) -> None:
        self.show_side("notes")
        self.notes.margin.go_to(id)

    def _nothing_chosen(self, _kind: str) -> None:
        self.desk.told.emit(_("Choose words in the text first, then write about them."), None)

    def _show_text(self) -> None:
        """Bring the text into sight where the panel stands in its place."""
        self.head.tabs.go("read")
        self.room.show_text()

    def _explain_questions(self) -> None:
        self._show_text()
        self.reader.page.setFocus(Qt.FocusReason.OtherFocusReason)
        said = _("Choose the words you ask about, then Question. The chairs pass it on.")
        self.desk.told.emit(said, None)
