"""The agenda of a meeting as what turns can be about: its items, and the proposals under them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.actions.agenda_items import the_item
from app.actions.trouble import Trouble
from app.domain.conflicts import same_person
from app.domain.linking import PARENT, Topic, stems
from app.domain.records import Row
from app.domain.speakers import Person
from app.store import Store, current, meetings
from app.store.meetings import Item

TITLE, NAMES, SUMMARY, THEME = 1.0, 1.2, 0.35, 0.6
"""What words of an item's title, of a proposal's title, of its summary and of its theme weigh."""


def of_meeting(store: Store, meeting: str, people: Sequence[Person]) -> list[Topic]:
    """Return what can be spoken about at `meeting`, in the order of the agenda."""
    agenda = meetings.agenda(store, meeting)
    home = _homes(store, agenda)
    found: list[Topic] = []
    for item in agenda:
        found += _of_item(store, item, people, (), home)
    return found


def place(store: Store, meeting: str, where: str | None) -> tuple[str | None, str | None]:
    """Return (item, proposal) of `ITEM`, `ITEM/PROPOSAL` or nothing; an item by id or label.

    Raises Trouble: `no_such_record`.
    """
    item, _slash, proposal = (where or "").removeprefix("item/").partition("/")
    if proposal and current.one(store, "proposals", proposal) is None:
        raise Trouble("no_such_record", collection="proposals", id=proposal)
    if not item:
        return None, proposal or None
    row = the_item(store, item, meeting)
    named = _named(row)
    return row.id, proposal or (named[0] if len(named) == 1 else None)


def below(store: Store, meeting: str, item: str) -> frozenset[str]:
    """Return the id of an item and of all items under it."""
    for each in meetings.in_order(store, meeting):
        if each.row.id == item:
            return frozenset(under.row.id for under in meetings.flat((each,)))
    return frozenset({item})


def _homes(store: Store, agenda: Sequence[Item]) -> dict[str, frozenset[str]]:
    """Return {proposal that several items name: those whose titles are most like its own}.

    Under the others it is mentioned, and spoken about where it has its own item.
    """
    naming: dict[str, list[Item]] = {}
    for item in meetings.flat(agenda):
        under = _under(item)
        for each in _named(item.row):
            if each not in under:  # else it is spoken about under this one
                naming.setdefault(each, []).append(item)
    homes: dict[str, frozenset[str]] = {}
    for id, items in naming.items():
        row = current.one(store, "proposals", id) if len(items) > 1 else None
        if row is None:
            continue
        own = {*stems(str(row.data.get("title") or ""))}
        likes = {
            each.row.id: _like({*stems(str(each.row.data.get("title") or ""))}, own)
            for each in items
        }
        most = max(likes.values())
        if most:
            homes[id] = frozenset(item for item, like in likes.items() if like == most)
    return homes


def _like(one: set[str], other: set[str]) -> float:
    """Return how much of two titles is the same, from 0 to 1."""
    return len(one & other) / max(1, len(one | other))


def _under(item: Item) -> set[str]:
    """Return the proposals that items under this one name."""
    below = meetings.flat(item.children)
    return {each for child in below for each in _named(child.row)}


def _of_item(
    store: Store,
    item: Item,
    people: Sequence[Person],
    above: tuple[tuple[str, float], ...],
    homes: Mapping[str, frozenset[str]],
) -> Iterator[Topic]:
    data = item.row.data
    title = str(data.get("title") or "")
    documents = " ".join(
        str(row.data.get("title") or "")
        for id in data.get("documents") or ()
        if (row := current.one(store, "documents", str(id))) is not None
    )
    own = ((title, TITLE), *above, (documents, SUMMARY))
    below_it = ((title, PARENT), *((text, weight * PARENT) for text, weight in above))
    label = item.label.casefold()
    id, under = item.row.id, _under(item)
    named = [each for each in _named(item.row) if each in under or id in homes.get(each, (id,))]
    rows = [row for each in named if (row := current.one(store, "proposals", each)) is not None]
    if len(rows) == 1 and not under.intersection(named):
        # The item is about this proposal: nothing else is spoken about under it.
        words, makers = _proposal(rows[0])
        speakers = _leads(data, people) | makers
        yield Topic(item.row.id, rows[0].id, label, (*own, *words), speakers)
    else:
        yield Topic(item.row.id, None, label, own, _leads(data, people))
        for row in rows:
            if row.id in under:
                continue
            words, makers = _proposal(row)
            yield Topic(item.row.id, row.id, label, (*words, *below_it), makers)
    for each in item.children:
        yield from _of_item(store, each, people, below_it, homes)


def _named(item: Row) -> list[str]:
    return [str(each) for each in item.data.get("proposals") or ()]


def _proposal(row: Row) -> tuple[tuple[tuple[str, float], ...], frozenset[str]]:
    data = row.data
    former = " ".join(str(each) for each in data.get("former_titles") or ())
    code = str(data.get("code") or "")
    tags = " ".join(str(each) for each in data.get("tags") or ())
    words = (
        (f"{data.get('title') or ''} {former} {code}", NAMES),
        (f"{data.get('theme') or ''} {tags}", THEME),
        (str(data.get("summary") or ""), SUMMARY),
        (" ".join(str(each.get("name") or "") for each in data.get("proponents") or ()), SUMMARY),
    )
    makers = (each.get("member") for each in data.get("proponents") or ())
    return words, frozenset(str(each) for each in makers if each)


def _leads(data: Mapping[str, Any], people: Sequence[Person]) -> frozenset[str]:
    """Return the accounts of who leads an item, which may be written as a name or an account."""
    lead = str(data.get("lead") or "")
    return frozenset(
        each.account
        for each in people
        if lead and (each.account == lead or same_person(lead, each.name))
    )
