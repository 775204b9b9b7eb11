"""Stores of every released version of the program are opened by this one, words and all."""

import gzip
import json
from contextlib import closing
from pathlib import Path

import pytest

from app.actions import annotating, backing, caring, restoring, searching
from app.actions.papers import About
from app.cli.main import main
from app.paths import Home
from app.store import StoreTooNew, copies, current, open_store, outbox
from app.store.migrations import migrations
from tests.builders import clock

KEPT = sorted(Path(__file__).parent.glob("m*.db.gz"))
TREES = About("proposal", "trees", 1)


@pytest.fixture(params=KEPT, ids=lambda path: path.name.partition(".")[0])
def home(request, tmp_path):
    home = Home(tmp_path / "profile")
    home.folder.mkdir(mode=0o700)
    home.store.write_bytes(gzip.decompress(request.param.read_bytes()))
    return home


def words(store):
    return sorted(
        (act.collection, act.state, json.dumps(act.data, sort_keys=True, ensure_ascii=False))
        for act in outbox.all_of(store)
    )


def test_there_is_a_store_of_each_release():
    assert [path.name for path in KEPT] == ["m0006_past.db.gz"]


def test_a_store_of_an_earlier_release_opens_with_every_word(home):
    with closing(open_store(home.store, read_only=True)) as old:
        before = words(old)
    assert [state for _, state, _ in before] == ["sent", "waiting", "home", "home", "waiting"]

    with closing(open_store(home.store)) as store:
        assert words(store) == before
        assert migrations.pending(store.db) == []
        assert not copies.faults(store)
        theirs = current.one(store, "comments", "theirs")
        assert theirs is not None
        assert theirs.data["text"] == "a comment of Mona's"
        assert [hit.id for hit in searching.search(store, home, "الأشجار").hits] == ["trees"]


def test_the_store_as_it_was_is_kept_and_can_be_gone_back_to(home):
    with closing(open_store(home.store)) as store:
        before = words(store)

    (kept,) = home.folder.glob("store-before-*.db")
    told = restoring.restore(home, kept, clock=clock)

    assert told.older
    with closing(open_store(home.store)) as store:
        assert words(store) == before


def test_an_earlier_store_is_backed_up_examined_and_written_to(home):
    with closing(open_store(home.store)) as store:
        backing.backup(store, home, clock)
        annotating.comment(store, home, TREES, "in the new version", clock=clock)

    found = caring.doctor(home, clock=clock)

    assert found.sound
    assert not found.findings


class Starters:
    """There is nothing to start."""


def later(home):
    """Have a later version of the program been here."""
    with closing(open_store(home.store)) as store:
        store.db["_sqlite_migrations"].insert(
            {"migration_set": "satchel", "name": "m9999_later", "applied_at": "2040-01-01"}
        )
        store.run("CREATE TABLE later (what TEXT)")
    return home.store.read_bytes()


def test_an_older_program_leaves_a_newer_store_alone_and_says_so(home, capsys):
    before = later(home)

    for verb in ("status", "backup", "restore"):
        assert main([verb, "--home", str(home.folder)], Starters()) == 1
        assert "newer version" in capsys.readouterr().err.lower() or verb == "restore"

    assert home.store.read_bytes() == before
    with pytest.raises(StoreTooNew):
        open_store(home.store)


def test_an_older_program_exports_everything_of_a_newer_store(home, tmp_path, capsys):
    before = later(home)
    out = tmp_path / "mine.json"

    code = main(["export", "everything", "--out", str(out), "--home", str(home.folder)], Starters())

    assert code == 0
    assert "newer version" in capsys.readouterr().err
    mine = json.loads(out.read_text("utf-8"))
    assert {act["data"]["text"] for act in mine["outbox"] if act["collection"] != "reviews"} == {
        "a note", "waits", "was sent",
    }  # fmt: skip
    assert home.store.read_bytes() == before


def test_the_doctor_tells_a_newer_store_and_touches_nothing(home):
    before = later(home)

    found = caring.doctor(home, clock=clock)

    assert [each.code for each in found.findings] == ["store_too_new"]
    assert not found.sound
    assert home.store.read_bytes() == before
