"""Next steps, decisions and working groups from the command line, with a server and without one."""

from pathlib import Path

import pytest

from tests import meeting_folder
from tests.integration.commands import Profile, call


def test_a_next_step_goes_from_the_chair_to_who_does_it_and_back(town, tmp_path):
    chen, mona, nils = (town.person(name) for name in ("chen", "mona", "nils"))
    made = chen.one("action", "--add", "Name owners", "--owner", "mona", "--due", "2031-01-20",
                    "--meeting", "call-1", "--item", "B.1")  # fmt: skip
    chen.one("sync")
    mona.one("sync")
    nils.one("sync")

    assert (made["owner"], made["due"], made["item"]) == (
        "mona",
        "2031-01-20T23:59:59Z",
        "call-1-b-1",
    )
    (mine,) = mona.rows("action", "--mine")
    assert (mine["owner"], mine["written_by"], mine["mine"]) == ("mona", "chen", True)
    assert nils.rows("action", "--mine") == []
    assert mona.rows("list", "actions", "--mine")[0]["id"] == made["id"]

    mona.one("action", "--done", made["id"], "--text", "All of them")
    mona.one("sync")
    chen.one("sync")
    nils.one("sync")

    assert chen.one("action", made["id"])["said_done"]["text"] == "All of them"
    assert nils.one("action", made["id"])["said_done"] is None
    assert not {row["id"] for row in nils.rows("list", "intents")}
    assert "is not yours" in nils.fails("action", "--done", made["id"])
    assert chen.one("action", "--done", made["id"])["state"] == "done"
    carried = chen.one("action", "--add", "Go on", "--owner", "nils dock", "--meeting", "call-1")
    on = chen.one("action", "--carry", carried["id"], "--to", "open-day")
    assert on["owner"] == "nils"
    assert (on["meeting"], on["carried_from"], on["state"]) == ("open-day", carried["id"], "open")
    out = tmp_path / "steps.csv"
    assert chen.one("action", "--out", out, "--format", "csv")["path"] == str(out)
    assert "Name owners" in out.read_text("utf-8")


