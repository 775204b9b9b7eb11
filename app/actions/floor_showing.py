"""A floor as whoever looks at it may see it: the queue, the timer, what was prepared, how late it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.actions import clock as clocks
from app.actions import floor_asking
from app.actions import floor_records as kept
from app.actions.acting import me
from app.actions.agenda_items import the_item, the_meeting
from app.actions.clock import Clock, system
from app.domain import balances, floor_times, floors, intents
from app.domain.balances import Share
from app.domain.capacity import NO_REGION, Entry
from app.domain.carrying import CARRIERS
from app.domain.floor_times import Late, Plan, Timer
from app.domain.floors import Place, Queue
from app.domain.intents import Intent
from app.domain.records import Data, Row
from app.store import Store, meetings, members
from app.store.meetings import Item


@dataclass(frozen=True, slots=True)
class Live:
    """A queue as it came by a quick exchange, ahead of its record."""

    item: str
    """The item the floor is open for, "" while it is closed."""
    places: Queue = ()
    """Who has spoken, speaks and waits, in order."""
    minutes: float | None = None
    """For each speaker, None where the item does not say."""
    over: Mapping[str, Queue] = field(default_factory=dict[str, Queue])
    """{item the meeting was at before: who spoke there}, as far as it came."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in the queue, with what is known of her."""

    place: Place
    name: str
    group: str
    """Stakeholder group, "" where it is not known."""
    region: str
    first: bool
    """She has not had the floor at this meeting yet."""
    text: str
    """What she asked the floor for; chairs alone see it of others."""
    mine: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A prepared intervention."""

    intent: Intent
    name: str
    delivered: str
    """`spoken` or `read_out` once it was heard, else nothing."""
    mine: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """Who had the floor at this meeting, by stakeholder group and region: told, never acted on."""

    group: tuple[Share, ...]
    region: tuple[Share, ...]
    suggested: str | None
    """Id of the first place of somebody whose group was not heard yet, where the next one's was."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor of a meeting for one item."""

    meeting: Row
    item: Row | None
    label: str
    """Of the item, as the agenda numbers it."""
    open: bool
    current: str | None
    """The item that the meeting is at."""
    chair: bool
    """Whoever looks may order it."""
    now: datetime
    minutes: float | None
    """For each speaker; None for no limit."""
    speaking: Seat | None
    timer: Timer | None
    ahead: tuple[Seat, ...]
    """Who is still to speak, in order."""
    spoken: tuple[Seat, ...]
    late: Late | None
    balance: Balance
    prepared: tuple[Prepared, ...]
    """All for chairs, else mine."""
    mine: Intent | None
    """What I asked last for this item, as far as it stands."""
    elsewhere: tuple[tuple[str, Intent], ...]
    """(label and title, what I asked) of the other items of the meeting that I ask the floor for."""
    apologies: Intent | None
    counts: Mapping[str, int]
    """{item: how many wait there}."""


def show(
    store: Store, meeting: str, item: str | None = None, clock: Clock = system, *,
    live: Live | None = None,
) -> Floor:  # fmt: skip
    """Return the floor of a meeting: for `item` (id or label), else for the one it is at.

    `live` came since by a quick exchange, and counts for members; chairs have the records. Raises Trouble: `not_joined`,
    `no_such_record`.
    """
    profile = me(store)
    row = the_meeting(store, meeting)
    floor = row.data.get("floor") or {}
    if live is not None and profile.role not in CARRIERS:
        floor = {"item": live.item or floor.get("item"), "open": live.item != ""}
    else:
        live = None
    at = str(floor.get("item") or "") or None
    agenda = meetings.in_order(store, row.id)
    rows = [each.row for each in agenda]
    labels = {each.row.id: each.label for each in agenda}
    chosen = _chosen(store, row, rows, item, at)
    said = kept.all_asked(store)
    people = {each.id: each.data for each in members.listed(store)}
    queues = _queues(rows, said, chair=profile.role in CARRIERS)
    if live is not None:
        for id, told in {**live.over, live.item: live.places}.items():
            if id in queues:
                queues[id] = _joined(queues[id], told)
    places = queues.get(chosen.id, ()) if chosen is not None else ()
    now = clocks.now(store, clock)
    heard = frozenset().union(*map(floors.spoken, queues.values()))
    asked = said.get(chosen.id, []) if chosen is not None else []
    seats = _seats(people, places, heard, profile.account, asked)
    speaker = next((each for each in seats if each.place.state == "speaking"), None)
    minutes = None if chosen is None else floor_times.speaker_minutes(_told(chosen, live))
    began = speaker.place.began_at if speaker is not None else None
    late = _late(row, chosen, agenda, now) if floor.get("open") is True else None
    return Floor(
        row,
        chosen,
        labels.get(chosen.id, "") if chosen is not None else "",
        floor.get("open") is True,
        at,
        profile.role in CARRIERS,
        now,
        minutes,
        speaker,
        floor_times.timer(began, now, minutes) if began else None,
        _in_order(seats),
        tuple(each for each in seats if each.place.state == "spoken"),
        late,
        _balance(people, heard, _in_order(seats)),
        _prepared(store, chosen),
        None if chosen is None else _mine(profile.account, chosen, queues, said),
        tuple(
            (each.called, asked_for)
            for each in agenda
            if each.row.id != (chosen.id if chosen is not None else None)
            and (asked_for := _mine(profile.account, each.row, queues, said)) is not None
        ),
        floor_asking.mine(store, intents.APOLOGIES, row.id),
        {id: len(floors.ahead(each)) for id, each in queues.items()},
    )


