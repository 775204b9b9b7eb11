"""A document marked for comment in step 2: what was said to each section, and its report."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.exports import Export
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import chair_document
from app.ui.models.chair_document import DocumentPaper
from app.ui.theme import surface
from app.ui.views.chair_said import RemarkList
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, boxed, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.text import Label, tip
from app.ui.worker import Current


class DocumentColumn(QWidget):
    """Remarks by section, in the order of the text; their report goes to a file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._wanted = ""
        self._reading = Current()
        self.now: DocumentPaper | None = None
        self.facts = Label(type="small", tone="soft", wrap=True)
        self.said = RemarkList(_("What was said, by section"))
        self.nothing = EmptyState(
            Symbol.COMMENT,
            _("Nobody has said a word about this document yet"),
            _("Comments and questions stand here by section as they arrive."),
        )
        self.nothing.hide()
        self.save = Button(_("Save as PDF…"), "secondary", Symbol.EXPORT, self._save)
        edge = (Space.WIDE, Space.SMALL, Space.WIDE, Space.SMALL)
        foot = down(FlowBox(self.save), margins=edge)
        head = down(self.facts, margins=edge)
        side = Space.WIDE - Space.MEDIUM  # a list has its own edge
        body = boxed(down(self.said, self.nothing, margins=(side, 0, side, 0)))
        whole = down(boxed(head), body, hairline(), boxed(foot), spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_document(self, id: str) -> None:
        """Show what was said about the document `id`, looked up anew."""
        if id != self._wanted:
            self.said.choose([])
            self.said.show_rows([])
        self._wanted = id
        home = self._desk.home

        def look(store: Store, _job: object) -> DocumentPaper:
            return chair_document.read(store, home, id)

        self._reading.run(self._desk.worker, look, self._show, self._desk.failed.emit)

    def is_busy(self) -> bool:
        return bool(self._reading)

    def _show(self, now: DocumentPaper) -> None:
        self.now = now
        self.facts.setText(now.facts)
        silent = ", ".join(now.missing)
        tip(self.facts, _("Have said nothing: {names}").format(names=silent) if silent else "")
        self.said.show_rows(now.remarks)
        self.said.setVisible(bool(now.remarks))
        self.nothing.setVisible(not now.remarks)

    def _save(self) -> None:
        if self.now is not None:
            said = self.now.said
            title = _("Comments, {title}").format(title=said.title)
            Export(self._desk, self).report("comments", "pdf", title, document=said.id)
