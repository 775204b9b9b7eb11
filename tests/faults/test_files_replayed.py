"""A thousand files of answers doubled, reordered, held back and replayed: one effect each.

Three members and a member's second computer make files, by stick or mail; two chairs and the
Secretariat open them in any order, some twice, some months later, some cut short; chairs hand on
what they hold. `SATCHEL_SEED=3 ./dev pytest tests/faults/test_files_replayed.py` does one again.
"""

import os
import random
from datetime import timedelta
from itertools import count

import pytest

from app.actions import bundling
from app.actions.trouble import Trouble
from app.domain import ids, times
from app.paths import Home
from app.store import carried, current, facts, filed, open_store, outbox, records
from tests.builders import CYCLE, clock, joined, record, seed
from tests.desks import ROLES, papers, review

PARTS, FILES, SLICE = 10, 100, 6
WRITERS = {"omar": "omar", "nadia": "nadia", "ada": "ada", "phone": "omar"}
TAKERS = ("chair", "second chair", "office")


def desk(account, role):
    people = [record("members", name, name=name.title(), role=kind)
              for name, kind in {"ada": "member", "second chair": "chair"}.items()]  # fmt: skip
    store = seed(joined(open_store(None), account, role), *papers(), *people)
    facts.put(store, server=None)
    return store


class Town:
    """Everybody's profile, every file that was ever made, and who wrote what last."""

    def __init__(self, dice, folder):
        self.dice, self.folder = dice, folder
        self.home = Home(folder / "profile")  # of nobody: only what may not be written over
        self.writers = {name: desk(account, "member") for name, account in WRITERS.items()}
        self.takers = {name: desk(name, ROLES.get(name, "chair")) for name in TAKERS}
        self.numbers = count(1)
        self.files = []
        """(who may not open it because she made it, its bytes)."""
        self.latest = {}
        """{(computer, proposal or comment): the words that stood in a file}."""

    def close(self):
        for store in (*self.writers.values(), *self.takers.values()):
            store.close()

    def write(self, name):
        """Write one to three things, and make a file of all that waits."""
        store, dice = self.writers[name], self.dice
        for _ in range(dice.randint(1, 3)):
            number = next(self.numbers)
            at = times.text(
                clock() + timedelta(days=dice.choice((-3650, -1, 0, 1)), minutes=number)
            )
            if dice.random() < 0.5:
                paper = dice.choice(("trees", "water"))
                review(store, f"words {number}", paper, at)
                self.latest[name, paper] = f"words {number}"
            else:
                id = f"{name}-{dice.randint(1, 4)}"
                outbox.put(store, "comments", id, {"text": f"words {number}", "written_at": at},
                           audience=("chairs",), written_at=at)  # fmt: skip
                self.latest[name, id] = f"words {number}"
        made = bundling.make(
            store, self.home, self.folder / f"{len(self.files)}.satchel", clock=clock,
            new_only=dice.random() < 0.3,
        )  # fmt: skip
        self.files.append((None, made.files[0].read_bytes()))

    def hand_on(self, name):
        """Let a chair make a file for the Secretariat of what she holds for others."""
        store = self.takers[name]
        if carried.all_of(store, "waiting"):
            made = bundling.make(
                store, self.home, self.folder / f"{len(self.files)}.satchel", to="secretariat",
                clock=clock,
            )  # fmt: skip
            self.files.append((name, made.files[0].read_bytes()))

    def open(self, name, at):
        """Open file `at`; one cut short before must change nothing."""
        maker, raw = self.files[at]
        store = self.takers[name]
        if maker == name:
            return
        if self.dice.random() < 0.2:
            before = held(store)
            with pytest.raises(Trouble):
                bundling.take_bytes(store, raw[: self.dice.randrange(len(raw))], clock=clock)
            assert held(store) == before
        bundling.take_bytes(store, raw, clock=clock)


def held(store):
    """Return what a desk holds of others, but for when it came."""
    generation = records.current_generation(store)
    rows = store.rows(
        "SELECT collection, id, version, owner, data FROM records WHERE generation = ?"
        " AND collection IN ('comments', 'reviews') ORDER BY 1, 2", [generation],
    )  # fmt: skip
    ledger = sorted((act.op, act.state) for act in carried.all_of(store))
    return [tuple(row.values()) for row in map(dict, rows)], ledger


def said(store):
    """Return {(owner, id): words} of what is shown."""
    found = {}
    for name in ("reviews", "comments"):
        for row in current.listed(store, name):
            words = row.data["texts"]["need"] if name == "reviews" else row.data["text"]
            found[row.owner, row.id] = words
    return found


def unlike(town):
    """Return what the desks hold that is not the last words each computer put into a file."""
    shown = {name: said(store) for name, store in town.takers.items()}
    wrong = [f"{name} holds other words than the chair" for name in TAKERS[1:]
             if shown[name] != shown["chair"]]  # fmt: skip
    for (name, what), words in town.latest.items():
        account, allowed, id = WRITERS[name], {words}, what
        if what in {"trees", "water"}:
            id = ids.review_id(CYCLE, account, what)
            # The two computers of omar write one review: one of them stands.
            allowed = {text for (other, paper), text in town.latest.items()
                       if paper == what and WRITERS[other] == account}  # fmt: skip
        if (found := shown["chair"].get((account, id))) not in allowed:
            wrong.append(f"{what} of {name} says {found}, not {allowed}")
    return wrong


def changed_by_opening_all_again(town):
    wrong = []
    for name, store in town.takers.items():
        before = held(store)
        for at in range(len(town.files)):
            town.open(name, at)
        if held(store) != before:
            wrong.append(f"opening all again changes {name}")
    return wrong


def live(town, files):
    """Write and open until there are so many files, then let everybody open all, in any order."""
    dice = town.dice
    while len(town.files) < files:
        town.write(dice.choice(list(WRITERS)))
        for name in TAKERS:
            for _ in range(dice.randrange(3)):
                town.open(name, dice.randrange(len(town.files)))
        if dice.random() < 0.3:
            town.hand_on(dice.choice(TAKERS[:2]))
    for name in TAKERS:
        for at in dice.sample(range(len(town.files)), len(town.files)):
            town.open(name, at)


@pytest.mark.parametrize("part", range(PARTS))
def test_files_doubled_reordered_and_replayed_have_one_effect_each(part, tmp_path, whole):
    chosen = int(os.environ.get("SATCHEL_SEED", part))
    town = Town(random.Random(chosen), tmp_path)

    live(town, FILES if whole else SLICE)

    again = f"again with SATCHEL_SEED={chosen}"
    assert unlike(town) == [], again
    assert changed_by_opening_all_again(town) == [], again
    for store in town.writers.values():
        assert {act.state for act in filed.to_file(store)} <= {"sent"}, again
    town.close()
