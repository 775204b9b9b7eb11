"""Next steps as a list with one of them beside it: of one meeting, or of all."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from app.actions import clock, next_steps
from app.actions.next_steps import Standing
from app.domain.carrying import CARRIERS
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store, current, facts
from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.exports import Export, formats
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import next_steps as model
from app.ui.views.page import Side, Split, nothing, scrolled
from app.ui.views.paper_menu import caret_after, drops
from app.ui.views.steps_detail import StepDetail
from app.ui.views.steps_form import StepForm
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.rows import LineList
from app.ui.widgets.segments import Segmented

TOUCHED = ("everything", "*", "sync", "actions", "intents", "items", "meetings", "members", "clock")
FORMATS = ("pdf", "docx", "html", "xlsx", "csv", "json")
NOTHING, ONE, WRITING = range(3)


class StepsPane(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting: str | None = None
        self._wanted = ""
        self._found: dict[str, Standing] = {}
        self._beside = Beside(desk)
        desk.closing.connect(self._beside.leave)
        self.list = LineList(_("Next steps"))
        self.list.opened.connect(self._show)
        self.list.activated_line.connect(self._enter)
        self.which = Segmented(
            (("open", _("Open")), ("mine", _("Mine")), ("all", _("All"))),
            _("Which next steps"), clearable=False,
        )  # fmt: skip
        self.which.choose("open")
        self.which.chosen.connect(lambda _key: self._read())
        self.add = Button(_("Note a next step…"), "secondary", Symbol.ADD, self._new)
        self.export = caret_after(_("Export"), "quiet")
        drops(self.export, self._menu())
        self.detail, self.form = StepDetail(desk), StepForm(desk)
        self.detail.change_wanted.connect(self._change)
        self.detail.other_wanted.connect(self.go_to)
        self.form.done.connect(self._left)
        self.none = nothing("")
        self._parts = QStackedWidget()
        edge = (Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
        for part in (self.none, self.detail, self.form):
            self._parts.addWidget(scrolled(boxed(down(part, None, margins=edge))))
        side = Side(
            _("Next steps"),
            self.list,
            self.which,
            FlowBox(self.add, self.export, spacing=Space.SMALL),
        )
        self.split = Split(side, self._parts, _("All next steps"))
        self.setLayout(down(self.split, spacing=0))

    def show_meeting(self, id: str | None) -> None:
        """Show those of one meeting, or (None) of all; what is half written is left."""
        self._meeting, self._wanted = id, ""
        self.detail.home = id
        self._parts.setCurrentIndex(NOTHING)
        self.split.show_list()
        self._read()

    def refresh(self, changes: Changes) -> None:
        if changes.touch(*TOUCHED):
            self._read()

    def go_to(self, id: str) -> None:
        """Bring a next step into sight, whatever is filtered; of another meeting it is opened there."""
        row = current.one(self._desk.store, "actions", id)
        if row is None:
            return
        if self._meeting is not None and row.data.get("meeting") != self._meeting:
            self._desk.show("steps", id)
            return
        self._wanted = id
        self.which.choose("all")
        self._read()

    def _read(self) -> None:
        meeting, at = self._meeting, self._desk.clock
        profile = facts.profile(self._desk.store)
        self.add.setVisible(profile is not None and profile.role in CARRIERS)
        if profile is None:
            return
        now = clock.now(self._desk.store, at)

        def look(store: Store) -> list[Standing]:
            return next_steps.listed(store, meeting=meeting, clock=at)

        self._beside.read(look, lambda found: self._got(found, now))

    def _got(self, found: Sequence[Standing], now: datetime) -> None:
        which = self.which.choice()
        shown = [
            each
            for each in found
            if which == "all" or (each.action.open and (which == "open" or each.mine))
        ]
        self._found = {each.action.id: each for each in found}
        here = self._wanted or self.list.key()
        self.list.show_lines([model.line(each, now) for each in shown])
        self.none.setText(self._nothing(found, shown))
        if here in {each.action.id for each in shown}:
            self.list.choose(here)
        if self._parts.currentIndex() == WRITING:
            return
        if self._wanted in self._found:
            self._enter(self._wanted)
            self._wanted = ""
        else:
            self._show(self.list.key() or "")

    def _nothing(self, found: Sequence[Standing], shown: Sequence[Standing]) -> str:
        if shown:
            return _("Choose a next step.")
        if found:
            return _("None of these is open. Choose All to see what was done.")
        if self.add.isHidden():
            return _("No next steps yet. They come here with a sync once chairs note them.")
        return _(
            "No next steps yet. Note who does what until when: here, from a line of the chat, or "
            "from what was said."
        )

    def _show(self, id: str) -> None:
        each = self._found.get(id)
        self._parts.setCurrentIndex(NOTHING if each is None else ONE)
        if each is not None:
            self.detail.show_step(each)

    def _enter(self, id: str) -> None:
        self._show(id)
        self.split.show_detail()

    def _new(self) -> None:
        self.form.begin(self._meeting)
        self._write()

    def _change(self) -> None:
        each = self._found.get(self.list.key() or "")
        if each is not None:
            self.form.begin(self._meeting, each)
            self._write()

    def _write(self) -> None:
        self._parts.setCurrentIndex(WRITING)
        self.split.show_detail()
        self.form.text.setFocus()

    def _left(self, id: str) -> None:
        """Something was saved, or ("") nothing after all."""
        self._parts.setCurrentIndex(NOTHING)
        self._wanted = id
        if not id:
            self.split.show_list()
        self._read()

    def _menu(self) -> QMenu:
        menu = QMenu(self.export)
        for key in FORMATS:
            menu.addAction(formats()[key], lambda key=key: self._write_out(key))
        return menu

    def _write_out(self, format: str) -> None:
        Export(self._desk, self).report("actions", format, _("Next steps"), meeting=self._meeting)
