"""What narrows my notes: kind, paper, criterion, colour, state and words; and their order."""

from PySide6.QtCore import QObject, Signal

from app.domain.marks import Wanted
from app.i18n import _
from app.ui.models import marks
from app.ui.note_reading import Known
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import MenuChip
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.segments import Segmented


class NoteFilters(QObject):
    """Its parts stand where the place puts them."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.search = SearchBox(_("Find in my notes"))
        self.search.searched.connect(self._tell)
        self.kinds = MenuChip(_("Kind"))
        self.papers = MenuChip(_("Paper"))
        self.criteria = MenuChip(_("Criterion"))
        self.colours = MenuChip(_("Colour"))
        self.states = MenuChip(_("State"))
        self.kinds.offer(marks.kinds())
        self.colours.offer(marks.colours())
        self.states.offer(marks.states())
        self.chips = (self.kinds, self.papers, self.criteria, self.colours, self.states)
        for chip in self.chips:
            chip.changed.connect(self._tell)
        self.all = Button(_("Show all"), "link", on_click=self.show_all)
        self.order = Segmented(
            (("paper", _("By paper")), ("time", _("By time"))), _("In which order"), clearable=False
        )
        self.order.choose("paper")
        self.order.chosen.connect(self._tell)

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

    def by_time(self) -> bool:
        return self.order.choice() == "time"

    def show_all(self) -> None:
        """Take all filters away."""
        for chip in self.chips:
            chip.choose(())
        self.search.clear()
        self.search.returnPressed.emit()  # now, not after the pause of somebody who types

    def offer(self, known: Known) -> None:
        """Offer the papers and criteria that there are marks on."""
        self.papers.offer(known.papers)
        self.criteria.offer(known.criteria)
        self.criteria.setVisible(bool(known.criteria))

    def _tell(self, _what: object = None) -> None:
        self.changed.emit()
