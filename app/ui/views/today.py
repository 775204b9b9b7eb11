"""Today: what needs me, what comes next, how far I am, what is new, what waits."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.actions import clock, news
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui import read_state, times
from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import today, today_new
from app.ui.models.plan import Reading
from app.ui.models.today import Progress, Today
from app.ui.theme import theme
from app.ui.views.page import Block, Page, ShortList, nothing
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.layout import Card, FlowBox, across, clear, down
from app.ui.widgets.rows import Line
from app.ui.widgets.text import Heading, Label

WIDE = 1120
TWO_COLUMNS = 900
"""From this width on what comes next stands beside what needs me, in px at 100 %."""


@dataclass(frozen=True, slots=True)
class _Read:
    now: datetime
    clock_off: str
    """That the clock of this computer is off, in words; "" where it is not."""
    found: Today


class TodayView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.sync = Button(_("Sync"), "quiet", Symbol.CHANGED, lambda: desk.show("sync"))
        self.page = Page(_("Today"), self.sync, wide=WIDE)
        self.setLayout(down(self.page, spacing=0))
        self.off = Label(tone="warn", wrap=True)
        self.new_here = NewHere(desk)
        self.needs, self._needs = self._part(_("Needs you"))
        self.next, self._next = self._part(_("Next"))
        self.new, self._new = self._part(_("New to you"))
        self.waits, self._waits = self._part(_("To be sent"))
        self.seen = Button(
            _("Mark all as seen"), "link", Symbol.CHECK, lambda: read_state.mark_all_seen(desk)
        )
        self.calm = nothing("")
        self._progress = down(spacing=Space.MEDIUM)
        self._mine = Block(_("My progress"), self._progress)
        self._plans = down(spacing=Space.MEDIUM)
        self._shown_plans: tuple[Reading, ...] = ()
        self._reading = Block(_("Reading plan"), self._plans)
        seen = across(self.seen, None)
        left = down(self.calm, self._needs, self._new, seen, None, spacing=Space.WIDE)
        right = down(self._next, self._reading, self._mine, self._waits, None, spacing=Space.WIDE)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(Space.HUGE)
        self._columns.addLayout(left, 5)
        self._columns.addLayout(right, 6)
        self.page.column.addWidget(self.off)
        self.page.column.addWidget(self.new_here)
        self.page.column.addSpacing(Space.SMALL)
        self.page.column.addLayout(self._columns)
        parts = (self._needs, self._next, self._new, self._waits, self._mine, self._reading)
        for each in (*parts, self.off, self.seen, self.calm):
            each.hide()  # whether there is any is being read
        self._found = Beside(desk)
        desk.closing.connect(self._found.leave)
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        desk = self._desk
        self.new_here.setVisible(desk.settings.new_here)
        self._found.read(partial(_read, desk.clock, desk.settings.reading_pace), self._show_found)

    def is_idle(self) -> bool:
        """Say whether all is shown that was there when it was told of last."""
        return not self._found

    def _show_found(self, read: _Read) -> None:
        now, found = read.now, read.found
        self.page.say_under(" · ".join(filter(None, (times.day(now, now), found.me))))
        self.off.setText(read.clock_off)
        self.off.setVisible(bool(read.clock_off))
        self._show(self.needs, self._needs, found.needs)
        self._show(self.next, self._next, found.next or found.passed)
        self._next.heading.setText(_("Next") if found.next else _("Last dates"))
        self._show(self.new, self._new, found.new)
        self._show(self.waits, self._waits, found.waits)
        self.seen.setVisible(bool(found.news))
        self._show_progress(found.progress)
        self._show_reading(found.reading)
        self._show_calm(found)

    def show_record(self, id: str) -> None:
        """There is nothing to open here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme().px(TWO_COLUMNS)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _part(self, title: str) -> tuple[ShortList, Block]:
        rows = ShortList(title)
        rows.activated_line.connect(self._open)
        return rows, Block(title, rows)

    def _show(self, rows: ShortList, part: Block, lines: tuple[Line, ...]) -> None:
        rows.show_lines(lines)
        part.setVisible(bool(lines))

    def _show_progress(self, progress: tuple[Progress, ...]) -> None:
        clear(self._progress)
        for each in progress:
            self._progress.addLayout(_round(each))
        self._mine.setVisible(bool(progress))

    def _show_reading(self, plans: tuple[Reading, ...]) -> None:
        if plans != self._shown_plans:  # else the row one stands on would go every minute
            self._shown_plans = plans
            clear(self._plans)
            for each in plans:
                self._plans.addLayout(_plan(each, self._open))
        self._reading.setVisible(bool(plans))

    def _show_calm(self, found: Today) -> None:
        something = found.needs or found.new
        self.calm.setVisible(not something)
        self.calm.setText(
            _("Nothing needs you now. New and changed papers will show up here after a sync.")
        )

    def _open(self, key: str) -> None:
        place, _slash, id = key.partition("/")
        if place == today_new.MOVED:
            kind, _colon, of = id.partition(":")
            self._desk.act(lambda store: news.see(store, kind, of))
            place, id = ("meetings", of) if kind == "meeting" else ("timeline", "")
        self._desk.show(place, id)


