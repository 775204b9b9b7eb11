"""What scores come to, against tables reckoned by hand and fractions that round nothing."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import scoring, shares
from app.domain.rounds import Round
from app.domain.scoring import Spread

HANDMADE = [
    # values, mean, median, variance of all who answered
    ([1, 2, 2, 3, 3, 4], Fraction(5, 2), Fraction(5, 2), Fraction(11, 12)),
    ([1, 1, 5, 5], Fraction(3), Fraction(3), Fraction(4)),
    ([3], Fraction(3), Fraction(3), Fraction(0)),
    ([1, 5], Fraction(3), Fraction(3), Fraction(4)),
    ([2, 4, 4, 4, 5, 5, 7, 9], Fraction(5), Fraction(9, 2), Fraction(4)),
    ([5, 4, 4], Fraction(13, 3), Fraction(4), Fraction(2, 9)),
    ([0, 0, 0], Fraction(0), Fraction(0), Fraction(0)),
]


def scored(**criteria):
    """A round without an overall score: {key: (weight, least, most)}."""
    data = {
        "criteria": [
            {"key": key, "weight": weight, "scale": {"min": low, "max": high}}
            for key, (weight, low, high) in criteria.items()
        ]
    }
    return Round.from_json("r", data)


@pytest.mark.parametrize(("values", "mean", "median", "variance"), HANDMADE)
def test_a_spread_is_what_a_hand_reckons(values, mean, median, variance):
    found = scoring.spread(values)

    assert found.n == len(values)
    assert found.mean == pytest.approx(float(mean), abs=1e-15)
    assert found.median == pytest.approx(float(median), abs=1e-15)
    assert found.sd == pytest.approx(float(variance) ** 0.5, abs=1e-15)


def test_scores_of_one_two_two_three_three_four_have_the_mean_two_and_a_half():
    found = scoring.spread([1, 2, 2, 3, 3, 4])

    assert f"{found.mean:.2f}" == "2.50"
    assert f"{found.sd:.4f}" == "0.9574"


def test_without_any_score_there_is_no_number_at_all():
    assert scoring.spread([]) == Spread(0, None, None, None)


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=60))
def test_whole_numbers_are_reckoned_as_the_standard_library_reckons_them(values):
    found = scoring.spread(values)

    assert found.mean == pytest.approx(float(statistics.mean(map(Fraction, values))), rel=1e-15)
    assert found.median == statistics.median(values)
    assert found.sd == pytest.approx(statistics.pstdev(values), rel=1e-12, abs=1e-12)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=60), st.randoms())
def test_the_order_of_answers_changes_nothing(values, dice):
    mixed = values.copy()
    dice.shuffle(mixed)

    assert scoring.spread(mixed) == scoring.spread(values)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=60))
def test_fractions_of_points_are_reckoned_as_the_standard_library_reckons_them(values):
    found = scoring.spread(values)

    assert found.mean == pytest.approx(statistics.fmean(values), rel=1e-12, abs=1e-12)
    assert found.sd == pytest.approx(statistics.pstdev(values), rel=1e-9, abs=1e-9)


WEIGHTED = {"content": (2, 1, 5), "format": (1, 1, 5), "shown": (0, 1, 5)}


@pytest.mark.parametrize(
    ("scores", "own"),
    [
        ({"content": 4, "format": 1}, (2 * 4 + 1 * 1) / 3),
        ({"content": 4, "format": None}, 4),  # a blank is no zero: its weight leaves with it
        ({"content": 4}, 4),
        ({"format": 1}, 1),
        ({"content": None, "format": None}, None),
        ({}, None),
        ({"shown": 5}, None),  # weighs nothing, so it gives no score of its own
        ({"content": 4, "format": 1, "shown": 5}, 3),
        ({"content": 4, "format": 6}, 4),  # outside the scale
        ({"content": 4, "gone": 1}, 4),  # the round asks it no longer
        ({"content": True}, None),
        ({"content": "4"}, None),
        ({"content": 4.5, "format": 2}, 2),
    ],
    ids=[
        "both", "null", "left out", "other one", "all null", "nothing", "weightless", "with it",
        "outside", "vanished", "true", "words", "half a point",
    ],
)  # fmt: skip
def test_a_reviews_own_score_is_the_weighted_mean_of_what_was_scored(scores, own):
    assert scoring.own_score(scored(**WEIGHTED), {"scores": scores}) == own


def test_with_an_overall_score_criteria_never_stand_in_for_it():
    scheme = Round.from_json(
        "r",
        {
            "overall": {"min": 1, "max": 5},
            "criteria": [{"key": "content", "scale": {"min": 1, "max": 5}}],
        },
    )

    assert scoring.own_score(scheme, {"overall": 3, "scores": {"content": 5}}) == 3
    assert scoring.own_score(scheme, {"overall": None, "scores": {"content": 5}}) is None
    assert scoring.own_score(scheme, {"overall": 6}) is None


def test_a_review_without_scores_at_all_has_no_own_score():
    scheme = scored(**WEIGHTED)

    assert scoring.own_score(scheme, {}) is None
    assert scoring.own_score(scheme, {"scores": None}) is None
    assert scoring.own_score(scheme, {"scores": ["content"]}) is None


@given(
    st.dictionaries(st.sampled_from(sorted(WEIGHTED)), st.none() | st.integers(1, 5)),
)
def test_an_own_score_is_the_mean_that_fractions_give(scores):
    scheme = scored(**WEIGHTED)

    own = scoring.own_score(scheme, {"scores": scores})

    pairs = [
        (Fraction(WEIGHTED[key][0]), score)
        for key, score in scores.items()
        if score is not None and WEIGHTED[key][0]
    ]
    expected = None
    if pairs:
        expected = sum(weight * score for weight, score in pairs) / sum(
            weight for weight, _score in pairs
        )
    assert own == (None if expected is None else pytest.approx(float(expected), rel=1e-12))


def test_conflicts_and_no_expertise_are_no_reviews_that_count():
    assert scoring.counts({"recused": None, "no_expertise": False})
    assert scoring.counts({})
    assert not scoring.counts({"recused": "employer"})
    assert not scoring.counts({"no_expertise": True})


@pytest.mark.parametrize(
    ("values", "differ"),
    [
        ([3, 3, 3, 3], 0),
        ([1, 1, 5, 5], 1),  # half at each end
        ([1, 5, 5], 1),  # three cannot lie further apart than that
        ([1, 5], 1),
        ([2, 4], 0.5),
        ([1, 2, 2, 3, 3, 4], (11 / 12) ** 0.5 / 2),
    ],
    ids=["agreed", "halves", "three", "two", "middle", "merge"],
)
def test_views_differ_by_how_far_they_lie_apart_of_what_is_possible(values, differ):
    assert scoring.controversy(scoring.spread(values), (1, 5)) == pytest.approx(differ, abs=1e-15)


def test_one_view_cannot_differ_and_a_scale_of_one_step_allows_none():
    assert scoring.controversy(scoring.spread([5]), (1, 5)) is None
    assert scoring.controversy(scoring.spread([]), (1, 5)) is None
    assert scoring.controversy(scoring.spread([1, 1]), (1, 1)) is None
    assert scoring.controversy(scoring.spread([1, 2]), None) is None


@given(st.lists(st.integers(1, 5), min_size=2, max_size=60))
def test_no_scores_on_a_scale_differ_by_more_than_all(values):
    differ = scoring.controversy(scoring.spread(values), (1, 5))

    assert differ is not None
    assert 0 <= differ <= 1
    assert (differ == 0) == (len(set(values)) == 1)


def test_the_reach_of_a_round_is_that_of_the_scales_that_count():
    assert scoring.reach(scored(a=(1, 1, 5), b=(0, 0, 100), c=(1, 0, 4))) == (0, 5)
    assert scoring.reach(Round.from_json("r", {"overall": {"min": 0, "max": 3}})) == (0, 3)
    assert scoring.reach(Round.from_json("r", {"criteria": [{"key": "a"}]})) is None


@pytest.mark.parametrize(
    ("counted", "differ"),
    [([4, 0, 0, 0], 0), ([1, 1, 1, 1], 1), ([2, 2, 0, 0], 2 / 3), ([3, 1], 0.75)],
    ids=["one", "even", "two of four", "two"],
)
def test_positions_differ_by_how_evenly_they_are_taken(counted, differ):
    assert scoring.division(counted, len(counted)) == pytest.approx(differ)


def test_one_position_taken_by_one_member_differs_from_none():
    assert scoring.division([1, 0], 2) is None
    assert scoring.division([], 0) is None
    assert scoring.division([5], 1) is None


def test_shares_that_round_to_less_are_made_up_to_a_hundred():
    assert shares.percent({"a": 1, "b": 1, "c": 1}) == {"a": 33.4, "b": 33.3, "c": 33.3}
    assert shares.percent({"a": 2, "b": 1}) == {"a": 66.7, "b": 33.3}
    assert shares.percent({"a": 5}) == {"a": 100}
    assert shares.percent({}) == {}
    assert shares.percent({"a": 0}) == {}


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 10_000), max_size=12))
def test_shares_add_up_to_a_hundred_and_lie_within_a_tenth_of_the_truth(counts):
    found = shares.percent(counts)

    total = sum(counts.values())
    if total:
        assert round(sum(found.values()), 6) == 100
        assert all(abs(found[key] - counts[key] * 100 / total) < 0.1 + 1e-9 for key in counts)
        assert all(found[key] == 0 for key in counts if not counts[key])
    else:
        assert found == {}
