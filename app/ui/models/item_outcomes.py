"""What came of the items of a meeting: what was decided, who does what; for its agenda."""

from dataclasses import dataclass, field
from datetime import datetime

from app.actions import clock, next_steps
from app.domain.action_items import DROPPED
from app.i18n import _
from app.store import Store, facts
from app.ui.models import meeting_decisions
from app.ui.models import next_steps as steps
from app.ui.models.meeting_decisions import Shown
from app.ui.widgets.rows import Line
from app.ui.widgets.text import apart


@dataclass(slots=True)
class Outcome:
    """What came of one item."""

    decided: list[str] = field(default_factory=list[str])
    """A decision with where, when and objections, a paragraph each."""
    steps: list[Line] = field(default_factory=list[Line])


def of_meeting(store: Store, meeting: str, now: datetime) -> dict[str, Outcome]:
    """Return {item: what came of it}, of items of which something did. `now` is the server's."""
    found: dict[str, Outcome] = {}
    if facts.profile(store) is None:
        return found
    for each in meeting_decisions.of_meeting(store, meeting, now):
        if each.decision.item:
            outcome = found.setdefault(each.decision.item, Outcome())
            outcome.decided.append(_told(each))
    for each in next_steps.listed(store, meeting=meeting, clock=lambda: now + clock.off(store)):
        if each.action.item and each.action.state != DROPPED:
            found.setdefault(each.action.item, Outcome()).steps.append(
                steps.line(each, now, "steps")
            )
    return found


def _told(each: Shown) -> str:
    told = [each.decision.text]
    if each.where:
        where = apart(each.where)
        told[0] = _("{decision} ({where})").format(decision=each.decision.text, where=where)
    for who, what in each.objections:
        name = who or _("Somebody")
        told.append(
            _("Objection, {name}: {text}").format(name=name, text=what)
            if what
            else _("Objection, {name}").format(name=name)
        )
    return "\n".join(told)
