"""The summary report of a meeting: one editor, its items at the left; people, preview and mail."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.models import meeting_report as model
from app.ui.models.meeting_report import MAIL, PEOPLE, PREVIEW, WHOLE, Beside, Told
from app.ui.theme import theme
from app.ui.views.chair_saving import LetterSaving, NotSaved
from app.ui.views.meeting_part import MeetingPart
from app.ui.views.report_import import ReportImport
from app.ui.views.report_item import ReportItem
from app.ui.views.report_mail import ReportMail
from app.ui.views.report_people import ReportPeople
from app.ui.views.report_preview import ReportPreview
from app.ui.views.report_whole import ReportWhole
from app.ui.widgets.layout import FlowBox, across, boxed, down, hairline
from app.ui.widgets.rows import LineList
from app.ui.widgets.states import StateBadge
from app.ui.worker import Job, Renewed

TOUCHED = ("everything", "*", "sync", "meetings", "items", "documents", "actions", "decisions", "letters",
           "members", "workgroups", "cycle", "notes", "comments", "profile")  # fmt: skip
LIST = 210
"""Width of the list of items, in px at 100 %."""
NARROW = 520
"""Under this width the list stands above the editor, in px at 100 %."""
SHORT = 150
"""Height of the list where it stands above, in px at 100 %, but no more than SHARE of all."""
SHARE = 0.4


class MeetingReport(MeetingPart):
    """Read beside the window's thread; what is being written is never shown over."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting = ""
        self._told: Told | None = None
        self._wanted = ""
        """An item to go to once it is read."""
        self._written = 0
        """How often something was handed over to be written: what was read before is old."""
        self._reading, self._asking = Renewed(), Renewed()
        self.saving = LetterSaving(desk, self)
        self.saving.saved.connect(self._show_state)
        self._build()
        desk.closing.connect(self.flush)

    # --- what every part does -------------------------------------------------------------------

    def show_meeting(self, id: str) -> None:
        if id != self._meeting:
            self.flush()
            self._meeting, self._told = id, None
            self.importing.show_meeting(id)
            self.stack.setEnabled(False)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if self._meeting and changes.touch(*TOUCHED):
            self._written += 1
            self._read()

    def go_to(self, item: str) -> bool:
        if self._told is not None and self._told.part(item) is None:
            return False
        self._wanted = item
        self._go_wanted()
        return True

    def is_busy(self) -> bool:
        busy = (self._reading, self._asking, self.saving.busy(), self.importing.is_busy())
        return any(busy) or self.preview.is_busy()

    def flush(self) -> None:
        """Hand over now what was written."""
        for each in self.pages:
            each.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # --- what is shown --------------------------------------------------------------------------

    def _read(self) -> None:
        meeting, clock, written = self._meeting, self._desk.clock, self._written

        def look(store: Store, _job: Job) -> Told:
            return model.told(store, meeting, clock)

        def then(found: Told) -> None:
            if found.meeting == self._meeting:
                self._show(found, fresh=written == self._written and not self.saving.busy())

        self._reading.run(self._desk.reader, look, then, self._desk.failed.emit)

    def _show(self, found: Told, *, fresh: bool) -> None:
        first, self._told = self._told is None, found
        self.stack.setEnabled(True)
        self._side.setVisible(found.chairs)  # members read what there is
        self._fit()
        with QSignalBlocker(self.list.selectionModel()):
            self.list.show_lines(model.lines(found))
            if first or self.list.key() is None:
                start = next((each.item for each in found.summary.parts if each.item), WHOLE)
                self.list.choose(start if found.chairs else PREVIEW)
        self._go_wanted()
        for each in (self.whole, self.people, self.preview, self.mail):
            each.show_report(found, fresh=fresh or first)
        self._turn(fresh=fresh)
        if not first:
            self._ask(self.list.key() or "")

    def _go_wanted(self) -> None:
        told, item = self._told, self._wanted
        if told is not None and item and told.part(item) is not None:
            self._wanted = ""
            self.list.choose(item)
            self._turn()

    def _turn(self, _key: str = "", *, fresh: bool = False) -> None:
        """Show what is chosen in the list."""
        told, key = self._told, self.list.key() or WHOLE
        if told is None:
            return
        known = {WHOLE: self.whole, PEOPLE: self.people, PREVIEW: self.preview, MAIL: self.mail}
        page = known.get(key, self.item)
        if page is self.item:
            self.item.show_item(told, key, fresh=fresh)
        if self.stack.currentWidget() is not self.importing:
            self.stack.setCurrentWidget(page)
        self._show_state()

    def _chosen(self, _key: str) -> None:
        if self.stack.currentWidget() is self.importing:
            self.stack.setCurrentWidget(self.whole)  # leave the look at a file
        self._turn()

    def _ask(self, item: str) -> None:
        """Read what was noted and said of an item."""
        told = self._told
        if told is None or told.part(item) is None:
            return
        meeting = self._meeting

        def look(store: Store, _job: Job) -> tuple[Beside, ...]:
            return model.beside(store, meeting, item)

        def then(found: tuple[Beside, ...]) -> None:
            self.item.show_beside(item, found)

        self._asking.run(self._desk.reader, look, then, self._desk.failed.emit)

    def _show_state(self) -> None:
        owed = bool(self.saving.owed())
        if not owed:
            self.failed.setText("")
        self.failed.setVisible(owed)
        self.state.show_state("writing" if self.saving.busy() else "draft")
        self.state.setVisible(not owed)

    def _import(self) -> None:
        self.stack.setCurrentWidget(self.importing)

    def _left(self) -> None:
        self.stack.setCurrentWidget(self.whole)
        self._turn()

    # --- laying out -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.list = LineList(_("Parts of the report"))
        self.list.opened.connect(self._chosen)
        self.whole = ReportWhole(self._desk, self.saving)
        self.item = ReportItem(self._desk, self.saving)
        self.item.beside_wanted.connect(self._ask)
        self.people = ReportPeople(self._desk, self.saving)
        self.preview = ReportPreview(self._desk, self.flush)
        self.mail = ReportMail(self._desk, self.saving)
        self.pages = (self.whole, self.item, self.people, self.preview, self.mail)
        self.importing = ReportImport(self._desk)
        self.importing.begun.connect(self._import)
        self.importing.left.connect(self._left)
        self.stack = QStackedWidget()
        for each in (*self.pages, self.importing):
            self.stack.addWidget(each)
        self.stack.setEnabled(False)
        self.state = StateBadge()
        self.failed = NotSaved()
        self.failed.hide()
        self.saving.failed.connect(self.failed.tell)
        self.saving.failed.connect(lambda _error: self._show_state())
        foot = (Space.MEDIUM, Space.TIGHT, Space.MEDIUM, Space.SMALL)
        self._tools = boxed(
            down(FlowBox(self.state, self.importing.button), self.failed, self.importing.wait,
                 spacing=Space.TIGHT, margins=foot),
        )  # fmt: skip
        column = down(self.list, self._tools, spacing=0)
        column.setStretch(0, 1)
        self._side = boxed(column)
        self._line = hairline(upright=True)
        self._columns = across(self._side, self._line, self.stack, spacing=0)
        self._columns.setStretch(2, 1)
        self.setLayout(self._columns)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= theme().px(NARROW)
        direction = self._columns.Direction
        wanted = direction.LeftToRight if beside else direction.TopToBottom
        if self._columns.direction() != wanted:
            self._columns.setDirection(wanted)
        self._line.setVisible(beside and not self._side.isHidden())
        wide = theme().px(LIST)
        self._side.setMinimumWidth(wide if beside else 0)
        self._side.setMaximumWidth(wide if beside else 16_777_215)
        high = min(theme().px(SHORT), round(self.height() * SHARE))
        self._side.setMaximumHeight(16_777_215 if beside else high)
