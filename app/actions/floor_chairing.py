"""What a chair does with the floor: opens it, orders the queue, gives the floor and takes it back."""

from collections.abc import Callable

from app.actions import attending
from app.actions import clock as clocks
from app.actions import floor_records as kept
from app.actions.acting import Write, act, as_chair
from app.actions.agenda_items import the_item, the_meeting
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import floors, times
from app.domain.changes import Changes
from app.domain.floors import Queue, State
from app.domain.intents import DELIVERED
from app.domain.records import Data, Row
from app.store import Store, current

LONGEST = 24 * 60
"""Minutes that a speaker may have at most."""
_Order = Callable[[Queue], Queue]


def open_floor(
    store: Store, meeting: str, item: str | None = None, clock: Clock = system
) -> Changes:
    """Open the floor for an item, or go on to it: the last item is over, whoever spoke ended.

    Without an item the floor is opened where it was. Raises Trouble: `not_a_chair`,
    `no_such_record`, `which_item`.
    """
    as_chair(store)
    at = times.text(clocks.now(store, clock))
    with store.atomic():
        row = the_meeting(store, meeting)
        was = _floor(row).get("item")
        to = item or was
        if not to:
            raise Trouble("which_item", meeting=meeting)
        new = the_item(store, str(to), meeting)
        writes = [_meeting_at(row, new.id, at, is_open=True)]
        if was and was != new.id:
            writes += _closing(store, str(was), at)
        if not new.data.get("begun_at") or was != new.id:
            begun = {"begun_at": new.data.get("begun_at") or at, "ended_at": None}
            writes.append(_write(new, {**new.data, **begun}))
        return act(store, "floor", writes, clock)


def close_floor(store: Store, meeting: str, clock: Clock = system) -> Changes:
    """Close the floor: nobody speaks any more, and no program asks for the list.

    Raises Trouble: `not_a_chair`, `no_such_record`.
    """
    as_chair(store)
    at = times.text(clocks.now(store, clock))
    with store.atomic():
        row = the_meeting(store, meeting)
        was = _floor(row).get("item")
        writes = [_meeting_at(row, str(was) if was else None, at, is_open=False)]
        writes += _closing(store, str(was), at) if was else []
        return act(store, "floor", writes, clock)


def add(store: Store, item: str, who: str, clock: Clock = system) -> Changes:
    """Put somebody at the end of the queue: of the roster, or a name as it was typed.

    Raises Trouble: `not_a_chair`, `no_such_record`, `several_people`, `empty`, `too_long`.
    """
    member, name = kept.somebody(store, who)
    return _order(store, item, lambda places: floors.add(places, member, name), clock)


def move(
    store: Store, item: str, who: str, before: str | None = None, clock: Clock = system
) -> Changes:
    """Put somebody before another one, or at the end.

    Raises Trouble: `not_a_chair`, `no_such_record`, `not_in_queue`, `several_people`,
    `not_ahead` (one of them speaks or has spoken).
    """

    def moved(places: Queue) -> Queue:
        one = kept.place_of(store, places, who)
        other = None if before is None else kept.place_of(store, places, before)
        for each in (one, other):
            if each is not None and each.state in {"speaking", "spoken"}:
                raise Trouble("not_ahead", name=who if each is one else before)
        return floors.move(places, one.id, None if other is None else other.id)

    return _order(store, item, moved, clock)


def put_off(store: Store, item: str, who: str, clock: Clock = system) -> Changes:
    """Let somebody wait for later: *not now*. Raises Trouble as `move`."""
    return _put(store, item, who, "not_now", clock)


def take_out(store: Store, item: str, who: str, clock: Clock = system) -> Changes:
    """Take somebody out of the queue; who asks again is in it again. Raises Trouble as `move`."""
    return _put(store, item, who, "out", clock)


def begin(store: Store, item: str, who: str, clock: Clock = system) -> Changes:
    """Give somebody the floor; whoever has it has ended. Who is in no queue yet is added.

    Who had sent apologies and speaks is there: she stands as present in the attendance.

    Raises Trouble: `not_a_chair`, `no_such_record`, `several_people`, `empty`, `too_long`.
    """
    at = times.text(clocks.now(store, clock))

    def begun(places: Queue) -> Queue:
        try:
            place = kept.place_of(store, places, who)
        except Trouble as error:
            if error.code != "not_in_queue":
                raise
            places = floors.add(places, *kept.somebody(store, who))
            place = kept.place_of(store, places, who)
        return floors.begin(places, place.id, at)

    return _order(store, item, begun, clock)


def end(store: Store, item: str, clock: Clock = system) -> Changes:
    """Take the floor back from whoever speaks. Raises Trouble: `not_a_chair`, `nobody_speaks`."""
    at = times.text(clocks.now(store, clock))

    def ended(places: Queue) -> Queue:
        if floors.speaking(places) is None:
            raise Trouble("nobody_speaks")
        return floors.end(places, at)

    return _order(store, item, ended, clock)


