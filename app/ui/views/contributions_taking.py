"""Taking contributions in from a sheet: what is wrong with it, or what it would change, then the act."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.actions import contributing
from app.i18n import _, ngettext
from app.secretariat import contributions as sheets
from app.secretariat.contributions import Sheet
from app.store import Store, current
from app.ui.desk import Desk
from app.ui.files_asked import ask_file
from app.ui.icons import Symbol
from app.ui.models import publish
from app.ui.views.publish_faults import Faults
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, down
from app.ui.widgets.text import Label, announce
from app.ui.worker import Current, Job


class Taking(QWidget):
    """For the Secretariat. Nothing is written before what it would change was seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._current = Current()
        self._found = Sheet()
        desk.closing.connect(self._current.leave)
        self.choose = Button(_("Take in a sheet…"), "secondary", Symbol.ADD, self._choose)
        self.told = Label(wrap=True)
        self.take = Button(_("Take in"), "primary", on_click=self._take)
        self.leave = Button(_("Leave it"), "quiet", on_click=self._rest)
        self.faults = Faults()
        self._verbs = FlowBox(self.take, self.leave)
        self.setLayout(down(FlowBox(self.choose), self.told, self._verbs, self.faults))
        self._rest()

    def open_sheet(self, path: Path) -> None:
        """Read the sheet at `path` and tell what it would change, or what is wrong in it."""

        def task(store: Store, _job: Job) -> Sheet:
            there = {row.id: row for row in current.listed(store, "contributions")}
            documents = {row.id for row in current.listed(store, "documents")}
            return sheets.read(path, there, documents)

        self._rest()
        self._current.run(self._desk.reader, task, self._seen, self._desk.failed.emit)

    def _choose(self) -> None:
        kinds = _("Tables (*.csv)") + ";;" + _("All files (*)")
        path = ask_file(self, _("A sheet of contributions"), kinds)
        if path is not None:
            self.open_sheet(path)

    def _seen(self, found: Sheet) -> None:
        self._found = found
        self.faults.show_faults(found.faults)
        if found.faults:
            n = len(found.faults)
            words = ngettext(
                "{n} fault: nothing was taken in. Mend it in the sheet, then choose it again.",
                "{n} faults: nothing was taken in. Mend them in the sheet, then choose it again.",
                n,
            ).format(n=n)
        elif not found.changes:
            words = _("Everything in this sheet is here already.")
        else:
            words = _("The sheet brings: {what}. {n} stay as they are.").format(
                what=publish.summary(found.changes), n=found.unchanged
            )
        self._tell(words)
        self._verbs.setVisible(bool(found.changes))

    def _take(self) -> None:
        given = [(each.id, each.data or {}, each.audience) for each in self._found.changes]
        clock = self._desk.clock
        self._rest()
        self._desk.act(
            lambda store: contributing.take(store, given, clock),
            _("Taken in; members get it with the next sync."),
            undoable=True,
        )

    def _rest(self) -> None:
        self._current.leave()
        self._found = Sheet()
        self._verbs.hide()
        self.told.hide()
        self.faults.show_faults(())

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()
        announce(self.told, words)
