"""What one meeting decided: a list in the order of its agenda, and one of them beside it."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions import clock, deciding_meetings
from app.domain.carrying import CARRIERS
from app.domain.changes import Changes
from app.i18n import _
from app.store import facts
from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_decisions as model
from app.ui.models.meeting_decisions import Shown
from app.ui.views.decision_form import DecisionForm
from app.ui.views.meeting_part import MeetingPart
from app.ui.views.page import Block, Side, Split, nothing, scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.prose import Prose
from app.ui.widgets.rows import LineList
from app.ui.widgets.text import Label

TOUCHED = ("everything", "*", "sync", "decisions", "items", "meetings", "members", "profile")
NOTHING, ONE, WRITING = range(3)


class MeetingDecisions(MeetingPart):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting = ""
        self._wanted = ""
        self._found: dict[str, Shown] = {}
        self._beside = Beside(desk)
        desk.closing.connect(self._beside.leave)
        self.list = LineList(_("Decisions"))
        self.list.opened.connect(self._show)
        self.list.activated_line.connect(self._enter)
        self.add = Button(_("Note a decision…"), "secondary", Symbol.ADD, self._new)
        self.detail, self.form = DecisionDetail(), DecisionForm(desk)
        self.detail.change.clicked.connect(self._change)
        self.detail.take_back.clicked.connect(self._take_back)
        self.form.done.connect(self._left)
        self.none = nothing("")
        self._parts = QStackedWidget()
        edge = (Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
        for part in (self.none, self.detail, self.form):
            self._parts.addWidget(scrolled(boxed(down(part, None, margins=edge))))
        side = Side(_("Decisions"), self.list, FlowBox(self.add))
        self.split = Split(side, self._parts, _("All decisions"))
        self.setLayout(down(self.split, spacing=0))

    def show_meeting(self, id: str) -> None:
        if id != self._meeting:
            self._meeting, self._wanted = id, ""
            self._parts.setCurrentIndex(NOTHING)
            self.split.show_list()
        self._read()

    def refresh(self, changes: Changes) -> None:
        if self._meeting and changes.touch(*TOUCHED):
            self._read()

    def _read(self) -> None:
        meeting = self._meeting
        profile = facts.profile(self._desk.store)
        chair = profile is not None and profile.role in CARRIERS
        self.add.setVisible(chair)
        self.detail.offer(chair=chair)
        now = clock.now(self._desk.store, self._desk.clock)
        self._beside.read(lambda store: model.of_meeting(store, meeting, now), self._got)

    def _got(self, found: list[Shown]) -> None:
        self._found = {each.decision.id: each for each in found}
        here = self._wanted or self.list.key()
        self.list.show_lines([model.line(each) for each in found])
        self.none.setText(self._nothing(found=bool(found)))
        if here in self._found:
            self.list.choose(here)
        if self._parts.currentIndex() == WRITING:
            return
        if self._wanted in self._found:
            self._enter(self._wanted)
            self._wanted = ""
        else:
            self._show(self.list.key() or "")

    def _nothing(self, *, found: bool) -> str:
        if found:
            return _("Choose a decision.")
        if self.add.isHidden():
            return _("No decision of this meeting is noted yet. They come here with a sync.")
        return _("Note what the meeting decided, item by item, and who objected.")

    def _show(self, id: str) -> None:
        each = self._found.get(id)
        self._parts.setCurrentIndex(NOTHING if each is None else ONE)
        if each is not None:
            self.detail.show_decision(each)

    def _enter(self, id: str) -> None:
        self._show(id)
        self.split.show_detail()

    def _new(self) -> None:
        self._write(None)

    def _change(self) -> None:
        self._write(self._found.get(self.list.key() or ""))

    def _write(self, each: Shown | None) -> None:
        self.form.begin(self._meeting, each)
        self._parts.setCurrentIndex(WRITING)
        self.split.show_detail()
        self.form.text.setFocus()

    def _take_back(self) -> None:
        id, at = self.list.key() or "", self._desk.clock
        if id in self._found:
            self._desk.act(
                lambda store: deciding_meetings.withdraw(store, id, at),
                _("Taken back"),
                undoable=True,
            )

    def _left(self, id: str) -> None:
        """Something was saved, or ("") nothing after all."""
        self._parts.setCurrentIndex(NOTHING)
        self._wanted = id
        if not id:
            self.split.show_list()
        self._read()


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
