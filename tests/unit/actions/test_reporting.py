"""Reports read back: each holds what it should, nobody sees more than she may, nameless is nameless."""

import csv
import io
import json
import re
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from app.actions import (
    annotating,
    deciding,
    exporting,
    letters,
    papers,
    reporting,
    reviewing,
    suggesting,
)  # fmt: skip
from app.actions.exporting import Wanted
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.paths import Home
from app.reports.progress import Stopped
from app.reports.tree import Heading
from tests.builders import clock, proposal, record, seed
from tests.chairs import comment, desk, review, review_id

EARLIER = "2030-01-17T07:00:00Z"
GROUPS = {"omar": "civil", "nadia": "civil", "ann": "private"}


def people():
    return [
        record("members", account, 2, name=f"{account.title()} Quince", role="member",
               group=group, region="grulac")
        for account, group in GROUPS.items()
    ]  # fmt: skip


def said():
    when = {"written_at": EARLIER}
    return [
        review("omar", "Many ask for shade in summer.", "support", **when),
        review("nadia", "Nobody pays for the water.", "object", scores={"reach": 2}, **when),
        comment("c1", "omar", "Count the leaves.", "Apples", criterion="need", **when),
        comment("q1", "nadia", "Who waters them?", kind="question", **when),
        comment("r1", "omar", "The rain does.", reply_to="q1", **when),
    ]


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def chair():
    return desk("chair", "chair", *people(), *said())


def made(store, home, tmp_path, what, format="pdf", **more):
    out = tmp_path / f"out.{format}"
    given = {"round": None if "proposal" in more or "document" in more else "first"} | more
    done = exporting.write(store, home, Wanted(what, format, **given), out, clock=clock)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(("out", "."))] == [
        out.name
    ]
    return done


def words(path):
    """Return all that a file says, and all it says of itself."""
    match path.suffix:
        case ".pdf":
            pdf = PdfReader(path, strict=True)
            text = "\n".join(each.extract_text() for each in pdf.pages)
            return f"{text}\n{dict(pdf.metadata or {})}"
        case ".docx" | ".xlsx":
            with zipfile.ZipFile(path) as held:
                parts = [held.read(name).decode("utf-8", "replace") for name in held.namelist()]
            return "\n".join(re.sub(r"(?<=>)\s+(?=<)", "", each) for each in parts)
        case _:
            return path.read_text("utf-8-sig")


def headings(store, home, wanted):
    report = reporting.composed(store, home, wanted, clock).report
    return [each for each in report.blocks if isinstance(each, Heading)]


def plain(path):
    return " ".join(words(path).split())


# --- what is in them ------------------------------------------------------------------------------


def test_comments_by_criterion_have_the_proposals_under_each(chair, home):
    wanted = Wanted("comments", "pdf", "first", by="criterion")

    found = headings(chair, home, wanted)

    titles = [(each.level, each.title) for each in found]
    assert titles[:2] == [(1, "1. Who needs it"), (2, "T-1 About trees")]
    assert (1, "2. Whom it reaches") in titles
    assert (1, "Questions to the proposers") in titles


def test_comments_of_one_proposal_hold_no_other(chair, home, tmp_path):
    seed(chair, review("ann", "Rain is enough.", about="water"))

    text = plain(made(chair, home, tmp_path, "comments", "html", proposal="trees").path)

    assert "Many ask for shade" in text
    assert "Rain is enough" not in text


def test_comments_on_a_document_stand_under_its_sections(chair, home, tmp_path):
    about = {"kind": "document", "id": "report"}
    seed(
        chair,
        record("documents", "report", title="Report of the year", comments_by="2030-03-01T00:00:00Z"),
        record("comments", "d1", 1, "omar", ("chairs",), text="Too long.", about=about,
               kind="comment", written_at="2030-02-01T10:00:00Z"),
        record("comments", "d2", 1, "nadia", ("chairs",), text="Shorter is better.", about=about,
               kind="comment", reply_to="d1", written_at="2030-02-01T11:00:00Z"),
    )  # fmt: skip

    text = plain(made(chair, home, tmp_path, "comments", document="report").path)

    assert "Report of the year" in text
    assert text.index("Too long.") < text.index("Shorter is better.")
    assert "The document as a whole" in text
    assert "Have said nothing" in text


def test_a_table_of_comments_has_a_row_for_each_thing_said(chair, home, tmp_path):
    out = made(chair, home, tmp_path, "comments", "csv").path

    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))

    told = {(row["Who"], row["Kind"], row["Words"]) for row in rows}
    assert ("Omar Quince", "Comment", "Count the leaves.") in told
    assert ("Nadia Quince", "Review", "Nobody pays for the water.") in told
    assert ("Omar Quince", "Comment", "The rain does.") in told
    assert any(row["Score"] == "2" for row in rows)


def test_words_that_look_like_formulas_are_words_in_every_sheet(chair, home, tmp_path):
    seed(chair, comment("c9", "ann", "=HYPERLINK(1)"))

    sheet = load_workbook(made(chair, home, tmp_path, "comments", "xlsx").path).active
    found = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]

    assert [(each.data_type, each.value) for each in found] == [("s", "'=HYPERLINK(1)")]


