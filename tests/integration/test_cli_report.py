"""The summary report from the command line: imported, written item by item, joined, exported, mailed."""

from email import message_from_bytes, policy

import pytest
from docx import Document
from pypdf import PdfReader

from tests.integration.commands import call, found, holds
from tests.summaries import REPORT

MEETING = "call-1"


@pytest.fixture
def town(served, tmp_path):
    return found(tmp_path, served.url, "chen", "mona", "olga")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


def test_a_report_is_looked_at_kept_and_read_by_members(town, file):
    chen, mona = town.person("chen"), town.person("mona")

    looked = chen.one("report", file, "--meeting", MEETING)
    untouched = chen.rows("list", "outbox")
    saved = chen.one("report", file, "--meeting", MEETING, "--save")
    chen.one("sync")
    mona.one("sync")

    assert (looked["saved"], looked["count"], untouched) == (False, 5, [])
    assert {each["code"]: each["count"] for each in looked["told"]} == {"uncertain": 1}
    assert saved["saved"]
    report = mona.one("report", MEETING)
    assert [each["title"] for each in report["items"]][-1] == "AOB"
    assert [each["name"] for each in report["participants"] if each["uncertain"]] == ["Lena Leaf"]
    assert report["next_meeting"] == "the next call is planned for **March 18, 2 PM UTC**."
    assert report["state"] == "final"
    assert chen.one("status")["conflicts"] == 0


def test_a_draft_is_the_chairs_until_it_is_final_and_when_it_is_a_draft_again(town):
    chen, mona = town.person("chen"), town.person("mona")
    words = "introduction=canary of the quay"

    def sent(*more: str) -> tuple[str, str, bool]:
        chen.one("report", MEETING, *more)
        chen.one("sync")
        mona.one("sync")
        found = mona.one("report", MEETING)
        return found["state"], found["introduction"], holds(mona, "canary of the quay")

    draft = sent("--set", words, "--item", "B", "--key-points", "The talks went on.")
    final = sent("--final")
    again = sent("--draft")

    assert draft == ("draft", "", False)
    assert final == ("final", "canary of the quay", True)
    assert again == ("draft", "", False)
    assert any(each["key_points"] for each in mona.one("report", MEETING)["items"])


def test_an_item_is_written_and_printed_and_members_may_not(town, tmp_path):
    chen, mona = town.person("chen"), town.person("mona")
    written = chen.one(
        "report", MEETING, "--item", "B", "--key-points", "The talks *went on*.",
        "--next-step", "Send the chart", "--owner", "mona", "--due", "2031-02-18",
        "--output", "Sea chart=https://harbour.example/chart",
    )  # fmt: skip
    refused = mona.fails("report", MEETING, "--item", "B", "--key-points", "mine")
    files = {kind: tmp_path / f"report.{kind}" for kind in ("pdf", "docx", "html", "txt", "json")}
    for kind, path in files.items():
        chen.one("export", "summary", "--meeting", MEETING, "--format", kind, "--out", path)

    unnamed = call(
        "--home", chen.home, "export", "summary", "--format", "txt", "--out", tmp_path / "one"
    )

    label = written["label"]
    assert "No meeting was named: this is “" in unnamed.err
    assert "--meeting M; there are: " in unnamed.err
    assert written["key_points"] == "The talks *went on*."
    assert written["next_steps"] == "Send the chart (owner: Mona Pier مُنى; due: 2031-02-18)"
    assert [each["title"] for each in written["outputs"]] == ["Guide to the criteria", "Sea chart"]
    assert "chair" in refused.casefold()
    text = "\n".join(page.extract_text() for page in PdfReader(files["pdf"]).pages)
    assert "Send the chart" in text
    assert f"{label}. Talks" in [each.text for each in Document(str(files["docx"])).paragraphs]
    again = chen.one("report", files["docx"], "--meeting", MEETING)
    talks = next(each for each in again["items"] if each["title"] == "Talks")
    assert (talks["item"], talks["fields"]["next_steps"]) == (written["item"], "same")


