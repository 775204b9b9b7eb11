"""Timeline: every date of the cycle; where one was moved, the old date stays, struck out."""

from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from app.actions import clock
from app.domain.changes import Changes
from app.i18n import _, ngettext
from app.ui import times
from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.exports import Export, menu
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.models import timeline
from app.ui.models.timeline import Moment
from app.ui.views.page import Either, Page
from app.ui.views.paper_menu import caret_after, drops
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, across, boxed, clear, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Label


class TimelineView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: dict[str, QWidget] = {}
        self._wanted = ""
        self._today: QWidget | None = None
        """The line above what is to come."""
        self._first = True
        self._beside = Beside(desk)
        desk.closing.connect(self._beside.leave)
        self.page = Page(_("Timeline"))
        self.zone = Segmented(timeline.zones(), _("Whose time"), clearable=False)
        self.zone.choose(timeline.HERE)
        self.zone.chosen.connect(lambda _key: self._read())
        self.calendar = Button(_("To my calendar…"), "secondary", Symbol.CALENDAR, self._calendar)
        self.export = caret_after(_("Export"), "quiet")
        drops(self.export, self._menu())
        self.rows = down(spacing=0)
        for part in (self.zone, FlowBox(self.calendar, self.export, spacing=Space.SMALL)):
            self.page.column.addWidget(part)
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
        if changes.touch(
            "everything", "milestones", "rounds", "meetings", "items", "documents", "decisions",
            "clock",
        ):  # fmt: skip
            self._read()

    def show_record(self, id: str) -> None:
        """Bring a date into sight, by its key or the id of its record."""
        self._wanted = id
        self._bring()

    def _bring(self) -> None:
        """Bring what is wanted into sight; at first today, with something of what was before it."""
        wanted = self._wanted
        found = [row for key, row in self._rows.items() if wanted and wanted in {key, _id(key)}]
        if found:
            self._wanted = ""
            area = self.page.area
            QTimer.singleShot(0, found[0], lambda: area.ensureWidgetVisible(found[0]))
        elif self._first and (today := self._today) is not None:
            self._first = False
            QTimer.singleShot(0, today, lambda: self._go_to_today(today))

    def _go_to_today(self, today: QWidget) -> None:
        area = self.page.area
        page = area.widget()
        layout = None if page is None else page.layout()
        if page is not None and layout is not None:
            layout.activate()
            above = today.mapTo(page, QPoint()).y() - area.viewport().height() // 3
            area.verticalScrollBar().setValue(above)

    def _read(self) -> None:
        now = clock.now(self._desk.store, self._desk.clock)
        zone = str(self.zone.choice())
        self._beside.read(
            lambda store: timeline.moments(store, now, zone),
            lambda found: self._show(found, times.day(now, now)),
        )

    def _show(self, found: list[Moment], today: str) -> None:
        self.either.show_full(bool(found))
        moved = sum(bool(each.moved) for each in found)
        told = [_("Today is {day}.").format(day=today)]
        if moved:
            words = ngettext("{n} date was moved.", "{n} dates were moved.", moved)
            told.append(words.format(n=moved))
        self.page.say_under(" ".join(told))
        clear(self.rows)
        self._rows.clear()
        self._today = None
        for each in found:
            if not each.over and self._today is None:
                self._today = _today(today)
                self.rows.addWidget(self._today)
            row = self._rows[each.key] = self._row(each)
            self.rows.addWidget(row)
        self._bring()

    def _row(self, each: Moment) -> QWidget:
        symbol = timeline.SYMBOLS.get(each.kind, Symbol.CALENDAR)
        soft = "soft" if each.over else "ink"
        title = Label(each.title, weight="regular" if each.over else "medium", tone=soft, wrap=True)
        when = Label(each.when, type="small", tone="soft", wrap=True)
        text = down(title, when, spacing=2)
        for was, why in each.moved:
            text.addWidget(Struck(was))
            text.addWidget(Label(why, type="small", tone="soft", wrap=True))
        tone = "soft" if each.over else "warn" if each.pressing else "accent"
        till = Label(each.till, type="small", tone=tone)
        row = across(
            Picture(symbol, "faint" if each.over else "warn" if each.pressing else "accent",
                    SMALL_ICON),
            text,
            till,
            spacing=Space.MEDIUM,
            margins=(0, Space.SMALL, 0, Space.SMALL),
        )  # fmt: skip
        row.setStretch(1, 1)
        if each.goes_to is not None:
            place, id = each.goes_to
            open_ = Button(_shows(place), "link", on_click=partial(self._desk.show, place, id))
            open_.setAccessibleName(
                _("{what}: {title}").format(what=_shows(place), title=each.title)
            )
            row.addWidget(open_)
        return boxed(down(row, hairline(), spacing=0))

    def _menu(self) -> QMenu:
        return menu(self.export, self._write)

    def _calendar(self) -> None:
        self._write("ics")

    def _write(self, format: str) -> None:
        zone = {timeline.IN_UTC: "UTC", timeline.ON_EARTH: "AoE"}.get(str(self.zone.choice()))
        Export(self._desk, self).report("timeline", format, _("Timeline"), zone=zone)


class Struck(Label):
    """An old date: struck out, and said to be old to those who do not see the stroke."""

    def __init__(self, words: str) -> None:
        super().__init__(words, type="small", tone="soft", wrap=True)
        self.setStyleSheet("text-decoration: line-through;")
        self.setAccessibleName(_("no longer: {date}").format(date=words))


def _today(day: str) -> QWidget:
    words = Label(_("Today, {day}").format(day=day), type="small", weight="bold", tone="accent")
    return boxed(down(words, margins=(0, Space.MEDIUM, 0, Space.SMALL)))


def _id(key: str) -> str:
    return key.split("/")[1]


def _shows(place: str) -> str:
    """Return what a place shows of a date."""
    known = {
        "meetings": _("Agenda"),
        "documents": _("Paper"),
        "online": _("Question"),
        "proposals": _("Proposals"),
    }
    return known[place]
