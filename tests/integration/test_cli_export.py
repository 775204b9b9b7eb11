"""`export` by the command line: what goes with what, what members get, files whole or not at all."""

import json
import signal
from contextlib import closing
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from app.actions import reporting
from app.paths import Home
from app.store import open_store
from tests.builders import joined, proposal, record, seed
from tests.chairs import comment, papers, review
from tests.integration.commands import Profile, start


def profile(folder, account, role, *more):
    """A profile that holds a round as if it had just been synced."""
    home = Home(folder / account)
    home.folder.mkdir()
    with closing(open_store(home.store)) as store:
        seed(joined(store, account, role), *papers(), *more)
    return Profile(home.folder)


def words():
    return [
        record("meetings", "call", title="The call", starts="2030-01-23T14:00:00Z"),
        record("items", "open", meeting="call", title="Opening", key_points="Cold."),
        review("omar", "Many ask for shade.", "support"),
        review("nadia", "Nobody pays.", "object"),
        comment("q1", "nadia", "Who waters them?", kind="question"),
    ]


@pytest.fixture
def chair(tmp_path):
    return profile(tmp_path, "chair", "chair", *words())


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


BEGINS = {"letter": b"Dear", "summary": b"Orchard 2030\n\nThe call", "agenda": b"The call"}
"""How the plain text of what is mailed begins: with no heading of ours."""


@pytest.mark.parametrize(
    ("what", "format"),
    [(what, format) for what, formats in reporting.FORMATS.items() for format in formats],
)
def test_every_report_is_written_in_every_format_it_has(chair, out, what, format):
    chair.one("letter", "trees", "--point", "Say who pays.", "--opening", "Dear {proposer},")

    told = chair.one("export", what, "--format", format, "--out", out / f"it.{format}")

    content = (out / f"it.{format}").read_bytes()
    begins = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK", "html": b"<!doctype html>",
              "csv": b'\xef\xbb\xbf"', "json": b"{", "txt": BEGINS.get(what, b"")}  # fmt: skip
    assert content.lower().startswith(begins[format].lower())
    assert (told["what"], told["size"]) == (what, len(content))
    assert [each.name for each in out.iterdir()] == [f"it.{format}"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("book", "--format", "csv"), "written as pdf, docx, html"),
        (("letter", "--format", "xlsx"), "written as pdf, docx, html, txt"),
        (("everything", "--format", "docx"), "written as json"),
        (("letter", "--names", "none"), "--names goes with: comments, matrix, round-report"),
        (("matrix", "--by", "criterion"), "--by goes with"),
        (("matrix", "--proposal", "trees"), "--proposal goes with"),
        (("letter", "--parts", "x"), "--parts goes with"),
        (("matrix", "--of", "document/report"), "--of PAPER goes with comments"),
        (("matrix", "--paper", "A3"), "A4 or Letter"),
        (("comments", "--kind", "note"), "Only notes are filtered"),
    ],
)
def test_what_makes_no_sense_is_refused_in_plain_words(chair, out, args, said):
    answer = chair.fails("export", *args, "--out", out / "it", code=2)

    assert said in answer
    assert "othing was written" in answer
    assert list(out.iterdir()) == []


def test_parts_that_there_are_not_are_named(chair, out):
    answer = chair.fails(
        "export", "round-report", "--parts", "answers,weather", "--out", out / "it", code=2
    )

    assert "weather" in answer
    assert "lonely" in answer
    assert list(out.iterdir()) == []


def test_names_parts_paper_and_order_are_heeded(chair, out):
    chair.one("export", "comments", "--names", "none", "--by", "criterion", "--paper", "letter",
              "--out", out / "said.pdf")  # fmt: skip

    pages = PdfReader(out / "said.pdf").pages
    text = "".join(each.extract_text() for each in pages)
    assert float(pages[0].mediabox[2]) == 612
    assert "Nobody is named" in text
    assert "Nadia" not in text
    assert "T-1 About trees" in text


def test_a_language_without_words_is_told_and_english_is_written(chair, out):
    answer = chair.run(
        "export", "matrix", "--language", "eo", "--format", "html", "--out", out / "it.html"
    )

    assert answer.code == 0
    assert "no words in “eo”" in answer.err
    assert 'lang="en"' in (out / "it.html").read_text("utf-8")


