"""The agenda from the command line: written by chairs without a line, joined on the server, read by members."""

import zipfile

import pypdfium2
import pytest

from tests import meeting_folder
from tests.integration import harbour
from tests.integration.commands import Profile, call, found

MEETING = ("agenda", "call-1")
FILE = """\
title = "Opening call"
starts = 2031-01-15T14:00:00Z
ends = 2031-01-15T15:00:00Z

[[item]]
id = "call-1-1"
title = "Opening, anew"
minutes = 5

[[item]]
label = "7"
title = "From the file"
minutes = 12
purpose = "decision"
"""
BAD = """\
id = "call-1"
title = "Broken"

[[item]]
label = "1"
title = "Late"
minutes = -5

[[item]]
id = "x"
title = "Below y"
parent = "y"

[[item]]
id = "y"
title = "Below x"
parent = "x"

[[item]]
id = "z"
title = "Gone"
carried_to = "nowhere-1"
proposals = ["no-such"]
"""


@pytest.fixture
def town(served, tmp_path):
    return found(tmp_path, served.url, "chen", "mona")


def written(path):
    """Give the words of a report."""
    raw = path.read_bytes()
    match path.suffix:
        case ".pdf":
            pages = pypdfium2.PdfDocument(raw)
            return "\n".join(page.get_textpage().get_text_range() for page in pages)
        case ".docx":
            return zipfile.ZipFile(path).read("word/document.xml").decode()
        case _:
            return raw.decode()


def titles(person, meeting="call-1"):
    return [(row["label"], row["title"]) for row in person.one("agenda", meeting)["items"]]


def test_chair_and_secretariat_edit_at_once_and_members_read_both(town):
    chen, mona, office = town.person("chen"), town.person("mona"), town.office
    before = titles(chen)

    added = chen.one(*MEETING, "--add", "Cables again", "--after", "1", "--minutes", "7")
    chen.one(*MEETING, "--edit", "1", "--lead", "chen")
    office.one("sync")
    office.one(*MEETING, "--edit", "1", "--minutes", "3", "--purpose", "decision")
    office.one(*MEETING, "--status", "proposed")
    chen.one("sync")
    office.one("sync")
    chen.one("sync")
    mona.one("sync")

    seen = mona.one(*MEETING)
    assert added["collection"] == "items"
    assert titles(chen) == titles(office) == titles(mona) != before
    first = seen["items"][0]
    assert (first["lead"], first["minutes"], first["purpose"]) == ("chen", 3, "decision")
    assert seen["items"][1]["id"] == added["id"]
    assert (seen["status"], seen["faults"]) == ("proposed", [])
    plain = call("--home", mona.home, *MEETING).out
    assert "Cables again" in plain
    assert "Proposed agenda" in plain


def test_what_was_joined_is_told_by_the_names_that_people_know(town):
    chen, office = town.person("chen"), town.office
    office.one("sync")
    chen.one(*MEETING, "--edit", "1", "--minutes", "11")
    office.one(*MEETING, "--edit", "1", "--title", "Cables, at last")
    chen.one("sync")
    office.one("sync")

    (joined,) = office.rows("merges")
    told = call("--home", office.home, "merges").out

    assert "edited" in joined["from_mine"]
    assert "title" in told
    assert "edited" not in told


def test_publishing_the_folder_again_leaves_what_chairs_changed(town):
    chen, office = town.person("chen"), town.office
    chen.one(*MEETING, "--edit", "1", "--title", "The chair’s words")
    chen.one(*MEETING, "--move", "1", "--step", "down")
    chen.one("sync")
    wanted = titles(chen)

    again = town.publish()

    assert again.code == 0, again
    assert again.one["changes"] == []
    chen.one("sync")
    office.one("sync")
    assert titles(chen) == titles(office) == wanted


