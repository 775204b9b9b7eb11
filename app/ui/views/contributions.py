"""Contributions: what came in to a call, by stakeholder group and region; table and pictures."""

from PySide6.QtWidgets import QMenu, QWidget

from app.domain.changes import Changes
from app.i18n import _
from app.store import facts
from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.exports import Export, menu
from app.ui.measures import Space
from app.ui.models import contributions as model
from app.ui.models.contributions import Counted
from app.ui.views.contributions_taking import Taking
from app.ui.views.page import Page
from app.ui.views.paper_menu import caret_after, drops
from app.ui.widgets.chart import ChartView
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox, clear, down
from app.ui.widgets.numbers import Numbers
from app.ui.widgets.text import Label

WIDE = 980


class ContributionsView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._call: str | None = None
        self._beside = Beside(desk)
        desk.closing.connect(self._beside.leave)
        self.export = caret_after(_("Export"), "secondary")
        drops(self.export, self._menu())
        self.page = Page(_("Contributions"), wide=WIDE)
        self.calls = Choice(_("Call"))
        self.calls.currentIndexChanged.connect(self._chosen)
        self.warnings = Label(tone="warn", wrap=True)
        self.empty = Label(
            _("No contributions are here yet. They come with a sync, once the Secretariat has "
              "taken them in."),
            tone="soft", wrap=True,
        )  # fmt: skip
        self.table = Numbers(_("Contributions by stakeholder group and region"))
        self.note = Label(type="small", tone="soft", wrap=True)
        self.charts = down(spacing=Space.LARGE)
        self.taking = Taking(desk)
        for part in (
            FlowBox(self.calls, self.export, spacing=Space.SMALL),
            self.taking,
            self.warnings,
            self.empty,
            self.table,
            self.note,
        ):
            self.page.column.addWidget(part)
        self.page.column.addSpacing(Space.MEDIUM)
        self.page.column.addLayout(self.charts)
        self.setLayout(down(self.page, spacing=0))
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if changes.touch("everything", "profile"):
            profile = facts.profile(self._desk.store)
            self.taking.setVisible(profile is not None and profile.role == "secretariat")
        if changes.touch("everything", "contributions"):
            self._read()

    def show_record(self, id: str) -> None:
        """Show the contributions to the call `id`; "" leaves what is shown."""
        if id:
            self._call = id
            self._read()

    def _read(self) -> None:
        call = self._call
        self._beside.read(lambda store: model.counted(store, call), self._show)

    def _show(self, found: Counted) -> None:
        self._call = found.call
        self.calls.blockSignals(True)
        self.calls.clear()
        self.calls.addItem(_("All calls"), None)
        for call, words in found.calls:
            self.calls.addItem(words, call)
        self.calls.setCurrentIndex(max(0, self.calls.findData(found.call)))
        self.calls.blockSignals(False)
        self.calls.setVisible(len(found.calls) > 1)
        self.page.say_under(found.under if found.total else "")
        self.warnings.setText("\n".join(found.warnings))
        self.warnings.setVisible(bool(found.warnings))
        there = found.total > 0
        self.empty.setVisible(not there)
        for part in (self.table, self.export):
            part.setVisible(there)
        self.note.setText(found.table.note)
        self.note.setVisible(there and bool(found.table.note))
        self.table.show_table(found.table)
        clear(self.charts)
        for chart in found.charts:
            self.charts.addWidget(ChartView(chart))

    def _chosen(self, _index: int) -> None:
        self._call = self.calls.currentData()
        self._read()

    def _menu(self) -> QMenu:
        return menu(self.export, self._write)

    def _write(self, format: str) -> None:
        title = _("Contributions")
        if self._call is not None:
            title = _("{report}, {round}").format(report=title, round=self._call)
        Export(self._desk, self).report("statistics", format, title, call=self._call)
