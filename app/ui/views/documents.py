"""Documents: the library by meeting and group, and the chosen one's text to read and mark."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions import queueing
from app.domain.changes import Changes
from app.i18n import _
from app.ui.desk import Desk
from app.ui.downloads import Downloads
from app.ui.icons import Symbol
from app.ui.models import library
from app.ui.models.library import HEAD, Shelf, Wanted
from app.ui.theme import surface
from app.ui.views.document_page import DocumentPage
from app.ui.views.page import Either, Side, Split
from app.ui.views.queue_page import QueueFoot, QueuePage
from app.ui.widgets.chips import FilterChip
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import FlowBox, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import LineList


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
        self.detail = DocumentPage(desk, self.downloads)
        self.queue = QueuePage(desk, self.downloads)
        self.queue.opened.connect(self.show_record)
        self.foot = QueueFoot(desk, self.downloads)
        self.foot.wanted.connect(self.show_queue)
        self._right = QStackedWidget()
        self._right.addWidget(self.detail)
        self._right.addWidget(self.queue)
        side = Side(_("Documents"), self.list, self.search, FlowBox(self.unread, self.here))
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
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if not changes.touch(
            "everything", "documents", "meetings", "workgroups", "seen", "sync", "notes", "comments",
            queueing.TOUCHED,
        ):  # fmt: skip
            return
        self._shelves = library.shelves(self._desk.store)
        self.either.show_full(bool(self._shelves))
        self._show_lines()
        self.foot.show_state()
        self.detail.refresh(changes)
        self.queue.refresh(changes)

    def show_record(self, id: str) -> None:
        """Open a document, whatever the filters say."""
        self.search.clear()
        self.unread.setChecked(False)
        self.here.setChecked(False)
        self._show_lines()
        self.list.choose(id)
        self._enter(id)

    def show_queue(self) -> None:
        """Show what is on its way, and what else could be fetched."""
        self._right.setCurrentWidget(self.queue)
        self.split.show_detail()

    def _open(self, key: str) -> None:
        if not key.startswith(HEAD) and not self.split.is_narrow():
            self._show_document(key)

    def _enter(self, key: str) -> None:
        if not key.startswith(HEAD):
            self._show_document(key)
            self.split.show_detail()

    def _show_document(self, key: str) -> None:
        self._right.setCurrentWidget(self.detail)
        self.detail.show_document(key)

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
        self.list.show_lines(library.lines(self._shelves, self._wanted, self.search.text(), busy))
