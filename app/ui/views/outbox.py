"""The outbox: everything that waits, with its state and size, and what needs a decision."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions import clock, guarding
from app.domain.changes import Changes
from app.i18n import _, ngettext
from app.store import carried, facts
from app.store.acts import Act
from app.ui import status_words
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import outbox
from app.ui.models.outbox import Item
from app.ui.views.decisions import Conflict, Erasures, Folded, SetAside
from app.ui.views.merges import Merges
from app.ui.views.page import Block, Page, ShortList, nothing
from app.ui.views.sending import SendByFile
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, clear, down
from app.ui.widgets.rows import Line

WAITS = frozenset({"waiting", "sent"})
UNDECIDED = frozenset({"conflict", "refused"})
ERASURES = "erasures"


class OutboxView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._items: dict[str, Item] = {}
        self.sync = Button(_("Sync now"), "primary", Symbol.CHANGED, desk.sync_wanted.emit)
        self.send = Button(_("Send by file or mail…"), "secondary", Symbol.SEND)
        self.page = Page(_("Outbox"))
        # Under the title, where they wrap: two of them do not fit beside it in large letters.
        self.page.column.addWidget(FlowBox(self.sync, self.send, spacing=Space.SMALL))
        self.by_file = SendByFile(desk)
        self.send.clicked.connect(self.by_file.open)
        self.setLayout(down(self.page, spacing=0))
        self._decide = down(spacing=Space.MEDIUM)
        self.decide = Block(_("Needs your decision"), self._decide)
        self._folded: set[str] = set()
        self._decided: tuple[object, ...] = (None,)
        self.waits, self._waits = self._part(
            _("Waits for a line") if self._has_server() else _("Waits to be sent or confirmed")
        )
        self.home, self._home = self._part(_("Stays on this computer"))
        self.nothing = nothing(
            _(
                "Nothing waits. What you submit stands here until the Secretariat's server has "
                "given it back; drafts and private notes stay on this computer."
            )
        )
        self.merges = Merges(desk)
        self._merged = Block(_("Joined or put away"), self.merges)
        self.page.column.addWidget(self.by_file)
        for part in (self.nothing, self.decide, self._waits, self._home, self._merged):
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
        self._show_decisions([each for each in found if each.act.state in UNDECIDED])
        self._merged.setVisible(bool(self.merges.refresh()))
        self.nothing.setVisible(not found and not self._decided[0])
        self.page.say_under(_under(waits))
        self.send.setVisible(bool(waits) or carried.count(self._desk.store, "waiting") > 0)
        self.sync.setVisible(bool(self._has_server()))
        self.by_file.refresh()

    def _has_server(self) -> bool:
        profile = facts.profile(self._desk.store)
        return profile is not None and bool(profile.server)

    def show_record(self, id: str) -> None:
        """Bring the item of a record into sight."""
        for key, each in self._items.items():
            if each.act.id == id:
                for rows in (self.waits, self.home):
                    rows.choose(key)

    def show_merges(self) -> None:
        """Unfold what was joined or put away."""
        self.merges.show_all()

    def _show_decisions(self, undecided: list[Item]) -> None:
        asked = guarding.asked(self._desk.store)
        shown = (asked, frozenset(self._folded), *(each.act for each in undecided))
        if shown == self._decided:
            return  # what one looks at stays as it is
        self._decided = shown
        clear(self._decide)
        if asked is not None:
            title = _("Much was erased on the server")
            self._decide.addWidget(
                self._foldable(ERASURES, title, partial(Erasures, self._desk, asked))
            )
        for each in undecided:
            self._decide.addWidget(self._card(each))
        self.decide.setVisible(bool(undecided) or asked is not None)

    def _card(self, each: Item) -> QWidget:
        if each.act.state == "conflict":
            key = f"{each.act.collection}/{each.act.id}"
            return self._foldable(key, each.title, partial(Conflict, self._desk, each))
        return SetAside(self._desk, each, partial(go_to, self._desk, each.act))

    def _foldable(
        self, key: str, title: str, make: Callable[[Callable[[], object]], QWidget]
    ) -> QWidget:
        """Return the card of a decision, or one line if it was put off."""
        if key in self._folded:
            return Folded(title, partial(self._fold, key, False))
        return make(partial(self._fold, key, True))

    def _fold(self, key: str, away: bool) -> None:  # noqa: FBT001 -- from a button each
        (self._folded.add if away else self._folded.discard)(key)
        self.refresh(Changes.of("outbox"))

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
