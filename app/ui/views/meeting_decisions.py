"""What one meeting decided: a list in the order of its agenda, and one of them beside it."""

from PySide6.QtWidgets import QWidget

from app.actions import clock, deciding_meetings
from app.actions.acting import is_carrier
from app.domain.changes import Changes
from app.i18n import _
from app.store import current
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_decisions as model
from app.ui.models.meeting_decisions import Shown
from app.ui.views.decision_form import DecisionForm
from app.ui.views.page import Block
from app.ui.views.records_pane import RecordsPane
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, down
from app.ui.widgets.prose import Prose
from app.ui.widgets.text import Label

TOUCHED = ("everything", "*", "sync", "decisions", "items", "meetings", "members", "profile")


class MeetingDecisions(RecordsPane):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting = ""
        self._found: dict[str, Shown] = {}
        self.add = Button(_("Note a decision…"), "secondary", Symbol.ADD, self._new)
        self.detail, self.form = DecisionDetail(), DecisionForm(desk)
        self.detail.change.clicked.connect(self._change)
        self.detail.take_back.clicked.connect(self._take_back)
        above = FlowBox(self.add)
        self.lay_out(_("Decisions"), _("All decisions"), self.detail, self.form, above)
        self.stand_under_tab()

    def show_meeting(self, id: str) -> None:
        if id != self._meeting:
            self._meeting = id
            self.begin_anew()
        self.read()

    def go_to(self, id: str) -> bool:
        """Bring a decision into sight, as soon as it was read."""
        if current.one(self._desk.store, "decisions", id) is None:
            return False
        self._wanted = id
        self.read()
        return True

    def refresh(self, changes: Changes) -> None:
        if self._meeting and changes.touch(*TOUCHED):
            self.read()

    def read(self) -> None:
        meeting = self._meeting
        chair = is_carrier(self._desk.store)
        self.add.setVisible(chair)
        self.detail.offer(chair=chair)
        now = clock.now(self._desk.store, self._desk.clock)
        self._beside.read(lambda store: model.of_meeting(store, meeting, now), self._got)

    def show_one(self, id: str) -> bool:
        each = self._found.get(id)
        if each is not None:
            self.detail.show_decision(each)
        return each is not None

    def _got(self, found: list[Shown]) -> None:
        self._found = {each.decision.id: each for each in found}
        self.show_lines([model.line(each) for each in found], self._found, self._nothing())

    def _nothing(self) -> str:
        if self._found:
            return _("Choose a decision.")
        if self.add.isHidden():
            return _("No decision of this meeting is noted yet. They come here with a sync.")
        return _("Note what the meeting decided, item by item, and who objected.")

    def _new(self) -> None:
        self._begin(None)

    def _change(self) -> None:
        self._begin(self._found.get(self.list.key() or ""))

    def _begin(self, each: Shown | None) -> None:
        self.form.begin(self._meeting, each)
        self.write(self.form.text)

    def _take_back(self) -> None:
        id, at = self.list.key() or "", self._desk.clock
        if id in self._found:
            self._desk.act(
                lambda store: deciding_meetings.withdraw(store, id, at),
                _("Taken back"),
                undoable=True,
            )


class DecisionDetail(QWidget):
    """One decision: its words, item, where and when, and every objection with who has it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Prose()
        self.item = Label(weight="medium", wrap=True)
        self.where = Label(tone="soft", wrap=True)
        self.objections = Label(wrap=True)
        self._objections = Block(_("Objections"), self.objections)
        self.change = Button(_("Change…"), "secondary")
        self.take_back = Button(_("Take back"), "quiet", Symbol.UNDO)
        self._acts = FlowBox(self.change, self.take_back, spacing=Space.SMALL)
        self.setLayout(
            down(self.text, self.item, self.where, self._objections, Space.SMALL, self._acts)
        )

    def offer(self, *, chair: bool) -> None:
        self._acts.setVisible(chair)

    def show_decision(self, each: Shown) -> None:
        self.text.show_markdown(each.decision.text)
        for label, words in ((self.item, each.item), (self.where, each.where)):
            label.setText(words)
            label.setVisible(bool(words))
        self.objections.setText(model.objections(each))
        self._objections.setVisible(bool(each.objections))
