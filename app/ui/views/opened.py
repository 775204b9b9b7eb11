"""Files that were handed over: packs, members' answers, forms; what each was and what it brought."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.actions import forming, taking
from app.actions.acting import is_carrier
from app.actions.taking import Result
from app.domain.changes import NOTHING, Changes
from app.i18n import _
from app.store import Store
from app.sync.transport import Cancelled
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import opened
from app.ui.views.page import Page, nothing
from app.ui.views.publish_parts import Work
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox, clear, down
from app.ui.widgets.text import Heading, Label, announce
from app.ui.worker import Job

SHOWN = 60
"""Cards that stay; older ones go."""


class OpenedView(QWidget):
    """Takes files in and says of each what became of it; the latest stands on top."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._results: list[Result] = []
        takes = is_carrier(desk.store)
        self.choose = Button(
            _("Take in answers…") if takes else _("Open a file…"),
            "primary",
            Symbol.DOCUMENTS,
            self.ask,
        )
        self.paste = Button(
            _("Paste a mail or form…"),
            "secondary",
            Symbol.COPY,
            partial(desk.show, "forms", "read"),
        )
        self.page = Page(_("Files"), self.paste, self.choose)
        self.page.say_under(
            _(
                "Answers of members, filled forms, e-mails with either, and packs of papers. Any "
                "order will do, and opening a file twice does no harm."
            )
            if takes
            else _("Packs of papers, and forms that you have filled in.")
        )
        self.work = Work(desk, _("Reading the files"))
        self.work.busy.connect(self._busy)
        self.nothing = nothing(_("No file was opened since the program was started."))
        self.cards = down(spacing=Space.MEDIUM)
        self.page.column.addWidget(self.work)
        self.page.column.addWidget(self.nothing)
        self.page.column.addLayout(self.cards)
        self.setLayout(down(self.page, spacing=0))

    def refresh(self, changes: Changes) -> None:
        """What is shown is what became of the files then; nothing of it changes later."""

    def show_record(self, id: str) -> None:
        """Ask for files, or take in the one at the path `id`."""
        if id == "ask":
            self.ask()
        else:
            self.take([Path(id)])

    @classmethod
    def which(cls, parent: QWidget) -> list[Path]:
        """Ask for files; none when the member thinks better of it."""
        kinds = _("Answers, packs, e-mails, forms") + " (*.satchel *.eml *.mbox *.txt);;" + _(
            "All files"
        ) + " (*)"  # fmt: skip
        found, _kind = QFileDialog.getOpenFileNames(
            parent, _("Take in answers"), str(Path.home()), kinds
        )
        return [Path(each) for each in found]

    def ask(self) -> None:
        """Ask which files, and take them in."""
        chosen = self.which(self)
        if chosen:
            self.take(chosen)

    def take(self, paths: Sequence[Path]) -> None:
        """Take in `paths`, off the Qt thread."""
        home, clock = self._desk.home, self._desk.clock
        given = list(paths)

        def task(store: Store, job: Job) -> list[Result]:
            found: list[Result] = []
            for number, path in enumerate(given):
                if job.cancelled():
                    break
                job.report(path.name, number, len(given))
                found += taking.take(store, home, [path], save_forms=False, clock=clock)
            return found

        self.work.begin(_("Reading the files"), task, self._took, self._failed)

    def save(self, result: Result) -> None:
        """Save what a form says, after it was shown."""
        understood = result.form
        if understood is None:
            return
        home, clock = self._desk.home, self._desk.clock

        def task(store: Store, _job: Job) -> Result:
            return replace(result, saved=forming.save(store, home, understood, clock))

        def done(after: Result) -> None:
            self._results = [after if each is result else each for each in self._results]
            self._tell([after])
            self._show()

        self.work.begin(_("Saving"), task, done, self._failed)

    def _took(self, results: list[Result]) -> None:
        self._results = [*results, *self._results][:SHOWN]
        self._tell(results)
        self._show()
        for result in results[:1]:
            announce(self, " ".join(each.words for each in opened.told(self._desk.store, result)))

    def _tell(self, results: list[Result]) -> None:
        changes = NOTHING
        for each in results:
            changes |= each.changes
        if changes.collections:
            self._desk.changed.emit(changes)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._desk.failed.emit(error)

    def _busy(self, busy: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self.choose.setEnabled(not busy)

    def _show(self) -> None:
        clear(self.cards)
        for each in self._results:
            self.cards.addWidget(self._card(each))
        self.nothing.setVisible(not self._results)

    def _card(self, result: Result) -> Card:
        card = Card(Heading(opened.title(result), 3), spacing=Space.TIGHT)
        for each in opened.told(self._desk.store, result):
            card.body.addWidget(Label(each.words, tone=each.tone, wrap=True))
        form = result.form
        there = form is not None and (form.anything or not form.problems)
        if there and form is not None and not form.faults and result.saved is None:
            label = _("Save the other answers") if form.problems else _("Save these answers")
            save = Button(label, "secondary", Symbol.CHECK,
                          partial(self.save, result))  # fmt: skip
            card.body.addSpacing(Space.SMALL)
            card.body.addWidget(FlowBox(save))
        return card
