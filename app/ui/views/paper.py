"""One proposal: its head, the text with my marks, the pages beside it, notes and my review."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.actions import annotating, comparing, reading
from app.actions.clock import now as server_now
from app.actions.comparing import Compared
from app.actions.papers import About
from app.documents.anchoring import QuoteNotFound, anchor_at
from app.domain.anchors import Anchor
from app.domain.changes import Changes
from app.domain.records import Data
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import PANEL, READING, Space
from app.ui.reader.compose import Paper, reading_words
from app.ui.reader.places import Span
from app.ui.reader.view import ReaderView
from app.ui.theme import surface, theme
from app.ui.views import paper_changes, paper_load, paper_pages, paper_words
from app.ui.views.notes_panel import NotesPanel
from app.ui.views.others import OthersView
from app.ui.views.paper_banner import Banner
from app.ui.views.paper_changes import ChangesView
from app.ui.views.paper_head import LEAST, PaperHead
from app.ui.views.paper_keys import OwnKeys
from app.ui.views.paper_load import Opened, Standing
from app.ui.views.paper_pages import Page
from app.ui.views.paper_side import PaperSide
from app.ui.views.paper_writing import Writing
from app.ui.views.review_panel import ReviewPanel
from app.ui.widgets.layout import hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.text import literal

LETTERS = {Qt.Key.Key_N: "note", Qt.Key.Key_C: "comment", Qt.Key.Key_Q: "question"}
BESIDE = 720
"""Papers less wide show the text or the panel, not both, in px at 100 %."""
_ANY = 16_777_215
Titles = Callable[[str, str], Mapping[str, str]]
"""Titles of the other proposals of a round: asked with the round and the one to leave out."""


class PaperView(QWidget):
    """Shows one proposal at a time; what it tells is about places in the list around it."""

    full_wanted = Signal()

    def __init__(self, desk: Desk, titles: Titles) -> None:
        super().__init__()
        surface(self, "paper")
        self.desk = desk
        self._titles = titles
        self._opened: Opened | None = None
        self._standing: Standing | None = None
        self._full = False
        self._side_wanted = True
        self._alone = False
        self.head = PaperHead()
        self.banner = Banner()
        self.reader = ReaderView()
        self.changes = ChangesView()
        self.evidence = Page(_("Evidence"))
        self.others = OthersView()
        self.history = Page(_("History"))
        self.missing = EmptyState(
            Symbol.DOWNLOAD,
            _("The text has not arrived yet"),
            _("Summaries come first on a slow line; the full text follows with the next update."),
        )
        self.notes = NotesPanel(self.reader.page)
        self.review = ReviewPanel(desk)
        self.side = PaperSide(self.notes, self.review)
        self.writing = Writing(desk, self.reader.page, self.notes.margin)
        self._lay_out()
        self._connect()
        self._keys()
        self._deadlines = QTimer(self, interval=60_000)
        self._deadlines.timeout.connect(self._show_deadline)
        self._deadlines.start()
        desk.closing.connect(self._deadlines.stop)
        self._apply_settings()

    def proposal(self) -> str | None:
        return None if self._opened is None else self._opened.row.id

    def shown(self) -> Opened | None:
        return self._opened

    def standing(self) -> Standing | None:
        return self._standing

    def show_proposal(self, id: str, version: int | None = None) -> None:
        """Open proposal `id` where I stopped reading, and remember that I saw it."""
        if id == self.proposal() and version in {None, self._opened and self._opened.number}:
            return
        self.leave()
        found = paper_load.opened(self.desk.store, id, version)
        if found is None:
            return
        same = id == self.proposal()
        before = found.row.read_version
        self._opened = found
        self._compose(found, before)
        if not same:
            self.head.tabs.go("read")
            self._see(found)
        self._refresh_standing()
        self.writing.open(found.row.id, found.number, found.place)
        self._compare(found)

    def refresh(self, changes: Changes) -> None:
        """Look again at what was touched; the place in the text stays."""
        if self._opened is None:
            return
        if changes.touch("proposals", "versions", "rounds", "sync", "*"):
            self._reload()
        elif changes.touch("reviews", "asides", "notes", "comments", "members", "facts"):
            self._opened = paper_load.renewed(self.desk.store, self._opened)
            self._refresh_standing()

    def leave(self) -> None:
        """Keep where I am and what is being written; called before another paper and at the end."""
        if self._opened is None:
            return
        self.review.flush()
        self.writing.keep()

    def ask(self, kind: str, span: Span) -> None:
        """Begin a note, comment or question on `span`, or quote it for a criterion."""
        if self._opened is None:
            return
        if kind == "quote":
            self._quote(span)
            return
        self.show_side("notes")
        words = paper_words.audience(kind, ("chairs",), {})
        self.notes.margin.begin(kind, span, words)

    def show_side(self, key: str) -> None:
        """Bring the panel of notes or of my review into sight."""
        self.side.go(key)
        self._side_wanted = True
        self._fit_side()

    def toggle_side(self) -> None:
        self._side_wanted = self.side.isHidden()
        self._fit_side()

    def quote_for(self, key: str, span: Span) -> None:
        """Quote `span` for the criterion `key`."""
        about, where = self._about(), self._anchor(span)
        if about is None or where is None or self._opened is None:
            return
        scheme = self._opened.scheme
        criterion = scheme.criterion(key) if scheme is not None else None
        verb = partial(_comment, self.desk, about, "", kind="evidence", at=where, criterion=key)
        said = _("Quoted for “{criterion}”. The chairs see it after the next update.").format(
            criterion=criterion.title if criterion is not None else key
        )
        self.desk.act(verb, said, undoable=True)

    def set_full(self, full: bool) -> None:  # noqa: FBT001 -- a setter
        """Fold the panel away while the paper has the whole window, and back as it was."""
        if full == self._full:
            return
        self._full = full
        self.head.show_full(full)
        self._side_wanted = not full
        self._fit_side()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        kind = LETTERS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if kind is not None and self.desk.settings.letter_keys:
            self.reader.ask(kind)
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _lay_out(self) -> None:
        self.pages = {
            "read": self.reader, "changes": self.changes, "evidence": self.evidence,
            "others": self.others, "history": self.history,
        }  # fmt: skip
        for key, words in _tabs().items():
            self.head.tabs.add(key, words)
        self.stack = QStackedWidget()
        for page in (*self.pages.values(), self.missing):
            self.stack.addWidget(page)
        self._centre = QWidget()
        centre = QVBoxLayout(self._centre)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        centre.addWidget(self.head)
        centre.addWidget(hairline())
        centre.addWidget(self.banner)
        centre.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._centre, 1)
        row.addWidget(self.side)

    def _connect(self) -> None:
        head, margin, page = self.head, self.notes.margin, self.reader.page
        head.tabs.currentChanged.connect(self._show_tab)
        head.version_wanted.connect(self._show_version)
        head.find_wanted.connect(self._find)
        head.panel_wanted.connect(self.toggle_side)
        head.full_wanted.connect(self.full_wanted)
        head.set_size_menu(
            [
                (_("Larger (Ctrl +)"), page.enlarge),
                (_("Smaller (Ctrl −)"), page.shrink),
                (_("Usual size (Ctrl 0)"), partial(page.set_text_size, 100)),
                (_("Wider column"), partial(self._widen, 4)),
                (_("Narrower column"), partial(self._widen, -4)),
            ]
        )
        self.side.folded.connect(self.toggle_side)
        self.banner.asked.connect(self._asked_by_banner)
        self.reader.asked.connect(self.ask)
        self.reader.nothing_chosen.connect(self._nothing_chosen)
        page.mark_clicked.connect(self._show_note)
        page.resized_text.connect(self._keep_size)
        margin.created.connect(self._create)
        margin.saved.connect(self._save_mark)
        margin.coloured.connect(self._colour)
        margin.withdrawn.connect(self.withdraw)
        self.review.quote_removed.connect(self.withdraw)
        self.review.questions_wanted.connect(self._explain_questions)
        self.desk.settings_changed.connect(self._apply_settings)

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
            ("Ctrl+\\", self.toggle_side, self),
            ("Ctrl+F", self._find, self.head),
            ("Ctrl+F", self._find, self.side),
        ):
            shortcut = QShortcut(QKeySequence(keys), where)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _compose(self, found: Opened, before: int | None) -> None:
        sections = found.version.sections if found.version is not None else ()
        told = [
            paper_words.minutes_to_read(reading_words(sections)),
            paper_words.sections(len(sections)),
        ]
        if before is not None and before < found.number:
            told.append(_("you read version {number} before").format(number=before))
        place = found.place or {}
        at = (str(place["section"]), int(place["offset"])) if place.get("section") else None
        summary = found.row.summary if found.number == found.row.version else ""
        self.reader.page.show_paper(Paper(sections, " · ".join(told), summary), at)
        if at is not None and not self.reader.page.isVisible():
            # What is shown for the first time gets its width, and so its lines, only now.
            QTimer.singleShot(0, self, partial(self.reader.page.go_to, *at))
        self.reader.offer(
            ("note", "comment", "question", "quote")
            if found.scheme is not None and found.scheme.criteria and not found.observer
            else ("note", "comment", "question")
        )
        self.side.offer_review(offered=found.scheme is not None and not found.observer)
        self._show_head(found)
        self._show_tab()

    def _show_head(self, found: Opened) -> None:
        self.head.title.setText(found.row.title)
        self.head.show_versions(found.versions, found.number, found.row.version)
        self.head.version.setVisible(bool(found.versions))
        self._show_deadline()
        count = len(_letters(found))
        self.head.tabs.set_count("evidence", _tabs()["evidence"], count or None)

    def _refresh_standing(self) -> None:
        found = self._opened
        if found is None:
            return
        titles = self._titles(found.row.round, found.row.id)
        now = self._standing = paper_load.standing(self.desk.store, found, titles)
        self.notes.show_notes(now.notes)
        if now.mine is not None:
            self.review.show_review(now.mine)
        self.side.show_counts(len(now.notes), now.mine)
        count = len(now.others.reviews) + len(now.others.comments)
        self.head.tabs.set_count("others", _tabs()["others"], count or None)
        self.banner.show_for(found, now)
        if self.stack.currentWidget() is self.others:
            self.others.show_others(now.others)

    def _reload(self) -> None:
        """Take over what sync brought; a newer version announces itself, the reader decides."""
        old = self._opened
        if old is None:
            return
        found = paper_load.opened(self.desk.store, old.row.id, old.number)
        if found is None:
            return
        place = self.reader.page.place()
        at = {"section": place[0], "offset": place[1]} if place is not None else old.place
        same = old.version is not None and found.version == old.version
        self._opened = replace(found, place=at)
        if not same:
            self._compose(self._opened, found.row.read_version)
        else:
            self._show_head(found)
            self._show_tab()
        self._refresh_standing()
        self._compare(found)

    def _see(self, found: Opened) -> None:
        """Remember that the newest version was opened, where that is news."""
        if found.version is not None and found.row.read_version != found.number:
            id, number, clock = found.row.id, found.number, self.desk.clock
            self.desk.act(lambda store: reading.opened(store, "proposals", id, number, clock))

    def _compare(self, found: Opened) -> None:
        self.changes.show_changes(None)
        self.head.tabs.set_count("changes", _tabs()["changes"], None)
        if len(found.versions) < 2 or found.version is None:  # noqa: PLR2004 -- two to compare
            self.changes.show_changes(
                Compared(found.number, found.number, ()) if found.version else None
            )
            return
        id, number = found.row.id, found.number
        self.desk.worker.read(
            lambda store: comparing.compared(store, id, None, number),
            partial(self._compared, id, number),
        )

    def _compared(self, id: str, number: int, found: Compared) -> None:
        if self._opened is None or (id, number) != (self._opened.row.id, self._opened.number):
            return
        self.changes.show_changes(found)
        count = paper_changes.count(found)
        self.head.tabs.set_count("changes", _tabs()["changes"], count or None)

    def _show_tab(self, _index: int = 0) -> None:
        key, found = self.head.tabs.key(), self._opened
        page: QWidget = self.pages[key]
        if found is not None and key == "evidence":
            show = partial(self.desk.show, "documents")
            parts = paper_pages.evidence(_letters(found), show)
            self.evidence.show_parts(parts, paper_pages.no_evidence())
        elif found is not None and key == "history":
            parts = paper_pages.history(found.versions, found.number, self._show_version)
            self.history.show_parts(parts, paper_pages.no_history())
        elif key == "others" and self._standing is not None:
            self.others.show_others(self._standing.others)
        elif key == "read" and found is not None and found.version is None:
            page = self.missing
        self.stack.setCurrentWidget(page)
        self.head.finding.setEnabled(page is self.reader)

    def _show_version(self, number: int) -> None:
        if self._opened is not None:
            self.show_proposal(self._opened.row.id, number)
            self.head.tabs.go("read")

    def _asked_by_banner(self, what: str) -> None:
        if what == "changes":
            self.head.tabs.go("changes")
        elif self._opened is not None:
            self._show_version(self._opened.row.version)
            self._see(self._opened)

    def _show_deadline(self) -> None:
        scheme = self._opened.scheme if self._opened is not None else None
        now = server_now(self.desk.store, self.desk.clock)
        due = paper_words.next_deadline(scheme, now)
        self.head.show_deadline(paper_words.deadline(due, now), over=paper_words.is_over(due, now))

    def _fit_side(self) -> None:
        """Give the panel its width; where there is no room for both it takes the text's place."""
        alone = self.width() < theme().px(BESIDE)
        if alone and not self._alone:
            self._side_wanted = False
        elif self._alone and not alone and not self._full:
            self._side_wanted = True
        self._alone = alone
        wide = min(theme().px(PANEL), self.width() * 9 // 20)
        self.side.setMinimumWidth(0 if alone else wide)
        self.side.setMaximumWidth(_ANY if alone else wide)
        self.side.setVisible(self._side_wanted)
        self._centre.setVisible(not (alone and self._side_wanted))
        self.head.panel.setVisible(not self._side_wanted)

    def _find(self) -> None:
        self.head.tabs.go("read")
        self.reader.finder.begin()

    def _submit(self) -> None:
        if self.side.offers_review():
            self.show_side("review")
            self.review.submit()

    def _show_note(self, id: str) -> None:
        self.show_side("notes")
        self.notes.margin.go_to(id)

    def _nothing_chosen(self, _kind: str) -> None:
        self.desk.told.emit(_("Choose words in the text first, then write about them."), None)

    def _explain_questions(self) -> None:
        self.head.tabs.go("read")
        self.reader.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.told.emit(
            _("Choose the words you ask about, then Question. The chairs pass it on."), None
        )

    def _quote(self, span: Span) -> None:
        """Quote for the criterion that is being worked on, else ask for which."""
        scheme = self._opened.scheme if self._opened is not None else None
        if scheme is None:
            return
        key = self.review.criterion() if self.side.key() == "review" else None
        if key is not None and scheme.criterion(key) is not None:
            self.quote_for(key, span)
            return
        menu = QMenu(self)
        menu.setAccessibleName(_("Quote for which criterion"))
        for criterion in scheme.criteria:
            action = menu.addAction(literal(criterion.title))
            action.triggered.connect(partial(self._quote_chosen, criterion.key, span))
        page = self.reader.page
        position = page.places().position(span.section, span.end)
        rect = page.rect_at(position or 0)
        menu.popup(page.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, int(Space.TIGHT))))

    def _quote_chosen(self, key: str, span: Span, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.show_side("review")
        self.quote_for(key, span)

    def _create(self, kind: str, span: Span, words: str, colour: str) -> None:
        """Keep what was written in a new card, where its words are."""
        about, where = self._about(), self._anchor(span)
        if about is None or where is None:
            return
        self.writing.forget()
        back = partial(self._reopen, kind, span, words, colour)
        if kind == "note":
            verb = partial(_note, self.desk, about, words, at=where, colour=colour)
            self.desk.act(verb, _("Kept. Only you see it."), undoable=True, failed=back)
            return
        verb = partial(_comment, self.desk, about, words, kind=kind, at=where)
        said = _("Submitted. It goes with the next update; until then you can undo it.")
        self.desk.act(verb, said, undoable=True, failed=back)

    def _reopen(self, kind: str, span: Span, words: str, colour: str, error: Exception) -> None:
        """Give the words back to the writer: they could not be kept."""
        self.writing.reopen(kind, span, words, colour)
        self.desk.failed.emit(error)

    def _save_mark(self, id: str, words: str) -> None:
        self.writing.forget()
        known = {note.id: note for note in self._standing.notes} if self._standing else {}
        if id in known and known[id].text != words:
            verb = partial(_edit, self.desk, id, words)
            self.desk.act(verb, _("Changed."), undoable=True)

    def _colour(self, id: str, colour: str) -> None:
        self.desk.act(
            lambda store: annotating.edit(store, id, colour=colour, clock=self.desk.clock)
        )

    def withdraw(self, id: str) -> None:
        """Take a mark of mine away; a message offers it back."""
        self.desk.act(
            lambda store: annotating.withdraw(store, id, self.desk.clock),
            _("Taken away."),
            undoable=True,
        )

    def _about(self) -> About | None:
        found = self._opened
        return None if found is None else About("proposal", found.row.id, found.number)

    def _anchor(self, span: Span) -> Anchor | None:
        found = self._opened
        plain = found.plain if found is not None else ()
        section = next((each for each in plain if each.key == span.section), None)
        if section is None:
            return None
        try:
            return anchor_at(section, span.start, span.end, plain)
        except QuoteNotFound:
            return None

    def _apply_settings(self, _settings: object = None) -> None:
        settings, page = self.desk.settings, self.reader.page
        page.blockSignals(True)
        page.set_text_size(round(settings.reading_size * 100 / READING))
        page.blockSignals(False)
        page.set_column(settings.column)

    def _keep_size(self, percent: int) -> None:
        size = round(READING * percent / 100)
        self.desk.choose(replace(self.desk.settings, reading_size=size))

    def _widen(self, step: int) -> None:
        page = self.reader.page
        page.set_column(page.column() + step)
        self.desk.choose(replace(self.desk.settings, column=page.column()))


def _tabs() -> dict[str, str]:
    return {
        "read": _("Read"),
        "changes": _("What changed"),
        "evidence": _("Evidence"),
        "others": _("Others"),
        "history": _("History"),
    }


def _letters(found: Opened) -> list[Data]:
    return [each for each in found.data.get("evidence") or () if isinstance(each, dict)]


def _note(
    desk: Desk, about: About, words: str, store: Store, *, at: Anchor, colour: str
) -> Changes:
    return annotating.note(store, desk.home, about, words, at=at, colour=colour, clock=desk.clock)


def _comment(
    desk: Desk,
    about: About,
    words: str,
    store: Store,
    *,
    kind: str,
    at: Anchor,
    criterion: str | None = None,
) -> Changes:
    return annotating.comment(
        store, desk.home, about, words, kind=kind, at=at, criterion=criterion, clock=desk.clock
    )


def _edit(desk: Desk, id: str, words: str, store: Store) -> Changes:
    return annotating.edit(store, id, words, clock=desk.clock)