class NewHere(Card):
    """For the first days: where to begin. Goes away when asked to, and stays away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        head = across(
            Heading(_("New here?"), 3),
            IconButton(Symbol.CLOSE, _("Do not show this again"), self.dismiss),
        )
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(
            Label(
                _("Everything here works without a line. These pages take two minutes each:"),
                tone="soft",
                wrap=True,
            )
        )
        self.links = FlowBox(spacing=Space.SMALL)
        for words, kind, id in (
            (_("First steps"), "help", "first-steps"),
            (_("How a round works"), "help", "reviewing"),
            (_("Words of the MAG"), "help", "words"),
            (_("My groups"), "groups", ""),
            (_("The people"), "people", ""),
        ):
            self.links.flow.addWidget(self._link(words, kind, id))
        self.body.addWidget(self.links)

    def dismiss(self) -> None:
        self._desk.choose(replace(self._desk.settings, new_here=False))
        self.hide()

    def _link(self, words: str, kind: str, id: str) -> Button:
        return Button(words, "link", on_click=lambda: self._desk.show(kind, id))


def _read(tells: clock.Clock, pace: int, store: Store) -> _Read:
    now = clock.now(store, tells)
    return _Read(now, times.clock_off(clock.off(store)), today.collect(store, now, pace))


def _bar(each: Progress | Reading, words: str) -> QProgressBar:
    bar = QProgressBar()
    bar.setRange(0, each.total)
    bar.setValue(each.done)
    bar.setTextVisible(False)
    bar.setAccessibleName(f"{each.title}: {words}")
    bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return bar


def _plan(each: Reading, open_paper: Callable[[str], None]) -> QVBoxLayout:
    row = across(Label(each.title, wrap=True))
    row.setStretch(0, 1)
    row.addWidget(Label(each.far, type="small", tone="soft"))
    column = down(row, _bar(each, each.far), spacing=Space.TIGHT)
    if each.left:
        column.addWidget(Label(each.left, type="small", tone="soft", wrap=True))
    if each.by:
        tone = "warn" if each.late else "soft"
        column.addWidget(Label(each.by, type="small", tone=tone, wrap=True))
    if each.next is not None:
        following = ShortList(_("Next in the reading plan of {round}").format(round=each.title))
        following.show_lines([_following(each, each.next)])
        following.activated_line.connect(open_paper)
        column.addWidget(following)
    return column


def _following(each: Reading, id: str) -> Line:
    return Line(
        f"proposals/{id}", each.next_title, _("Next to read"), each.next_time, Symbol.READ, "accent"
    )


def _round(each: Progress) -> QVBoxLayout:
    row = across(Label(each.title, wrap=True))
    row.setStretch(0, 1)
    if each.left:
        row.addWidget(Label(each.left, type="small", tone="warn"))
    column = down(
        row,
        _bar(each, each.words),
        Label(each.words, type="small", tone="soft"),
        spacing=Space.TIGHT,
    )
    if each.by:
        tone = "warn" if each.late else "soft"
        column.addWidget(Label(each.by, type="small", tone=tone, wrap=True))
    return column
