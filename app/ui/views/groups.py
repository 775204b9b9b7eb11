"""Working groups: the list, one of them beside it; joining, proposing, answering who asks."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions import groups
from app.actions.groups import Whole
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store, current
from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import groups as model
from app.ui.models.groups import WISH, Listed
from app.ui.theme import surface
from app.ui.views.group_form import GroupForm
from app.ui.views.group_page import GroupPage, ProposedPage
from app.ui.views.page import Either, Side, Split, scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, across, boxed, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import LineList

TOUCHED = (
    "everything", "*", "sync", "workgroups", "intents", "decisions", "actions", "meetings",
    "documents", "members", "profile",
)  # fmt: skip
GROUP, PROPOSED, WRITING = range(3)


class GroupsView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._shown: str | None = None
        self._listed = Listed((), {}, chair=False)
        self._listing, self._reading = Beside(desk), Beside(desk)
        for each in (self._listing, self._reading):
            desk.closing.connect(each.leave)
        self.list = LineList(_("Working groups"))
        self.list.opened.connect(self._open)
        self.list.activated_line.connect(self._enter)
        self.new = Button(_("Propose a group…"), "secondary", Symbol.ADD, self._new)
        self.detail, self.proposed = GroupPage(desk), ProposedPage(desk)
        self.detail.change_wanted.connect(self._change)
        self.form = GroupForm(desk)
        self.form.done.connect(self._left)
        edge = (Space.HUGE, Space.LARGE, Space.HUGE, Space.HUGE)
        self._parts = QStackedWidget()
        self._parts.addWidget(self.detail)
        self._parts.addWidget(self.proposed)
        self._parts.addWidget(scrolled(boxed(down(self.form, None, margins=edge))))
        side = Side(_("Working groups"), self.list, FlowBox(self.new))
        self.split = Split(side, self._parts, _("All working groups"))
        empty = EmptyState(
            Symbol.GROUPS,
            _("No working groups yet"),
            _("Their charters, people and papers come here with a sync."),
            _("Sync now"),
            desk.sync_wanted.emit,
        )
        self.first = Button(_("Propose a group…"), "link", on_click=self._new)
        foot = across(None, self.first, None, margins=(0, 0, 0, Space.HUGE))
        self.either = Either(boxed(down(empty, foot, spacing=0)), self.split)
        self.setLayout(down(self.either, spacing=0))
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if changes.touch(*TOUCHED):
            self._listing.read(model.listed, self._list)

    def show_record(self, id: str) -> None:
        """Open a group, or what was proposed as one."""
        key = f"{WISH}{id}" if f"{WISH}{id}" in self._listed.proposed else id
        self.list.choose(key)
        self._enter(key)

    def _list(self, found: Listed) -> None:
        self._listed = found
        self.list.show_lines(found.lines)
        for button in (self.new, self.first):
            button.set_words(_("Found a group…") if found.chair else _("Propose a group…"))
        writing = self._parts.currentIndex() == WRITING
        self.either.show_full(bool(found.lines) or writing)
        keys = [line.key for line in found.lines]
        if self._shown not in keys:
            self._shown = keys[0] if keys else None
        if self._shown is not None:
            self.list.choose(self._shown)
            if not writing:
                self._open(self._shown)

    def _open(self, key: str) -> None:
        self._shown = key
        wish = self._listed.proposed.get(key)
        if wish is not None:
            self._parts.setCurrentIndex(PROPOSED)
            self.proposed.show_wish(wish, chair=self._listed.chair)
            return
        if current.one(self._desk.store, "workgroups", key) is None:
            return
        self._parts.setCurrentIndex(GROUP)
        clock = self._desk.clock

        def look(store: Store) -> Whole:
            return groups.whole(store, key, clock)

        self._reading.read(look, self._got)

    def _got(self, found: Whole) -> None:
        if found.group.id == self._shown:
            self.detail.show_group(found, chair=self._listed.chair)

    def _enter(self, key: str) -> None:
        self._open(key)
        self.split.show_detail()

    def _new(self) -> None:
        self.form.begin(None, chair=self._listed.chair)
        self._write()

    def _change(self) -> None:
        if self.detail.whole is not None:
            self.form.begin(self.detail.whole.group, chair=True)
            self._write()

    def _write(self) -> None:
        self.either.show_full(True)
        self._parts.setCurrentIndex(WRITING)
        self.split.show_detail()
        self.form.name.setFocus()

    def _left(self, id: str) -> None:
        """Something was saved, or ("") nothing after all."""
        self._parts.setCurrentIndex(GROUP)
        if id:
            wish = current.one(self._desk.store, "intents", id) is not None
            self._shown = f"{WISH}{id}" if wish else id
        elif self._shown is None:
            self.split.show_list()
        self.refresh(Changes.of("workgroups"))
