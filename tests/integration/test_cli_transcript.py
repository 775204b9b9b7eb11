"""Transcripts and chats from the command line: kept by a chair, read by members, put right by two."""

import pytest

from app.domain import turns
from tests.integration import harbour
from tests.integration.commands import call, run

MEETING = ("--meeting", "call-1")
CAPTIONS = """First call

Real-time captioning; not an authoritative record.

>> CHEN QUAY:  Welcome to the opening.  Is everybody here?

>> NILS DOK: I am.

>> CHAIR: Let's move on to the next item, the cables.

>> MONA: The cables need owners.  (Poor audio quality).

>> SOMEBODY: Who pays for the cables, Mona?
"""
CHAT = """10:02:40 From Nils Dock to Everyone: Who pays for the cables?
10:03:01 From Mona Pier to Chen Quay(Direct Message): between us two
"""


@pytest.fixture
def captions(tmp_path):
    path = tmp_path / "call.txt"
    path.write_text(CAPTIONS, "utf-8")
    return path


@pytest.fixture
def chat(tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text(CHAT, "utf-8")
    return path


def test_a_chair_looks_settles_keeps_and_members_read_it(town, captions):
    chen, mona = town.person("chen"), town.person("mona")

    looked = chen.one("transcript", captions, *MEETING)
    saved = chen.one("transcript", captions, *MEETING, "--save", "--settle", "SOMEBODY=")
    chen.one("sync")
    mona.one("sync")

    assert (looked["saved"], looked["unsettled"]) == (False, ["SOMEBODY"])
    assert [row["member"] for row in looked["turns"]] == ["chen", "nils", "chen", "mona", None]
    assert (saved["saved"], saved["unsettled"]) == (True, [])
    about = mona.rows("transcript", *MEETING, "--about-me")
    assert [(row["n"], row["about_me"], row["authoritative"]) for row in about] == [
        (5, "asked", False)
    ]
    under = {row["n"]: row["item"] for row in mona.rows("transcript", *MEETING)}
    assert (under[1], under[4]) == ("call-1-1", "call-1-b")
    assert [row["n"] for row in mona.rows("transcript", *MEETING, "--item", "B")] == [3, 4, 5]
    poor = [row for row in mona.rows("transcript", *MEETING, "--speaker", "mona") if row["poor"]]
    assert [row["text"] for row in poor] == ["The cables need owners.  (Poor audio quality)."]
    hit = next(row for row in mona.rows("search", "owners poor") if row["id"] == saved["id"])
    assert (hit["section"], hit["authoritative"]) == ("turn-4", False)
    plain = call("--home", mona.home, "transcript", *MEETING).out
    assert plain.startswith("Not authoritative")


def test_members_look_but_do_not_keep(town, captions):
    mona = town.person("mona")

    looked = mona.one("transcript", captions, *MEETING)
    refused = mona.fails("transcript", captions, *MEETING, "--save")

    assert looked["count"] == 5
    assert "chair" in refused.casefold()
    assert mona.rows("list", "outbox") == []


def test_corrections_of_two_are_joined_turn_by_turn(town, captions):
    chen, office = town.person("chen"), town.office
    chen.one("transcript", captions, *MEETING, "--save")
    chen.one("sync")
    office.one("sync")

    chen.one("transcript", *MEETING, "--item", "2=B")
    office.one("transcript", *MEETING, "--item", "4=1")
    office.one("transcript", *MEETING, "--settle", "somebody=nils")
    office.one("sync")
    chen.one("sync")
    office.one("sync")

    for each in (chen, office):
        rows = {row["n"]: row for row in each.rows("transcript", *MEETING)}
        assert (rows[2]["item"], rows[4]["item"], rows[5]["member"]) == (
            "call-1-b",
            "call-1-1",
            "nils",
        )
        assert each.one("status")["conflicts"] == 0


def test_captions_that_were_published_as_a_document_are_read_from_it(town):
    harbour.put(town.folder, "documents/said.txt", CAPTIONS)
    row = "said,said.txt,Captions,transcript,en,final,members,call-1,,,\n"
    harbour.put(town.folder, "documents/documents.csv", harbour.DOCUMENTS + row)
    town.publish()
    chen = town.person("chen")
    chen.one("sync")
    chen.run("get", "said", "--text")

    looked = chen.one("transcript", "document/said", *MEETING)

    assert [each["member"] for each in looked["turns"]] == ["chen", "nils", "chen", "mona", None]
    assert looked["turns"][0]["text"] == "Welcome to the opening.  Is everybody here?"


def test_lines_of_a_chat_become_questions_actions_and_minutes(town, chat):
    chen, nils = town.person("chen"), town.person("nils")
    kept = chen.one("chat", chat, *MEETING, "--save")

    question = chen.one(
        "chat", *MEETING, "--flag", 1, "--as", "question", "--to", "proposal/cables"
    )
    action = chen.one("chat", *MEETING, "--flag", 1, "--as", "action", "--due", "2031-02-01")
    minutes = chen.one("chat", *MEETING, "--flag", 1, "--as", "minutes", "--to", "item/call-1-1")
    again = chen.one("chat", *MEETING, "--flag", 1, "--as", "minutes", "--to", "item/call-1-1")
    chen.one("sync")
    nils.one("sync")

    assert [each["code"] for each in kept["told"]] == ["private"]
    asked = next(row for row in nils.rows("list", "comments") if row["id"] == question["id"])
    assert (asked["owner"], asked["kind"], asked["via"]) == ("nils", "question", "chat")
    due = next(row for row in nils.rows("list", "actions") if row["id"] == action["id"])
    assert (due["due"], due["state"]) == ("2031-02-01T23:59:59Z", "open")
    item = next(row for row in nils.rows("list", "items") if row["id"] == minutes["id"])
    assert item["key_points"] == "- Nils Dock: “Who pays for the cables?”"
    assert again["already"] is True
    assert "between us" not in str(nils.rows("list", "documents"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("none.txt",), 2),
        (("empty.txt",), 2),
        (("call.pdf",), 2),
        ((".",), 1),
        (("--quote", "1"), 1),
        (("--settle", "X=mona"), 1),
        (("--settle", "X"), 2),
    ],
    ids=["missing", "no-captions", "pdf", "folder", "nothing-kept", "nothing-to-settle", "wrong"],
)
def test_what_cannot_be_done_is_told_in_words(quiet, tmp_path, words, code):
    (tmp_path / "empty.txt").write_text("Nothing.", "utf-8")
    (tmp_path / "call.pdf").write_bytes(b"%PDF-")
    given = [tmp_path / each if each.endswith((".txt", ".pdf", ".")) else each for each in words]

    quiet.person("chen").fails("transcript", *given, *MEETING, code=code)


def test_a_long_transcript_is_read_within_the_time_of_a_start(town, tmp_path):
    path = tmp_path / "long.vtt"
    cues = (f"00:{n // 60 % 60:02}:{n % 60:02}.000 --> 00:59:59.000\nCHEN QUAY: Cable {n}\n\n"
            f"00:{n // 60 % 60:02}:{n % 60:02}.500 --> 00:59:59.000\nMONA: Yes {n}\n"
            for n in range(900))  # fmt: skip
    path.write_text("WEBVTT\n\n" + "\n".join(cues), "utf-8")

    answer = run(
        "--home", town.person("chen").home, "--json", "transcript", path, *MEETING, "--save"
    )

    assert answer.code == 0
    assert answer.one["count"] == 1800 <= turns.MOST
