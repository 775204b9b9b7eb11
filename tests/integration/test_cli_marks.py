"""Marks from the terminal: listed by what they are, changed, and written to files."""

import json
from contextlib import closing
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.cli.main import main
from app.paths import Home
from app.store import open_store
from tests import pdfs
from tests.builders import joined, proposal, record, round_, seed, version

TEXT = "Apples and pears grow. Apples fall."
HARD = "NBSP\u00a0ZWJ क्\u200dष \u2067עברית\u2069 👩‍👩‍👧 =1"


class Nobody:
    def window(self, home):
        raise AssertionError

    def demo(self, **_given):
        raise AssertionError


@pytest.fixture
def run(tmp_path, capfd):
    """Run one command in Omar's profile; give its exit code, rows and messages."""
    home = Home(tmp_path / "home")
    content = pdfs.written(["Cables carry light."], ["Sharks bite them."])
    home.folder.mkdir()
    with closing(open_store(home.store)) as store:
        joined(store)
        seed(
            store, round_(), proposal(), proposal("water"), version("trees", 1, TEXT, "Who asked?"),
            record("members", "omar", name="Omar Plum"),
            record("documents", "survey", title="Survey", file=pdfs.kept(home, content)),
        )  # fmt: skip

    def command(*words):
        code = main(["--home", str(home.folder), "--json", *map(str, words)], Nobody())
        out, err = capfd.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], err

    return command


@pytest.fixture
def marked(run):
    paper = "proposal/trees"
    assert run("note", paper, "--quote", "pears", "--text", HARD, "--colour", "concern")[0] == 0
    assert run("note", paper, "--quote", "Apples fall", "--text", "", "--colour", "strong")[0] == 0
    assert run("comment", paper, "--text", "Who?", "--kind", "question")[0] == 0
    assert run("comment", "proposal/water", "--text", "Wet", "--criterion", "need")[0] == 0
    assert run("note", "document/survey", "--text", "On the whole")[0] == 0
    return run


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        (("notes",), [HARD, "", "On the whole"]),
        (("notes", "--kind", "highlight"), [""]),
        (("notes", "--kind", "note,highlight", "--paper", "trees"), [HARD, ""]),
        (("notes", "--colour", "concern"), [HARD]),
        (("notes", "--state", "kept"), [HARD, ""]),
        (("notes", "--state", "draft", "--search", "WHOLE"), ["On the whole"]),
        (("comments", "--kind", "question"), ["Who?"]),
        (("comments", "--criterion", "need", "--state", "waiting"), ["Wet"]),
        (("questions", "--paper", "proposal/trees"), ["Who?"]),
        (("comments", "--state", "received"), []),
    ],
    ids=" ".join,
)
def test_marks_are_listed_by_what_they_are(marked, asked, texts):
    code, rows, _err = marked("list", *asked)

    assert code == 0
    assert sorted(row["text"] for row in rows) == sorted(texts)


@pytest.mark.parametrize(
    "words",
    [
        ("list", "notes", "--kind", "nonsense"),
        ("list", "notes", "--colour", "pink"),
        ("list", "proposals", "--kind", "note"),
        ("note", "proposal/trees", "--text", "x", "--colour", "pink"),
        ("export", "notes", "--of", "document/survey", "--format", "md", "--out", "x"),
        ("export", "comments", "--kind", "note", "--out", "x"),
        ("edit", "some-id"),
        ("note", "document/survey", "--page", "1", "--text", "x"),
        ("comment", "document/survey", "--page", "1", "--quote", " ", "--text", "x"),
    ],
    ids=" ".join,
)
def test_filters_that_mean_nothing_are_wrong_usage(marked, words):
    code, rows, said = marked(*words)

    assert (code, rows) == (2, [])
    assert len(said.strip().splitlines()) == 1


def test_a_page_without_words_is_told_how_to_name_them(marked):
    _code, _rows, said = marked("note", "document/survey", "--page", "2", "--text", "x")

    assert "on page 2 of document/survey" in said
    assert "--quote" in said


def test_a_mark_is_coloured_tied_and_handed_on_anew(marked):
    [row] = marked("list", "comments", "--kind", "question")[1]

    code, [now], _err = marked(
        "edit", row["id"], "--colour", "ask", "--criterion", "need", "--audience", "members"
    )

    assert code == 0
    assert (now["text"], now["colour"], now["criterion"]) == ("Who?", "ask", "need")
    assert now["readers"] == ["members"]
    assert "criterion" not in marked("edit", row["id"], "--criterion", "")[1][0]


def test_an_older_name_of_a_colour_is_kept_as_the_one_of_today(marked):
    _code, [row], _err = marked("note", "proposal/trees", "--text", "x", "--colour", "look")

    assert row["colour"] == "look_up"


