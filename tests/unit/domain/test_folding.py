"""Words are folded alike in every script, and a query says what is sought."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.asking import MOST_WORDS, Word, words_of
from app.domain.folding import fold, stems, tokens, with_prefixes

TASHKEEL = st.sampled_from([chr(code) for code in range(0x064B, 0x0653)])


@given(st.text())
def test_folding_twice_is_folding_once(text):
    once = fold(text)

    assert fold(once).split() == once.split()


@given(st.text(st.characters(categories=["Lu", "Ll"]), min_size=1))
def test_case_is_folded(text):
    assert tokens(fold(text.casefold())) == tokens(fold(text))


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1), st.lists(TASHKEEL, max_size=9))
def test_tashkeel_and_tatweel_change_no_arabic_word(word, signs):
    written = "ـ".join(word[at : at + 2] for at in range(0, len(word), 2))
    marked = "".join(
        char + (signs[at % len(signs)] if signs and char != "ـ" else "")
        for at, char in enumerate(written)
    )

    assert fold(marked) == fold(word)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1))
def test_each_han_character_is_a_word_of_its_own(text):
    assert tokens(fold(text)) == list(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Égalité ŒUVRE Łódź Ærø", "egalite oeuvre lodz aero"),
        ("co\u00adoperation zero\u200bwidth", "cooperation zerowidth"),
        ("أإآٱ ى ئ ؤ ة ک ی", "اااا ي ي و ه ك ي"),
        ("١٢٣ ۴۵ ４２", "123 45 42"),
        ("Straße ﬁn ﻻ", "strasse fin لا"),
        ("Ёлки Їжак", "елки іжак"),
    ],
)
def test_letters_that_are_written_one_for_the_other_are_one(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("words", "sought"),
    [
        ("Égalité", [Word("egalite", unfinished=True)]),
        ("apple pie", [Word("apple"), Word("pie", unfinished=True)]),
        ("网络安全", [Word("网 络 安 全", han=True)]),
        ("网络 安全", [Word("网 络", han=True), Word("安 全", han=True)]),
        (
            "2025年 plan",
            [Word("2025"), Word("年", han=True), Word("plan", unfinished=True)],
        ),
        ("plan 年", [Word("plan"), Word("年", han=True)]),
        ("مدرسة", [Word("مدرسه", unfinished=True)]),
        ("gender r", [Word("gender")]),
        ("p", [Word("p")]),
        ("", []),
        ("?! _", []),
    ],
)
def test_words_become_what_is_sought(words, sought):
    assert words_of(words) == sought


def test_a_long_query_is_cut():
    assert len(words_of("word " * 500)) == MOST_WORDS


@pytest.mark.parametrize("prefix", ["ال", "وال", "بال", "لل", "فال", "كال", "ولل"])
def test_an_article_is_told_from_the_word_behind_it(prefix):
    assert stems(f"{prefix}امن") == (("امن",), ())
    assert f"{prefix}امن" in with_prefixes("امن")


@pytest.mark.parametrize(
    ("word", "left"),
    [("وامن", ((), ("امن",))), ("كتاب", ((), ("تاب",))), ("ولد", ((), ())), ("امن", ((), ()))],
)
def test_a_single_letter_may_belong_to_the_word(word, left):
    assert stems(word) == left
