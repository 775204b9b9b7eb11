"""What people do that nobody meant: a name given twice, over a key, a thesis, a filled form."""

import json
import shutil
from contextlib import closing

import pytest

from app.store import facts, open_store
from tests.integration.commands import Profile, call, office_at


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """The folder of a cycle without a server, its office, its pack, and Mona who joined by it."""
    place = tmp_path_factory.mktemp("begun")
    office = office_at(place)
    office.one("pack", place / "folder", "--out", place / "pack.satchel", "--key", place / "key")
    Profile(place / "mona").one("join", place / "pack.satchel", "--as", "mona")
    return place


@pytest.fixture
def place(begun, tmp_path):
    """What was begun, as a copy of this test's own."""
    return shutil.copytree(begun, tmp_path / "place")


@pytest.fixture
def office(place):
    return Profile(place / "office")


@pytest.fixture
def mona(place):
    return Profile(place / "mona")


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


@pytest.mark.parametrize(
    ("given", "code", "choice"),
    [
        (("--stance", "nonsense"), "unknown_stance", "There are: support, object."),
        (("--text", "nonsense=words"), "unknown_criterion", "There are: need, reach."),
        (("--score", "nonsense=3"), "unknown_criterion", "There are: need, reach."),
        (("--score", "need=3"), "score_out_of_scale", "No score is asked for it."),
        (("--reason", "nonsense"), "unknown_reason", "It has none."),
        (("--merge-with", "nonsense"), "unknown_proposal", "no proposal “nonsense”"),
    ],
)
def test_a_draft_with_a_word_the_round_does_not_know_is_kept_and_told_with_the_choices(
    mona, given, code, choice
):
    told = mona.run("review", "cables", "--comment", "mine", *given)
    plain = call("review", "cables", "--home", mona.home)

    assert told.code == plain.code == 0
    assert [each["code"] for each in told.one["unknown"]] == [code]
    assert choice in told.err
    assert choice in plain.err
    assert (told.one["comment"], told.one["state"]) == ("mine", "draft")


def test_what_the_round_does_not_know_is_refused_at_submitting_and_taken_back_with_nothing(mona):
    amiss = ("--stance", "x", "--reason", "y", "--merge-with", "z", "--text", "v=w")
    refused = mona.run("review", "cables", "--text", "need=Light", *amiss, "--submit")

    blank = ("--stance", "", "--reason", "", "--merge-with", "", "--text", "v=")
    sent = mona.one("review", "cables", *blank, "--submit")

    assert refused.code == 1
    assert {each["code"] for each in refused.one["missing"]} == {
        "unknown_criterion", "unknown_stance", "unknown_reason",
    }  # fmt: skip
    assert refused.one["missing"][0]["choices"] == ["need", "reach"]
    assert (sent["state"], sent["texts"]) == ("submitted", {"need": "Light"})
    assert "unknown" not in sent


def test_a_score_off_its_scale_is_told_with_the_scale(mona):
    told = mona.run("review", "lamps", "--score", "content=9")

    assert told.code == 0
    assert "Write a whole number from 1 to 5." in told.err
    assert told.one["scores"] == {"content": 9}


def test_answers_are_not_written_to_the_screen_or_to_a_file_called_dash(mona, place, monkeypatch):
    monkeypatch.chdir(place)
    mona.one("comment", "proposal/cables", "--text", "Good.")

    told = mona.fails("bundle", "make", "--out", "-", code=2)

    assert "name the file" in told
    assert not (place / "-").exists()
    assert mona.one("status")["in_file"] == 0


def test_a_folder_is_no_file_to_open_and_the_file_beside_it_is_read(mona, place):
    told = mona.run("bundle", "open", place / "folder", place / "pack.satchel")

    assert told.code == 2
    assert "This is a folder" in told.err
    assert [each.get("code") for each in told.one["files"]] == ["is_a_folder", None]


def test_a_meeting_folder_that_is_not_there_is_named(office, place):
    told = office.run("check", place / "nofolder")

    assert told.code == 2
    assert f"{place / 'nofolder'}: There is no folder here." in told.err
    assert "nothing was sent" not in told.err
    assert [each["code"] for each in told.one["faults"]] == ["no_folder"]


def test_restoring_a_profile_without_a_server_names_the_way_its_papers_come(mona):
    mona.one("backup")

    told = call("restore", "--home", mona.home)

    assert told.code == 0
    assert "Open the newest pack again" in told.out
    assert "sync" not in told.out


def test_without_a_backup_a_restore_says_what_can_be_named(mona):
    for path in (mona.home / "backups").glob("*"):
        path.unlink()

    told = mona.fails("restore")

    assert "nothing was changed" in told
    assert "restore FILE" in told


def test_deciding_later_is_a_choice_that_changes_nothing(mona):
    made = mona.one("comment", "proposal/cables", "--text", "mine")
    with closing(open_store(mona.home / "store.db")) as store:
        store.run("UPDATE outbox SET state = 'conflict', theirs = json(data) WHERE 1")

    told = call("settle", made["id"], "--keep", "later", "--home", mona.home)

    assert told.code == 0
    assert "Both are kept" in told.out
    assert [each["id"] for each in mona.rows("conflicts")] == [made["id"]]
    assert "no conflict" in mona.fails("settle", "nothing", "--keep", "later")
