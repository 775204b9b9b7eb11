"""What the places are laid out with: a page that scrolls, a list beside a detail, short lists."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import surface, theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Part, across, boxed, down, hairline
from app.ui.widgets.rows import Line, LineList
from app.ui.widgets.text import Heading, Label

WIDEST = 820
"""Width of a page's column, in px at 100 %."""
COLUMN = 560
"""Width of what stands in the middle of an empty page, in px at 100 %."""
LIST = 330
NARROWEST = 860
"""A list and its detail stand beside each other from this width on, in px at 100 %."""


class Page(QWidget):
    """A title with what can be done beside it, and a column under it that scrolls."""

    def __init__(
        self, title: str, *actions: Part, name: str = "", wide: int = WIDEST, side: int = Space.HUGE
    ) -> None:
        """Take the free space at both sides: within another page it is that of its head."""
        super().__init__()
        surface(self, "paper")
        self.setAccessibleName(name or title)
        self._wide, self._side = wide, side
        self.title = Heading(title, 1)
        self.under = Label(tone="soft", wrap=True)
        self.under.hide()
        self.column = down(spacing=Space.SMALL)
        edge = (side, Space.LARGE, side, Space.HUGE)
        head = across(self.title, *actions)
        head.setStretch(0, 1)
        top = down(head, self.under, spacing=Space.TIGHT)
        self._body = boxed(down(top, int(Space.SMALL), self.column, None, margins=edge))
        self.area = scrolled(self._body)
        self.area.setAccessibleName(name or title)
        self.setLayout(down(self.area, spacing=0))
        theme().changed.connect(self._sized)
        self._sized()

    def say_under(self, words: str) -> None:
        """Show a line of second rank under the title; "" takes it away."""
        self.under.setText(words)
        self.under.setVisible(bool(words))

    def _sized(self) -> None:
        self._body.setMaximumWidth(theme().px(self._wide) + 2 * self._side)


class Column(QWidget):
    """A few things in the middle of an empty page: the first steps, one under the other."""

    def __init__(self, *parts: Part) -> None:
        super().__init__()
        edge = (Space.HUGE, Space.HUGE, Space.HUGE, Space.HUGE)
        self._inner = boxed(down(*parts, spacing=Space.MEDIUM, margins=edge))
        middle = down(None, across(None, self._inner, None, spacing=0), None, spacing=0)
        middle.setStretch(0, 1)
        middle.setStretch(2, 2)
        self.setLayout(down(scrolled(boxed(middle)), spacing=0))
        theme().changed.connect(self._sized)
        self._sized()

    def _sized(self) -> None:
        wide = theme().px(COLUMN) + 2 * Space.HUGE
        self._inner.setMaximumWidth(wide)
        self._inner.setMinimumWidth(min(wide, 600))


class Split(QWidget):
    """A list, and what is chosen in it. Where there is no room for both, one at a time."""

    def __init__(self, side: QWidget, detail: QWidget, back: str) -> None:
        super().__init__()
        surface(self, "paper")
        self.side, self.detail = side, detail
        self.back = Button(back, "quiet", Symbol.BACK, self.show_list)
        self._back_row = boxed(
            across(self.back, None, margins=(Space.WIDE, Space.SMALL, Space.WIDE, 0))
        )
        self._line = hairline(upright=True)
        column = down(self._back_row, detail, spacing=0)
        column.setStretch(1, 1)
        self._right = boxed(column, "paper")
        row = across(side, self._line, self._right, spacing=0)
        row.setStretch(2, 1)
        self.setLayout(row)
        self._chosen = self._alone = False
        theme().changed.connect(self._fit)
        self._fit()

    def set_alone(self, alone: bool) -> None:  # noqa: FBT001 -- a setter
        """Give what is chosen all the room (F11), or bring the list back beside it."""
        if alone != self._alone:
            self._alone = alone
            self._fit()

    def show_detail(self) -> None:
        """Something was chosen: in a narrow window it takes the place of the list, and its focus."""
        held = self.side.isAncestorOf(QApplication.focusWidget() or self)
        self._chosen = True
        self._fit()
        if held and self.side.isHidden():
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        self._chosen = False
        self._fit()
        self.side.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_narrow(self) -> bool:
        return self.width() < theme().px(NARROWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.is_narrow()
        self.side.setVisible(not self._alone and (not narrow or not self._chosen))
        self._right.setVisible(self._alone or not narrow or self._chosen)
        self._line.setVisible(not narrow and not self._alone)
        self._back_row.setVisible(narrow)
        if narrow:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_777_215)
        else:
            self.side.setFixedWidth(theme().px(LIST))


class Side(QWidget):
    """The list half of a `Split`: a title, perhaps filters, the list."""

    def __init__(self, title: str, view: QWidget, *above: Part) -> None:
        super().__init__()
        surface(self, "paper")
        self.setFocusProxy(view)
        edge = (Space.LARGE, Space.LARGE, Space.LARGE, Space.SMALL)
        self.title = Heading(title, 2)
        self._head = down(self.title, *above, margins=edge)
        self._rows = down(view, spacing=0)
        column = down(self._head, self._rows, spacing=0)
        column.setStretch(1, 1)
        self._column = column
        self.setLayout(column)

    def stand_under(self, edge: int) -> None:
        """Begin where the head of a tab begins, `edge` px from the side, with the rows too."""
        self._head.setContentsMargins(edge, Space.LARGE, edge, Space.SMALL)
        # Rows have room at both ends for their ground.
        self._rows.setContentsMargins(edge - Space.MEDIUM, 0, edge - Space.MEDIUM, 0)

    def put_under(self, part: QWidget) -> None:
        """Put `part` at the foot, under the list."""
        self._column.addWidget(part)


class ShortList(LineList):
    """A list as high as its rows, for a page that scrolls as a whole."""

    def __init__(self, name: str) -> None:
        self._high = 0
        super().__init__(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._grow)

    def show_lines(self, lines: Sequence[Line]) -> None:
        super().show_lines(lines)
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self._high)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()

    def _grow(self) -> None:
        # Rows of one or two lines: two heights are known, not one per row measured.
        known: dict[bool, int] = {}
        high = 0
        for row in range(self.lines.rowCount()):
            two = bool(self.lines.line(row).below)
            if two not in known:
                known[two] = self.sizeHintForRow(row)
            high += known[two]
        self._high = high + 2
        self.setFixedHeight(self._high)
        self.updateGeometry()


class Block(QWidget):
    """A part of a page: a heading of third rank and what it holds; empty, it is not there."""

    def __init__(self, title: str, *parts: Part) -> None:
        super().__init__()
        self.heading = Label(title, type="small", weight="bold", tone="soft", wrap=True)
        self.body = down(*parts, spacing=Space.TIGHT)
        if any(isinstance(part, ShortList) for part in parts):
            # Rows have room at both ends for their ground: their words stand under the heading.
            self.body.setContentsMargins(-Space.MEDIUM, 0, -Space.MEDIUM, 0)
        self.setLayout(down(self.heading, self.body, spacing=Space.TIGHT))


class Either(QStackedWidget):
    """Shows the empty state until there is something to show."""

    filled = Signal(bool)

    def __init__(self, empty: QWidget, full: QWidget) -> None:
        super().__init__()
        self.addWidget(empty)
        self.addWidget(full)

    def show_full(self, full: bool) -> None:  # noqa: FBT001 -- a setter
        self.setCurrentIndex(int(full))


def scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    return area


def nothing(sentence: str) -> Label:
    """Return a quiet sentence where a list would stand."""
    return Label(sentence or _("Nothing here."), tone="soft", wrap=True)
