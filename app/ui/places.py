"""The places of the window: their names, icons, and where to find each view when it is wanted.

Views are imported at the first visit, so that the window stands before any of them is read.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain import decisions, meeting_decisions
from app.i18n import _
from app.store import Store, current
from app.ui.desk import Desk
from app.ui.icons import Symbol

# ruff: noqa: PLC0415 -- a view is imported when somebody goes there, not before

Make = Callable[[Desk], QWidget]


@dataclass(frozen=True, slots=True)
class Place:
    key: str
    symbol: Symbol
    words: str
    make: Make
    part: str = "main"
    """`main`, `roles`, `foot`, or `hidden`: reached another way."""
    roles: frozenset[str] = frozenset()
    """Who sees it in the sidebar; empty: everybody."""


OF_KIND = {
    "proposal": "proposals",
    "changes": "proposals",
    "version": "proposals",
    "versions": "proposals",
    "reviews": "proposals",
    "document": "documents",
    "meeting": "meetings",
    "item": "meetings",
    "items": "meetings",
    "group": "groups",
    "workgroup": "groups",
    "workgroups": "groups",
    "member": "people",
    "members": "people",
    "note": "notes",
    "comment": "notes",
    "comments": "notes",
    "question": "notes",
    "evidence": "notes",
    "milestone": "timeline",
    "milestones": "timeline",
    "rounds": "proposals",
    "conflicts": "outbox",
    "decision": "online",
    "decisions": "online",
    "letters": "chair",
    "downloads": "documents",
    "action": "steps",
    "actions": "steps",
}
"""The place that shows a record of a kind or collection, where it has another name."""


def opened(store: Store, kind: str, id: str) -> tuple[str, str]:
    """Return (place, record) where a record of a kind or collection is shown.

    Decisions are of three kinds: of a meeting, about a proposal, or asked online.
    """
    place = OF_KIND.get(kind, kind)
    row = current.one(store, "decisions", id) if place == "online" and id else None
    if row is not None and meeting_decisions.of_row(row) is not None:
        return "meetings", id
    if row is not None and decisions.of_row(row) is not None:
        return "proposals", str(row.data["proposal"])
    return place, id


def places() -> list[Place]:
    """Return all places in the order of the sidebar, in today's language."""
    chairs = frozenset({"chair", "secretariat"})
    office = frozenset({"secretariat"})
    return [
        Place("today", Symbol.TODAY, _("Today"), _today),
        Place("proposals", Symbol.FILE, _("Proposals"), _proposals),
        Place("meetings", Symbol.MEETINGS, _("Meetings"), _meetings),
        Place("documents", Symbol.DOCUMENTS, _("Documents"), _documents),
        Place("groups", Symbol.GROUPS, _("Working groups"), _groups),
        Place("timeline", Symbol.CALENDAR, _("Timeline"), _timeline),
        Place("notes", Symbol.HIGHLIGHT, _("My notes"), _notes),
        Place("people", Symbol.PEOPLE, _("People"), _people),
        Place("chair", Symbol.CHAIR, _("Chair"), _chair, "roles", chairs),
        Place("publish", Symbol.PUBLISH, _("Publish"), _publish, "roles", office),
        Place("help", Symbol.QUESTION, _("Help"), _help, "foot"),
        Place("settings", Symbol.SETTINGS, _("Settings"), _settings, "foot"),
        Place("outbox", Symbol.OUTBOX, _("Outbox"), _outbox, "hidden"),
        Place("sync", Symbol.CHANGED, _("Sync"), _sync, "hidden"),
        Place("forms", Symbol.SEND, _("Answers by mail"), _forms, "hidden"),
        Place("online", Symbol.DECISION, _("Decisions asked online"), _online, "hidden"),
        Place("steps", Symbol.TICKED, _("Next steps"), _steps, "hidden"),
        Place("opened", Symbol.DOCUMENTS, _("Files"), _opened, "hidden"),
        Place("contributions", Symbol.TABLE, _("Contributions"), _contributions, "hidden"),
    ]


def _today(desk: Desk) -> QWidget:
    from app.ui.views.today import TodayView

    return TodayView(desk)


def _proposals(desk: Desk) -> QWidget:
    from app.ui.views.proposals import ProposalsView

    return ProposalsView(desk)


def _meetings(desk: Desk) -> QWidget:
    from app.ui.views.meetings import MeetingsView

    return MeetingsView(desk)


def _documents(desk: Desk) -> QWidget:
    from app.ui.views.documents import DocumentsView

    return DocumentsView(desk)


def _groups(desk: Desk) -> QWidget:
    from app.ui.views.groups import GroupsView

    return GroupsView(desk)


def _timeline(desk: Desk) -> QWidget:
    from app.ui.views.timeline import TimelineView

    return TimelineView(desk)


def _notes(desk: Desk) -> QWidget:
    from app.ui.views.notes import NotesView

    return NotesView(desk)


def _people(desk: Desk) -> QWidget:
    from app.ui.views.people import PeopleView

    return PeopleView(desk)


def _chair(desk: Desk) -> QWidget:
    from app.ui.views.chair import ChairView

    return ChairView(desk)


def _publish(desk: Desk) -> QWidget:
    from app.ui.views.publish import PublishView

    return PublishView(desk)


def _help(desk: Desk) -> QWidget:
    from app.ui.views.help import HelpView

    return HelpView(desk)


def _settings(desk: Desk) -> QWidget:
    from app.ui.views.settings import SettingsView

    return SettingsView(desk)


def _sync(desk: Desk) -> QWidget:
    from app.ui.views.sync import SyncView

    return SyncView(desk)


def _steps(desk: Desk) -> QWidget:
    from app.ui.views.steps import StepsView

    return StepsView(desk)


def _opened(desk: Desk) -> QWidget:
    from app.ui.views.opened import OpenedView

    return OpenedView(desk)


def _online(desk: Desk) -> QWidget:
    from app.ui.views.online import OnlineView

    return OnlineView(desk)


def _outbox(desk: Desk) -> QWidget:
    from app.ui.views.outbox import OutboxView

    return OutboxView(desk)


def _contributions(desk: Desk) -> QWidget:
    from app.ui.views.contributions import ContributionsView

    return ContributionsView(desk)


def _forms(desk: Desk) -> QWidget:
    from app.ui.views.forms import FormsView

    return FormsView(desk)
