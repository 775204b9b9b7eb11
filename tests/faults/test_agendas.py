"""Two chairs and the Secretariat edit one agenda, each for an hour without a line: all of it merges.

Every sequence follows from its seed: `SATCHEL_SEED=7 ./dev pytest tests/faults/test_agendas.py`
walks that one again. The whole is 24 of them, each of 3 x 200 edits; a slice of one runs always.
"""

import os
import random
from pathlib import Path

import pytest

from app.actions import agendas, agendas_carrying, joining, settling
from app.actions.agenda_writing import Fields, Place
from app.actions.trouble import Trouble
from app.domain import agendas as domain
from app.domain.merging import differing, value
from app.paths import Home
from app.store import Store, current, meetings, open_store, outbox
from app.sync import engine
from app.sync.server import ServerTransport
from tests.integration.people import begin

EDITS, SLICE, WHOLE = 200, 1, 24
PAPERS = [f"paper-{number}" for number in range(12)]
STEPS = (
    ("add", 22), ("title", 22), ("minutes", 12), ("points", 8), ("papers", 10), ("move", 40),
    ("shift", 20), ("remove", 8), ("restore", 4), ("carry", 5), ("status", 2),
)  # fmt: skip


class Desk:
    """One computer of somebody who writes agendas."""

    def __init__(self, url: str, home: Home, invitation: str, seed: str) -> None:
        self.dice = random.Random(seed)
        self.store: Store = open_store(home.store)
        self.profile = joining.join(self.store, url, invitation)
        self.line = ServerTransport(url, self.profile.cycle, self.profile.token)
        self.added: set[str] = set()
        self.kept: dict[str, set[str]] = {}
        """{item: papers put on it}"""
        self.taken: dict[str, set[str]] = {}
        self.written: set[str] = set()
        self.let_go: set[str] = set()
        self.count = 0

    def sync(self):
        return engine.sync(self.store, self.line, device=self.profile.device)

    def close(self) -> None:
        self.line.close()
        self.store.close()

    def word(self) -> str:
        self.count += 1
        word = f"{self.profile.account}{self.count}x"
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
        before = set(row.data.get("documents") or ())
        paper = self.dice.choice(PAPERS)
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


def desks(url: str, cycle, folder: Path, seed: int) -> list[Desk]:
    people = (("cora", "chair"), ("dan", "chair"), ("sam", "secretariat"))
    made = [
        Desk(url, Home(folder / account), cycle.invitation(account, role), f"{seed}-{account}")
        for account, role in people
    ]
    for account, role in people:
        cycle.secretariat.put("members", account, {"name": account, "role": role})
    for id in PAPERS:
        cycle.secretariat.put("documents", id, {"title": id})
    for id in ("call", "next"):
        cycle.secretariat.put("meetings", id, {"title": id})
        for number in range(8):
            cycle.secretariat.put(
                "items", f"{id}-{number}",
                {"meeting": id, "title": f"{id}{number}x", "position": number, "label": str(number + 1)},
            )  # fmt: skip
    for each in made:
        each.sync()
    return made


def come_together(computers: list[Desk]) -> int:
    """Sync and settle until nobody has anything to send; return how many contradictions there were."""
    contradictions = 0
    for _round in range(12):
        quiet = True
        for each in computers:
            report = each.sync()
            assert report.set_aside == []
            settled = each.settle()
            contradictions += settled
            quiet = quiet and not settled and not report.sent and not report.received
        if quiet:
            return contradictions
    pytest.fail("they do not come to rest")


def wrong(computers: list[Desk]) -> list[str]:
    """Return what is lost, doubled or different."""
    found: list[str] = []
    first = computers[0]
    for other in computers[1:]:
        theirs, mine = other.holds(), first.holds()
        found += [
            f"{other.profile.account} holds another {id}: {differing(theirs.get(id), mine.get(id))}"
            for id in theirs.keys() | mine.keys()
            if theirs.get(id) != mine.get(id)
        ]
        found += [
            f"{other.profile.account} shows {each} in another order"
            for each in ("call", "next")
            if other.order(each) != first.order(each)
        ]
    items = first.holds()
    for each in computers:
        found += [f"item {id} vanished" for id in each.added if id not in items]
        if left := outbox.all_of(each.store):
            found.append(f"{each.profile.account} still has {len(left)} to send")
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


def seeds(*, whole: bool) -> list[int]:
    if given := os.environ.get("SATCHEL_SEED"):
        return [int(given)]
    return list(range(WHOLE if whole else SLICE))


def test_an_hour_of_edits_by_three_without_a_line_merges_and_nothing_is_lost(
    patient, tmp_path, whole
):
    told, faults = [], {}
    for seed in seeds(whole=whole):
        with begin(patient.url) as cycle:
            computers = desks(patient.url, cycle, tmp_path / str(seed), seed)
            try:
                # Even seeds: all of it before the first sync. Odd ones: a line now and then.
                for part in range(1 if seed % 2 == 0 else 5):
                    for each in computers:
                        each.walk(EDITS if seed % 2 == 0 else EDITS // 5)
                    if seed % 2:
                        computers[part % 3].sync()
                contradictions = come_together(computers)
                if found := wrong(computers):
                    faults[seed] = found
                joined = sum(len(settling.joined(each.store)) for each in computers)
                told.append((joined, contradictions))
            finally:
                for each in computers:
                    each.close()

    print(f"{len(told)} agendas of 3 x {EDITS} edits; (joined by itself, asked): {told}")
    assert faults == {}


@pytest.mark.parametrize("first", [0, 1, 2])
def test_a_circle_made_by_two_moves_ends_the_same_on_all_three(patient, tmp_path, first):
    with begin(patient.url) as cycle:
        computers = desks(patient.url, cycle, tmp_path, 0)
        cora, dan, _sam = computers
        try:
            agendas.move(cora.store, "call-1", Place(under="call-2"))
            agendas.move(dan.store, "call-2", Place(under="call-1"))
            agendas.add(dan.store, "call", "Below", place=Place(under="call-2"))

            come_together([*computers[first:], *computers[:first]])

            assert wrong(computers) == []
            parents = {id: parent for _label, id, parent in dan.order("call")}
            assert (parents["call-1"], parents["call-2"]) == (None, "call-1")
            assert [
                (each.code, each.item) for each in agendas.agenda(cora.store, "call").amiss
            ] == [("circle", "call-1")]
            agendas.move(cora.store, "call-1", Place(before="call-0"))
            come_together(computers)
            assert agendas.agenda(dan.store, "call").amiss == ()
            assert dan.order("call")[0][1] == "call-1"
        finally:
            for each in computers:
                each.close()
