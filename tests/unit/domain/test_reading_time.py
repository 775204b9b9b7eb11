"""Words by script, and how long they take."""

import pytest

from app.domain import reading_time


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Apples fall; pears don't.", {"words": 4}),
        ("", {}),
        ("## 1. Plan\n\n- one\n- two", {"words": 4}),
        ("网络治理", {"han": 4}),
        ("网络 governance 治理", {"han": 4, "words": 1}),
        ("ひらがな", {"kana": 4}),
        ("أشجار التفاح كثيرة", {"arabic": 3}),
        ("Свет и вода", {"cyrillic": 3}),
        ("שלום עולם", {"hebrew": 2}),
        ("학교 교육", {"words": 2}),
        ("see https://example.org/a/very/long/path?with=words here", {"words": 3}),
    ],
)
def test_words_are_counted_by_script(text, counts):
    assert reading_time.counted(text) == counts


def test_thai_has_no_spaces_and_is_counted_by_its_letters():
    assert set(reading_time.counted("การเข้าถึง")) == {"unspaced"}


def test_a_page_of_chinese_takes_about_as_long_as_a_page_of_english():
    english = reading_time.minutes({"words": 1000})
    chinese = reading_time.minutes({"han": 1600})

    assert english == 5.0
    assert 1 < chinese / english < 2


def test_a_faster_reader_takes_less_time():
    assert reading_time.minutes({"words": 1000}, 400) == 2.5


def test_scripts_read_one_after_another_add_up():
    both = reading_time.minutes({"words": 100, "han": 100})

    assert both == reading_time.minutes({"words": 100}) + reading_time.minutes({"han": 100})


def test_a_text_known_by_its_size_alone_is_estimated_by_its_language():
    assert reading_time.sized(6200, "en") == {"words": 1000}
    assert reading_time.sized(3000, "zh-Hans") == {"han": 1000}
    assert reading_time.sized(0, "ar") == {}
