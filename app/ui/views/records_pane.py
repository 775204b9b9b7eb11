"""Records of one kind as a list, with one of them beside it, or the form it is written in."""

from collections.abc import Container, Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.views.meeting_part import MeetingPart
from app.ui.views.page import Side, Split, nothing, scrolled
from app.ui.views.record_form import RecordForm
from app.ui.widgets.layout import Part, boxed, down
from app.ui.widgets.rows import Line, LineList
from app.ui.widgets.text import Label

NOTHING, ONE, WRITING = range(3)


class RecordsPane(MeetingPart):
    """What is half written stays while the list behind it is read anew."""

    list: LineList
    side: Side
    """Without its title where it stands under a tab, which says it already."""
    split: Split

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted = ""
        """What is to be brought into sight once it was read."""
        self._beside = Beside(desk)
        desk.closing.connect(self._beside.leave)
        self.none = nothing("")
        self._stack = QStackedWidget()

    def lay_out(
        self, title: str, back: str, detail: QWidget, form: RecordForm, *above: Part
    ) -> None:
        """Put the parts in their places: `above` the list, `back` leads to it where it is narrow."""
        self.list = LineList(title)
        self.list.opened.connect(self._show)
        self.list.activated_line.connect(self._enter)
        form.done.connect(self._left)
        edge = (Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
        self._bodies = [down(part, None, margins=edge) for part in (self.none, detail, form)]
        for body in self._bodies:
            self._stack.addWidget(scrolled(boxed(body)))
        self.empty = Label(tone="soft", wrap=True)
        self.empty.hide()
        self.side = Side(title, self.list, *above, self.empty)
        self.split = Split(self.side, self._stack, back)
        self.setLayout(down(self.split, spacing=0))

    def stand_under_tab(self) -> None:
        """Stand under a tab, which says the title already, and begin where its head begins."""
        self.side.title.hide()
        self.side.stand_under(Space.HUGE)
        for each in self._bodies:
            each.setContentsMargins(Space.HUGE, Space.LARGE, Space.HUGE, Space.WIDE)

    def read(self) -> None:
        """Have the list read, and shown with `show_lines`."""
        raise NotImplementedError

    def show_one(self, id: str) -> bool:
        """Show a record in the detail; False where it is none of those that were read."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """Show the list alone: it is of something else now. What was half written is gone."""
        self._wanted = ""
        self._stack.setCurrentIndex(NOTHING)
        self.split.show_list()

    def show_lines(self, lines: Sequence[Line], known: Container[str], none: str) -> None:
        """Show the list; `known` can be shown, filtered or not; `none` stands for no choice."""
        here = self._wanted or self.list.key()
        self.list.show_lines(lines)
        self.none.setText("" if not lines else none)
        # Where the list stands alone its side must say that there is nothing, and why.
        self.empty.setText("" if lines else none)
        self.empty.setVisible(not lines)
        if here in {each.key for each in lines}:
            self.list.choose(here)
        if self._stack.currentIndex() == WRITING:
            return
        if self._wanted in known:
            self._enter(self._wanted)
            self._wanted = ""
        else:
            self._show(self.list.key() or "")

    def write(self, field: QWidget) -> None:
        """Show the form, and go to its `field`."""
        self._stack.setCurrentIndex(WRITING)
        self.split.show_detail()
        field.setFocus()

    def _show(self, id: str) -> None:
        self._stack.setCurrentIndex(ONE if self.show_one(id) else NOTHING)

    def _enter(self, id: str) -> None:
        self._show(id)
        self.split.show_detail()

    def _left(self, id: str) -> None:
        """Something was saved, or ("") nothing after all."""
        self._stack.setCurrentIndex(NOTHING)
        self._wanted = id
        if not id:
            self.split.show_list()
        self.read()