def _told(item: Row, live: Live | None) -> Mapping[str, Any]:
    """Return an item's data with the minutes for each speaker as they came last."""
    if live is None or live.item != item.id or live.minutes is None:
        return item.data
    return {**item.data, "speaker_minutes": live.minutes}


def _chosen(
    store: Store, meeting: Row, rows: Sequence[Row], item: str | None, at: str | None
) -> Row | None:
    """Return the item that is meant: as said, where the meeting is, else the first."""
    if item is not None:
        return the_item(store, item, meeting.id)
    return next((row for row in rows if row.id == at), rows[0] if rows else None)


def _queues(
    rows: Sequence[Row], said: Mapping[str, list[Intent]], *, chair: bool
) -> dict[str, Queue]:
    """Return {item: queue}; for chairs with what was asked since."""
    return {row.id: kept.with_asked(row, said) if chair else floors.queue(row.data) for row in rows}


def _joined(kept_: Queue, told: Queue) -> Queue:
    """Return a queue as it was told, with the times of those who had spoken when it was synced."""
    over = tuple(each for each in kept_ if each.state == "spoken")
    known = {each.key for each in over}
    return (*over, *(each for each in told if each.state != "spoken" or each.key not in known))


def _seats(
    people: Mapping[str, Data],
    places: Queue,
    heard: frozenset[str],
    account: str,
    said: Sequence[Intent],
) -> tuple[Seat, ...]:
    asked = {each.account: each.text for each in said}
    made: list[Seat] = []
    for each in places:
        data = people.get(each.member or "", {})
        group, region = str(data.get("group") or ""), str(data.get("region") or "")
        made.append(
            Seat(
                each,
                str(data.get("name") or each.name or each.member or each.id),
                group,
                region or (NO_REGION if group == "igo" else ""),
                each.key not in heard,
                asked.get(each.member or "", ""),
                each.member == account,
            )
        )
    return tuple(made)


def _in_order(seats: Sequence[Seat]) -> tuple[Seat, ...]:
    by_id = {each.place.id: each for each in seats}
    return tuple(by_id[each.id] for each in floors.ahead(each.place for each in seats))


def _balance(people: Mapping[str, Data], heard: frozenset[str], ahead: Sequence[Seat]) -> Balance:
    entries: list[Entry] = []
    for key in sorted(heard):
        data = people.get(key, {})
        group, region = str(data.get("group") or ""), str(data.get("region") or "")
        region = region or (NO_REGION if group == "igo" else "")
        values = {kind: (each,) for kind, each in (("group", group), ("region", region)) if each}
        entries.append(Entry(key, None, values=values))
    by_group = balances.balance(entries, "group")
    spoke = {each.value for each in by_group}
    suggested = None
    if ahead and ahead[0].group in spoke:
        others = (each for each in ahead if each.group and each.group not in spoke)
        suggested = next((each.place.id for each in others if each.place.state == "waiting"), None)
    return Balance(by_group, balances.balance(entries, "region"), suggested)


def _prepared(store: Store, item: Row | None) -> tuple[Prepared, ...]:
    if item is None:
        return ()
    names = members.names(store)
    told = {each.get("id"): str(each.get("how") or "") for each in item.data.get("delivered") or []}
    account = me(store).account
    found = [
        Prepared(
            each,
            names.get(each.account, each.account),
            told.get(each.account, ""),
            each.account == account,
        )
        for each in kept.asked(store, item.id, intents.INTERVENTION)
        if not each.withdrawn
    ]
    return tuple(sorted(found, key=lambda each: (bool(each.delivered), each.intent.when)))


def _mine(
    account: str, item: Row, queues: Mapping[str, Queue], said: Mapping[str, list[Intent]]
) -> Intent | None:
    """Return what I asked last for an item, as far as it stands."""
    found = next((each for each in said.get(item.id, ()) if each.account == account), None)
    if found is None or found.withdrawn:
        return None
    # What the chair took in and no longer lists has had its turn.
    taken = any(
        each.member == account and each.heard >= found.when for each in floors.queue(item.data)
    )
    ahead = any(
        each.member == account and each.state not in {"spoken", "out"}
        for each in queues.get(item.id, ())
    )
    return None if taken and not ahead else found


def _late(meeting: Row, item: Row | None, agenda: Sequence[Item], now: datetime) -> Late | None:
    if item is None:
        return None
    begins, begun = str(meeting.data.get("starts") or ""), item.data.get("begun_at")
    plan = [Plan(each.row.id, each.starts, each.minutes) for each in agenda]
    return floor_times.late(plan, begins, item.id, begun, now)