def give_minutes(store: Store, item: str, minutes: float, clock: Clock = system) -> Changes:
    """Set how many minutes each speaker has for an item; 0 for no limit.

    Raises Trouble: `not_a_chair`, `no_such_record`, `bad_minutes`.
    """
    as_chair(store)
    if not 0 <= minutes <= LONGEST:
        raise Trouble("bad_minutes", minutes=minutes)
    with store.atomic():
        row = the_item(store, item)
        kept_as = int(minutes) if minutes == int(minutes) else minutes
        return act(store, "floor", [_write(row, {**row.data, "speaker_minutes": kept_as})], clock)


def deliver(
    store: Store, item: str, who: str, how: str = "spoken", clock: Clock = system
) -> Changes:
    """Mark a prepared intervention as heard: `spoken` by her, or `read_out` for her.

    Raises Trouble: `not_a_chair`, `no_such_record`, `not_prepared`, `several_people`.
    """
    as_chair(store)
    at = times.text(clocks.now(store, clock))
    with store.atomic():
        row = the_item(store, item)
        member, _ = kept.somebody(store, who)
        prepared = kept.asked(store, row.id, "intervention")
        if how not in DELIVERED or not any(
            each.account == member and not each.withdrawn for each in prepared
        ):
            raise Trouble("not_prepared", name=who)
        told: list[Data] = [
            each for each in row.data.get("delivered") or [] if each.get("id") != member
        ]
        told.append({"id": member, "how": how, "at": at})
        return act(store, "deliver", [_write(row, {**row.data, "delivered": told})], clock)


def take_in(store: Store, meeting: str, clock: Clock = system) -> Changes:
    """Write into the queues what members asked, so that all see it; nothing if there is nothing.

    What a program does while the floor is open; it is no act of the chair's to be taken back.
    Raises Trouble: `not_a_chair`, `no_such_record`.
    """
    as_chair(store)
    with store.atomic():
        said = kept.all_asked(store)
        writes = [
            _write(row, {**row.data, "queue": floors.to_json(places)})
            for row in kept.items(store, the_meeting(store, meeting).id)
            if (places := kept.with_asked(row, said)) != floors.queue(row.data)
        ]
        return act(store, "floor", writes, clock, by_itself=True) if writes else Changes()


def _put(store: Store, item: str, who: str, state: State, clock: Clock) -> Changes:
    def put(places: Queue) -> Queue:
        place = kept.place_of(store, places, who)
        if place.state in {"speaking", "spoken"}:
            raise Trouble("not_ahead", name=who)
        return floors.put(places, place.id, state)

    return _order(store, item, put, clock)


def _order(store: Store, item: str, order: _Order, clock: Clock) -> Changes:
    """Write an item's queue as `order` makes it; whoever speaks on another item ends there."""
    as_chair(store)
    with store.atomic():
        row = the_item(store, item)
        places = order(kept.with_asked(row, kept.all_asked(store)))
        if places == floors.queue(row.data):
            return Changes.of("items", ids=(row.id,))
        writes = [_write(row, {**row.data, "queue": floors.to_json(places)})]
        now = floors.speaking(places)
        if now is not None and now.member:
            writes += attending.came(store, str(row.data.get("meeting")), now.member)
        if now is not None and now.began_at:
            for other in kept.items(store, str(row.data.get("meeting"))):
                old = floors.queue(other.data)
                if other.id != row.id and floors.speaking(old) is not None:
                    ended = floors.to_json(floors.end(old, now.began_at))
                    writes.append(_write(other, {**other.data, "queue": ended}))
        return act(store, "floor", writes, clock)


def _closing(store: Store, item: str, at: str) -> list[Write]:
    """Return what ends an item: it is over, and so is whoever speaks."""
    row = current.one(store, "items", item)
    if row is None:  # it was taken away meanwhile: nothing is left to end
        return []
    data: Data = {**row.data, "ended_at": at}
    if data.get("queue"):
        data["queue"] = floors.to_json(floors.end(floors.queue(data), at))
    return [_write(row, data)]


def _meeting_at(row: Row, item: str | None, at: str, *, is_open: bool) -> Write:
    was = _floor(row)
    floor = {**was, "item": item, "open": is_open}
    if was.get("item") != item or was.get("open") is not is_open:
        floor["since"] = at
    return _write(row, {**row.data, "floor": floor})


def _floor(row: Row) -> Data:
    found = row.data.get("floor")
    return found if isinstance(found, dict) else {}


def _write(row: Row, data: Data) -> Write:
    return Write(row.collection, row.id, data, row.readers, home=row.at_home)
