"""Where the open paper stands in the list: told in its head, one on or back, another chosen."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.i18n import _
from app.ui.theme import theme
from app.ui.views.paper import PaperView
from app.ui.views.paper_list import ProposalList
from app.ui.views.paper_popup import Popup


class PaperPlace(QObject):
    """Goes through the list as it is filtered and sorted; `show` opens another paper."""

    def __init__(self, paper: PaperView, list_: ProposalList, show: Callable[[str], None]) -> None:
        super().__init__(paper)
        self._paper = paper
        self._list = list_
        self._show = show
        self.popup = Popup(paper)
        self.popup.chosen.connect(show)
        paper.head.stepped.connect(self.step)
        paper.head.popup_wanted.connect(self._show_popup)

    def step(self, step: int) -> None:
        """Go `step` proposals on."""
        id = self._paper.proposal()
        if id is not None and (other := self._list.beside(id, step)) is not None:
            self._show(other)

    def tell(self, round_title: Callable[[str], str | None]) -> None:
        """Say it in the paper's head; `round_title` answers None for a round nobody knows."""
        id = self._paper.proposal()
        if id is None:
            return
        ids = self._list.ids()
        row = self._list.entries.row(id)
        crumb = round_title(row.round) if row is not None else None
        number = ids.index(id) + 1 if id in ids else 0
        self._paper.head.show_place(number, len(ids), crumb or _("Proposals"))

    def _show_popup(self) -> None:
        lines = self._list.list.lines
        shown = [lines.line(row) for row in range(lines.rowCount())]
        room = self._paper.height() - theme().px(60)
        self.popup.show_under(self._paper.head.place, shown, self._paper.proposal(), room)
