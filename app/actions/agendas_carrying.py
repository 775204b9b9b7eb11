"""Agendas out of agendas: an item carried over to another meeting, a template, the next call."""

from collections.abc import Iterable
from datetime import UTC, date

from app.actions import agenda_writing, timelining
from app.actions.acting import Write, act, as_chair, me
from app.actions.agenda_items import the_item, the_meeting
from app.actions.agenda_writing import behind, marked
from app.actions.agendas import Done
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import agendas, call_dates, ids, times
from app.domain.agendas import Node
from app.domain.merging import BETWEEN
from app.domain.records import Data, Row
from app.store import Store, current, meetings

CARRIED = ("title", "minutes", "lead", "purpose", "proposals", "documents")
"""What of an item goes with it to another meeting; its notes go as `earlier`."""
REPEATED = ("title", "minutes", "lead", "purpose", "label")
"""What of an item a template has."""
OF_A_CALL = ("title", "kind", "place", "join_by", "group", "zone", "numbering", "chair")
"""What of a meeting the next one of its kind has."""


def carry(store: Store, item: str, to: str, clock: Clock = system) -> Done:
    """Carry an item, with what is under it, its papers and notes, over to the end of another meeting.

    It stays where it is and says where it went. Two who carry it to the same meeting at once make
    one item there. Raises Trouble: `not_a_chair`, `no_such_record`, `carried_to_itself`,
    `carried_already`.
    """
    as_chair(store)
    with store.atomic():
        row = the_item(store, item)
        meeting = the_meeting(store, to)
        rows = meetings.items(store, str(row.data["meeting"]))
        if row.data["meeting"] == to:
            raise Trouble("carried_to_itself", id=item)
        if (there := _alive(store, row.data.get("carried_to"))) is not None:
            raise Trouble("carried_already", id=item, meeting=str(there.data.get("meeting")))
        wanted = _found(agendas.tree({id: each.data for id, each in rows.items()}), item)
        new = {each.id: _made(store, each.id, to) for each in agendas.flat([wanted])}
        there = meetings.items(store, to)
        top = behind(there, (new[item],))
        writes = agenda_writing.moved(there, top, skip={new[item]})
        for node in agendas.flat([wanted]):
            old = rows[node.id].data
            data: Data = {name: old[name] for name in CARRIED if old.get(name)}
            data |= {"meeting": to, "carried_from": node.id, "earlier": _earlier(old)}
            data = _once_more(there.get(new[node.id]), data)
            if node.id == item:
                data |= top[new[item]]
            else:
                data |= {"parent": new[str(node.parent)], "position": agendas.position_of(old)}
            said = marked({**old, "carried_to": new[node.id]}, ("carried_to",))
            writes += [
                Write("items", new[node.id], data, meeting.readers),
                Write("items", node.id, said, rows[node.id].readers),
            ]
        return Done(new[item], act(store, "carry item", writes, clock))


def earlier_items(store: Store, item: str) -> list[str]:
    """Return the items that `item` was carried over from, the last one first."""
    found: list[str] = []
    row = current.one(store, "items", item)
    while row is not None:
        before = row.data.get("carried_from")
        if not isinstance(before, str) or before in (*found, item):
            break
        found.append(before)
        row = current.one(store, "items", before)
    return found


def from_template(store: Store, meeting: str, template: str, clock: Clock = system) -> Done:
    """Put the items of another meeting on the agenda: titles, minutes, who leads, what for.

    Papers and notes stay there. What was taken over before is not taken over twice. Raises
    Trouble: `not_a_chair`, `no_such_record`, `nothing_to_copy`.
    """
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, meeting)
        the_meeting(store, template)
        writes = [*_copied(store, row, template)]
        if not writes:
            raise Trouble("nothing_to_copy", meeting=template)
        return Done(meeting, act(store, "use template", writes, clock))


