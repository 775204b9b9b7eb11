"""What came by mail, chat or call from the command line: filed, put right by its writer, taken back."""

from email.message import EmailMessage

import pytest

from tests.integration import harbour
from tests.integration.commands import call

PAPER = "proposal/cables"
WORDS = "I support the cables.\n\nWho pays for the ferry?\n"


@pytest.fixture
def mail(tmp_path):
    made = EmailMessage()
    made["From"] = f"Mona <{harbour.CANARY['contact'].upper()}>"
    made["Subject"], made["Date"] = "The cables", "Tue, 28 Jan 2031 10:00:00 +0000"
    made.set_content(WORDS)
    path = tmp_path / "mona.eml"
    path.write_bytes(made.as_bytes())
    return path


def comment(person, id):
    return next(row for row in person.rows("list", "comments") if row["id"] == id)


def test_words_of_a_mail_are_hers_and_she_puts_them_right(town, mail):
    chen, mona = town.person("chen"), town.person("mona")
    filed = chen.one("file", mail, "--about", PAPER, "--quote", "Who pays for the ferry?",
                     "--kind", "question", "--criterion", "need")  # fmt: skip
    chen.one("sync")
    mona.one("sync")

    here = comment(mona, filed["id"])
    assert (here["owner"], here["text"]) == ("mona", "Who pays for the ferry?")
    assert (here["via"], here["carried_by"]) == ("mail", "chen")
    assert here["source"]["at"] == "2031-01-28T10:00:00Z"

    mona.one("edit", filed["id"], "--text", "Who pays for the ferry, and until when?")
    assert mona.one("sync")["sent"] == 1
    chen.one("sync")

    stands = comment(chen, filed["id"])
    assert stands["text"] == "Who pays for the ferry, and until when?"
    assert not {"via", "carried_by"} & stands.keys()
    assert stands["source"]["how"] == "mail"
    assert "her own words" in chen.fails("file", "--undo", filed["id"])
    assert chen.one("sync")["set_aside"] == []


def test_it_counts_as_no_review_and_the_consolidation_tells_how_it_came(town, mail):
    chen = town.person("chen")
    filed = chen.one("file", mail, "--about", PAPER, "--quote", "I support the cables.")
    chen.one("sync")

    (said,) = chen.one("consolidate", "talks", "--proposal", "cables")["proposals"]
    table = chen.one("matrix", "talks")

    assert "mona" in said["missing"]
    assert [each["id"] for each in said["general"]] == [filed["id"]]
    assert said["general"][0]["came"] == {
        "via": "mail", "by": "chen", "name": said["general"][0]["came"]["name"],
        "at": "2031-01-28T10:00:00Z", "subject": "The cables",
    }  # fmt: skip
    assert all(not line["reviews"] for line in table["proposals"])
    plain = call("--home", chen.home, "consolidate", "talks").out
    assert "by mail, 28 January 2031, filed by" in plain
    assert "by mail, 28 January 2031, filed by" in call("--home", chen.home, "list", "comments").out


def test_taken_back_before_and_after_it_left(town, mail):
    chen, mona = town.person("chen"), town.person("mona")
    soon = chen.one("file", mail, "--about", PAPER, "--quote", "I support the cables.")
    chen.one("file", "--undo", soon["id"])
    assert chen.rows("file", "--list") == []
    assert chen.one("sync")["sent"] == 0

    late = chen.one("file", mail, "--about", PAPER, "--quote", "I support the cables.")
    chen.one("sync")
    chen.one("file", "--undo", late["id"])
    assert chen.rows("file", "--list")[0]["state"] == "leaving"
    chen.one("sync")
    mona.one("sync")

    assert chen.rows("file", "--list") == []
    assert comment(mona, late["id"])["withdrawn"] is True


def test_the_same_words_twice_are_told_and_stand_once(town, mail):
    chen = town.person("chen")
    first = chen.one("file", mail, "--about", PAPER, "--quote", "I support the cables.")

    answer = chen.run("file", mail, "--about", PAPER, "--quote", "I support the cables.")

    assert (answer.code, answer.one["id"], answer.one["already"]) == (0, first["id"], True)
    assert "stand there already" in answer.err


def test_a_sender_is_offered_never_guessed(town, tmp_path):
    chen = town.person("chen")
    line = tmp_path / "chat.txt"
    line.write_text("[10:32] Mona: I support it.\n")

    told = chen.fails("file", line, "--about", PAPER, code=2)

    assert "--from mona" in told
    assert "Nothing was filed" in told
    assert chen.rows("file", "--list") == []
    filed = chen.one("file", line, "--about", PAPER, "--from", "mona", "--at", "2031-01-28")
    assert (filed["how"], filed["at"]) == ("chat", "2031-01-28")


def test_of_several_messages_one_is_named(town, tmp_path):
    chen = town.person("chen")
    talk = tmp_path / "talk.txt"
    talk.write_text(">> NILS: I object.\n>> MONA: I support it.\n")

    assert [row["name"] for row in chen.rows("file", talk)] == ["NILS", "MONA"]
    assert "--message" in chen.fails("file", talk, "--about", PAPER, code=2)
    chen.one("file", talk, "--about", PAPER, "--message", 2, "--from", "mona")
    (row,) = chen.rows("file", "--list")
    assert (row["account"], row["text"], row["came"]["via"]) == ("mona", "I support it.", "call")


def test_of_several_quotes_all_are_filed_or_none(quiet, mail):
    chen = quiet.person("chen")

    wrong = chen.fails("file", mail, "--about", PAPER, "--quote", "I support the cables.",
                       "--quote", "never said", code=2)  # fmt: skip

    assert "never said" in wrong
    assert chen.rows("file", "--list") == []


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["missing.eml", "--about", PAPER], 2),
        ([".", "--about", PAPER], 1),
        (["MAIL", "--about", "cables"], 2),
        (["MAIL", "--about", PAPER, "--from", "nobody"], 1),
        (["MAIL", "--about", PAPER, "--at", "yesterday"], 2),
        ([], 2),
    ],
    ids=["missing", "folder", "about", "nobody", "date", "nothing"],
)
def test_what_is_wrong_is_said_and_nothing_is_filed(quiet, mail, args, code):
    chen = quiet.person("chen")

    chen.fails("file", *(mail if each == "MAIL" else each for each in args), code=code)

    assert chen.rows("file", "--list") == []


def test_members_file_nothing(quiet, mail):
    quiet.person("nils").fails("file", mail, "--about", PAPER, "--from", "mona")


def test_reminders_are_drafts_in_a_folder_one_a_person(town, tmp_path):
    chen = town.person("chen")
    out = tmp_path / "drafts"

    asked = chen.run("remind", "talks", "--out", out)

    told = {row["account"]: row for row in asked.rows}
    assert told["mona"]["to"] == [harbour.CANARY["contact"]]
    assert "chen" not in told
    assert sorted(path.name for path in out.iterdir()) == sorted(
        f"reminder-talks-{account}.eml" for account in told
    )
    assert "No address is known here of" in asked.err
    assert "not sent" in asked.err
    assert b"X-Unsent: 1" in (out / "reminder-talks-mona.eml").read_bytes()
    chen.fails("remind", "talks", "--to", "nobody")
    chen.fails("remind", "nothing", "--out", out)
    town.person("nils").fails("remind", "talks", "--out", out)
    (only,) = chen.rows("remind", "talks", "--to", "mona", "--out", out)
    assert only["account"] == "mona"
