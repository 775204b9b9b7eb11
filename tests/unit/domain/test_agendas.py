"""Agendas as trees: order, numbers, times, and what two who move at once make of it."""

import random
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from app.domain import agendas, call_dates
from app.domain.agenda_places import placed
from app.domain.merging import join, merge


def item(position=1.0, parent=None, **data):
    return {"meeting": "m", "title": "x", "position": position, "parent": parent, **data}


def shown(items, numbering="numbers"):
    """Give (label, id) of each item as it is called."""
    return [(each.label, each.id) for each in agendas.flat(agendas.tree(items, numbering))]


def test_numbers_follow_the_order_and_the_levels():
    items = {"b": item(2), "a": item(1), "a2": item(7, "a"), "a1": item(3, "a")}

    assert shown(items) == [("1", "a"), ("1.1", "a1"), ("1.2", "a2"), ("2", "b")]
    assert shown(items, "letters") == [("A", "a"), ("A.1", "a1"), ("A.2", "a2"), ("B", "b")]


def test_letters_go_on_behind_z():
    assert [agendas.numbered("letters", n, "") for n in (1, 26, 27, 702, 703)] == [
        "A", "Z", "AA", "ZZ", "AAA",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "style"),
    [
        (("1", "2"), "numbers"),
        (("A", "B"), "letters"),
        (("", ""), "numbers"),
        (("", "2"), "numbers"),
        (("6", "7"), "given"),
        (("intro", "rest"), "given"),
    ],
    ids=["numbers", "letters", "none", "some", "others", "words"],
)
def test_how_items_are_numbered_is_told_by_their_labels(labels, style):
    items = {f"i{n}": item(n, label=label) for n, label in enumerate(labels)}

    assert agendas.inferred(items) == style


def test_equal_positions_are_ordered_by_label_as_people_count_and_then_by_id():
    items = {
        "z": item(1, label="2"), "y": item(1, label="10"), "b": item(1, label="1"), "a": item(1),
    }  # fmt: skip

    assert [id for _label, id in shown(items)] == ["a", "b", "z", "y"]


def test_a_circle_made_by_two_moves_is_cut_at_the_least_id_whatever_the_order_of_records():
    items = {"b": item(1, "a"), "a": item(2, "b"), "c": item(1, "b"), "d": item(5)}
    other = dict(reversed(items.items()))

    assert shown(items) == [("1", "a"), ("1.1", "b"), ("1.1.1", "c"), ("2", "d")]
    assert shown(other) == shown(items)
    assert [(each.code, each.item) for each in agendas.amiss(items)] == [("circle", "a")]


def test_what_lies_too_deep_stands_at_the_top_and_is_told():
    long = 3 * agendas.DEEPEST + 1500
    items = {f"i{n:04}": item(1, f"i{n - 1:04}" if n else None) for n in range(long)}

    tree = agendas.tree(items)

    found = list(agendas.flat(tree))
    assert {each.id for each in found} == set(items)
    assert max(each.level for each in found) == agendas.DEEPEST - 1
    told = [(each.code, each.item) for each in agendas.amiss(items)]
    assert told == [("deep", f"i{n:04}") for n in range(agendas.DEEPEST, long, agendas.DEEPEST)]


def test_what_lies_under_a_withdrawn_item_stands_where_that_stood():
    items = {
        "a": item(1), "b": item(2, withdrawn=True), "b2": item(2, "b"), "b1": item(1, "b"), "c": item(3),
    }  # fmt: skip

    assert [id for _label, id in shown(items)] == ["a", "b1", "b2", "c"]


def test_an_item_whose_parent_is_not_there_stands_at_the_top_and_is_told():
    items = {"a": item(1), "b": item(0, "elsewhere")}

    assert shown(items) == [("1", "b"), ("2", "a")]
    assert [(each.code, each.item) for each in agendas.amiss(items)] == [("orphan", "b")]


def test_times_run_on_and_an_item_takes_what_lies_under_it_unless_it_says_otherwise():
    items = {
        "a": item(1, minutes=10), "b": item(2), "b1": item(1, "b", minutes=5),
        "b2": item(2, "b", minutes=7.5), "c": item(3, minutes=6), "c1": item(1, "c", minutes=9),
    }  # fmt: skip

    made = {each.id: (each.starts, each.minutes) for each in agendas.flat(agendas.tree(items))}

    assert made == {
        "a": (0, 10), "b": (10, 12.5), "b1": (10, 5), "b2": (15, 7.5), "c": (22.5, 6), "c1": (22.5, 9),
    }  # fmt: skip
    assert sum(each.minutes for each in agendas.tree(items)) == 28.5
    assert [(each.code, each.item, each.minutes) for each in agendas.amiss(items)] == [
        ("over", "c", 3)
    ]


def test_an_item_that_was_carried_over_takes_no_time_here():
    items = {"a": item(1, minutes=10, carried_to="b2"), "b": item(2, minutes=5)}

    made = {each.id: (each.starts, each.minutes) for each in agendas.flat(agendas.tree(items))}

    assert made == {"a": (0, 0), "b": (0, 5)}


def test_negative_minutes_and_odd_values_break_nothing():
    items = {
        "a": item(1, minutes=-5), "b": item("x", minutes="ten"), "c": item(float("nan")),
        "d": item(True, parent=7),
    }  # fmt: skip

    assert [id for _label, id in shown(items)] == ["b", "c", "d", "a"]
    assert [(each.code, each.item) for each in agendas.amiss(items)] == [
        ("orphan", "d"),
        ("negative_minutes", "a"),
    ]


