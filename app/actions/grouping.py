"""What chairs and Secretariat do with working groups: answer who asks, edit, found one."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.actions import groups as reading
from app.actions.acting import Write, act, as_chair, there, words
from app.actions.agenda_writing import marked
from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.domain import groups, ids
from app.domain.action_items import whose
from app.domain.changes import Changes
from app.domain.groups import ACCEPTED, DECLINED, JOIN, PROPOSE, STATUSES, Wish
from app.domain.records import Data
from app.store import Store, members

READERS = ("members",)


@dataclass(frozen=True, slots=True)
class Edit:
    """How a group is to be; None leaves a field as it is."""

    title: str | None = None
    charter: str | None = None
    status: str | None = None
    open_to_all: bool | None = None
    take_in: Sequence[str] = ()
    """Accounts or names that become participants."""
    facilitated_by: Sequence[str] = ()
    """Accounts or names that become facilitators."""
    let_go: Sequence[str] = ()
    """Accounts or names that are neither any more."""
    no_longer_leads: Sequence[str] = ()
    """Facilitators who stay as participants, or become that."""
    only_leads: Sequence[str] = ()
    """Participants who stay as facilitators only."""


@dataclass(frozen=True, slots=True)
class Founded:
    id: str
    changes: Changes


def accept(store: Store, wish: str, reason: str = "", clock: Clock = system) -> Founded:
    """Let a member join or leave, or found the group she proposed; one act, taken back as one.

    Returns the group. Raises Trouble: `not_a_chair`, `no_such_wish`, `no_such_record`, `nul`,
    `too_long`.
    """
    profile = as_chair(store)
    with store.atomic():
        asked = _wish(store, wish)
        if asked.kind == PROPOSE:
            id = groups.made_of(profile.cycle, asked.id)
            data = groups.blank(asked.title, asked.text, [asked.account])
            readers = READERS
        else:
            id = asked.group
            row = there(store, "workgroups", id)
            data, readers = _with(row.data, asked.account, joins=asked.kind == JOIN), row.readers
        writes = [
            Write("workgroups", id, data, readers),
            _answer(asked, ACCEPTED, reason, clock),
        ]
        return Founded(id, act(store, "accept", writes, clock))


def decline(store: Store, wish: str, reason: str = "", clock: Clock = system) -> Changes:
    """Say no to a wish; only who asked and the chairs read that.

    Raises Trouble: `not_a_chair`, `no_such_wish`, `nul`, `too_long`.
    """
    as_chair(store)
    with store.atomic():
        return act(store, "decline", [_answer(_wish(store, wish), DECLINED, reason, clock)], clock)


def edit(store: Store, id: str, wanted: Edit, clock: Clock = system) -> Changes:
    """Change a group. Raises Trouble: `not_a_chair`, `no_such_record`, `nothing_changed`, `empty`,
    `bad_group_status`, `not_in_group`, `nul`, `too_long`.
    """
    as_chair(store)
    if wanted == Edit():
        raise Trouble("nothing_changed")
    with store.atomic():
        row = there(store, "workgroups", id)
        data = _edited(store, row.data, id, wanted)
        return act(store, "edit group", [Write("workgroups", id, data, row.readers)], clock)


def found(
    store: Store, title: str, charter: str, facilitators: Sequence[str] = (), clock: Clock = system
) -> Founded:
    """Found a group nobody proposed. Raises Trouble: `not_a_chair`, `empty`, `nul`, `too_long`."""
    as_chair(store)
    named = words(" ".join(title.split()))
    if not named:
        raise Trouble("empty")
    id = ids.new_id()
    data = groups.blank(named, words(charter), [_who(store, each) for each in facilitators])
    return Founded(id, act(store, "found group", [Write("workgroups", id, data, READERS)], clock))


def _wish(store: Store, id: str) -> Wish:
    """Return an open wish, by its id. Raises Trouble("no_such_wish")."""
    wanted = next((each for each in reading.requests(store) if each.id == id), None)
    if wanted is None:
        raise Trouble("no_such_wish", id=id)
    return wanted


def _answer(asked: Wish, outcome: str, reason: str, clock: Clock) -> Write:
    data: Data = {
        "kind": groups.ANSWER, "about": {"kind": "intent", "id": asked.id}, "of": asked.at,
        "outcome": outcome, "reason": words(reason), "at": stamp(clock),
    }  # fmt: skip
    readers = ("chairs", asked.account) if asked.account else ("chairs",)
    return Write("decisions", groups.answer_id(asked.id), data, readers)


def _with(data: Data, account: str, *, joins: bool) -> Data:
    known = _lists(data)
    participants = groups.put(known[1], account, inside=joins)
    facilitators = known[0] if joins else groups.put(known[0], account, inside=False)
    made = {**data, "facilitators": [*facilitators], "participants": participants}
    return marked(made, _changed(data, made))


def _lists(data: Data) -> tuple[list[str], list[str]]:
    """Return facilitators and participants of a record, as lists."""
    lists: list[list[str]] = []
    for name in ("facilitators", "participants"):
        given = data.get(name)
        lists.append(
            [each for each in given if isinstance(each, str)] if isinstance(given, list) else []
        )
    return lists[0], lists[1]


def _edited(store: Store, before: Data, id: str, wanted: Edit) -> Data:
    data = dict(before)
    if wanted.title is not None:
        data["title"] = words(" ".join(wanted.title.split()))
        if not data["title"]:
            raise Trouble("empty")
    if wanted.charter is not None:
        data["charter"] = words(wanted.charter)
    if wanted.status is not None:
        if wanted.status not in STATUSES:
            raise Trouble("bad_group_status", word=wanted.status, known=", ".join(STATUSES))
        data["status"] = wanted.status
    if wanted.open_to_all is not None:
        data["open_to_all"] = wanted.open_to_all
    if any((wanted.let_go, wanted.take_in, wanted.facilitated_by, wanted.no_longer_leads,
            wanted.only_leads)):  # fmt: skip
        data |= _people(store, data, id, wanted)
    return marked(data, _changed(before, data))


def _changed(before: Data, after: Data) -> list[str]:
    """Return the fields that are not the folder's any more: `publish` leaves them as they are."""
    return [name for name, value in after.items() if value != before.get(name)]


def _people(store: Store, data: Data, id: str, wanted: Edit) -> Data:
    facilitators, participants = _lists(data)
    for each in wanted.let_go:
        who = _who(store, each)
        if who not in facilitators and who not in participants:
            raise Trouble("not_in_group", id=id, who=each)
        facilitators = groups.put(facilitators, who, inside=False)
        participants = groups.put(participants, who, inside=False)
    for each in wanted.no_longer_leads:
        facilitators = groups.put(facilitators, _who(store, each), inside=False)
    for each in wanted.only_leads:
        participants = groups.put(participants, _who(store, each), inside=False)
    for each in wanted.take_in:
        participants = groups.put(participants, _who(store, each), inside=True)
    for each in wanted.facilitated_by:
        facilitators = groups.put(facilitators, _who(store, each), inside=True)
    return {"facilitators": facilitators, "participants": participants}


def _who(store: Store, given: str) -> str:
    """Return an account where the roster knows her, else the name. Raises Trouble("empty")."""
    named = words(" ".join(given.split()))
    if not named:
        raise Trouble("empty")
    return whose(named, members.people(store)) or named
