"""What every act of a member goes through: who, when, undo, and the outbox in one step."""

from dataclasses import dataclass

from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.domain.records import Data, Row
from app.store import Store, current, facts, outbox, undo


@dataclass(frozen=True, slots=True)
class Write:
    """A record as the member wants it."""

    collection: str
    id: str
    data: Data
    audience: tuple[str, ...]
    home: bool = False


def me(store: Store) -> facts.Profile:
    """Return whose profile this is. Raises Trouble("not_joined")."""
    profile = facts.profile(store)
    if profile is None:
        raise Trouble("not_joined")
    return profile


def act(store: Store, verb: str, writes: list[Write], clock: Clock = system) -> Changes:
    """Write all of `writes` to the outbox with their undo, in one transaction."""
    profile, at = me(store), stamp(clock)
    with store.atomic():
        undo.remember(store, verb, at, [(each.collection, each.id) for each in writes])
        for each in writes:
            data = {**each.data, "written_at": at, "device": profile.device}
            outbox.put(
                store,
                each.collection,
                each.id,
                data,
                audience=each.audience,
                written_at=at,
                home=each.home,
            )
    return Changes.of(*{each.collection for each in writes}, ids=tuple(each.id for each in writes))


def mine(store: Store, collection: str, id: str) -> Row:
    """Return my record. Raises Trouble: `no_such_record`, `not_yours`."""
    found = current.one(store, collection, id)
    if found is None:
        raise Trouble("no_such_record", collection=collection, id=id)
    if found.owner not in {None, me(store).account}:
        raise Trouble("not_yours", id=id)
    return found


def take_back(store: Store, act: int | None = None, clock: Clock = system) -> Changes:
    """Take back the last act, or `act`. Raises Trouble("nothing_to_undo")."""
    done = undo.take_back(store, stamp(clock), act)
    if done is None:
        raise Trouble("nothing_to_undo")
    return Changes.of(
        *{collection for collection, _ in done.records}, ids=tuple(id for _, id in done.records)
    )


def settle(store: Store, id: str, *, mine: bool) -> Changes:
    """End a conflict on record `id`: keep mine on top, or let theirs stand."""
    for row in current.find(store, id):
        if outbox.settle(store, row.collection, row.id, mine=mine):
            return Changes.of(row.collection, ids=(id,))
    raise Trouble("no_conflict", id=id)
