"""Next steps of meetings: noted by chairs with owner and date, carried on, reported done, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.actions.acting import Write, act, as_chair, me, words
from app.actions.clock import Clock, stamp, system
from app.actions.next_steps_place import of as place_of
from app.actions.next_steps_place import readers
from app.actions.next_steps_standing import Standing, found, listed, meeting_of, one, said_of
from app.actions.trouble import Trouble
from app.domain import action_items, ids, times
from app.domain.action_items import CARRIED, DONE, DROPPED, OPEN, SAID_DONE
from app.domain.changes import Changes
from app.domain.intents import intent_id
from app.domain.next_steps import Step
from app.domain.records import Data
from app.store import Store, current, members

__all__ = [
    "Added", "Standing", "add", "carry", "change", "end", "from_mark", "listed", "one",
    "say_done", "unsay", "written",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a wish to note a next step."""

    id: str
    changes: Changes
    already: bool = False
    """It was made from the same words before."""


def add(
    store: Store,
    text: str,
    *,
    owner: str = "",
    due: str | None = None,
    aoe: bool = False,
    meeting: str | None = None,
    item: str | None = None,
    group: str | None = None,
    source: Mapping[str, Any] | None = None,
    clock: Clock = system,
) -> Added:
    """Note a next step, once for each `source` it is made from.

    `owner` is an account or a name (of the roster: kept as account), `due` a day or an instant,
    `item` an id, or a label of the agenda of `meeting`. Whoever reads the meeting reads it. Raises
    Trouble: `not_a_chair`, `empty`, `no_such_record`, `bad_time`, `nul`, `too_long`.
    """
    as_chair(store)
    said = words(text).strip()
    if not said:
        raise Trouble("empty")
    with store.atomic():
        if source:
            for row in current.listed(store, "actions"):
                if row.data.get("source") == dict(source) and not row.data.get("withdrawn"):
                    return Added(row.id, Changes(), already=True)
        data: Data = {"text": said, "owner": _owner(store, owner), "state": OPEN}
        data |= place_of(store, meeting, item, group)
        data |= _due(due, aoe=aoe)
        if source:
            data["source"] = dict(source)
        id = ids.new_id()
        write = Write("actions", id, data, readers(store, data))
        return Added(id, act(store, "add action", [write], clock))


def written(store: Store, id: str, step: Step, meeting: str) -> Write:
    """Return what notes a next step of a report as one of its meeting. Raises Trouble: `bad_time`."""
    data: Data = {"text": step.text, "owner": _owner(store, step.owner), "state": OPEN,
                  "meeting": meeting, **_due(step.due, aoe=False)}  # fmt: skip
    return Write("actions", id, data, readers(store, data))


def from_mark(store: Store, about: str, text: str = "", **given: Any) -> Added:
    """Note a next step from `note/ID` or `comment/ID`: its words unless there are others.

    Of a mark on an agenda item it belongs to that item. Takes what `add` takes; raises what it
    raises, and Trouble("no_such_record").
    """
    kind, _slash, id = about.partition("/")
    row = current.one(store, f"{kind}s", id) if kind in {"note", "comment"} else None
    if row is None or row.data.get("withdrawn"):
        raise Trouble("no_such_record", collection=f"{kind}s", id=id)
    on: Mapping[str, Any] = row.data.get("about") or {}
    if on.get("kind") == "item" and not given.get("item"):
        given["item"] = str(on.get("id"))
    return add(store, text or str(row.data.get("text") or ""), source={kind: id}, **given)


def change(
    store: Store,
    id: str,
    *,
    text: str | None = None,
    owner: str | None = None,
    due: str | None = None,
    aoe: bool = False,
    item: str | None = None,
    clock: Clock = system,
) -> Changes:
    """Change a next step; None leaves a field, "" empties it (but its words).

    Raises Trouble as `add` does, and `nothing_changed` where nothing is given.
    """
    as_chair(store)
    if all(each is None for each in (text, owner, due, item)):
        raise Trouble("nothing_changed")
    with store.atomic():
        row, _known = found(store, id)
        data = dict(row.data)
        if text is not None:
            if not text.strip():
                raise Trouble("empty")
            data["text"] = words(text).strip()
        if owner is not None:
            data["owner"] = _owner(store, owner)
        if due is not None:
            data |= {"due": None, "aoe": False, **_due(due, aoe=aoe)}
        if item is not None:
            data |= {
                "item": None,
                **(place_of(store, data.get("meeting"), item) if item else {}),
            }
        return act(store, "change action", [Write("actions", id, data, row.readers)], clock)


