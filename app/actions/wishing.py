"""Saying that I want something of the others: to join a working group."""

from app.actions.acting import Write, act, words
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import ids
from app.domain.changes import Changes
from app.store import Store, current, facts

JOIN = "join_group"


def join_group(store: Store, group: str, text: str = "", clock: Clock = system) -> Changes:
    """Tell the chairs and the Secretariat that I want to join a working group.

    Raises Trouble: `not_joined`, `no_such_record`, `nul`, `too_long`.
    """
    if current.one(store, "workgroups", group) is None:
        raise Trouble("no_such_record", collection="workgroups", id=group)
    data = {"kind": JOIN, "about": {"kind": "group", "id": group}, "text": words(text)}
    return act(store, JOIN, [Write("intents", ids.new_id(), data, ("chairs",))], clock)


def wish(store: Store, group: str) -> str | None:
    """Return the id of my standing wish to join `group`, None if there is none."""
    profile = facts.profile(store)
    for row in current.where(store, "intents", "$.about.id", group):
        mine = profile is not None and row.owner in {None, profile.account}
        if mine and row.data.get("kind") == JOIN and not row.data.get("withdrawn"):
            return row.id
    return None
