"""Next steps of all meetings: mine, everybody's, what is overdue."""

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.ui.desk import Desk
from app.ui.theme import surface
from app.ui.views.steps_pane import StepsPane
from app.ui.widgets.layout import down


class StepsView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self.pane = StepsPane(desk)
        self.setLayout(down(self.pane, spacing=0))
        self.pane.show_meeting(None)

    def refresh(self, changes: Changes) -> None:
        self.pane.refresh(changes)

    def show_record(self, id: str) -> None:
        self.pane.show_step(id)
