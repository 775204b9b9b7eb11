"""Next steps: noted with owner and date, carried over, said done, confirmed, told when due."""

import pytest

from app.actions import acting, annotating, next_steps, next_steps_place, showing
from app.actions.papers import About
from app.actions.trouble import Trouble
from app.domain import action_items, fields
from app.domain.intents import intent_id
from app.store import current, outbox
from tests.builders import CYCLE, arrive, clock, record, seed
from tests.desks import desk

PAPERS = (
    record("meetings", "call", 1, "office", ("observers",), title="First call", group="garden"),
    record("meetings", "later", title="Second call"),
    record("items", "call-6", meeting="call", label="6", title="Trees"),
    record("items", "later-1", meeting="later", label="1", title="Old business"),
    record("workgroups", "garden", title="The garden"),
    record("members", "vera", name="Vera Plum", aliases=["V. Plumm"], role="member"),
)


@pytest.fixture
def chair():
    return seed(desk("chair"), *PAPERS)


@pytest.fixture
def omar():
    return seed(
        desk("omar"),
        *PAPERS,
        record("actions", "water-them", 1, "chair", text="Water them", owner="omar", state="open",
               meeting="call", due="2030-02-03"),
        record("actions", "hers", 1, "chair", text="Ask the city", owner="vera", state="open"),
    )  # fmt: skip


def data(store, id):
    row = current.one(store, "actions", id)
    assert fields.faults("actions", id, row.data) == []
    return row.data


def test_a_chair_notes_a_next_step_for_whoever_reads_the_meeting(chair):
    made = next_steps.add(
        chair, " Write the text ", owner="vera plum", due="2030-02-05", meeting="call", item="6",
        clock=clock,
    )  # fmt: skip

    found = data(chair, made.id)
    assert (found["text"], found["owner"], found["state"]) == ("Write the text", "vera", "open")
    assert (found["due"], found["meeting"], found["item"]) == (
        "2030-02-05T23:59:59Z", "call", "call-6",
    )  # fmt: skip
    assert current.one(chair, "actions", made.id).readers == ("observers",)


def test_an_owner_without_an_account_stays_a_name(chair):
    made = next_steps.add(chair, "Print it", owner="Lynne  Broke ?", clock=clock)

    standing = next_steps.one(chair, made.id, clock)
    assert (standing.action.owner, standing.account) == ("Lynne Broke ?", None)
    assert standing.name == "Lynne Broke ?"


def test_json_shows_who_has_to_do_it_and_who_wrote_it_down(chair, home):
    id = next_steps.add(chair, "Print it", owner="vera", clock=clock).id
    arrive(chair, owner="chair")

    (row,) = (each for each in showing.listed(chair, home, "actions") if each["id"] == id)

    assert (row["owner"], row["written_by"]) == ("vera", "chair")
    assert showing.shown(chair, home, "actions", id)["owner"] == "vera"


def test_what_waits_shows_the_same_owner_and_nobody_else_is_taken_for_another(chair, home):
    next_steps.add(chair, "Print it", owner="vera", clock=clock)
    forged = record("comments", "c", 1, "omar", text="x", owner="chair")
    seed(chair, forged)

    (waiting,) = showing.listed(chair, home, "outbox")
    comment = showing.shown(chair, home, "comments", "c")

    assert (waiting["owner"], waiting["data"]["owner"]) == ("vera", "vera")
    assert (comment["owner"], "written_by" in comment) == ("omar", False)


def test_my_actions_are_those_i_have_to_do_not_those_i_wrote(omar, home):
    unowned = record("actions", "nobodys", 1, "omar", text="Someone should")
    seed(omar, unowned)

    rows = showing.mine(omar, "actions", showing.listed(omar, home, "actions"))

    assert [row["id"] for row in rows] == ["water-them"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": " "}, "empty"),
        ({"due": "soon"}, "bad_time"),
        ({"meeting": "nowhere"}, "no_such_record"),
        ({"item": "nowhere"}, "no_such_record"),
        ({"meeting": "later", "item": "6"}, "no_such_record"),
        ({"group": "nowhere"}, "no_such_record"),
    ],
    ids=["no words", "no date", "no meeting", "no item", "item of another", "no group"],
)
def test_what_cannot_be_noted_is_refused_and_nothing_is_written(chair, given, code):
    with pytest.raises(Trouble, match=code):
        next_steps.add(chair, **{"text": "Write", **given}, clock=clock)

    assert outbox.to_send(chair) == []