@pytest.mark.parametrize("format", ["md", "csv", "json", "pdf", "docx", "html", "txt"])
def test_notes_are_written_and_private_ones_are_told(marked, tmp_path, format):
    out = tmp_path / f"notes.{format}"

    code, [row], said = marked("export", "notes", "--format", format, "--out", out)

    assert (code, row["notes"], row["private"]) == (0, 5, 3)
    assert out.stat().st_size == row["size"]
    assert "private notes" in said
    if format in {"csv", "json", "txt"}:
        assert HARD in out.read_text("utf-8")


def test_notes_are_written_by_the_same_filters(marked, tmp_path):
    out = tmp_path / "notes.json"

    marked("export", "notes", "--format", "json", "--out", out, "--kind", "question")

    [only] = json.loads(out.read_text("utf-8"))["items"]
    assert only["motivation"] == "questioning"


def test_notes_are_annotations_in_a_copy_of_the_pdf(marked, tmp_path):
    out = tmp_path / "survey.pdf"

    code, [row], said = marked(
        "export", "notes", "--format", "pdf", "--of", "document/survey", "--out", out
    )

    assert (code, row["notes"], row["unplaced"]) == (0, 1, 1)
    assert "on the first one" in said
    [made] = [
        each.get_object()
        for each in PdfReader(BytesIO(out.read_bytes())).pages[0]["/Annots"]
        if each.get_object()["/Subtype"] == "/Text"
    ]
    assert (made["/Contents"], made["/T"]) == ("On the whole", "Omar Plum")


def test_it_is_said_that_the_copy_of_a_locked_pdf_is_not_locked(marked, tmp_path):
    home = Home(tmp_path / "home")
    file = pdfs.kept(home, pdfs.written(["Secret light."], password="open"), "locked.pdf")
    with closing(open_store(home.store)) as store:
        seed(store, record("documents", "locked", title="Locked", file=file))
    marked("note", "document/locked", "--text", "Bright.")
    asked = ("export", "notes", "--format", "pdf", "--of", "document/locked")

    code, [row], said = marked(*asked, "--out", tmp_path / "out.pdf", "--password", "open")

    assert (code, row["unlocked"]) == (0, True)
    assert "this copy is not" in said
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--of", "proposal/trees"), ("--of", "document/none"), ("--search", "no such words"),
        ("--of", "document/survey", "--kind", "question"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_written_is_told_and_nothing_is(marked, tmp_path, words):
    out = tmp_path / "x.pdf"

    code, rows, said = marked("export", "notes", "--format", "pdf", "--out", out, *words)

    assert (code, rows) == (1, [])
    assert said.strip()
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("export", "notes", "--format", "pdf", "--of", "document/survey"),
        ("export", "notes", "--format", "md"),
        ("export", "my-comments", "--format", "json"),
        ("export", "everything"),
        ("bundle", "make"),
        ("form", "make", "proposal/trees"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("place", ["original", "store", "new", "linked"])
def test_what_the_profile_keeps_is_written_over_by_no_export(marked, tmp_path, words, place):
    home = Home(tmp_path / "home")
    [original] = home.folder.glob("files/*/survey.pdf")
    link = tmp_path / "link.pdf"
    link.symlink_to(original)
    out = {
        "original": original, "store": home.store, "linked": link,
        "new": home.backups / "new.satchel",
    }[place]  # fmt: skip
    was = original.read_bytes()

    code, rows, said = marked(*words, "--out", out)

    assert (code, rows) == (2, [])
    assert "in the profile" in said
    assert original.read_bytes() == was
    assert home.store.read_bytes()[:6] == b"SQLite"
    assert not (home.backups / "new.satchel").exists()


def test_beside_what_the_profile_keeps_a_file_may_be_written(marked, tmp_path):
    out = tmp_path / "home" / "mine.md"

    code, _rows, _said = marked("export", "notes", "--format", "md", "--out", out)

    assert code == 0
    assert out.is_file()


def test_what_has_no_versions_is_compared_with_nothing(run):
    code, rows, err = run("diff", "item/trees")

    assert (code, rows) == (2, [])
    assert "item/trees" in err


def test_it_is_told_which_versions_are_compared_and_how_much_changed(run, tmp_path, capfd):
    home = Home(tmp_path / "home")

    def said():
        assert main(["--home", str(home.folder), "diff", "trees"], Nobody()) == 0
        return capfd.readouterr().out.splitlines()

    alone = said()
    with closing(open_store(home.store)) as store:
        seed(store, version("trees", 2, TEXT.replace("pears", "plums"), "Who asked?"))
    after = said()

    assert alone == ["There is only version 1 here: nothing to compare it with."]
    assert after[0] == (
        "From version 1 to version 2 · 1 section changed · 1 word came · 1 word went"
    )


def test_a_highlight_is_listed_by_the_words_it_is_on(run, marked, tmp_path, capfd):
    assert main(["--home", str(tmp_path / "home"), "list", "notes"], Nobody()) == 0

    assert "“Apples fall”" in capfd.readouterr().out
