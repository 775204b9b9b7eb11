"""The records behind a floor: items with their queues, what was asked, and who somebody is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.actions.acting import me, words
from app.actions.trouble import Trouble
from app.domain import agendas, floors, intents, speakers
from app.domain.floors import Place, Queue
from app.domain.intents import Intent
from app.domain.records import Row
from app.store import Store, current, meetings, members

LONGEST = 200
"""Characters of a name that somebody is added by."""


def items(store: Store, meeting: str) -> list[Row]:
    """Return the items of a meeting, in no order."""
    return [row for row in meetings.items(store, meeting).values() if not agendas.gone(row.data)]


def all_asked(store: Store, kind: str = intents.FLOOR) -> dict[str, list[Intent]]:
    """Return {item or meeting: what each said last about it}, of those whose words are here."""
    account = me(store).account
    found = [
        each if each.account else replace(each, account=account)
        for row in current.where(store, "intents", "$.kind", kind)
        if (each := intents.intent(row)) is not None
    ]
    made: dict[str, list[Intent]] = {}
    for (_account, about), each in intents.newest(found).items():
        made.setdefault(about, []).append(each)
    return made


def asked(store: Store, about: str, kind: str = intents.FLOOR) -> list[Intent]:
    """Return what each said last about one item or meeting."""
    return all_asked(store, kind).get(about, [])


def with_asked(row: Row, said: Mapping[str, list[Intent]]) -> Queue:
    """Return an item's queue with what members said since it was written, as `all_asked` tells."""
    return floors.taken_in(floors.queue(row.data), said.get(row.id, ()))


def somebody(store: Store, who: str) -> tuple[str | None, str]:
    """Return (account, "") of somebody on the roster, else (None, the name as it was typed).

    Spellings are matched as captions are. Raises Trouble: `empty`, `several_people`,
    `too_long`, `nul`.
    """
    name = words(" ".join(who.split()))
    if not name:
        raise Trouble("empty")
    if len(name) > LONGEST:
        raise Trouble("too_long", bytes=len(name.encode()), most=LONGEST)
    people = members.people(store, left=False)
    if any(each.account == name for each in people):
        return name, ""
    match = speakers.match([name], people)[name]
    if match.why == "several":
        raise Trouble("several_people", name=name, known=", ".join(match.candidates))
    return match.account, "" if match.account else name


def place_of(store: Store, places: Iterable[Place], who: str) -> Place:
    """Return the newest place of somebody: by its id, an account or a name.

    Raises Trouble: `not_in_queue`, `several_people`, `empty`.
    """
    listed = tuple(places)
    found = next((each for each in listed if each.id == who), None)
    if found is not None and not any(each.member == who for each in listed):
        return found
    member, name = somebody(store, who)
    found = floors.last(listed, floors.Place("", member, name).key)
    if found is None:
        raise Trouble("not_in_queue", name=who)
    return found
