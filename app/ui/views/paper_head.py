"""The head of a paper: where it stands in the list, title, version, deadline, tabs."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.domain.proposals import Version
from app.i18n import _
from app.ui import read_state, times
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space, Type, Weight
from app.ui.models import plan
from app.ui.theme import polish, surface, theme
from app.ui.views import paper_words
from app.ui.views.paper_menu import caret_after, drops, keep_whole, with_key
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.layout import across, boxed
from app.ui.widgets.tabs import PAD, TabRow
from app.ui.widgets.text import Heading, Label, literal, tip

EDGE = 32
NARROW = 780
"""Heads less wide set a smaller title, in px at 100 %."""


LEAST = 280


class Title(Heading):
    """The title of the paper: as wide as its words, wrapped where there is no room."""

    def __init__(self) -> None:
        super().__init__("", 1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def set_lines(self, *, one: bool) -> None:
        """Cut the title to `one` line, with a tip, or let it wrap."""
        self.setWordWrap(not one)
        self.set_elided(one)

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(min(wide, 16_000), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.fontMetrics().height())


class PaperHead(QWidget):
    """Says where one is; tells where one wants to go."""

    stepped = Signal(int)
    list_wanted = Signal()
    """Back to the whole list."""
    popup_wanted = Signal()
    """The list, to choose from, under the place of this paper in it."""
    version_wanted = Signal(int)
    full_wanted = Signal()
    panel_wanted = Signal()
    find_wanted = Signal()
    contents_wanted = Signal()
    read_wanted = Signal()
    """Count the paper as read, or as unread if it is read."""
    next_wanted = Signal()
    """The next one of the reading plan."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "paper")
        self.before = IconButton(
            Symbol.CARET_LEFT, _("The proposal before"), partial(self._step, -1)
        )
        self.after = IconButton(Symbol.CARET_RIGHT, _("The next proposal"), partial(self._step, 1))
        self.place = caret_after("", "quiet", self.popup_wanted.emit)
        self.crumb = Button("", "quiet", on_click=self.list_wanted.emit)
        self._clock = Picture(Symbol.CLOCK, "warn", SMALL_ICON)
        self.deadline = Label(type="small", weight="medium", tone="warn")
        self.title = Title()
        self.version = caret_after("", "link")
        self._versions = QMenu(self.version)
        drops(self.version, self._versions)
        self.time = caret_after("", "link")
        self._reading = QMenu(self.time)
        self._read = self._reading.addAction("")
        self._read.triggered.connect(partial(_call, self.read_wanted.emit))
        following = self._reading.addAction(with_key(_("Next in the reading plan"), "Ctrl+J"))
        following.triggered.connect(partial(_call, self.next_wanted.emit))
        drops(self.time, self._reading)
        for each in (self.version, self.place, self.time):
            each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tabs = TabRow(_("Parts of the paper"))
        self.finding = IconButton(Symbol.SEARCH, _("Find in this paper"), self.find_wanted.emit)
        self.contents = IconButton(
            Symbol.OUTLINE, _("Contents (Ctrl+Shift+O)"), self.contents_wanted.emit
        )
        self.sizes = IconButton(Symbol.TEXT_SIZE, _("Size of the text"))
        self.full = IconButton(
            Symbol.FULL, _("The paper in the whole window (F11)"), self.full_wanted.emit
        )
        self.panel = IconButton(
            Symbol.PANEL, _("Notes and my review (Ctrl+\\)"), self.panel_wanted.emit
        )
        self._first = across(self.before, self.place, self.after, self.crumb, spacing=Space.TIGHT)
        self._first.addStretch(1)
        due = across(self._clock, self.deadline, spacing=6)
        self._due_row = due
        self._due = boxed(due)
        self._due.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        due.setStretch(1, 1)
        self._first.addWidget(self._due)
        second = across(self.title, self.version, self.time, spacing=Space.SMALL + 2)
        second.addStretch(1)
        icons = across(
            self.finding, self.contents, self.sizes, self.full, self.panel, spacing=Space.MEDIUM
        )
        self._icons = boxed(icons)
        self._third = across(self.tabs, None, self._icons)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(EDGE - PAD, Space.SMALL, Space.LARGE, 0)
        self._column.setSpacing(2)
        self._column.addLayout(self._first)
        second.setContentsMargins(PAD, 0, 0, 0)
        self._column.addLayout(second)
        self._column.addLayout(self._third)
        self._low = self._crowded = self._flat = self._over = False
        self._crumb = ""
        theme().changed.connect(self._fit)

    def show_place(self, number: int, count: int, crumb: str) -> None:
        """Show that this is proposal `number` of `count` in the list; 0 if it is not in it."""
        words = _("{number} of {count}").format(number=number, count=count)
        self.place.set_words(words if number else _("All proposals"))
        self.place.setAccessibleDescription(_("Choose another proposal"))
        self.before.setEnabled(number > 1)
        self.after.setEnabled(0 < number < count)
        self._crumb = crumb
        self.crumb.setVisible(bool(crumb))
        self._fit()

    def set_flat(self, flat: bool) -> None:  # noqa: FBT001 -- a setter
        """In a low window leave the room to the text: one line of title, no deadline gone by."""
        if flat != self._flat:
            self._flat = flat
            self.title.set_lines(one=flat)
            self._show_due()
            self._fit()

    def show_deadline(self, words: str, *, over: bool) -> None:
        self._over = over
        self.deadline.setText(words)
        tone = "soft" if over else "warn"
        self.deadline.set_tone(tone)
        self._clock.show_symbol(Symbol.CLOCK, tone)
        self._show_due()
        self._fit()

    def show_versions(
        self, versions: Sequence[Version], shown: int, newest: int, now: datetime
    ) -> None:
        """Offer the versions that are here, the newest first."""
        words = _("version {number}").format(number=shown)
        self.version.set_words(words)
        keep_whole(self.version)
        self.version.set_kind("link" if shown == newest else "secondary")
        self._versions.clear()
        group = QActionGroup(self._versions)
        for version in sorted(versions, key=lambda each: -each.number):
            action = QAction(literal(_version_words(version, newest, now)), self._versions)
            action.setCheckable(True)
            action.setChecked(version.number == shown)
            action.triggered.connect(partial(self._chosen, version.number))
            group.addAction(action)
            self._versions.addAction(action)

    def show_minutes(self, minutes: float) -> None:
        """Show how long the paper takes to read; 0 while its text is not here."""
        self.time.set_words(plan.minutes(minutes))
        self.time.setAccessibleName(paper_words.minutes_to_read(minutes))
        self.time.setVisible(minutes > 0)
        keep_whole(self.time)

    def show_read(self, read: bool) -> None:  # noqa: FBT001 -- a setter
        """Offer to count the paper as unread if it is read, else as read."""
        self.time.setAccessibleDescription(_("Read") if read else _("Unread"))
        self._read.setText(with_key(read_state.words(read=read), "Ctrl+U"))

    def show_full(self, full: bool) -> None:  # noqa: FBT001 -- a setter
        if full:
            self.full.show_symbol(Symbol.FULL_OFF, _("Back to the whole window (F11)"))
        else:
            self.full.show_symbol(Symbol.FULL, _("The paper in the whole window (F11)"))

    def set_size_menu(self, choices: Sequence[tuple[str, Callable[[], object]]]) -> None:
        menu = QMenu(self.sizes)
        for words, act in choices:
            menu.addAction(words).triggered.connect(partial(_call, act))
        drops(self.sizes, menu)

    def minimumSizeHint(self) -> QSize:
        """Let the window grow narrow: the head rearranges itself as it does."""
        return QSize(theme().px(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give what would be cut beside the rest another line: the deadline, then the icons."""
        keep_whole(self.version, self.place, self.time)
        room = self.width() - EDGE - 2 * Space.LARGE
        icons = self._icons.sizeHint().width() + Space.LARGE
        self._crowd(crowded=self.tabs.sizeHint().width() + icons > room)
        if self._crowded:
            room -= icons
        start = [self.before, self.place, self.after]
        taken = sum(each.sizeHint().width() + Space.TIGHT for each in start)
        self._show_crumb(max(room - taken, 0))
        crumb = self.crumb.sizeHint().width() if self._crumb else 0
        words = QFontMetrics(theme().font(Type.SMALL, Weight.MEDIUM))
        wanted = words.horizontalAdvance(self.deadline.whole_text()) + theme().px(SMALL_ICON) + 8
        low = self._crowded or taken + crumb + wanted + Space.LARGE > room
        if low != self._low:
            self._low = low
            self._first.removeWidget(self._due)
            if low:
                self._column.insertWidget(2, self._due)
            else:
                self._first.insertWidget(5, self._due)  # after the space that is left
        self.deadline.setWordWrap(low)
        self._due_row.setContentsMargins(PAD if low else 0, 0, 0, 0)
        polish(self.title, type="title" if self.width() < theme().px(NARROW) else "display")

    def _crowd(self, *, crowded: bool) -> None:
        """Move the icons from beside the tabs to the first line, or back."""
        if crowded != self._crowded:
            self._crowded = crowded
            (self._third if crowded else self._first).removeWidget(self._icons)
            (self._first if crowded else self._third).addWidget(self._icons)

    def _show_due(self) -> None:
        self._due.setVisible(bool(self.deadline.whole_text()) and not (self._flat and self._over))

    def _show_crumb(self, room: int) -> None:
        """Cut the name of the round to `room`; a screen reader hears all of it."""
        metrics = self.crumb.fontMetrics()
        cut = metrics.elidedText(self._crumb, Qt.TextElideMode.ElideRight, room - 4 * Space.SMALL)
        self.crumb.set_words(cut)
        said = _("All proposals: {round}").format(round=self._crumb)
        self.crumb.setAccessibleName(said)
        keep_whole(self.crumb)
        tip(self.crumb, said)

    def _step(self, step: int) -> None:
        self.stepped.emit(step)

    def _chosen(self, number: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.version_wanted.emit(number)


def _version_words(version: Version, newest: int, now: datetime) -> str:
    words = _("Version {number}").format(number=version.number)
    if version.number == newest:
        words = _("Version {number}, the newest").format(number=version.number)
    moment = times.parsed(version.at)
    if moment is None:
        return words
    return f"{words} · {times.day(moment, now)}"


def _call(act: Callable[[], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
    act()
