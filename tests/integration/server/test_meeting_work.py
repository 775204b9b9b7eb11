"""Who may write and read next steps, what meetings decided, groups and what is wished of them."""

from collections.abc import Iterator

import pytest

from app.server.run import Running
from tests.integration.people import ROLES, Cycle, Person, begin, change, one_of_each

CANARY = "canary-of-a-wish"
WISHES = {
    "join": {"kind": "join_group", "about": {"kind": "group", "id": "g1"}},
    "leave": {"kind": "leave_group", "about": {"kind": "group", "id": "g1"}},
    "propose": {"kind": "propose_group", "title": CANARY},
    "done": {"kind": "done", "about": {"kind": "action", "id": "a1"}},
}
PAPERS = {
    "actions": {"text": "Write", "owner": "dana", "due": "2030-02-01", "state": "open", "x": 1},
    "decisions": {"kind": "meeting", "meeting": "m1", "item": "i1", "text": "Yes", "channel": "call",
                  "objections": [{"id": "1", "who": "dana", "text": "No"}]},
    "workgroups": {"title": "Garden", "charter": "Trees", "participants": ["dana"], "edited": ["charter"]},
}  # fmt: skip


@pytest.fixture(scope="module")
def cycle(server: Running) -> Iterator[Cycle]:
    with begin(server.url) as made:
        yield made


@pytest.fixture(scope="module")
def people(cycle: Cycle) -> dict[str, Person]:
    return {**one_of_each(cycle, "member", "chair", "observer"), "dana": cycle.join("dana")}


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("writer", ["member", "observer", "chair"])
def test_a_wish_is_read_by_its_writer_and_the_chairs_whatever_audience_was_sent(
    people: dict[str, Person], wish: str, writer: str
):
    id = f"{wish}-of-{writer}"
    data = {**WISHES[wish], "text": CANARY}

    people[writer].put("intents", id, data, audience=["public"])

    readers = {name for name, person in people.items() if person.sees("intents", id)}
    assert readers == {writer, "secretariat", "chair", "other chair"}
    for name in ("other member", "other observer"):
        assert CANARY not in people[name].afresh().ask().text


@pytest.mark.parametrize("role", ["secretariat", "chair", "member", "observer"])
def test_nobody_writes_a_wish_of_somebody_else(people: dict[str, Person], role: str):
    id = f"hers-{role}"
    people["dana"].put("intents", id, WISHES["join"])
    people[role].sync()

    code = people[role].refused("intents", id, {**WISHES["join"], "withdrawn": True})

    assert code == "not_yours"


@pytest.mark.parametrize("collection", PAPERS)
@pytest.mark.parametrize("role", ROLES)
def test_chairs_and_secretariat_write_them_and_members_read_what_was_written(
    people: dict[str, Person], collection: str, role: str
):
    id = f"{collection}-{role}"
    data = PAPERS[collection]

    answer = people[role].do(change(collection, id, data))[0]

    may = role in {"secretariat", "chair"}
    assert answer["result"] == ("accepted" if may else "refused")
    if may:
        assert people["dana"].sees(collection, id)
        assert people["dana"].store[collection, id]["data"] == data
        assert people["dana"].refused(collection, id, {**data, "text": "mine"}) == "not_yours"
        assert people["dana"].store[collection, id]["owner"] == people[role].account
    assert not people["observer"].sees(collection, id)


def test_the_answer_to_a_wish_is_read_by_who_asked_and_the_chairs_alone(people: dict[str, Person]):
    data = {"kind": "answer", "about": {"kind": "intent", "id": "w"}, "outcome": "declined",
            "reason": "canary-of-a-no", "at": "2030-02-01T12:00:00Z"}  # fmt: skip

    people["chair"].put("decisions", "answer-w", data, audience=["chairs", "dana"])

    readers = {name for name, person in people.items() if person.sees("decisions", "answer-w")}
    assert readers == {"secretariat", "chair", "other chair", "dana"}
    assert "canary-of-a-no" not in people["member"].afresh().ask().text


@pytest.mark.parametrize("collection", ["actions", "workgroups"])
def test_what_a_chair_did_without_a_line_is_handed_on_in_her_name(
    people: dict[str, Person], collection: str
):
    office, id, data = people["secretariat"], f"carried-{collection}", PAPERS[collection]
    by = {"for": people["chair"].account, "via": "bundle"}

    answer = office.do(change(collection, id, data, **by))[0]

    assert answer["result"] == "accepted"
    people["chair"].sync()
    assert people["chair"].store[collection, id]["owner"] == people["chair"].account
    assert people["chair"].store[collection, id]["data"] == data
    assert office.refused(collection, f"{id}-2", data, **{"for": "dana", "via": "bundle"}) == (
        "not_yours"
    )


@pytest.mark.parametrize(
    ("collection", "data"),
    [
        ("actions", {"due": "soon"}),
        ("actions", {"owner": 5}),
        ("actions", {"meeting": "../x"}),
        ("actions", {"source": {"turn": "first"}}),
        ("decisions", {"meeting": "m1", "objections": [{"who": 5}]}),
        ("workgroups", {"participants": "dana"}),
        ("intents", {"kind": "done", "about": {"kind": "nothing", "id": "a1"}}),
        ("intents", {"kind": "propose_group", "title": "x" * 501}),
    ],
    ids=["due", "owner", "meeting", "turn", "objection", "people", "about", "title"],
)
def test_fields_of_the_wrong_kind_are_refused_by_name(
    people: dict[str, Person], collection: str, data: dict[str, object]
):
    answer = people["chair"].do(change(collection, "wrong", data))[0]

    assert answer["result"] == "refused"
    assert answer["message"].startswith(tuple(data))
