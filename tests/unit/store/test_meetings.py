"""Meetings and their next steps as lists read them: no more than they show."""

from app.store import meetings, outbox
from app.store.meetings import Head
from tests.builders import AT, record, seed

OVER = ("done", "dropped", "carried")


def test_a_list_of_meetings_has_what_it_shows_the_latest_first(store):
    seed(
        store,
        record("meetings", "one", title="First", starts="2030-01-01T12:00:00Z", notes="long"),
        record(
            "meetings", "two", starts="2030-02-01T12:00:00Z", ends="2030-02-01T13:00:00Z", group="g"
        ),
    )
    outbox.put(
        store, "meetings", "three", {"title": "Typed here"}, audience=("members",), written_at=AT
    )

    found = meetings.heads(store)

    assert [each.called for each in found] == ["two", "First", "Typed here"]
    assert found[0] == Head("two", "", "2030-02-01T12:00:00Z", "2030-02-01T13:00:00Z", "g")


def test_next_steps_of_a_meeting_are_those_of_its_items_too(store):
    seed(
        store,
        record("items", "i1", meeting="one"),
        record("actions", "a", text="Its own", meeting="one"),
        record("actions", "b", text="Of its item", item="i1"),
        record("actions", "c", text="Of another", meeting="two", item="i1"),
        record("actions", "d", text="Of none"),
    )

    assert [row.id for row in meetings.steps(store, "one")] == ["a", "b"]
    assert [row.id for row in meetings.steps(store)] == ["a", "b", "c", "d"]


def test_a_next_step_in_a_state_nobody_knows_is_not_over(store):
    states = {"a": "open", "b": "done", "c": "waiting for rain", "d": None, "e": "carried"}
    seed(store, *(record("actions", id, text="x", state=state) for id, state in states.items()))

    assert [row.id for row in meetings.steps(store, over=OVER)] == ["a", "c", "d"]
