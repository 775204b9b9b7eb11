"""The floor on one computer, without any line: asked for, ordered, given, taken back, told."""

from datetime import timedelta

import pytest

from app.actions import acting, attending, floor_asking, floor_chairing, floor_showing, minuting
from app.actions.floor_showing import Live
from app.actions.trouble import Trouble
from app.domain import fields, floors, intents
from app.secretariat.office import with_words
from app.secretariat.packing_values import Wish
from app.store import Store, current, outbox
from tests.builders import AT, CYCLE, clock, record, seed
from tests.desks import desk, hands

LATER = "2030-02-01T12:05:00Z"


def papers():
    people = {
        "omar": ("government", "african"), "nadia": ("civil", "weog"), "guest": ("government", ""),
    }  # fmt: skip
    roles = {"guest": "observer"}
    return [
        record("meetings", "call", title="Call", starts="2030-02-01T11:50:00Z"),
        record("items", "one", meeting="call", position=1, label="1", title="Welcome", minutes=10),
        record("items", "two", meeting="call", position=2, label="2", title="Trees", minutes=20),
        *(
            record(
                "members",
                each,
                2,
                name=each.title(),
                group=group,
                region=region or None,
                role=roles.get(each, "member"),
            )
            for each, (group, region) in people.items()
        ),
    ]


def asked(account: str, item: str = "one", at: str = AT, kind: str = "floor", **more: object):
    """What the server says a member asked."""
    return record(
        "intents", intents.intent_id(CYCLE, account, kind, item), 1, account, ("chairs",),
        kind=kind, about={"kind": "item", "id": item}, written_at=at, **more,
    )  # fmt: skip


@pytest.fixture
def omar() -> Store:
    return seed(desk("omar"), *papers())


@pytest.fixture
def chair() -> Store:
    return seed(desk("chair"), *papers())


def show(store: Store, item: str | None = None) -> floor_showing.Floor:
    return floor_showing.show(store, "call", item, clock)


def names(found: floor_showing.Floor) -> list[str]:
    return [each.name for each in found.ahead]


def test_a_member_asks_for_the_floor_once_whatever_she_says_after(omar):
    first = floor_asking.ask(omar, "one", "about the budget", clock)
    floor_asking.not_now(omar, "one", clock)
    floor_asking.ask(omar, "one", "about the budget", clock)
    floor_asking.withdraw(omar, "one", clock)

    (row,) = current.listed(omar, "intents")
    assert first.ids == (row.id,) == (intents.intent_id(CYCLE, "omar", "floor", "one"),)
    assert (row.data["withdrawn"], row.data["not_now"], row.readers) == (True, False, ("chairs",))
    assert fields.faults("intents", row.id, row.data) == []
    assert show(omar, "one").mine is None


def test_what_was_not_asked_cannot_be_taken_back(omar):
    for act in (floor_asking.withdraw, floor_asking.not_now):
        with pytest.raises(Trouble, match="not_asked"):
            act(omar, "one", clock)
    with pytest.raises(Trouble, match="no_such_record"):
        floor_asking.ask(omar, "gone", clock=clock)


def test_the_chair_sees_who_asked_in_their_order_and_gives_the_floor(chair):
    seed(chair, asked("nadia", at=LATER), asked("omar", text="about the budget"))

    before = show(chair, "one")
    floor_chairing.begin(chair, "one", "nadia", clock)
    after = show(chair, "one")

    assert [(each.name, each.text) for each in before.ahead] == [
        ("Omar", "about the budget"), ("Nadia", ""),
    ]  # fmt: skip
    assert after.speaking is not None
    assert (after.speaking.name, names(after)) == ("Nadia", ["Omar"])
    assert after.timer is not None
    assert (after.timer.left, after.timer.stage) == (240, "running")
    row = current.one(chair, "items", "one")
    assert row is not None
    assert fields.faults("items", row.id, row.data) == []


def test_a_chair_who_asks_herself_is_in_her_list_before_any_sync(chair):
    floor_asking.ask(chair, "one", clock=clock)

    assert names(show(chair, "one")) == ["Chair"]


