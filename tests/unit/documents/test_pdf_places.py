"""Marks on pages of PDFs: made from chosen words, found again, never at a wrong place."""

import pytest

from app.documents.anchoring import PlainSection, QuoteNotFound
from app.documents.pdf_pages import open_pdf
from app.documents.pdf_places import also_in, anchor_on, first_in_text, quoted, spot_of
from app.documents.pdf_pointing import Pointing
from app.domain.anchors import Anchor
from app.domain.spots import Spot
from tests import pdfs

LINES = ["Cables carry light under the sea.", "They lie deep, and sharks bite them."]
ARABIC = ["مرحبا بالعالم الجميل"]


@pytest.fixture
def pdf():
    with open_pdf(pdfs.written(LINES, ["On the second page stands this."])) as opened:
        yield opened


def test_chosen_words_are_anchored_with_a_box_a_line_and_their_neighbours(pdf):
    text = pdf.text(0)
    start, end = text.text.index("sea"), text.text.index("lie") + 3

    made = anchor_on(text, 1, start, end)

    spot = Spot.from_json(made.page)
    assert made.exact == "sea. They lie"
    assert (made.prefix[-6:], made.suffix[:6]) == ("er the", "deep, ")
    assert spot is not None
    assert (spot.page, len(spot.boxes)) == (1, 2)


def test_nothing_but_white_space_is_no_mark(pdf):
    text = pdf.text(0)
    at = text.text.index(" ")

    with pytest.raises(QuoteNotFound):
        anchor_on(text, 1, at, at + 1)


def test_a_mark_is_found_where_it_was_made(pdf):
    made = quoted(pdf, 2, "second page")

    assert spot_of(pdf, made) == Spot.from_json(made.page)


def test_in_another_version_a_mark_goes_with_its_words(pdf):
    made = quoted(pdf, 1, "sharks bite")
    with open_pdf(pdfs.written(["New first page."], ["New line.", *LINES])) as other:
        found = spot_of(other, made)

        assert found is not None
        assert found.page == 2
        assert found.boxes == tuple(next(other.find("sharks bite")).boxes)


def test_words_that_are_gone_or_there_twice_have_no_place(pdf):
    made = quoted(pdf, 1, "sharks bite")
    with open_pdf(pdfs.written(["Nothing of it."])) as none:
        gone = spot_of(none, made)
    with open_pdf(pdfs.written(["x", "sharks bite", "x", "sharks bite"])) as two:
        doubled = spot_of(two, made)

    assert (gone, doubled) == (None, None)


def test_a_mark_of_the_text_stands_on_the_page_that_has_its_words(pdf):
    found = spot_of(pdf, Anchor("under the sea", section="intro", start=13, end=26))

    assert found is not None
    assert found.page == 1


@pytest.mark.parametrize(
    "given",
    [None, [], {"number": 0, "boxes": []}, {"number": "1", "boxes": []}, {"number": 1},
     {"number": 1, "boxes": "x"}],
)  # fmt: skip
def test_what_is_no_place_on_a_page_is_none(given):
    assert Spot.from_json(given) is None


def test_boxes_that_are_no_boxes_are_left_out():
    nan = float("nan")
    given = {"number": 3, "boxes": [[1, 2, 3], [9, 8, 1, 2], [nan, 0, 1, 1], "abcd", None]}

    found = Spot.from_json(given)

    assert found == Spot(3, ((1.0, 2.0, 9.0, 8.0),))


def test_words_once_in_the_text_have_their_place_there_too(pdf):
    made = quoted(pdf, 1, "sharks bite")
    once = [PlainSection("s", "", "All sharks  bite, so they say.")]
    twice = [*once, PlainSection("t", "", "sharks bite")]

    assert (also_in(once, made).start, also_in(once, made).page) == (4, made.page)
    assert also_in(twice, made) == made
    assert also_in([], made) == made


def test_the_first_phrase_that_is_in_the_text_once_tells_the_place():
    text = [PlainSection("s", "", "a light a light"), PlainSection("t", "", "The Déep sea")]

    assert first_in_text(text, ["a light", "deep sea"]) == ("t", 4, 12)
    assert first_in_text(text, ["a light"]) == ("s", 0, 7)
    assert first_in_text(text, ["nowhere", ""]) is None


def centre(box):
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def test_pointing_at_each_letter_finds_it(pdf):
    words = Pointing(pdf.text(0))

    for at, box in enumerate(words.page.boxes):
        if words.page.text[at].isalpha():
            x, y = centre(box)
            assert words.at(x - 0.2, y) == at
            assert words.at(x + 0.2, y) == at + 1


def test_in_arabic_what_is_to_the_right_comes_first():
    with open_pdf(pdfs.written(ARABIC, face="NotoNaskhArabic-Regular")) as opened:
        words = Pointing(opened.text(0))
        at = next(n for n, each in enumerate(words.page.text) if each.isalpha())
        x, y = centre(words.page.boxes[at])

        assert words.is_backwards(at)
        assert words.at(x + 0.2, y) == at
        assert words.at(x - 0.2, y) == at + 1


def test_words_and_lines_are_found_around_a_place(pdf):
    words = Pointing(pdf.text(0))
    text = words.page.text
    at = text.index("carry") + 2

    start, end = words.word(at)
    row = words.row(at)

    assert text[start:end] == "carry"
    assert row is not None
    assert text[row.start : row.end].strip() == LINES[0]
    assert text[: words.next_word(at, 1)].endswith("carry")
    assert text[words.next_word(at, -1) :].startswith("carry")


def test_the_line_below_and_above_keep_the_column(pdf):
    words = Pointing(pdf.text(0))
    at = words.page.text.index("light")

    below = words.next_row(at, 1)

    assert abs(centre(words.page.boxes[below])[0] - centre(words.page.boxes[at])[0]) < 8
    assert abs(words.next_row(below, -1) - at) <= 1
    assert words.next_row(at, -1) == 0
    assert words.next_row(below, 1) == len(words.page.text)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_are_pointed_at_as_they_are_shown(degrees):
    with open_pdf(pdfs.turned(pdfs.written(LINES), degrees)) as opened:
        words = Pointing(opened.text(0))
        at = words.page.text.index("sharks")
        x, y = words.page.frame.shown_point(*centre(words.page.boxes[at]))

        assert words.at(*words.page.frame.user(x, y)) in {at, at + 1}


def test_a_page_without_words_has_nothing_to_point_at():
    with open_pdf(pdfs.page_of(b"0 0 9 9 re f")) as opened:
        words = Pointing(opened.text(0))

    assert (words.at(1, 1), words.row(0), words.word(0), words.is_on(1, 1)) == (
        0,
        None,
        (0, 0),
        False,
    )
    assert words.next_row(0, 1) == 0
