"""Saying what I want of the working groups: to join, to leave, to have a new one."""

from app.actions import groups as reading
from app.actions.acting import Write, act, me, words
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import groups, ids
from app.domain.changes import Changes
from app.domain.groups import JOIN, LEAVE, PROPOSE, Wish
from app.domain.intents import intent_id
from app.domain.records import Data
from app.store import Store, current

READERS = ("chairs",)


def join_group(store: Store, group: str, text: str = "", clock: Clock = system) -> Changes:
    """Tell the chairs and the Secretariat that I want to join a working group.

    Raises Trouble: `not_joined`, `no_such_record`, `in_group`, `nul`, `too_long`.
    """
    profile = me(store)
    with store.atomic():
        if reading.the_group(store, group).has(profile.account):
            raise Trouble("in_group", id=group)
        return _wish(store, JOIN, group, text, clock)


def leave_group(store: Store, group: str, text: str = "", clock: Clock = system) -> Changes:
    """Tell them that I want to leave a group I am in.

    Raises Trouble: `not_joined`, `no_such_record`, `not_in_group`, `nul`, `too_long`.
    """
    profile = me(store)
    with store.atomic():
        if not reading.the_group(store, group).has(profile.account):
            raise Trouble("not_in_group", id=group)
        return _wish(store, LEAVE, group, text, clock)


def propose_group(store: Store, title: str, charter: str, clock: Clock = system) -> Changes:
    """Propose a working group to the chairs; the same title once more changes what I proposed.

    Raises Trouble: `not_joined`, `empty`, `nul`, `too_long`.
    """
    me(store)
    named = words(" ".join(title.split()))
    if not named or not charter.strip():
        raise Trouble("empty")
    with store.atomic():
        mine = [each for each in reading.my_wishes(store) if each.kind == PROPOSE and each.open]
        same = next((each.id for each in mine if each.title.casefold() == named.casefold()), None)
        id = same or ids.new_id()
        row = current.one(store, "intents", id)
        data: Data = {} if row is None else dict(row.data)
        data |= {"kind": PROPOSE, "about": None, "title": named, "text": words(charter)}
        return act(store, PROPOSE, [Write("intents", id, data, READERS)], clock)


def take_wish_back(store: Store, group: str, clock: Clock = system) -> Changes:
    """Take back that I want to join or leave a group. Raises Trouble: `not_joined`, `no_wish`."""
    with store.atomic():
        found = wished(store, group)
        row = None if found is None else current.one(store, "intents", found.id)
        if row is None:
            raise Trouble("no_wish", id=group)
        data = {**row.data, "withdrawn": True}
        return act(store, "withdraw", [Write("intents", row.id, data, row.readers)], clock)


def wished(store: Store, group: str) -> Wish | None:
    """Return my wish about a group that stands, as long as nobody has answered it."""
    found = [each for each in reading.my_wishes(store) if each.group == group]
    known = {group: reading.the_group(store, group)} if found else {}
    return next((each for each in found if groups.needs(each, known)), None)


def wish(store: Store, group: str) -> str | None:
    """Return the id of my standing wish to join `group`, None if there is none."""
    found = wished(store, group)
    return found.id if found is not None and found.kind == JOIN else None


def _wish(store: Store, kind: str, group: str, text: str, clock: Clock) -> Changes:
    profile = me(store)
    stands = next(
        (each for each in reading.my_wishes(store) if each.group == group and each.kind == kind),
        None,
    )
    id = intent_id(profile.cycle, profile.account, kind, group) if stands is None else stands.id
    row = current.one(store, "intents", id)
    data: Data = {} if row is None else dict(row.data)
    data.pop("withdrawn", None)
    data |= {"kind": kind, "about": {"kind": "group", "id": group}, "text": words(text)}
    return act(store, kind, [Write("intents", id, data, READERS)], clock)
