"""The summary report of a meeting: composed of its items, decisions, next steps and attendance.

Nothing of it is a document of its own: key points, next steps and output documents are fields of
the items, what belongs to the whole is `report` of the meeting, so that two chairs join field by
field, and each act can be taken back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.actions import deciding_meetings
from app.actions import next_steps as actions
from app.actions.acting import Write, act, as_chair, me, words
from app.actions.agenda_writing import marked, the_item, the_meeting
from app.actions.clock import Clock, stamp, system
from app.actions.composing import cycle_title
from app.actions.trouble import Trouble
from app.domain import action_items, attendance, next_steps, summaries, times
from app.domain.attendance import Attendee
from app.domain.changes import Changes
from app.domain.folding import fold, tokens
from app.domain.merging import one_after_the_other
from app.domain.next_steps import Step
from app.domain.records import Data, Row
from app.domain.summaries import FIELDS, Output, Part, State, Summary
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
    nothing says which are its output; next steps noted as such; names of the roster.
    """
    me(store)
    row = the_meeting(store, meeting)
    report = summaries.report_of(row.data)
    said = {name: str(report.get(name) or "") for name in FIELDS}
    said["body"] = said["body"] or _body(store, row)
    said["title"] = said["title"] or str(row.data.get("title") or row.id)
    said["when"] = said["when"] or _when(row.data)
    noted = _Noted(_steps(store, meeting), _decided(store, meeting))
    return Summary(
        said["body"],
        said["title"],
        said["when"],
        said["kind"],
        said["introduction"],
        parts=tuple(_parts(store, meetings.agenda(store, meeting), noted, 0)),
        people=tuple(people(store, row)),
        next_meeting=said["next_meeting"],
        annex=said["annex"],
        rest=summaries.rest_of(report),
        state="final" if report.get("state") == "final" else "draft",
    )


def is_written(data: Mapping[str, Any]) -> bool:
    """Say whether anything of a report is kept in the meeting's record."""
    return bool(summaries.report_of(data))


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


def write_item(
    store: Store,
    item: str,
    *,
    key_points: str | None = None,
    next_steps: str | None = None,
    heading: str | None = None,
    outputs: Sequence[Output] | None = None,
    seen: Mapping[str, str] | None = None,
    clock: Clock = system,
) -> Changes:
    """Write what the report says of an item; None leaves a field, "" empties it.

    `seen` is what stood in key points and next steps when the writer began: what came there since
    from somebody else stays, before the new words. `outputs` may hold titles alone.
    Raises Trouble: `not_a_chair`, `no_such_record`, `nul`, `too_long`.
    """
    as_chair(store)
    with store.atomic():
        row = the_item(store, item)
        texts = {"key_points": key_points, "next_steps": next_steps, "heading": heading}
        given: Data = {
            name: _with_others(row, name, words(text).strip("\n"), seen or {}) or None
            for name, text in texts.items()
            if text is not None
        }
        if outputs is not None:
            given["outputs"] = [each.to_json() for each in outputs if each.title.strip()]
        return _put_item(store, row, given, "edit report", clock)


def add_point(store: Store, item: str, text: str, clock: Clock = system) -> Changes:
    """Add a paragraph at the end of an item's key points. Raises Trouble as `write_item`, `empty`."""
    as_chair(store)
    if not text.strip():
        raise Trouble("empty")
    with store.atomic():
        row = the_item(store, item)
        before = summaries.text_of(row.data.get("key_points")).rstrip()
        said = words(text).strip()
        made = {"key_points": f"{before}\n\n{said}" if before else said}
        return _put_item(store, row, made, "add point", clock)


def add_step(
    store: Store, item: str, text: str, owner: str = "", due: str = "", clock: Clock = system
) -> Changes:
    """Add a next step at the end of an item's; `owner` is an account or a name, `due` a day.

    Raises Trouble: as `write_item`, and `empty`, `bad_time`.
    """
    as_chair(store)
    if not text.strip():
        raise Trouble("empty")
    step = Step(words(text).strip(), words(owner_name(store, owner)), day_of(due))
    with store.atomic():
        row = the_item(store, item)
        before = summaries.text_of(row.data.get("next_steps"))
        if any(next_steps.line(each) == next_steps.line(step) for each in next_steps.of(before)):
            return Changes()
        made = {"next_steps": next_steps.added(before, step)}
        return _put_item(store, row, made, "add next step", clock)


