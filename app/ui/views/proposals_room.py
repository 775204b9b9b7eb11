"""Who has the room in *Proposals*: the list, a paper, both, or my reviews as a table."""

from typing import Literal

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.theme import theme
from app.ui.widgets.layout import hairline
from app.ui.widgets.messages import EmptyState

WIDE = 1500
"""Windows less wide fold the list away while a paper is open, in px at 100 %."""
LIST = 320
"""Width of the list beside a paper, in px at 100 %."""
_ANY = 16_777_215

Wanted = Literal["list", "paper", "table"]


class ProposalsRoom(QHBoxLayout):
    """Lays list and paper out beside each other where both have room, else one of them."""

    def __init__(self, list_: QWidget) -> None:
        super().__init__()
        self.wanted: Wanted = "list"
        """What is asked for; a paper or table that was never held has no room."""
        self.nothing = EmptyState(
            Symbol.FILE,
            _("No proposals yet"),
            _("They come with the first update, the summaries before the full texts."),
        )
        self.waits = EmptyState(Symbol.FILE, _("Reading the proposals…"), "")
        self.choose = EmptyState(
            Symbol.READ,
            _("Choose a proposal to read"),
            _("Your notes and your review are beside the text, and save themselves."),
        )
        self._list = list_
        self._line = hairline(upright=True)
        self._paper: QWidget | None = None
        self._table: QWidget | None = None
        self.stack = QStackedWidget()
        for each in (self.choose, self.nothing, self.waits):
            self.stack.addWidget(each)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)
        self.addWidget(list_)
        self.addWidget(self._line)
        self.addWidget(self.stack, 1)

    def hold_paper(self, paper: QWidget) -> None:
        self._paper = paper
        self.stack.addWidget(paper)

    def hold_table(self, table: QWidget) -> None:
        self._table = table
        self.addWidget(table, 1)

    def is_reading(self) -> bool:
        """Say whether a paper is what one is at."""
        return self.wanted == "paper" and self._paper is not None

    def fit(self, width: int, *, rows: bool, read: bool, full: bool) -> None:
        """Give each its room in a window `width` px wide.

        `rows`: there are proposals; `read`: the list was read; `full`: the paper has it all.
        """
        tabling = self.wanted == "table"
        if self._table is not None:
            self._table.setVisible(tabling)
        if tabling:
            for each in (self._list, self._line, self.stack):
                each.hide()
            return
        reading = self.is_reading()
        wide = width >= theme().px(WIDE) and not full
        self._list.setVisible(rows and (wide or not reading))
        beside = rows and wide
        self._line.setVisible(beside)
        self.stack.setVisible(wide or reading or not rows)
        self._list.setMinimumWidth(theme().px(LIST) if beside else 0)
        self._list.setMaximumWidth(theme().px(LIST) if beside else _ANY)
        self.stack.setCurrentWidget(self._beside_list(rows=rows, read=read))

    def _beside_list(self, *, rows: bool, read: bool) -> QWidget:
        """Return what stands beside the list, or in its place."""
        if not rows and read:
            return self.nothing
        if self._paper is not None and self.is_reading():
            return self._paper
        return self.choose if rows else self.waits
