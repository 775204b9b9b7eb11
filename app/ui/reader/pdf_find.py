"""Finding words in a PDF."""

from app.i18n import _
from app.ui.reader.find import FindBar
from app.ui.reader.pdf_pages import PdfPages


class PdfFindBar(FindBar):
    """Finds in all pages, while they are searched one after the other."""

    def __init__(self, pages: PdfPages) -> None:
        super().__init__(pages)
        self._pages = pages
        self.box.setPlaceholderText(_("Find in the PDF"))

    def _looking(self) -> str:
        return _("Looking through the pages…") if self._pages.is_searching() else ""
