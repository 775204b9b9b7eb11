"""What of a meeting goes into a file: its book, with or without my marks, and its date."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.exports import Export, tell
from app.ui.icons import Symbol
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import down
from app.ui.widgets.messages import ProgressLine
from app.ui.worker import Current, Job

if TYPE_CHECKING:
    from app.actions.exporting import Written

MARKED = ("proposals", "marks")


class MeetingExports(QWidget):
    """A line that is there while a file is written; `button`, which opens the menu, stands elsewhere."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting = self._title = ""
        self._job = Current()
        self.button = Button(_("Export…"), "quiet", Symbol.EXPORT, self._offer)
        self.progress = ProgressLine(_("Meeting book"))
        self.progress.cancelled.connect(self.stop)
        self.setLayout(down(self.progress, spacing=0))
        self.hide()

    def show_meeting(self, id: str, title: str) -> None:
        self._meeting, self._title = id, title

    def is_busy(self) -> bool:
        return bool(self._job)

    def menu(self) -> QMenu:
        menu = QMenu(self.button)
        book = _("Meeting book, {meeting}").format(meeting=self._title)
        agenda = _("Agenda, {meeting}").format(meeting=self._title)
        for words, what, format, parts, title in (
            (_("Meeting book: agenda and papers (PDF)…"), "book", "pdf", (), book),
            (_("Meeting book with my marks (PDF)…"), "book", "pdf", MARKED, book),
            (_("Agenda (PDF)…"), "agenda", "pdf", (), agenda),
            (_("Agenda (Word)…"), "agenda", "docx", (), agenda),
            (_("Date for a calendar (.ics)…"), "agenda", "ics", (), self._title),
        ):
            menu.addAction(words, partial(self.export, what, format, parts, title))
        return menu

    def export(self, what: str, format: str, parts: tuple[str, ...], title: str) -> None:
        """Ask where to, and write it beside the window's thread."""
        out = Export.place(self, title, format)
        if out is None:
            return
        from app.ui import reporting as making  # noqa: PLC0415 -- slow import

        home, clock = self._desk.home, self._desk.clock
        wanted = making.Wanted(what, format, parts=parts, meeting=self._meeting)

        def task(store: Store, job: Job) -> "Written":
            return making.write(store, job, home, wanted, out, clock)

        self.progress.show_progress(0, None, _("Getting the papers together…"))
        self.show()
        worker = making.Reporting.of(self._desk).worker
        self._job.run(worker, task, self._done, self._failed, self._progressed)

    def stop(self) -> None:
        self._job.leave()
        self.hide()
        self._desk.told.emit(_("Stopped. Nothing was written."), None)

    def _progressed(self, done: int, total: int) -> None:
        self.progress.show_progress(done, total, _("Setting the pages…"))

    def _done(self, done: "Written") -> None:
        self.hide()
        tell(self._desk, done)

    def _failed(self, error: Exception) -> None:
        self.hide()
        self._desk.failed.emit(error)

    def _offer(self) -> None:
        self.menu().popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
