"""The next steps of one meeting: who does what until when."""

from app.domain.changes import Changes
from app.store import current
from app.ui.desk import Desk
from app.ui.views.meeting_part import MeetingPart
from app.ui.views.steps_pane import StepsPane
from app.ui.widgets.layout import down


class MeetingActions(MeetingPart):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id = ""
        self.pane = StepsPane(desk)
        self.setLayout(down(self.pane, spacing=0))

    def show_meeting(self, id: str) -> None:
        self._id = id
        self.pane.show_meeting(id)

    def refresh(self, changes: Changes) -> None:
        self.pane.refresh(changes)

    def go_to(self, item: str) -> bool:
        """Choose the first next step of an agenda item; False where it has none."""
        for row in current.where(self._desk.store, "actions", "$.item", item):
            self.pane.go_to(row.id)
            return True
        return False
