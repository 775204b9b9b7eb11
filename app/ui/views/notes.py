"""My notes: everything I marked, across papers, to be found again and exported."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions import annotating, clock, listing_marks
from app.domain.changes import Changes
from app.domain.marks import Listed, Wanted, chosen
from app.i18n import _, ngettext
from app.store import current, documents
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import TARGET, Space
from app.ui.models import marks
from app.ui.theme import surface, theme
from app.ui.views.notes_export import EXPORT, ExportPanel
from app.ui.views.page import Either, nothing, scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import MenuChip
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import FlowBox, across, boxed, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import LineList
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading, Label
from app.ui.worker import Current

LIST = 160
"""A list less high than this makes room for the panel, in px at 100 %."""


class NoteList(LineList):
    """My notes; Delete takes the chosen one away."""

    def __init__(self, name: str, away: "partial[object]") -> None:
        super().__init__(name)
        self._away = away

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and (key := self.key()):
            self._away(key)
            return
        super().keyPressEvent(event)


class NotesView(QWidget):
    """A list with filters above it; a click or Enter opens the paper at the mark."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._marks: list[Listed] = []
        self._placing = Current()
        self._titles: dict[str, str] = {}
        self.search = SearchBox(_("Find in my notes"))
        self.search.searched.connect(self._show)
        self.kinds = MenuChip(_("Kind"))
        self.papers = MenuChip(_("Paper"))
        self.criteria = MenuChip(_("Criterion"))
        self.colours = MenuChip(_("Colour"))
        self.states = MenuChip(_("State"))
        self.kinds.offer(marks.kinds())
        self.colours.offer(marks.colours())
        self.states.offer(marks.states())
        self._chips = (self.kinds, self.papers, self.criteria, self.colours, self.states)
        for chip in self._chips:
            chip.changed.connect(self._show)
        self.all = Button(_("Show all"), "link", on_click=self.show_all)
        self.order = Segmented(
            (("paper", _("By paper")), ("time", _("By time"))), _("In which order"), clearable=False
        )
        self.order.choose("paper")
        self.order.chosen.connect(self._show)
        self.count = Label(type="small", tone="soft")
        self.export = Button(_("Export…"), "secondary", Symbol.EXPORT, self._toggle_export)
        self.panel = ExportPanel(desk)
        self.panel.closed.connect(self._panel_closed)
        self.panel.resized.connect(self._fit)
        self._area = scrolled(self.panel)
        self._area.hide()
        self.none = nothing(_("Nothing of yours fits. Take a filter away, or search other words."))
        self.list = NoteList(_("My notes"), partial(self._withdraw))
        self.list.activated_line.connect(self._open)
        self.either = Either(self._empty(), boxed(self._full(), "paper"))
        self.setLayout(down(self.either, spacing=0))
        for keys, act in (("Ctrl+F", self.search.setFocus), ("Ctrl+E", self._toggle_export)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if not changes.touch(
            "everything", "notes", "comments", "proposals", "documents", "items", "sync", "versions"
        ):
            return
        store, known = self._desk.store, {each.id: each for each in self._marks}
        self._marks = [_placed_as(known, each) for each in listing_marks.mine(store)]
        self._titles = marks.criteria(store, self._marks)
        self.papers.offer(marks.papers(self._marks))
        self.criteria.offer(self._titles)
        self.criteria.setVisible(bool(self._titles))
        self.either.show_full(bool(self._marks))
        self._show()
        self._look_for_places()

    def show_record(self, id: str) -> None:
        """Choose the mark `id`; `EXPORT` and a document's name open the export of its PDF."""
        if id.startswith(EXPORT):
            self._open_panel(id.removeprefix(EXPORT))
            return
        self.show_all()
        self.list.choose(id)

    def wanted(self) -> Wanted:
        """Return what the filters ask for."""
        return Wanted(
            kinds=self.kinds.chosen(),
            papers=self.papers.chosen(),
            criteria=self.criteria.chosen(),
            colours=self.colours.chosen(),
            states=self.states.chosen(),
            words=self.search.text(),
        )

    def show_all(self) -> None:
        """Take all filters away."""
        for chip in self._chips:
            chip.choose(())
        self.search.clear()
        self.search.returnPressed.emit()  # now, not after the pause of somebody who types

    def _full(self) -> QVBoxLayout:
        edge = (Space.HUGE, Space.LARGE, Space.HUGE, Space.SMALL)
        title = across(Heading(_("My notes"), 1), self.export)
        title.setStretch(0, 1)
        found = across(self.search, self.order, spacing=Space.MEDIUM)
        found.setStretch(0, 1)
        filters = FlowBox(*self._chips, self.all, spacing=Space.SMALL - 2)
        head = self._head = boxed(
            down(title, found, filters, self.count, self.none, margins=edge), "paper"
        )
        side = Space.HUGE - Space.MEDIUM
        rows = down(self.list, margins=(side, 0, side, 0))
        full = down(head, self._area, hairline(), rows, spacing=0)
        full.setStretch(3, 1)
        full.addStretch(0)  # takes what is left while the list makes room for the panel
        return full

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the panel its height; where the list would be a strip only, it makes room."""
        if self._area.isHidden():
            self.list.show()
            return
        wanted = self.panel.heightForWidth(self.width())
        wanted = max(wanted, self.panel.sizeHint().height())
        room = self.height() - self._head.sizeHint().height()
        self.list.setVisible(room - wanted >= theme().px(LIST))
        self._area.setFixedHeight(max(theme().px(TARGET), min(wanted, room)))

    def _empty(self) -> EmptyState:
        return EmptyState(
            Symbol.HIGHLIGHT,
            _("Nothing marked yet"),
            _(
                "Choose words in a paper, then a colour, Note, Comment or Question. Notes are only "
                "yours; comments go to the chairs with the next sync."
            ),
            _("Go to the proposals"),
            partial(self._desk.show, "proposals", ""),
        )

    def _show(self, _what: object = None) -> None:
        wanted = self.wanted()
        found = chosen(self._marks, wanted)
        now = clock.now(self._desk.store, self._desk.clock)
        open_ = current.undecided(self._desk.store)
        newest = self.order.choice() == "time"
        self.list.show_lines(marks.lines(found, now, open_, self._titles, newest=newest))
        self.none.setVisible(not found)
        self.all.setVisible(bool(wanted))
        count, total = len(found), len(self._marks)
        told = ngettext("{n} of {total} mark", "{n} of {total} marks", total)
        if count == total:
            told = ngettext("{n} mark", "{n} marks", total)
        self.count.setText(told.format(n=count, total=total))
        if not self._area.isHidden():
            self._offer()

    def _look_for_places(self) -> None:
        """Have the worker look where the words are now; the list is there meanwhile."""
        home, asked = self._desk.home, list(self._marks)
        self._placing.run(
            self._desk.worker,
            lambda store, _job: listing_marks.placed(store, home, asked),
            self._placed,
            self._desk.failed.emit,
        )

    def _placed(self, found: list[Listed]) -> None:
        if found != self._marks:
            self._marks = found
            self._show()

    def _open(self, key: str) -> None:
        if key.startswith(marks.PAPER):
            kind, _slash, id = key.removeprefix(marks.PAPER).partition("/")
            self._desk.show(kind, id)
            return
        mark = next((each for each in self._marks if each.id == key), None)
        if mark is not None:
            self._desk.show(*mark.about)
            self._desk.mark_wanted.emit(key)

    def _withdraw(self, key: str) -> None:
        if key.startswith(marks.PAPER):
            return
        when = self._desk.clock
        self._desk.act(
            lambda store: annotating.withdraw(store, key, when), _("Taken away."), undoable=True
        )

    def _toggle_export(self) -> None:
        if self._area.isHidden():
            self._open_panel()
        else:
            self.panel.close_panel()

    def _open_panel(self, of: str = "") -> None:
        self.either.show_full(True)
        self._offer()
        self._area.show()
        self.panel.open_for(of)
        self._fit()

    def _panel_closed(self) -> None:
        self._area.hide()
        self._fit()
        self.export.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        store = self._desk.store
        marked = {each.about[1] for each in self._marks if each.about[0] == "document"}
        here = {
            f"document/{each.row.id}": each.title
            for each in documents.listed(store)
            if each.row.id in marked and each.file_here and _is_pdf(each.row.data.get("file"))
        }
        self.panel.offer(self.wanted(), here)


def _placed_as(known: dict[str, Listed], each: Listed) -> Listed:
    """Return a mark with the place it had a moment ago: it is looked for again."""
    before = known.get(each.id)
    if before is None:
        return each
    return Listed(each.row, before.place, each.title, before.rank)


def _is_pdf(file: object) -> bool:
    name = file.get("name") if isinstance(file, dict) else ""
    return str(name).lower().endswith(".pdf")
