"""Contributions counted: equal to counting by other means, shares that make 100, nobody left out."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import contributions
from app.domain.contributions import GLOBAL, UNKNOWN, statistics
from app.domain.fields import GROUPS, REGIONS

DATA = st.fixed_dictionaries(
    {},
    optional={
        "call": st.sampled_from(["taking-stock", "themes", "", None, "提案 2030"]),
        "group": st.sampled_from([*GROUPS, None, "", "academia"]),
        "region": st.sampled_from([*REGIONS, None, ""]),
        "from": st.text(max_size=5),
        "status": st.sampled_from(["withdrawn", "received", None]),
    },
)
MANY = st.lists(DATA, max_size=80)
ORDERS = [
    order
    for length in (1, 2, 3)
    for chosen in combinations(contributions.DIMENSIONS, length)
    for order in permutations(chosen)
]


def held(data):
    found = [contributions.contribution(f"c{n}", each) for n, each in enumerate(data)]
    return [each for each in found if each is not None]


def by_hand(data, by):
    """Count without the program: straight from the records."""
    counts = Counter()
    for each in data:
        if each.get("status") == "withdrawn":
            continue
        group, region = each.get("group") or "unknown", each.get("region") or "unknown"
        values = {
            "call": each.get("call") or "unknown",
            "group": group,
            "region": "global" if group == "igo" else region,
        }
        counts[tuple(values[name] for name in by)] += 1
    return counts


@pytest.mark.parametrize("by", ORDERS, ids="-".join)
@settings(max_examples=20)
@given(MANY)
def test_every_contribution_is_counted_once_as_by_hand(by, data):
    found = statistics(held(data), by)

    assert {each.values: each.n for each in found.parts} == dict(by_hand(data, by))
    assert sum(each.n for each in found.parts) == found.total


@pytest.mark.parametrize("by", ORDERS, ids="-".join)
@settings(max_examples=20)
@given(MANY)
def test_shares_make_100_and_none_is_off_by_a_tenth_or_more(by, data):
    found = statistics(held(data), by)

    tenths = [round(each.share * 10) for each in found.parts]
    assert sum(tenths) == (1000 if found.parts else 0)
    for each in found.parts:
        exact = Fraction(each.n * 100, found.total)
        assert abs(Fraction(str(each.share)) - exact) < Fraction(1, 10)


@given(MANY)
def test_the_largest_remainders_get_what_is_missing(data):
    found = statistics(held(data), ("group", "region"))
    total = found.total

    left = {each.values: (each.n * 1000) % total for each in found.parts}
    raised = {
        each.values for each in found.parts if round(each.share * 10) > each.n * 1000 // total
    }

    rest = [left[values] for values in left if values not in raised]
    assert all(left[values] >= max(rest, default=0) for values in raised)


def test_a_small_table_made_by_hand():
    # 3 civil (2 african, 1 weog), 2 IGOs, 1 of which nothing is known, 1 private of no known region.
    data = [
        {"group": "civil", "region": "african", "call": "a"},
        {"group": "civil", "region": "african", "call": "b"},
        {"group": "civil", "region": "weog", "call": "a"},
        {"group": "igo", "call": "a"},
        {"group": "igo", "region": None, "call": "a"},
        {"call": "b"},
        {"group": "private", "call": "b"},
    ]

    found = statistics(held(data))

    assert [(each.values, each.n, each.share) for each in found.parts] == [
        (("civil", "african"), 2, 28.6),
        (("civil", "weog"), 1, 14.3),
        (("private", UNKNOWN), 1, 14.3),
        (("igo", GLOBAL), 2, 28.5),
        ((UNKNOWN, UNKNOWN), 1, 14.3),
    ]
    assert [(each.values[0], each.n) for each in found.along("region")] == [
        ("african", 2), ("weog", 1), (GLOBAL, 2), (UNKNOWN, 2),
    ]  # fmt: skip
    assert [(each.values[0], each.n) for each in found.along("call")] == [("a", 4), ("b", 3)]
    assert statistics(held(data), call="b").total == 3


def test_of_nothing_there_are_no_shares():
    found = statistics([])

    assert (found.total, found.parts, found.few) == (0, (), False)


@pytest.mark.parametrize(("n", "few"), [(1, True), (19, True), (20, False)])
def test_few_contributions_are_said_to_be_few(n, few):
    assert statistics(held([{"group": "civil"}] * n)).few is few


@pytest.mark.parametrize(("n", "small"), [(4, True), (5, False)])
def test_a_part_of_few_is_small(n, small):
    (part,) = statistics(held([{"group": "civil"}] * n), ("group",)).parts

    assert part.small is small
