"""Where the bars of a chart stand, and what it says in words."""

from itertools import pairwise

import pytest

from app.reports.chart_plan import highest, parts, plan, steps
from app.reports.shown import alternative
from app.reports.tree import Chart, Series
from tests.unit.reports.trees import BARS, HISTOGRAM, STACKED


@pytest.mark.parametrize("end", [1, 3, 5, 7.5, 12, 97, 400, 22_000, 0.3])
def test_lines_stand_at_round_values_within_the_scale(end):
    found = steps(end)

    assert found[0] == 0
    assert 3 <= len(found) <= 6 + 1
    assert end * 0.7 <= found[-1] <= end * 1.0001
    assert {round(b - a, 9) for a, b in pairwise(found)} == {round(found[1], 9)}


@pytest.mark.parametrize("kind", ["bars", "histogram"])
def test_a_scale_of_small_counts_has_no_fractions(kind):
    chart = Chart(kind, ("A", "B"), (Series("Reviews", (2, 1)),))

    said = [each.text for each in plan(chart, 480).labels]

    assert {"0", "1", "2"} <= set(said)
    assert not [each for each in said if "." in each]


@pytest.mark.parametrize("chart", [BARS, STACKED, HISTOGRAM], ids=["bars", "shares", "histogram"])
@pytest.mark.parametrize("rtl", [False, True])
def test_everything_stands_within_the_picture(chart, rtl):
    made = plan(chart, 480, right_to_left=rtl)

    for bar in made.bars:
        assert -0.01 <= bar.x <= bar.x + bar.width <= 480.01
        assert 0 <= bar.y <= bar.y + bar.height <= made.height
    for label in made.labels:
        assert 0 <= label.x <= 480
        assert 0 <= label.y <= made.height


@pytest.mark.parametrize("rtl", [False, True])
def test_long_names_of_colours_have_room_and_stand_below_each_other(rtl):
    name = "Западноевропейские и другие государства"
    series = tuple(Series(f"{name} {number}", (1, 2)) for number in range(4))

    made = plan(Chart("shares", ("A", "B"), series), 480, right_to_left=rtl)

    keys = [each for each in made.labels if name in each.text]
    assert {each.room > 160 for each in keys} == {True}
    assert len({each.y for each in keys}) == 2


def test_bars_are_as_long_as_their_values():
    first, second = plan(BARS, 480).bars

    assert first.width / second.width == pytest.approx(3.25 / 4.0)


def test_the_parts_of_a_bar_make_the_whole():
    made = plan(STACKED, 480)
    first = [bar.width for bar in made.bars if bar.height == 9][:2]

    assert first[0] / sum(first) == pytest.approx(0.75, abs=0.01)


def test_a_value_that_was_not_given_has_no_bar():
    assert len(plan(BARS, 480).bars) == 2
    assert "–" in [label.text for label in plan(BARS, 480).labels]


def test_long_charts_are_parted_to_one_scale():
    values = tuple(float(number) for number in range(100))
    chart = Chart("bars", tuple(map(str, range(100))), (Series("n", values),), "Many")

    found = list(parts(chart))

    assert [label for part in found for label in part.labels] == list(chart.labels)
    assert {highest(part) for part in found} == {99.0}


def test_words_of_its_own_come_first():
    chart = Chart("bars", ("a",), (Series("n", (1,)),), alternative="One bar.")

    assert alternative(chart) == "One bar."
    assert alternative(BARS).endswith(": –")


def test_a_chart_of_nothing_is_drawn():
    for kind in ("bars", "shares", "histogram"):
        made = plan(Chart(kind, (), ()), 480)

        assert made.bars == []
