"""The program killed by SIGKILL between any two statements: nothing acknowledged is lost."""

import json
import os
import random
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlite_utils import Database

from app.paths import Home
from app.store import copies, open_store
from app.store.migrations import migrations
from tests.builders import joined, proposal, round_, seed, states, version, write
from tests.faults.child import begun, run, run_anew, spread
from tests.faults.killing import done, snapshot
from tests.faults.killing import written as numbers

PARTS = 10
"""Times 100 kills from outside, so that several cores share them."""
STEPS = [step.name for step in migrations.pending(Database(memory=True))]


@pytest.fixture
def profile(tmp_path):
    """A profile that joined and has a proposal to read."""
    home = Home(tmp_path / "profile")
    store = joined(open_store(home.store))
    papers = proposal(), version("trees", 1, "Apples and pears"), proposal("seeds")
    seed(store, round_(), *papers)
    store.close()
    return home


def copied(home, folder):
    shutil.copytree(home.folder, folder)
    return Home(folder)


def sound(home):
    assert copies.is_sound(home.store)
    store = open_store(home.store)
    write(store, "the next start works", "after")
    assert states(store, "after") == [("waiting", "the next start works")]
    store.run("DELETE FROM outbox WHERE id = 'after'")
    return store


@pytest.mark.parametrize("work", ["save", "chair"])
def test_no_acknowledged_act_is_lost_and_none_is_doubled_or_half_done(
    work, profile, tmp_path, whole
):
    lived = run(work, 0, copied(profile, tmp_path / "lived").folder)
    assert lived.statements > 200
    kills = spread(lived.statements, 1000 if whole else 20)

    for at in kills:
        home = copied(profile, tmp_path / f"killed-{at}")
        died = run(work, at, home.folder)
        assert died.killed

        store = sound(home)
        acknowledged = len(died.said)
        assert died.said == lived.said[:acknowledged]
        # The act under way is either done or not begun.
        wanted = lived.said[max(acknowledged - 1, 0) : acknowledged + 1]
        assert snapshot(store) in wanted, at
        store.close()
        shutil.rmtree(home.folder)
    print(f"{len(kills)} kills among {lived.statements} statements")


def stands(last):
    """Return the numbers that stand after `last` acts: an edit replaces, a review is one."""
    comments = [number + 1 if number < last else number for number in range(1, last + 1, 3)]
    return sorted(comments + [last - last % 3] * (last >= 3))


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_from_outside_at_any_moment_of_typing_nothing_acknowledged_is_lost(
    part, profile, tmp_path, whole
):
    seed = int(os.environ.get("SATCHEL_SEED", part))
    dice = random.Random(seed)
    home, died = copied(profile, tmp_path / "typing"), 0

    for number in range(100 if whole else 4):
        if number % 25 == 0:
            shutil.rmtree(home.folder)
            home, last = copied(profile, home.folder), 0
        acknowledged = last
        with begun("typing", home.folder) as (process, said):
            for _ in range(dice.randrange(12)):
                acknowledged = json.loads(said.readline())
            Event().wait(dice.random() * 0.02)  # the fault itself: at any moment of what follows
            os.kill(process, signal.SIGKILL)
            acknowledged = max([acknowledged, *map(json.loads, whole_lines(said.read()))])

        store = sound(home)
        last = done(store)
        assert last in {acknowledged, acknowledged + 1}, f"SATCHEL_SEED={seed}, kill {number}"
        assert numbers(store) == stands(last), f"SATCHEL_SEED={seed}, kill {number}"
        store.close()
        died += 1
    assert died == (100 if whole else 4)


def whole_lines(said):
    return [line for line in said.splitlines(keepends=True) if line.endswith(b"\n")]


@pytest.mark.parametrize("before", STEPS)
def test_a_first_start_or_an_upgrade_cut_short_is_done_by_the_next(before, tmp_path, whole):
    old = Home(tmp_path / "old")
    old.folder.mkdir()
    stopped = Database(old.store)
    migrations.apply(stopped, stop_before=before)
    if before != STEPS[0]:
        stopped.execute(
            "INSERT INTO outbox (op, collection, id, state, audience, data, written_at)"
            " VALUES ('o', 'comments', 'c1', 'waiting', '[]', '{\"text\": \"kept\"}', '')"
        )
        stopped.conn.commit()
    stopped.close()
    lived = run("start", 0, copied(old, tmp_path / "lived").folder)

    for at in spread(lived.statements, 400 if whole else 3):
        home = copied(old, tmp_path / f"killed-{at}")
        run("start", at, home.folder)

        store = sound(home)
        assert states(store) == ([] if before == STEPS[0] else [("waiting", "kept")])
        assert migrations.pending(store.db) == []
        for kept in home.folder.glob("store-before-*.db"):
            assert copies.is_sound(kept)
        store.close()


def test_a_backup_is_there_whole_or_not_at_all(profile, tmp_path, whole):
    lived = run("backup", 0, copied(profile, tmp_path / "lived").folder)

    for at in spread(lived.statements, 100 if whole else 4):
        home = copied(profile, tmp_path / f"killed-{at}")
        died = run("backup", at, home.folder)

        found = list(home.backups.glob("*.db"))
        assert len(died.said) == len(found)
        assert all(copies.is_sound(path) for path in found)
        sound(home).close()


def test_several_first_starts_at_once_make_one_store(tmp_path, whole):
    for attempt in range(10 if whole else 1):
        home = Home(tmp_path / f"profile-{attempt}")
        with ThreadPoolExecutor(6) as starts:
            ran = [starts.submit(run_anew, "start", 0, home.folder) for _ in range(6)]

        assert [each.result().said for each in ran] == [["open"]] * 6
        store = sound(home)
        assert migrations.pending(store.db) == []
        store.close()