def clone(
    store: Store,
    meeting: str,
    *,
    on: str | None = None,
    zone: str | None = None,
    title: str | None = None,
    clock: Clock = system,
) -> Done:
    """Make the next call of a kind: the same agenda as a draft, on the day `on`, `2030-03-27`.

    Without `on` it is the same weekday of the next month. The times on the wall stay in the
    meeting's zone (its `zone`, else `zone`, else UTC), also over a change of summer time.
    Raises Trouble: `not_a_chair`, `no_such_record`, `bad_time`, `no_such_zone`, `no_such_zone_like`, `no_beginning`,
    `cloned_already`, `empty`, `line_too_long`.
    """
    as_chair(store)
    with store.atomic():
        row = the_meeting(store, meeting)
        data: Data = {name: row.data[name] for name in OF_A_CALL if row.data.get(name)}
        if zone:
            data["zone"] = zone
        if title is not None:
            data["title"] = agenda_writing.title(title)
        day = _shift(row, data, on)
        id = ids.agreed(me(store).cycle, f"call/{meeting}/{day.isoformat()}")
        if current.one(store, "meetings", id) is not None:
            raise Trouble("cloned_already", id=id)
        made = Row("meetings", id, None, None, row.readers, waiting=True, data=data)
        data["numbering"] = data.get("numbering") or _numbering(store, meeting)
        data["status"] = "draft"
        writes = [Write("meetings", id, data, row.readers), *_copied(store, made, meeting)]
        return Done(id, act(store, "clone meeting", writes, clock))


def _shift(row: Row, data: Data, on: str | None) -> date:
    """Put beginning and end of `row`, on another day, into `data`; return that day."""
    zone = timelining.zone(str(data.get("zone") or "UTC")) or UTC
    starts, ends = (times.parsed(row.data.get(name)) for name in ("starts", "ends"))
    if starts is None:
        raise Trouble("no_beginning", id=row.id)
    day = call_dates.month_later(starts.astimezone(zone).date())
    if on is not None:
        try:
            day = date.fromisoformat(on)
        except ValueError:
            raise Trouble("bad_time", text=on) from None
    begins, until_then = call_dates.shifted(starts, ends, day, zone)
    data["starts"] = times.text(begins)
    if until_then is not None:
        data["ends"] = times.text(until_then)
    return day


def _copied(store: Store, meeting: Row, template: str) -> Iterable[Write]:
    """Return the items of `template` as new ones of `meeting`, behind what is there."""
    rows = {id: each.data for id, each in meetings.items(store, template).items()}
    nodes = agendas.tree(rows)
    here = meetings.items(store, meeting.id)
    new = {each.id: _made(store, each.id, meeting.id) for each in agendas.flat(nodes)}
    alive = {id for id, each in here.items() if not agendas.gone(each.data)}
    wanted = [each for each in agendas.flat(nodes) if new[each.id] not in alive]
    top = [new[each.id] for each in wanted if each.parent is None]
    spots = behind({id: each for id, each in here.items() if id not in top}, top) if top else {}
    for node in wanted:
        id, old = new[node.id], rows[node.id]
        data: Data = {name: old[name] for name in REPEATED if old.get(name)}
        data["meeting"] = meeting.id
        data = _once_more(here.get(id), data)
        if node.parent is None:
            data |= spots[id]
        else:
            data |= {"parent": new[node.parent], "position": agendas.position_of(old)}
        yield Write("items", id, data, meeting.readers)
    yield from agenda_writing.moved(here, spots, skip=top)


def _numbering(store: Store, meeting: str) -> str:
    said = meetings.numbering(store, meeting)
    return said or agendas.inferred(
        {id: each.data for id, each in meetings.items(store, meeting).items()}
    )


def _found(nodes: Iterable[Node], item: str) -> Node:
    return next(each for each in agendas.flat(tuple(nodes)) if each.id == item)


def _earlier(data: Data) -> str | None:
    """Return what was noted on an item, and before that, as one text."""
    parts = (data.get(name) for name in ("earlier", "key_points", "next_steps"))
    said = [each.strip() for each in parts if isinstance(each, str) and each.strip()]
    return BETWEEN.join(said) or None


def _once_more(there: Row | None, data: Data) -> Data:
    """Return `data` over what the item holds already that was brought here before and taken off."""
    if there is None:
        return data
    kept = {name: value for name, value in there.data.items() if value}
    papers = {
        name: list(dict.fromkeys([*(there.data.get(name) or ()), *(data.get(name) or ())]))
        for name in ("proposals", "documents")
    }
    return {**data, **kept, **papers, "earlier": data.get("earlier"), "withdrawn": False}


def _alive(store: Store, item: object) -> Row | None:
    row = current.one(store, "items", item) if isinstance(item, str) else None
    return None if row is None or agendas.gone(row.data) else row


def _made(store: Store, item: str, meeting: str) -> str:
    """Return the one id that `item` has at another meeting, whoever brings it there."""
    return ids.agreed(me(store).cycle, f"item/{item}/{meeting}")
