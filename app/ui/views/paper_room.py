"""Who has the room of a paper: its text and the panel beside it, or one of them."""

from PySide6.QtWidgets import QHBoxLayout

from app.ui.measures import PANEL
from app.ui.theme import theme
from app.ui.views.paper_centre import PaperCentre
from app.ui.views.paper_side import PaperSide

BESIDE = 720
"""Papers less wide show the text or the panel, not both, in px at 100 %."""
_ANY = 16_777_215


class PaperRoom(QHBoxLayout):
    """Gives the panel its width; where there is no room for both it takes the text's place."""

    def __init__(self, centre: PaperCentre, side: PaperSide) -> None:
        super().__init__()
        self._centre, self._side = centre, side
        self._full = self._alone = False
        self._side_wanted = True
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)
        self.addWidget(centre, 1)
        self.addWidget(side)

    def show_side(self) -> None:
        """Bring the panel into sight."""
        self._side_wanted = True
        self.fit()

    def show_text(self) -> None:
        """Bring the text into sight where the panel stands in its place."""
        if self._alone and self._side_wanted:
            self.toggle_side()

    def toggle_side(self) -> None:
        self._side_wanted = self._side.isHidden()
        self.fit()

    def set_full(self, full: bool) -> None:  # noqa: FBT001 -- a setter
        """Fold the panel away while the paper has the whole window, and bring it back after."""
        if full != self._full:
            self._full = full
            self._centre.head.show_full(full)
            self._side_wanted = not full
            self.fit()

    def fit(self) -> None:
        """Share what width the paper has; one that becomes narrow shows its text first."""
        paper = self.parentWidget()
        width = paper.width() if paper is not None else 0
        alone = width < theme().px(BESIDE)
        if alone and not self._alone:
            self._side_wanted = False
        elif self._alone and not alone and not self._full:
            self._side_wanted = True
        self._alone = alone
        self._side.notes.margin.set_listed(alone)
        wide = min(theme().px(PANEL), width * 9 // 20)
        self._side.setMinimumWidth(0 if alone else wide)
        self._side.setMaximumWidth(_ANY if alone else wide)
        self._side.setVisible(self._side_wanted)
        self._centre.setVisible(not (alone and self._side_wanted))
        self._centre.head.panel.setVisible(not self._side_wanted)