def test_only_chairs_note_and_end_next_steps(omar):
    for forbidden in (
        lambda: next_steps.add(omar, "Write"),
        lambda: next_steps.end(omar, "water-them", "done"),
        lambda: next_steps.carry(omar, "water-them", "later"),
        lambda: next_steps.change(omar, "water-them", owner="vera"),
    ):
        with pytest.raises(Trouble, match="not_a_chair"):
            forbidden()


def test_a_note_on_an_item_becomes_a_next_step_of_it_once(chair, home):
    note = annotating.note(chair, home, About("item", "call-6"), "Ask the city", clock=clock).ids[0]

    made = next_steps.from_mark(chair, f"note/{note}", owner="vera", clock=clock)
    again = next_steps.from_mark(chair, f"note/{note}", "in other words", clock=clock)

    assert data(chair, made.id)["text"] == "Ask the city"
    assert (data(chair, made.id)["item"], data(chair, made.id)["meeting"]) == ("call-6", "call")
    assert (again.id, again.already) == (made.id, True)
    with pytest.raises(Trouble, match="no_such_record"):
        next_steps.from_mark(chair, "note/none")


def test_an_open_one_goes_on_at_a_later_meeting_and_the_first_stays_where_it_was(chair):
    first = next_steps.add(
        chair, "Write", owner="vera", due="2030-02-05", item="call-6", clock=clock
    ).id

    made = next_steps.carry(chair, first, "later", "1", clock=clock)
    again = next_steps.carry(chair, first, "later", clock=clock)

    assert (data(chair, first)["state"], data(chair, first)["carried_to"]) == ("carried", made.id)
    went = data(chair, made.id)
    assert (went["state"], went["meeting"], went["item"]) == ("open", "later", "later-1")
    assert (went["owner"], went["due"]) == ("vera", "2030-02-05T23:59:59Z")
    assert went["carried_from"] == first
    assert made.id == action_items.carried_id(CYCLE, first, "later")
    assert (again.id, again.already) == (made.id, True)
    with pytest.raises(Trouble, match="action_carried"):
        next_steps.end(chair, first, "done")
    with pytest.raises(Trouble, match="action_here"):
        next_steps.carry(chair, made.id, "later")
    with pytest.raises(Trouble, match="no_such_record"):
        next_steps.carry(chair, made.id, "vanished")


def test_carrying_over_is_taken_back_in_one_step(chair):
    first = next_steps.add(chair, "Write", meeting="call", clock=clock).id
    made = next_steps.carry(chair, first, "later", clock=clock)

    acting.take_back(chair, clock=clock)

    assert current.one(chair, "actions", made.id) is None
    assert data(chair, first)["state"] == "open"


def test_her_word_that_it_is_done_goes_with_a_step_that_is_carried_over(omar):
    next_steps.say_done(omar, "water-them", "all of them", clock)
    seed(omar, record("actions", "water-them", 2, "chair", text="Water them", owner="omar",
                      state="carried", meeting="call", carried_to="again"),
         record("actions", "again", 1, "chair", text="Water them", owner="omar", state="open",
                meeting="later", carried_from="water-them"))  # fmt: skip

    said = next_steps.one(omar, "again", clock).said
    assert said is not None
    assert said.text == "all of them"

    next_steps.unsay(omar, "again", clock)
    assert next_steps.one(omar, "again", clock).said is None


