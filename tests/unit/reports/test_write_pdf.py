"""A report on paper: its words, its structure for those who hear it, its tables over pages."""

import gc
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.reports.progress import Stopped
from app.reports.tree import (
    Chart,
    Column,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    Prose,
    Report,
    Run,
    Series,
    Table,
)
from app.reports.writing import write
from tests.unit.reports import reading, structure
from tests.unit.reports.trees import ARABIC, MATRIX, NAMES, every_block

LONG = Table(
    (Column("Code", "code"), Column("Title", width=1), Column("Mean", "number")),
    tuple((f"P-{number}", f"Title {number}", number / 10) for number in range(1, 121)),
    "All proposals",
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return write(every_block(), "pdf")


@pytest.fixture(scope="module")
def root(data) -> structure.Element:
    return structure.tree_of(data)


def made(*blocks, **more) -> bytes:
    return write(Report("Title", blocks, date="2026-01-31", **more), "pdf")


def left_of(data: bytes, word: str, page: int = 0) -> float:
    letters = reading.places(data, page)
    start = "".join(letter for letter, _, _ in letters).index(word)
    return letters[start][1]


def test_all_that_is_drawn_is_marked_as_content_or_artifact(data):
    assert structure.unmarked(data) == []


def test_every_mark_belongs_to_one_element(data, root):
    assert sorted(root.every_mark()) == sorted(structure.marks_on_pages(data))
    assert len(set(root.every_mark())) == len(root.every_mark())


def test_pages_lead_from_their_marks_to_the_elements(data):
    reader = PdfReader(BytesIO(data), strict=True)
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = {int(numbers[at]): numbers[at + 1].get_object() for at in range(0, len(numbers), 2)}

    for page in reader.pages:
        elements = parents[int(page["/StructParents"])]
        assert {each.get_object()["/S"] for each in elements} <= {
            "/P", "/H1", "/H2", "/H3", "/Lbl", "/LBody", "/TH", "/TD", "/Caption", "/Link", "/Figure"
        }  # fmt: skip
        for note in page.get("/Annots", []):
            held = note.get_object()
            assert parents[int(held["/StructParent"])]["/S"] == "/Link"


def test_the_document_says_that_it_is_tagged_and_its_language(data):
    catalogue = reading.root(data)

    assert catalogue["/MarkInfo"]["/Marked"] is not None
    assert catalogue["/Lang"] == "en"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"] is not None


def test_elements_stand_in_the_order_of_reading(root):
    tags = [each.tag for part in root.inner for each in part.inner]

    assert tags[:3] == ["P", "H1", "L"]
    assert len(root.all("H2")) == 3  # the contents and two chapters
    assert len(root.all("TOCI")) == 4
    assert len(root.all("BlockQuote")) == 1


def test_tables_have_rows_heads_and_captions(root):
    (table,) = root.all("Table")

    assert [each.tag for each in table.inner] == ["Caption", "THead", "TBody"]
    assert [each.scope for each in table.all("THead")[0].all("TH")] == ["/Column"] * 6
    assert [each.scope for each in table.all("TBody")[0].all("TH")] == ["/Row"] * 5
    assert len(table.all("TR")) == 6


def test_charts_say_in_words_what_they_show(root):
    said = [each.alternative for each in root.all("Figure")]

    assert said[0].startswith("Mean scores. P-1 Norms, tested: 3.25; P-2 Gender: 4; ")
    assert "P-1: Support 3, Object 1" in said[1]
    assert "1: 0; 2: 2; 3: 5; 4: 9; 5: 3" in said[2]


def test_links_lead_to_headings_and_outside(data, root):
    targets = reading.link_targets(data, 1)

    assert targets == [4, "https://example.org/a?b=1&c=2"]
    assert sum(each.links for each in root.all("Link")) == 6


def test_a_link_to_nowhere_is_words():
    data = made(
        Paragraph(Run("see there", link="#nothing")), Paragraph(Run("x", link="file:///etc"))
    )

    assert reading.link_targets(data) == []
    assert "see there" in reading.whole(data)


def test_the_contents_name_pages_and_the_outline_the_headings(data):
    first = " ".join(reading.texts(data)[0].split())

    assert "P-1 Norms, tested 5 reviews Comments Scores P-2 Guidelines to the proposers" in first
    # The numbers are drawn when the pages are known; the structure has them beside their titles.
    assert "2 2 3 4" in first
    assert reading.link_targets(data) == [2, 2, 3, 4]
    assert [(mark.title, mark.level, mark.page) for mark in reading.outline(data)] == [
        ("Report of the round", 0, 1),
        ("Contents", 0, 1),
        ("P-1 Norms, tested", 0, 2),
        ("Comments", 1, 2),
        ("Scores", 1, 3),
        ("P-2 Guidelines to the proposers", 0, 4),
    ]


def test_a_table_over_pages_repeats_its_head_for_the_eye_alone():
    data = made(LONG)
    pages = reading.texts(data)

    assert len(pages) > 2
    assert all("Code" in page and "Mean" in page for page in pages)
    (table,) = structure.tree_of(data).all("Table")
    assert len(table.all("THead")[0].all("TH")) == 3
    assert len(table.all("TBody")[0].all("TR")) == 120
    text = reading.whole(data)
    assert [f"P-{n}" in text for n in range(1, 121)] == [True] * 120


@pytest.mark.parametrize("count", range(32, 46))
def test_the_note_of_a_table_stands_below_a_row_of_it(count):
    rows = tuple((f"Row {number}",) for number in range(count))

    pages = reading.texts(made(Table((Column("Name"),), rows, note="Said below")))

    (noted,) = [page for page in pages if "Said below" in page]
    assert f"Row {count - 1}" in noted


def test_a_note_below_a_row_as_high_as_a_page_goes_on_the_next():
    rows = ((" ".join(["word"] * 2000),),)
    note = " ".join(["noted"] * 900)

    said = reading.whole(made(Table((Column("Name", width=1),), rows, note=note)))

    assert said.count("noted") == 900


def test_a_row_higher_than_a_page_goes_on():
    words = " ".join(f"word{number}" for number in range(3000))
    table = Table((Column("Code", "code"), Column("Text", width=1)), (("A", words), ("B", "end")))

    text = reading.whole(made(table, landscape=True))

    # A cell holds so many lines; longer texts belong beside a table.
    assert "word0 " in text
    assert "…" in text
    assert "end" in text


def test_columns_go_from_the_right_in_a_right_to_left_report():
    plain, mirrored = made(LONG), made(LONG, right_to_left=True)

    assert left_of(plain, "Code") < left_of(plain, "Title1") < left_of(plain, "Mean")
    assert left_of(mirrored, "Mean") < left_of(mirrored, "Title1") < left_of(mirrored, "Code")


def test_a_table_wider_than_the_paper_goes_on_below_with_its_first_column():
    columns = (Column("Proposal", "code"), *(Column(f"Member{n}", "whole") for n in range(40)))
    rows = tuple((f"P-{n}", *range(100, 140)) for n in range(3))

    text = reading.whole(made(Table(columns, rows)))

    assert all(f"Member{n}" in text for n in range(40))
    assert text.count("P-0") == text.count("Proposal") > 1


def test_numbers_stand_under_each_other():
    data = made(MATRIX)
    right = {}
    for word in ("3.25", "2.50", "3.10"):
        letters = reading.places(data)
        start = "".join(letter for letter, _, _ in letters).index(word)
        right[word] = letters[start + 3][1]

    assert max(right.values()) - min(right.values()) < 1


@pytest.mark.parametrize(
    ("more", "size"),
    [
        ({}, (595, 842)),
        ({"paper": "Letter"}, (612, 792)),
        ({"landscape": True}, (842, 595)),
    ],
    ids=["A4", "Letter", "landscape"],
)
def test_the_paper_is_the_one_asked_for(more, size):
    page = PdfReader(BytesIO(made(LONG, **more)), strict=True).pages[0]

    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


def test_names_of_many_scripts_have_all_their_letters():
    data = made(*(Paragraph(name) for name in NAMES))
    text = reading.whole(data)

    for name in ("Nguyễn Thị Hồng", "João Conceição", "Wanjikũ Mwangi", "نادية مثال", "王小明"):
        assert name in text
    assert "\ufffd" not in text


def test_arabic_is_read_back_in_its_order():
    text = " ".join(reading.whole(made(Prose(ARABIC))).split())

    assert "ويرجى توضيح كيفية قياس النتائج" in text


def test_many_bars_go_on_over_pages():
    labels = tuple(f"P-{number}" for number in range(1, 101))
    chart = Chart("bars", labels, (Series("Mean", tuple(n / 20 for n in range(1, 101))),), "Means")

    data = made(chart)
    figures = structure.tree_of(data).all("Figure")

    assert len(figures) == 3
    assert "P-100" in figures[-1].alternative
    assert "P-100" in reading.whole(data)


def test_progress_is_told_and_stopping_is_heeded():
    report = every_block()
    told: list[tuple[int, int]] = []

    write(report, "pdf", progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (len(report.blocks), len(report.blocks))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    with pytest.raises(Stopped):
        write(report, "pdf", stop=lambda: True)


def test_stopping_is_heeded_while_pages_are_finished():
    report = every_block()
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > len(report.blocks) + 2

    with pytest.raises(Stopped):
        write(report, "pdf", stop=stop)

    assert len(asked) == len(report.blocks) + 3


def test_garbage_is_looked_for_again_after_a_report_and_after_a_stopped_one():
    def stop() -> bool:
        return not gc.isenabled()

    with pytest.raises(Stopped):
        write(every_block(), "pdf", stop=stop)
    after_stopping = gc.isenabled()
    write(every_block(), "pdf")

    assert after_stopping
    assert gc.isenabled()


def test_the_same_report_gives_the_same_bytes_and_another_day_others(data):
    assert write(every_block(), "pdf") == data
    assert write(replace(every_block(), date="2021-02-01"), "pdf") != data


def test_a_report_of_nothing_is_one_page():
    data = made(Contents(), PageBreak())

    assert len(reading.texts(data)) == 1


def test_headings_without_anchors_are_places_too():
    data = made(Contents(), Heading("One"), Paragraph("a"), Heading("Two"))

    assert [mark.title for mark in reading.outline(data)] == ["Title", "Contents", "One", "Two"]
    assert reading.link_targets(data) == [1, 1]


@pytest.mark.parametrize("rtl", [False, True])
def test_units_stand_under_units_whichever_way_the_table_goes(rtl):
    numbers = Table((Column("Name"), Column("Count", "whole")), (("x", 7), ("y", 1237)))

    page = reading.opened(write(Report("T", (numbers,), right_to_left=rtl), "pdf"))[
        0
    ].get_textpage()

    text = page.get_text_range()
    ends = [page.get_charbox(text.index(number) + len(number) - 1)[2] for number in ("x 7", "1237")]
    assert ends[0] == pytest.approx(ends[1], abs=0.1)
