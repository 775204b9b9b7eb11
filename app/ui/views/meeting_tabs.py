"""The parts of a meeting, one tab each: what they are called, for whom, how they are made."""

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import _
from app.ui.desk import Desk
from app.ui.views.meeting_part import MeetingPart

# ruff: noqa: PLC0415 -- a part is imported when somebody goes there, not before


@dataclass(frozen=True, slots=True)
class MeetingTab:
    key: str
    words: str
    make: Callable[[Desk], MeetingPart]
    chairs_only: bool = False
    """Whether only chairs and the Secretariat have it."""


def tabs() -> tuple[MeetingTab, ...]:
    """Return the tabs in their order: before, during and after the meeting."""
    return (
        MeetingTab("agenda", _("Agenda"), _agenda),
        MeetingTab("floor", _("Floor"), _floor),
        MeetingTab("said", _("What was said"), _said),
        MeetingTab("actions", _("Next steps"), _actions),
        MeetingTab("decisions", _("Decisions"), _decisions),
        MeetingTab("report", _("Report"), _report),
    )


def _agenda(desk: Desk) -> MeetingPart:
    from app.ui.views.meeting_agenda_tab import MeetingAgendaTab

    return MeetingAgendaTab(desk)


def _floor(desk: Desk) -> MeetingPart:
    from app.ui.views.meeting_floor import MeetingFloor

    return MeetingFloor(desk)


def _said(desk: Desk) -> MeetingPart:
    from app.ui.views.meeting_said import MeetingSaid

    return MeetingSaid(desk)


def _report(desk: Desk) -> MeetingPart:
    from app.ui.views.meeting_report import MeetingReport

    return MeetingReport(desk)


def _actions(desk: Desk) -> MeetingPart:
    from app.ui.views.meeting_actions import MeetingActions

    return MeetingActions(desk)


def _decisions(desk: Desk) -> MeetingPart:
    from app.ui.views.meeting_decisions import MeetingDecisions

    return MeetingDecisions(desk)
