"""One next step: what, who, until when; and what its reader can do about it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.actions import clock, next_steps
from app.actions.acting import is_carrier
from app.actions.next_steps import Standing
from app.domain.action_items import CARRIED, DONE, DROPPED, OPEN
from app.domain.changes import Changes
from app.i18n import _
from app.phrases import next_steps as words
from app.store import Store, meetings
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import next_steps as model
from app.ui.views.paper_menu import caret_after, drops
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.prose import Prose
from app.ui.widgets.text import Label

MOST = 40
"""Meetings that are offered to carry a next step over to."""


class StepDetail(QWidget):
    """A member says of hers that it is done; chairs confirm, drop, change, carry over."""

    change_wanted = Signal()
    other_wanted = Signal(str)
    """The next step it was carried from or to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._each: Standing | None = None
        self.home: str | None = None
        """The meeting in whose tab it is shown."""
        self.text = Prose()
        self.who = Label(weight="medium", wrap=True)
        self.when = Label(tone="soft", wrap=True)
        self.place = Label(type="small", tone="soft", wrap=True)
        self.said = Label(tone="accent", wrap=True)
        self.word = GrowingText(
            _("A word to the chairs"), _("A word to the chairs, if you like"), 1
        )
        self.mine_done = Button(_("I have done it"), "primary", Symbol.CHECK, self._say)
        self.mine_back = Button(_("Not done after all"), "secondary", Symbol.UNDO, self._unsay)
        self.done = Button(_("Done"), "primary", Symbol.CHECK, partial(self._end, DONE))
        self.change = Button(_("Change…"), "secondary", None, self.change_wanted.emit)
        self.carry = caret_after(_("Carry over to"), "secondary")
        self._later = QMenu(self.carry)
        self._later.aboutToShow.connect(self._list_meetings)
        drops(self.carry, self._later)
        self.drop = Button(
            _("Nobody will do it"), "quiet", Symbol.REMOVE, partial(self._end, DROPPED)
        )
        self.reopen = Button(_("Open again"), "secondary", Symbol.UNDO, partial(self._end, OPEN))
        self.open_place = Button(_("Open the meeting"), "link", on_click=self._go)
        self.other = Button(_("Where it goes on"), "link", on_click=self._other)
        self.mine = boxed(
            down(self.word, FlowBox(self.mine_done, self.mine_back, spacing=Space.SMALL))
        )
        acts = FlowBox(
            self.done, self.change, self.carry, self.reopen, self.drop, spacing=Space.SMALL
        )
        self.setLayout(
            down(
                self.text, self.who, self.when, self.place, FlowBox(self.open_place, self.other),
                self.said, Space.SMALL, self.mine, acts, spacing=Space.SMALL,
            )
        )  # fmt: skip

    def show_step(self, each: Standing) -> None:
        """Show a next step; a word that is half typed stays while it is the same one."""
        if self._each is None or each.action.id != self._each.action.id:
            self.word.show_text("")
        self._each = each
        action, store = each.action, self._desk.store
        now = clock.now(store, self._desk.clock)
        self.text.show_markdown(action.text)
        self.who.setText(_("Who: {name}").format(name=each.name or words.nobody()))
        told = (
            model.until(each, now),
            words.state(action.state),
            _("overdue") if each.overdue else "",
        )
        self.when.setText(" · ".join(part for part in told if part))
        self.when.set_tone("bad" if each.overdue else "warn" if each.soon else "soft")
        where = model.place_of(store, each)
        self.place.setText(where)
        self.place.setVisible(bool(where))
        self._name_place(each)
        other = action.carried_to or action.carried_from
        self.other.set_words(
            _("Where it goes on") if action.carried_to else _("Where it comes from")
        )
        self.other.setVisible(bool(other))
        self._offer(each)

    def _name_place(self, each: Standing) -> None:
        """Lead to the agenda item, else to the meeting, else to the group."""
        action = each.action
        if action.item:
            place = _("Open the agenda item")
        else:
            place = _("Open the meeting") if action.meeting else _("Open the group")
        self.open_place.set_words(place)
        there = action.item or action.meeting or action.group
        # In its own meeting's tab nothing else would open.
        self.open_place.setVisible(bool(there) and there != self.home)

    def _offer(self, each: Standing) -> None:
        chair = is_carrier(self._desk.store)
        action, said = each.action, each.said
        self.said.setText(_said(each))
        self.said.setVisible(said is not None)
        self.mine.setVisible(action.open and each.mine and not chair)
        self.word.setVisible(said is None)
        self.mine_done.setVisible(said is None)
        self.mine_back.setVisible(said is not None)
        for button, there in (
            (self.done, chair and action.open),
            (self.change, chair),
            (self.carry, chair and action.open),
            (self.drop, chair and action.open),
            (self.reopen, chair and not action.open and action.state != CARRIED),
        ):
            button.setVisible(there)

    def _act(self, verb: Callable[[Store], Changes], said: str) -> None:
        self._desk.act(verb, said, undoable=True)

    def _say(self) -> None:
        id, text, at = self._id(), self.word.text(), self._desk.clock
        self._act(
            lambda store: next_steps.say_done(store, id, text, at),
            _("Saved; the chairs read it after the next sync, and confirm it"),
        )

    def _unsay(self) -> None:
        id, at = self._id(), self._desk.clock
        self._act(lambda store: next_steps.unsay(store, id, at), _("Taken back"))

    def _end(self, state: str) -> None:
        id, at = self._id(), self._desk.clock
        said = {
            DONE: _("Done; members read it after the next sync"),
            DROPPED: _("Dropped; members read it after the next sync"),
            OPEN: _("Open again"),
        }[state]
        self._act(lambda store: next_steps.end(store, id, state, clock=at), said)

    def _list_meetings(self) -> None:
        """Offer the meetings that are not over first; that of the next step itself never."""
        self._later.clear()
        store, each = self._desk.store, self._each
        now = clock.stamp(self._desk.clock)
        held = [one for one in meetings.heads(store) if each and one.id != each.action.meeting]
        held.sort(key=lambda one: (one.ends or one.starts) < now)
        for one in held[:MOST]:
            self._later.addAction(one.called.replace("&", "&&"), partial(self._carry, one.id))
        if not held:
            self._later.addAction(_("There is no other meeting yet")).setEnabled(False)

    def _carry(self, meeting: str) -> None:
        id, at = self._id(), self._desk.clock
        self._act(
            lambda store: next_steps.carry(store, id, meeting, clock=at).changes,
            _("Carried over; it goes on at the later meeting"),
        )

    def _go(self) -> None:
        if self._each is None:
            return
        action = self._each.action
        if action.item or action.meeting:
            self._desk.show("meetings", action.item or action.meeting)
        else:
            self._desk.show("groups", action.group)

    def _other(self) -> None:
        if self._each is not None:
            action = self._each.action
            self.other_wanted.emit(action.carried_to or action.carried_from)

    def _id(self) -> str:
        return "" if self._each is None else self._each.action.id


def _said(each: Standing) -> str:
    if each.said is None:
        return ""
    if each.mine:
        told = _("You said that it is done; a chair has yet to confirm it.")
    else:
        told = _("{name} says that it is done.").format(name=each.name)
    return f"{told} {each.said.text}".strip()