def test_members_see_the_chairs_list_without_what_others_asked_for(omar):
    queue = floors.to_json(floors.add(floors.add((), "nadia"), None, "Lynne Broke"))
    seed(omar, record("items", "one", 3, meeting="call", label="1", queue=queue))

    found = show(omar, "one")

    assert names(found) == ["Nadia", "Lynne Broke"]
    assert not found.chair
    for act in (floor_chairing.add, floor_chairing.begin, floor_chairing.put_off):
        with pytest.raises(Trouble, match="not_a_chair"):
            act(omar, "one", "omar", clock)


def test_between_two_syncs_members_see_who_has_spoken(omar):
    spoke = floors.Place("nadia", "nadia", state="spoken")
    at_two = Live("two", (spoke, floors.Place("guest", "guest", state="speaking")))
    at_one = Live("one", (floors.Place("omar", "omar"), floors.Place("guest", "guest")),
                  over={"two": (spoke,)})  # fmt: skip

    during = floor_showing.show(omar, "call", clock=clock, live=at_two)
    after = floor_showing.show(omar, "call", clock=clock, live=at_one)

    assert [each.name for each in during.spoken] == ["Nadia"]
    assert during.speaking is not None
    assert during.speaking.name == "Guest"
    assert [share.value for share in after.balance.group] == ["civil"]
    assert [(each.name, each.first) for each in after.ahead] == [("Omar", True), ("Guest", True)]


def test_who_spoke_when_it_was_synced_keeps_her_times_and_waits_again_beside(omar):
    over = {"id": "nadia", "member": "nadia", "state": "spoken", "ended_at": AT}
    seed(omar, record("items", "one", 3, meeting="call", label="1", queue=[over]))
    told = (floors.Place("nadia", "nadia", state="spoken"), floors.Place("nadia", "nadia"))

    found = floor_showing.show(omar, "call", "one", clock, live=Live("one", told))

    assert [each.place.ended_at for each in found.spoken] == [AT]
    assert [(each.name, each.first) for each in found.ahead] == [("Nadia", False)]


def test_one_is_told_of_all_items_one_asks_the_floor_for(omar):
    floor_asking.ask(omar, "one", clock=clock)
    floor_asking.ask(omar, "two", clock=clock)
    floor_asking.not_now(omar, "two", clock)

    at_one, at_two = show(omar, "one"), show(omar, "two")

    assert [(called, each.not_now) for called, each in at_one.elsewhere] == [("2 Trees", True)]
    assert [called for called, _asked in at_two.elsewhere] == ["1 Welcome"]


def test_apologies_end_when_she_takes_the_floor_in_one_act(chair):
    said = [{"member": "nadia", "state": "apologies"}, {"member": "omar", "state": "apologies"}]
    seed(chair, record("meetings", "call", 2, title="Call", attendance=said))

    floor_chairing.begin(chair, "one", "nadia", clock)
    there = {each.member: each.state for each in attending.listed(chair, "call")}
    acting.take_back(chair, clock=clock)
    back = {each.member: each.state for each in attending.listed(chair, "call")}

    assert there == {"nadia": "present", "omar": "apologies"}
    assert back == {"nadia": "apologies", "omar": "apologies"}


@pytest.mark.parametrize("state", ["spoken", "out"])
def test_who_had_her_turn_no_longer_asks_until_she_asks_again(state):
    place = {"id": "omar", "member": "omar", "state": state, "heard": AT, "ended_at": AT}
    row = record("items", "one", 2, meeting="call", position=1, title="Welcome", queue=[place])
    omar = seed(desk("omar"), *papers(), row, asked("omar"))

    had = floor_showing.show(omar, "call", "one", clock=clock).mine
    floor_asking.ask(omar, "one", "once more", lambda: clock() + timedelta(minutes=5))
    asks = floor_showing.show(omar, "call", "one", clock=clock).mine

    assert had is None
    assert asks is not None
    assert asks.text == "once more"


def test_only_one_speaks_at_a_meeting(chair):
    floor_chairing.begin(chair, "one", "omar", clock)
    floor_chairing.begin(chair, "two", "nadia", clock)

    one, two = (current.one(chair, "items", id) for id in ("one", "two"))
    assert one is not None
    assert two is not None
    assert [each.state for each in floors.queue(one.data)] == ["spoken"]
    assert [each.state for each in floors.queue(two.data)] == ["speaking"]


