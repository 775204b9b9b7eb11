"""My marks found by what they are, and written to files: also into a copy of a PDF."""

import csv
import json
from datetime import timedelta
from hashlib import sha256
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader

from app.actions import annotating, exporting, exporting_marks, listing_marks, marking_pdf, showing
from app.actions.papers import About
from app.actions.trouble import Trouble
from app.documents.pdf_pages import open_pdf
from app.documents.pdf_places import quoted
from app.domain.marks import Wanted
from tests import pdfs
from tests.annotation_rules import conform
from tests.builders import clock, record, seed

HARD = "NBSP\u00a0ZWJ क्\u200dष \u2067עברית\u2069 👩‍👩‍👧 sep\u2028end =1"
REPORT = About("document", "survey")


@pytest.fixture
def marked(desk, home, trees):
    """Omar has marked two papers in every way there is."""
    seed(desk, record("members", "omar", name="Omar Plum", role="member", group="civil"))
    annotating.note(desk, home, trees, HARD, quote="pears", colour="concern", clock=clock)
    annotating.note(desk, home, trees, "", quote="Apples fall", colour="strong", clock=clock)
    annotating.comment(desk, home, trees, "Who?", quote="asked", kind="question", clock=clock)
    annotating.comment(
        desk, home, About("proposal", "water", 1), "Wet.", criterion="need", clock=clock
    )
    gone = annotating.note(desk, home, trees, "withdrawn words", clock=clock).ids[0]
    annotating.withdraw(desk, gone, clock=clock)
    return desk


def stops(at):
    def step(done, _total):
        if done >= at:
            raise KeyboardInterrupt

    return step


# --- finding ------------------------------------------------------------------------------------


def test_my_marks_are_found_by_paper_and_place(marked, home):
    found = exporting_marks.found(marked, home, Wanted())

    assert [(each.title, each.kind, each.quote) for each in found] == [
        ("About trees", "note", "pears"),
        ("About trees", "highlight", "Apples fall"),
        ("About trees", "question", "asked"),
        ("About water", "comment", ""),
    ]
    assert [each.place.state for each in found[:3]] == ["kept"] * 3


def test_my_marks_are_found_the_newest_first(marked, home, trees):
    later = clock() + timedelta(days=1)
    annotating.comment(marked, home, trees, "Last", clock=lambda: later)

    found = exporting_marks.found(marked, home, Wanted(), newest=True)

    assert found[0].text == "Last"


def test_a_state_that_needs_the_text_is_looked_up(marked, home):
    kept = exporting_marks.found(marked, home, Wanted(states=frozenset({"kept", "draft"})))

    assert [each.kind for each in kept] == ["note", "highlight"]


def test_lists_take_the_same_filters(marked, home):
    wanted = Wanted(colours=frozenset({"concern"}))

    rows = showing.listed(marked, home, "notes", wanted)

    assert [row["text"] for row in rows] == [HARD]
    assert [row["kind"] for row in showing.listed(
        marked, home, "comments", Wanted(criteria=frozenset({"need"}))
    )] == ["comment"]  # fmt: skip
    with pytest.raises(Trouble) as refused:
        showing.listed(marked, home, "proposals", wanted)
    assert refused.value.code == "not_filtered"


def test_a_reply_is_read_by_those_of_the_thread_and_its_writer(marked, home, trees):
    about = {"kind": "proposal", "id": "trees"}
    seed(
        marked,
        record("members", "nadia", name="Nadia", role="chair"),
        record("comments", "ask-omar", 1, "nadia", ("omar",), text="And you?", about=about),
        record("comments", "to-all", 1, "nadia", ("members",), text="All?", about=about),
    )

    lone = annotating.comment(marked, home, trees, "I agree", reply_to="ask-omar")
    wide = annotating.comment(marked, home, trees, "I too", reply_to="to-all")

    rows = {each["id"]: each["readers"] for each in showing.listed(marked, home, "comments")}
    assert rows[lone.ids[0]] == ["nadia"]
    assert rows[wide.ids[0]] == ["members", "nadia"]


def test_an_edit_keeps_when_a_mark_was_made(marked, home):
    [note] = [each for each in listing_marks.mine(marked) if each.kind == "note"]

    annotating.edit(marked, note.id, "other", clock=lambda: clock() + timedelta(days=2))

    [row] = showing.listed(marked, home, "notes", Wanted(ids=frozenset({note.id})))
    assert (row["created_at"], row["written_at"]) == (
        "2030-02-01T12:00:00Z", "2030-02-03T12:00:00Z",
    )  # fmt: skip


