"""The summary report of a meeting, written: item by item, field by field; each act can be taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.actions import next_steps as actions
from app.actions import summarising_kept
from app.actions.acting import Write, act, as_chair, words
from app.actions.agenda_items import the_item, the_meeting
from app.actions.agenda_writing import marked
from app.actions.clock import Clock, stamp, system
from app.actions.summarising import people
from app.actions.trouble import Trouble
from app.domain import action_items, attendance, next_steps, summaries, times
from app.domain.changes import Changes
from app.domain.merging import one_after_the_other
from app.domain.next_steps import Step
from app.domain.records import Data, Row
from app.domain.summaries import FIELDS, Output, State
from app.store import Store, members


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
    """Write fields of the report of a meeting; what is the same already is not written."""
    before = summarising_kept.report_of(store, row)
    made: Data = {**before, **given}
    made = {name: value for name, value in made.items() if value is not None or name in before}
    if made == dict(before):
        return Changes()
    return act(store, verb, [summarising_kept.write(store, row, made, clock)], clock)


def owner_name(store: Store, owner: str) -> str:
    """Return an owner as a report names her: of the roster her name, else as it was typed."""
    named = " ".join(owner.split())
    account = action_items.whose(named, members.people(store)) if named else None
    return members.names(store).get(account or "", named)


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


def day_of(due: str) -> str:
    """Return a day as it is kept. Raises Trouble("bad_time")."""
    if not due.strip():
        return ""
    try:
        return times.parse(due.strip()).date().isoformat()
    except (ValueError, OverflowError):
        raise Trouble("bad_time", at=due, text=due) from None