def test_the_order_is_the_chairs_alone_and_can_be_taken_back(chair):
    for each in ("Omar", "nadya", "Lynne Broke"):
        floor_chairing.add(chair, "one", each, clock)

    floor_chairing.move(chair, "one", "lynne broke", "omar", clock)
    moved = names(show(chair, "one"))
    floor_chairing.put_off(chair, "one", "omar", clock)
    put_off = names(show(chair, "one"))
    floor_chairing.take_out(chair, "one", "nadia", clock)

    assert moved == ["Lynne Broke", "Omar", "Nadia"]
    assert put_off == ["Lynne Broke", "Nadia", "Omar"]
    assert names(show(chair, "one")) == ["Lynne Broke", "Omar"]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda store: floor_chairing.move(store, "one", "nobody", clock=clock), "not_in_queue"),
        (lambda store: floor_chairing.end(store, "one", clock), "nobody_speaks"),
        (lambda store: floor_chairing.give_minutes(store, "one", -1, clock), "bad_minutes"),
        (lambda store: floor_chairing.deliver(store, "one", "omar", clock=clock), "not_prepared"),
        (lambda store: floor_chairing.open_floor(store, "call", clock=clock), "which_item"),
        (lambda store: floor_chairing.add(store, "one", " ", clock), "empty"),
        (lambda store: floor_chairing.add(store, "one", "x" * 201, clock), "too_long"),
    ],
    ids=["move", "end", "minutes", "deliver", "open", "empty", "long"],
)
def test_what_cannot_be_done_changes_nothing(chair, act, code):
    with pytest.raises(Trouble, match=code):
        act(chair)

    assert [row.revision for row in current.listed(chair, "items")] == [1, 1]


def test_going_on_ends_the_item_and_whoever_speaks(chair):
    floor_chairing.open_floor(chair, "call", "1", clock)
    floor_chairing.begin(chair, "one", "omar", clock)
    floor_chairing.open_floor(chair, "call", "2", clock)
    found = show(chair)
    floor_chairing.close_floor(chair, "call", clock)

    one = current.one(chair, "items", "one")
    assert one is not None
    assert (one.data["ended_at"], floors.speaking(floors.queue(one.data))) == (AT, None)
    assert (found.current, found.open, found.label) == ("two", True, "2")
    assert found.late is not None
    assert found.late.minutes == 0
    assert not show(chair).open


def test_first_speakers_are_marked_and_another_group_is_only_suggested(chair):
    seed(chair, asked("nadia", at=LATER), asked("guest"))
    floor_chairing.begin(chair, "two", "omar", clock)
    floor_chairing.add(chair, "one", "omar", clock)
    floor_chairing.move(chair, "one", "omar", "guest", clock)

    found = show(chair, "one")

    assert [(each.name, each.first) for each in found.ahead] == [
        ("Omar", False), ("Guest", True), ("Nadia", True),
    ]  # fmt: skip
    assert [(each.value, each.n) for each in found.balance.group] == [("government", 1)]
    assert found.balance.suggested == "nadia"


def test_a_prepared_intervention_is_marked_as_heard_by_the_chair(chair, omar):
    floor_asking.prepare(omar, "one", "Trees give shade.", read_out=True, clock=clock)
    mine = show(omar, "one").prepared
    sent = current.listed(omar, "intents")[0]
    seed(chair, record("intents", sent.id, 1, "omar", ("chairs",), **sent.data))

    floor_chairing.deliver(chair, "one", "Omar", "read_out", clock)

    (told,) = show(chair, "one").prepared
    assert [(each.intent.text, each.intent.read_out) for each in mine] == [
        ("Trees give shade.", True)
    ]
    assert (told.name, told.intent.text, told.delivered) == (
        "Omar",
        "Trees give shade.",
        "read_out",
    )
    row = current.one(chair, "items", "one")
    assert row is not None
    assert "shade" not in str(row.data)
    assert fields.faults("items", row.id, row.data) == []


