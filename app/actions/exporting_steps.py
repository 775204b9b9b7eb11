"""Next steps as a report: of a meeting, a group, somebody, or all there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from app import i18n
from app.actions import next_steps, next_steps_place
from app.actions import reporting_values as values
from app.actions.acting import me
from app.actions.clock import Clock, stamp, system
from app.actions.next_steps import Standing
from app.i18n import _
from app.reports.next_steps_table import Step, next_steps_report
from app.reports.tree import Report
from app.store import Store, current, meetings, members

FORMATS = ("pdf", "docx", "html", "xlsx", "csv", "json")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which next steps, beside those of a meeting, as `next_steps.listed` chooses them."""

    owner: str | None = None
    group: str | None = None
    state: str | None = None
    mine: bool = False


ALL = Chosen()


def composed(
    store: Store, meeting: str | None, clock: Clock = system, chosen: Chosen = Chosen()
) -> Report:
    """Return the next steps of a meeting, or of all, as a report.

    Raises Trouble: `not_joined`, `no_such_record`, `bad_state`.
    """
    found = next_steps.listed(
        store, owner=chosen.owner, meeting=meeting, group=chosen.group, state=chosen.state,
        mine=chosen.mine, clock=clock,
    )  # fmt: skip
    for collection, id in (("meetings", meeting), ("workgroups", chosen.group)):
        if id is not None:
            next_steps_place.known(store, collection, id, found)
    title = _title(store, meeting, chosen.group, chosen.owner, mine=chosen.mine)
    return report(store, title, found, clock)


def report(store: Store, title: str, found: Sequence[Standing], clock: Clock = system) -> Report:
    """Return the list as a report. A word that something is done is for the chairs alone."""
    steps = steps_of(store, found)
    told = any(each.said_done for each in steps)
    style = (i18n.language(), i18n.is_right_to_left())
    readers = ("chairs",) if told else ("members",)
    return next_steps_report(title, steps, values.setting(store, stamp(clock), style, readers))


def steps_of(store: Store, found: Sequence[Standing]) -> list[Step]:
    """Return next steps as they are printed."""
    held = {each.id: each.called for each in meetings.heads(store)}
    items = current.some(store, "items", (each.action.item for each in found))
    labels = meetings.called(store, items)
    made: list[Step] = []
    for each in found:
        item = items.get(each.action.item)
        told = "" if item is None else str(item.data.get("meeting") or "")
        meeting = each.action.meeting or told
        made.append(
            Step(
                each.action.text,
                each.name,
                each.action.due,
                each.action.state,
                held.get(meeting, ""),
                labels.get(each.action.item, ""),
                each.overdue,
                each.said is not None,
                each.action.id,
            )
        )
    return made


def _title(
    store: Store, meeting: str | None, group: str | None, owner: str | None, *, mine: bool
) -> str:
    for collection, id in (("meetings", meeting), ("workgroups", group)):
        row = None if id is None else current.one(store, collection, id)
        if row is not None:
            return str(row.data.get("title") or id)
    account = me(store).account if mine else owner
    if account:
        return members.names(store).get(account, account)
    return _("All meetings")
