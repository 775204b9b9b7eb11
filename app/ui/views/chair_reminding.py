"""Reminders to those who have not answered, saved as drafts of mails into a folder."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.actions import reminding
from app.actions.reminding import Draft
from app.i18n import _, ngettext
from app.phrases import filing
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.widgets.buttons import Button


class RemindButton(Button):
    """Asks for a folder, then writes a draft for each who has answered nothing."""

    written = Signal(str)
    """Tells where the drafts are, and of whom no address is known."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(_("Remind…"), "secondary", Symbol.SEND, self.remind)
        self.setParent(parent)
        self._desk = desk
        self._round = ""

    def show_missing(self, round: str, n: int) -> None:
        """Offer to remind `n` people of `round`; nobody is missing: it is not there."""
        self._round = round
        self.set_words(ngettext("Remind {n}…", "Remind {n}…", n).format(n=n))
        self.setVisible(n > 0)

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """Ask for the folder of the drafts; None when the chair thinks better of it."""
        found = QFileDialog.getExistingDirectory(
            parent, _("Folder for the drafts of the reminders"), str(Path.home())
        )
        return Path(found) if found else None

    def remind(self) -> None:
        """Write the drafts off the window's thread."""
        folder = self.ask(self)
        if folder is None:
            return
        home, clock, round = self._desk.home, self._desk.clock, self._round

        def write(store: Store, _job: object) -> tuple[Draft, ...]:
            plan = reminding.plan(store, round)
            people = reminding.chosen(plan)
            return reminding.save(store, home, plan, people, folder, clock)

        def done(made: tuple[Draft, ...]) -> None:
            words = filing.drafts(len(made), str(folder))
            self._desk.told.emit(words, None)
            unreached = [each.asked.name for each in made if not each.asked.to]
            if unreached:
                words = f"{words} {filing.unreached(unreached)}"
            self.written.emit(words)

        self._desk.worker.run(write, done, self._desk.failed.emit)