def test_the_round_report_tells_who_has_not_answered_and_what_nobody_spoke_of(
    chair, home, tmp_path
):
    text = plain(made(chair, home, tmp_path, "round-report").path)

    missing = text.index("members who are asked have sent nothing.")
    lonely = text.index("Nobody said a word about")
    assert "Ann Quince" in text[missing:lonely]
    assert "W-1 About water" in text[lonely : lonely + 60]
    assert "Who waters them?" in text


def test_parts_stand_in_the_order_they_were_asked_for(chair, home):
    wanted = Wanted("round-report", "pdf", "first", parts=("questions", "answers"))

    found = headings(chair, home, wanted)

    assert [each.anchor for each in found if each.level == 1] == ["questions", "answers"]


def test_the_anchors_of_a_report_are_all_different(chair, home):
    deciding.decide(chair, "trees", outcome="supported", clock=clock)
    deciding.release(chair, "first", clock=clock)
    for what in ("round-report", "comments", "book", "decisions", "brief"):
        parts = reporting.PARTS.get(what, ())
        found = headings(chair, home, Wanted(what, "pdf", "first", parts=parts))

        anchors = [each.anchor for each in found if each.anchor]
        assert len(anchors) == len(set(anchors)), what


def test_a_letter_reads_as_it_goes_out_and_names_no_member(chair, home, tmp_path):
    letters.add_point(
        chair, "trees", "Say who pays.", comments=[f"{review_id('nadia')}/need"], questions=["q1"],
        clock=clock,
    )  # fmt: skip
    letters.write_texts(chair, "trees", opening="Dear {proposer},", closing="{chair}", clock=clock)

    for format in ("pdf", "docx", "html", "txt"):
        done = made(chair, home, tmp_path, "letter", format, proposal="trees")
        text = plain(done.path)
        done.path.unlink()

        for part in ("Dear Ann Root, Bo Leaf,", "Say who pays.", "Who waters them?"):
            assert part in re.sub(r"<[^>]+>", "", text), (format, part)
        assert "Nadia" not in text
        assert "nadia" not in text
        assert "do not pass on" not in text


def test_a_brief_is_for_the_chairs_alone(chair, home, tmp_path):
    text = plain(made(chair, home, tmp_path, "brief", proposal="trees").path)

    assert "Nobody pays for the water." in text
    with pytest.raises(Trouble, match="for_chairs"):
        made(desk("omar", "member"), home, tmp_path, "brief", proposal="trees")


def test_the_book_holds_every_text_and_my_marks_only_on_request(home, tmp_path):
    member = desk("omar", "member")
    reviewing.review(member, "trees", Edit(texts={"need": "I think so."}), clock=clock)
    paper = papers.about(member, "proposal/trees")
    annotating.note(member, home, paper, "quietly doubtful", clock=clock)

    without = plain(made(member, home, tmp_path, "book").path)
    with_marks = plain(made(member, home, tmp_path, "book", parts=("proposals", "marks")).path)

    for text in (without, with_marks):
        assert "Apples fall far from the tree." in text
        assert "Rain falls." in text
    assert "quietly doubtful" not in without
    assert "I think so." not in without
    assert "quietly doubtful" in with_marks
    assert "I think so." in with_marks
    assert "For its owner only" in with_marks


# --- what may not be in them ----------------------------------------------------------------------


def test_pending_decisions_are_in_a_file_only_where_a_chair_asks_for_them(chair, home, tmp_path):
    deciding.decide(chair, "trees", outcome="supported", reason="needed widely", clock=clock)
    deciding.release(chair, "first", clock=clock)
    deciding.decide(chair, "water", outcome="come_back", reason="still secret", clock=clock)

    usual = plain(made(chair, home, tmp_path, "decisions").path)
    whole = plain(made(chair, home, tmp_path, "round-report").path)
    asked = plain(made(chair, home, tmp_path, "decisions", parts=("outcomes", "pending")).path)

    assert "needed widely" in usual
    assert "still secret" not in usual
    assert "still secret" not in whole
    assert "still secret" in asked
    assert "For the chairs" in asked


@pytest.mark.parametrize("format", reporting.FORMATS["decisions"])
def test_a_member_never_exports_what_is_pending(home, tmp_path, format):
    # As it would be if her computer had come by it: who once chaired, or an old program.
    row = record("decisions", "decision-trees", 1, "chair", ("chairs",), proposal="trees",
                 round="first", outcome="supported", reason="still secret")  # fmt: skip
    member = desk("omar", "member", row)

    text = words(made(member, home, tmp_path, "decisions", format).path)

    assert "still secret" not in text
    with pytest.raises(Trouble, match="for_chairs"):
        made(member, home, tmp_path, "decisions", format, parts=("outcomes", "pending"))


@pytest.mark.parametrize("more", [{"proposal": "trees"}, {}], ids=["one", "round"])
def test_without_a_letter_chairs_export_a_suggested_one_that_is_kept_nowhere(
    chair, home, tmp_path, more
):
    said = suggesting.suggested(chair, home, "trees").points[0].text

    done = made(chair, home, tmp_path, "letter", "txt", **more)

    assert said.splitlines()[0] in plain(done.path)
    assert "No letter is written yet" in done.warnings[0]
    assert letters.letters(chair, "trees") == ()


