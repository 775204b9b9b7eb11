"""Exporting from the window: ask where to, write it off the Qt thread, say where it is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.i18n import _
from app.paths import safe_name
from app.store import Store
from app.ui.desk import Desk
from app.ui.worker import Job

if TYPE_CHECKING:
    from app.actions.exporting import Written

TABLED = ("pdf", "docx", "html", "xlsx", "csv", "json")
"""Formats of a report with a table in it."""
KINDS = {
    "pdf": "PDF (*.pdf)",
    "json": "JSON (*.json)",
    "md": "Markdown (*.md)",
    "csv": "CSV (*.csv)",
    "docx": "Word (*.docx)",
    "html": "HTML (*.html)",
    "xlsx": "Excel (*.xlsx)",
    "txt": "Text (*.txt)",
    "ics": "iCalendar (*.ics)",
    "eml": "E-mail (*.eml)",
}


def formats() -> dict[str, str]:
    """Return what each format is called, in the order they are offered."""
    return {
        "ics": _("Calendar (.ics)"),
        "pdf": _("PDF"),
        "docx": _("Word"),
        "html": _("Web page"),
        "xlsx": _("Workbook"),
        "csv": _("Table (CSV)"),
        "json": _("Values (JSON)"),
        "txt": _("Plain text"),
    }


def menu(parent: QWidget, write: Callable[[str], object]) -> QMenu:
    """Return a menu of the formats that a report with a table has; `write` gets the one chosen."""
    made = QMenu(parent)
    for key in TABLED:
        made.addAction(formats()[key], partial(write, key))
    return made


class Export:
    """One export, from the question where to put it until it is there."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._parent = parent

    @classmethod
    def ask(cls, parent: QWidget, name: str, format: str) -> Path | None:
        """Ask for the file to write; None when the member thinks better of it."""
        chosen, _kind = QFileDialog.getSaveFileName(
            parent, _("Export to"), str(Path.home() / name), KINDS[format]
        )
        return Path(chosen) if chosen else None

    @classmethod
    def place(cls, parent: QWidget, title: str, format: str) -> Path | None:
        """Ask for the file to write under a name made of `title`; it ends as its format does."""
        out = cls.ask(parent, safe_name(f"{title}.{format}"), format)
        return out.with_suffix(f".{format}") if out is not None and not out.suffix else out

    def begin(self, what: str, format: str, title: str, round: str | None = None) -> Job | None:
        """Export `what` (see `actions.exporting`) under a name made of `title`."""
        return self.report(what, format, title, round)

    def report(
        self,
        what: str,
        format: str,
        title: str,
        round: str | None = None,
        *,
        proposal: str | None = None,
        document: str | None = None,
        parts: tuple[str, ...] = (),
        **more: Any,
    ) -> Job | None:
        """Export a report of a round, a proposal or a document, under a name made of `title`.

        `more` are other fields of `actions.reporting.Wanted`, such as `meeting`.
        """
        out = self.place(self._parent, title, format)
        if out is None:
            return None
        home, clock = self._desk.home, self._desk.clock

        def task(store: Store, job: Job) -> "Written":
            from app.actions import exporting  # noqa: PLC0415 -- slow import

            wanted = exporting.Wanted(what, format, round, proposal, document, parts=parts, **more)
            return exporting.write(store, home, wanted, out, clock=clock, stop=job.cancelled)

        return self._desk.worker.run(task, self._done, self._failed)

    def _done(self, done: "Written") -> None:
        tell(self._desk, done)

    def _failed(self, error: Exception) -> None:
        self._desk.failed.emit(error)


def tell(desk: Desk, done: "Written") -> None:
    """Say where a file is, and what whoever hands it on should know."""
    told = " ".join((_("Written: {path}").format(path=done.path), *done.warnings))
    desk.told.emit(told, None)
