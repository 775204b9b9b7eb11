"""Who may write agendas on the server, and what it takes for a place, minutes and changes."""

import pytest

from tests.integration.people import change

ITEM = {"meeting": "m1", "title": "Opening", "position": 1, "minutes": 5}


@pytest.mark.parametrize("role", ["member", "observer"])
@pytest.mark.parametrize("collection", ["items", "meetings"])
def test_only_chairs_and_the_secretariat_write_agendas(cycle, role, collection):
    cycle.secretariat.put("items", "i1", ITEM, audience=["observers"])
    person = cycle.join("somebody", role)
    person.sync()

    assert person.refused(collection, "i9", {"title": "Mine"}) == "not_yours"
    known = person.store["items", "i1"]["version"]
    (answer,) = person.do(change("items", "i1", {**ITEM, "withdrawn": True}, known))
    assert (answer["result"], answer["code"]) == ("refused", "not_yours")


def test_a_chair_writes_places_between_places_and_what_she_does_not_know_stays(cycle):
    chair = cycle.join("chair-1", "chair")
    data = {**ITEM, "position": 1.5, "parent": None, "edited": ["position"], "own": {"x": [1]}}

    chair.put("items", "i1", data)

    chair.sync()
    kept = chair.store["items", "i1"]["data"]
    assert {name: kept[name] for name in data} == data


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": -1}, {"minutes": "ten"}, {"position": "first"}, {"purpose": "fun"}, {"parent": "../x"},
        {"changes": [{"state": "accepted"}]}, {"changes": [{"id": "c1", "state": "eaten"}]},
        {"withdrawn": "yes"}, {"documents": "guide"},
    ],
    ids=["negative", "words", "place", "purpose", "parent", "no-id", "state", "flag", "list"],
)  # fmt: skip
def test_what_is_no_agenda_item_is_refused_by_its_field(cycle, wrong):
    chair = cycle.join("chair-1", "chair")
    (field,) = wrong

    (answer,) = chair.do(change("items", "i1", {**ITEM, **wrong}))

    assert answer["result"] == "refused"
    assert answer["message"].startswith(field)


def test_an_item_that_was_taken_off_keeps_its_words_for_the_other_chair(cycle):
    one, other = cycle.join("chair-1", "chair"), cycle.join("chair-2", "chair")
    one.put("items", "i1", {**ITEM, "text": "Own words.", "withdrawn": True})

    other.sync()

    assert other.store["items", "i1"]["data"]["text"] == "Own words."


def test_a_change_that_a_member_proposes_is_for_the_chairs(cycle):
    mona, nils = cycle.join("mona"), cycle.join("nils")
    chair = cycle.join("chair-1", "chair")
    cycle.secretariat.put("items", "i1", ITEM)
    about = {"kind": "item", "id": "i1"}
    data = {"about": about, "kind": "comment", "text": "Longer.", "change": {"minutes": 20}}

    mona.put("comments", "c1", data, audience=["chairs"])
    (answer,) = mona.do(
        change("comments", "c2", {**data, "change": {"minutes": -2}}, audience=["chairs"])
    )

    assert (answer["result"], answer["message"].split(":")[0]) == ("refused", "change.minutes")
    assert chair.sees("comments", "c1")
    assert mona.sees("comments", "c1")
    assert not nils.sees("comments", "c1")
