"""Files of answers made and taken in by a program that is killed: all or nothing, then the same."""

import shutil

import pytest

from app.actions import bundling
from app.paths import Home
from app.store import acts, carried, copies, current, open_store
from tests.builders import clock, joined, seed, write
from tests.desks import ROLES, filing, papers, review
from tests.faults.child import run, spread


def profile(folder, account):
    home = Home(folder)
    store = seed(joined(open_store(home.store), account, ROLES[account]), *papers())
    return home, store


@pytest.fixture
def member(tmp_path):
    home, store = profile(tmp_path / "member" / "profile", "omar")
    review(store, "Villages")
    write(store, "words")
    write(store, "a draft", "c2", home=True)
    store.close()
    return home


def test_a_file_is_there_whole_or_not_at_all_and_the_next_holds_the_same(member, tmp_path, whole):
    first = tmp_path / "lived"
    shutil.copytree(member.folder, first / "profile")
    lived = run("answers", 0, first / "profile")

    for at in spread(lived.statements, 200 if whole else 6):
        place = tmp_path / f"killed-{at}"
        shutil.copytree(member.folder, place / "profile")
        before = ops(Home(place / "profile"))
        died = run("answers", at, place / "profile")

        made = place / "answers.satchel"
        assert died.killed
        assert made.exists() or not died.said
        assert copies.is_sound(Home(place / "profile").store)
        assert ops(Home(place / "profile")) == before
        store = open_store(Home(place / "profile").store)
        again = filing(store, place, "again.satchel")
        assert [each.op for each in again.plan.acts] == [op for op, home in before if not home]
        _, chair = profile(place / "chair", "chair")
        for path in (made, again.files[0]):
            if path.exists():
                bundling.take_bytes(chair, path.read_bytes(), clock=clock)
        assert len(carried.all_of(chair)) == 2
        store.close()
        chair.close()


def ops(home):
    store = open_store(home.store)
    found = [(act.op, act.state == "home") for act in acts.all_of(store)]
    store.close()
    return found


def test_answers_are_taken_in_whole_or_not_at_all(member, tmp_path, whole):
    store = open_store(member.store)
    for number in (1, 2):
        review(store, f"thought {number}", at=f"2030-02-0{number}T12:00:00Z")
        filing(store, tmp_path, ("first", "second")[number - 1] + ".satchel")
    store.close()
    home, chair = profile(tmp_path / "chair" / "profile", "chair")
    chair.close()

    def place(name):
        folder = tmp_path / name
        shutil.copytree(home.folder, folder / "profile")
        for file in ("first.satchel", "second.satchel"):
            shutil.copy(tmp_path / file, folder / file)
        return folder / "profile"

    lived = run("taken", 0, place("lived"))
    ends = end(tmp_path / "lived" / "profile")
    assert "thought 2" in str(ends)

    for at in spread(lived.statements, 200 if whole else 6):
        killed = place(f"killed-{at}")
        died = run("taken", at, killed)

        held = end(killed)
        assert died.killed
        assert len(held[0]) in {0, 2, 3}
        run("taken", 0, killed)
        assert end(killed) == ends


def end(folder):
    """Give the ledger and what is shown, without when it came."""
    store = open_store(Home(folder).store)
    found = (
        [(act.op, act.state) for act in carried.all_of(store)],
        [(row.id, row.data) for row in current.listed(store, "reviews")],
        [(row.id, row.data) for row in current.listed(store, "comments")],
    )
    store.close()
    return found
