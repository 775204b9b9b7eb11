"""The next steps of one meeting: who does what until when."""

from app.domain.changes import Changes
from app.ui.desk import Desk
from app.ui.views.meeting_part import MeetingPart
from app.ui.views.steps_pane import StepsPane
from app.ui.widgets.layout import down


class MeetingActions(MeetingPart):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.pane = StepsPane(desk)
        self.pane.stand_under_tab()
        self.setLayout(down(self.pane, spacing=0))

    def show_meeting(self, id: str) -> None:
        self.pane.show_meeting(id)

    def refresh(self, changes: Changes) -> None:
        self.pane.refresh(changes)
