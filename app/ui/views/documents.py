"""Documents: the library by meeting and group, and the chosen one's text to read and mark."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from app.actions import queueing
from app.domain.changes import Changes
from app.i18n import _
from app.store import facts, tallies
from app.store.documents import DocumentRow
from app.ui import read_state
from app.ui.desk import Desk
from app.ui.downloads import Downloads
from app.ui.frame import frame_of
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import library
from app.ui.models.library import HEAD, Shelf, Wanted
from app.ui.theme import surface
from app.ui.views.document_page import DocumentPage
from app.ui.views.page import Either, Side, Split
from app.ui.views.paper_menu import with_key
from app.ui.views.queue_page import QueueFoot, QueuePage
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import FilterChip
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.keys import on_key
from app.ui.widgets.layout import FlowBox, across, boxed, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import LineList

READ_KEY = "Ctrl+U"


class DocumentsView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._shelves: list[Shelf] = []
        self._wanted = Wanted.ALL
        self.downloads = Downloads.of(desk)
        self.downloads.changed.connect(self._show_lines)
        self.search = SearchBox(_("Find a document"))
        self.search.searched.connect(self._show_lines)
        self.unread = FilterChip(_("Not read yet"), self._filtered)
        self.here = FilterChip(_("On this computer"), self._filtered)
        self.list = LineList(_("Documents"))
        self.list.opened.connect(self._open)
        self.list.activated_line.connect(self._enter)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._offer)
        self.detail = DocumentPage(desk, self.downloads)
        self.queue = QueuePage(desk, self.downloads)
        self.queue.opened.connect(self.show_record)
        self._reading = False
        self.foot = QueueFoot(desk, self.downloads)
        self.foot.wanted.connect(self.show_queue)
        self._right = QStackedWidget()
        self._right.addWidget(self.detail)
        self._right.addWidget(self.queue)
        side = Side(_("Documents"), self.list, self.search, FlowBox(self.unread, self.here))
        side.put_under(self._counted())
        side.put_under(self.foot)
        self.split = Split(side, self._right, _("All documents"))
        self.either = Either(
            EmptyState(
                Symbol.DOCUMENTS,
                _("No documents yet"),
                _("Papers of meetings and groups come here with a sync: their text first, "
                  "the large originals only when you ask for them."),
                _("Sync now"),
                desk.sync_wanted.emit,
            ),
            self.split,
        )  # fmt: skip
        self.setLayout(down(self.either, spacing=0))
        on_key(self, READ_KEY, self.toggle_read)
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if not changes.touch(
            "everything", "documents", "meetings", "workgroups", "seen", "news", "sync", "notes",
            "comments", "contributions", "profile", queueing.TOUCHED,
        ):  # fmt: skip
            return
        self._shelves = library.shelves(self._desk.store)
        self.either.show_full(bool(self._shelves))
        self._show_lines()
        self.foot.show_state()
        self._show_counted(changes)
        self.detail.refresh(changes)
        self.queue.refresh(changes)

    def _show_counted(self, changes: Changes) -> None:
        if changes.touch("everything", "contributions", "profile"):
            profile = facts.profile(self._desk.store)
            office = profile is not None and profile.role == "secretariat"
            self.counted.setVisible(office or tallies.has(self._desk.store, "contributions"))

    def show_record(self, id: str) -> None:
        """Open a document, whatever the filters say."""
        self.search.clear()
        self.unread.setChecked(False)
        self.here.setChecked(False)
        self._show_lines()
        self.list.choose(id)
        self._enter(id)

    def go_to_words(self, section: str, offset: int) -> None:
        """Go to words of the open document one was at before."""
        self.detail.go_to_words(section, offset)

    def toggle_read(self, id: str = "") -> None:
        """Count document `id`, or the chosen one, as read; as unread if it is read."""
        each = self._document(id or self.list.key())
        if each is not None:
            before = 1 if each.read else None
            read_state.toggle(self._desk, "documents", each.row.id, read=each.read, before=before)

    def menu(self, id: str | None) -> QMenu | None:
        """Return what can be done with a document of the list, None if it is not in it."""
        each = self._document(id)
        if each is None:
            return None
        menu = QMenu(self.list)
        menu.setAccessibleName(each.title)
        action = menu.addAction(with_key(read_state.words(read=each.read), READ_KEY))
        action.triggered.connect(lambda: self.toggle_read(each.row.id))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In the whole window (F11) the document that is open has all of it."""
        frame = frame_of(self)
        full = frame is not None and frame.is_full()
        self.split.set_alone(full and self._reading)

    def show_queue(self) -> None:
        """Show what is on its way, and what else could be fetched."""
        self._right.setCurrentWidget(self.queue)
        self.split.show_detail()

    def _counted(self) -> QWidget:
        """Return the way to what came in to calls, counted: those are papers that were sent in."""
        self.counted = Button(
            _("Contributions"), "quiet", Symbol.TABLE, lambda: self._desk.show("contributions")
        )
        return boxed(across(self.counted, None, margins=(Space.MEDIUM, 0, 0, 0)))

    def _document(self, id: str | None) -> DocumentRow | None:
        found = (each for shelf in self._shelves for each in shelf.documents)
        return next((each for each in found if each.row.id == id), None)

    def _offer(self, at: QPoint) -> None:
        # The row under the pointer is not gone to: that would open it, and so count it as read.
        index = self.list.indexAt(at)
        menu = self.menu(self.list.lines.line(index.row()).key if index.isValid() else None)
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(at))

    def _open(self, key: str) -> None:
        if not key.startswith(HEAD) and not self.split.is_narrow():
            self._show_document(key)

    def _enter(self, key: str) -> None:
        if not key.startswith(HEAD):
            self._show_document(key)
            self.split.show_detail()

    def _show_document(self, key: str) -> None:
        self._reading = True
        self._right.setCurrentWidget(self.detail)
        self.detail.show_document(key)
        self._fit()

    def _filtered(self, _on: bool) -> None:  # noqa: FBT001 -- Qt's signal
        asked = self.sender()
        if asked is self.unread and self.unread.isChecked():
            self.here.setChecked(False)
        if asked is self.here and self.here.isChecked():
            self.unread.setChecked(False)
        self._wanted = (
            Wanted.UNREAD
            if self.unread.isChecked()
            else Wanted.HERE
            if self.here.isChecked()
            else Wanted.ALL
        )
        self._show_lines()

    def _show_lines(self, _what: str = "") -> None:
        busy = {id: each.words() for id, each in self.downloads.all().items()}
        pace = self._desk.settings.reading_pace
        self.list.show_lines(
            library.lines(self._shelves, self._wanted, self.search.text(), busy, pace)
        )