def test_members_propose_and_do_not_write(town):
    chen, mona = town.person("chen"), town.person("mona")

    refused = mona.fails(*MEETING, "--add", "Mine")
    asked = mona.one(*MEETING, "--propose", "Please longer.", "--item", "1", "--minutes", "20")
    mona.one("sync")
    chen.one("sync")
    listed = chen.rows(*MEETING, "--changes")
    taken = chen.one(*MEETING, "--accept", asked["id"])

    assert "chair" in refused
    assert [(row["by"], row["change"], row["state"]) for row in listed] == [
        ("mona", {"minutes": 20}, "open")
    ]
    assert taken["minutes"] == 20
    assert [row["state"] for row in chen.rows(*MEETING, "--changes")] == ["accepted"]


def test_an_agenda_file_is_taken_over_whole(town, tmp_path):
    chen = town.person("chen")
    path = tmp_path / "agenda.toml"
    path.write_text(FILE, "utf-8")
    before = titles(chen)

    taken = chen.one(*MEETING, "--import", path)

    assert taken["added"] == ["call-1-7"]
    assert "call-1-1" in taken["changed"]
    names = [title for _label, title in titles(chen)]
    assert "From the file" in names
    assert "Opening, anew" in names
    assert chen.one(*MEETING, "--import", path)["changed"] == []
    back = call("--home", chen.home, "undo").out  # the whole of it is one act, and told as one
    assert back.startswith("Taken back: the agenda of a file (")
    assert ("From the file" in back, "Opening, anew" in back) == (True, True)
    assert (back.count("\n"), titles(chen)) == (1, before)


def test_every_fault_of_an_agenda_file_is_named_and_nothing_is_taken(quiet, tmp_path):
    chen = quiet.person("chen")
    path = tmp_path / "broken.toml"
    path.write_text(BAD, "utf-8")
    before = chen.one(*MEETING)

    answer = chen.run(*MEETING, "--import", path)

    assert answer.code == 2
    told = [(row["line"], row["field"], row["code"]) for row in answer.one["faults"]]
    assert told == [
        (7, "minutes", "negative"),
        (12, "parent", "parents_in_a_circle"),
        (17, "parent", "parents_in_a_circle"),
        (22, "carried_to", "carried_nowhere"),
        (23, "proposals", "unknown_here"),
    ]
    assert {row["file"] for row in answer.one["faults"]} == {"broken.toml"}
    assert all("(" not in row["message"] or row["message"] for row in answer.one["faults"])
    assert chen.one(*MEETING) == before


@pytest.mark.parametrize(
    "text",
    [
        "[[item]\n",
        "\xff\xfe",
        'item = "x"\n',
        "[[item]]\ntitle = 3\n",
        'id = "other"\n',
        "[" * 3000,
    ],
    ids=["no-toml", "odd-bytes", "no-list", "no-title", "other-meeting", "deep"],
)
def test_a_file_that_is_no_agenda_is_refused_with_its_line(quiet, tmp_path, text):
    chen = quiet.person("chen")
    path = tmp_path / "odd.toml"
    path.write_bytes(text.encode("latin-1"))
    before = chen.one(*MEETING)

    answer = chen.run(*MEETING, "--import", path)

    assert answer.code == 2
    assert all(row["line"] >= 1 and row["message"] for row in answer.one["faults"])
    assert answer.one["faults"]
    assert chen.one(*MEETING) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--edit", "1", "--minutes", "-3"), 2),
        (("--move", "1"), 2),
        (("--carry", "1"), 2),
        (("--edit", "1"), 2),
        (("--status", "done"), 2),
        (("--minutes", "3"), 2),
        (("--remove", "99"), 1),
        (("--carry", "1", "--to", "nowhere"), 1),
        (("--clone", "--zone", "Nowhere"), 2),
    ],
    ids=["minutes", "no-place", "no-meeting", "no-field", "status", "no-act", "no-item", "gone", "zone"],
)  # fmt: skip
def test_what_is_written_wrong_is_told_in_one_sentence(quiet, words, code):
    chen = quiet.person("chen")

    told = chen.fails(*MEETING, *words, code=code)

    assert told.strip()
    assert "-3.0" not in told
    assert chen.one("status")["waiting"] == 0


