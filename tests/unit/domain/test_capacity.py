"""The line: who fits into the places, ties told and not broken, quotas, and the balance."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.balances import balance, effect
from app.domain.capacity import Entry, Quota, cutoff, draw, ranked


def entry(id, mean=None, *, theme="", group=(), region=(), code=""):
    values = {"theme": (theme,) if theme else (), "group": tuple(group), "region": tuple(region)}
    return Entry(id, mean, 3 if mean is not None else 0, code or id, f"About {id}", values)


def states(line):
    return {each.entry.id: each.state for each in line.places}


def ranks(line):
    return [(each.entry.id, each.rank) for each in line.places]


def test_ninety_seven_places_have_the_mean_of_the_ninety_seventh_as_their_cut_off():
    # 2014: 97 workshops fitted, the cut-off was 3.642. Here the nth proposal has 5 - n/1000.
    entries = [entry(f"p{number:03}", 5 - number / 1000) for number in range(1, 209)]
    random.Random(1).shuffle(entries)

    line = draw(entries, 97)

    assert line.cutoff == cutoff(entries, 97) == 4.903
    assert line.ids("in") == tuple(f"p{number:03}" for number in range(1, 98))
    assert (line.open_slots, line.ids("tied")) == (0, ())


def test_equals_have_equal_ranks_and_the_next_rank_counts_them():
    line = draw([entry("a", 4.0), entry("b", 4.0), entry("c", 3.0), entry("d")], 4)

    assert ranks(line) == [("a", 1), ("b", 1), ("c", 3), ("d", None)]
    assert [each.tied for each in line.places] == [True, True, False, False]


def test_a_line_that_falls_among_equals_chooses_none_of_them():
    line = draw([entry("a", 5.0), entry("b", 4.0), entry("c", 4.0), entry("d", 4.0)], 3)

    assert states(line) == {"a": "in", "b": "tied", "c": "tied", "d": "tied"}
    assert (line.open_slots, line.cutoff) == (2, 4.0)


def test_the_code_never_decides_among_equals_but_an_order_that_is_named_does():
    entries = [entry("a", 4.0), entry("b", 4.0), entry("c", 4.0)]

    assert draw(entries, 1).ids("in") == ()
    named = draw(entries, 1, prefer=["c"])
    assert (named.ids("in"), named.ids("out"), named.open_slots) == (("c",), ("a", "b"), 0)
    half = draw(entries, 2, prefer=["c"])
    assert (half.ids("in"), half.ids("tied"), half.open_slots) == (("c",), ("a", "b"), 1)


def test_an_order_that_is_named_never_puts_a_lower_mean_above_a_higher():
    entries = [entry("a", 4.0), entry("b", 3.0)]

    assert [each.id for each in ranked(entries, ["b"])] == ["a", "b"]


def test_a_proposal_without_a_score_has_no_rank_and_is_never_above_the_line():
    line = draw([entry("a"), entry("b", 1.0)], 5)

    assert states(line) == {"a": "unscored", "b": "in"}
    assert line.cutoff is None


def test_sums_that_differ_in_the_last_bit_are_equal():
    line = draw([entry("a", 0.1 + 0.2), entry("b", 0.3)], 1)

    assert states(line) == {"a": "tied", "b": "tied"}


@pytest.mark.parametrize("slots", [0, -3])
def test_without_places_nobody_is_above_the_line(slots):
    line = draw([entry("a", 4.0)], slots)

    assert (line.ids("in"), line.cutoff) == ((), None)


def test_at_most_so_many_of_each_theme():
    entries = [
        entry(f"{theme}{number}", 5 - number, theme=theme) for theme in "xy" for number in (1, 2, 3)
    ]

    line = draw(entries, 4, [Quota("theme", 2)])

    assert sorted(line.ids("in")) == ["x1", "x2", "y1", "y2"]
    assert sorted(line.ids("out")) == ["x3", "y3"]


def test_a_full_quota_lets_the_next_ones_through():
    entries = [entry("a", 5.0, theme="x"), entry("b", 4.0, theme="x"), entry("c", 3.0, theme="y")]

    line = draw(entries, 2, [Quota("theme", 1, "x")])

    assert line.ids("in") == ("a", "c")
    assert line.cutoff == 4.0  # by rank alone


def test_equals_before_a_full_quota_are_told_too():
    entries = [
        entry("a", 5.0, theme="x"), entry("b", 4.0, theme="x"), entry("c", 4.0, theme="x"),
        entry("d", 4.0, theme="y"),
    ]  # fmt: skip

    line = draw(entries, 4, [Quota("theme", 2, "x")])

    assert states(line) == {"a": "in", "b": "tied", "c": "tied", "d": "in"}
    assert line.open_slots == 1


def test_at_least_so_many_are_placed_first_best_first():
    entries = [
        entry("a", 5.0), entry("b", 4.0), entry("c", 3.0),
        entry("d", 2.0, region=["african"]), entry("e", 1.0, region=["african"]),
    ]  # fmt: skip

    line = draw(entries, 3, [Quota("region", 1, "african", least=True)])

    assert line.ids("in") == ("a", "b", "d")


def test_at_least_so_many_changes_nothing_where_rank_gives_them_anyway():
    entries = [
        entry("a", 5.0, region=["grulac"]),
        entry("b", 5.0, region=["grulac"]),
        entry("c", 4.0),
    ]

    line = draw(entries, 2, [Quota("region", 1, "grulac", least=True)])

    assert line.ids("in") == ("a", "b")


def test_equals_for_what_there_must_be_at_least_are_told():
    entries = [
        entry("a", 5.0), entry("b", 4.0),
        entry("c", 2.0, region=["grulac"]), entry("d", 2.0, region=["grulac"]),
    ]  # fmt: skip

    line = draw(entries, 2, [Quota("region", 1, "grulac", least=True)])

    assert states(line) == {"a": "in", "b": "out", "c": "tied", "d": "tied"}
    assert line.open_slots == 1


def test_one_with_proposers_of_two_groups_counts_for_both():
    entries = [entry("a", 5.0, group=["civil", "private"]), entry("b", 4.0, group=["private"])]

    line = draw(entries, 2, [Quota("group", 1, "private")])

    assert line.ids("in") == ("a",)


means = st.lists(st.one_of(st.none(), st.integers(1, 5).map(float)), max_size=12)
themes = st.lists(st.sampled_from(["x", "y", ""]), min_size=12, max_size=12)


@given(means, themes, st.integers(0, 12), st.integers(0, 4))
def test_whatever_is_drawn_no_place_is_given_twice_and_no_quota_is_passed(
    means, themes, slots, most
):
    entries = [
        entry(f"p{number:02}", mean, theme=themes[number]) for number, mean in enumerate(means)
    ]

    line = draw(entries, slots, [Quota("theme", most)])

    chosen = line.ids("in")
    assert len(chosen) + line.open_slots <= slots
    for theme in ("x", "y", ""):
        assert sum(each.of("theme") == (theme,) for each in entries if each.id in chosen) <= most
    by_id = {each.id: each for each in entries}
    for inside in chosen:
        for outside in line.ids("out"):
            same = by_id[inside].of("theme") == by_id[outside].of("theme")
            assert not same or by_id[inside].mean > by_id[outside].mean
    shuffled = list(reversed(entries))
    assert states(draw(shuffled, slots, [Quota("theme", most)])) == states(line)


def test_a_proposal_of_two_groups_is_half_of_each_and_shares_add_up():
    found = balance(
        [entry("a", group=["civil", "private"]), entry("b", group=["civil"]), entry("c")], "group"
    )

    assert [(each.value, each.n) for each in found] == [("civil", 1.5), ("private", 0.5), ("", 1)]
    assert sum(each.share for each in found) == pytest.approx(100)
    assert all(each.small for each in found)


@given(st.lists(st.sampled_from(["x", "y", "z", ""]), min_size=1, max_size=40))
def test_shares_always_add_up_to_a_hundred(themes):
    found = balance(
        [entry(f"p{number}", theme=each) for number, each in enumerate(themes)], "theme"
    )

    assert round(sum(each.share for each in found), 6) == 100
    assert sum(each.n for each in found) == len(themes)


def test_the_effect_of_a_quota_is_shown_beside_what_was():
    entries = [
        entry("a", 5.0, theme="x"), entry("b", 4.0, theme="x"), entry("c", 3.0, theme="y"),
    ]  # fmt: skip
    before = draw(entries, 2).ids("in")
    after = draw(entries, 2, [Quota("theme", 1)]).ids("in")

    rows = {each.value: each for each in effect(entries, before, after, "theme")}

    assert (rows["x"].all.n, rows["x"].before.n, rows["x"].after.n) == (2, 2, 1)
    assert (rows["y"].before, rows["y"].after.n, rows["y"].difference) == (None, 1, 1)
    assert rows["x"].difference == -1
