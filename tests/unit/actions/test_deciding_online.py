"""A text with a date: positions are taken, changed, taken back; silence is silence."""

import pytest

from app.actions import acting, deciding, news
from app.actions.deciding_online import all_online
from app.actions.trouble import Trouble
from app.domain import fields, online
from app.store import current
from tests.builders import AT, CYCLE, clock, record, seed
from tests.desks import desk, hands

DATES = "9d1d0b6e-6f8f-4c1c-9d55-3c1d5a0a9b11"


def asked(**more):
    """The record of an online decision as a server gives it."""
    data = {"kind": "online", "title": "Dates", "text": "We meet in May.",
            "closes_at": "2030-02-10T11:59:59Z", "aoe": True, "channel": "online"}  # fmt: skip
    return record("decisions", DATES, 1, "chair", **{**data, **more})


def answered(account, position, *, at=AT, id="", **more):
    return record(
        "intents", id or online.position_id(CYCLE, account, DATES), 1, account, ("chairs",),
        kind="position", about={"kind": "decision", "id": DATES}, position=position,
        written_at=at, **more,
    )  # fmt: skip


@pytest.fixture
def omar():
    return seed(desk("omar"), asked())


@pytest.fixture
def chair():
    return seed(desk("chair"), asked())


def mine(store):
    return deciding.standing(store, DATES, clock).mine


def test_a_chair_asks_the_members_about_a_text_until_a_day_ends_everywhere():
    chair = desk("chair")

    made = deciding.propose_online(chair, "Dates ", "We meet in May.", "2030-02-09", aoe=True)

    (id,) = made.ids
    row = current.one(chair, "decisions", id)
    assert (row.readers, row.data["title"]) == (("members",), "Dates")
    assert (row.data["closes_at"], row.data["aoe"]) == ("2030-02-10T11:59:59Z", True)
    assert fields.faults("decisions", id, row.data) == []
    assert [each.question.id for each in deciding.open_online(chair, clock)] == [id]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("", "text", "2030-02-09"), "empty"),
        (("Dates", " ", "2030-02-09"), "empty"),
        (("Dates", "text", "in May"), "bad_time"),
        (("Dates", "text", "2030-01-31"), "date_passed"),
    ],
)
def test_what_cannot_be_asked_is_refused(given, code):
    with pytest.raises(Trouble, match=code):
        deciding.propose_online(desk("chair"), *given, clock=clock)


def test_a_position_goes_to_the_chairs_under_the_one_id_of_its_member(omar):
    done = deciding.take_position(omar, DATES, "object", "May is exam time.", clock)

    row = current.one(omar, "intents", online.position_id(CYCLE, "omar", DATES))
    assert done.ids == (row.id,)
    assert (row.readers, row.waiting) == (("chairs",), True)
    assert row.data["about"] == {"kind": "decision", "id": DATES}
    assert (row.data["position"], row.data["text"]) == ("object", "May is exam time.")
    assert fields.faults("intents", row.id, row.data) == []


def test_a_position_is_changed_and_taken_back_and_taken_again(omar):
    deciding.take_position(omar, DATES, "no_objection", clock=clock)
    deciding.take_position(omar, DATES, "more_time", clock=clock)
    changed = mine(omar).position
    deciding.withdraw_position(omar, DATES, clock)
    without = mine(omar)
    deciding.take_position(omar, DATES, "conflict", clock=clock)

    assert (changed, without, mine(omar).position) == ("more_time", None, "conflict")
    assert len(current.listed(omar, "intents")) == 1


def test_an_act_of_a_position_can_be_undone(omar):
    deciding.take_position(omar, DATES, "no_objection", clock=clock)
    deciding.take_position(omar, DATES, "object", "No", clock)

    acting.take_back(omar)

    assert mine(omar).position == "no_objection"


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_objection_needs_its_reason(omar, text):
    with pytest.raises(Trouble, match="objection_needs_reason"):
        deciding.take_position(omar, DATES, "object", text)

    assert mine(omar) is None


def test_what_is_no_position_is_refused(omar):
    with pytest.raises(Trouble, match="unknown_position"):
        deciding.take_position(omar, DATES, "yes")
    with pytest.raises(Trouble, match="no_such_record"):
        deciding.take_position(omar, "nothing", "no_objection")
    with pytest.raises(Trouble, match="no_position"):
        deciding.withdraw_position(omar, DATES)


@pytest.mark.parametrize("account", ["guest", "office"])
def test_observers_and_the_secretariat_take_no_position(account):
    store = seed(desk(account), asked())

    with pytest.raises(Trouble, match="observers_take_no_position"):
        deciding.take_position(store, DATES, "no_objection")


def test_silence_is_silence_and_never_a_yes(chair):
    seed(chair, answered("omar", "no_objection"))

    count = deciding.standing(chair, DATES, clock).count

    assert count.numbers() == {
        "no_objection": 1, "object": 0, "more_time": 0, "conflict": 0, "silent": 2,
    }  # fmt: skip
    assert set(count.silent) == {"chair", "nadia"}


