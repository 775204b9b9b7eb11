"""What the list of proposals offers to keep as a PDF."""

from PySide6.QtWidgets import QWidget

from app.domain.rounds import Round
from app.i18n import _
from app.ui.desk import Desk
from app.ui.exports import Export


def book(desk: Desk, parent: QWidget, scheme: Round) -> None:
    """Keep all proposals of a round with my marks."""
    title = _("Meeting book, {round}").format(round=scheme.title)
    Export(desk, parent).report("book", "pdf", title, scheme.id, parts=("proposals", "marks"))


def brief(desk: Desk, parent: QWidget, id: str, title: str) -> None:
    """Keep the chair's brief of proposal `id`."""
    words = _("Chair’s brief, {title}").format(title=title)
    Export(desk, parent).report("brief", "pdf", words, proposal=id)
