"""Step 5 of the chair's path: which report, of what, how named, on what paper; seen before it is kept."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app import i18n
from app.actions import reporting
from app.actions.exporting import Written
from app.actions.reporting import Wanted
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.domain.rounds import Round
from app.i18n import _
from app.reports.progress import Stopped
from app.store import Store
from app.ui import languages, troubles
from app.ui import reporting as making
from app.ui.desk import Desk
from app.ui.exports import Export, formats
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import chair_report as words
from app.ui.reporting import Preview, Reporting
from app.ui.views.page import Page
from app.ui.views.report_pages import ReportPages
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox, boxed, down, hairline, tab_through
from app.ui.widgets.messages import ProgressLine
from app.ui.widgets.ordered import Ordered
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Label, announce
from app.ui.worker import Current, Job


class ReportPage(QWidget):
    """Everything about a report stands on the page; nothing is written before one says where."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round: Round | None = None
        self._current = Current()
        self.page = Page(_("Report"), side=Space.WIDE)
        self.page.say_under(
            _("Made here, without a line, of what had arrived at your last update.")
        )
        self.report = Segmented(words.names().items(), _("Which report"), clearable=False)
        self.report.choose(words.REPORTS[0])
        self.report.chosen.connect(self._turn)
        self.holds = Label(tone="soft", wrap=True)
        self.format = Segmented(formats().items(), _("Format"), clearable=False)
        self.format.choose("pdf")
        self.format.chosen.connect(self._left)
        self.parts = Ordered(_("Parts"))
        self.parts.changed.connect(self._left)
        self.by = Segmented(
            (("proposal", _("Proposal by proposal")), ("criterion", _("Criterion by criterion"))),
            _("Order"), clearable=False,
        )  # fmt: skip
        self.by.choose("proposal")
        self.by.chosen.connect(self._left)
        self.names = Segmented(
            (("full", _("By name")), ("role", _("By role and group")), ("none", _("Not at all"))),
            _("How members are called"), clearable=False,
        )  # fmt: skip
        self.names.choose("full")
        self.names.chosen.connect(self._left)
        self.paper = Segmented((("A4", "A4"), ("Letter", "Letter")), _("Paper"), clearable=False)
        self.paper.choose("A4")
        self.paper.chosen.connect(self._left)
        self.language = Choice(_("Language of the report’s own words"))
        for code, name in languages.of_reports():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(i18n.language())))
        self.language.currentIndexChanged.connect(self._left)
        self.preview = Button(_("Show the first pages"), "secondary", Symbol.READ, self._look)
        self.save = Button(_("Save…"), "primary", Symbol.EXPORT, self._save)
        self.progress = ProgressLine(_("Report"))
        self.progress.cancelled.connect(self.stop)
        self.told = Label(tone="soft", wrap=True)
        self.warning = Label(tone="warn", wrap=True)
        self.trouble = Label(tone="bad", wrap=True)
        self.pages = ReportPages()
        desk.closing.connect(self._current.leave)
        self._lay_out()
        self._turn()

    def show_round(self, round: Round) -> None:
        if self._round is not None and self._round.id != round.id:
            self._left()
        self._round = round
        self.page.title.setText(_("Report: {round}").format(round=round.title))

    def refresh(self, changes: Changes) -> None:
        """What is shown of a report is as it was when it was asked for, and says so."""
        if self.pages.has_pages() and changes:
            self.told.setText(_("Something has changed since; look again to see it."))
            self.told.show()

    def wanted(self) -> Wanted:
        """Return the report as it is chosen."""
        what = str(self.report.choice())
        names = self.names.choice() if what in reporting.NAMED else "full"
        by = self.by.choice() if what in reporting.ORDERED else "proposal"
        return Wanted(
            what,
            str(self.format.choice()),
            None if self._round is None else self._round.id,
            by="criterion" if by == "criterion" else "proposal",
            names="role" if names == "role" else "none" if names == "none" else "full",
            paper="Letter" if self.paper.choice() == "Letter" else "A4",
            language=str(self.language.currentData()),
            parts=self.parts.choice(),
        )

    def stop(self) -> None:
        """Stop what is under way; what was there before stays."""
        if self._current.leave():
            self._rest()
            self._tell(_("Stopped. Nothing was written."))

    # --- what is done -----------------------------------------------------------------------

    def _turn(self, _what: object = None) -> None:
        """Offer what goes with another report."""
        what = str(self.report.choice())
        self.holds.setText(words.holds(what))
        known = reporting.FORMATS[what]
        self.format.offer(known)
        if self.format.choice() not in known:
            self.format.choose(known[0])
        self.parts.offer(words.parts(what), words.usual(what))
        self._parts.setVisible(bool(words.parts(what)))
        self._by.setVisible(what in reporting.ORDERED)
        self._names.setVisible(what in reporting.NAMED)
        self._chain()
        self._left()

    def _left(self, _what: object = None) -> None:
        """Something else is chosen: what is shown of the report is it no longer."""
        self.stop()
        self.pages.show_pages(())
        for each in (self.told, self.warning, self.trouble):
            each.hide()
        chosen = bool(self.parts.choice()) or not words.parts(str(self.report.choice()))
        for button in (self.preview, self.save):
            button.setEnabled(chosen)

    def _look(self) -> None:
        home, clock, wanted = self._desk.home, self._desk.clock, self.wanted()
        scale = self.pages.scale()

        def task(store: Store, job: Job) -> Preview:
            return making.preview(store, job, home, wanted, clock, scale)

        self._begin(_("Setting the first pages"))
        worker = Reporting.of(self._desk).worker
        self._current.run(worker, task, self._seen, self._failed)

    def _seen(self, found: Preview) -> None:
        self._rest()
        self.pages.show_pages(found.pictures)
        QTimer.singleShot(0, self.pages, self._show_pages)
        self._warn(found.warnings)

    def _show_pages(self) -> None:
        """Scroll to the pages: what was chosen stands above them."""
        self.page.area.verticalScrollBar().setValue(self.pages.pos().y())

    def _save(self) -> None:
        wanted = self.wanted()
        title = words.names()[wanted.what]
        if self._round is not None:
            title = _("{report}, {round}").format(report=title, round=self._round.title)
        out = Export.place(self, title, wanted.format)
        if out is None:
            return
        home, clock = self._desk.home, self._desk.clock

        def task(store: Store, job: Job) -> Written:
            return making.write(store, job, home, wanted, Path(out), clock)

        self._begin(_("Writing"))
        worker = Reporting.of(self._desk).worker
        self._current.run(worker, task, self._done, self._failed, self._went_on)

    def _begin(self, said: str) -> None:
        for each in (self.told, self.warning, self.trouble):
            each.hide()
        self.preview.setEnabled(False)
        self.save.setEnabled(False)
        self.progress.show_progress(0, None, said)
        self.progress.show()

    def _went_on(self, done: int, total: int) -> None:
        said = _("{done} of {total}").format(done=done, total=total)
        self.progress.show_progress(done, total, said)

    def _done(self, done: Written) -> None:
        self._rest()
        self._warn(done.warnings)
        self._desk.told.emit(_("Written: {path}").format(path=done.path), None)

    def _failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, Stopped):
            return
        if isinstance(error, Trouble):
            self.trouble.setText(troubles.sentence(error))
            self.trouble.show()
            announce(self.trouble, self.trouble.whole_text())
            return
        self._desk.failed.emit(error)

    def _rest(self) -> None:
        self.progress.hide()
        self.preview.setEnabled(True)
        self.save.setEnabled(True)

    def _warn(self, warnings: tuple[str, ...]) -> None:
        self.warning.setText(" ".join(warnings))
        self.warning.setVisible(bool(warnings))

    def _tell(self, said: str) -> None:
        self.told.setText(said)
        self.told.show()

    # --- how it looks -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._parts = _group(_("Parts, in this order"), self.parts)
        self._by = _group(_("Order"), self.by)
        self._names = _group(_("How members are called"), self.names)
        self._language = _group(_("Language of the report’s own words"), self.language)
        self._language.setVisible(self.language.count() > 1)
        for each in (self.progress, self.told, self.warning, self.trouble):
            each.hide()
        for part in (
            self.report,
            self.holds,
            self._parts,
            self._by,
            self._names,
            self._language,
            _group(_("Paper"), self.paper),
            _group(_("Format"), self.format),
            self.pages,
        ):
            self.page.column.addWidget(part)
        edge = (Space.WIDE, Space.SMALL, Space.WIDE, Space.SMALL)
        said = (self.progress, self.told, self.warning, self.trouble)
        foot = down(
            *said, FlowBox(self.save, self.preview, spacing=Space.SMALL), spacing=Space.TIGHT,
            margins=edge,
        )  # fmt: skip
        whole = down(self.page, hairline(), boxed(foot, "paper"), spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _chain(self) -> None:
        """Let Tab go through the page by sight: the parts of a report are made late."""
        tab_through(
            (
                *self.report.buttons(),
                self.parts,
                *self.parts.controls(),
                *self.by.buttons(),
                *self.names.buttons(),
                self.language,
                *self.paper.buttons(),
                *self.format.buttons(),
                self.save,
                self.preview,
            )
        )


def _group(title: str, part: QWidget) -> QWidget:
    made = QWidget()
    heading = Label(title, type="small", weight="bold", tone="soft")
    made.setLayout(down(heading, part, spacing=Space.TIGHT))
    return made
