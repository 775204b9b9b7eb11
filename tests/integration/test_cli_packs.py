"""Packs on the command line: made, joined with, opened, refused, and a server that comes later."""

from pathlib import Path

import pytest

from tests.integration import harbour
from tests.integration.commands import Profile, call, laid_out, office_at


@pytest.fixture
def place(tmp_path):
    return tmp_path


@pytest.fixture
def office(place):
    return office_at(place)


def pack(office, place, name="pack.satchel", *more):
    return office.one(
        "pack", place / "folder", "--out", place / name, "--key", place / "key", *more
    )


def test_a_member_joins_with_a_file_and_reads(office, place):
    made = pack(office, place)
    mona = Profile(place / "mona")

    told = mona.one("join", place / "pack.satchel", "--as", "mona")

    assert (told["account"], told["role"], told["cycle"]) == ("mona", "member", "harbour2031")
    assert told["fingerprint"] == made["fingerprint"]
    assert mona.ids("proposals") == {"cables", "tides", "lamps", "ropes"}
    assert mona.ids("documents") == {
        "guide", "open-letter", "for-observers", "minutes", "plan", "sea-chart",
    }  # fmt: skip
    assert sum(mona.one("status")["counts"].values()) == made["records"]
    assert mona.rows("search", "breakwater")
    assert mona.one("show", "members", "pia")["revision"] == made["sequence"]
    path = mona.run("get", "minutes", "--text")
    assert path.code == 0
    assert "Pier Society" in mona.one("show", "members", "mona")["affiliation"]


def test_a_member_writes_with_a_file_as_with_a_server(office, place):
    pack(office, place)
    mona = Profile(place / "mona")
    mona.one("join", place / "pack.satchel", "--as", "mona")

    row = mona.one("comment", "proposal/cables", "--quote", "Closing words", "--text", "Why close?")

    assert row["waiting"]
    assert mona.one("status")["waiting"] == 1
    pack(office, place, "next.satchel")
    opened = mona.run("bundle", "open", place / "next.satchel")
    assert opened.code == 0, opened
    assert mona.one("status")["waiting"] == 1
    assert mona.one("show", "comments", row["id"])["text"] == "Why close?"


def test_nobody_joins_unnamed(office, place):
    pack(office, place)
    mona = Profile(place / "mona")

    unnamed = mona.run("join", place / "pack.satchel")
    unknown = mona.run("join", place / "pack.satchel", "--as", "eve")

    assert (unnamed.code, unknown.code) == (2, 2)
    assert {each["account"] for each in unnamed.one["people"]} == {
        "chen", "mona", "nils", "otto", "pia", "olga", "office",
    }  # fmt: skip
    assert "mona (Mona Pier" in unnamed.err
    assert "eve" in unknown.err
    assert "pack.satchel" not in str(list((place / "mona").rglob("*")))
    assert mona.one("status")["account"] is None


def test_a_web_folder_on_a_stick_is_joined_too(office, place):
    told = office.one("pack", place / "folder", "--web", place / "w", "--members", "--key",
                      place / "key")  # fmt: skip
    mona = Profile(place / "mona")

    locked = mona.fails("join", place / "w", "--as", "mona", code=2)
    mona.one("join", place / "w", "--as", "mona", "--invitation", told["invitation"])

    assert "reading key" in locked
    assert mona.ids("proposals") == {"cables", "tides", "lamps", "ropes"}
    assert "latest.json" in mona.fails("join", place / "folder", "--as", "mona", code=2)


def test_the_fingerprint_may_be_asked_for(office, place):
    made = pack(office, place)
    mona = Profile(place / "mona")
    wrong = "0000-1111-2222-3333-4444"

    assert wrong in mona.fails(
        "join", place / "pack.satchel", "--as", "mona", "--fingerprint", wrong, code=2
    )
    mona.one("join", place / "pack.satchel", "--as", "mona", "--fingerprint", made["fingerprint"])


