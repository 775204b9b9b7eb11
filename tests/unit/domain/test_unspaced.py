"""Thai, Lao, Khmer and Burmese are found by pairs of letters, vowels and tones among them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.asking import Word, words_of
from app.domain.folding import fold, tokens
from app.domain.snippets import Sought, marks_in, snippet
from app.domain.unspaced import alike, indexed, is_pair, is_unspaced, pairs, parts

LETTERS = "กขคงทนมรสอะาิีุูเแโใไ่้ำ็์ກຂງນມຳົ່ໜកខគងនមរសា្ុំះကခဂငနမရသာ့်ျြွှိုေဦ"


def wanted(query):
    return Sought.of([(each.run or each.text, each.unfinished) for each in words_of(query)])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("การประชุมใหญ่ครั้งที่สิบ", "ประชุม"),
        ("ການປະຊຸມໃຫຍ່ຄັ້ງທີສິບ", "ປະຊຸມ"),
        ("កិច្ចប្រជុំលើកទីដប់", "ប្រជុំ"),
        ("ဆယ်ကြိမ်မြောက်အစည်းအဝေး", "အစည်းအဝေး"),
        ("การ\u200bประ\u200bชุม\u200bใหญ่", "ประชุม"),
        ("ทำงาน", "ทํางาน"),
        ("ทํางาน", "ทำ"),
        ("GDPRของไทย", "ของ"),
    ],
)
def test_a_word_within_a_run_is_asked_for_and_marked_as_it_is_written(text, word):
    [asked] = words_of(word)

    assert f" {asked.text} " in f" {indexed(text)} "
    [(first, last)] = marks_in(text, wanted(word))
    seen = unicodedata.normalize("NFKD", text[first:last].replace("\u200b", ""))
    assert seen == unicodedata.normalize("NFKD", word)


def test_vowels_and_tones_tell_words_apart():
    assert words_of("ที่") != words_of("ทุ")
    assert f" {words_of('ที่')[0].text} " not in f" {indexed('ททททุ')} "
    assert marks_in("ทุที่ทุ", wanted("ที่")) == [(2, 5)]


def test_other_scripts_beside_a_run_are_folded_as_ever():
    text = "Égalité في ٢٠٢٦ ของ 网络 GDPR"

    assert tokens(indexed(text)) == tokens(fold(text.replace("ของ", "")))
    assert [word.run or word.text for word in words_of("GDPRของไทย 网络")] == [
        "gdpr",
        "ของไทย",
        "网 络",
    ]


def test_a_letter_alone_behind_other_words_is_one_that_was_only_begun():
    assert words_of("ประชุม ก") == words_of("ประชุม")
    assert words_of("ก") == [Word(pairs("ก"), han=True, run="ก")]


def test_in_a_list_words_are_parts_of_what_is_said():
    assert alike("ประชุม") in alike("การประ\u200bชุม Égal")
    assert alike("ทุ") not in alike("ที่ประชุม")
    assert alike("ที่ É 网") == "ที่" + fold(" É 网")


def test_a_snippet_shows_the_run_with_the_word_in_it():
    body = "เรื่องอื่น " * 60 + "การประชุมใหญ่" + " เรื่องอื่น" * 60

    shown, [(first, last)] = snippet(body, wanted("ประชุม"))

    assert shown[first:last] == "ประชุม"


@given(st.text(LETTERS, min_size=2, max_size=40), st.data())
def test_any_two_letters_and_more_of_a_run_are_found_and_marked(text, data):
    plain = "".join(part for is_run, part in parts(text) if is_run)
    first = data.draw(st.integers(0, len(plain) - 2))
    last = data.draw(st.integers(first + 2, len(plain)))

    word = plain[first:last]

    assert f" {pairs(word)} " in f" {indexed(text)} "
    assert all(is_pair(each) for each in indexed(text).split())
    if unicodedata.normalize("NFKD", text) == text:
        assert marks_in(text, wanted(word))


@given(st.text())
def test_what_has_no_such_letters_is_indexed_as_it_is_folded(text):
    if not any(map(is_unspaced, unicodedata.normalize("NFKD", text))):
        assert indexed(text) == fold(text)
