"""What every part of a meeting is, whatever it shows."""

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes


class MeetingPart(QWidget):
    """One part of one meeting, under its tab."""

    def show_meeting(self, id: str) -> None:
        """Show another meeting, or the same anew."""
        raise NotImplementedError

    def refresh(self, changes: Changes) -> None:
        """Look again where `changes` touch what is shown; what is half written stays."""
        raise NotImplementedError

    def go_to(self, _id: str) -> bool:
        """Bring an agenda item, or a record of this part, into sight; False where it knows none such."""
        return False
