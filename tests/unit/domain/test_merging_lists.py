"""Two chairs at one letter: its points are joined point by point, and none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.merging import BETWEEN, join, merge


def point(id, text="", **more):
    return {"id": id, "kind": "point", "text": text or id, **more}


def letter(*points, **more):
    return {"proposal": "trees", "points": list(points), **more}


def ids(data):
    return [each["id"] for each in data["points"]]


A, B, C = point("a"), point("b"), point("c")


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ([A, B, point("m")], [A, B, point("t")], ["a", "b", "m", "t"]),
        ([point("m"), A, B], [A, B, point("t")], ["m", "a", "b", "t"]),
        ([A], [A, B, point("t")], ["a", "t"]),
        ([B, A], [A, B, point("t")], ["b", "t", "a"]),
        ([A, B], [B, A], ["b", "a"]),
        ([], [A, B, point("t")], ["t"]),
    ],
)  # fmt: skip
def test_points_that_two_added_moved_and_took_out_are_all_heeded(mine, theirs, both):
    found = merge(letter(A, B), letter(*mine), letter(*theirs))

    assert found is not None
    assert sorted(ids(found)) == sorted(both)
    if mine != [B, A] and len(mine) < 3:
        assert ids(found) == both


def test_two_fields_of_one_point_are_joined():
    found = merge(
        letter(A), letter({**A, "kind": "objection"}), letter({**A, "text": "More words"})
    )

    assert found == letter({**A, "kind": "objection", "text": "More words"})


def test_one_point_in_two_wordings_is_never_guessed_and_the_rest_is_joined_whatever_is_chosen():
    mine = letter(point("a", "mine"), B, point("m"))
    theirs = letter(point("a", "theirs"), B, point("t"))

    found = {side: join(letter(A, B), mine, theirs, side) for side in ("mine", "theirs", "both")}

    assert merge(letter(A, B), mine, theirs) is None
    for each in found.values():
        assert each.contradictions == (("points",),)
        assert sorted(ids(each.data)) == ["a", "b", "m", "t"]
    texts = {side: each.data["points"][0]["text"] for side, each in found.items()}
    assert texts == {"mine": "mine", "theirs": "theirs", "both": f"theirs{BETWEEN}mine"}


def test_a_point_that_one_took_out_and_the_other_changed_stays_and_is_asked_about():
    found = join(letter(A, B), letter(B), letter(point("a", "theirs"), B))

    assert found.contradictions == (("points",),)
    assert ids(found.data) == ["a", "b"]


KNOWN = st.lists(st.sampled_from("abcd"), unique=True)


@given(KNOWN, st.lists(st.sampled_from("abcdmn"), unique=True),
       st.lists(st.sampled_from("abcdtu"), unique=True))  # fmt: skip
def test_whatever_both_did_every_point_is_there_once_or_was_taken_out(base, mine, theirs):
    sides = [letter(*map(point, each)) for each in (base, mine, theirs)]

    found = ids(join(*sides, "both").data)

    gone = {id for id in base if id not in mine or id not in theirs}
    assert sorted(found) == sorted({*mine, *theirs} - gone)