def test_of_several_by_one_member_the_last_counts_and_taken_back_ones_do_not(chair):
    seed(
        chair,
        answered("omar", "no_objection", id="first"),
        answered("omar", "object", id="second", at="2030-02-02T12:00:00Z", text="No"),
        answered("nadia", "object", withdrawn=True),
    )

    count = deciding.standing(chair, DATES, clock).count

    assert [each.account for each in count.positions["object"]] == ["omar"]
    assert set(count.silent) == {"chair", "nadia"}


def test_who_is_not_asked_is_in_no_count(chair):
    seed(chair, answered("guest", "object", text="No"))

    count = deciding.standing(chair, DATES, clock).count

    assert count.numbers()["object"] == 0
    assert [each.account for each in count.others] == ["guest"]


def test_a_member_sees_her_own_answer_and_nobody_elses(omar):
    assert deciding.standing(omar, DATES, clock).count is None


def test_the_chair_records_how_it_ended_and_what_was_said(chair):
    seed(chair, answered("omar", "object", text="No"))

    deciding.close_online(chair, DATES, "to_be_discussed", "One objects.", clock)

    question = deciding.standing(chair, DATES, clock).question
    assert (question.outcome, question.closed_at, question.open) == (
        "to_be_discussed", AT, False,
    )  # fmt: skip
    assert question.counts["object"] == 1
    assert question.counts["silent"] == 2
    row = current.one(chair, "decisions", DATES)
    assert fields.faults("decisions", DATES, row.data) == []
    with pytest.raises(Trouble, match="unknown_outcome"):
        deciding.close_online(chair, DATES, "rejected")


def test_nothing_is_answered_after_it_ended(omar):
    deciding.take_position(omar, DATES, "no_objection", clock=clock)
    seed(omar, record("decisions", DATES, 2, "chair", **{**asked().data, "closed_at": AT}))

    with pytest.raises(Trouble, match="decision_ended"):
        deciding.take_position(omar, DATES, "object", "Too late")
    with pytest.raises(Trouble, match="decision_ended"):
        deciding.withdraw_position(omar, DATES)
    assert deciding.open_online(omar, clock) == []


def test_more_time_moves_the_date_and_keeps_the_earlier_one(chair):
    with pytest.raises(Trouble, match="date_passed"):
        deciding.extend_online(chair, DATES, "2030-01-31", clock=clock)
    deciding.extend_online(chair, DATES, "2030-02-20", "Two asked for it", clock=clock)

    question = deciding.standing(chair, DATES, clock).question
    assert question.closes_at == "2030-02-20T23:59:59Z"
    assert [dict(each) for each in question.moved_from] == [
        {"at": "2030-02-10T11:59:59Z", "on": AT, "why": "Two asked for it"}
    ]
    row = current.one(chair, "decisions", DATES)
    assert fields.faults("decisions", DATES, row.data) == []


def test_open_ones_come_first_and_those_due_first_before_them(chair):
    seed(
        chair,
        record("decisions", "later", **{**asked().data, "closes_at": "2030-03-01T00:00:00Z"}),
        record("decisions", "ended", **{**asked().data, "closed_at": AT}),
        record("decisions", "old-one", outcome="Agreed", title="Of another program"),
    )

    assert [each.question.id for each in all_online(chair, clock)] == [DATES, "later", "ended"]


def test_a_position_comes_to_the_chair_by_file_and_is_marked_late_after_the_date(chair, tmp_path):
    omar = seed(desk("omar"), asked())
    nadia = seed(desk("nadia"), asked(closes_at="2030-01-20T11:59:59Z"))
    seed(chair, record("decisions", DATES, 2, "chair", **asked().data))
    deciding.take_position(omar, DATES, "no_objection", clock=clock)
    hands(omar, tmp_path, chair)

    seed(chair, record("decisions", DATES, 3, "chair",
                       **{**asked().data, "closes_at": "2030-01-20T11:59:59Z"}))  # fmt: skip
    deciding.take_position(nadia, DATES, "object", "No", clock)
    hands(nadia, tmp_path, chair)

    given = deciding.standing(chair, DATES, clock).count.positions
    (first,), (second,) = given["no_objection"], given["object"]
    assert (first.account, first.late, first.via) == ("omar", False, "bundle")
    assert (second.account, second.late, second.text) == ("nadia", True, "No")


def test_how_it_ended_is_news_to_members_and_not_to_the_chair(omar, chair):
    for store in (omar, chair):
        news.notice(store)
        news.mark_seen(store)
        ended = {**asked().data, "closed_at": AT, "outcome": "adopted"}
        seed(store, record("decisions", DATES, 2, "chair", **ended))
        news.notice(store)

    (item,) = news.unseen(omar)
    assert (item.what, item.about, item.title, item.outcome) == (
        "decided", DATES, "Dates", "adopted",
    )  # fmt: skip
    assert news.unseen(chair) == []
