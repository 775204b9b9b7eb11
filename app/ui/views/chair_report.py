"""Step 5 of the chair's path: what can be taken along of a round, as files."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.rounds import Round
from app.i18n import _
from app.ui.desk import Desk
from app.ui.exports import Export
from app.ui.icons import Symbol
from app.ui.views.page import Page
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox, down
from app.ui.widgets.text import Heading, Label


class ReportPage(QWidget):
    """One card for each report: what it holds, who may read it, the formats it comes in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round: Round | None = None
        self.page = Page(_("Report"))
        self.page.say_under(
            _("Made here, without a line, of what had arrived at your last update.")
        )
        self.export = Button(
            _("Comments as PDF…"), "secondary", Symbol.EXPORT, partial(self.export_comments, "pdf")
        )
        self.values = Button(
            _("As values (JSON)…"), "link", on_click=partial(self.export_comments, "json")
        )
        self.add(
            _("Comments of the round"),
            _("All that was said, by proposal and criterion. It holds what members wrote to the "
              "chairs: mind who is to read it."),
            self.export,
            self.values,
        )  # fmt: skip

        self.setLayout(down(self.page, spacing=0))

    def add(self, title: str, what: str, *ways: QWidget) -> None:
        """Put one more report on the page."""
        card = Card(Heading(title, 3), Label(what, tone="soft", wrap=True), FlowBox(*ways))
        self.page.column.addWidget(card)

    def show_round(self, round: Round) -> None:
        self._round = round
        self.page.title.setText(_("Report: {round}").format(round=round.title))

    def refresh(self, changes: Changes) -> None:
        """Nothing is shown here that changes: files are made when they are asked for."""

    def export_comments(self, format: str) -> None:
        """Write the round's comments, consolidated by proposal and criterion."""
        if self._round is not None:
            title = _("Comments, {round}").format(round=self._round.title)
            Export(self._desk, self).begin("comments", format, title, self._round.id)