def test_a_colour_that_is_none_is_refused(marked, home, trees):
    with pytest.raises(Trouble) as refused:
        annotating.note(marked, home, trees, "x", colour="pink")

    assert refused.value.code == "unknown_colour"


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", exporting_marks.FORMATS)
def test_all_marks_are_written_in_every_format(marked, home, tmp_path, format):
    out = tmp_path / "new" / f"notes.{format}"

    done = exporting_marks.write(marked, home, format, out, clock=clock)

    assert (done.marks, done.private) == (4, 2)
    assert [each.name for each in out.parent.iterdir()] == [out.name]
    assert exporting.export(marked, home, "notes", format, out, clock=clock) == out


def test_letters_are_equal_from_the_note_to_every_file(marked, home, tmp_path):
    files = {each: tmp_path / f"notes.{each}" for each in ("md", "csv", "json")}
    for format, out in files.items():
        exporting_marks.write(marked, home, format, out, clock=clock)

    items = json.loads(files["json"].read_text("utf-8"))
    rows = csv.DictReader(StringIO(files["csv"].read_text("utf-8-sig"), newline=""))

    conform(items)
    assert items["items"][0]["body"][0]["value"] == HARD
    assert next(iter(rows))["text"] == HARD
    assert HARD in files["md"].read_text("utf-8").replace("\\", "")


def test_only_what_is_asked_for_is_written(marked, home, tmp_path):
    out = tmp_path / "notes.json"

    exporting_marks.write(marked, home, "json", out, Wanted(kinds=frozenset({"question"})))

    [only] = json.loads(out.read_text("utf-8"))["items"]
    assert only["motivation"] == "questioning"


def test_nothing_to_write_is_told_and_nothing_is_written(marked, home, tmp_path):
    out = tmp_path / "notes.md"

    with pytest.raises(Trouble) as told:
        exporting_marks.write(marked, home, "md", out, Wanted(words="no such words"))

    assert told.value.code == "nothing_to_export"
    assert not out.exists()


def test_an_export_that_is_stopped_leaves_what_stood_there(marked, home, tmp_path):
    out = tmp_path / "notes.md"
    out.write_text("older")

    with pytest.raises(KeyboardInterrupt):
        exporting_marks.write(marked, home, "md", out, step=stops(2))

    assert out.read_text() == "older"


# --- in the PDF itself ----------------------------------------------------------------------------


def survey(home, content, name="survey.pdf"):
    """Let the survey be on this computer as this PDF."""
    return record("documents", "survey", title="Survey", file=pdfs.kept(home, content, name))


def annots(path, password=None):
    return [
        (number, made)
        for number, page in enumerate(PdfReader(BytesIO(path.read_bytes())).pages)
        for made in (each.get_object() for each in page.get("/Annots", ()))
        if made["/Subtype"] in {"/Highlight", "/Text"}
    ]


@pytest.fixture
def surveyed(desk, home):
    """A survey of two pages is here; Omar has marked words of both, and the whole."""
    content = pdfs.written(["Cables carry light.", "They lie deep."], ["Sharks bite them."])
    seed(desk, survey(home, content), record("members", "omar", name="Omar Plum"))
    with open_pdf(content) as pdf:
        light, sharks = quoted(pdf, 1, "carry light"), quoted(pdf, 2, "Sharks")
    annotating.note(desk, home, REPORT, HARD, at=light, colour="concern", clock=clock)
    annotating.comment(desk, home, REPORT, "Do they?", kind="question", at=sharks, clock=clock)
    annotating.note(desk, home, REPORT, "On the whole", clock=clock)
    return desk


def test_marks_are_annotations_in_a_copy_of_the_pdf(surveyed, home, tmp_path):
    source = marking_pdf.source_of(surveyed, home, "document/survey")
    before = source.read_bytes()
    out = tmp_path / "marked.pdf"

    done = marking_pdf.save(surveyed, home, "document/survey", out)
    assert not done.unlocked

    made = {each["/Contents"]: (page, each) for page, each in annots(out)}
    assert (done.marks, done.private, done.unplaced) == (3, 2, 1)
    assert sorted((page, each["/Subtype"]) for page, each in made.values()) == [
        (0, "/Highlight"), (0, "/Text"), (1, "/Highlight"),
    ]  # fmt: skip
    assert made[HARD][1]["/T"] == "Omar Plum"
    assert made[HARD][1]["/M"].startswith("D:20300201120000")
    assert "Question" in made["Do they?"][1]["/Subj"]
    assert source.read_bytes() == before