def test_she_who_has_to_do_it_says_done_and_a_chair_confirms(omar):
    next_steps.say_done(omar, "water-them", "all of them", clock)

    said = current.one(omar, "intents", intent_id(CYCLE, "omar", "done", "water-them"))
    assert (said.readers, said.data["kind"]) == (("chairs",), "done")
    assert fields.faults("intents", said.id, said.data) == []
    standing = next_steps.one(omar, "water-them", clock)
    assert standing.said is not None
    assert (standing.said.text, standing.action.state) == ("all of them", "open")

    next_steps.unsay(omar, "water-them", clock)

    assert next_steps.one(omar, "water-them", clock).said is None
    with pytest.raises(Trouble, match="nothing_said_done"):
        next_steps.unsay(omar, "water-them", clock)
    with pytest.raises(Trouble, match="action_not_mine"):
        next_steps.say_done(omar, "hers", clock=clock)


def test_a_chair_sees_who_said_done_but_not_what_a_stranger_says_of_it(chair):
    id = next_steps.add(chair, "Write", owner="vera", clock=clock).id
    for account in ("vera", "omar"):
        about = {"kind": "action", "id": id}
        seed(chair, record("intents", intent_id(CYCLE, account, "done", id), 1, account,
                           ("chairs",), kind="done", about=about, text=f"by {account}"))  # fmt: skip

    said = next_steps.one(chair, id, clock).said
    next_steps.end(chair, id, "done", clock=clock)

    assert (said.account, said.text) == ("vera", "by vera")
    after = next_steps.one(chair, id, clock)
    assert (after.action.state, after.said) == ("done", None)
    next_steps.end(chair, id, "open", clock=clock)
    assert next_steps.one(chair, id, clock).action.open


def test_what_others_wrote_by_the_contract_alone_is_understood(omar):
    seed(
        omar,
        record("actions", "by-name", 1, "chair", text="Call", owner="V. Plumm", due="2030-01-30",
               item="call-6"),
        record("actions", "odd", 1, "chair", text="Else", state="stuck", due="in May", source="x"),
        record("actions", "gone", 1, "chair", text="Gone", withdrawn=True),
    )  # fmt: skip

    found = {each.action.id: each for each in next_steps.listed(omar, clock=clock)}

    assert (found["by-name"].account, found["by-name"].name) == ("vera", "Vera Plum")
    assert found["by-name"].overdue
    assert (found["odd"].action.open, found["odd"].action.due) == (True, "")
    assert "gone" not in found


def test_the_list_is_narrowed_by_owner_meeting_group_and_state(omar):
    seed(omar, record("actions", "old", 1, "chair", text="Old", state="done", item="call-6"))

    def ids(**wanted):
        return [each.action.id for each in next_steps.listed(omar, clock=clock, **wanted)]

    assert ids() == ["water-them", "hers", "old"]
    assert ids(mine=True) == ["water-them"]
    assert ids(owner="Vera Plum") == ["hers"]
    assert ids(meeting="call") == ["water-them", "old"]
    assert ids(group="garden") == ["water-them", "old"]
    assert ids(state="done") == ["old"]
    with pytest.raises(Trouble, match="bad_action_state"):
        ids(state="stuck")


def test_due_within_three_days_is_soon_and_a_day_lasts_until_its_end(omar):
    (mine,) = next_steps.listed(omar, mine=True, clock=clock)

    assert (mine.soon, mine.overdue) == (True, False)
    assert mine.action.due == "2030-02-03T23:59:59Z"


def test_fields_we_do_not_know_stay_when_a_chair_changes_one(chair):
    seed(chair, record("actions", "theirs", 3, "cora", text="Write", owner="vera", colour="blue"))

    next_steps.change(chair, "theirs", due="2030-03-01", text="Write it", clock=clock)

    assert data(chair, "theirs")["colour"] == "blue"
    assert data(chair, "theirs")["owner"] == "vera"
    with pytest.raises(Trouble, match="nothing_changed"):
        next_steps.change(chair, "theirs")


def test_of_a_meeting_that_vanished_what_it_left_is_listed_and_of_none_that_never_was(omar):
    seed(omar, record("actions", "left", 1, "chair", text="Left over", meeting="vanished"))

    found = next_steps.listed(omar, meeting="vanished", clock=clock)

    assert [each.action.id for each in found] == ["left"]
    next_steps_place.known(omar, "meetings", "vanished", found)
    with pytest.raises(Trouble, match="no_such_record"):
        next_steps_place.known(omar, "meetings", "never", [])
