"""What a chair types while an item is under way: notes, key points, decisions, next steps; keys alone."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.actions import deciding_meetings, minuting, next_steps
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.models.meeting_floor import Shown
from app.ui.views.page import Block
from app.ui.widgets.digits import score_of
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.enter_line import EnterLine
from app.ui.widgets.text import Label, tip

LINE = 2000
"""Characters of a decision or a next step."""


class FloorMinutes(Block):
    """Four fields for the item that is shown; Alt+1 to Alt+4 go to them from anywhere in the tab."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._item = ""
        self.notes = GrowingText(_("Notes of this item"), lines=3)
        self.points = GrowingText(_("Key points of this item"), lines=3)
        self.decision = EnterLine(
            _("Note a decision"), _("A decision, then Enter (Alt+3)"), self._decide, LINE
        )
        self.step = EnterLine(
            _("Note a next step"), _("A next step, then Enter (Alt+4)"), self._step, LINE
        )
        self.decisions = Label(wrap=True, selectable=True)
        self.steps = Label(wrap=True, selectable=True)
        self.notes.settled.connect(lambda text: self._put("notes", text))
        self.points.settled.connect(lambda text: self._put("key_points", text))
        for number, each in enumerate(self.fields(), 1):
            tip(each, f"{each.accessibleName()} (Alt+{number})")
        super().__init__(
            _("Notes and what comes of it"),
            Label(_("Notes (Alt+1)"), type="small", tone="soft"), self.notes,
            Label(_("Key points (Alt+2)"), type="small", tone="soft"), self.points, self.decisions, self.decision,
            self.steps, self.step,
        )  # fmt: skip

    def fields(self) -> tuple[QWidget, ...]:
        return (self.notes, self.points, self.decision, self.step)

    def show_floor(self, shown: Shown) -> None:
        item = shown.floor.item
        if item is None:
            self.setEnabled(False)
            return
        self.setEnabled(True)
        if item.id != self._item:
            self.leave()
            self._item = item.id
        self.notes.show_text(str(item.data.get("notes") or ""))
        self.points.show_text(str(item.data.get("key_points") or ""))
        for label, title, told in (
            (self.decisions, _("Decided:"), shown.decisions),
            (self.steps, _("Next steps:"), shown.steps),
        ):
            label.setText("\n".join((title, *(f"– {each}" for each in told))) if told else "")
            label.setVisible(bool(told))

    def leave(self) -> None:
        """Keep what is half written, for the item it was written for."""
        self.notes.flush()
        self.points.flush()

    def go(self, event: QKeyEvent) -> bool:
        """Go to the field that Alt and a digit ask for; False where they ask for none."""
        number, fields = score_of(event), self.fields()
        if number is None or not 1 <= number <= len(fields):
            return False
        fields[number - 1].setFocus()
        return True

    def _put(self, field: str, text: str) -> None:
        item, clock = self._item, self._desk.clock
        if item:
            self._desk.act(lambda store: minuting.put(store, item, field, text, clock))

    def _decide(self, text: str) -> None:
        item, clock = self._item, self._desk.clock

        def verb(store: Store) -> Changes:
            return deciding_meetings.note(store, text, item=item, clock=clock).changes

        self._desk.act(verb, _("Noted as decided."), undoable=True)

    def _step(self, text: str) -> None:
        item, clock = self._item, self._desk.clock

        def verb(store: Store) -> Changes:
            return next_steps.add(store, text, item=item, clock=clock).changes

        self._desk.act(verb, _("Noted as a next step."), undoable=True)
