"""How many places there are and how they are shared: what moves the line, above the ranked list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions.ranking import Ranking, Table
from app.domain.capacity import Quota
from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import chair_decisions as model
from app.ui.views.chair_quotas import Quotas
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.stepper import Stepper
from app.ui.widgets.text import Label

MOST = 999
"""Places a line can be drawn at."""


class Places(QWidget):
    changed = Signal()
    """Another line is wanted: `slots` and `quotas` say which."""

    def __init__(self) -> None:
        super().__init__()
        self._slots: int | None = None
        self.count = Stepper(_("Places"), 0, MOST, 1, "{n}", 0)
        self.count.stepped.connect(self.move_to)
        self.back = Button(_("Back to the round's places"), "link", Symbol.UNDO, self.reset)
        self.share = Choice(_("Share the places by"))
        self.share.addItem(_("by rank alone"), "")
        for kind, words in (
            ("theme", _("so many of each theme")),
            ("group", _("so many of each stakeholder group")),
            ("region", _("so many of each region")),
        ):
            self.share.addItem(words, kind)
        self.share.activated.connect(self._changed)
        self.quotas = Quotas()
        self.quotas.changed.connect(self.changed)
        self.tied = Label(tone="warn", wrap=True)
        # A label with its control stays on one line of the flow.
        self._counting = FlowBox(Label(_("Places"), tone="soft"), self.count, self.back)
        self._sharing = boxed(down(FlowBox(self.share), self.quotas, spacing=Space.TIGHT))
        edge = (Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
        self.setLayout(
            down(self._counting, self._sharing, self.tied, margins=edge, spacing=Space.TIGHT)
        )

    def forget(self) -> None:
        """Begin anew for another round, without telling anyone."""
        self._slots = None
        self.share.setCurrentIndex(0)
        self.quotas.forget()

    def move_to(self, slots: int) -> None:
        """Want the line at `slots` places."""
        self._slots = slots
        self.changed.emit()

    def reset(self) -> None:
        """Want the line where the round has it."""
        self._slots = None
        self.changed.emit()

    def slots(self, table: Table) -> int | None:
        """Return how many places are wanted; where nobody says it, all with a score fit."""
        return table.scored if self._slots is None and table.capacity is None else self._slots

    def shared(self, table: Table) -> list[Quota]:
        """Return how the places are shared; the values `table` has are offered."""
        self.quotas.offer(str(self.share.currentData() or ""), table)
        return self.quotas.wanted()

    def show_ranking(self, table: Table, found: Ranking | None) -> None:
        """Show what stands; None: the round has no scores."""
        self._counting.setVisible(found is not None)
        self._sharing.setVisible(found is not None)
        moved = self._slots is not None and self._slots != table.capacity
        self.back.setVisible(moved and table.capacity is not None)
        self.count.show_value(found.line.slots if found else 0)
        tied = model.tied_words(found) if found else ""
        self.tied.setText(tied)
        self.tied.setVisible(bool(tied))

    def line_words(self, table: Table, found: Ranking) -> str:
        """Return what the line in the list says of itself."""
        if self._slots is None and table.capacity is None:
            return model.no_places()
        return model.line_words(found)

    def _changed(self, _value: int = 0) -> None:
        self.changed.emit()
