"""A member's side of the floor: ask, not now, withdraw; her prepared words; her apologies."""

from collections.abc import Callable

from app.actions import floor_asking
from app.domain.changes import Changes
from app.i18n import _
from app.phrases import floor as words
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_floor as model
from app.ui.models.meeting_floor import Shown
from app.ui.views.page import Block
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.states import StateBadge
from app.ui.widgets.text import Label
from app.ui.widgets.tick import Tick


class FloorMine(Block):
    """What I say about the item that is shown, and about the meeting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._item, self._meeting = "", ""
        self.about = GrowingText(
            _("What about? Only the chairs read it"), _("What about? (to the chairs)")
        )
        self.ask = Button(_("Ask for the floor"), "primary", Symbol.HAND, self._ask)
        self.not_now = Button(_("Not now"), "secondary", None, self._not_now)
        self.withdraw = Button(_("Withdraw"), "quiet", Symbol.UNDO, self._withdraw)
        self.standing = Label(weight="medium", wrap=True)
        self.elsewhere = Label(tone="soft", wrap=True)
        self.words = GrowingText(
            _("What I mean to say"), _("Sent beforehand; the chairs alone read it"), 3
        )
        self.words.settled.connect(self._draft)
        self.aloud = Tick(_("Read it out if my line drops"))
        self.send = Button(_("Send to the chairs"), "secondary", Symbol.SEND, self._send)
        self.take_back = Button(_("Take it back"), "quiet", Symbol.UNDO, self._take_back)
        self.state = StateBadge()
        self.delivered = Label(tone="good", weight="medium")
        self.reason = GrowingText(_("Why I cannot come"), _("A word to the chairs, if you like"))
        self.sorry = Button(_("Send apologies"), "secondary", Symbol.SEND, self._apologise)
        self.come = Button(_("I come after all"), "quiet", Symbol.UNDO, self._come)
        self.away = Label(tone="soft", wrap=True)
        prepared = Block(
            _("Prepared intervention"), self.words, FlowBox(self.aloud),
            FlowBox(self.send, self.take_back), self.delivered, self.state,
        )  # fmt: skip
        apologies = Block(
            _("Apologies for this meeting"), self.away, self.reason, FlowBox(self.sorry, self.come)
        )
        super().__init__(
            _("My part"),
            boxed(
                down(
                    self.standing, self.elsewhere, self.about, FlowBox(self.ask, self.not_now, self.withdraw),
                    int(Space.MEDIUM), prepared, int(Space.MEDIUM), apologies,
                )
            ),
        )  # fmt: skip

    def show_floor(self, shown: Shown) -> None:
        found = shown.floor
        item = "" if found.item is None else found.item.id
        other = item != self._item or found.meeting.id != self._meeting
        self._item, self._meeting = item, found.meeting.id
        self.setEnabled(bool(item))
        asked = found.mine
        self.standing.setText(model.mine(found))
        self.standing.setVisible(bool(self.standing.whole_text()))
        self.elsewhere.setText("\n".join(words.elsewhere(*each) for each in found.elsewhere))
        self.elsewhere.setVisible(bool(found.elsewhere))
        waits = asked is not None and not asked.not_now
        self.ask.setVisible(not waits)
        self.ask.set_kind("secondary" if found.chair else "primary")
        self.ask.show_symbol(Symbol.HAND)
        self.not_now.setVisible(waits)
        self.withdraw.setVisible(asked is not None)
        mine = next((each for each in found.prepared if each.mine), None)
        if other:
            self.about.show_text("" if asked is None else asked.text)
            self.aloud.setChecked(mine is not None and mine.intent.read_out)
        if other or not self.words.hasFocus():
            self.words.show_text("" if mine is None else mine.intent.text)
        self.take_back.setVisible(mine is not None)
        self.state.show_state(None if mine is None else mine.intent.state)
        self.state.setVisible(mine is not None)
        self.delivered.setText("" if mine is None else words.delivered(mine.delivered))
        self.delivered.setVisible(bool(self.delivered.whole_text()))
        sorry = found.apologies is not None and not found.apologies.withdrawn
        self.away.setText(_("You sent apologies; the chairs know.") if sorry else "")
        self.away.setVisible(sorry)
        for each, seen in ((self.reason, not sorry), (self.sorry, not sorry), (self.come, sorry)):
            each.setVisible(seen)

    def _ask(self) -> None:
        item, text = self._item, self.about.text()
        self._do(
            lambda store: floor_asking.ask(store, item, text, self._desk.clock),
            _("Asked for the floor. It goes to the chairs with the next sync."),
        )

    def _not_now(self) -> None:
        item = self._item
        self._do(
            lambda store: floor_asking.not_now(store, item, self._desk.clock),
            _("Others go before, until you ask again."),
        )

    def _withdraw(self) -> None:
        item = self._item
        self._do(
            lambda store: floor_asking.withdraw(store, item, self._desk.clock),
            _("You do not ask for the floor any more."),
        )

    def _send(self) -> None:
        item, text, aloud = self._item, self.words.text(), self.aloud.isChecked()
        if text.strip():
            self._do(
                lambda store: floor_asking.prepare(
                    store, item, text, read_out=aloud, clock=self._desk.clock
                ),
                _("Saved. It goes to the chairs with the next sync."),
            )

    def leave(self) -> None:
        """Keep what is half written, for the item it was written for."""
        self.words.flush()

    def _draft(self, text: str) -> None:
        """Keep what is typed on this computer; it goes with the button."""
        item, aloud, clock = self._item, self.aloud.isChecked(), self._desk.clock
        if item and (text.strip() or not self.take_back.isHidden()):
            self._desk.act(
                lambda store: floor_asking.prepare(
                    store, item, text, read_out=aloud, send=False, clock=clock
                )
            )

    def _take_back(self) -> None:
        item = self._item
        self._do(
            lambda store: floor_asking.prepare(store, item, "", clock=self._desk.clock),
            _("Taken back."),
        )

    def _apologise(self) -> None:
        meeting, text = self._meeting, self.reason.text()
        self._do(
            lambda store: floor_asking.apologise(store, meeting, text, self._desk.clock),
            _("Saved. Your apologies go to the chairs with the next sync."),
        )

    def _come(self) -> None:
        meeting = self._meeting
        self._do(
            lambda store: floor_asking.come_after_all(store, meeting, self._desk.clock),
            _("Your apologies are taken back."),
        )

    def _do(self, verb: Callable[[Store], Changes], said: str) -> None:
        self._desk.act(verb, said, undoable=True)
