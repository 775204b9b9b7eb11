"""What every act of a member goes through: who, when, undo, and the outbox in one step."""

import json
import unicodedata
from dataclasses import dataclass

from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.domain import fields
from app.domain.carrying import CARRIERS, ROOM
from app.domain.changes import Changes
from app.domain.collections import ALL
from app.domain.records import Data, Row
from app.store import Store, current, facts, outbox, undo

LONGEST = 60_000
"""Bytes of one field's words; the server takes 64 KB a record with everything around them."""


TOLD = frozenset({"release", "propose", "close", "send letter"})
"""Verbs that tell the members something: once it left, it is not taken from them unasked."""


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


def as_chair(store: Store) -> facts.Profile:
    """Return whose profile this is, a chair's or the Secretariat's.

    Raises Trouble: `not_joined`, `not_a_chair`.
    """
    profile = me(store)
    if profile.role not in CARRIERS:
        raise Trouble("not_a_chair")
    return profile


def is_carrier(store: Store) -> bool:
    """Say whether this profile is a chair's or the Secretariat's; one that nobody joined is not."""
    profile = facts.profile(store)
    return profile is not None and profile.role in CARRIERS


def words(text: str) -> str:
    """Return what a member typed as it is kept: in NFC. Raises Trouble: `nul`, `too_long`."""
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise Trouble("nul")
    if len(text.encode()) > LONGEST:
        raise Trouble("too_long", bytes=len(text.encode()), most=LONGEST)
    return unicodedata.normalize("NFC", text)


def act(
    store: Store,
    verb: str,
    writes: list[Write],
    clock: Clock = system,
    *,
    by_itself: bool = False,
) -> Changes:
    """Write all of `writes` to the outbox with their undo, in one transaction.

    What the program does `by_itself` is not among the acts that are taken back.
    Raises Trouble: `not_joined`; `nul`, `too_long` for what no server would take.
    """
    profile, at = me(store), stamp(clock)
    stamps = {"written_at": at, "device": profile.device}
    made = {(each.collection, each.id): {**each.data, **stamps} for each in writes}
    for (collection, id), data in made.items():
        check(collection, id, data)
    with store.atomic():
        if not by_itself:
            undo.remember(store, verb, at, dict(made))
        for each in writes:
            outbox.put(
                store,
                each.collection,
                each.id,
                made[each.collection, each.id],
                audience=each.audience,
                written_at=at,
                home=each.home,
            )
    return Changes.of(*{each.collection for each in writes}, ids=tuple(each.id for each in writes))


def check(collection: str, id: str, data: Data) -> None:
    """Refuse at the keyboard what the server would refuse later. Raises Trouble: `nul`, `too_long`."""
    if any(fault.code in {"nul", "surrogate"} for fault in fields.faults(collection, id, data)):
        raise Trouble("nul")
    size, most = len(json.dumps(data, ensure_ascii=False).encode()), ALL[collection].limit - ROOM
    if size > most:
        raise Trouble("too_long", bytes=size, most=most)


def there(store: Store, collection: str, id: str) -> Row:
    """Return a record that is here. Raises Trouble("no_such_record")."""
    found = current.one(store, collection, id)
    if found is None:
        raise Trouble("no_such_record", collection=collection, id=id)
    return found


def mine(store: Store, collection: str, id: str) -> Row:
    """Return my record. Raises Trouble: `no_such_record`, `not_yours`."""
    found = there(store, collection, id)
    if found.owner not in {None, me(store).account}:
        raise Trouble("not_yours", id=id)
    return found


def take_back(
    store: Store, act: int | None = None, clock: Clock = system, *, from_members: bool = False
) -> Changes:
    """Take back the last act, or `act`. With `from_members` even what they were told already.

    Raises Trouble: `nothing_to_undo`, `members_have_it`.
    """
    with store.atomic():
        found = undo.found(store, act)
        if found is not None and found.left and found.verb in TOLD and not from_members:
            raise Trouble("members_have_it", verb=found.verb)
        done = undo.take_back(store, stamp(clock), act)
    if done is None:
        raise Trouble("nothing_to_undo")
    return Changes.of(
        *{collection for collection, _ in done.records}, ids=tuple(id for _, id in done.records)
    )
