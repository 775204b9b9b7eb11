"""Tables in a paper's blocks: found where they are meant, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.plain import blocks, plain
from app.documents.tables import MOST_LINES, MOST_ROWS, Table, cut, grouped

DRAWN = (
    "Costs:\n\n| What | **How much** |\n|:-----|---:|\n| Room | 20 |\n| Tea | *none* |\n\nAfter."
)

RAGGED = "| a | b |\n| - | - |\n| 1 | 2 | 3 |\n| **4** |  \n  | é́ | `|` |"


def tables(markdown):
    return [each for each in grouped(blocks(markdown)) if isinstance(each, Table)]


def words(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_a_drawn_table_is_read_as_rows_and_cells():
    [table] = tables(DRAWN)

    assert words(table) == [["What", "How much"], ["Room", "20"], ["Tea", "none"]]
    assert table.head
    assert table.rows[0][1].runs[0].bold


def test_rows_of_a_word_file_one_after_the_other_are_a_table():
    [table] = tables("Name | Place\n\nAna | Quito\n\nBoris | Riga\n\nA line | with a bar\n\nEnd")

    assert words(table)[:3] == [["Name", "Place"], ["Ana", "Quito"], ["Boris", "Riga"]]
    assert not table.head


def test_one_line_with_a_bar_is_a_line():
    assert tables("this | that\n\nanother line") == []


def test_rows_of_too_many_or_too_few_cells_belong_to_the_table_and_keep_their_words():
    [table] = tables("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |\n| `5 | 6` | 7 |\n| | 8 |")

    assert words(table) == [["a", "b"], ["1", "2 | 3"], ["4", ""], ["5 | 6", "7"], ["", "8"]]


def test_a_table_needs_no_bars_around_it_and_no_empty_lines():
    found = list(grouped(blocks("Costs are:\na | b\n--|:-:\n1 | 2\nNot more.")))

    assert [each.text for each in found] == ["Costs are:", "a | b --|:-: 1 | 2", "Not more."]
    assert words(found[1]) == [["a", "b"], ["1", "2"]]


def test_bars_that_do_not_fit_are_left_as_they_are_written():
    assert tables("| a | b | c |\n|---|---|\n| 1 | 2 |") == []
    assert tables("| nothing ruled |\n| a | b |") == []


@pytest.mark.parametrize(
    "markdown", [DRAWN, "Above\n" + RAGGED, RAGGED + "\nBelow", "x  \n" + RAGGED]
)
def test_cells_say_where_their_words_stand_in_the_plain_text(markdown):
    text = plain(markdown)
    begun = 0

    for each in grouped(blocks(markdown)):
        assert text[begun : begun + len(each.text)] == each.text
        if isinstance(each, Table):
            for row in each.rows:
                for cell in row:
                    start = begun + cell.start
                    assert text[start : start + len(cell.text)] == cell.text
        begun += len(each.text) + 1
    assert begun == len(text) + 1


def test_a_long_table_goes_on_in_another():
    found = tables("\n\n".join(f"{n} | row" for n in range(2 * MOST_ROWS)))

    assert [len(table.rows) for table in found] == [MOST_ROWS, MOST_ROWS]


def test_a_long_drawn_table_goes_on_in_another():
    found = tables("| n | square |\n|---|---|\n" + "\n".join(f"|{n}|{n * n}|" for n in range(100)))

    assert [table.head for table in found] == [True, False]
    assert sum(len(table.rows) for table in found) == 101


def test_of_an_endless_table_the_rest_is_left_as_it_is_written():
    found = list(grouped(blocks("|a|b|\n|-|-|\n" + "|1|2|\n" * 5000)))

    assert sum(len(each.rows) for each in found if isinstance(each, Table)) == MOST_LINES
    assert not isinstance(found[-1], Table)
    assert len(" ".join(each.text for each in found).split()) == 5002


@given(st.lists(st.sampled_from(["a | b", "| a |", "|---|", "x", "a | | b", "- i"]), max_size=12))
def test_no_word_is_lost_whatever_is_grouped(lines):
    markdown = "\n\n".join(lines)

    assert "\n".join(each.text for each in grouped(blocks(markdown))) == plain(markdown)


@given(st.lists(st.sampled_from(["a | b", "| a |", "|---|--", "x", "|a||b|", "`|`", ""])))
def test_lines_that_are_grouped_stand_where_they_stood(lines):
    text = plain("\n".join(lines))
    begun = 0

    for each in grouped(blocks("\n".join(lines))):
        assert text[begun : begun + len(each.text)] == each.text
        for row in each.rows if isinstance(each, Table) else ():
            for cell in row:
                start = begun + cell.start
                assert text[start : start + len(cell.text)] == cell.text
        begun += len(each.text) + 1
    assert begun == len(text) + bool(text)


@given(st.integers(0, 40), st.integers(0, 40))
def test_runs_are_cut_as_their_text_is(first, last):
    [block] = blocks("some **bold words** and `code` here")

    assert "".join(run.text for run in cut(block.runs, first, last)) == block.text[first:last]
