"""Paragraphs on pages, read back from the PDF as a reader's program does."""

import pytest

from app.reports.blocks import Row, Stack, prose
from app.reports.page import render
from app.reports.paragraph import Paragraph, Setting
from app.reports.shaping import Span, Type
from app.reports.sheet import MARGIN, Sheet
from app.reports.style import BODY, QUOTATION, QUOTE, TEXT
from tests.unit.reports import reading
from tests.unit.reports.papers import ARABIC, CHINESE, ENGLISH, FRENCH, RUSSIAN

WIDTH, HEIGHT = Sheet("", "", "").size
MEASURE = Sheet("", "", "").measure

SHEET = Sheet("A title", "Head", "Foot")


def page_of(*texts: str, base: int | None = None) -> bytes:
    return render([Paragraph([Span(text, TEXT)], BODY, base=base) for text in texts], SHEET)


def at(data: bytes, word: str) -> list[float]:
    """Return the left ends of the letters of `word`, which must be on the first page."""
    letters = reading.places(data)
    written = "".join(letter for letter, _, _ in letters)
    start = written.index(word)
    return [left for _, left, _ in letters[start : start + len(word)]]


def test_five_scripts_are_read_back_from_one_page():
    read = reading.whole(page_of(ENGLISH.split("\n")[0], FRENCH, RUSSIAN, CHINESE)).replace(
        "\n", ""
    )

    for text in (FRENCH, RUSSIAN, CHINESE):
        assert text.replace(" ", "") in read.replace(" ", "")


def test_arabic_words_are_read_back_with_their_letters_in_order():
    words = ["يجب", "منتدى", "حوكمة", "الإنترنت", "معًا", "كيفية", "مؤشر"]

    read = reading.whole(page_of(ARABIC))

    assert [word for word in words if word not in read] == []


def test_arabic_letters_stand_from_right_to_left():
    data = page_of("قال الأمين IGF نعم")

    first, last, latin = at(data, "قال"), at(data, "نعم"), at(data, "IGF")

    assert first == sorted(first, reverse=True)
    assert last == sorted(last, reverse=True)
    assert latin == sorted(latin)
    assert min(first) > max(latin) > min(latin) > max(last)


def test_an_arabic_paragraph_begins_at_the_right_margin():
    data = page_of("قال الأمين")

    right = max(left for _, left, bottom in reading.places(data) if bottom > HEIGHT / 2)

    assert right > WIDTH - MARGIN - 15


def test_the_direction_may_be_given():
    left_to_right = at(page_of("قال", base=0), "قال")
    right_to_left = at(page_of("قال", base=1), "قال")

    assert max(left_to_right) < WIDTH / 2 < min(right_to_left)


def test_letters_that_stand_for_two_texts_are_read_back_as_each():
    # No-break space and space, mu and micro: one shape, two characters.
    read = reading.whole(page_of("a\u00a0b c", "5 \u00b5m and \u03bcm"))

    assert "\u00b5m and \u03bcm" in read


def test_ligatures_are_read_back_as_their_letters():
    assert "office fluff affine" in reading.whole(page_of("office fluff affine"))


def test_unknown_characters_are_drawn_as_boxes_and_read_back():
    data = page_of("see 😀 and ሰላም here")
    blank = page_of("see     and      here")

    assert "😀" in reading.whole(data)
    assert "ሰላም" in reading.whole(data)
    assert reading.ink(data) != reading.ink(blank)


def test_links_lead_to_their_addresses_and_places():
    data = render(
        [Paragraph([Span("see "), Span("the site", TEXT, "https://example.org/a?b=1")], BODY)],
        SHEET,
    )

    assert reading.link_targets(data) == ["https://example.org/a?b=1"]


def test_a_paragraph_splits_over_pages_and_loses_nothing():
    words = [f"word{number}" for number in range(3000)]

    pages = reading.texts(page_of(" ".join(words)))

    assert len(pages) > 3
    assert [word for word in words if word not in " ".join(pages).split()] == []


def test_no_single_line_is_left_behind():
    paragraph = Paragraph([Span("word " * 60)], Setting(15))
    _, height = paragraph.wrap(200, 1000)
    count = round(height / 15)

    for room in range(count):
        parts = paragraph.split(200, room * 15 + 7)
        assert [len(part.lines) for part in parts] not in ([1, count - 1], [count - 1, 1])
        assert sum(len(part.lines) for part in parts) in (0, count)


def test_a_paragraph_cut_to_lines_ends_in_an_ellipsis():
    data = render([Paragraph([Span("word " * 300)], Setting(15, most_lines=2))], SHEET)

    written = reading.texts(data)[0]

    assert written.count("word") < 60
    assert "…" in written


def test_a_cut_paragraph_keeps_its_styles_and_links():
    spans = [Span("code ", Type(weight=600)), Span("word " * 300, TEXT, "https://example.org/")]
    paragraph = Paragraph(spans, Setting(15, most_lines=1))

    paragraph.wrap(200, HEIGHT)

    (line,) = paragraph.lines
    assert next(piece.span.type.weight for piece in line.pieces) == 600
    assert [piece.span.link for piece in line.pieces][-1] == "https://example.org/"
    assert line.pieces[-1].shaped.text.endswith("…")


def test_rows_run_on_with_the_name_repeated():
    side, again = Paragraph([Span("Name")]), Paragraph([Span("Name, continued")])
    row = Row([side], prose("word " * 2500, TEXT, BODY), continued=[again])

    pages = reading.texts(render([row], SHEET))

    assert "Name" in pages[0]
    assert "continued" not in pages[0]
    assert all("Name, continued" in page for page in pages[1:])


def test_a_stack_is_as_high_as_its_parts_with_the_larger_space_between():
    stack = Stack(prose("a\n\nb\n\nc", TEXT, Setting(15, after=5)))

    _, height = stack.wrap(MEASURE, HEIGHT)

    assert height == pytest.approx(3 * 15 + 2 * 5)


def test_quotes_have_a_bar_on_the_side_where_they_begin():
    left = reading.ink(render(prose("word", QUOTE, QUOTATION), SHEET))
    bare = reading.ink(render(prose("word", QUOTE, Setting(14, indent=11)), SHEET))

    assert left != bare


def test_bold_chinese_is_drawn_heavier_although_there_is_no_bold_face():
    bold = render([Paragraph([Span("中文", Type(weight=600))])], SHEET)
    plain = render([Paragraph([Span("中文")])], SHEET)

    dark = [sum(255 - value for value in reading.ink(data)) for data in (bold, plain)]

    assert dark[0] > dark[1] * 1.02
