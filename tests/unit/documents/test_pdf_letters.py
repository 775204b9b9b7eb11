"""The words of a page as they are read: letters, ends of lines, hyphens, their order."""

from hypothesis import given
from hypothesis import strategies as st

from app.documents.pdf_finding import folded, joined, places, spread
from app.documents.pdf_letters import letters, quoted
from app.documents.pdf_order import right_to_left


def test_ligatures_become_letters_that_know_which_picture_they_are_of() -> None:
    found = letters("e\ufb03cient")

    assert found.text == "efficient"
    assert [*found.sources][:6] == [0, 1, 1, 1, 2, 3]


def test_shapes_of_arabic_letters_become_the_letters() -> None:
    assert letters("\ufefb \ufe8d\ufefc").text == "لا الا"


def test_ends_of_lines_are_one_sign_and_a_broken_word_keeps_its_hyphen() -> None:
    assert letters("one\r\ntwo\rco\ufffeoperate\x02d").text == "one\ntwo\nco\xad\noperate\xad\nd"


def test_halves_of_letters_join_and_lone_ones_show_that_something_is_missing() -> None:
    found = letters("a\ud83d\ude00\ud83d\x00b")

    assert found.text == "a😀\ufffdb"
    assert [*found.sources] == [0, 1, 3, 5]


@given(st.text(st.characters(codec=None), max_size=60))
def test_every_letter_knows_where_it_came_from_and_can_be_sent(given: str) -> None:
    found = letters(given)

    assert len(found.sources) == len(found.text)
    assert all(source < len(given) for source in found.sources)
    found.text.encode()


def test_a_quote_is_one_line_without_hyphens_that_lines_made() -> None:
    assert quoted("a co\xad\noperation of\nnetworks") == "a cooperation of networks"
    assert quoted("the Anglo\xad\nAmerican way") == "the Anglo-American way"
    assert quoted("社区\n网络 and\nwords") == "社区网络 and words"


def test_words_are_found_over_case_accents_hyphens_and_ends_of_lines() -> None:
    text = "Une Coopé\xad\nration\nmondiale: co-operation, COOPERATION."

    assert [text[a:b] for a, b in places(text, folded("cooperation"))] == [
        "Coopé\xad\nration", "co-operation", "COOPERATION",
    ]  # fmt: skip
    assert [text[a:b] for a, b in places(text, folded("Cooperation  mondiale"))] == [
        "Coopé\xad\nration\nmondiale"
    ]


def test_vowels_and_tones_of_scripts_without_spaces_are_no_accents() -> None:
    thai, khmer = "ทุกที่ที่ทำงานการประ\u200bชุม", "កិច្ចប្រជុំលើកទីដប់"

    assert list(places(thai, folded("ที่"))) == [(3, 6), (6, 9)]
    assert list(places(thai, folded("ทํา"))) == [(9, 11)]
    assert [thai[first:last] for first, last in places(thai, folded("ประชุม"))] == ["ประ\u200bชุม"]
    assert [khmer[first:last] for first, last in places(khmer, folded("ប្រជុំ"))] == ["ប្រជុំ"]
    assert list(places(khmer, folded("ប្រជា"))) == []


def test_arabic_and_han_words_are_found_in_every_form() -> None:
    assert [*places("الشّبكة الأولى", folded("شبكه"))] == [(2, 7)]
    assert [*places("互联网\n治理", folded("网治"))] == [(2, 5)]


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_what_stands_in_a_text_is_found(words: str, before: str, after: str) -> None:
    wanted = folded(words)
    text = f"{before} | {words} | {after}"

    found = [folded(text[start:end]) for start, end in places(text, wanted)] if wanted else [""]

    assert wanted in found


def test_boxes_of_one_line_are_one_box_and_lines_stay_apart() -> None:
    line = [(10.0 * n, 100.0, 10.0 * n + 9, 112.0) for n in range(3)]
    below = [(0.0, 84.0, 9.0, 96.0), (10.0, 84.0, 19.0, 96.0)]

    assert joined([*line, (29.0, 100.0, 29.0, 112.0), *below]) == [
        (0.0, 100.0, 29.0, 112.0), (0.0, 84.0, 19.0, 96.0),
    ]  # fmt: skip


def test_boxes_of_a_line_that_runs_up_the_page_are_one_box() -> None:
    assert joined([(50.0, 10.0 * n, 62.0, 10.0 * n + 9) for n in range(4)]) == [
        (50.0, 0.0, 62.0, 39.0)
    ]


def test_latin_runs_in_arabic_lines_are_read_as_they_stand() -> None:
    given = letters("رمزه +0660U هنا")
    stand = {4: 5, 5: 6, 6: 7, 7: 8, 8: 9, 9: 4}

    def boxes(start: int, end: int) -> list[tuple[float, float, float, float]]:
        return [(10.0 * stand[at - 1], 0, 10.0 * stand[at - 1] + 9, 12) for at in range(start, end)]

    assert right_to_left(given, boxes).text == "رمزه U+0660 هنا"


def test_no_space_stands_before_a_mark_over_an_arabic_letter() -> None:
    assert right_to_left(letters("است ُخدم"), lambda _start, _end: []).text == "استُخدم"


def test_letters_of_a_ligature_share_its_box_in_the_order_they_are_read() -> None:
    box, after = (10.0, 0.0, 40.0, 12.0), (40.0, 0.0, 46.0, 12.0)

    assert spread("ffi ", [box, box, box, after]) == [
        (10.0, 0.0, 20.0, 12.0), (20.0, 0.0, 30.0, 12.0), (30.0, 0.0, 40.0, 12.0), after,
    ]  # fmt: skip
    assert spread("لا", [box, box]) == [(25.0, 0.0, 40.0, 12.0), (10.0, 0.0, 25.0, 12.0)]
