"""The outbox: everything that waits, with its state and size, and what needs a decision."""

from functools import partial

from PySide6.QtWidgets import QBoxLayout, QWidget

from app.actions import clock, settling
from app.domain.changes import Changes
from app.i18n import _, ngettext
from app.store.acts import Act
from app.ui import refusals, status_words
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import outbox
from app.ui.models.outbox import Item
from app.ui.views.page import Block, Page, ShortList, nothing
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, across, clear, down
from app.ui.widgets.rows import Line
from app.ui.widgets.text import Heading, Label

WAITS = frozenset({"waiting", "sent"})


class OutboxView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._items: dict[str, Item] = {}
        self.sync = Button(_("Sync now"), "primary", Symbol.CHANGED, desk.sync_wanted.emit)
        self.page = Page(_("Outbox"), self.sync)
        self.setLayout(down(self.page, spacing=0))
        self._decide = down(spacing=Space.MEDIUM)
        self.decide = Block(_("Needs your decision"), self._decide)
        self.waits, self._waits = self._part(_("Waits for a line"))
        self.home, self._home = self._part(_("Stays on this computer"))
        self.nothing = nothing(
            _(
                "Nothing waits. What you submit stands here until the Secretariat's server has "
                "given it back; drafts and private notes stay on this computer."
            )
        )
        for part in (self.nothing, self.decide, self._waits, self._home):
            self.page.column.addWidget(part)
            self.page.column.addSpacing(Space.SMALL)
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        now = clock.now(self._desk.store, self._desk.clock)
        found = outbox.items(self._desk.store, now)
        self._items = {str(each.act.seq): each for each in found}
        waits = [each for each in found if each.act.state in WAITS]
        home = [each for each in found if each.act.state == "home"]
        self._show(self.waits, self._waits, [each.line for each in waits])
        self._show(self.home, self._home, [each.line for each in home])
        undecided = [each for each in found if each.act.state in {"conflict", "refused"}]
        clear(self._decide)
        for each in undecided:
            self._decide.addWidget(self._card(each))
        self.decide.setVisible(bool(undecided))
        self.nothing.setVisible(not found)
        self.page.say_under(_under(waits))

    def show_record(self, id: str) -> None:
        """Bring the item of a record into sight."""
        for key, each in self._items.items():
            if each.act.id == id:
                for rows in (self.waits, self.home):
                    rows.choose(key)

    def _card(self, each: Item) -> QWidget:
        if each.act.state == "conflict":
            return Conflict(self._desk, each)
        return SetAside(self._desk, each)

    def _part(self, title: str) -> tuple[ShortList, Block]:
        rows = ShortList(title)
        rows.activated_line.connect(self._open)
        return rows, Block(title, rows)

    def _show(self, rows: ShortList, part: Block, lines: list[Line]) -> None:
        rows.show_lines(lines)
        part.setVisible(bool(lines))

    def _open(self, key: str) -> None:
        each = self._items.get(key)
        if each is not None:
            go_to(self._desk, each.act)


class Conflict(Card):
    """Mine and theirs side by side, and the two ways on."""

    def __init__(self, desk: Desk, each: Item) -> None:
        super().__init__()
        self._desk = desk
        self._act = each.act
        self.body.addWidget(Heading(each.title, 3))
        self.body.addWidget(
            Label(
                _("It was changed here and elsewhere. Both are kept until you choose."),
                tone="soft",
                wrap=True,
            )
        )
        theirs = (each.act.theirs or {}).get("data") if each.act.theirs else None
        self.mine = Label(outbox.readable(each.act.data), wrap=True, selectable=True)
        self.theirs = Label(outbox.readable(theirs), wrap=True, selectable=True)
        self.keep_mine = Button(_("Keep mine"), "secondary", on_click=partial(self._keep, True))
        self.keep_theirs = Button(
            _("Keep theirs"), "secondary", on_click=partial(self._keep, False)
        )
        sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        sides.setSpacing(Space.WIDE)
        for title, words, button in (
            (_("Mine, on this computer"), self.mine, self.keep_mine),
            (_("The other, on the server"), self.theirs, self.keep_theirs),
        ):
            heading = Label(title, type="small", weight="bold", tone="soft")
            sides.addLayout(down(heading, words, None, across(button, None)), 1)
        self.body.addLayout(sides)

    def _keep(self, mine: bool) -> None:  # noqa: FBT001 -- from a button each
        id, collection = self._act.id, self._act.collection
        said = _("Yours is kept and goes with the next sync") if mine else _("The other is kept")
        self._desk.act(
            lambda store: settling.settle(
                store, id, "mine" if mine else "theirs", collection=collection
            ),
            said,
            undoable=True,
        )


class SetAside(Card):
    """What the server did not take, why, and where to mend it."""

    def __init__(self, desk: Desk, each: Item) -> None:
        super().__init__()
        self.body.addWidget(Heading(each.title, 3))
        why = refusals.sentence(each.act.code or "", each.act.message or "")
        self.body.addWidget(Label(why, tone="bad", wrap=True))
        self.body.addWidget(Label(outbox.readable(each.act.data), wrap=True, selectable=True))
        self.mend = Button(
            _("Go there and change it"), "secondary", on_click=partial(go_to, desk, each.act)
        )
        self.body.addLayout(across(self.mend, None))


def go_to(desk: Desk, act: Act) -> None:
    """Show the paper that an act is on."""
    data = act.data or {}
    about = data.get("about") or {}
    kind, id = str(about.get("kind") or ""), str(about.get("id") or "")
    if not id and data.get("proposal"):
        kind, id = "proposal", str(data["proposal"])
    if id:
        desk.show(kind, id)


def _under(waits: list[Item]) -> str:
    if not waits:
        return ""
    size = status_words.size(sum(each.act.size for each in waits))
    words = ngettext(
        "{n} item, {size} before packing", "{n} items, {size} before packing", len(waits)
    )
    return words.format(n=len(waits), size=size)