@pytest.mark.parametrize(
    "args",
    [
        ("action", "--carry", "x"),
        ("action", "--add", "x", "--to", "y"),
        ("action", "x", "--mine"),
        ("action", "--done", "x", "--owner", "mona"),
        ("decision", "--withdraw", "x", "--text", "y"),
        ("decision", "--add", "x"),
        ("group", "--join"),
        ("group", "--propose", "x"),
        ("group", "pilots", "--join", "--title", "y"),
        ("group", "pilots", "--open-to-all", "--closed"),
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together_are_told_and_change_nothing(quiet, args):
    chen = quiet.person("chen")

    chen.fails(*args, code=2)

    assert chen.rows("list", "outbox") == []


def test_what_a_meeting_decided_is_read_by_members_with_its_objections(town):
    chen, mona = town.person("chen"), town.person("mona")
    made = chen.one("decision", "--add", "Lay the cables", "--meeting", "call-1", "--item", "B.1",
                    "--channel", "in_person", "--at", "2031-01-15",
                    "--objection", "mona=Too deep")  # fmt: skip
    chen.one("sync")
    mona.one("sync")

    (read,) = mona.rows("decision", "--meeting", "call-1")

    assert (read["id"], read["text"], read["channel"]) == (
        made["id"],
        "Lay the cables",
        "in_person",
    )
    assert [(each["who"], each["text"]) for each in read["objections"]] == [("mona", "Too deep")]
    assert "Only the chairs" in mona.fails("decision", "--withdraw", made["id"])
    chen.one("decision", "--change", made["id"], "--settled", "mona")
    chen.one("sync")
    mona.one("sync")
    assert mona.one("decision", made["id"])["objections"] == []


def test_a_member_joins_and_a_group_she_proposes_is_founded(town):
    chen, mona, nils = (town.person(name) for name in ("chen", "mona", "nils"))
    nils.one("group", "pilots", "--join", "--text", "I know the rocks")
    proposed = nils.one("group", "--propose", "Rocks", "--charter", "Where they are.")
    nils.one("sync")
    mona.one("sync")
    chen.one("sync")

    assert {row["kind"] for row in chen.rows("group", "--requests")} == {
        "join_group",
        "propose_group",
    }
    assert "Only the chairs" in mona.fails("group", "--requests")
    assert mona.one("group", "pilots")["requests"] == []
    joined = chen.one("group", "pilots", "--accept", "nils")
    founded = chen.one("group", "--accept", proposed["id"])
    chen.one("sync")
    for person in (nils, mona):
        person.one("sync")
    town.office.one("sync")

    assert joined["participants"] == ["mona", "nils"]
    assert nils.one("group", "pilots")["inside"] is True
    assert mona.one("group", founded["id"])["facilitators"] == ["nils"]
    told = {row["outcome"] for row in nils.rows("list", "decisions") if row.get("kind") == "answer"}
    assert told == {"accepted"}
    assert [row for row in mona.rows("list", "decisions") if row.get("kind") == "answer"] == []
    again = town.publish()
    assert again.code == 0
    chen.one("sync")
    assert chen.one("group", "pilots")["participants"] == ["mona", "nils"]


def test_without_a_server_what_the_chair_did_reaches_the_members_in_the_next_pack(tmp_path: Path):
    meeting_folder.write(tmp_path / "meeting")
    key = tmp_path / "key"
    assert call("pack", "--new-key", key).code == 0
    first = tmp_path / "first.satchel"
    assert call("pack", tmp_path / "meeting", "--out", first, "--key", key).code == 0
    petra, nadia, office = (Profile(tmp_path / name) for name in ("petra", "nadia", "office"))
    for person, name in ((petra, "petra"), (nadia, "nadia"), (office, "office")):
        person.one("join", first, "--as", name)
    petra.one("group", "garden", "--join")
    petra.one("bundle", "make", "--out", tmp_path / "petra.satchel")
    nadia.one("bundle", "open", tmp_path / "petra.satchel")

    nadia.one("group", "garden", "--accept", "petra")
    step = nadia.one("action", "--add", "Sow", "--owner", "petra", "--group", "garden")
    nadia.one("bundle", "make", "--to", "secretariat", "--out", tmp_path / "nadia.satchel")
    office.one("bundle", "open", tmp_path / "nadia.satchel", "--key", key)
    second = tmp_path / "second.satchel"
    office.one("pack", tmp_path / "meeting", "--out", second, "--key", key)
    for person in (petra, nadia, office):
        person.one("bundle", "open", second)
    third = tmp_path / "third.satchel"
    office.one("pack", tmp_path / "meeting", "--out", third, "--key", key)
    petra.one("bundle", "open", third)

    assert petra.one("group", "garden")["inside"] is True
    assert [row["id"] for row in petra.rows("action", "--mine")] == [step["id"]]
    assert nadia.rows("list", "outbox") == []


def test_two_who_answer_and_edit_apart_lose_nothing(town):
    chen, mona, nils, office = (
        *(town.person(name) for name in ("chen", "mona", "nils")),
        town.office,
    )
    nils.one("group", "pilots", "--join")
    mona.one("group", "pilots", "--leave")
    step = chen.one("action", "--add", "Name owners", "--owner", "mona", "--meeting", "call-1")
    decision = chen.one("decision", "--add", "Yes", "--meeting", "call-1")
    for person in (nils, mona, chen, office):
        person.one("sync")

    chen.one("group", "pilots", "--accept", "nils")
    office.one("group", "pilots", "--accept", "mona")
    chen.one("action", "--change", step["id"], "--due", "2031-02-01")
    office.one("action", "--change", step["id"], "--owner", "nils")
    chen.one("decision", "--change", decision["id"], "--objection", "mona=No")
    office.one("decision", "--change", decision["id"], "--objection", "nils=Later")
    for person in (chen, office, chen, mona):
        person.one("sync")

    for person in (chen, office, mona):
        assert person.one("group", "pilots")["participants"] == ["nils"]
        kept = person.one("action", step["id"])
        assert (kept["owner"], kept["due"]) == ("nils", "2031-02-01T23:59:59Z")
        said = person.one("decision", decision["id"])["objections"]
        assert {each["who"] for each in said} == {"mona", "nils"}
    assert chen.one("status")["conflicts"] == office.one("status")["conflicts"] == 0