def test_an_empty_intervention_takes_it_back(omar):
    floor_asking.prepare(omar, "one", "Trees give shade.", clock=clock)
    floor_asking.prepare(omar, "one", "", clock=clock)

    assert show(omar, "one").prepared == ()


def test_taking_in_writes_once_and_is_no_act_to_be_undone(chair):
    seed(chair, asked("nadia"))

    first = floor_chairing.take_in(chair, "call", clock)
    again = floor_chairing.take_in(chair, "call", clock)

    assert (first.ids, again.ids) == (("one",), ())
    assert chair.one("SELECT count(*) AS n FROM undo")["n"] == 0


def test_what_is_typed_for_an_item_stands_in_it_once(chair):
    for _ in range(2):
        minuting.note(chair, "one", "key_points", "Shade  matters", clock)
    minuting.note(chair, "one", "key_points", "Water too", clock)
    minuting.put(chair, "one", "notes", "Omar was hard to hear.\n", clock)

    row = current.one(chair, "items", "one")
    assert row is not None
    assert row.data["key_points"] == "- Shade matters\n- Water too"
    assert row.data["notes"] == "Omar was hard to hear."


def test_without_a_server_asks_and_the_chairs_list_travel_by_files(tmp_path):
    nadia, chair, office = (seed(desk(each), *papers()) for each in ("nadia", "chair", "office"))
    floor_asking.ask(nadia, "one", "canary words", clock)

    hands(nadia, tmp_path, chair)
    floor_chairing.open_floor(chair, "call", "one", clock)
    floor_chairing.take_in(chair, "call", clock)
    hands(chair, tmp_path, office, name="b.satchel")

    seen = show(office)
    assert [(each.name, each.text) for each in show(chair).ahead] == [("Nadia", "canary words")]
    assert (seen.open, seen.current, names(seen)) == (True, "one", ["Nadia"])


def test_no_pack_holds_what_members_asked_or_prepared(tmp_path):
    office = seed(
        desk("office"), *papers(), asked("nadia", text="canary of asking"),
        asked("omar", kind="intervention", text="canary of words"),
    )  # fmt: skip
    floor_chairing.take_in(office, "call", clock)

    wish = with_words(office, Wish())
    told = str([(each.collection, each.data) for each in wish.beside])

    assert "canary" not in told
    assert "intents" not in {each.collection for each in wish.beside}
    assert "'member': 'nadia'" in told


def test_a_draft_stays_here_and_what_was_sent_stands_until_it_is_sent_again(omar):
    floor_asking.prepare(omar, "one", "A beginning", send=False, clock=clock)
    draft = floor_asking.mine(omar, "intervention", "one")
    waiting = outbox.to_send(omar)
    floor_asking.prepare(omar, "one", "Trees give shade.", clock=clock)
    sent = floor_asking.mine(omar, "intervention", "one")
    floor_asking.prepare(omar, "one", "Trees give shade and", send=False, clock=clock)
    floor_asking.prepare(omar, "one", "", clock=clock)

    (row,) = outbox.to_send(omar)
    assert draft is not None
    assert sent is not None
    assert (draft.state, waiting, sent.state) == ("draft", [], "submitted")
    assert row.data is not None
    assert (row.data["text"], row.data["withdrawn"]) == ("Trees give shade.", True)


def test_a_draft_that_is_taken_back_was_never_sent(omar):
    floor_asking.prepare(omar, "one", "A beginning", send=False, clock=clock)
    floor_asking.prepare(omar, "one", "", clock=clock)

    assert outbox.to_send(omar) == []
    assert show(omar, "one").prepared == ()


def test_what_is_said_later_counts_though_the_clock_was_set_back(chair, omar):
    floor_asking.ask(omar, "one", clock=clock)
    first = current.listed(omar, "intents")[0]
    seed(chair, record("intents", first.id, 1, "omar", ("chairs",), **first.data))
    floor_chairing.take_in(chair, "call", clock)
    floor_asking.withdraw(omar, "one", lambda: clock() - timedelta(hours=3))
    second = current.listed(omar, "intents")[0]
    seed(chair, record("intents", first.id, 2, "omar", ("chairs",), **second.data))

    assert second.data["written_at"] < first.data["written_at"]
    assert names(show(chair, "one")) == []
