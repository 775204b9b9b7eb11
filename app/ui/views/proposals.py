"""The place *Proposals*: the list, and beside or over it the paper one reads."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.actions import planning
from app.domain.changes import Changes
from app.domain.rounds import Round
from app.i18n import _
from app.settings import Settings
from app.store import Store, current, proposals
from app.ui import read_state
from app.ui.desk import Desk
from app.ui.frame import Frame, frame_of
from app.ui.models.proposals import Order
from app.ui.proposal_reading import Known, ListReading
from app.ui.theme import surface, theme
from app.ui.views import proposal_exports
from app.ui.views.paper_list import CHANGED_KEY, ProposalList
from app.ui.views.proposals_room import ProposalsRoom
from app.ui.views.review_queue import ReviewQueue
from app.ui.widgets.keys import on_key

if TYPE_CHECKING:
    from app.ui.views.paper import PaperView
    from app.ui.views.paper_place import PaperPlace
    from app.ui.views.review_table import ReviewTable

FEW = 50
"""Records changed at once up to which only their rows are looked at again."""


class ProposalsView(QWidget):
    """What do I think of each? The list, one paper at a time, my review of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self.desk = desk
        self._rounds: Mapping[str, Round] = {}
        self._stale = False
        self._seen: Changes | None = None
        self._closed = False
        self.list = ProposalList(Order(desk.settings.order))
        self._reading = ListReading(desk, lambda: self.list.entries, self)
        self._reading.read.connect(self._show)
        self._reading.missed.connect(self._show_missed)
        self.list.order_chosen.connect(self._keep_order)
        self.list.wanted.connect(self.show_record)
        self.list.arranged.connect(self._show_place)
        self.list.by_mail_wanted.connect(lambda: desk.show("forms", "make"))
        self.list.read_wanted.connect(self.toggle_read)
        self.list.changes_wanted.connect(self.show_changes)
        self.list.next_wanted.connect(self.next_in_plan)
        self.list.review_wanted.connect(self.next_to_do)
        self.queue = ReviewQueue(desk, self.list, self._review)
        self.queue.looked.connect(self._show_far)
        self.list.table_wanted.connect(self.show_table)
        self.list.book_wanted.connect(self.export_book)
        self.list.brief_wanted.connect(self.export_brief)
        self._paper: PaperView | None = None
        self.place: PaperPlace | None = None
        """Where the open paper stands; there with the first one."""
        self._table: ReviewTable | None = None
        self.room = ProposalsRoom(self.list)
        self.setLayout(self.room)
        self._keys()
        desk.changed.connect(self.refresh)
        desk.closing.connect(self._close)
        desk.settings_changed.connect(self._paced)
        theme().changed.connect(self._fit)
        self._load()
        self._fit()
        desk.reader.read(_load_modules, _nothing)

    @property
    def paper(self) -> "PaperView":
        """The view of a paper; built at the first one."""
        if self._paper is None:
            from app.ui.views.paper import PaperView  # noqa: PLC0415 -- see `_load_modules`
            from app.ui.views.paper_place import PaperPlace  # noqa: PLC0415 -- likewise

            self._paper = PaperView(self.desk, self._reading.titles)
            head = self._paper.head
            head.list_wanted.connect(self.show_list)
            head.full_wanted.connect(self.toggle_full)
            head.read_wanted.connect(self.toggle_read)
            head.next_wanted.connect(self.next_in_plan)
            self._paper.review.next_wanted.connect(self.next_to_do)
            self._paper.review.skip_wanted.connect(self.skip)
            self.place = PaperPlace(self._paper, self.list, self.show_record)
            self.room.hold_paper(self._paper)
        return self._paper

    @property
    def table(self) -> "ReviewTable":
        """All my reviews in one table; built when it is first wanted."""
        if self._table is None:
            from app.ui.views.review_table import ReviewTable  # noqa: PLC0415 -- not at the start

            self._table = ReviewTable(self.desk, self.queue.far)
            self._table.left.connect(self.show_list)
            self._table.opened.connect(self._review)
            self.room.hold_table(self._table)
        return self._table

    def show_table(self) -> None:
        """Show my reviews of a round beside each other, that of the open paper if there is one."""
        self.leave()
        row = self.list.entries.row(self._at_hand())
        open_ones = [each for each in self._rounds.values() if each.status != "draft"]
        rounds_ = [(each.id, each.title) for each in open_ones]
        self.table.show_rounds(rounds_, row.round if row is not None else "")
        self.room.wanted = "table"
        self._fit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, id: str) -> None:
        """Open proposal `id`, or the one a version or review is of. Unknown ids change nothing."""
        proposal, number = id, None
        if self._reading.row(id) is None:
            found = next(iter(current.find(self.desk.store, id)), None)
            proposal = str(found.data.get("proposal")) if found is not None else ""
            if self._reading.row(proposal) is None:
                return
            number = found.data.get("number") if found is not None else None
        self.room.wanted = "paper"
        self.paper.show_proposal(proposal, number)
        self.list.choose(proposal)
        self._fit()
        self._show_place()
        self._show_far()
        self.paper.reader.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_changes(self, id: str = "") -> None:
        """Open what changed in proposal `id`, or in the one that is chosen or open."""
        wanted = id or self._at_hand()
        if wanted is not None:
            self.show_record(wanted)
            self.paper.head.tabs.go("changes")

    def toggle_read(self, id: str = "") -> None:
        """Count proposal `id`, or the one at hand, as read; as unread if it is read."""
        row = self.list.entries.row(id or self._at_hand())
        if row is not None:
            read_state.toggle_proposal(self.desk, row)

    def next_in_plan(self) -> None:
        """Open the next proposal of the reading plan that is not read."""
        following = read_state.next_in_plan(self.desk, self._at_hand())
        if following is None:
            self.desk.told.emit(_("Everything in your reading plan is read."), None)
        else:
            self.show_record(following)

    def export_book(self) -> None:
        """Keep all proposals of the round at hand with my marks, as one PDF."""
        row = self.list.entries.row(self._at_hand())
        scheme = self._rounds.get(row.round) if row is not None else None
        scheme = scheme or next(iter(self._rounds.values()), None)
        if scheme is not None:
            proposal_exports.book(self.desk, self, scheme)

    def export_brief(self, id: str) -> None:
        """Keep the chair's brief of a proposal as a PDF."""
        row = self.list.entries.row(id)
        proposal_exports.brief(self.desk, self, id, id if row is None else row.title)

    def go_to_words(self, section: str, offset: int) -> None:
        """Go to words of the open paper one was at before."""
        self.paper.go_to_words(section, offset)

    def show_list(self) -> None:
        """Go back from the paper to the whole list."""
        self.leave()
        self.room.wanted = "list"
        self._fit()
        self.list.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """Look again at what was touched; out of sight only once one comes back."""
        if self._closed or changes is self._seen:
            return  # the window hands on what the desk has told already
        self._seen = changes
        whole = changes.touch("proposals", "rounds", "decisions", "sync", "members", "facts", "news", "plan",
                              "*", "everything")  # fmt: skip
        if whole or len(changes.ids) > FEW:
            if self.isVisible():
                self._load()
            else:
                self._stale = True
        elif changes.touch("reviews", "notes", "comments", "seen"):
            self._load_rows(changes)
        if self._table is not None:
            self._table.refresh(changes)
        if self._paper is not None:
            self._paper.refresh(changes)
            self._tell_read()

    def is_idle(self) -> bool:
        """Say whether the list is as the store was when it was told of last."""
        return not self._reading

    def leave(self) -> None:
        """Keep what is being written and where one is; called when the place is left."""
        if self._paper is not None:
            self._paper.leave()

    def _close(self) -> None:
        self.leave()
        self._reading.leave()
        self._closed = True  # what is told from now on can no longer be looked up

    def step(self, step: int) -> None:
        """Go `step` proposals on in the list as it is filtered and sorted."""
        if self.place is not None and self.room.wanted != "table":
            self.place.step(step)

    def next_to_do(self) -> None:
        """Go to the next proposal that is not reviewed yet, from here on and then from the top."""
        self.queue.next(self._open_paper())

    def skip(self) -> None:
        """Leave the open proposal for the end, and go to the next that is not reviewed."""
        if (id := self._open_paper()) is not None:
            self.queue.skip(id)

    def _review(self, id: str) -> None:
        self.show_record(id)
        self.paper.show_side("review")

    def _open_paper(self) -> str | None:
        return self._paper.proposal() if self._paper is not None else None

    def toggle_full(self) -> None:
        """Give the paper the whole window, or bring the rest back (F11)."""
        if (frame := self._frame()) is not None:
            frame.set_full(not frame.is_full())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._load()
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.leave()
        super().hideEvent(event)

    def _at_hand(self) -> str | None:
        """Return the paper that is open, else the one chosen in the list."""
        return self._open_paper() if self.room.is_reading() else self.list.list.key()

    def _frame(self) -> Frame | None:
        return frame_of(self)

    def _keys(self) -> None:
        on_key(self.list, "Ctrl+F", self.list.begin_search)
        for keys, act in {
            "Ctrl+PgDown": self.next_to_do,
            "Ctrl+L": self.show_list,
            "Ctrl+J": self.next_in_plan,
            "Ctrl+U": self.toggle_read,
            "Ctrl+Shift+L": self.show_table,
            CHANGED_KEY: self.show_changes,
            "Alt+Down": lambda: self.step(1),
            "Alt+Up": lambda: self.step(-1),
        }.items():
            on_key(self, keys, act)

    def _keep_order(self, order: str) -> None:
        self.desk.choose(replace(self.desk.settings, order=order))

    def _paced(self, settings: Settings) -> None:
        """Tell the minutes anew where another reading speed was chosen."""
        if settings.reading_pace != self._reading.pace and not self._closed:
            self._load()

    def _load(self) -> None:
        """Read the list again, and show it when it was read."""
        self._stale = False
        self._reading.again()

    def _show_missed(self, changes: Changes) -> None:
        if changes.ids:
            self._load_rows(changes)
        self._tell_read()

    def _show(self, known: Known) -> None:
        self._rounds = known.rounds
        self.list.chairs = known.chairs
        self.list.show_entries(known.entries, known.title(), observer=known.observer)
        if self.room.is_reading() and self.list.list.key() is None and (id := self._open_paper()):
            self.list.choose(id)  # it was opened before the list was there
        self._fit()
        self.queue.look()

    def _tell_read(self) -> None:
        row = self.list.entries.row(self._open_paper())
        if self._paper is not None and row is not None:
            self._paper.head.show_read(planning.is_read(row))

    def _load_rows(self, changes: Changes) -> None:
        """Look again at the proposals behind the records that were written."""
        self._reading.note(changes)
        wanted = set(self._reading.behind(changes.ids))
        if self._paper is not None and (open_now := self._paper.proposal()) is not None:
            wanted.add(open_now)
        self.list.update_rows(proposals.some(self.desk.store, sorted(wanted)))
        if changes.touch("reviews"):
            self.queue.look(reviews=False)

    def _fit(self) -> None:
        """Give list, paper and table their room; say in the paper's head where it stands."""
        frame = self._frame()
        full = frame is not None and frame.is_full() and self.room.is_reading()
        rows = bool(self.list.entries.rows())
        self.room.fit(self.window().width(), rows=rows, read=self.is_idle(), full=full)
        if self.room.wanted == "table":
            return
        if self._paper is not None:
            self._paper.room.set_full(full)
        self._show_place()

    def _show_far(self) -> None:
        """Say in the review panel how far one is with the round of the open paper."""
        if self._table is not None:
            self._table.show_far()
        row = self.list.entries.row(self._open_paper())
        if self._paper is not None and row is not None:
            self._paper.review.show_far(self.queue.far(row.round))

    def _show_place(self) -> None:
        if self.place is not None:
            self.place.tell(self._round_title)

    def _round_title(self, id: str) -> str | None:
        scheme = self._rounds.get(id)
        return None if scheme is None else scheme.title


def _load_modules(_store: Store) -> None:
    """Load beside the window what a paper is shown with: 0.1 s that its opening need not take."""
    import_module("app.ui.views.paper")


def _nothing(_loaded: None) -> None:
    """There is nothing to tell of it."""