def make_action(store: Store, item: str, number: int, clock: Clock = system) -> actions.Added:
    """Note step `number` (from 1) of an item's next steps as an action, once.

    Raises Trouble: `not_a_chair`, `no_such_record`, `no_such_step`, `bad_time`.
    """
    as_chair(store)
    row = the_item(store, item)
    steps = next_steps.of(summaries.text_of(row.data.get("next_steps")))
    if not 0 < number <= len(steps):
        raise Trouble("no_such_step", number=number, item=row.data.get("title"), count=len(steps))
    step = steps[number - 1]
    return actions.add(
        store,
        step.text,
        owner=step.owner,
        due=step.due or None,
        meeting=str(row.data.get("meeting") or ""),
        item=row.id,
        source={"item": row.id, "step": step.text},
        clock=clock,
    )


def write_report(
    store: Store, meeting: str, given: Mapping[str, str], clock: Clock = system
) -> Changes:
    """Write what is of the whole report: {field of FIELDS: words}; "" leaves it to be filled.

    Raises Trouble: `not_a_chair`, `no_such_record`, `nul`, `too_long`.
    """
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, meeting)
        made = {name: words(given[name]).strip("\n") or None for name in FIELDS if name in given}
        return put_report(store, row, made, "edit report", clock)


def set_state(store: Store, meeting: str, state: State, clock: Clock = system) -> Changes:
    """Say that a report is a draft, or final. Raises Trouble: `not_a_chair`, `no_such_record`."""
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, meeting)
        at = stamp(clock) if state == "final" else None
        verb = "finish report" if state == "final" else "reopen report"
        return put_report(store, row, {"state": state, "final_at": at}, verb, clock)


def write_person(
    store: Store, meeting: str, id: str, given: Mapping[str, Any], clock: Clock = system
) -> Changes:
    """Change how somebody stands in the list: `name`, `role`, `affiliation`, `kind`, `state`,
    `uncertain`. `id` is of her entry, her account or name. Raises Trouble: `not_a_chair`, `no_such_record`, `not_attending`.
    """
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, meeting)
        found = attendance.of(row.data)
        named = [each for each in people(store, row) if id in {each.id, each.member, each.name}]
        one = next((each for each in found if named and each.id == named[0].id), None)
        if one is None:
            raise Trouble("not_attending", name=id)
        made = {
            name: words(text) if isinstance(text, str) else text for name, text in given.items()
        }
        now = attendance.put(found, one.changed(**made))
        if now == found:
            return Changes()
        data = marked({**row.data, "attendance": attendance.written(now)}, ("attendance",))
        return act(store, "attend", [Write("meetings", row.id, data, row.readers)], clock)


def put_report(
    store: Store, row: Row, given: Mapping[str, Any], verb: str, clock: Clock
) -> Changes:
    """Write fields into a meeting's `report`; what is the same already is not written."""
    before = summaries.report_of(row.data)
    made: Data = {**before, **given}
    made = {name: value for name, value in made.items() if value is not None or name in before}
    if made == dict(before):
        return Changes()
    data = {**row.data, "report": made}
    return act(store, verb, [Write("meetings", row.id, data, row.readers, home=row.at_home)], clock)


def owner_name(store: Store, owner: str) -> str:
    """Return an owner as a report names her: of the roster her name, else as it was typed."""
    named = " ".join(owner.split())
    account = action_items.whose(named, actions.people(store)) if named else None
    return members.names(store).get(account or "", named)


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
    return f"{day(starts)}, {phrases.hour(starts)}" if times.is_instant(starts) else ""


def _put_item(store: Store, row: Row, given: Mapping[str, Any], verb: str, clock: Clock) -> Changes:
    changed = [name for name in given if given[name] != row.data.get(name)]
    if not changed:
        return Changes()
    data = marked({**row.data, **given}, changed)
    return act(store, verb, [Write("items", row.id, data, row.readers, home=row.at_home)], clock)


def _with_others(row: Row, name: str, text: str, seen: Mapping[str, str]) -> str:
    """Return what is written, behind what somebody else wrote there since it was begun."""
    now = summaries.text_of(row.data.get(name)).strip("\n")
    if name not in seen or now in {seen[name].strip("\n"), text, ""}:
        return text
    return one_after_the_other(now, text)


def _same(text: str) -> str:
    return " ".join(tokens(fold(text)))


def day_of(due: str) -> str:
    """Return a day as it is kept. Raises Trouble("bad_time")."""
    if not due.strip():
        return ""
    try:
        return times.parse(due.strip()).date().isoformat()
    except (ValueError, OverflowError):
        raise Trouble("bad_time", at=due, text=due) from None


def due_day(one: action_items.ActionItem) -> str:
    """Return the day a next step is due, as it was announced."""
    if not times.is_instant(one.due):
        return ""
    moment = times.parse(one.due)
    return (times.announced_day(moment) if one.aoe else moment.date()).isoformat()
