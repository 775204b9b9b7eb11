"""Text forms on the command line, without any server: made, filled in, mailed, taken, refused."""

import html
import io
import shutil
import sys
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from tests.integration.commands import Profile, call, office_at, run

PEOPLE = ("mona", "nils", "chen", "olga")


@pytest.fixture(scope="module")
def joined(tmp_path_factory) -> Path:
    """A folder with a profile for each of `PEOPLE`, joined from a pack."""
    place = tmp_path_factory.mktemp("forms")
    office = office_at(place)
    office.one("pack", place / "folder", "--out", place / "first.satchel", "--key", place / "key")
    for name in PEOPLE:
        Profile(place / name).one("join", place / "first.satchel", "--as", name)
    return place


@pytest.fixture
def place(joined: Path, tmp_path: Path) -> Path:
    for name in PEOPLE:
        shutil.copytree(joined / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def mona(place: Path) -> Profile:
    return Profile(place / "mona")


@pytest.fixture
def chen(place: Path) -> Profile:
    return Profile(place / "chen")


def fill(text: str, **answers: str) -> str:
    for name, answer in answers.items():
        label = next(line for line in text.splitlines() if line.startswith(f"== {name}"))
        text = text.replace(f"{label}\n", f"{label}\n{answer}\n", 1)
    return text


def made(person: Profile, *about: str) -> str:
    return person.one("form", "make", *about)["text"]


def test_a_form_is_printed_saved_or_drafted_as_a_mail(mona, place):
    about = ("lamps", "--home", mona.home)
    printed = call("form", "make", *about)
    saved = mona.one("form", "make", "cables", "--out", place / "f.txt")
    mailed = mona.one("form", "make", "--round", "marks", "--out", place / "f.eml")

    assert printed.code == 0
    assert "== content score 1-5:" in printed.out
    assert saved["proposals"] == ["cables"]
    text = (place / "f.txt").read_text("utf-8")
    assert "== proposal: cables v1" in text
    assert max(map(len, text.splitlines())) <= 72
    assert set(mailed["proposals"]) == {"lamps", "ropes"}
    assert (place / "f.eml").read_bytes().startswith(b"X-Unsent: 1")


def test_a_draft_goes_into_the_form_and_a_filled_form_becomes_a_draft(mona, place):
    mona.one("review", "lamps", "--text", "content=Light is needed", "--score", "people=3")
    text = fill(made(mona, "lamps"), chairs="Between us", questions="- Who lights them?")
    text = text.replace("score 1-5:", "score 1-5: 4/5").replace("[ ] Take it", "[x] Take it")
    (place / "f.txt").write_text(text, "utf-8")

    told = mona.one("form", "read", place / "f.txt")

    (understood,) = told["understood"]
    assert understood["scores"] == {"content": 4, "people": 3}
    assert understood["texts"] == {"content": "Light is needed"}
    assert (understood["stance"], understood["questions"]) == ("take", ["Who lights them?"])
    assert (told["saved"], told["changed"]) == (True, 2)
    (review,) = mona.rows("list", "reviews")
    assert (review["state"], review["scores"]) == ("draft", {"content": 4, "people": 3})
    (question,) = mona.rows("list", "questions")
    assert (question["text"], question["waiting"]) == ("Who lights them?", True)
    again = mona.one("form", "read", place / "f.txt", "--save")
    assert (again["saved"], again["changed"]) == (True, 0)


def test_a_dry_run_shows_and_saves_nothing(mona, place):
    (place / "f.txt").write_text(fill(made(mona, "cables"), need="words"), "utf-8")

    told = mona.one("form", "read", place / "f.txt", "--dry-run")

    assert told["understood"][0]["texts"] == {"need": "words"}
    assert not told["saved"]
    assert mona.rows("list", "reviews") == []


def test_one_bad_answer_is_named_with_file_line_and_choices_and_save_keeps_the_others(mona, place):
    text = fill(made(mona, "cables"), need="good").replace("[ ] Support", "[x] Perhaps")
    (place / "f.txt").write_text(text, "utf-8")

    shown = mona.run("form", "read", place / "f.txt")
    opened = mona.run("bundle", "open", place / "f.txt")
    kept = mona.rows("list", "reviews")
    answer = mona.run("form", "read", place / "f.txt", "--save")

    assert (shown.code, opened.code, answer.code) == (2, 2, 2)
    assert (shown.one["saved"], kept) == (False, [])
    assert "form read" in shown.err
    assert "--save" in opened.err
    (fault,) = answer.one["faults"]
    line = text.splitlines().index("[x] Perhaps") + 1
    assert (fault["code"], fault["line"], fault["field"]) == ("unknown_stance", line, "position")
    assert f"f.txt:{line}: position: " in answer.err
    assert "Choose one of: Support, " in answer.err
    assert not fault["blocks"]
    assert answer.one["saved"]
    (review,) = mona.rows("list", "reviews")
    assert (review["texts"], review["stance"]) == ({"need": "good"}, None)


def test_a_chair_takes_what_was_understood_in_the_members_name(mona, chen, place):
    text = fill(made(mona, "cables"), need="good").replace("[ ] Support", "[x] Perhaps")
    (place / "f.txt").write_text(text, "utf-8")

    answer = chen.run("form", "read", place / "f.txt", "--save")

    assert (answer.code, answer.one["saved"]) == (2, True)
    (review,) = chen.rows("list", "reviews")
    assert (review["owner"], review["texts"], review["state"]) == (
        "mona", {"need": "good"}, "submitted",
    )  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), [("y\n", 1), ("n\n", 0)])
