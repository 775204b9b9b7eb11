"""Answers by mail: read a form that came back, or make one to be answered."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.i18n import _
from app.ui.desk import Desk
from app.ui.views.forms_making import MakingPart
from app.ui.views.forms_reading import ReadingPart
from app.ui.views.page import Page
from app.ui.widgets.layout import down
from app.ui.widgets.tabs import TabRow

READ, MAKE = "read", "make"


class FormsView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.reading, self.making = ReadingPart(desk), MakingPart(desk)
        self.tabs = TabRow(_("Answers by mail"))
        self.tabs.add(READ, _("Read a filled form"))
        self.tabs.add(MAKE, _("Make a form"))
        self.tabs.currentChanged.connect(self._turn)
        self.page = Page(_("Answers by mail"))
        self.page.column.addWidget(self.tabs)
        self.page.column.addWidget(self.reading)
        self.page.column.addWidget(self.making)
        self.making.hide()
        self.setLayout(down(self.page, spacing=0))
        self.setAcceptDrops(True)

    def show_record(self, id: str) -> None:
        """Read a form (`read`), or make one: about a proposal, or `make` to choose."""
        self.tabs.go(READ if id == READ else MAKE)
        if id not in {READ, MAKE}:
            self.making.ask_about(id)

    def read_file(self, path: Path) -> None:
        """Show what a file that was handed over says."""
        self.tabs.go(READ)
        self.reading.read_file(path)

    def refresh(self, changes: Changes) -> None:
        if changes.touch(
            "proposals",
            "rounds",
            "reviews",
            "asides",
            "members",
            "decisions",
            "intents",
            "everything",
        ):
            self.making.stale()
            if self.tabs.key() == MAKE and self.isVisible():
                self.making.enter()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)

    def _turn(self, index: int) -> None:
        make = self.tabs.key_at(index) == MAKE
        self.reading.setVisible(not make)
        self.making.setVisible(make)
        if make:
            self.making.enter()


def _dropped(event: QDropEvent) -> Path | None:
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None
