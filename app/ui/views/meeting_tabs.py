"""The parts of a meeting, one tab each: what they are called, for whom, how they are made."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.i18n import _
from app.ui.desk import Desk

# ruff: noqa: PLC0415 -- a part is imported when somebody goes there, not before


class MeetingPart(QWidget):
    """One part of one meeting, under its tab."""

    def show_meeting(self, id: str) -> None:
        """Show another meeting, or the same anew."""
        raise NotImplementedError

    def refresh(self, changes: Changes) -> None:
        """Look again where `changes` touch what is shown; what is half written stays."""
        raise NotImplementedError

    def go_to(self, _item: str) -> bool:
        """Bring an agenda item into sight; False where this part knows no items."""
        return False


@dataclass(frozen=True, slots=True)
class MeetingTab:
    key: str
    words: str
    make: Callable[[Desk], MeetingPart]
    chairs_only: bool = False
    """Whether only chairs and the Secretariat have it."""


def tabs() -> tuple[MeetingTab, ...]:
    """Return the tabs in their order: before, during and after the meeting."""
    return (MeetingTab("agenda", _("Agenda"), _agenda),)


def _agenda(desk: Desk) -> MeetingPart:
    from app.ui.views.meeting_agenda import MeetingAgenda

    return MeetingAgenda(desk)
