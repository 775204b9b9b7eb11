import pytest

from app.domain.folding import fold, query


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Éducation", "education"),
        ("الشَّبكـة", "الشبكه"),
        ("إنترنت", "انترنت"),
        ("网络", " 网  络 "),
        ("Straße", "strasse"),
    ],
)
def test_words_are_folded_alike(written, folded):
    assert fold(written) == folded


def test_the_last_word_is_a_prefix():
    assert query("small isl") == '"small" AND "isl"*'


def test_han_characters_are_one_phrase():
    assert query("网络治理") == '"网 络 治 理"'


def test_a_letter_only_begun_is_left_out_behind_other_words():
    assert query("gender r") == '"gender"'


def test_a_letter_alone_must_be_a_word():
    assert query("v") == '"v"'


@pytest.mark.parametrize("words", ["", "   ", "!?", '"*"'])
def test_nothing_to_search_is_no_query(words):
    assert query(words) is None