def test_words_marked_in_the_text_are_found_on_the_page(surveyed, home, tmp_path):
    text = "# Survey\n\nCables carry light. They lie deep.\n\nSharks bite them."
    digest = sha256(text.encode()).hexdigest()
    row = record("documents", "survey", 2, title="Survey", text={"sha256": digest, "size": 9},
                 file=showing.shown(surveyed, home, "documents", "survey")["file"])  # fmt: skip
    home.text(digest).parent.mkdir(parents=True, exist_ok=True)
    home.text(digest).write_text(text, "utf-8")
    seed(surveyed, row)
    annotating.note(surveyed, home, REPORT, "How deep?", quote="lie deep", clock=clock)
    out = tmp_path / "marked.pdf"

    marking_pdf.save(surveyed, home, "document/survey", out, Wanted(words="how deep"))

    [(page, made)] = annots(out)
    with open_pdf(out) as pdf:
        [found] = list(pdf.find("lie deep"))
    assert (page, made["/Subtype"]) == (0, "/Highlight")
    left, bottom, right, top = (float(each) for each in made["/Rect"])
    assert left <= found.boxes[0][0] + 1
    assert right >= found.boxes[0][2] - 1
    assert bottom <= found.boxes[0][1] + 1
    assert top >= found.boxes[0][3] - 1


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_marks_stand_on_turned_pages_too(desk, home, tmp_path, degrees):
    content = pdfs.turned(pdfs.written(["Cables carry light."]), degrees)
    seed(desk, survey(home, content))
    with open_pdf(content) as pdf:
        annotating.note(desk, home, REPORT, "!", at=quoted(pdf, 1, "Cables"), clock=clock)
    annotating.note(desk, home, REPORT, "whole", clock=clock)
    out = tmp_path / "marked.pdf"

    done = marking_pdf.save(desk, home, "document/survey", out)

    assert done.unplaced == 1
    size = PdfReader(out).pages[0].mediabox
    for _page, made in annots(out):
        left, bottom, right, top = (float(each) for each in made["/Rect"])
        assert 0 <= left < right <= float(size.width)
        assert 0 <= bottom < top <= float(size.height)


def test_a_locked_pdf_asks_for_its_password(desk, home, tmp_path):
    seed(desk, survey(home, pdfs.written(["Secret light."], password="open")))
    annotating.note(desk, home, REPORT, "x", clock=clock)
    out = tmp_path / "marked.pdf"

    with pytest.raises(Trouble) as refused:
        marking_pdf.save(desk, home, "document/survey", out)
    assert refused.value.code == "pdf_password"
    assert not out.exists()

    done = marking_pdf.save(desk, home, "document/survey", out, password="open")
    assert len(annots(out)) == 1
    assert done.unlocked


@pytest.mark.parametrize(
    ("of", "code"),
    [
        ("document/none", "no_such_paper"), ("proposal/trees", "not_a_pdf"),
        ("document/report", "no_file"), ("nonsense", "bad_about"),
    ],
)  # fmt: skip
def test_what_is_no_pdf_here_is_told(surveyed, home, tmp_path, of, code):
    with pytest.raises(Trouble) as refused:
        marking_pdf.save(surveyed, home, of, tmp_path / "x.pdf")

    assert refused.value.code == code


def test_a_pdf_that_has_not_come_yet_and_a_damaged_one_are_told(desk, home, tmp_path):
    seed(desk, survey(home, b"%PDF-1.4 nonsense"))
    annotating.note(desk, home, REPORT, "x", clock=clock)

    with pytest.raises(Trouble) as damaged:
        marking_pdf.save(desk, home, "document/survey", tmp_path / "x.pdf")
    marking_pdf.source_of(desk, home, "document/survey").unlink()
    with pytest.raises(Trouble) as away:
        marking_pdf.save(desk, home, "document/survey", tmp_path / "x.pdf")

    assert (damaged.value.code, away.value.code) == ("pdf_unreadable", "pdf_not_here")
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_long_export_tells_how_far_it_is(desk, home, tmp_path):
    rows = ["The cable number " + str(number) + " carries light." for number in range(40)]
    content = pdfs.written(*[rows[at : at + 20] for at in (0, 20)])
    seed(desk, survey(home, content))
    for number in range(100):
        annotating.note(desk, home, REPORT, f"note {number}", clock=clock)
    steps = []

    marking_pdf.save(
        desk, home, "document/survey", tmp_path / "x.pdf",
        step=lambda done, total: steps.append((done, total)),
    )  # fmt: skip

    assert steps == [(number, 100) for number in range(101)]
    assert len(annots(tmp_path / "x.pdf")) == 100
