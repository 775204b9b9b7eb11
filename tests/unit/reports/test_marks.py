"""My marks as Markdown, CSV and W3C annotations: nothing is lost, nothing is obeyed."""

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.plain import blocks, escape, plain
from app.reports.marks import MarksReport, MarkValue
from app.reports.marks_annotations import annotations
from app.reports.marks_csv import COLUMNS, guarded, table
from app.reports.marks_markdown import markdown
from tests.annotation_rules import conform

AT = "2030-02-01T12:00:00Z"
UUID = "7b1c2a52-7d1c-4c1b-9f30-0d4c3f5b1a11"
MARK = MarkValue(
    UUID, "note", ("proposal", "trees"), "About trees",
    text="Doubtful", quote="Apples and pears", prefix="Some ", suffix=" grow.",
    section="s1", heading="Fruit", start=5, end=21, version=1, colour="concern",
    sending="draft", standing="kept", created_at=AT, modified_at=AT,
)  # fmt: skip
HARD = [
    "a\u00a0b", "क्\u200dष", "\u202eabc\u202c", "\u2067עברית\u2069 (x)", "👩‍👩‍👧‍👦 🇨🇭", "e\u0301",
    "line\nline", "para\n\npara", "a\u2028b\u2029c", "  indented", "trailing  ", "\ttab",
    "# no heading", "1. no list", "- no item", "> no quote", "*no* _stress_ `no code`",
    "[no](http://link)", "<b>no tag</b>", "&amp; &#65;", "\\*", "| a | b |", "```", "    four",
    "=====", "~~~", "http://x.example", "a * b * c", "snake_case_word", "=1+1", "+1", "-1", "@SUM(A1)",
    "'quoted'", '"; DROP', "＝1＋1", " =1", "\u200e=cmd|' /C calc'!A0", "%0A",
]  # fmt: skip
words = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n*_#>`[]<&\\ ="))


def unguarded(cell: str) -> str:
    """What was written, as whoever reads the table takes the guard away."""
    return cell.removeprefix("'")


def report(*marks):
    return MarksReport("orchard2030", "Orchard 2030", "omar", "Omar Plum", AT, marks)


def read_csv(text):
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    return [dict(zip(COLUMNS, map(unguarded, row), strict=True)) for row in rows[1:]]


# --- Markdown ---------------------------------------------------------------------------------


def test_markdown_stands_by_paper_and_section_with_the_words_quoted():
    other = replace(
        MARK, id="2", about=("document", "report"), paper="Report", heading="", quote=""
    )

    made = markdown(report(MARK, other), escape)

    shown = [(each.kind, each.level, each.text) for each in blocks(made)]
    assert ("heading", 2, "About trees") in shown
    assert ("heading", 3, "Fruit") in shown
    assert ("quote", 1, "Apples and pears") in shown
    assert ("heading", 2, "Report") in shown
    assert [text for kind, _, text in shown if kind == "paragraph"][1:] == [
        "Note · Concern · only you · 1 February 2030", "Doubtful",
        "Note · Concern · only you · 1 February 2030", "Doubtful",
    ]  # fmt: skip


def test_markdown_says_the_page_who_reads_it_and_what_became_of_the_words():
    mark = replace(
        MARK, kind="question", page=3, readers=("chairs", "quinn"), criterion="need",
        criterion_title="Who needs it", standing="changed", now="Pears",
    )  # fmt: skip

    said = plain(markdown(report(mark), escape))

    assert "Page 3" in said
    assert "for “Who needs it”" in said
    assert "the chairs, quinn" in said
    assert "Words changed" in said
    assert "Pears" in said.split("In the newest version:")[1]


@pytest.mark.parametrize("text", HARD)
def test_markdown_is_read_as_exactly_what_was_written(text):
    kept = "\n".join(line for line in text.split("\n") if line.strip(" \t"))

    shown = blocks(markdown(report(replace(MARK, text=text, quote=text)), escape))

    quoted = "\n".join(each.text for each in shown if each.kind == "quote")
    said = "\n".join(each.text for each in shown[-text.count("\n\n") - 1 :])
    assert quoted == plain_like(kept)
    assert said == plain_like(kept)


@given(words)
def test_no_words_make_markup_of_markdown(text):
    shown = blocks(markdown(report(replace(MARK, text=text, quote="")), escape))

    kinds = [each.kind for each in shown]
    assert kinds[:4] == ["heading", "paragraph", "heading", "heading"]
    assert set(kinds[4:]) == {"paragraph"}
    assert not any(run.bold or run.italic or run.code or run.href
                   for each in shown[5:] for run in each.runs)  # fmt: skip