def test_in_a_terminal_the_rest_is_saved_if_the_person_says_so(
    mona, place, monkeypatch, typed, kept
):
    text = fill(made(mona, "cables"), need="good").replace("[ ] Support", "[x] Perhaps")
    (place / "f.txt").write_text(text, "utf-8")
    monkeypatch.setattr(sys, "stdin", Terminal(typed))

    answer = call("form", "read", place / "f.txt", "--home", mona.home)

    assert answer.code == 2
    assert "1 answer was not understood" in answer.out
    assert len(mona.rows("list", "reviews")) == kept


def test_a_chair_takes_a_quoted_html_mail_in_the_members_name_once(mona, chen, place):
    text = fill(made(mona, "cables"), need="For the ferry, by the ferry.", questions="Who pays?")
    quoted = "<br>".join(html.escape(line) for line in text.splitlines())
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Mona <mona@pier.example>"
    mail["Date"] = "Mon, 27 Jan 2031 10:11:00 +0200"
    mail.set_content(
        f"<p>See below</p><blockquote>{quoted}</blockquote>", subtype="html", cte="base64"
    )
    (place / "m.eml").write_bytes(mail.as_bytes())

    first = chen.one("form", "read", place / "m.eml")
    again = chen.one("bundle", "open", place / "m.eml")

    assert first["understood"][0]["account"] == "mona"
    assert first["understood"][0]["sender"] == "mona@pier.example"
    assert [each["text"] for each in first["left_over"]] == ["See below"]
    (review,) = chen.rows("list", "reviews")
    assert (review["owner"], review["via"], review["carried_by"], review["revision"]) == (
        "mona", "form", "chen", None,
    )  # fmt: skip
    assert (review["version"], review["state"]) == (1, "submitted")
    assert again is not None
    assert len(chen.rows("list", "comments")) == 1


def test_a_form_of_somebody_else_is_for_the_chairs_only(mona, place):
    (place / "f.txt").write_text(fill(made(mona, "cables"), need="x"), "utf-8")

    nils = Profile(place / "nils").run("form", "read", place / "f.txt")
    olga = Profile(place / "olga").fails("form", "make", "cables")

    assert nils.code == 2
    assert nils.one["faults"][0]["code"] == "not_yours"
    assert "reviews are the members’" in olga


def test_a_trimmed_form_needs_from(mona, chen, place):
    text = fill(made(mona, "cables"), need="x")
    (place / "f.txt").write_text(text[text.index("== proposal") :], "utf-8")

    unknown = chen.run("form", "read", place / "f.txt")
    known = chen.one("form", "read", place / "f.txt", "--from", "mona")

    assert (unknown.code, unknown.one["faults"][0]["code"]) == (2, "no_account")
    assert known["understood"][0]["account"] == "mona"
    assert chen.run("form", "read", place / "f.txt", "--from", "nobody").code == 2


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("make",), 2), (("make", "nix"), 1), (("make", "--round", "nix"), 1),
        (("make", "cables", "--for", "nils"), 1), (("read",), 2), (("read", "nix.txt"), 2),
        (("read", "."), 2), ((), 2), (("read", "x", "--save", "--dry-run"), 2),
    ],
    ids=str,
)  # fmt: skip
def test_wrong_use_is_told_in_words(mona, args, code):
    assert len(mona.fails("form", *args, code=code).strip().splitlines()) == 1


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"hello", b"\xff\xfe", bytes(range(256)) * 9, b"From x\n\n=="]
)
def test_a_file_without_a_form_is_a_faulty_file(mona, place, content):
    (place / "f.txt").write_bytes(content)

    answer = mona.run("form", "read", place / "f.txt")

    assert answer.code == 2
    assert [each["code"] for each in answer.one["faults"]] == ["no_form"]


def test_nothing_is_done_before_joining(tmp_path):
    nobody = Profile(tmp_path / "nobody")
    (tmp_path / "f.txt").write_text("== form: Satchel form 1 abc")

    assert "has not joined" in nobody.fails("form", "make", "cables")
    assert "has not joined" in nobody.fails("form", "read", tmp_path / "f.txt")


class Terminal(io.StringIO):
    """A keyboard at which somebody answers."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "kept"), [("y\n", 1), ("n\n", 0), ("", 0)])
def test_in_a_terminal_it_asks_before_it_saves(mona, place, monkeypatch, typed, kept):
    (place / "f.txt").write_text(fill(made(mona, "cables"), need="words"), "utf-8")
    monkeypatch.setattr(sys, "stdin", Terminal(typed))

    answer = call("form", "read", place / "f.txt", "--home", mona.home)

    assert answer.code == 0
    assert "Is this right?" in answer.out
    assert len(mona.rows("list", "reviews")) == kept


def test_a_form_is_read_from_standard_input_in_a_process_of_its_own(mona):
    answer = run("form", "read", "-", "--home", mona.home)

    assert answer.code == 2
    assert "no form" in answer.err
