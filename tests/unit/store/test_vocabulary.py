"""What an unfinished, misspelt or prefixed word may be, by the words the index holds."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from app.store import vocabulary


def holding(store, *words, **counts):
    vocabulary.add(store, Counter({**dict.fromkeys(words, 1), **counts}))
    return store


@given(st.text("abcxyz", min_size=3, max_size=8), st.text("abcxyz", min_size=2, max_size=9))
def test_one_slip_is_all_that_is_one_slip_away_and_nothing_else(word, other):
    assert (other in vocabulary.one_slip(word)) == (OSA.distance(word, other) == 1)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titti", "titi"), ("tti", "titi"), ("bdf", "bpf"), ("goverment", "government"),
        ("govrenmnt", "government"), ("интрнет", "интернет"), ("αθηνο", "αθηνα"),
    ],
)  # fmt: skip
def test_slips_lead_to_the_word(store, word, meant):
    holding(store, "titi", "bpf", "pdf", "government", "интернет", "αθηνα", "elsewhere")

    assert vocabulary.near(store, word)[0] == meant


@pytest.mark.parametrize("word", ["to", "p00013", "2021", "", "x" * 5000, "elsewhere", "оgoverns"])
def test_what_is_short_a_code_or_like_nothing_has_no_near_word(store, word):
    holding(store, "tie", "p00012", "2020", "elsewhere", "government", "two")

    assert vocabulary.near(store, word) == []


def test_words_that_begin_alike_come_first_then_the_commonest(store):
    holding(store, bat=5, cat=900, bar=7, baz=7)

    assert vocabulary.near(store, "bax") == ["bar", "baz", "bat"]


def test_words_begun_are_told_with_how_often_they_are_there(store):
    holding(store, gender=7, genders=2, gene=1, general=1, other=99)

    assert vocabulary.begun(store, "gen") == (["gender", "genders", "gene", "general"], 11)
    assert vocabulary.begun(store, "zz") == ([], 0)


def test_arabic_forms_are_those_the_index_holds(store):
    holding(store, "امن", "الامن", "والامن", "بامن", "تامين")

    assert set(vocabulary.arabic_forms(store, "للامن", unfinished=False)) == {
        "امن", "الامن", "والامن", "بامن",
    }  # fmt: skip
    assert vocabulary.arabic_forms(store, "gender", unfinished=True) == []


def test_a_letter_is_taken_off_where_the_index_has_the_rest_with_its_article(store):
    holding(store, "كتاب", "الكتاب", "تاب", "وامن", "الامن")

    assert "تاب" not in vocabulary.arabic_forms(store, "كتاب", unfinished=False)
    assert "الامن" in vocabulary.arabic_forms(store, "وامن", unfinished=False)
