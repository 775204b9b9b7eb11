"""Next steps as a list with one of them beside it: of one meeting, or of all."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QMenu

from app.actions import clock, next_steps
from app.actions.acting import is_carrier
from app.actions.next_steps import Standing
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store, current, facts
from app.ui.desk import Desk
from app.ui.exports import Export, menu
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import next_steps as model
from app.ui.views.paper_menu import caret_after, drops
from app.ui.views.records_pane import RecordsPane
from app.ui.views.steps_detail import StepDetail
from app.ui.views.steps_form import StepForm
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox
from app.ui.widgets.segments import Segmented

TOUCHED = ("everything", "*", "sync", "actions", "intents", "items", "meetings", "members", "clock")


class StepsPane(RecordsPane):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting: str | None = None
        self._found: dict[str, Standing] = {}
        self.which = Segmented(
            (("open", _("Open")), ("mine", _("Mine")), ("all", _("All"))),
            _("Which next steps"), clearable=False,
        )  # fmt: skip
        self.which.choose("open")
        self.which.chosen.connect(lambda _key: self.read())
        self.add = Button(_("Note a next step…"), "secondary", Symbol.ADD, self._new)
        self.export = caret_after(_("Export"), "quiet")
        drops(self.export, self._menu())
        self.detail, self.form = StepDetail(desk), StepForm(desk)
        self.detail.change_wanted.connect(self._change)
        self.detail.other_wanted.connect(self.show_step)
        above = FlowBox(self.add, self.export, spacing=Space.SMALL)
        title, back = _("Next steps"), _("All next steps")
        self.lay_out(title, back, self.detail, self.form, self.which, above)

    def show_meeting(self, id: str | None) -> None:
        """Show those of one meeting, or (None) of all."""
        if id != self._meeting:
            self._meeting = self.detail.home = id
            self.begin_anew()
        self.read()

    def refresh(self, changes: Changes) -> None:
        if changes.touch(*TOUCHED):
            self.read()

    def show_step(self, id: str) -> None:
        """Bring a next step into sight, whatever is filtered; of another meeting it is opened there."""
        row = current.one(self._desk.store, "actions", id)
        if row is None:
            return
        if self._meeting is not None and row.data.get("meeting") != self._meeting:
            self._desk.show("steps", id)
            return
        self._wanted = id
        self.which.choose("all")
        self.read()

    def read(self) -> None:
        meeting, at = self._meeting, self._desk.clock
        profile = facts.profile(self._desk.store)
        self.add.setVisible(is_carrier(self._desk.store))
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
        lines = [model.line(each, now) for each in shown]
        self.show_lines(lines, self._found, self._nothing(found, shown))

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

    def show_one(self, id: str) -> bool:
        each = self._found.get(id)
        if each is not None:
            self.detail.show_step(each)
        return each is not None

    def _new(self) -> None:
        self.form.begin(self._meeting)
        self.write(self.form.text)

    def _change(self) -> None:
        each = self._found.get(self.list.key() or "")
        if each is not None:
            self.form.begin(self._meeting, each)
            self.write(self.form.text)

    def _menu(self) -> QMenu:
        return menu(self.export, self._write_out)

    def _write_out(self, format: str) -> None:
        Export(self._desk, self).report("actions", format, _("Next steps"), meeting=self._meeting)
