"""My notes: everything I marked, across papers, to be found again and exported."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions import clock
from app.domain.changes import Changes
from app.domain.records import Row
from app.i18n import _
from app.store import current
from app.ui.desk import Desk
from app.ui.exports import Export
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import marks
from app.ui.theme import surface
from app.ui.views.page import Either, nothing
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import across, boxed, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import LineList
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading


class NotesView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._rows: list[Row] = []
        self._titles: dict[tuple[str, str], str] = {}
        self.search = SearchBox(_("Find in my notes"))
        self.search.searched.connect(self._show)
        kinds = ("note", "comment", "question", "evidence")
        choices = [("", _("All")), *((kind, marks.name(kind)) for kind in kinds)]
        self.kinds = Segmented(choices, _("Which of them"), clearable=False)
        self.kinds.choose("")
        self.kinds.chosen.connect(self._show)
        self.export = Button(
            _("Export my comments…"), "secondary", Symbol.EXPORT, partial(self._export, "pdf")
        )
        self.none = nothing(_("Nothing of yours fits."))
        self.list = LineList(_("My notes"))
        self.list.activated_line.connect(self._open)
        title = across(Heading(_("My notes"), 1), self.export)
        title.setStretch(0, 1)
        head = down(
            title, self.search, self.kinds, self.none,
            margins=(Space.HUGE, Space.LARGE, Space.HUGE, Space.SMALL),
        )  # fmt: skip
        side = Space.HUGE - Space.MEDIUM
        full = down(head, down(self.list, margins=(side, 0, side, 0)), spacing=0)
        full.setStretch(1, 1)
        self.either = Either(
            EmptyState(
                Symbol.HIGHLIGHT,
                _("Nothing marked yet"),
                _("Choose words in a paper, then Note, Comment or Question. Notes are only "
                  "yours; comments go to the chairs with the next sync."),
                _("Go to the proposals"),
                partial(desk.show, "proposals", ""),
            ),
            boxed(full, "paper"),
        )  # fmt: skip
        self.setLayout(down(self.either, spacing=0))
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if changes.touch(
            "everything", "notes", "comments", "proposals", "documents", "items", "sync"
        ):
            self._rows = marks.mine(self._desk.store)
            self._titles = marks.titles(self._desk.store)
            self.either.show_full(bool(self._rows))
            self._show()

    def show_record(self, id: str) -> None:
        """Choose the mark `id` and open the paper it is on."""
        self.search.clear()
        self.kinds.choose("")
        self._show()
        self.list.choose(id)

    def _show(self, _what: object = None) -> None:
        now = clock.now(self._desk.store, self._desk.clock)
        wanted = str(self.kinds.choice() or "")
        open_ = current.undecided(self._desk.store)
        lines = marks.lines(self._rows, self._titles, wanted, self.search.text(), now, open_)
        self.list.show_lines(lines)
        self.none.setVisible(not lines)

    def _open(self, id: str) -> None:
        row = next((each for each in self._rows if each.id == id), None)
        if row is not None:
            about = row.data.get("about") or {}
            self._desk.show(str(about.get("kind")), str(about.get("id")))

    def _export(self, format: str) -> None:
        Export(self._desk, self).begin("my-comments", format, _("My comments"))