def test_faulty_packs_are_told_with_exit_code_2(office, place):
    pack(office, place)
    raw = (place / "pack.satchel").read_bytes()
    mona = Profile(place / "mona")
    spoilt = {
        "cut": raw[:-40],
        "damaged": raw[:-9] + b"!" + raw[-8:],
        "changed": raw.replace(b'"harbour2031"', b'"harbour2032"'),
        "foreign": b"%PDF-1.7 no pack at all",
        "empty": b"",
    }
    for name, given in spoilt.items():
        (place / f"{name}.satchel").write_bytes(given)
        told = mona.fails("join", place / f"{name}.satchel", "--as", "mona", code=2)
        assert "Nothing was changed" in told, name
    assert "no-such" in mona.fails("join", place / "no-such.satchel", "--as", "mona", code=2)
    assert mona.one("status")["account"] is None


def test_a_folder_with_faults_is_told_and_nothing_is_written(office, place):
    harbour.put(place / "folder", "milestones.toml", "[[milestone]]\ntitel = 3\n")

    answer = office.run("pack", place / "folder", "--out", place / "x", "--key", place / "key")

    assert answer.code == 2
    assert "milestones.toml" in {each["file"] for each in answer.one["faults"]}
    assert "nothing was written" in answer.err
    assert not (place / "x").exists()


def test_wrong_usage_of_pack_is_told(office, place):
    folder, key = place / "folder", place / "key"
    (place / "note.key").write_text("no key")
    for wrong in (
        ["pack"],
        ["pack", folder],
        ["pack", folder, "--out", place / "x", "--key", place / "none"],
        ["pack", folder, "--out", place / "x", "--key", place / "note.key"],
        ["pack", folder, "--out", place, "--key", key],
        ["pack", folder, "--out", place / "x", "--web", place / "w", "--key", key],
        ["pack", folder, "--out", place / "x", "--key", key, "--audience", "chairs"],
        ["pack", folder, "--out", place / "x", "--key", key, "--after", place / "none.satchel"],
        ["pack", folder, "--out", place / "x", "--key", key, "--after", place / "note.key"],
        ["pack", folder, "--out", place / "x", "--key", key, "--members"],
        ["pack", folder, "--web", place / "w", "--key", key, "--audience", "members"],
        ["pack", place / "nowhere", "--out", place / "x", "--key", key],
        ["pack", "--new-key", "--key", key],
        ["pack", "--new-key", key],
    ):
        office.fails(*wrong, code=2)
    assert not (place / "x").exists()
    assert not (place / "w").exists()


def test_a_key_can_be_asked_for_in_every_way_people_write_it(office, place):
    folder, made = place / "folder", {}
    made["a"] = office.one("pack", "--new-key", place / "a.key")
    made["b"] = office.one(
        "pack", folder, "--new-key", "--key", place / "b.key", "--out", place / "b"
    )
    made["c"] = office.one(
        "pack", "--new-key", folder, "--key", place / "c.key", "--out", place / "c"
    )
    made["d"] = office.one("pack", folder, "--new-key", "--out", place / "d")
    made["e"] = office.one("pack", folder, "--out", place / "e")  # signs with the profile's own
    next_ = office.one("pack", "--key", place / "a.key", "--new-key", place / "a2.key")

    assert len({each["fingerprint"] for each in made.values()}) == 4
    assert made["d"]["fingerprint"] == made["e"]["fingerprint"]
    assert all((place / name).exists() for name in "bcde")
    assert next_["fingerprint"] != made["a"]["fingerprint"]


def test_a_new_key_that_the_old_one_vouches_for_is_believed(office, place):
    pack(office, place)
    mona = Profile(place / "mona")
    mona.one("join", place / "pack.satchel", "--as", "mona")
    office.one("pack", "--key", place / "key", "--new-key", place / "key2")
    office.one("pack", "--new-key", place / "alien")
    harbour.put(place / "folder", "cycle.toml", harbour.CYCLE.replace("cycle 2031", "year 2031"))
    for key in ("key2", "alien"):
        office.one(
            "pack", place / "folder", "--out", place / f"{key}.satchel", "--key", place / key
        )

    refused = mona.run("bundle", "open", place / "alien.satchel")
    taken = mona.run("bundle", "open", place / "key2.satchel")

    assert refused.code == 2
    assert taken.code == 0, taken
    assert mona.one("show", "cycle", "harbour2031")["title"] == "Harbour year 2031"


