"""The balance of a round beside its line: by stakeholder group, region and theme."""

from PySide6.QtWidgets import QWidget

from app.actions.ranking import Ranking
from app.domain.capacity import KINDS
from app.i18n import _
from app.phrases import balance as balances
from app.ui.measures import Space
from app.ui.models import chair_decisions as model
from app.ui.views.page import Block, ShortList
from app.ui.widgets.layout import down
from app.ui.widgets.text import Label


class Balance(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.lists = {kind: ShortList(balances.kind(kind)) for kind in KINDS}
        blocks = [Block(balances.kind(kind), each) for kind, each in self.lists.items()]
        small = Label(
            _("Numbers under five have no share: they would say more than they can."),
            type="small",
            tone="soft",
            wrap=True,
        )
        self.setLayout(down(*blocks, small, spacing=Space.MEDIUM))

    def show_ranking(self, found: Ranking, *, moved: bool) -> None:
        """Show how many there are, fit by rank alone and, if it was `moved`, with this line."""
        for kind, shown in self.lists.items():
            decided = {each.value: each for each in found.decided[kind]}
            shown.show_lines(model.balance_rows(kind, found.balance[kind], decided, moved=moved))
