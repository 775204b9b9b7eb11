"""What stands in the place of the message: papers from a file or folder, the Secretariat's step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.store.facts import Profile
from app.ui.desk import Desk
from app.ui.sources import Source
from app.ui.views.papers_page import PapersPage


class Instead(QStackedWidget):
    """Shows `message`, or a page in its place until that one is done with.

    `joined` when papers were read in; `founded` when a cycle was made on a server.
    """

    joined = Signal(Profile)
    founded = Signal()

    def __init__(self, desk: Desk, message: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._message = message
        self.papers: PapersPage | None = None
        self.addWidget(message)

    def show_papers(self, source: Source) -> None:
        """Show what a papers file or web folder holds."""
        self._drop()
        page = self.papers = PapersPage(self._desk, source)
        page.back.connect(self._drop)
        page.joined.connect(self._joined)
        self._put(page)
        page.begin()

    def show_publishing(self) -> None:
        """Show the Secretariat's first step."""
        from app.ui.views.publish_first import PublishFirst  # noqa: PLC0415 -- when first wanted

        first = PublishFirst(self._desk)
        first.back.connect(self._drop)
        first.founded.connect(self.founded)
        self._put(first)
        first.folder.choose.setFocus()

    def stop(self) -> None:
        """Stop what a page has under way; what has arrived stays."""
        if self.papers is not None:
            self.papers.stop()

    def _put(self, page: QWidget) -> None:
        self.addWidget(page)
        self.setCurrentWidget(page)

    def _drop(self) -> None:
        page, self.papers = self.currentWidget(), None
        if page is not None and page is not self._message:
            self.setCurrentWidget(self._message)
            self.removeWidget(page)
            page.deleteLater()

    def _joined(self, profile: Profile) -> None:
        self._drop()
        self.joined.emit(profile)
