"""Export of my notes: what of them, as what, how many; then where to, with no box in the way."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.actions import exporting_marks, marking_pdf
from app.actions.exporting_marks import Exported
from app.actions.trouble import Trouble
from app.domain.marks import KINDS, Wanted
from app.i18n import _, is_right_to_left, language, ngettext
from app.phrases.marks import copy_unlocked
from app.store import Store
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.exports import Export
from app.ui.measures import Space
from app.ui.theme import surface
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox, across, down
from app.ui.widgets.messages import ProgressLine
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading, Label
from app.ui.widgets.tick import Tick
from app.ui.worker import Current, Job

EXPORT = "export:"
"""Before `document/ID`: the record of the notes place that asks for a copy of its PDF."""
COPY = "copy"
"""The format that is a copy of a document's PDF with my notes in it."""
SHARED = frozenset(KINDS) - {"note", "highlight"}


class Stopped(Exception):
    """The member stopped an export; nothing was written."""


class ExportPanel(QWidget):
    """Under the head of the notes place; what is chosen there can be what is exported."""

    closed = Signal()
    resized = Signal()
    """Something came or went: the panel needs another height."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "canvas")
        self._desk = desk
        self._shown = Wanted()
        self._counts = (0, 0)
        self._current = Current()
        self.title = Heading(_("Export my notes"), 2)
        formats = (
            ("md", _("Text (Markdown)")), ("csv", _("Table (CSV)")),
            ("json", _("Annotations (W3C JSON)")), ("pdf", _("PDF of my notes")),
            (COPY, _("Copy of a document’s PDF")),
        )  # fmt: skip
        self.formats = Segmented(formats, _("As what"), clearable=False)
        self.formats.choose("md")
        self.formats.chosen.connect(self._look)
        self.which = Segmented(
            (("all", _("All my notes")), ("shown", _("Those in the list"))),
            _("Which notes"), clearable=False,
        )  # fmt: skip
        self.which.choose("all")
        self.which.chosen.connect(self._look)
        self.document = Choice(_("Of which document"))
        self.document.currentIndexChanged.connect(self._look)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password of the PDF"))
        self.password.setAccessibleName(_("Password of the PDF"))
        self.password.hide()
        self.private = Tick(
            _("With my private notes and highlights"), on=True, on_toggle=self._look
        )
        self.told = Label(tone="soft", wrap=True)
        self.warning = Label(type="small", tone="warn", wrap=True)
        self.trouble = Label(tone="bad", wrap=True)
        self.save = Button(_("Save…"), "primary", on_click=self._save)
        self.cancel = Button(_("Close"), "quiet", on_click=self.close_panel)
        self.progress = ProgressLine(_("Export"))
        self.progress.cancelled.connect(self.stop)
        for each in (self.progress, self.trouble, self.document):
            each.hide()
        edge = (Space.HUGE, Space.MEDIUM, Space.HUGE, Space.LARGE)
        self.setLayout(
            down(
                self.title,
                self.formats,
                across(self.which, None),
                across(self.document, self.password, None),
                self.private,
                self.told,
                self.warning,
                self.trouble,
                self.progress,
                FlowBox(self.save, self.cancel, spacing=Space.SMALL),
                None,
                margins=edge,
            )
        )

    def offer(self, shown: Wanted, documents: Mapping[str, str]) -> None:
        """Offer what the list shows now, and copies of these documents {`document/ID`: title}."""
        self._shown = shown
        self.which.setVisible(bool(shown))
        if not shown:
            self.which.choose("all")
        known = [self.document.itemData(at) for at in range(self.document.count())]
        if known != list(documents):
            now = self.document.currentData()
            self.document.blockSignals(True)
            self.document.clear()
            for name, title in documents.items():
                self.document.addItem(title[:60], name)
            self.document.setCurrentIndex(max(0, self.document.findData(now)))
            self.document.blockSignals(False)
        if self.isVisible():
            self._look()

    def open_for(self, of: str = "") -> None:
        """Show the panel; with `of` (`document/ID`) for a copy of its PDF."""
        if of:
            if self.document.findData(of) < 0:
                self.document.addItem(of, of)
            self.document.setCurrentIndex(self.document.findData(of))
            self.formats.choose(COPY)
        self.which.choose("shown" if self._shown and not of else "all")
        self.trouble.hide()
        self.show()
        self._look()
        self.formats.buttons()[0].setFocus()

    def close_panel(self) -> None:
        self.hide()
        self.closed.emit()

    def stop(self) -> None:
        """Stop the export that is under way; what was there before stays."""
        if self._current.leave():
            self._rest()
            self.told.setText(_("Stopped. Nothing was written."))

    def wanted(self) -> Wanted:
        """Return which marks are to be written."""
        base = self._shown if self.which.choice() == "shown" else Wanted()
        if self.private.isChecked():
            return base
        kinds = (base.kinds & SHARED) if base.kinds else SHARED
        return Wanted(
            kinds or frozenset({"-"}), base.papers, base.criteria, base.colours, base.states,
            base.words, base.ids,
        )  # fmt: skip

    def format(self) -> str:
        return str(self.formats.choice())

    def _look(self, _what: object = None) -> None:
        """Count, off this thread, what would be written."""
        if not self.progress.isHidden():
            return  # what is being written stays as it was asked for
        copy, wanted = self.format() == COPY, self.wanted()
        self.document.setVisible(copy)
        of, home = str(self.document.currentData() or ""), self._desk.home
        self.told.setText(_("Counting…"))

        def task(store: Store, _job: Job) -> tuple[int, int]:
            if copy:
                marks = marking_pdf.on(store, of, wanted) if of else []
            else:
                marks = exporting_marks.found(store, home, wanted, newest=not wanted.states)
            return len(marks), exporting_marks.private(marks)

        self._current.run(self._desk.worker, task, self._counted, self._failed)

    def _counted(self, found: tuple[int, int]) -> None:
        self._counts = found
        count, private = found
        if self.format() == COPY and not self.document.count():
            self.told.setText(_("None of the documents you marked is a PDF on this computer."))
        else:
            words = ngettext("{n} note will be written.", "{n} notes will be written.", count)
            self.told.setText(words.format(n=count))
        self.save.set_words(ngettext("Save {n} note…", "Save {n} notes…", count).format(n=count))
        self.save.setEnabled(count > 0)
        said = ngettext(
            "{n} of them is private: in the file everybody who gets it can read it.",
            "{n} of them are private: in the file everybody who gets it can read them.",
            private,
        )
        parts = [said.format(n=private)] if private else []
        if self.format() == COPY and not self.password.isHidden():
            parts.append(_("The copy will not be locked."))
        self.warning.setText(" ".join(parts))
        self.warning.setVisible(bool(parts))
        self.resized.emit()

    def _save(self) -> None:
        format, copy = self.format(), self.format() == COPY
        kind = "pdf" if copy else format
        name = self.document.currentText() if copy else _("My notes")
        if copy:
            name = _("{title} with my notes").format(title=name)
        out = Export.place(self, name, kind)
        if out is None:
            return
        wanted, of = self.wanted(), str(self.document.currentData() or "")
        home, clock = self._desk.home, self._desk.clock
        password = self.password.text() or None
        style = (language(), is_right_to_left())

        def task(store: Store, job: Job) -> Exported:
            def step(done: int, total: int) -> None:
                if job.cancelled():
                    raise Stopped
                job.report(done, total)

            if copy:
                return marking_pdf.save(store, home, of, out, wanted, password=password, step=step)
            return exporting_marks.write(
                store, home, format, out, wanted, style=style, clock=clock, step=step
            )

        self.trouble.hide()
        self.save.setEnabled(False)
        self.progress.show()
        self.resized.emit()
        self._current.run(self._desk.worker, task, self._done, self._failed, self._went_on)

    def _went_on(self, done: int, total: int) -> None:
        words = _("{done} of {total}").format(done=done, total=total)
        self.progress.show_progress(done, total, words)

    def _done(self, done: Exported) -> None:
        self._rest()
        self.close_panel()
        told = _("Written: {path}").format(path=done.path)
        if done.unplaced:
            more = ngettext(
                "{n} note has no place on the pages; it is on the first one.",
                "{n} notes have no place on the pages; they are on the first one.",
                done.unplaced,
            )
            told = f"{told} {more.format(n=done.unplaced)}"
        if done.unlocked:
            told = f"{told} {copy_unlocked()}"
        self._desk.told.emit(told, None)

    def _failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, Stopped):
            return
        if isinstance(error, Trouble):
            if error.code == "pdf_password":
                self.password.show()
                self.password.setFocus()
                self._counted(self._counts)  # it is to be said that the copy is not locked
            self.trouble.setText(troubles.sentence(error))
            self.trouble.show()
            self.resized.emit()
            return
        self._desk.failed.emit(error)

    def _rest(self) -> None:
        self.progress.hide()
        self.save.setEnabled(self._counts[0] > 0)
