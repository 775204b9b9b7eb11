"""Who was at a meeting: of the roster by any spelling, guests, unsure names, apologies that were sent."""

import pytest

from app.actions import attending, floor_asking
from app.actions.trouble import Trouble
from app.domain import fields
from app.secretariat.papers import Paper, Spot
from app.secretariat.reconcile import merged
from app.store import Store, current
from tests.builders import clock, record, seed
from tests.desks import desk


@pytest.fixture
def chair() -> Store:
    meeting = record("meetings", "call", title="Call",
                     attendance=[{"member": "omar", "state": "apologies", "seat": 3}])  # fmt: skip
    return seed(desk("chair"), meeting)


def told(store: Store) -> list[tuple[object, ...]]:
    return [
        (each.member or each.name, each.state, each.kind, each.uncertain)
        for each in attending.listed(store, "call")
    ]


def test_names_are_matched_with_the_roster_and_others_are_guests(chair):
    attending.mark(chair, "call", ["Nadya", "guest", "Lynne Broke ?"], clock=clock)
    attending.mark(chair, "call", ["omar"], clock=clock)

    assert told(chair) == [
        ("omar", "present", "", False),
        ("nadia", "present", "", False),
        ("guest", "present", "", False),
        ("Lynne Broke", "present", "guest", True),
    ]
    row = current.one(chair, "meetings", "call")
    assert row is not None
    assert row.data["attendance"][0]["seat"] == 3
    assert fields.faults("meetings", row.id, row.data) == []


def test_a_name_that_became_sure_is_one_entry(chair):
    attending.mark(chair, "call", ["Lynne Broke ?"], clock=clock)
    attending.mark(chair, "call", ["lynne broke"], kind="observer", affiliation="Acme", clock=clock)

    (_, lynne) = attending.listed(chair, "call")
    assert (lynne.uncertain, lynne.kind, lynne.affiliation) == (False, "observer", "Acme")


def test_who_left_early_says_when_until_she_is_back(chair):
    attending.mark(chair, "call", ["omar"], "left_early", clock=clock)
    (left,) = attending.listed(chair, "call")
    attending.mark(chair, "call", ["omar"], clock=clock)

    (back,) = attending.listed(chair, "call")
    assert (left.state, left.more["at"]) == ("left_early", "2030-02-01T12:00:00Z")
    assert (back.state, "at" in back.more) == ("present", False)


def test_apologies_flow_in_and_give_way_to_presence(chair):
    nadia = seed(desk("nadia"), record("meetings", "call", title="Call"))
    floor_asking.apologise(nadia, "call", "private reason", clock)
    sent = current.listed(nadia, "intents")[0]
    seed(chair, record("intents", sent.id, 1, "nadia", ("chairs",), **sent.data))

    flowed = told(chair)
    attending.mark(chair, "call", ["nadia"], clock=clock)

    assert flowed == [("omar", "apologies", "", False), ("nadia", "apologies", "", False)]
    assert told(chair)[1] == ("nadia", "present", "", False)
    assert "private" not in str(current.one(chair, "meetings", "call"))


def test_apologies_taken_back_are_none(chair):
    nadia = seed(desk("nadia"), record("meetings", "call", title="Call"))
    floor_asking.apologise(nadia, "call", clock=clock)
    floor_asking.come_after_all(nadia, "call", clock)

    assert attending.listed(nadia, "call") == ()


def test_what_attendance_cannot_say_is_refused(chair):
    for wrong in ({"state": "asleep"}, {"kind": "ghost"}):
        with pytest.raises(Trouble, match="bad_state"):
            attending.mark(chair, "call", ["omar"], **wrong, clock=clock)
    with pytest.raises(Trouble, match="not_attending"):
        attending.strike(chair, "call", "nadia", clock)
    with pytest.raises(Trouble, match="not_a_chair"):
        attending.mark(desk("omar"), "call", ["omar"], clock=clock)

    attending.strike(chair, "call", "omar", clock)
    assert told(chair) == []


def test_a_folder_leaves_the_attendance_to_the_chair_who_wrote_it(chair):
    folder = [{"member": "nadia", "state": "present"}]
    data = {"title": "Call, by telephone", "attendance": folder}
    paper = Paper("meetings", "call", data, Spot("call.toml"))

    attending.mark(chair, "call", ["omar"], clock=clock)

    row = current.one(chair, "meetings", "call")
    assert row is not None
    now = merged(paper, row.data)
    assert (now["title"], now["attendance"]) == ("Call, by telephone", row.data["attendance"])