def plain_like(text):
    """Return text as any Markdown of ours is kept: in NFC."""
    import unicodedata

    return unicodedata.normalize("NFC", text)


# --- CSV ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HARD)
def test_a_table_gives_back_every_letter(text):
    [row] = read_csv(table(report(replace(MARK, text=text, quote=text, paper=text))))

    assert (row["text"], row["quote"], row["title"]) == (text, text, text)


@given(words)
def test_a_guarded_cell_is_never_a_formula_and_comes_back(text):
    cell = guarded(text)

    assert cell.lstrip()[:1] not in set("=+-@|%＝＋－＠")
    assert cell[:1] not in {"\t", "\r", "\n"}
    assert unguarded(cell) == text


def test_a_table_names_all_there_is():
    mark = replace(MARK, kind="comment", readers=("members",), page=2, reply_to="c1")

    [row] = read_csv(table(report(mark)))

    assert row == {
        "id": UUID, "kind": "comment", "paper": "proposal/trees", "title": "About trees",
        "version": "1", "section": "s1", "heading": "Fruit", "page": "2",
        "quote": "Apples and pears", "text": "Doubtful", "colour": "concern", "criterion": "",
        "audience": "members", "state": "draft", "words": "kept", "words_now": "",
        "reply_to": "c1", "created": AT, "modified": AT,
    }  # fmt: skip


# --- W3C annotations ------------------------------------------------------------------------------


def test_every_kind_of_mark_is_an_annotation_as_the_recommendation_has_it():
    marks = [
        replace(MARK, id="1", kind="highlight", text=""),
        MARK,
        replace(MARK, id="2", kind="comment", readers=("chairs", "quinn")),
        replace(MARK, id="3", kind="question", criterion="need", quote="", start=None, end=None),
        replace(MARK, id="4", kind="evidence", text="", about=("document", "ünsafe id/#?")),
        replace(MARK, id="5", page=7, reply_to=UUID),
        MarkValue("6", "comment", ("item", "call-6"), "Budget", text="whole"),
    ]

    made = json.loads(annotations(report(*marks)))

    conform(made)
    assert [each["motivation"] for each in made["items"]] == [
        "highlighting", "commenting", "commenting", "questioning", "assessing", "replying",
        "commenting",
    ]  # fmt: skip
    assert (
        "body" not in json.loads(annotations(report(replace(MARK, text="", colour=""))))["items"][0]
    )


def test_a_mark_is_found_by_quote_position_and_page():
    [text, page] = json.loads(annotations(report(MARK, replace(MARK, id="p", page=7))))["items"]

    assert text["target"]["selector"] == [
        {"type": "TextQuoteSelector", "exact": "Apples and pears", "prefix": "Some ",
         "suffix": " grow."},
        {"type": "TextPositionSelector", "start": 5, "end": 21},
    ]  # fmt: skip
    assert text["target"]["source"].endswith(":proposal:trees:v1:s1")
    fragment = page["target"]["selector"][1]
    assert (fragment["type"], fragment["value"]) == ("FragmentSelector", "page=7")
    assert fragment["refinedBy"]["exact"] == "Apples and pears"


def test_an_annotation_tells_who_when_why_and_for_whom():
    mark = replace(MARK, kind="question", readers=("chairs",), modified_at="2030-02-02T08:00:00Z",
                   criterion="need")  # fmt: skip

    [made] = json.loads(annotations(report(mark)))["items"]

    assert made["id"] == f"urn:uuid:{UUID}"
    assert made["creator"]["name"] == "Omar Plum"
    assert (made["created"], made["modified"]) == (AT, "2030-02-02T08:00:00Z")
    assert [(each["purpose"], each["value"]) for each in made["body"]] == [
        ("questioning", "Doubtful"), ("tagging", "concern"), ("classifying", "need"),
    ]  # fmt: skip
    assert [each["schema:audienceType"] for each in made["audience"]] == ["chairs"]


@pytest.mark.parametrize("text", HARD)
def test_annotations_give_back_every_letter(text):
    [made] = json.loads(annotations(report(replace(MARK, text=text, quote=text, paper=text))))[
        "items"
    ]

    assert made["target"]["selector"][0]["exact"] == text
    assert made["body"][0]["value"] == text


def test_the_same_values_give_the_same_bytes():
    for write in (annotations, table, lambda made: markdown(made, escape)):
        assert write(report(MARK)) == write(report(MARK))
