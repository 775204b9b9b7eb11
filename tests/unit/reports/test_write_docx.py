"""A report as a Word file, opened by python-docx and by mammoth."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import mammoth
import pytest
from docx import Document
from docx.oxml.ns import qn

from app.reports.tree import Column, Paragraph, Report, Table
from app.reports.writing import write
from tests.unit.reports.trees import ARABIC, NAMES, every_block


@pytest.fixture(scope="module")
def data() -> bytes:
    return write(every_block(), "docx")


@pytest.fixture(scope="module")
def document(data):
    return Document(BytesIO(data))


def paragraph(document, words: str):
    return next(each for each in document.paragraphs if words in each.text)


def test_headings_are_headings(document):
    found = [
        (each.style.name, each.text)
        for each in document.paragraphs
        if each.style.name.startswith(("Heading", "Title"))
    ]

    assert found == [
        ("Title", "Report of the round"),
        ("Heading 1", "P-1  Norms, tested"),
        ("Heading 2", "Comments"),
        ("Heading 2", "Scores   mean 3.1"),
        ("Heading 1", "P-2  Guidelines to the proposers"),
    ]


def test_the_head_of_a_table_is_repeated_and_rows_stay_whole(document):
    (table,) = document.tables

    first, *others = table.rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(each._tr.trPr.find(qn("w:tblHeader")) is None for each in others)
    assert all(each._tr.trPr.find(qn("w:cantSplit")) is not None for each in table.rows)
    assert [each.text for each in first.cells] == ["Proposal", "Title", "Reviews", "Mean", "Agree", "Last"]  # fmt: skip
    assert [each.text for each in table.rows[1].cells] == ["P-1", "Norms, tested", "5", "3.25", "50 %", "28 January 2021"]  # fmt: skip
    assert [each.text for each in table.rows[3].cells][2:5] == ["0", "–", "–"]


def test_arabic_paragraphs_say_their_direction_and_language(document):
    arabic = paragraph(document, ARABIC[:20])
    latin = paragraph(document, "The topic builds on")

    assert arabic._p.pPr.find(qn("w:bidi")) is not None
    assert latin._p.pPr.find(qn("w:bidi")) is None
    marked = [run for run in arabic.runs if run._r.rPr.find(qn("w:rtl")) is not None]
    assert "".join(run.text for run in marked).startswith("قال الأمين العام")
    assert marked[0]._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar"


def test_a_right_to_left_report_has_its_columns_and_pages_so():
    document = Document(BytesIO(write(every_block(right_to_left=True, language="ar"), "docx")))
    (table,) = document.tables

    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert paragraph(document, "Exported")._p.pPr.find(qn("w:bidi")) is not None


def test_charts_are_pictures_with_their_words(document):
    said = [each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))]

    assert len(said) == 3
    assert len({each.get("id") for each in document.element.body.iter(qn("wp:docPr"))}) == 3
    assert said[0].startswith("Mean scores. P-1 Norms, tested: 3.25")
    pictures = [
        each for each in document.part.package.iter_parts() if each.partname.endswith("png")
    ]
    assert all(each.blob.startswith(b"\x89PNG") for each in pictures)


def test_links_lead_to_bookmarks_and_outside(document):
    links = list(document.element.body.iter(qn("w:hyperlink")))
    marks = {each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))}
    inner = {each.get(qn("w:anchor")) for each in links} - {None}
    outer = {each.get(qn("r:id")) for each in links} - {None}

    assert inner <= marks
    assert {document.part.rels[each].target_ref for each in outer} == {
        "https://example.org/a?b=1&c=2"
    }


def test_numbers_of_a_list_begin_where_they_should(document):
    item = paragraph(document, "Please say which incidents.")
    number = item._p.pPr.numPr.numId.val

    made = next(
        each for each in document.part.numbering_part.element.num_lst if each.numId == number
    )

    assert item.style.name == "List Number"
    assert made.lvlOverride_lst[0].startOverride.val == 3


def test_pages_are_numbered_and_the_contents_can_be_renewed(document):
    fields = [each.text for each in document.element.body.iter(qn("w:instrText"))]
    foot = [each.text for each in document.sections[0].footer._element.iter(qn("w:instrText"))]

    assert [each.strip() for each in fields] == ['TOC \\o "1-2" \\h \\z \\u']
    assert [each.strip() for each in foot] == ["PAGE", "NUMPAGES"]
    assert (
        document.sections[0].footer.paragraphs[0].text == "For the chairs. Please do not pass on."
    )


def test_a_second_reader_finds_all_words(data):
    html = mammoth.convert_to_html(BytesIO(data)).value

    assert "<h1>" in html
    assert "<table>" in html
    for words in (*NAMES, "&lt;b&gt;No &amp; markup&lt;/b&gt;", "A blank is no nought."):
        assert words in html


def test_the_file_says_what_it_is_and_nothing_of_the_clock(data, document):
    assert document.core_properties.title == "Report of the round: IGF 2021"
    assert document.core_properties.modified.isoformat().startswith("2021-01-31")
    assert document.core_properties.language == "en"
    assert {each.date_time for each in ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert write(every_block(), "docx") == data
    assert write(replace(every_block(), date="2021-02-01"), "docx") != data


def tables_of(columns, rows, *, fixed=1, landscape=False, language="en"):
    block = Table(columns, rows, caption="Scores", fixed=fixed)
    made = Report("R", (block,), landscape=landscape, language=language,
                  right_to_left=language == "ar")  # fmt: skip
    return Document(BytesIO(write(made, "docx"))).tables


def widths(table):
    return [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid]


def test_a_column_of_a_word_table_is_as_wide_as_its_longest_word():
    columns = (Column("Code", "code"), Column("Proposal", width=1), Column("Words", width=3))
    long = "A proposal with a long title that goes on lines. " * 9
    (table,) = tables_of(columns, (("BPF-1", long, long),))

    first, second, third = widths(table)
    assert first > 5 * 100 + 200
    assert second < third
    assert [each._tc.tcPr.tcW.w for each in table.rows[0].cells] == widths(table)


def test_a_word_table_wider_than_its_page_goes_on_below_its_first_columns_again():
    people = [f"Member, technical community, group {n}" for n in range(30)]
    columns = (Column("Code", "code"), *(Column(each, "number") for each in people))
    rows = (("BPF-1", *(4.25 for _ in people)),)

    parts = tables_of(columns, rows, landscape=True)

    heads = [[cell.text for cell in each.rows[0].cells] for each in parts]
    assert len(parts) > 1
    assert {each[0] for each in heads} == {"Code"}
    assert [name for each in heads for name in each[1:]] == people
    assert all(min(widths(each)) > len("community") * 90 for each in parts)


def test_letters_of_arabic_headings_are_as_large_as_latin_ones(document):
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption"):
        look = document.styles[name].element.rPr
        assert look.find(qn("w:szCs")).get(qn("w:val")) == look.find(qn("w:sz")).get(qn("w:val"))


def test_latin_words_of_a_chinese_report_are_not_taken_for_chinese():
    made = Report("Best Practice Forum", (Paragraph("关于网络安全 of everybody"),), language="zh")

    document = Document(BytesIO(write(made, "docx")))

    lang = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    assert lang.get(qn("w:eastAsia")) == "zh"
    assert not lang.get(qn("w:val")).startswith("zh")
    assert document.core_properties.language == "zh"
