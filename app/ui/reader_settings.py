"""What the member chose for papers, given to a reading column and kept up to date."""

from PySide6.QtCore import QObject

from app.settings import Settings
from app.ui.desk import Desk
from app.ui.measures import READING
from app.ui.reader.page import ReadingPage


class ReaderSettings(QObject):
    """Sets size and width of `page` now and whenever they are chosen anew."""

    def __init__(self, desk: Desk, page: ReadingPage) -> None:
        super().__init__(page)
        self._page = page
        desk.settings_changed.connect(self.show)
        self.show(desk.settings)

    def show(self, now: Settings) -> None:
        self._page.set_text_size(round(now.reading_size * 100 / READING))
        self._page.set_column(now.column)
