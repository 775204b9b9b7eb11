"""The list of proposals: filter chips, search as one types, the order one wants."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.actions.planning import is_read
from app.actions.review_queue import following
from app.domain.proposals import ProposalRow
from app.i18n import _
from app.ui import read_state
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models.proposals import Entries, Order, Wanted
from app.ui.theme import surface
from app.ui.views.paper_menu import caret_after, drops, with_key
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.chips import FilterChip
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import FlowBox, across, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import LineList
from app.ui.widgets.text import Heading, Label, tip

CHANGED_KEY = "Ctrl+D"


class ProposalList(QWidget):
    """Shows what it is given; tells which proposal the reader wants."""

    wanted = Signal(str)
    arranged = Signal()
    """Which proposals are shown, or their order, has changed."""
    by_mail_wanted = Signal()
    read_wanted = Signal(str)
    """Count this proposal as read, or as unread if it is read."""
    changes_wanted = Signal(str)
    order_chosen = Signal(str)
    next_wanted = Signal()
    """The next one of the reading plan."""
    review_wanted = Signal()
    """The next one that is not reviewed yet."""
    table_wanted = Signal()
    book_wanted = Signal()
    brief_wanted = Signal(str)
    """The chair's brief of this proposal, as a file."""

    def __init__(self, order: Order = Order.CODE) -> None:
        super().__init__()
        surface(self, "paper")
        self.entries = Entries()
        self._order = order
        self._wanted = Wanted.ALL
        self._kept = ""
        self.title = Heading(_("Proposals"), 2)
        self.count = Label(type="small", tone="soft", elide=True)
        self.search = SearchBox(_("Find a proposal"))
        self.search.searched.connect(self._arrange)
        self.chips = self._filters()
        self.sorting = self._sorting()
        self.by_mail = IconButton(
            Symbol.SEND, _("Answer by mail, with a text form…"), self.by_mail_wanted.emit
        )
        self.table = IconButton(
            Symbol.TABLE, _("All my reviews in one table"), self.table_wanted.emit
        )
        self.book = IconButton(
            Symbol.EXPORT, _("Meeting book: all proposals with my marks…"), self.book_wanted.emit
        )
        self.chairs = False
        """Whether the chair's brief is offered."""
        self.far = Label(type="small", tone="soft", elide=True)
        self.next = Button(_("Review the next"), "link", Symbol.PLAY, self.review_wanted.emit)
        tip(self.next, _("The next one not reviewed yet (Ctrl+Page down)"))
        self.list = LineList(_("Proposals"))
        self.list.setUniformItemSizes(True)
        self.list.activated_line.connect(self.wanted)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._offer)
        self.none = EmptyState(
            Symbol.FILTER,
            _("No proposal fits"),
            _("Look for fewer words, or show all proposals."),
            _("Show all"),
            self.show_all,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.none)
        head = QVBoxLayout()
        head.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.SMALL)
        head.setSpacing(Space.SMALL)
        row = across(self.title, self.count, self.table, self.book, self.by_mail, self.sorting)
        row.setStretch(1, 1)
        head.addLayout(row)
        head.addWidget(self.search)
        head.addWidget(FlowBox(*self.chips.values()))
        going = across(self.far, self.next)
        going.setStretch(0, 1)
        head.addLayout(going)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self._stack, 1)

    def show_entries(self, entries: Entries, title: str, *, observer: bool) -> None:
        """Show other entries in the place of those before; `title` is beside the heading."""
        entries.show_reviews(self.entries.reviews())  # these may have come meanwhile
        self.entries = entries
        self.count.setText(title)
        self.chips[Wanted.TO_DO].setVisible(not observer)
        self.by_mail.setVisible(not observer)
        self.table.setVisible(not observer)
        self._arrange()

    def show_far(self, words: str) -> None:
        """Tell how far my reviewing is; "" where nothing is asked of me."""
        self.far.setText(words)
        self.far.setVisible(bool(words))

    def show_reviews(self, reviews: Mapping[str, int]) -> None:
        """Tell how many others reviewed what; only then the order of few reviews is offered."""
        self._few.setVisible(bool(reviews))
        if self.entries.show_reviews(reviews):
            self._arrange()

    def update_rows(self, rows: Iterable[ProposalRow]) -> None:
        """Take over rows that are in the list already."""
        for row in rows:
            self.entries.update(row)
        self._arrange()

    def choose(self, id: str) -> None:
        """Show `id` as the one that is open, whatever the filter says."""
        if id != self._kept:
            self._kept = id
            if self.list.lines.row_of(id) is None:
                self._arrange()
        self.list.choose(id)

    def ids(self) -> list[str]:
        """Return the proposals that are shown, in order."""
        lines = self.list.lines
        return [lines.line(row).key for row in range(lines.rowCount())]

    def beside(self, id: str, step: int) -> str | None:
        """Return the proposal `step` places after `id` in the list, None past its ends."""
        shown = self.ids()
        place = shown.index(id) + step if id in shown else 0
        return shown[place] if 0 <= place < len(shown) else None

    def next_to_do(self, here: str | None, skipped: Mapping[str, int]) -> str | None:
        """Return the next proposal after `here` that is not reviewed, from the top at the end.

        What was skipped comes last; in the order of few reviews the one with the fewest is next.
        """
        ids = [id for id in self.ids() if id == here or self.entries.is_next(id)]
        few = self.entries.reviews() if self._order is Order.FEW else None
        return following(ids, here, skipped, few)

    def filter(self, wanted: Wanted) -> None:
        self._wanted = wanted
        for each, chip in self.chips.items():
            chip.setChecked(each is wanted)
        self._arrange()

    def sort(self, order: Order) -> None:
        self._order = order
        self._arrange()

    def show_all(self) -> None:
        self.search.clear()
        self.filter(Wanted.ALL)

    def begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _filters(self) -> dict[Wanted, FilterChip]:
        words = {
            Wanted.ALL: _("All"),
            Wanted.TO_DO: _("Mine to do"),
            Wanted.UNREAD: _("Unread"),
            Wanted.CHANGED: _("Changed"),
            Wanted.CONFLICT: _("Conflict of interest declared"),
        }
        chips = {wanted: FilterChip(text) for wanted, text in words.items()}
        chips[Wanted.ALL].setChecked(True)
        for wanted, chip in chips.items():
            chip.clicked.connect(partial(self._chip, wanted))
        return chips

    def _chip(self, wanted: Wanted, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.filter(Wanted.ALL if wanted is self._wanted else wanted)

    def _sorting(self) -> Button:
        button = caret_after(_("Order"), "quiet")
        menu = QMenu(button)
        group = QActionGroup(menu)
        for order, words in (
            (Order.THEME, _("Theme")),
            (Order.ALIKE, _("Alike")),
            (Order.PLAN, _("Reading plan")),
            (Order.CODE, _("Code")),
            (Order.TITLE, _("Title")),
            (Order.STATE, _("State of my review")),
            (Order.FEW, _("Few reviews first")),
        ):
            action = QAction(words, menu, checkable=True)
            action.setChecked(order is self._order)
            action.triggered.connect(partial(self._sorted, order))
            group.addAction(action)
            menu.addAction(action)
            self._few = action
        self._few.setVisible(False)
        drops(button, menu)
        return button

    def _sorted(self, order: Order, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.sort(order)
        self.order_chosen.emit(order.value)

    def menu(self, id: str) -> QMenu | None:
        """Return what can be done with a proposal of the list, None if it is not in it."""
        row = self.entries.row(id)
        if row is None:
            return None
        menu = QMenu(self.list)
        menu.setAccessibleName(row.title)
        read = read_state.words(read=is_read(row))
        for words, keys, act in (
            (read, "Ctrl+U", partial(self.read_wanted.emit, id)),
            (_("What changed"), CHANGED_KEY, partial(self.changes_wanted.emit, id)),
            (_("Next in the reading plan"), "Ctrl+J", self.next_wanted.emit),
        ):
            action = QAction(with_key(words, keys), menu)
            action.triggered.connect(partial(_call, act))
            action.setEnabled(keys != CHANGED_KEY or row.version > 1)
            menu.addAction(action)
        if self.chairs:
            action = QAction(_("Chair’s brief as PDF…"), menu)
            action.triggered.connect(partial(_call, partial(self.brief_wanted.emit, id)))
            menu.addAction(action)
        return menu

    def _offer(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():
            index = self.list.currentIndex()
        menu = self.menu(self.list.lines.line(index.row()).key) if index.isValid() else None
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(at))

    def _arrange(self) -> None:
        words = self.search.text()
        shown = self.entries.chosen(self._wanted, words, self._order, self._kept)
        self.list.show_lines([entry.line for entry in shown])
        for wanted, chip in self.chips.items():
            if wanted is not Wanted.ALL:
                chip.setVisible(self._counts(wanted, chip))
        self.next.setVisible(self.entries.any_next())
        self._stack.setCurrentWidget(self.list if shown or not self._any() else self.none)
        self.arranged.emit()

    def _counts(self, wanted: Wanted, chip: FilterChip) -> bool:
        """Put the count on the chip; one that would leave nothing is not offered."""
        names = {
            Wanted.TO_DO: _("Mine to do {n}"),
            Wanted.UNREAD: _("Unread {n}"),
            Wanted.CHANGED: _("Changed {n}"),
            Wanted.CONFLICT: _("Conflict of interest declared {n}"),
        }
        count = self.entries.count(wanted)
        text = names[wanted].format(n=count)
        chip.setText(text)
        chip.setAccessibleName(text)
        return count > 0 or wanted is self._wanted

    def _any(self) -> bool:
        return self.entries.count(Wanted.ALL) > 0


def _call(act: Callable[[], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
    act()
