"""Timeline: every date of the cycle; where one was moved, the old date stays, struck out."""

from PySide6.QtWidgets import QWidget

from app.actions import clock
from app.domain.changes import Changes
from app.i18n import _
from app.ui import times
from app.ui.desk import Desk
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.models import timeline
from app.ui.models.timeline import Moment
from app.ui.views.page import Either, Page
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, boxed, clear, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.text import Label

SYMBOLS = {
    "deadline": Symbol.CLOCK,
    "meeting": Symbol.MEETINGS,
    "decision": Symbol.DECISION,
    "publication": Symbol.PUBLISH,
}


class TimelineView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.page = Page(_("Timeline"))
        self.rows = down(spacing=0)
        self.page.column.addLayout(self.rows)
        self.either = Either(
            EmptyState(
                Symbol.CALENDAR,
                _("No dates yet"),
                _("Deadlines and meetings of the cycle come here with a sync."),
                _("Sync now"),
                desk.sync_wanted.emit,
            ),
            self.page,
        )
        self.setLayout(down(self.either, spacing=0))
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if not changes.touch("everything", "milestones", "rounds", "meetings", "clock"):
            return
        now = clock.now(self._desk.store, self._desk.clock)
        found = timeline.moments(self._desk.store, now)
        self.either.show_full(bool(found))
        self.page.say_under(_("Your own time first; today is {day}.").format(
            day=times.day(now, now)
        ))  # fmt: skip
        clear(self.rows)
        told = False
        for each in found:
            if not each.over and not told:
                self.rows.addWidget(_today(times.day(now, now)))
                told = True
            self.rows.addWidget(self._row(each))

    def show_record(self, id: str) -> None:
        """All dates are in sight; there is nothing to open."""

    def _row(self, each: Moment) -> QWidget:
        symbol = SYMBOLS.get(each.kind, Symbol.CALENDAR)
        soft = "soft" if each.over else "ink"
        title = Label(each.title, weight="regular" if each.over else "medium", tone=soft, wrap=True)
        when = Label(each.when, type="small", tone="soft", wrap=True)
        text = down(title, when, spacing=2)
        for was, why in each.moved:
            text.addWidget(Struck(was))
            if why:
                words = _("Moved: {why}").format(why=why)
                text.addWidget(Label(words, type="small", tone="soft", wrap=True))
        till = Label(each.till, type="small", tone="soft" if each.over else "accent")
        row = across(
            Picture(symbol, "faint" if each.over else "accent", SMALL_ICON),
            text,
            till,
            spacing=Space.MEDIUM,
            margins=(0, Space.SMALL, 0, Space.SMALL),
        )
        row.setStretch(1, 1)
        if each.goes_to is not None:
            place, id = each.goes_to
            words = _("Agenda")
            open_ = Button(words, "link", on_click=lambda: self._desk.show(place, id))
            open_.setAccessibleName(_("Agenda of {title}").format(title=each.title))
            row.addWidget(open_)
        return boxed(down(row, hairline(), spacing=0))


class Struck(Label):
    """An old date: struck out, and said to be old to those who do not see the stroke."""

    def __init__(self, words: str) -> None:
        super().__init__(words, type="small", tone="soft", wrap=True)
        self.setStyleSheet("text-decoration: line-through;")
        self.setAccessibleName(_("no longer: {date}").format(date=words))


def _today(day: str) -> QWidget:
    words = Label(_("Today, {day}").format(day=day), type="small", weight="bold", tone="accent")
    return boxed(down(words, margins=(0, Space.MEDIUM, 0, Space.SMALL)))
