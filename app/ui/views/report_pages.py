"""The first pages of a report as pictures, one beside the other."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from app.i18n import _
from app.ui.measures import Space
from app.ui.reader.pdf_cache import Picture
from app.ui.theme import theme
from app.ui.widgets.layout import FlowBox, clear
from app.ui.widgets.text import Label

WIDE = 340
"""Width of a page, in px at 100 %."""
POINTS = 595
"""Width of A4 in points."""


class ReportPages(FlowBox):
    def __init__(self) -> None:
        super().__init__(spacing=Space.MEDIUM)

    def scale(self) -> float:
        """Return how many device pixels a point is to be drawn with."""
        return theme().px(WIDE) * self.devicePixelRatioF() / POINTS

    def show_pages(self, pictures: Iterable[Picture]) -> None:
        """Show these in place of what was there."""
        clear(self.flow)
        for number, each in enumerate(pictures, 1):
            image = QPixmap.fromImage(each.image.copy())
            image.setDevicePixelRatio(self.devicePixelRatioF())
            sheet = Label()
            sheet.setPixmap(image)
            sheet.setAccessibleName(_("Page {n} of the preview").format(n=number))
            sheet.setAlignment(Qt.AlignmentFlag.AlignTop)
            self.flow.addWidget(sheet)

    def has_pages(self) -> bool:
        return self.flow.count() > 0