def test_a_report_speaks_the_language_that_is_asked_for_and_the_program_its_own(chair, out):
    answer = chair.run(
        "export", "matrix", "--language", "ar", "--format", "html", "--out", out / "it.html"
    )

    content = (out / "it.html").read_text("utf-8")
    assert (answer.code, answer.err) == (0, "")
    assert 'lang="ar" dir="rtl"' in content
    assert "للرئاسة والأمانة" in content


def test_a_member_gets_her_letter_once_it_is_sent_and_no_brief_ever(tmp_path, out):
    sent = record("letters", "letter-trees-v1", 1, "chair", ("members",), proposal="trees",
                  version=1, round="first", opening="Dear all", closing="", points=[],
                  sent_at="2030-02-02T00:00:00Z")  # fmt: skip
    member = profile(tmp_path, "omar", "member", sent)

    member.one(
        "export", "letter", "--proposal", "trees", "--format", "docx", "--out", out / "l.docx"
    )
    answer = member.fails("export", "brief", "--proposal", "trees", "--out", out / "b.pdf")

    assert "Dear all" in [each.text for each in Document(str(out / "l.docx")).paragraphs]
    assert "for the chairs" in answer
    assert not (out / "b.pdf").exists()


def test_the_matrix_as_json_is_what_matrix_shows(chair, out):
    chair.one("export", "matrix", "--format", "json", "--out", out / "m.json")

    assert json.loads((out / "m.json").read_text("utf-8")) == chair.one("matrix", "first")


def test_the_workbook_of_the_matrix_has_its_sheets(chair, out):
    chair.one("export", "matrix", "--format", "xlsx", "--out", out / "m.xlsx")

    assert load_workbook(out / "m.xlsx").sheetnames == ["Matrix", "By group", "By region"]


@pytest.mark.parametrize("format", ["pdf", "docx", "html", "xlsx", "csv", "json"])
def test_an_export_is_written_over_the_one_before(chair, out, format):
    for _time in range(2):
        chair.one("export", "decisions", "--format", format, "--out", out / f"it.{format}")

    assert [each.name for each in out.iterdir()] == [f"it.{format}"]


def test_somebody_elses_file_is_kept_beside(chair, out):
    (out / "thesis.pdf").write_bytes(b"%PDF-1.4 my thesis")

    answer = chair.run("export", "book", "--out", out / "thesis.pdf")

    assert answer.code == 0
    assert "thesis-before-1.pdf" in answer.err
    assert (out / "thesis-before-1.pdf").read_bytes() == b"%PDF-1.4 my thesis"


def test_nothing_of_the_profile_is_written_over(chair):
    before = (chair.home / "store.db").stat().st_size

    answer = chair.fails("export", "book", "--out", chair.home / "store.db", code=2)

    assert "kept by this program" in answer
    assert (chair.home / "store.db").stat().st_size == before


def test_ctrl_c_leaves_no_half_of_a_file(tmp_path, out):
    many = [proposal(f"p{number}", code=f"P-{number}") for number in range(1500)]
    chair = profile(tmp_path, "chair", "chair", *words(), *many)
    (out / "it.pdf").write_bytes(b"%PDF-1.4 before")
    aside = out / "it-before-1.pdf"
    for _try in range(5):
        process = start("--home", chair.home, "export", "round-report", "--out", out / "it.pdf")
        while not aside.exists():  # it is at work once the old file was put aside
            assert process.poll() is None

        process.send_signal(signal.SIGINT)
        _told, said = process.communicate(timeout=300)
        if process.returncode:
            break
        aside.replace(out / "it.pdf")  # it was done before the key: a busy computer is no fault

    assert process.returncode != 0, said
    assert "Stopped" in said
    assert [each.name for each in out.iterdir()] == ["it.pdf"]
    assert (out / "it.pdf").read_bytes() == b"%PDF-1.4 before"


def test_an_export_goes_to_the_screen_where_a_hyphen_is_named(chair):
    told = chair.run("export", "matrix", "--format", "csv", "--out", "-")

    assert (told.code, told.out[:2]) == (0, '\ufeff"')
    assert '"path"' not in told.out
    assert not Path("-").exists()
