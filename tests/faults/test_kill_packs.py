"""Killed while a pack is read: the old state or the new one, never half, no file half there (R3)."""

import hashlib
import shutil

import pytest

from app.actions import joining, opening
from app.paths import Home
from app.store import current, facts, files, open_store
from tests.faults.child import run, spread
from tests.integration import harbour
from tests.packing import packed


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    """Two packs, the second with a new version and without the guide."""
    place = tmp_path_factory.mktemp("packs")
    folder = harbour.write(place / "folder")
    packed(folder, place / "one.satchel", originals=True)
    harbour.put(folder, "proposals/cables.v2.md", harbour.CABLES_2)
    harbour.put(folder, "documents/documents.csv",
                harbour.DOCUMENTS.replace("en,final,members,call-1", "en,final,chairs,call-1"))  # fmt: skip
    packed(folder, place / "two.satchel", after=place / "one.satchel", originals=True)
    return place


def state(home):
    """Return what somebody sees: whose profile it is, what is there, which files are whole."""
    store = open_store(home.store)
    rows = {
        (row.collection, row.id, row.revision)
        for name in current.counts(store)
        for row in current.listed(store, name)
    }
    found = facts.profile(store), rows, facts.get(store, "pack_sequence"), set(files.whole(store))
    assert store.one("PRAGMA integrity_check") == {"integrity_check": "ok"}
    store.close()
    return found


def whole_files(home):
    """Return the hashes of the texts that lie under their final names, each checked."""
    found = set()
    for path in (home.folder / "texts").glob("[!.]*.md"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
        found.add(path.stem)
    return found


def test_a_pack_is_read_whole_or_not_at_all(packs, tmp_path, whole):
    for name in ("one", "two"):
        shutil.copy(packs / f"{name}.satchel", tmp_path)
    alive = run("pack", 0, tmp_path / "alive")
    wanted = state(Home(tmp_path / "alive"))
    first = Home(tmp_path / "first")
    store = open_store(first.store)
    joining.join_pack(store, first, packs / "one.satchel", "mona")
    store.close()
    one = state(first)

    for at in spread(alive.statements, 150 if whole else 10):
        home = Home(tmp_path / f"killed-{at}")
        died = run("pack", at, home.folder)

        profile, rows, sequence, there = state(home)
        seen = {1: one, 2: wanted}.get(0 if sequence is None else 1 + (sequence == wanted[2]))
        assert died.killed, at
        if seen is None:
            assert (profile, rows, died.said) == (None, set(), []), at
        else:
            assert profile is not None, at
            assert rows == seen[1], at
        assert ("one" not in died.said) or sequence is not None, at
        assert whole_files(home) >= {each for each in there if home.text(each).exists()}, at

        store = open_store(home.store)
        joining.join_pack(store, home, tmp_path / "one.satchel", "mona")
        opening.take_pack(store, home, tmp_path / "two.satchel")
        store.close()
        assert state(home)[1:3] == wanted[1:3], at
        assert whole_files(home) == whole_files(Home(tmp_path / "alive")), at
        shutil.rmtree(home.folder)


def test_a_delta_again_brings_nothing_though_what_it_is_made_from_had_to_go(packs, tmp_path):
    home = Home(tmp_path / "mona")
    store = open_store(home.store)
    joining.join_pack(store, home, packs / "one.satchel", "mona")
    first = opening.take_pack(store, home, packs / "two.satchel")
    before = state(home)

    again = opening.take_pack(store, home, packs / "two.satchel")

    assert first.gone > 0
    assert len(list((home.folder / "packs").iterdir())) == 1
    assert again.older
    assert again.nothing_new
    assert state(home) == before
    store.close()
