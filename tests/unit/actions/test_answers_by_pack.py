"""What chairs answer one member reaches her in a pack that everybody holds, and nobody else."""

import pytest

from app.actions import grouping, groups, wishing
from app.packs.reading import glance
from app.secretariat import office
from app.secretariat.packing_values import Wish
from app.store import current
from tests.offices import World

GROUP = {"title": "Trees", "charter": "Plant", "facilitators": [], "participants": []}
REASON = "only after the plums are in"


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    yield made
    made.close()


@pytest.fixture
def answered(world):
    """Omar wished to join a group; a chair said no; the Secretariat packed that."""
    lea = world.joins("lea")
    world.office.write("trees", "workgroups", ("members",), **GROUP)
    pack = world.pack()
    for desk in (world.ada, world.ben, world.omar, lea):
        desk.read(pack)
    wishing.join_group(world.omar.store, "trees", "please", world.omar.clock)
    wishing.join_group(lea.store, "trees", "me too", lea.clock)
    for desk in (world.omar, lea):
        world.ada.open(desk.file("chairs"))
    (wish,) = (each for each in groups.requests(world.ada.store) if each.account == "omar")
    grouping.decline(world.ada.store, wish.id, REASON, world.ada.clock)
    world.office.open(world.ada.file())
    return world.pack()


def answers(desk):
    rows = current.listed(desk.store, "decisions")
    return [(row.data["outcome"], row.data["reason"], row.owner) for row in rows]


def test_the_answer_to_a_wish_reaches_who_wished_with_the_next_pack(world, answered):
    taken = world.omar.read(answered)

    assert taken.news == 1
    assert answers(world.omar) == [("declined", REASON, "ada")]
    (wish,) = groups.my_wishes(world.omar.store)
    assert (wish.answer.outcome, wish.answer.reason) == ("declined", REASON)
    assert world.omar.read(answered).nothing_new


def test_no_other_member_can_read_it_and_nothing_of_it_stands_in_the_file(world, answered):
    world.desks["lea"].read(answered)

    assert answers(world.desks["lea"]) == []
    assert REASON.encode() not in answered
    assert b"answer-" not in answered
    boxes = glance(answered).personal
    assert len(boxes) == 2  # Omar's and Ada's: of Ben's device no file has come
    assert all("omar" not in each and "ada" not in each for each in boxes)


def test_a_chair_whose_key_is_known_has_it_with_the_next_pack(world, answered):
    world.ben.write("one", lead="ben")
    world.office.open(world.ben.file())

    world.ben.read(world.pack())

    assert answers(world.ben) == [("declined", REASON, "ada")]


def test_an_answer_that_is_changed_is_changed_with_who_wished(world, answered):
    world.omar.read(answered)
    world.ada.read(answered)
    (row,) = current.listed(world.ada.store, "decisions")
    world.ada.write(row.id, "decisions", reason="come next year")
    world.office.open(world.ada.file())

    world.omar.read(world.pack())

    assert answers(world.omar) == [("declined", "come next year", "ada")]


def test_a_pack_for_observers_holds_no_personal_words(world, answered):
    assert office.with_words(world.office.store, Wish("observers")).personal == ()
    assert len(office.with_words(world.office.store, Wish()).personal) == 2
