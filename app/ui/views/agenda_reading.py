"""What to read before a meeting: how far one is, how long it takes, and the papers on request."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions import agendas_reading
from app.actions.agendas_reading import Reading, ReadingList
from app.i18n import _
from app.phrases import agendas as words
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, boxed, clear, down
from app.ui.widgets.text import Label
from app.ui.worker import Job, Renewed

COLLECTIONS = {"proposal": "proposals", "document": "documents"}


class AgendaReading(QWidget):
    """One line; opened, the papers in the order of the agenda."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting = ""
        self._found = ReadingList(())
        self._reading = Renewed()
        self.words = Label(type="small", tone="soft", elide=True)
        self.open = Button(_("What to read"), "link", Symbol.READ, self._toggle)
        self.rows = down(spacing=Space.TIGHT)
        self._list = boxed(self.rows)
        self._list.hide()
        self.setLayout(
            down(across(self.open, self.words, None, spacing=Space.MEDIUM), self._list, spacing=Space.SMALL)
        )  # fmt: skip
        self.hide()

    def show_meeting(self, id: str) -> None:
        self._meeting = id
        pace = self._desk.settings.reading_pace

        def look(store: Store, _job: Job) -> tuple[str, ReadingList]:
            return id, agendas_reading.reading_list(store, id, pace)

        self._reading.run(self._desk.reader, look, self._show, self._desk.failed.emit)

    def _show(self, told: tuple[str, ReadingList]) -> None:
        meeting, found = told
        if meeting != self._meeting:
            return
        self._found = found
        self.words.setText(words.reading(found.done, len(found.papers), found.left))
        self.setVisible(bool(found.papers))
        if self._list.isVisibleTo(self):
            self._fill()

    def _toggle(self) -> None:
        self._list.setVisible(not self._list.isVisibleTo(self))
        if self._list.isVisibleTo(self):
            self._fill()

    def _fill(self) -> None:
        clear(self.rows)
        for each in self._found.papers:
            self.rows.addWidget(self._row(each))

    def _row(self, each: Reading) -> QWidget:
        state = _("read") if each.read else _("not read yet")
        length = words.minutes(each.minutes) if each.minutes else ""
        told = " · ".join(part for part in (state, length, ", ".join(each.items)) if part)
        show = partial(self._desk.show, COLLECTIONS[each.kind], each.id)
        link = Button(each.title, "link", Symbol.FILE, show)
        link.setAccessibleDescription(told)
        symbol = Symbol.DONE if each.read else Symbol.EMPTY
        return boxed(
            across(
                Picture(symbol, "good" if each.read else "faint", SMALL_ICON), link,
                Label(told, type="small", tone="soft"), None,
            )
        )  # fmt: skip
