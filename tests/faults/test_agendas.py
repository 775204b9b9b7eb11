"""Two chairs and the Secretariat edit one agenda, each for an hour without a line: all of it merges.

Every sequence follows from its seed: `SATCHEL_SEED=7 ./dev pytest tests/faults/test_agendas.py`
walks that one again. The whole is 24 of them, each of 3 x 200 edits; a slice of one runs always.
"""

import os
from pathlib import Path

import pytest

from app.actions import agendas, joining, settling
from app.actions.agenda_writing import Place
from app.paths import Home
from app.store import open_store
from app.sync import engine
from app.sync.server import ServerTransport
from tests.faults.agenda_writers import PAPERS, Writer, wrong
from tests.integration.people import begin

EDITS, SLICE, WHOLE = 200, 1, 24


class Desk(Writer):
    """A writer's computer with a server."""

    def __init__(self, url: str, home: Home, invitation: str, seed: str) -> None:
        store = open_store(home.store)
        self.profile = joining.join(store, url, invitation)
        self.line = ServerTransport(url, self.profile.cycle, self.profile.token)
        super().__init__(store, self.profile.account, seed)

    def sync(self):
        return engine.sync(self.store, self.line, device=self.profile.device)

    def close(self) -> None:
        self.line.close()
        self.store.close()


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
