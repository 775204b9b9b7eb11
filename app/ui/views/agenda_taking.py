"""An agenda file taken over in the editor: checked beside the window's thread, whole or not at all."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions import agendas_taking
from app.actions.agendas_taking import Given, Taken
from app.i18n import _
from app.secretariat import agenda_file
from app.secretariat.agenda_file import AgendaFile
from app.secretariat.papers import Paper
from app.store import Store
from app.ui.desk import Desk
from app.ui.files_asked import ask_file
from app.ui.views.publish_faults import Faults
from app.ui.widgets.layout import down


class AgendaTaking(QWidget):
    taken = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.faults = Faults()
        self.setLayout(down(self.faults, spacing=0))

    def ask(self, meeting: str) -> None:
        """Ask for a file, and take it over."""
        path = ask_file(self, _("Take over an agenda file"), _("Agendas (*.toml)"))
        if path is not None:
            self.take(meeting, path)

    def take(self, meeting: str, path: Path) -> None:
        """Take over the file `path` as the agenda of `meeting`; with a fault nothing of it."""
        clock = self._desk.clock

        def look(store: Store) -> AgendaFile:
            return agenda_file.read(path, meeting, agendas_taking.known(store))

        def judged(found: AgendaFile) -> None:
            self.faults.show_faults(found.faults)
            if found.meeting is None or found.faults:
                return
            given, items = _given(found.meeting), [_given(each) for each in found.items]

            def verb(store: Store) -> Taken:
                return agendas_taking.take(store, given, items, clock)

            self._desk.act(
                lambda store: verb(store).changes, _("The agenda of the file is taken over"),
                undoable=True, then=lambda _changes: self.taken.emit(),
            )  # fmt: skip

        self._desk.reader.read(look, judged, self._desk.failed.emit)


def _given(paper: Paper) -> Given:
    return Given(paper.id, paper.whole(), paper.audience)
