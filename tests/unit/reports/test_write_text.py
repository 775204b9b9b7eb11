"""A report as plain text: every word of it, in an order that can be read aloud."""

import pytest

from app.reports.tree import Bullets, Item, Paragraph, Report, Run, Table
from app.reports.writing import write
from tests.unit.reports.trees import ARABIC, CHINESE, RUSSIAN, every_block


@pytest.fixture(scope="module")
def text() -> str:
    return write(every_block(), "txt").decode()


def of(*blocks) -> str:
    return write(Report("T", blocks), "txt").decode()


def test_headings_are_underlined_and_words_stand_as_they_were_written(text):
    assert "\nReport of the round\n===================\n" in text
    assert "\nScores  mean 3.1\n----------------\n" in text
    for words in (ARABIC, CHINESE, RUSSIAN, "<b>No & markup</b>"):
        assert words in text


def test_a_row_of_a_table_tells_each_value_with_the_head_of_its_column(text):
    assert (
        "\nP-1\n    Title: Norms, tested\n    Reviews: 5\n    Mean: 3.25\n    Agree: 50 %\n" in text
    )
    assert "A blank is no nought." in text


def test_who_said_something_stands_above_it_and_a_list_keeps_its_numbers(text):
    assert "Amina Example\nMember\n    The topic builds on" in text
    assert "    > norms will be tested\n        Description changed since\n" in text
    assert "3. Please say which incidents.\n   - Chosen by whom?\n" in text


def test_a_link_tells_its_address_unless_its_words_do():
    said = of(
        Paragraph((Run("the page", link="https://a.example/"), " ")),
        Paragraph(Run("https://b.example/", link="https://b.example/")),
        Paragraph(Run("there", link="#anchor")),
    )

    assert said.split("\n\n")[1:] == [
        "the page <https://a.example/> ",
        "https://b.example/",
        "there\n",
    ]


def test_what_is_empty_leaves_no_gap():
    said = of(Paragraph(""), Bullets((Item(""), "x")), Table((), ()), Paragraph("end"))

    assert said == "T\n=\n\n- \n- x\n\nend\n"


def test_the_same_report_gives_the_same_text(text):
    assert write(every_block(), "txt").decode() == text
