"""The speaking queue of an agenda item: who waits, speaks, has spoken. Only chairs order it.

It is a record of the chair (the item's `queue`), so it is the same on every computer that has
the record, and goes on where there is no line. What members ask is taken into it; nothing is
ever put in another order by itself (`docs/decisions/0030-floor.md`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast, get_args

from app.domain.intents import Intent
from app.domain.records import Data

State = Literal["waiting", "speaking", "spoken", "not_now", "out"]
STATES: tuple[str, ...] = get_args(State)
AHEAD: tuple[State, ...] = ("waiting", "not_now")
"""Who is still to speak; `not_now` lets others go before."""
_KNOWN = ("id", "member", "name", "state", "heard", "began_at", "ended_at")


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in the queue of an item; whoever speaks again has another one."""

    id: str
    member: str | None = None
    """An account, None for somebody who is not of the roster."""
    name: str = ""
    """As it was typed, of somebody without an account."""
    state: State = "waiting"
    heard: str = ""
    """When the member wrote what was last taken in from her."""
    began_at: str | None = None
    ended_at: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict[str, Any], compare=False)
    """Fields of others, kept."""

    @property
    def key(self) -> str:
        """Return whose place it is: an account, or a name without case."""
        return self.member or _slug(self.name)

    def to_json(self) -> Data:
        said: Data = {
            "id": self.id, "member": self.member, "name": self.name, "state": self.state,
            "heard": self.heard, "began_at": self.began_at, "ended_at": self.ended_at,
        }  # fmt: skip
        return {**self.more, **{name: value for name, value in said.items() if value}}


Queue = tuple[Place, ...]


def queue(data: Mapping[str, Any]) -> Queue:
    """Return the queue that an item's data hold; what is no place of ours is left out."""
    listed: object = data.get("queue")
    if not isinstance(listed, list):
        return ()
    made: list[Place] = []
    for raw in cast("list[Any]", listed):
        each: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
        id, state = each.get("id"), each.get("state") or "waiting"
        if not isinstance(id, str) or state not in STATES:
            continue
        texts = {name: each[name] for name in _KNOWN if isinstance(each.get(name), str)}
        texts |= {"id": id, "state": state}
        made.append(Place(**texts, more={name: each[name] for name in each if name not in _KNOWN}))
    return tuple(made)


def to_json(places: Iterable[Place]) -> list[Data]:
    return [each.to_json() for each in places]


def ahead(places: Iterable[Place]) -> Queue:
    """Return who is still to speak, in order; who said *not now* behind all others."""
    listed = tuple(each for each in places if each.state in AHEAD)
    return tuple(sorted(listed, key=lambda each: each.state == "not_now"))


def speaking(places: Iterable[Place]) -> Place | None:
    return next((each for each in places if each.state == "speaking"), None)


def last(places: Sequence[Place], key: str) -> Place | None:
    """Return somebody's newest place, by account or by name; None if she has none."""
    return next((each for each in reversed(places) if each.key == key), None)


def spoken(places: Iterable[Place]) -> frozenset[str]:
    """Return the keys of those who speak or have spoken."""
    return frozenset(each.key for each in places if each.state in {"speaking", "spoken"})


def taken_in(places: Queue, asked: Iterable[Intent]) -> Queue:
    """Return the queue with what members asked since: at its end, in the order they asked.

    What the chair did with somebody stays until she says something new. Taking in the same
    again changes nothing, and two chairs who take in the same make the same.
    """
    for each in sorted(asked, key=lambda one: (one.when, one.account)):
        if each.account:
            places = _taken_in(places, each)
    return places


def _taken_in(places: Queue, ask: Intent) -> Queue:
    state: State = "out" if ask.withdrawn else "not_now" if ask.not_now else "waiting"
    known = last(places, ask.account)
    if known is not None and known.heard >= ask.when:
        return places
    if known is None or known.state == "spoken":
        if state == "out":
            return places
        new = Place(_new_id(places, ask.account), ask.account, state=state, heard=ask.when)
        return (*places, new)
    if known.state == "speaking":  # whatever she wrote, she has the floor
        return _with(places, replace(known, heard=ask.when))
    moved = replace(known, state=state, heard=ask.when)
    if known.state == "out" and state != "out":
        return (*(each for each in places if each.id != known.id), moved)
    return _with(places, moved)


def add(places: Queue, member: str | None, name: str = "") -> Queue:
    """Return the queue with somebody at its end; whoever waits already keeps her place."""
    new = Place(_new_id(places, member or _slug(name)), member, "" if member else name)
    known = last(places, new.key)
    if known is None or known.state == "spoken":
        return (*places, new)
    if known.state in {"waiting", "speaking"}:
        return places
    rest = tuple(each for each in places if each.id != known.id)
    return (*rest, replace(known, state="waiting"))


def put(places: Queue, id: str, state: State) -> Queue:
    """Return the queue with one place in another state: back to `waiting`, `not_now`, `out`."""
    return tuple(replace(each, state=state) if each.id == id else each for each in places)


def move(places: Queue, id: str, before: str | None) -> Queue:
    """Return the queue with one place before another one, at the end for None."""
    moved = next(each for each in places if each.id == id)
    rest = [each for each in places if each.id != id]
    at = next((at for at, each in enumerate(rest) if each.id == before), len(rest))
    return (*rest[:at], replace(moved, state="waiting"), *rest[at:])


def begin(places: Queue, id: str, at: str) -> Queue:
    """Return the queue with somebody speaking since `at`; whoever spoke has ended.

    Who has spoken already speaks again on a new place.
    """
    chosen = next(each for each in places if each.id == id)
    if chosen.state == "speaking":
        return places
    places = end(places, at)
    if chosen.state == "spoken":
        stem = chosen.member or _slug(chosen.name)
        again = Place(_new_id(places, stem), chosen.member, chosen.name)
        places, chosen = (*places, again), again
    return _with(places, replace(chosen, state="speaking", began_at=at, ended_at=None))


def end(places: Queue, at: str) -> Queue:
    """Return the queue with nobody speaking any more."""
    return tuple(
        replace(each, state="spoken", ended_at=at) if each.state == "speaking" else each
        for each in places
    )


def _with(places: Queue, changed: Place) -> Queue:
    return tuple(changed if each.id == changed.id else each for each in places)


def _new_id(places: Sequence[Place], stem: str) -> str:
    """Return an id that two chairs make alike: the account, with a number from the second time on."""
    taken = {each.id for each in places}
    count = 1
    while (id := stem if count == 1 else f"{stem}.{count}") in taken:
        count += 1
    return id


def _slug(name: str) -> str:
    # No account begins with it.
    return f"~{' '.join(name.casefold().split())}"
