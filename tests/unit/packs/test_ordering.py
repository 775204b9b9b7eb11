"""Frames: the first of a kind is small, so that reading starts; later ones cost less."""

from app.packs.ordering import LARGEST, cut


def test_every_frame_may_be_twice_the_one_before_up_to_a_limit() -> None:
    items = ["x" * 50] * 2_000

    frames = list(cut(items, len, first=100))

    sizes = [sum(map(len, frame)) for frame in frames]
    assert sizes[:4] == [100, 200, 400, 800]
    assert [each for frame in frames for each in frame] == items


def test_no_frame_grows_beyond_the_largest_nor_is_one_smaller_than_asked_for() -> None:
    items = ["x" * 100_000] * 90

    grown = [sum(map(len, frame)) for frame in cut(items, len)]
    asked = [sum(map(len, frame)) for frame in cut(items, len, first=4_000_000)]

    assert max(grown) == LARGEST
    assert asked == [4_000_000, 4_000_000, 1_000_000]


def test_an_item_that_fits_into_no_frame_has_one_of_its_own() -> None:
    assert list(cut(["xx", "x" * 999, "xx"], len, first=10)) == [["xx"], ["x" * 999], ["xx"]]
