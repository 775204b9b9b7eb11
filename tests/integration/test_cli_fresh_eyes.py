"""What people do that nobody meant: a name given twice, over a key, a thesis, a filled form."""

import json
from contextlib import closing

import pytest

from app.store import facts, open_store
from tests.integration import harbour
from tests.integration.commands import Profile, call


@pytest.fixture
def place(tmp_path):
    harbour.write(tmp_path / "folder")
    return tmp_path


@pytest.fixture
def office(place):
    made = Profile(place / "office")
    made.one("pack", "--new-key", "--key", place / "key")
    made.one("pack", place / "folder", "--out", place / "pack.satchel", "--key", place / "key")
    return made


@pytest.fixture
def mona(office, place):
    made = Profile(place / "mona")
    made.one("join", place / "pack.satchel", "--as", "mona")
    return made


def test_a_pack_is_never_written_over_a_key(office, place):
    key = (place / "key").read_bytes()

    told = office.run("pack", place / "folder", "--out", place / "key", "--key", place / "key")

    assert told.code == 2
    assert "never written over" in told.err
    assert (place / "key").read_bytes() == key


def test_a_pack_takes_the_place_of_a_pack_and_puts_anything_else_beside(office, place):
    (place / "thesis.docx").write_bytes(b"ten years of work")

    again = office.run(
        "pack", place / "folder", "--out", place / "pack.satchel", "--key", place / "key"
    )
    over = office.run(
        "pack", place / "folder", "--out", place / "thesis.docx", "--key", place / "key"
    )

    assert again.code == over.code == 0
    assert "before" not in again.err
    assert (place / "thesis-before-1.docx").read_bytes() == b"ten years of work"
    assert "thesis-before-1.docx" in over.err


def test_answers_do_not_take_the_place_of_the_papers(mona, place):
    papers = (place / "pack.satchel").read_bytes()
    mona.one("comment", "proposal/cables", "--text", "Good.")

    made = mona.run("bundle", "make", "--out", place / "pack.satchel")
    again = mona.run("bundle", "make", "--out", place / "pack.satchel")

    assert made.code == again.code == 0
    assert (place / "pack-before-1.satchel").read_bytes() == papers
    assert not (place / "pack-before-2.satchel").exists()


def test_a_file_is_back_under_its_name_when_nothing_was_written(mona, place):
    papers = (place / "pack.satchel").read_bytes()

    made = mona.run("bundle", "make", "--out", place / "pack.satchel")

    assert made.code == 1
    assert (place / "pack.satchel").read_bytes() == papers
    assert not (place / "pack-before-1.satchel").exists()


def test_a_form_made_twice_keeps_the_one_that_was_filled(mona, place):
    form = place / "form.txt"
    mona.run("form", "make", "cables", "--out", form)
    same = mona.run("form", "make", "cables", "--out", form)
    filled = form.read_text(encoding="utf-8") + "My answers of last night\n"
    form.write_text(filled, encoding="utf-8")

    again = mona.run("form", "make", "cables", "--out", form)

    assert again.code == 0
    assert "before" not in same.err
    assert (place / "form-before-1.txt").read_text(encoding="utf-8") == filled
    assert "My answers" not in form.read_text(encoding="utf-8")


def test_a_form_is_not_written_over_a_folder(mona, place):
    told = mona.run("form", "make", "cables", "--out", place / "folder")

    assert told.code == 2
    assert "is a folder" in told.err
    assert not list(place.glob("*.part"))


def test_a_profile_without_a_server_says_where_its_papers_come_from(mona):
    told = call("--home", mona.home, "status")

    assert "server" not in told.out
    assert "never" not in told.out
    assert "bundle open FILE" in told.out


def test_whoever_has_not_joined_hears_of_packs_too(place):
    told = Profile(place / "nobody").run("list", "outbox")

    assert told.code in {0, 1}
    assert told.code == 0 or "join FILE --as ACCOUNT" in told.err


def test_whoever_writes_to_nobody_hears_of_it_at_once(mona):
    told = mona.run("comment", "proposal/cables", "--text", "Good.", "--audience", "nobodyy")
    known = mona.run("comment", "proposal/cables", "--text", "Good.", "--audience", "chairs")

    assert told.code == known.code == 0
    assert "“nobodyy”" in told.err
    assert not known.err


def test_a_profile_fed_by_files_is_backed_up_each_day_as_well(mona, office, place):
    assert not mona.rows("backup", "--list")

    mona.run("bundle", "open", place / "pack.satchel")

    assert [each["why"] for each in mona.rows("backup", "--list")] == ["daily"]


def test_the_doctor_takes_no_papers_away_that_only_files_can_bring_back(mona, place):
    store = mona.home / "store.db"
    texts = sorted(path.name for path in (mona.home / "texts").iterdir())
    for each in mona.home.glob("store.db*"):
        each.write_bytes(b"no store any more" * 500)

    told = mona.run("doctor", "--json")

    assert store.is_file()
    assert json.loads(told.out)["findings"][0]["code"] == "store_damaged"
    assert "next sync" not in told.out
    assert "join" in told.out
    assert sorted(path.name for path in (mona.home / "texts").iterdir()) == texts


@pytest.mark.parametrize("how", [[], ["--estimate"]])
def test_a_web_folder_out_of_reach_promises_to_take_nothing(mona, how):
    with closing(open_store(mona.home / "store.db")) as store:
        facts.put(store, way="web", web="http://127.0.0.1:1/")

    told = mona.fails("sync", *how)

    assert "web folder" in told
    assert "goes with the next sync" not in told
    assert "bundle make" in told