def test_where_nothing_was_said_there_is_no_letter_to_export(chair, home, tmp_path):
    seed(chair, proposal("quiet"))

    with pytest.raises(Trouble, match="no_letter"):
        made(chair, home, tmp_path, "letter", "txt", proposal="quiet")


def test_a_member_exports_no_letter_that_was_not_sent(home, tmp_path):
    draft = record("letters", "letter-trees-v1", 1, "chair", ("chairs",), proposal="trees",
                   version=1, round="first", opening="Dear", closing="", points=[])  # fmt: skip
    member = desk("omar", "member", draft)

    with pytest.raises(Trouble, match="no_letter"):
        made(member, home, tmp_path, "letter", proposal="trees")


# --- without names --------------------------------------------------------------------------------

NAMELESS = [
    (what, format) for what in sorted(reporting.NAMED) for format in reporting.FORMATS[what]
]


@pytest.mark.parametrize("names", ["role", "none"])
@pytest.mark.parametrize(("what", "format"), NAMELESS)
def test_a_nameless_report_holds_no_name_no_account_and_no_id(
    chair, home, tmp_path, what, format, names
):
    text = words(made(chair, home, tmp_path, what, format, names=names).path)

    for secret in (
        "Quince",
        "Nadia",
        "Omar",
        "2030-01-17",
        "17 January",
        review_id("omar"),
        review_id("nadia"),
    ):
        assert secret not in text, secret
    for account in ("nadia", "omar", "cora"):
        assert account not in text, account
    assert ("civil society" in text) == (names == "role") or what != "comments"


@pytest.mark.parametrize("what", sorted(reporting.NAMED))
def test_who_wrote_changes_nothing_in_a_file_without_names(home, tmp_path, what):
    swapped = {"omar": "nadia", "nadia": "omar"}
    one = desk("chair", "chair", *people(), *said())
    other = desk("chair", "chair", *people())
    for each in said():
        about = dict(each.data or {})
        owner = swapped[each.owner]
        id = review_id(owner) if each.collection == "reviews" else each.id
        seed(other, record(each.collection, id, 1, owner, ("chairs",), **about))

    first = made(one, home, tmp_path, what, "html", names="none").path.read_bytes()
    second = made(other, home, tmp_path, what, "html", names="none").path.read_bytes()

    assert first == second


def test_few_of_a_role_and_names_in_words_are_warned_of(chair, home, tmp_path):
    seed(chair, comment("c5", "ann", "As Nadia Quince says, water is dear."))

    role = made(chair, home, tmp_path, "comments", names="role").warnings
    none = made(chair, home, tmp_path, "comments", names="none").warnings

    assert len(role) == 2
    assert "share role, group and region" in role[0]
    assert none == ("1 text names a member in its own words; those stay as they are.",)


# --- how they are written -------------------------------------------------------------------------


@pytest.mark.parametrize("what", sorted(reporting.FORMATS))
def test_equal_wishes_give_equal_files(chair, home, tmp_path, what):
    letters.write_texts(chair, "trees", opening="Dear {proposer},", clock=clock)
    seed(chair, record("meetings", "call", title="The call", starts="2030-01-23T14:00:00Z"),
         record("items", "open", meeting="call", title="Opening", key_points="Cold."))  # fmt: skip
    for format in reporting.FORMATS[what]:
        one, other = (
            reporting.made(chair, home, Wanted(what, format, "first"), clock=clock)[0]
            for _time in range(2)
        )

        assert one == other, format


def test_a_report_that_is_stopped_leaves_the_file_as_it_was(chair, home, tmp_path):
    out = tmp_path / "report.pdf"
    out.write_bytes(b"before")
    asked = []

    def stop():
        asked.append(1)
        return len(asked) > 5

    with pytest.raises(Stopped):
        exporting.write(chair, home, Wanted("round-report", "pdf", "first"), out, stop=stop)

    assert out.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["report.pdf"]


def test_letter_paper_is_as_wide_as_letter_paper(chair, home, tmp_path):
    page = PdfReader(made(chair, home, tmp_path, "comments", paper="Letter").path).pages[0]

    assert [float(each) for each in page.mediabox[2:]] == [612.0, 792.0]


def test_the_json_of_the_matrix_without_names_keeps_the_numbers(chair, home, tmp_path):
    found = json.loads(made(chair, home, tmp_path, "matrix", "json", names="none").path.read_text())

    row = next(each for each in found["tables"][0]["rows"] if each["code"] == "T-1")
    assert row["n"] == 1
    assert row["mean"] == 2.0
    assert not any(key.startswith("member/") for key in row)


def test_word_files_have_headings_and_heads_of_tables(chair, home, tmp_path):
    document = Document(str(made(chair, home, tmp_path, "round-report", "docx").path))

    styles = {each.style.name for each in document.paragraphs if each.style}
    assert {"Title", "Heading 1", "Heading 2"} <= styles
    assert document.tables