def test_deltas_are_smaller_and_need_what_they_follow(office, place):
    first = pack(office, place)
    mona, late = Profile(place / "mona"), Profile(place / "late")
    mona.one("join", place / "pack.satchel", "--as", "mona")
    harbour.put(place / "folder", "proposals/cables.v2.md", harbour.CABLES_2)

    delta = pack(office, place, "delta.satchel", "--after", place / "pack.satchel")

    assert delta["delta"]
    assert delta["size"] < first["size"] / 2
    assert mona.run("bundle", "open", place / "delta.satchel").code == 0
    assert mona.one("show", "proposals", "cables")["version"] == 2
    assert "earlier" in late.fails("join", place / "delta.satchel", "--as", "pia", code=2)


def test_with_files_the_originals_are_there_without_a_line(office, place):
    bare = pack(office, place, "bare.satchel")
    full = pack(office, place, "full.satchel", "--files")
    mona = Profile(place / "mona")
    mona.one("join", place / "full.satchel", "--as", "mona")

    got = mona.one("get", "sea-chart")

    assert len(bare["lacks"]) > 0
    assert full["lacks"] == []
    assert full["size"] > bare["size"]
    assert Path(got["path"]).read_bytes() == harbour.CHART


def test_a_server_that_comes_later_changes_nothing_of_hers(served, tmp_path):
    town = laid_out(tmp_path, served.url)
    office, mona = town.office, town.person("mona")
    office.one("pack", town.folder, "--new-key", "--key", tmp_path / "key", "--out", tmp_path / "p")
    mona.one("join", tmp_path / "p", "--as", "mona")
    mona.one("comment", "proposal/cables", "--quote", "Closing words", "--text", "My question")
    mona.one("note", "proposal/cables", "--quote", "Closing words", "--text", "My note")
    mona.one("review", "cables", "--text", "need=A draft", "--draft")
    before = mona.one("status")

    assert town.publish().code == 0
    invitation = office.one("members", "invite", "mona")["invitation"]
    mona.one("join", town.url, "--invitation", invitation)
    between = mona.one("status")
    report = mona.one("sync")

    assert between["counts"] == before["counts"]  # readable while the server is read anew
    assert report["sent"] == 1
    assert mona.one("sync")["requests"] == 1
    after = mona.one("status")
    assert (after["waiting"], after["conflicts"], after["set_aside"]) == (0, 0, 0)
    (comment,) = mona.rows("list", "comments")
    assert (comment["text"], comment["waiting"]) == ("My question", False)
    assert [each["text"] for each in mona.rows("list", "notes")] == ["My note"]
    assert mona.one("show", "proposals", "cables")["revision"] < 1000
    told = mona.run("bundle", "open", tmp_path / "p")
    assert told.code == 2  # made without the server: it would count versions in its own way


def test_the_words_for_people_are_words(office, place):
    said = call("--home", place / "office", "pack", place / "folder", "--out", place / "x",
                "--key", place / "key")  # fmt: skip
    joined = call("--home", place / "mona", "join", place / "x", "--as", "mona")

    assert said.code == joined.code == 0
    assert "for members" in said.out
    assert "Joined harbour2031 as mona (member)" in joined.out


def test_a_sheet_taken_in_at_the_office_reaches_members_with_the_next_pack(place, office):
    made = pack(office, place)
    desk, mona = Profile(place / "desk"), Profile(place / "mona")
    desk.one("join", place / "pack.satchel", "--as", "office")
    mona.one("join", place / "pack.satchel", "--as", "mona")
    before = mona.one("statistics")["total"]
    sheet = place / "sheet.csv"
    sheet.write_text("id,call,group,region\nw1,winter,civil,african\nw2,winter,igo,\n", "utf-8")

    desk.one("statistics", "--import", sheet)
    desk.one("pack", place / "folder", "--out", place / "next.satchel", "--key", place / "key")
    mona.one("bundle", "open", place / "next.satchel")

    assert made["contains"]["contributions"] == before
    assert mona.one("statistics")["total"] == before + 2
    assert mona.one("statistics", "--call", "winter")["total"] == 2
