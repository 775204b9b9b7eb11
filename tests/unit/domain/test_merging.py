"""Joining two edits of one record: disjoint fields are joined, the same field is not guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.merging import BETWEEN, differing, join, merge

BASE = {"text": "x", "criterion": None, "scores": {"a": 1}, "reasons": []}


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ({"text": "m"}, {"criterion": "t"}, {"text": "m", "criterion": "t"}),
        ({"text": "same"}, {"text": "same"}, {"text": "same"}),
        ({"scores": {"a": 2}}, {"scores": {"a": 1, "b": 3}}, {"scores": {"a": 2, "b": 3}}),
        ({"scores": {"a": None}}, {"text": "t"}, {"scores": {"a": None}, "text": "t"}),
        ({"reasons": ["m"]}, {"text": "t"}, {"reasons": ["m"], "text": "t"}),
        ({"written_at": "1", "device": "m"}, {"written_at": "2", "device": "t"},
         {"written_at": "1", "device": "m"}),
        ({"new": 1}, {"other": 2}, {"new": 1, "other": 2}),
        ({"text": "m"}, {"late": True}, {"text": "m", "late": True}),
    ],
)  # fmt: skip
def test_edits_that_do_not_touch_are_joined(mine, theirs, both):
    assert merge(BASE, {**BASE, **mine}, {**BASE, **theirs}) == {**BASE, **both}


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"text": "m"}, {"text": "t"}),
        ({"text": ""}, {"text": "t"}),
        ({"scores": {"a": 2}}, {"scores": {"a": 3}}),
        ({"scores": {"a": 0}}, {"scores": {"a": 3}}),
        ({"reasons": ["m"]}, {"reasons": ["t"]}),
        ({"new": 1}, {"new": 2}),
        ({"anchor": {"quote": {"exact": "m"}, "section": "s"}},
         {"anchor": {"quote": {"exact": "t"}}}),
        ({"scores": 5}, {"scores": {"a": 3}}),
    ],
)  # fmt: skip
def test_the_same_field_is_never_guessed(mine, theirs):
    assert merge(BASE, {**BASE, **mine}, {**BASE, **theirs}) is None


def test_a_field_taken_away_by_one_is_away():
    assert merge({"a": 1, "b": 2}, {"b": 2}, {"a": 1, "b": 3}) == {"b": 3}
    assert merge({"a": 1, "b": 2}, {"a": 1, "b": 3}, {"b": 2}) == {"b": 3}


def test_what_is_not_given_null_and_empty_are_the_same():
    blank = {"stance": None, "comment": "", "reasons": [], "scores": {}, "no_expertise": False}

    both = merge(None, {**blank, "stance": "support"}, {"comment": "theirs"})

    assert both == {**blank, "stance": "support", "comment": "theirs"}


def test_a_score_of_zero_is_given():
    assert merge(None, {"overall": 0}, {"overall": None}) == {"overall": 0}
    assert merge({"overall": 0}, {"overall": None}, {"overall": 3}) is None


keys = st.sampled_from("abcd")
values = st.none() | st.text("xy", max_size=1) | st.integers(0, 2)
records = st.dictionaries(keys, values, max_size=4)


@given(records, records)
def test_an_edit_merges_with_no_edit_to_itself(base, edit):
    merged = merge(base, edit, base)

    assert merged is not None
    assert {k: v for k, v in merged.items() if v} == {k: v for k, v in edit.items() if v}


@given(records, records, records)
def test_whatever_both_say_is_in_the_join_or_it_is_a_conflict(base, mine, theirs):
    merged = merge(base, mine, theirs)

    for side in (mine, theirs):
        for name, value in side.items():
            if merged is not None and value not in (None, "", base.get(name)):
                assert merged.get(name) == value


@pytest.mark.parametrize(
    ("side", "text", "need", "score"),
    [
        ("mine", "m", "mine", 2),
        ("theirs", "t", "theirs", 3),
        ("both", f"t{BETWEEN}m", f"theirs{BETWEEN}mine", 2),
    ],
)
def test_where_they_contradict_the_chosen_side_stands_and_the_rest_is_joined(
    side, text, need, score
):
    base = {"text": "x", "texts": {"need": "", "reach": ""}, "scores": {"a": 1}}
    mine = {"text": "m", "texts": {"need": "mine", "reach": "only mine"}, "scores": {"a": 2}}
    theirs = {"text": "t", "texts": {"need": "theirs", "cost": "only theirs"}, "scores": {"a": 3}}

    found = join(base, mine, theirs, side)

    assert set(found.contradictions) == {("text",), ("texts", "need"), ("scores", "a")}
    assert found.data == {
        "text": text,
        "texts": {"need": need, "reach": "only mine", "cost": "only theirs"},
        "scores": {"a": score},
    }


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("", "t", "t"),
        ("m", None, "m"),
        ("a longer m", "longer", "a longer m"),
        ("m", "m and more", "m and more"),
        (["a", "b"], ["c", "a"], ["c", "a", "b"]),
    ],
)
def test_both_of_two_values_hold_every_word_once(mine, theirs, both):
    assert join({"comment": "x"}, {"comment": mine}, {"comment": theirs}, "both").data == {
        "comment": both
    }


@given(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y"])),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y"])),
)
def test_what_differs_is_what_does_not_say_the_same(one, other):
    expected = {name for name in "abc" if (one.get(name) or "") != (other.get(name) or "")}

    assert {path[-1] for path in differing({"texts": one}, {"texts": other})} == expected
