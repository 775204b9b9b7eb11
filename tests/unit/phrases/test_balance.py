"""The balance of a round in words that people understand: whole and divided proposals, percentages."""

import pytest

from app.domain.balances import effect
from app.domain.capacity import Entry
from app.phrases import balance


def entry(id, *groups):
    return Entry(id, 3.0, values={"group": groups})


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "0"), (3, "3"), (0.5, "½"), (2.5, "2½"), (0.33, "⅓"), (4.67, "4⅔"), (1.25, "1¼"), (0.83, "0.8")],
)  # fmt: skip
def test_parts_of_proposals_are_written_as_people_write_them(n, said):
    assert balance.number(n) == said


def test_how_a_value_fares_is_said_in_proposals_and_places():
    every = [entry(f"c{n}", "civil") for n in range(6)] + [entry("g", "government", "civil")]
    first, second = effect(every, ["c0", "g"], ["c0", "c1"], "group")

    assert balance.change("group", first) == (
        "civil society: 6½ proposals (92.9 %); places by rank: 1½; with this line: 2"
    )
    assert balance.change("group", second) == (
        "government: ½ proposal; places by rank: ½; with this line: 0"
    )
    assert balance.fares(second, moved=False) == ["½ proposal", "places by rank: ½"]


def test_only_where_something_is_divided_it_is_explained():
    whole = effect([entry("a", "civil"), entry("b", "igo")], ["a"], ["b"], "group")
    divided = effect([entry("a", "civil", "igo")], ["a"], [], "group")

    assert (balance.divided(whole), balance.divided(divided)) == (False, True)