def test_a_place_between_two_changes_only_what_is_put_there():
    assert placed([("a", 1), ("b", 2)], 1, ["x"]) == {"x": 1.5}
    assert placed([("a", 1), ("b", 9)], 1, ["x"]) == {"x": 2}
    assert placed([("a", 1), ("b", 2)], 2, ["x", "y"]) == {"x": 3, "y": 4}
    assert placed([("a", 1)], 0, ["x"]) == {"x": 0}
    assert placed([], 0, ["x"]) == {"x": 1}


@pytest.mark.parametrize("seed", range(20))
def test_wherever_something_is_put_it_stands_there_also_among_equals(seed):
    chance = random.Random(seed)
    order = [("first", 1.0)]
    for number in range(120):
        at = chance.choice([0, len(order), 1, chance.randrange(len(order) + 1)])
        if chance.random() < 0.2:
            order.insert(at, (f"t{number:03}", order[max(0, at - 1)][1]))  # somebody else's, equal
            order.sort(key=lambda each: (each[1], each[0]))
            continue
        new = f"n{number:03}"
        found = placed(order, at, [new])
        wanted = [each for each, _ in order]
        wanted.insert(at, new)
        positions = dict(order) | found
        order = sorted(positions.items(), key=lambda each: (each[1], each[0]))

        assert [each for each, _ in order] == wanted
        assert all(isinstance(each, int | float) for each in found.values())


def test_halving_one_gap_again_and_again_moves_the_neighbours_apart_in_time():
    order = [("a", 1.0), ("b", 2.0)]
    for number in range(200):
        positions = dict(order) | placed(order, 1, [f"n{number:03}"])
        order = sorted(positions.items(), key=lambda each: each[1])

        assert order[1][0] == f"n{number:03}"
        assert all(one < two for (_, one), (_, two) in pairwise(order))


# --- two who edit at once ------------------------------------------------------------------------


def test_two_moves_of_one_item_are_no_contradiction_the_one_that_is_there_counts_whole():
    base = item(3, title="Old")

    made = join(
        base, {**base, "parent": "p", "position": 1}, {**base, "position": 8, "title": "New"}
    )

    assert made.contradictions == ()
    assert (made.data["parent"], made.data["position"], made.data["title"]) == (None, 8, "New")


def test_a_move_and_a_change_of_words_are_both_kept():
    base = item(3, title="Old", minutes=5)

    made = merge(base, {**base, "parent": "p", "position": 1}, {**base, "minutes": 9})

    assert made == {**base, "parent": "p", "position": 1, "minutes": 9}


def test_papers_that_two_add_to_an_item_are_all_there():
    base = item(proposals=["p1", "p2"], documents=[])

    made = merge(
        base,
        {**base, "proposals": ["p1", "p2", "p3"], "documents": ["d1"]},
        {**base, "proposals": ["p2", "p4"], "documents": ["d2"]},
    )

    assert made is not None
    assert set(made["proposals"]) == {"p2", "p3", "p4"}
    assert set(made["documents"]) == {"d1", "d2"}


def test_a_position_in_words_is_no_place_on_an_agenda():
    base = {"kind": "position", "position": "object"}

    assert merge(base, {**base, "position": "support"}, {**base, "position": "abstain"}) is None


# --- the next call -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2021, 1, 27), date(2021, 2, 24)),
        (date(2021, 12, 1), date(2022, 1, 5)),
        (date(2021, 3, 31), date(2021, 4, 28)),
        (date(2024, 1, 29), date(2024, 2, 26)),
    ],
    ids=["fourth", "over-new-year", "fifth-is-last", "fifth-in-february"],
)
def test_a_month_later_is_the_same_weekday_of_the_month(day, later):
    assert call_dates.month_later(day) == later
    assert later.weekday() == day.weekday()


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        ("Europe/Warsaw", date(2021, 3, 31), "2021-03-31T13:00"),
        ("Europe/Warsaw", date(2021, 2, 24), "2021-02-24T14:00"),
        ("America/New_York", date(2021, 3, 24), "2021-03-24T13:00"),
        ("Africa/Nairobi", date(2021, 3, 31), "2021-03-31T14:00"),
    ],
    ids=["into-summer", "same-time", "other-change", "no-change"],
)
def test_the_hour_on_the_wall_stays_over_a_change_of_summer_time(zone, day, utc):
    starts = datetime(2021, 1, 27, 14, tzinfo=UTC)

    begins, ends = call_dates.shifted(
        starts, datetime(2021, 1, 27, 16, tzinfo=UTC), day, ZoneInfo(zone)
    )

    assert begins.strftime("%Y-%m-%dT%H:%M") == utc
    assert ends is not None
    assert (ends - begins).total_seconds() == 7200


def test_an_hour_that_summer_time_leaves_out_is_the_one_behind_it():
    starts = datetime(2021, 2, 28, 1, 30, tzinfo=UTC)  # 02:30 in Berlin

    begins = call_dates.on(starts, date(2021, 3, 28), ZoneInfo("Europe/Berlin"))

    assert begins == datetime(2021, 3, 28, 1, 30, tzinfo=UTC)  # 03:30 there
