"""Working groups: what each is for, who is in it, its meetings and papers, and how to join."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions import annotating, clock, wishing
from app.domain.changes import Changes
from app.domain.records import Row
from app.i18n import _
from app.store import Store, current, documents, facts, meetings, members
from app.ui import times
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import surface
from app.ui.views.page import Block, Either, Page, ShortList, Side, Split, nothing
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.prose import Prose
from app.ui.widgets.rows import Line, LineList
from app.ui.widgets.text import Label


class GroupsView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._shown: str | None = None
        self.list = LineList(_("Working groups"))
        self.list.opened.connect(self._open)
        self.list.activated_line.connect(self._enter)
        self.detail = GroupPage(desk)
        side = Side(_("Working groups"), self.list)
        self.split = Split(side, self.detail, _("All working groups"))
        self.either = Either(
            EmptyState(
                Symbol.GROUPS,
                _("No working groups yet"),
                _("Their charters, people and papers come here with a sync."),
                _("Sync now"),
                desk.sync_wanted.emit,
            ),
            self.split,
        )
        self.setLayout(down(self.either, spacing=0))
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if not changes.touch(
            "everything", "workgroups", "intents", "meetings", "documents", "members"
        ):
            return
        rows = current.listed(self._desk.store, "workgroups")
        rows.sort(key=lambda row: (row.data.get("status") == "dormant", _title(row)))
        self.list.show_lines([_line(row) for row in rows])
        self.either.show_full(bool(rows))
        if self._shown is None and rows:
            self._shown = rows[0].id
            self.list.choose(self._shown)
        if self._shown is not None:
            self.detail.show_group(self._shown)

    def show_record(self, id: str) -> None:
        self.list.choose(id)
        self._enter(id)

    def _open(self, id: str) -> None:
        self._shown = id
        self.detail.show_group(id)

    def _enter(self, id: str) -> None:
        self._open(id)
        self.split.show_detail()


class GroupPage(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id = ""
        self._wish: str | None = None
        self.page = Page("", name=_("Working group"))
        self.charter = Prose()
        self.leads = Label(wrap=True)
        self._leads = Block(_("Facilitators"), self.leads)
        self.people = Label(wrap=True)
        self._people = Block(_("Participants"), self.people)
        self.wish = nothing("")
        self.join = Button(_("I want to join"), "secondary", Symbol.ADD, self._join)
        self.papers = ShortList(_("Meetings and papers"))
        self.papers.activated_line.connect(self._go)
        self._papers = Block(_("Meetings and papers"), self.papers)
        for part in (self.charter, self._leads, self._people, self._papers):
            self.page.column.addWidget(part)
            self.page.column.addSpacing(Space.MEDIUM)
        row = across(self.join, self.wish)
        row.setStretch(1, 1)
        self.page.column.addLayout(row)
        self.setLayout(down(self.page, spacing=0))

    def show_group(self, id: str) -> None:
        store = self._desk.store
        row = current.one(store, "workgroups", id)
        if row is None:
            return
        self._id = id
        names = members.names(store)
        self.page.title.setText(_title(row))
        self.page.say_under(_state(row))
        self.charter.show_markdown(row.data.get("charter"))
        _tell(self.leads, self._leads, row.data.get("facilitators"), names)
        _tell(self.people, self._people, row.data.get("participants"), names)
        self._show_papers(id)
        self._show_wish(row)

    def _show_papers(self, id: str) -> None:
        store = self._desk.store
        now = clock.now(store, self._desk.clock)
        lines = [
            Line(
                f"meetings/{row.id}",
                str(row.data.get("title") or row.id),
                "" if (at := times.parsed(row.data.get("starts"))) is None else times.full(at, now),
                symbol=Symbol.MEETINGS,
            )
            for row in meetings.listed(store)
            if row.data.get("group") == id
        ]
        lines += [
            Line(f"documents/{each.row.id}", each.title, symbol=Symbol.FILE)
            for each in documents.listed(store)
            if each.row.data.get("group") == id
        ]
        self.papers.show_lines(lines)
        self._papers.setVisible(bool(lines))

    def _show_wish(self, row: Row) -> None:
        store = self._desk.store
        profile = facts.profile(store)
        me = profile.account if profile is not None else ""
        inside = me in {
            *(row.data.get("facilitators") or ()),
            *(row.data.get("participants") or ()),
        }
        self._wish = None if inside else wishing.wish(store, row.id)
        waits = current.one(store, "intents", self._wish) if self._wish else None
        if inside:
            words = _("You are in this group.")
        elif waits is not None and waits.waiting:
            words = _("You asked to join: submitted, waiting for a line.")
        elif waits is not None:
            words = _("You asked to join: received by the Secretariat.")
        else:
            words = "" if row.data.get("open_to_all") else _("The group decides who joins.")
        self.wish.setText(words)
        self.join.setVisible(not inside)
        take = _("Take my wish back")
        self.join.set_words(take if self._wish else _("I want to join"))

    def _join(self) -> None:
        group, wish = self._id, self._wish
        if wish is not None:
            self._desk.act(
                lambda store: annotating.withdraw(store, wish), _("Taken back"), undoable=True
            )
            return
        self._desk.act(
            partial(_ask, group),
            _("Submitted, waiting for a line: the Secretariat will see that you want to join"),
            undoable=True,
        )

    def _go(self, key: str) -> None:
        kind, _slash, id = key.partition("/")
        self._desk.show(kind, id)


def _ask(group: str, store: Store) -> Changes:
    return wishing.join_group(store, group)


def _tell(label: Label, part: QWidget, accounts: object, names: Mapping[str, str]) -> None:
    given: list[str] = accounts if isinstance(accounts, list) else []
    label.setText("\n".join(names.get(each, each) for each in given))
    part.setVisible(bool(given))


def _title(row: Row) -> str:
    return str(row.data.get("title") or row.id)


def _state(row: Row) -> str:
    known = {
        "continuing": _("continuing"),
        "new": _("new this year"),
        "dormant": _("not called together this year"),
    }
    told = [known.get(str(row.data.get("status") or ""), "")]
    if row.data.get("open_to_all"):
        told.append(_("open to all"))
    return " · ".join(each for each in told if each)


def _line(row: Row) -> Line:
    dormant = row.data.get("status") == "dormant"
    return Line(
        row.id,
        _title(row),
        _state(row),
        symbol=Symbol.GROUPS,
        tone="faint" if dormant else "accent",
    )