def test_an_item_is_carried_over_and_the_next_call_made(town):
    chen = town.person("chen")
    made = chen.one(*MEETING, "--clone", "--on", "2031-02-12", "--zone", "Europe/Warsaw")

    carried = chen.one(*MEETING, "--carry", "1", "--to", made["id"])

    assert made["status"] == "draft"
    assert carried["meeting"] == made["id"]
    there = chen.one("agenda", made["id"])["items"]
    assert there[-1]["id"] == carried["id"]
    assert chen.one(*MEETING)["items"][0]["carried_to"] == carried["id"]


def test_a_call_made_from_another_tells_that_it_is_joined_as_that_was(town):
    chen = town.person("chen")

    told = call("--home", chen.home, *MEETING, "--clone", "--on", "2031-02-19")

    assert told.code == 0
    assert "passcode are those of the call before" in told.err


def test_the_reading_list_tells_time_and_progress(quiet):
    mona = quiet.person("mona")

    listed = mona.one(*MEETING, "--reading-list")

    assert listed["count"] == len(listed["papers"])
    assert listed["done"] == sum(row["read"] for row in listed["papers"])


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "txt"])
def test_an_agenda_is_printed_in_the_time_of_its_meeting_and_without_passcodes(
    quiet, tmp_path, kind
):
    mona, out = quiet.person("mona"), tmp_path / f"agenda.{kind}"

    mona.one("export", "agenda", "--meeting", "call-1", "--format", kind, "--out", out)

    words = written(out)
    assert all(each in words for each in ("First call", "Opening", "Talks", "Chen Quay", "13:05"))
    assert harbour.CANARY["passcode"] not in words
    assert "call.example" not in words


# --- without a server ----------------------------------------------------------------------------


def test_an_agenda_that_a_chair_and_the_secretariat_write_without_a_server_reaches_members(
    tmp_path,
):
    meeting_folder.write(tmp_path / "meeting")
    assert call("pack", "--new-key", tmp_path / "key").code == 0
    key = ("--key", tmp_path / "key")
    assert call("pack", tmp_path / "meeting", "--out", tmp_path / "1.satchel", *key).code == 0
    people = {name: Profile(tmp_path / name) for name in ("omar", "nadia", "office")}
    for name, person in people.items():
        person.one("join", tmp_path / "1.satchel", "--as", name)
    omar, nadia, office = people.values()
    meeting = nadia.rows("list", "meetings")[0]["id"]
    first = titles(nadia, meeting)[0][1]

    nadia.one("agenda", meeting, "--add", "The chair’s item", "--minutes", "9")
    nadia.one("agenda", meeting, "--edit", "1", "--title", "Her words")
    nadia.one("agenda", meeting, "--move", "1", "--step", "down")
    nadia.one("bundle", "make", "--to", "secretariat", "--out", tmp_path / "nadia.satchel")
    office.one("bundle", "open", tmp_path / "nadia.satchel", *key)
    office.one("agenda", meeting, "--add", "The office’s item")
    wanted = [title for _label, title in titles(office, meeting)]
    made = office.one("pack", tmp_path / "meeting", "--out", tmp_path / "2.satchel", *key)
    for person in (omar, nadia):
        person.one("bundle", "open", tmp_path / "2.satchel")

    assert made["receipts"] > 0
    assert first not in wanted
    assert {"Her words", "The chair’s item", "The office’s item"} <= {*wanted}
    assert [title for _label, title in titles(omar, meeting)] == wanted
    assert [title for _label, title in titles(nadia, meeting)] == wanted
    assert nadia.one("status")["waiting"] == 0
