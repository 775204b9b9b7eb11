"""Import: what proposers send becomes version files of the meeting folder; nothing is published."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.actions.comparing import Compared
from app.i18n import _, ngettext
from app.secretariat import importing
from app.secretariat.folder import check
from app.secretariat.importing import CannotImport, Imported, ImportPlan
from app.store import Store
from app.sync.transport import Cancelled
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.files_asked import ask_file
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import publish_import as model
from app.ui.theme import theme
from app.ui.views.paper_changes import ChangesView
from app.ui.views.publish_faults import Faults
from app.ui.views.publish_parts import FolderRow, Work, breakable, fill, listed, says
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.text import Heading, Label, announce
from app.ui.worker import Job

CHANGES_HIGH = 340
"""Height of the word diff in px at 100 %."""
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Known:
    """What the folder has to import into."""

    rounds: tuple[tuple[str, str], ...]
    """(id, title)"""
    proposals: tuple[tuple[str, str, str], ...]
    """(round, id, title)"""


class ImportPart(QWidget):
    def __init__(self, desk: Desk, folder: FolderRow) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._file: Path | None = None
        self._known = Known((), ())
        self._plan: ImportPlan | None = None
        self._read: Path | None = None
        self.file = Label(_("None chosen yet."), wrap=True)
        self.choose = Button(_("Choose a file…"), "secondary", Symbol.FILE, self.choose_file)
        self.round = Choice(_("Round"))
        self.round.currentIndexChanged.connect(self._round_chosen)
        self.proposal = Choice(_("Proposal"))
        self.proposal.currentIndexChanged.connect(self._stale)
        self.look = Button(
            _("Show what would be written"), "secondary", Symbol.SEARCH, self.look_ahead
        )
        self.write = Button(_("Write into the folder"), "primary", Symbol.SAVED, self.write_files)
        self.work = Work(desk, _("Import"))
        self.work.busy.connect(self._ready)
        self.told = Label(type="lead", weight="medium", wrap=True)
        self.faults = Faults()
        self.columns, self._columns = listed(_("What each column holds"))
        self.papers, self._papers = listed(_("Proposals in the file"))
        self.papers.opened.connect(self._open)
        self.title = Heading("", 3)
        self.remarks = Label(wrap=True, tone="warn", selectable=True)
        self.headings, self._headings = listed(_("Headings"))
        self.changes = ChangesView()
        folder.chosen.connect(self._folder_chosen)
        theme().changed.connect(self._sized)
        self._lay_out()
        self._stale()

    def enter(self) -> None:
        """Read the rounds of the folder, when somebody comes to see them."""
        root = self._folder.folder()
        if root is not None and root != self._read and not self.work.is_busy():
            self.work.begin(
                _("Reading the folder…"), _reading(root), self._show_known, self._failed
            )

    # --- what is chosen ---------------------------------------------------------------------

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """Ask for the file to import; None when the asker thinks better of it."""
        kinds = " ".join(f"*{kind}" for kind in importing.KINDS)
        said = _("Word, spreadsheet, Markdown ({kinds})").format(kinds=kinds)
        return ask_file(parent, _("File to import"), said)

    def choose_file(self) -> None:
        found = self.ask(self)
        if found is not None:
            self._file = found
            self.file.setText(breakable(str(found)))
            self._stale()

    def _folder_chosen(self, _folder: Path) -> None:
        self._read = None
        self._known = Known((), ())
        self.round.clear()
        self._stale()
        if self.isVisible():
            self.enter()

    def _show_known(self, known: Known) -> None:
        self._read = self._folder.folder()
        self._known = known
        chosen = self.round.currentData()
        self.round.blockSignals(True)
        self.round.clear()
        for id, title in known.rounds:
            self.round.addItem(_short(title), id)
        self.round.setCurrentIndex(max(0, self.round.findData(chosen)))
        self.round.blockSignals(False)
        self._round_chosen()

    def _round_chosen(self, _index: int = 0) -> None:
        chosen = self.proposal.currentData()
        self.proposal.blockSignals(True)
        self.proposal.clear()
        self.proposal.addItem(_("Find it by its id, code or title"), None)
        for round, id, title in self._known.proposals:
            if round == self.round.currentData():
                self.proposal.addItem(_short(title), id)
        self.proposal.setCurrentIndex(max(0, self.proposal.findData(chosen)))
        self.proposal.blockSignals(False)
        self._stale()

    # --- looking and writing ----------------------------------------------------------------

    def look_ahead(self) -> None:
        """Hold the file against the folder; nothing is written."""
        root, file, round = self._folder.folder(), self._file, self.round.currentData()
        if root is None or file is None or round is None:
            return
        proposal = self.proposal.currentData()
        self._stale()

        def task(_store: Store, _job: Job) -> ImportPlan:
            return importing.plan(file, root, round, proposal)

        self.work.begin(_("Reading the file…"), task, self._planned, self._failed)

    def write_files(self) -> None:
        """Write what was shown into the folder, all of it or none."""
        plan = self._plan
        if plan is None:
            return

        def task(_store: Store, _job: Job) -> list[Path]:
            return importing.write(plan)

        self.work.begin(_("Writing…"), task, self._written, self._failed)

    def _planned(self, plan: ImportPlan) -> None:
        self._plan = plan
        new = sum(each.text is not None for each in plan.proposals)
        words = ngettext(
            "{n} file would be written; nothing is written yet.",
            "{n} files would be written; nothing is written yet.",
            new,
        ).format(n=new)
        if not new:
            words = _("Nothing new: the folder has all of it already.")
        self._say(words, "ink" if new else "good")
        fill(self.columns, self._columns, model.columns(plan.columns))
        fill(self.papers, self._papers, model.lines(plan.proposals))
        if plan.proposals:
            first = next((each for each in plan.proposals if each.text), plan.proposals[0])
            self.papers.choose(first.proposal)
            self._open(first.proposal)
        self._ready()

    def _written(self, paths: list[Path]) -> None:
        self._plan = None
        self._read = None
        count = len(paths)
        words = ngettext(
            "{n} file written; nothing is published yet.",
            "{n} files written; nothing is published yet.",
            count,
        ).format(n=count)
        self._say(words, "good")
        self._ready()

    def _failed(self, error: Exception) -> None:
        match error:
            case CannotImport():
                self.faults.show_faults(error.faults)
                self._say(_("This cannot be taken in. Nothing was written."), "bad")
            case Cancelled():
                self._say(_("Stopped. Nothing is published."), "warn")
            case _:
                self._say(troubles.sentence(error), "bad")
        self._ready()

    # --- showing ----------------------------------------------------------------------------

    def _open(self, proposal: str) -> None:
        plan = self._plan
        each = plan and next((one for one in plan.proposals if one.proposal == proposal), None)
        if not each:
            return
        self.title.setText(f"{each.title} · {model.what(each)}")
        self.title.show()
        says(self.remarks, "\n".join(model.remarks(each)))
        fill(self.headings, self._headings, model.headings(each))
        shown = each.action == "update"
        self.changes.setVisible(shown)
        self.changes.show_changes(_compared(each) if shown else None)

    def _stale(self, _index: int = 0) -> None:
        """Take away what was shown: it was about something else."""
        self._plan = None
        for part in (self.told, self._columns, self._papers, self.title, self.remarks,
                     self._headings, self.changes):  # fmt: skip
            part.hide()
        self.faults.show_faults(())
        self._ready()

    def _say(self, words: str, tone: str) -> None:
        self.told.set_tone(tone)
        says(self.told, words)
        announce(self, words)

    def _ready(self, _busy: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        free = not self.work.is_busy()
        there = self._folder.folder() is not None and self._file is not None
        self.look.setEnabled(free and there and self.round.currentData() is not None)
        self.write.setEnabled(free and self._plan is not None and _has_news(self._plan))
        for each in (self.choose, self._folder.choose):
            each.setEnabled(free)
        for each in (self.round, self.proposal):
            each.setEnabled(free and self.round.count() > 0)

    def _lay_out(self) -> None:
        def named(words: str, *parts: QWidget) -> QWidget:
            title = Label(words, type="small", weight="bold", tone="soft")
            return boxed(down(title, *parts, spacing=Space.TIGHT))

        chosen = FlowBox(
            named(_("Round"), self.round), named(_("Proposal"), self.proposal), spacing=Space.WIDE
        )
        self.setLayout(
            down(
                named(_("What proposers sent"), self.file, FlowBox(self.choose)),
                chosen,
                FlowBox(self.look, self.write, spacing=Space.SMALL),
                self.work,
                self.told,
                self.faults,
                self._columns,
                self._papers,
                self.title,
                self.remarks,
                self._headings,
                self.changes,
                spacing=Space.MEDIUM,
            )
        )
        self._sized()

    def _sized(self) -> None:
        self.changes.setFixedHeight(theme().px(CHANGES_HIGH))


def _reading(root: Path) -> Callable[[Store, Job], Known]:
    def task(_store: Store, _job: Job) -> Known:
        found = check(root).folder
        return Known(
            tuple((each.id, str(each.data.get("title") or each.id)) for each in found.of("rounds")),
            tuple(
                (str(each.data.get("round")), each.id, str(each.data.get("title") or each.id))
                for each in found.of("proposals")
            ),
        )

    return task


def _compared(each: Imported) -> Compared:
    return Compared(each.number - 1, each.number, each.changes)


def _has_news(plan: ImportPlan) -> bool:
    return plan.column_map is not None or any(each.text is not None for each in plan.proposals)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
