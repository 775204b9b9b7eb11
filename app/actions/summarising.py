"""The summary report of a meeting: composed of its items, decisions, next steps and attendance.

Nothing of it is a document of its own: key points, next steps and output documents are fields of
the items, what belongs to the whole is `report` of a record beside the meeting
(`summarising_kept.py`), so that two chairs join field by field (`summarising_writing.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.actions import deciding_meetings, summarising_kept
from app.actions import next_steps as actions
from app.actions.acting import me
from app.actions.agenda_items import the_meeting
from app.actions.composing import cycle_title
from app.domain import action_items, attendance, next_steps, summaries, times
from app.domain.attendance import Attendee
from app.domain.folding import fold, tokens
from app.domain.next_steps import Step
from app.domain.records import Row
from app.domain.summaries import FIELDS, Output, Part, Summary
from app.phrases import summaries as phrases
from app.reports.words import day
from app.store import Store, current, meetings, members
from app.store.meetings import Item


@dataclass(frozen=True, slots=True)
class _Noted:
    """What was noted beside the items, by item; "" for none."""

    steps: Mapping[str, Sequence[Step]]
    decisions: Mapping[str, Sequence[str]]


def composed(store: Store, meeting: str) -> Summary:
    """Return the report of `meeting` as it stands. Raises Trouble: `not_joined`, `no_such_record`.

    What nobody wrote is filled: whose meeting, its title and day; the papers of an item where
    nothing says which are its output; next steps noted as such; names of the roster. Until it is
    final, members are told what stands with the items, and none of the chairs' words beside.
    """
    me(store)
    row = the_meeting(store, meeting)
    report = summarising_kept.report_of(store, row)
    said = {name: str(report.get(name) or "") for name in FIELDS}
    said["body"] = said["body"] or _body(store, row)
    said["title"] = said["title"] or str(row.data.get("title") or row.id)
    said["when"] = said["when"] or _when(row.data)
    noted = _Noted(_steps(store, meeting), _decided(store, meeting))
    parts = tuple(_parts(store, meetings.agenda(store, meeting), noted, 0))
    return Summary(
        said["body"],
        said["title"],
        said["when"],
        said["kind"],
        said["introduction"],
        parts=parts,
        other=_other(noted, {each.item for each in parts}),
        people=tuple(people(store, row)),
        next_meeting=said["next_meeting"],
        annex=said["annex"],
        rest=summaries.rest_of(report),
        state="final" if report.get("state") == "final" else "draft",
    )


def people(store: Store, row: Row) -> Iterator[Attendee]:
    """Yield the attendance of a meeting, each as the roster calls her where nothing else is said."""
    roster = {each.id: each.data for each in members.listed(store)}
    for each in attendance.of(row.data):
        known = roster.get(each.member or "")
        if each.line or known is None:
            yield each
            continue
        role = str(known.get("role") or "")
        yield replace(
            each,
            name=each.name or str(known.get("name") or each.member),
            role=each.role or phrases.role(role),
            affiliation=each.affiliation or str(known.get("affiliation") or ""),
            kind=each.kind or ("observer" if role == "observer" else ""),
            uncertain=each.uncertain or bool(known.get("uncertain")),
        )


def outputs(store: Store, data: Mapping[str, Any]) -> tuple[Output, ...]:
    """Return the output documents of an item: as written, else its papers."""
    said = summaries.outputs_of(data)
    if said is not None:
        return tuple(_titled(store, each) for each in said)
    papers = [str(each) for each in data.get("documents") or ()]
    return tuple(_titled(store, Output(each, document=each)) for each in papers)


def _titled(store: Store, each: Output) -> Output:
    row = None if each.document is None else current.one(store, "documents", each.document)
    if row is None:
        return each
    file: Mapping[str, Any] = row.data.get("file") or {}
    where = str(file.get("location") or "")
    link = where if where.startswith(("https://", "http://")) else ""
    title = str(row.data.get("title") or each.title)
    return Output(each.title if each.title != each.document else title, each.link or link, row.id)


def _parts(store: Store, items: Sequence[Item], noted: _Noted, level: int) -> Iterator[Part]:
    for each in items:
        data = each.row.data
        steps = summaries.text_of(data.get("next_steps"))
        known = {_same(one.text) for one in next_steps.of(steps)}
        for step in noted.steps.get(each.row.id, ()):
            if _same(step.text) not in known:
                steps = next_steps.added(steps, step)
        yield Part(
            each.label,
            str(data.get("title") or each.row.id),
            str(data.get("heading") or ""),
            outputs(store, data),
            summaries.text_of(data.get("key_points")),
            steps,
            tuple(noted.decisions.get(each.row.id, ())),
            level,
            each.row.id,
        )
        yield from _parts(store, each.children, noted, level + 1)


def _other(noted: _Noted, items: set[str | None]) -> Part:
    """Return what was noted of the meeting and of none of its items."""
    steps = ""
    for step in (one for item in noted.steps if item not in items for one in noted.steps[item]):
        steps = next_steps.added(steps, step)
    decided = (
        one for item in noted.decisions if item not in items for one in noted.decisions[item]
    )
    return Part("", "", decisions=tuple(decided), next_steps=steps)


def _steps(store: Store, meeting: str) -> dict[str, list[Step]]:
    """Return {item: next steps that were noted as actions, but those that were dropped}."""
    found: dict[str, list[Step]] = {}
    for each in actions.listed(store, meeting=meeting):
        one = each.action
        if one.state != action_items.DROPPED:
            found.setdefault(one.item, []).append(Step(one.text, each.name, due_day(one)))
    return found


def _decided(store: Store, meeting: str) -> dict[str, list[str]]:
    """Return {item: what was decided}."""
    found: dict[str, list[str]] = {}
    for each in deciding_meetings.listed(store, meeting):
        found.setdefault(each.item, []).append(each.text)
    return found


def _body(store: Store, row: Row) -> str:
    group = current.one(store, "workgroups", str(row.data.get("group") or ""))
    return str(group.data.get("title") or group.id) if group else cycle_title(store)


def _when(data: Mapping[str, Any]) -> str:
    starts = str(data.get("starts") or "")
    return phrases.when(day(starts), phrases.hour(starts)) if times.is_instant(starts) else ""


def _same(text: str) -> str:
    return " ".join(tokens(fold(text)))


def due_day(one: action_items.ActionItem) -> str:
    """Return the day a next step is due, as it was announced."""
    if not times.is_instant(one.due):
        return ""
    moment = times.parse(one.due)
    return (times.announced_day(moment) if one.aoe else moment.date()).isoformat()
