"""Schemes as anybody may write them: judged in one place, and read whatever they hold."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain import assigning, fields, forms, reviews, schemes, scoring
from app.domain.rounds import OUTCOMES, RECUSALS, Round
from app.phrases import faults as words

SCALE = {"min": 1, "max": 5}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
NAMES = [
    "title", "kind", "status", "criteria", "overall", "stances", "reasons", "reasons_at_or_below",
    "others_visible", "capacity", "deadlines", "recusals", "merges", "outcomes", "assignment",
    "assigned",
]  # fmt: skip
INNER = ["key", "title", "scale", "weight", "text", "max_words", "min", "max", "labels", "at"]
NESTED = st.dictionaries(
    st.sampled_from(INNER),
    ANYTHING
    | st.fixed_dictionaries({"min": ANYTHING, "max": ANYTHING, "labels": ANYTHING})
    | st.sampled_from(["a", "b", ""]),
)
SCHEMES = st.dictionaries(
    st.sampled_from(NAMES), ANYTHING | NESTED | st.lists(NESTED, max_size=3), max_size=8
)


def codes(**data):
    return [each.code for each in schemes.grave(data)]


def told(**data):
    return [each.code for each in schemes.flaws(data) if not each.grave]


@given(SCHEMES)
@example({"criteria": [{"scale": {"min": None, "max": []}}]})
def test_no_scheme_can_keep_its_round_from_being_read_judged_and_asked(data):
    found = Round.from_json("r", data)
    flaws = schemes.flaws(data)

    forms.groups(found)
    scoring.reach(found)
    assert scoring.own_score(found, {"scores": {"a": 1}, "overall": 1}) in {None, 1}
    assert reviews.empty({}, found) == [each.key for each in found.criteria]
    assert len({each.key for each in found.criteria}) == len(found.criteria)
    titles = [found.title, *(each.title for each in (*found.criteria, *found.stances))]
    assert all(isinstance(each, str) for each in titles)
    for each in flaws:
        assert "is not right (" not in words.words(each.code, each.params)


@given(SCHEMES)
def test_what_has_no_fault_at_all_is_read_as_it_is_written(data):
    if fields.faults("rounds", "r", data) or schemes.grave(data):
        return

    found = Round.from_json("r", data)

    assert [each.key for each in found.criteria] == [
        each["key"] for each in data.get("criteria") or ()
    ]
    assert (found.overall is None) == (not data.get("overall"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"criteria": [{"key": "a"}, {"key": "b"}, {"key": "a"}]}, "doubled_criterion"),
        ({"criteria": [{"key": " "}]}, "missing"),
        ({"overall": {"min": 3, "max": 3}}, "scale_of_one"),
        ({"overall": {"min": 0, "max": 101}}, "scale_too_long"),
        ({"criteria": [{"key": "a", "scale": SCALE, "weight": -0.5}]}, "negative"),
        ({"criteria": [{"key": "a", "scale": SCALE, "weight": float("nan")}]}, "not_a_number"),
        ({"overall": SCALE, "reasons": ["x"], "reasons_at_or_below": 0}, "below_scale"),
        ({"overall": SCALE, "reasons": ["x"], "reasons_at_or_below": 6}, "above_scale"),
        ({"capacity": -1}, "negative"),
        ({"assignment": "by_group", "assigned": [{"themes": ["x"]}]}, "nobody_assigned_here"),
    ],
)
def test_a_grave_fault_is_refused(data, code):
    assert code in codes(**data)


def test_a_scale_from_nought_to_a_hundred_is_the_longest():
    assert codes(overall={"min": 0, "max": 100}) == []
    assert Round.from_json("r", {"overall": {"min": 0, "max": 101}}).overall is None


def test_weights_that_are_all_zero_are_refused_only_where_they_would_count():
    idle = [{"key": "a", "scale": SCALE, "weight": 0}]

    assert codes(criteria=idle) == ["no_weight"]
    assert codes(criteria=idle, overall=SCALE) == []
    assert codes(criteria=[*idle, {"key": "b", "scale": SCALE}]) == []
    assert told(criteria=[*idle, {"key": "b", "scale": SCALE}]) == ["weight_zero"]


def test_labels_for_some_scores_only_are_no_fault():
    assert codes(overall={**SCALE, "labels": {"1": "bad", "5": "good"}}) == []


def test_unlike_scales_are_told_only_where_they_are_averaged():
    both = [{"key": "a", "scale": SCALE}, {"key": "b", "scale": {"min": 0, "max": 9}}]
    apart = [both[0], {**both[1], "weight": 0}]

    assert told(criteria=both) == ["mixed_scales"]
    assert told(criteria=both, overall=SCALE) == []
    assert "mixed_scales" not in told(criteria=apart)


def test_what_a_round_does_not_say_is_usual():
    found = Round.from_json("r", {})

    assert found.recusals == RECUSALS
    assert [each.key for each in found.outcomes] == list(OUTCOMES)
    assert "rejected" not in OUTCOMES
    assert (found.merges, found.assignment, found.others_visible) == (True, "all", "never")
    assert not found.scored


def test_a_round_is_scored_where_a_scale_counts_whatever_it_is_called():
    asked = {"kind": "qualitative", "criteria": [{"key": "a", "scale": SCALE}]}
    idle = {"kind": "scored", "criteria": [{"key": "a", "scale": SCALE, "weight": 0}]}

    assert Round.from_json("r", asked).scored
    assert not Round.from_json("r", idle).scored


def test_too_many_words_are_told_and_keep_no_review_from_being_submitted():
    scheme = Round.from_json("r", {"criteria": [{"key": "a", "max_words": 3}]})

    assert reviews.over({"texts": {"a": "one two  three"}}, scheme) == []
    assert [each.key for each in reviews.over({"texts": {"a": "1 2 3 4"}}, scheme)] == ["a"]
    assert reviews.blocking({"texts": {"a": "1 2 3 4"}}, scheme) == []


def test_a_criterion_that_vanished_is_put_behind_the_others_to_be_shown():
    scheme = Round.from_json("r", {"criteria": [{"key": "a", "scale": SCALE}]})
    review = {"texts": {"a": "x", "old": "y", "blank": " "}, "scores": {"older": 3, "none": None}}

    shown = scheme.with_gone(reviews.answered(review))

    assert [(each.key, each.gone) for each in shown.criteria] == [
        ("a", False), ("old", True), ("older", True),
    ]  # fmt: skip
    assert not any(each.counts for each in shown.criteria if each.gone)
    assert scheme.with_gone(["a"]) is scheme


@pytest.mark.parametrize(
    ("data", "asked"),
    [
        ({}, {"p", "q"}),
        ({"assignment": "listed"}, {"p", "q"}),
        ({"assignment": "listed", "assigned": [{"members": ["ada"], "proposals": ["p"]}]}, {"p"}),
        ({"assignment": "listed", "assigned": [{"members": ["ben"], "proposals": ["p"]}]}, set()),
        ({"assignment": "listed", "assigned": [{"members": ["ada"]}]}, {"p", "q"}),
        ({"assignment": "by_group", "assigned": [{"group": "g", "themes": ["sea"]}]}, {"q"}),
        ({"assignment": "by_group", "assigned": [{"group": "h", "themes": ["sea"]}]}, set()),
        (
            {
                "assignment": "by_group",
                "assigned": [{"group": "g", "themes": ["sea"]}, {"members": ["ada"],
                             "proposals": ["p"]}],
            },
            {"p", "q"},
        ),
        ({"assignment": "all", "assigned": [{"members": ["ben"]}]}, {"p", "q"}),
    ],
    ids=[
        "all", "no list", "listed", "of another", "everything", "theme", "other group", "both",
        "unused list",
    ],
)  # fmt: skip
def test_who_is_asked_is_what_the_round_lists(data, asked):
    scheme = Round.from_json("r", data)
    papers = {"p": "land", "q": "sea"}

    assert {
        id for id, theme in papers.items() if assigning.asked(scheme, "ada", {"g"}, id, theme)
    } == asked
