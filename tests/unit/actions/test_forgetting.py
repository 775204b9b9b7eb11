"""Copies after a right to read was lost: none holds what may no longer be read."""

import os
from contextlib import closing

import pytest

from app.actions import backing, forgetting
from app.paths import Home
from app.store import current, open_store, records
from app.sync import pack_files
from tests.builders import clock, joined, proposal, record, seed, write

CANARY = "canary-for-the-chairs"


@pytest.fixture
def home(tmp_path):
    """A chair's profile with what only chairs read, copied twice, and a pack's contents."""
    home = Home(tmp_path / "profile")
    with closing(joined(open_store(home.store))) as store:
        seed(store, proposal(), record("contacts", "member-quinn", emails=[CANARY]))
        backing.make(store, home, clock)
        write(store, "mine", "mine")
        backing.make(store, home, clock)
    pack_files.keep_contents(home, "a" * 64, b"what a pack held")
    return home


def read_anew(store, why, *given):
    records.begin_generation(store, why)
    records.apply(store, given, records.filling_generation(store))
    records.swap_generation(store)


def copies_that_hold(home, words):
    return [path for path in home.folder.rglob("*.db") if words.encode() in path.read_bytes()]


def test_fewer_rights_leave_one_copy_without_what_went_and_with_what_is_mine(home):
    with closing(open_store(home.store)) as store:
        read_anew(store, "access", proposal())

        made = forgetting.forget(store, home, clock)

    (kept,) = backing.listed(home)
    assert kept.path == made.path
    assert copies_that_hold(home, CANARY) == []
    assert list((home.folder / "packs").iterdir()) == []
    with closing(open_store(kept.path, read_only=True)) as copy:
        assert [row.data["text"] for row in current.listed(copy, "comments")] == ["mine"]


def test_more_rights_leave_every_copy(home):
    before = backing.listed(home)
    with closing(open_store(home.store)) as store:
        held = [proposal(), record("contacts", "member-quinn", emails=[CANARY])]
        read_anew(store, "access", *held, record("rounds", "closed", title="For chairs"))

        made = forgetting.forget(store, home, clock)

    assert made is None
    assert backing.listed(home) == before


def test_what_only_vanished_leaves_every_copy(home):
    before = backing.listed(home)
    with closing(open_store(home.store)) as store:
        read_anew(store, "epoch", proposal())

        made = forgetting.forget(store, home, clock)

    assert made is None
    assert backing.listed(home) == before


def test_no_copy_goes_before_the_new_one_is_there(home):
    before = backing.listed(home)
    in_the_way = home.backups / f"store.{os.getpid()}.part"
    with closing(open_store(home.store)) as store:
        read_anew(store, "access", proposal())
        in_the_way.mkdir()  # where the new copy would be written

        with pytest.raises(OSError, match="part"):
            forgetting.forget(store, home, clock)

        assert backing.listed(home) == before
        in_the_way.rmdir()
        forgetting.forget(store, home, clock)
    assert copies_that_hold(home, CANARY) == []
