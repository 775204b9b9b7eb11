"""The balance of a round beside its line: by stakeholder group, region and theme."""

from PySide6.QtWidgets import QWidget

from app.actions.ranking import Ranking
from app.domain.capacity import KINDS
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
        self.divided = Label(balances.divided_words(), type="small", tone="soft", wrap=True)
        small = Label(balances.few_words(), type="small", tone="soft", wrap=True)
        self.setLayout(down(*blocks, self.divided, small, spacing=Space.MEDIUM))

    def show_ranking(self, found: Ranking, *, moved: bool) -> None:
        """Show how many there are, fit by rank alone and, if it was `moved`, with this line."""
        self.divided.setVisible(any(map(balances.divided, found.balance.values())))
        for kind, shown in self.lists.items():
            decided = {each.value: each for each in found.decided[kind]}
            shown.show_lines(model.balance_rows(kind, found.balance[kind], decided, moved=moved))
