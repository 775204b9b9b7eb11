"""The speaking queue: the chair's order, what members ask taken into it, never an order of its own."""

from app.domain import floors, merging
from app.domain.floors import Place, Queue
from app.domain.intents import Intent

NINE, TEN = "2030-02-01T09:00:00Z", "2030-02-01T10:00:00Z"


def ask(account: str, at: str = NINE, *, withdrawn: bool = False, not_now: bool = False) -> Intent:
    return Intent("i", "floor", account, "one", "", withdrawn, not_now, False, at, False)


def ids(places: Queue) -> list[str]:
    return [each.id for each in floors.ahead(places)]


def test_asks_go_to_the_end_in_the_order_they_were_written():
    chosen = floors.add((), "omar")

    taken = floors.taken_in(chosen, [ask("rosa", TEN), ask("bela", NINE)])

    assert ids(taken) == ["omar", "bela", "rosa"]


def test_taking_in_twice_or_by_two_chairs_makes_the_same():
    asked = [ask("rosa"), ask("bela", TEN)]

    once = floors.taken_in((), asked)

    assert floors.taken_in(once, asked) == once
    assert floors.to_json(floors.taken_in((), reversed(asked))) == floors.to_json(once)


def test_what_the_chair_did_stands_until_the_member_says_something_new():
    queue = floors.put(floors.taken_in((), [ask("rosa", NINE)]), "rosa", "not_now")

    same = floors.taken_in(queue, [ask("rosa", NINE)])
    again = floors.taken_in(queue, [ask("rosa", TEN)])

    assert same == queue
    assert floors.last(again, "rosa") == Place("rosa", "rosa", heard=TEN)


def test_who_withdraws_and_asks_again_stands_at_the_end():
    queue = floors.taken_in((), [ask("rosa", NINE), ask("bela", NINE)])
    queue = floors.taken_in(queue, [ask("bela", TEN, withdrawn=True)])
    left = ids(queue)

    queue = floors.taken_in(queue, [ask("bela", "2030-02-01T11:00:00Z")])

    assert left == ["rosa"]
    assert ids(queue) == ["rosa", "bela"]


def test_not_now_lets_others_go_before_and_keeps_the_place():
    queue = floors.taken_in((), [ask("rosa"), ask("bela", TEN)])

    queue = floors.taken_in(queue, [ask("rosa", TEN, not_now=True)])
    later = floors.taken_in(queue, [ask("rosa", "2030-02-01T11:00:00Z")])

    assert ids(queue) == ["bela", "rosa"]
    assert ids(later) == ["rosa", "bela"]


def test_who_begins_ends_whoever_speaks_and_speaks_again_on_a_place_of_her_own():
    queue = floors.begin(floors.taken_in((), [ask("rosa"), ask("bela", TEN)]), "rosa", NINE)
    queue = floors.begin(queue, "bela", TEN)
    queue = floors.begin(queue, "rosa", "2030-02-01T11:00:00Z")

    assert [(each.id, each.state, each.ended_at) for each in queue] == [
        ("rosa", "spoken", TEN),
        ("bela", "spoken", "2030-02-01T11:00:00Z"),
        ("rosa.2", "speaking", None),
    ]
    assert floors.speaking(floors.end(queue, "2030-02-01T12:00:00Z")) is None
    assert floors.spoken(queue) == {"rosa", "bela"}


def test_what_a_member_writes_while_she_speaks_moves_nothing():
    queue = floors.begin(floors.taken_in((), [ask("rosa")]), "rosa", NINE)

    later = floors.taken_in(queue, [ask("rosa", TEN, withdrawn=True)])

    assert [each.state for each in later] == ["speaking"]


def test_the_chair_moves_and_adds_names_that_are_nobody_of_the_roster():
    queue = floors.add(floors.add((), "omar"), None, "Lynne Broke")
    queue = floors.add(queue, None, "lynne  broke")

    moved = floors.move(queue, "~lynne broke", "omar")

    assert ids(moved) == ["~lynne broke", "omar"]
    assert ids(floors.move(moved, "~lynne broke", None)) == ["omar", "~lynne broke"]
    assert ids(floors.put(moved, "omar", "out")) == ["~lynne broke"]


def test_a_queue_comes_back_as_it_was_written_with_what_others_added():
    data = {"queue": [{"id": "rosa", "member": "rosa", "state": "waiting", "hand": 3}]}

    assert floors.to_json(floors.queue(data)) == data["queue"]
    assert floors.queue({"queue": ["no", {"id": 5}, {"id": "a", "state": "flies"}]}) == ()


def test_two_chairs_who_order_at_once_lose_nobody_and_nobody_is_asked():
    base = {"queue": floors.to_json(floors.add(floors.add((), "rosa"), "bela"))}
    queue = floors.queue(base)
    mine = {"queue": floors.to_json(floors.begin(floors.add(queue, "omar"), "rosa", TEN))}
    theirs = {
        "queue": floors.to_json(floors.begin(floors.move(queue, "bela", "rosa"), "rosa", NINE))
    }

    joined = merging.join(base, mine, theirs)

    assert joined.contradictions == ()
    assert {each.id: each.state for each in floors.queue(joined.data)} == {
        "bela": "waiting", "rosa": "speaking", "omar": "waiting",
    }  # fmt: skip
    assert floors.last(floors.queue(joined.data), "rosa") == Place(
        "rosa", "rosa", state="speaking", began_at=TEN
    )


def test_where_a_meeting_is_is_joined_key_by_key_and_its_attendance_person_by_person():
    base = {
        "floor": {"item": "one", "open": True},
        "attendance": [{"member": "rosa", "state": "present"}],
    }
    mine = {**base, "floor": {"item": "two", "open": True},
            "attendance": [*base["attendance"], {"id": "bela", "member": "bela", "state": "present"}]}  # fmt: skip
    theirs = {**base, "floor": {"item": "one", "open": False},
              "attendance": [{"member": "rosa", "state": "left_early"}]}  # fmt: skip

    joined = merging.join(base, mine, theirs)

    assert joined.contradictions == ()
    assert joined.data["floor"] == {"item": "two", "open": False}
    assert {each["member"]: each["state"] for each in joined.data["attendance"]} == {
        "rosa": "left_early", "bela": "present",
    }  # fmt: skip


def test_two_speakers_begun_at_once_by_two_chairs_are_told_as_they_are():
    queue = floors.add(floors.add((), "rosa"), "bela")
    mine, theirs = floors.begin(queue, "rosa", TEN), floors.begin(queue, "bela", NINE)

    joined = merging.join(*({"queue": floors.to_json(each)} for each in (queue, mine, theirs)))

    later = floors.end(floors.queue(joined.data), "2030-02-01T12:00:00Z")
    assert {each.state for each in later} == {"spoken"}