def end(store: Store, id: str, state: str, why: str = "", clock: Clock = system) -> Changes:
    """Say that a next step is `done`, `dropped` or, once more, `open`; a chair's word is the last.

    Raises Trouble: `not_a_chair`, `no_such_record`, `bad_action_state`, `action_carried` (one that lives
    on at a later meeting is ended there).
    """
    as_chair(store)
    if state not in {OPEN, DONE, DROPPED}:
        raise Trouble("bad_action_state", word=state)
    with store.atomic():
        row, known = found(store, id)
        if known.state == CARRIED:
            raise Trouble("action_carried", id=id, to=known.carried_to)
        ended = None if state == OPEN else stamp(clock)
        data: Data = {**row.data, "state": state, "closed_at": ended}
        if why:
            data["why"] = words(why)
        verb = {OPEN: "reopen action", DONE: "do action", DROPPED: "drop action"}[state]
        return act(store, verb, [Write("actions", id, data, row.readers)], clock)


def carry(
    store: Store,
    id: str,
    meeting: str,
    item: str | None = None,
    *,
    due: str | None = None,
    aoe: bool = False,
    clock: Clock = system,
) -> Added:
    """Let an open next step go on at a later meeting, as one of its own that names the first.

    Raises Trouble: `not_a_chair`, `no_such_record`, `bad_time`, `action_ended`, `action_here`
    (it is of that meeting already).
    """
    profile = as_chair(store)
    with store.atomic():
        row, known = found(store, id)
        new = action_items.carried_id(profile.cycle, id, meeting)
        if known.carried_to == new and current.one(store, "actions", new) is not None:
            return Added(new, Changes(), already=True)
        if not known.open:
            raise Trouble("action_ended", id=id)
        if meeting_of(store, known) == meeting:
            raise Trouble("action_here", id=id, meeting=meeting)
        place = place_of(store, meeting, item)
        data = action_items.carried(row.data, id, meeting, place.get("item")) | _due(due, aoe=aoe)
        left = {**row.data, "state": CARRIED, "carried_to": new, "closed_at": stamp(clock)}
        writes = [
            Write("actions", new, data, readers(store, data)),
            Write("actions", id, left, row.readers),
        ]
        return Added(new, act(store, "carry action", writes, clock))


def say_done(store: Store, id: str, text: str = "", clock: Clock = system) -> Changes:
    """Tell the chairs that I have done what I had to do; they confirm it.

    Raises Trouble: `not_joined`, `no_such_record`, `action_not_mine`, `action_ended`, `nul`,
    `too_long`.
    """
    profile = me(store)
    with store.atomic():
        _row, known = found(store, id)
        if not known.open:
            raise Trouble("action_ended", id=id)
        if action_items.whose(known.owner, members.people(store)) != profile.account:
            raise Trouble("action_not_mine", id=id)
        word = intent_id(profile.cycle, profile.account, SAID_DONE, id)
        data: Data = {
            "kind": SAID_DONE,
            "about": {"kind": action_items.ABOUT, "id": id},
            "text": words(text),
        }
        return act(store, "say done", [Write("intents", word, data, ("chairs",))], clock)


def unsay(store: Store, id: str, clock: Clock = system) -> Changes:
    """Take back that I have done it. Raises Trouble: `not_joined`, `nothing_said_done`."""
    profile = me(store)
    with store.atomic():
        step = current.one(store, "actions", id)
        known = None if step is None else action_items.of_row(step)
        of = id if known is None else said_of(store, known, profile.account)[0]
        word = intent_id(profile.cycle, profile.account, SAID_DONE, of)
        row = current.one(store, "intents", word)
        if row is None or action_items.word(row) is None:
            raise Trouble("nothing_said_done", id=id)
        data = {**row.data, "withdrawn": True}
        return act(store, "withdraw", [Write("intents", word, data, row.readers)], clock)


def _owner(store: Store, owner: str) -> str:
    """Return an owner as it is kept: the account where the roster knows her, else the name."""
    named = words(" ".join(owner.split()))
    return action_items.whose(named, members.people(store)) or named


def _due(due: str | None, *, aoe: bool) -> Data:
    if not due:
        return {}
    try:
        at = times.instant(due, due=True, aoe=aoe)
    except ValueError:
        raise Trouble("bad_time", text=due, at=due) from None
    return {"due": at, **({"aoe": True} if aoe else {})}
