"""Somebody who edits agendas by throws of dice, and what is lost or different afterwards."""

import random
from collections.abc import Sequence

from app.actions import agendas, agendas_carrying, settling
from app.actions.agenda_writing import Fields, Place
from app.actions.trouble import Trouble
from app.domain import agendas as domain
from app.domain.merging import differing, value
from app.store import Store, current, meetings, outbox

PAPERS = [f"paper-{number}" for number in range(12)]
STEPS = (
    ("add", 22), ("title", 22), ("minutes", 12), ("points", 8), ("papers", 10), ("move", 40),
    ("shift", 20), ("remove", 8), ("restore", 4), ("carry", 5), ("status", 2),
)  # fmt: skip


class Writer:
    """One computer of somebody who writes agendas."""

    def __init__(self, store: Store, account: str, seed: str) -> None:
        self.dice = random.Random(seed)
        self.store, self.account = store, account
        self.added: set[str] = set()
        self.kept: dict[str, set[str]] = {}
        """{item: papers put on it}"""
        self.taken: dict[str, set[str]] = {}
        self.written: set[str] = set()
        self.let_go: set[str] = set()
        self.count = 0

    def word(self) -> str:
        self.count += 1
        word = f"{self.account}{self.count}x"
        self.written.add(word)
        return word

    def walk(self, edits: int) -> None:
        names, weights = zip(*STEPS, strict=True)
        for step in self.dice.choices(names, weights, k=edits):
            meeting = self.dice.choices(("call", "next"), (9, 1))[0]
            items = [each.row.id for each in agendas.agenda(self.store, meeting).flat]
            if step == "add" or not items:
                self._add(meeting, items)
                continue
            try:
                getattr(self, f"_{step}")(meeting, self._one_of(items), items)
            except Trouble as trouble:
                known = {"cannot_shift", "under_itself", "carried_to_itself", "carried_already"}
                assert trouble.code in known, trouble

    def _one_of(self, items: list[str]) -> str:
        """Return an item, more often one that all three know."""
        known = [each for each in items if each.startswith(("call-", "next-"))]
        return self.dice.choice(known if known and self.dice.random() < 0.6 else items)

    def _place(self, items: list[str]) -> Place:
        if not items or self.dice.random() < 0.15:
            return Place()
        how = self.dice.choice(("after", "before", "under"))
        return Place(**{how: self.dice.choice(items)})

    def _add(self, meeting: str, items: list[str]) -> None:
        title = self.word()
        self.added.add(agendas.add(self.store, meeting, title, place=self._place(items)).id)

    def _title(self, _meeting: str, item: str, _items: list[str]) -> None:
        self._forget(item, "title")
        agendas.edit(self.store, item, Fields(title=self.word()))

    def _points(self, _meeting: str, item: str, _items: list[str]) -> None:
        self._forget(item, "key_points")
        agendas.edit(self.store, item, Fields(key_points=self.word()))

    def _forget(self, item: str, field: str) -> None:
        row = current.one(self.store, "items", item)
        assert row is not None
        self.let_go |= set(str(row.data.get(field) or "").split())

    def _minutes(self, _meeting: str, item: str, _items: list[str]) -> None:
        agendas.edit(self.store, item, Fields(minutes=self.dice.randint(0, 40)))

    def _papers(self, _meeting: str, item: str, _items: list[str]) -> None:
        row = current.one(self.store, "items", item)
        assert row is not None
        before: set[str] = set(row.data.get("documents") or [])
        paper: str = self.dice.choice(PAPERS)
        if paper in before and self.dice.random() < 0.4:
            self.taken.setdefault(item, set()).add(paper)
            agendas.edit(self.store, item, Fields(documents=sorted(before - {paper})))
        else:
            self.kept.setdefault(item, set()).add(paper)
            agendas.edit(self.store, item, Fields(documents=sorted(before | {paper})))

    def _move(self, _meeting: str, item: str, items: list[str]) -> None:
        agendas.move(self.store, item, self._place(items))

    def _shift(self, _meeting: str, item: str, _items: list[str]) -> None:
        agendas.shift(self.store, item, self.dice.choice(("up", "down", "in", "out")))

    def _remove(self, _meeting: str, item: str, _items: list[str]) -> None:
        agendas.remove(self.store, item)

    def _restore(self, meeting: str, _item: str, _items: list[str]) -> None:
        if removed := agendas.agenda(self.store, meeting).removed:
            agendas.restore(self.store, self.dice.choice(removed).id)

    def _carry(self, meeting: str, item: str, _items: list[str]) -> None:
        agendas_carrying.carry(self.store, item, "next" if meeting == "call" else "call")

    def _status(self, meeting: str, _item: str, _items: list[str]) -> None:
        agendas.set_status(self.store, meeting, self.dice.choice(domain.STATES))

    def settle(self) -> int:
        """Decide every contradiction by a throw; return how many there were."""
        found = settling.conflicts(self.store)
        for each in found:
            keep = self.dice.choice(("mine", "theirs"))
            lost = each.theirs if keep == "mine" else each.mine
            for field in each.fields:
                assert field.path[0] not in {"parent", "position"}, "a place is no contradiction"
                self.let_go |= set(str(value(lost, field.path) or "").split())
            settling.settle(self.store, each.id, keep, collection=each.collection)
        return len(found)

    def order(self, meeting: str) -> list[tuple[str, str, str | None]]:
        nodes = domain.flat(
            domain.tree(
                {id: row.data for id, row in meetings.items(self.store, meeting).items()},
                meetings.numbering(self.store, meeting),
            )
        )
        return [(each.label, each.id, each.parent) for each in nodes]

    def holds(self) -> dict[str, dict[str, object]]:
        return {row.id: row.data for row in current.listed(self.store, "items")}


def wrong(computers: Sequence[Writer]) -> list[str]:
    """Return what is lost, doubled or different."""
    found: list[str] = []
    first = computers[0]
    for other in computers[1:]:
        theirs, mine = other.holds(), first.holds()
        found += [
            f"{other.account} holds another {id}: {differing(theirs.get(id), mine.get(id))}"
            for id in theirs.keys() | mine.keys()
            if theirs.get(id) != mine.get(id)
        ]
        found += [
            f"{other.account} shows {each} in another order"
            for each in ("call", "next")
            if other.order(each) != first.order(each)
        ]
    items = first.holds()
    for each in computers:
        found += [f"item {id} vanished" for id in each.added if id not in items]
        if left := outbox.all_of(each.store):
            found.append(f"{each.account} still has {len(left)} to send")
    shown = [id for meeting in ("call", "next") for _label, id, _parent in first.order(meeting)]
    alive = [id for id, data in items.items() if not data.get("withdrawn")]
    if sorted(shown) != sorted(alive):
        found.append("an item is not shown once")
    stands = " ".join(f"{data.get('title')} {data.get('key_points')}" for data in items.values())
    stands += " " + " ".join(str(data.get("earlier")) for data in items.values())
    let_go = set().union(*(each.let_go for each in computers))
    words = set(stands.split())
    for each in computers:
        found += [f"the words {word} are lost" for word in each.written - let_go - words]
        for item, papers in each.kept.items():
            taken = set().union(*(one.taken.get(item, set()) for one in computers))
            there = set(items[item].get("documents") or ())  # type: ignore[call-overload]
            found += [f"{paper} is lost from {item}" for paper in papers - taken - there]
    return found