def test_two_who_write_one_report_are_joined(town):
    chen, office = town.person("chen"), town.office
    office.one("sync")

    chen.one("report", MEETING, "--set", "introduction=It was held online.")
    chen.one("report", MEETING, "--item", "B", "--key-points", "Talks went on.")
    office.one("report", MEETING, "--set", "next_meeting=In May")
    office.one("report", MEETING, "--item", "B", "--next-steps", "Meet again")
    office.one("report", MEETING, "--attend", "A Stranger ?")
    for each in (office, chen, office):
        each.one("sync")

    for each in (chen, office):
        report = each.one("report", MEETING)
        assert (report["introduction"], report["next_meeting"]) == ("It was held online.", "In May")
        talks = next(one for one in report["items"] if one["title"] == "Talks")
        assert (talks["key_points"], talks["next_steps"]) == ("Talks went on.", "Meet again")
        assert [one["line"] for one in report["participants"]] == ["A Stranger ?"]
        assert each.one("status")["conflicts"] == 0


def test_the_mail_after_the_call_is_shown_changed_and_saved(town, tmp_path):
    chen = town.person("chen")
    chen.one("report", MEETING, "--item", "B", "--next-step", "Send the chart", "--owner", "mona")

    shown = chen.one("report", MEETING, "--mail")
    chen.one("report", MEETING, "--mail", "--body", f"{shown['body']}PS: bring the chart.\n")
    chen.one(
        "report", MEETING, "--mail", "--out", tmp_path / "m.eml", "--to", "list@harbour.example"
    )
    chen.one("report", MEETING, "--mail", "--out", tmp_path / "m.txt")

    mail = message_from_bytes((tmp_path / "m.eml").read_bytes(), policy=policy.default)
    assert mail["To"] == "list@harbour.example"
    assert "PS: bring the chart." in mail.get_content()
    assert "The summary report follows." in (tmp_path / "m.txt").read_text("utf-8")
    assert not shown["edited"]


def test_what_is_wrong_is_told_and_nothing_is_written(town, file, tmp_path):
    chen = town.person("chen")
    no_report = tmp_path / "letter.txt"
    no_report.write_text("Dear all, see you.\n", "utf-8")

    assert "--meeting" in chen.fails("report", file, code=2)
    assert "agenda" in chen.fails("report", no_report, "--meeting", MEETING, "--save", code=2)
    chen.fails("report", tmp_path / "nothing.txt", "--meeting", MEETING, code=2)
    assert "--item" in chen.fails("report", MEETING, "--key-points", "x", code=2)
    assert "soon" in chen.fails(
        "report", MEETING, "--item", "B", "--next-step", "x", "--due", "soon", code=2
    )
    chen.fails("report", MEETING, "--item", "Z", "--key-points", "x")
    assert "color" in chen.fails("report", MEETING, "--set", "color=red", code=2)
    assert chen.rows("list", "outbox") == []


def test_people_read_it_plain_in_the_terminal(town, file):
    chen = town.person("chen")

    looked = call("--home", chen.home, "report", file, "--meeting", MEETING)
    shown = call("--home", chen.home, "report", MEETING)

    assert "6 participants" in looked.out
    assert "Nothing was saved" in looked.out
    assert "Agenda\n" in shown.out


def test_without_a_server_it_goes_as_a_file_to_the_secretariat_and_on_to_members(
    town, file, tmp_path
):
    chen, mona, office = town.person("chen"), town.person("mona"), town.office
    chen.one("report", file, "--meeting", MEETING, "--save")
    chen.one("report", MEETING, "--item", "E", "--key-points", "Nothing else.")

    out = tmp_path / "chen.satchel"
    chen.one("bundle", "make", "--to", "secretariat", "--out", out)
    taken = office.one("bundle", "open", out)
    office.one("sync")
    mona.one("sync")

    assert taken["set_aside"] == []
    report = mona.one("report", MEETING)
    assert {each["title"] for each in report["items"]} >= {"AOB", "Activity plan for 2030"}
    aob = next(each for each in report["items"] if each["title"] == "AOB")
    assert aob["key_points"] == "Nothing else."
    assert len(report["participants"]) == 6
