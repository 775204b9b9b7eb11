"""My notes: everything I marked, across papers, to be found again and exported."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions import annotating, clock
from app.domain.changes import Changes
from app.domain.marks import Listed
from app.i18n import _, ngettext
from app.store import Store, current, documents
from app.ui import note_reading
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import TARGET, Space
from app.ui.models import marks
from app.ui.note_reading import Arranging, Known, NoteReading, Shown
from app.ui.theme import surface, theme
from app.ui.views.note_filters import NoteFilters
from app.ui.views.notes_export import EXPORT, ExportPanel
from app.ui.views.page import Either, nothing, scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.keys import on_key
from app.ui.widgets.layout import FlowBox, across, boxed, down, hairline
from app.ui.widgets.messages import EmptyState, ProgressLine
from app.ui.widgets.rows import LineList
from app.ui.widgets.text import Heading, Label
from app.ui.worker import Current, Job

LIST = 160
"""A list less high than this makes room for the panel, in px at 100 %."""
FEW = 2_000
"""So many notes are filtered and laid out at once; more by the worker, all rows of one height."""
SLOW = 300
"""Milliseconds after which it is said that the notes are still being read."""


class NoteList(LineList):
    """My notes; Delete takes the chosen one away."""

    def __init__(self, name: str, away: Callable[[str], object]) -> None:
        super().__init__(name)
        self._away = away

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and (key := self.key()):
            self._away(key)
            return
        super().keyPressEvent(event)


class NotesView(QWidget):
    """A list with filters above it; a click or Enter opens the paper at the mark."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._known: Known | None = None
        self._unplaced: Known | None = None
        self._threads = NoteReading.of(desk)
        self._reading, self._placing, self._arranging = Current(), Current(), Current()
        self._sought = ""
        self._export_of: str | None = None
        self.filters = NoteFilters(self)
        self.filters.changed.connect(self._show)
        self.count = Label(type="small", tone="soft")
        self.export = Button(_("Export…"), "secondary", Symbol.EXPORT, self._toggle_export)
        self.panel = ExportPanel(desk)
        self.panel.closed.connect(self._panel_closed)
        self.panel.resized.connect(self._fit)
        self._area = scrolled(self.panel)
        self._area.hide()
        self.none = nothing(_("Nothing of yours fits. Take a filter away, or search other words."))
        self.list = NoteList(_("My notes"), self._withdraw)
        self.list.activated_line.connect(self._open)
        self.either = Either(self._empty(), boxed(self._full(), "paper"))
        self.either.hide()  # whether there is anything is being read
        column = down(self._waiting(), self.either, spacing=0)
        column.addStretch(0)
        column.setStretch(1, 1)
        self.setLayout(column)
        for keys, act in (
            ("Ctrl+F", self.filters.search.setFocus),
            ("Ctrl+E", self._toggle_export),
        ):
            on_key(self, keys, act)
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if not changes.touch(
            "everything", "notes", "comments", "proposals", "documents", "items", "sync", "versions"
        ):
            return
        before = self._marks()
        self._placing.leave()
        self._slow.start()
        self._reading.run(
            self._threads.reading,
            lambda store, _job: note_reading.read(store, before),
            self._came,
            self._failed,
        )

    def is_idle(self) -> bool:
        """Say whether all my notes are shown, as they are filtered, with their places."""
        busy = self._reading or self._placing or self._arranging
        return not busy and not self.filters.search.is_waiting()

    def show_record(self, id: str) -> None:
        """Choose the mark `id`; `EXPORT` and a document's name open the export of its PDF."""
        if id.startswith(EXPORT):
            self._open_panel(id.removeprefix(EXPORT))
            return
        self._sought = id
        self.filters.show_all()

    def _waiting(self) -> QWidget:
        self.progress = ProgressLine(_("Reading your notes"), cancellable=False)
        self.progress.show_progress(0, None, _("Reading your notes"))
        edge = (Space.HUGE, Space.LARGE, Space.HUGE, Space.SMALL)
        self._waits = boxed(down(self.progress, margins=edge), "paper")
        self._waits.hide()
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self._waits.show)
        return self._waits

    def _full(self) -> QVBoxLayout:
        edge = (Space.HUGE, Space.LARGE, Space.HUGE, Space.SMALL)
        title = across(Heading(_("My notes"), 1), self.export)
        title.setStretch(0, 1)
        found = across(self.filters.search, self.filters.order, spacing=Space.MEDIUM)
        found.setStretch(0, 1)
        filters = FlowBox(*self.filters.chips, self.filters.all, spacing=Space.SMALL - 2)
        head = self._head = boxed(
            down(title, found, filters, self.count, self.none, margins=edge), "paper"
        )
        side = Space.HUGE - Space.MEDIUM
        rows = down(self.list, margins=(side, 0, side, 0))
        full = down(head, self._area, hairline(), rows, spacing=0)
        full.setStretch(3, 1)
        full.addStretch(0)  # takes what is left while the list makes room for the panel
        return full

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the panel its height; where the list would be a strip only, it makes room."""
        if self._area.isHidden():
            self.list.show()
            return
        wanted = self.panel.heightForWidth(self.width())
        wanted = max(wanted, self.panel.sizeHint().height())
        room = self.height() - self._head.sizeHint().height()
        self.list.setVisible(room - wanted >= theme().px(LIST))
        self._area.setFixedHeight(max(theme().px(TARGET), min(wanted, room)))

    def _empty(self) -> EmptyState:
        return EmptyState(
            Symbol.HIGHLIGHT,
            _("Nothing marked yet"),
            _(
                "Choose words in a paper, then a colour, Note, Comment or Question. Notes are only "
                "yours; comments go to the chairs with the next sync."
            ),
            _("Go to the proposals"),
            partial(self._desk.show, "proposals", ""),
        )

    def _show(self) -> None:
        known, store = self._known, self._desk.store
        if known is None:
            return
        now, open_ = clock.now(store, self._desk.clock), current.undecided(store)
        asked = Arranging(self.filters.wanted(), self.filters.by_time(), now, open_)
        self._arranging.leave()
        if len(known.marks) <= FEW:
            self._arranged(asked.shown(known))
            return
        self._slow.start()
        self._arranging.run(
            self._threads.reading,
            lambda _store, _job: asked.shown(known),
            self._arranged,
            self._failed,
        )

    def _arranged(self, found: Shown) -> None:
        self._told()
        self.list.be_even(len(self._marks()) > FEW)
        self.list.show_lines(found.lines)
        if self._sought:
            self.list.choose(self._sought)
            self._sought = ""
        if self._unplaced is not None:
            self._look_for_places(self._unplaced)
            self._unplaced = None
        self.none.setVisible(not found.count)
        self.filters.all.setVisible(bool(self.filters.wanted()))
        count, total = found.count, len(self._marks())
        told = ngettext("{n} of {total} mark", "{n} of {total} marks", total)
        if count == total:
            told = ngettext("{n} mark", "{n} marks", total)
        self.count.setText(told.format(n=count, total=total))
        if not self._area.isHidden():
            self._offer()

    def _came(self, known: Known) -> None:
        """Show what was read; once it is shown it is looked where the words are now."""
        self._known = self._unplaced = known
        self._told()
        self.filters.offer(known)
        if self._area.isHidden():
            self.either.show_full(bool(known.marks))
        self.either.show()
        self._show()
        if self._export_of is not None:
            of, self._export_of = self._export_of, None
            self._open_panel(of)

    def _look_for_places(self, known: Known) -> None:
        home = self._desk.home

        def place(store: Store, job: Job) -> Known | None:
            return note_reading.placed(store, job, home, known)

        self._placing.run(self._threads.placing, place, self._placed, self._failed)

    def _placed(self, found: Known | None) -> None:
        if found is not None:
            self._known = found
            self._show()

    def _told(self) -> None:
        self._slow.stop()
        self._waits.hide()

    def _failed(self, error: Exception) -> None:
        self._told()
        self.either.show()
        self._desk.failed.emit(error)

    def _marks(self) -> list[Listed]:
        return [] if self._known is None else self._known.marks

    def _open(self, key: str) -> None:
        if key.startswith(marks.PAPER):
            kind, _slash, id = key.removeprefix(marks.PAPER).partition("/")
            self._desk.show(kind, id)
            return
        mark = next((each for each in self._marks() if each.id == key), None)
        if mark is not None:
            self._desk.show(*mark.about)
            self._desk.mark_wanted.emit(key)

    def _withdraw(self, key: str) -> None:
        if key.startswith(marks.PAPER):
            return
        when = self._desk.clock
        self._desk.act(
            lambda store: annotating.withdraw(store, key, when), _("Taken away."), undoable=True
        )

    def _toggle_export(self) -> None:
        if self._area.isHidden():
            self._open_panel()
        else:
            self.panel.close_panel()

    def _open_panel(self, of: str = "") -> None:
        if self._known is None:
            self._export_of = of  # what there is to export is being read
            return
        self.either.show_full(True)
        self._offer()
        self._area.show()
        self.panel.open_for(of)
        self._fit()

    def _panel_closed(self) -> None:
        self._area.hide()
        self._fit()
        self.export.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        store = self._desk.store
        marked = {each.about[1] for each in self._marks() if each.about[0] == "document"}
        here = {
            f"document/{each.row.id}": each.title
            for each in documents.listed(store)
            if each.row.id in marked and each.file_here and _is_pdf(each.row.data.get("file"))
        }
        self.panel.offer(self.filters.wanted(), here)


def _is_pdf(file: object) -> bool:
    name = file.get("name") if isinstance(file, dict) else ""
    return str(name).lower().endswith(".pdf")
