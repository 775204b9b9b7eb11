"""The speaking queue: everybody sees it, a chair orders it with the keyboard or the buttons."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QFocusEvent

from app.actions import floor_chairing
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_floor as model
from app.ui.models.meeting_floor import Shown
from app.ui.views.page import Block, ShortList
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.enter_line import EnterLine
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.rows import LineList
from app.ui.widgets.stepper import Stepper
from app.ui.widgets.text import Label, announce, tip

MOST = 60
"""Minutes that the field for each speaker takes."""


class QueueList(ShortList):
    """Rows that stay chosen while the buttons beside them are used."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        LineList.focusOutEvent(self, event)


class FloorQueue(Block):
    """Who waits, who has spoken; for chairs with what they do about it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._item = ""
        self._told = ""
        self._next: str | None = None
        self.list = QueueList(_("Speaking queue"))
        self.list.activated_line.connect(self._begin)
        self.list.opened.connect(self._chosen)
        self.nobody = Label(_("Nobody waits for the floor."), tone="soft", wrap=True)
        self.spoken = ShortList(_("Who has spoken"))
        self.before = Block(_("Has spoken"), self.spoken)
        self.balance = Label(type="small", tone="soft", wrap=True)
        self.next = Button(_("Next speaker"), "primary", Symbol.PLAY, self.give_next)
        tip(self.next, _("Ctrl+Enter; Enter on a name gives the floor to that one"))
        self.end = Button(_("End"), "secondary", Symbol.CHECK, self._end)
        self.begin = Button(_("Give the floor"), "secondary", None, self._begin_chosen)
        self.later = Button(_("Not now"), "secondary", None, self._later)
        self.up = IconButton(Symbol.CARET_UP, _("Move up"), partial(self._step, -1))
        self.down = IconButton(Symbol.CARET_DOWN, _("Move down"), partial(self._step, 1))
        self.out = IconButton(Symbol.CLOSE, _("Take out of the queue"), self._out)
        self.name = EnterLine(
            _("Add a name to the queue"), _("Add a name, also of a guest"), self._add
        )
        self.minutes = Stepper(
            _("Minutes for each speaker"), 0, MOST, 1, _("{n} min each (0: no limit)"), 4
        )
        self.minutes.stepped.connect(self._give)
        self.acts = boxed(
            down(
                FlowBox(self.next, self.end, self.begin, self.later, self.up, self.down, self.out),
                self.name,
                FlowBox(self.minutes),
                spacing=Space.SMALL,
            )
        )
        super().__init__(
            _("Speaking queue"),
            self.list,
            self.nobody,
            self.acts,
            self.balance,
            int(Space.SMALL),
            self.before,
        )

    def show_floor(self, shown: Shown) -> None:
        found = shown.floor
        self._item = "" if found.item is None else found.item.id
        rows = model.queue(found)
        self.list.show_lines(rows)
        self.list.setVisible(bool(rows))
        self.nobody.setVisible(not rows)
        over = model.spoken(found)
        self.spoken.show_lines(over)
        self.before.setVisible(bool(over))
        self.balance.setText(model.balance(found))
        self.balance.setVisible(found.chair and bool(self.balance.whole_text()))
        self.acts.setVisible(found.chair)
        self._next = next(
            (each.place.id for each in found.ahead if each.place.state == "waiting"), None
        )
        self.next.setEnabled(self._next is not None)
        self.end.setEnabled(found.speaking is not None)
        self.name.know(tuple(sorted(shown.names.values())))
        self.minutes.show_value(round(found.minutes or 0))
        if self.list.key() is None and rows:
            self.list.choose(rows[0].key)
        self._chosen()
        told = ", ".join(each.name for each in found.ahead)
        if told != self._told and self._told:
            announce(self, _("The queue has changed: {names}").format(names=told or _("nobody")))
        self._told = told

    def give_next(self) -> None:
        """Give the floor to the first who waits; whoever has it has ended."""
        if self._next is not None:
            self._begin(self._next)

    def _chosen(self, _key: str = "") -> None:
        row = self.list.currentIndex().row()
        there = row >= 0 and not self.list.isHidden()
        for each in (self.begin, self.later, self.out):
            each.setEnabled(there)
        self.up.setEnabled(there and row > 0)
        self.down.setEnabled(there and row < self.list.lines.rowCount() - 1)

    def _begin(self, id: str) -> None:
        if not self.acts.isHidden():
            self._do(floor_chairing.begin, id)

    def _begin_chosen(self) -> None:
        self._on_chosen(floor_chairing.begin)

    def _later(self) -> None:
        self._on_chosen(floor_chairing.put_off)

    def _out(self) -> None:
        self._on_chosen(floor_chairing.take_out)

    def _add(self, name: str) -> None:
        self._do(floor_chairing.add, name)

    def _end(self) -> None:
        item, clock = self._item, self._desk.clock
        self._desk.act(lambda store: floor_chairing.end(store, item, clock), undoable=True)

    def _give(self, minutes: int) -> None:
        item, clock = self._item, self._desk.clock
        self._desk.act(lambda store: floor_chairing.give_minutes(store, item, minutes, clock))

    def _step(self, by: int) -> None:
        """Move whoever is chosen one place up or down."""
        row = self.list.currentIndex().row()
        keys = [self.list.lines.line(each).key for each in range(self.list.lines.rowCount())]
        if not 0 <= row < len(keys) or not 0 <= row + by < len(keys):
            return
        after = keys[row + by] if by < 0 else keys[row + 2] if row + 2 < len(keys) else None
        item, key, clock = self._item, keys[row], self._desk.clock
        self._desk.act(
            lambda store: floor_chairing.move(store, item, key, after, clock), undoable=True
        )

    def _on_chosen(self, act: Callable[..., Changes]) -> None:
        key = self.list.key()
        if key is not None:
            self._do(act, key)

    def _do(self, act: Callable[..., Changes], who: str) -> None:
        item, clock = self._item, self._desk.clock

        def verb(store: Store) -> Changes:
            return act(store, item, who, clock=clock)

        self._desk.act(verb, undoable=True)
