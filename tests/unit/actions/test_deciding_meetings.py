"""What meetings decided: per item, with where and when, and who objected."""

import pytest

from app.actions import acting, deciding, deciding_meetings
from app.actions.trouble import Trouble
from app.domain import fields, meeting_decisions
from app.domain.merging import join
from app.store import current, outbox
from tests.builders import AT, clock, record, seed
from tests.desks import desk

PAPERS = (
    record("meetings", "call", 1, "office", ("observers",), title="First call"),
    record("items", "call-6", meeting="call", label="6", title="Trees", position=2),
    record("items", "call-2", meeting="call", label="2", title="Agenda", position=1),
    record("members", "vera", name="Vera Plum", role="member"),
)


@pytest.fixture
def chair():
    return seed(desk("chair"), *PAPERS)


def data(store, id):
    row = current.one(store, "decisions", id)
    assert fields.faults("decisions", id, row.data) == []
    return row.data


def test_a_decision_is_noted_of_an_item_with_where_when_and_who_objected(chair):
    made = deciding_meetings.note(
        chair, "Plant ten trees", meeting="call", item="6", channel="in_person",
        at="2030-01-30", objections=[("vera plum", "Too many"), ("Lynne Broke ?", "")], clock=clock,
    )  # fmt: skip

    found = deciding_meetings.one(chair, made.id)
    assert (found.meeting, found.item, found.text) == ("call", "call-6", "Plant ten trees")
    assert (found.channel, found.at) == ("in_person", "2030-01-30T00:00:00Z")
    assert [(each.who, each.text) for each in found.objections] == [
        ("vera", "Too many"), ("Lynne Broke ?", ""),
    ]  # fmt: skip
    assert current.one(chair, "decisions", made.id).readers == ("observers",)
    assert data(chair, made.id)["kind"] == "meeting"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": " "}, "empty"),
        ({"meeting": None}, "no_meeting_named"),
        ({"meeting": "vanished"}, "no_such_record"),
        ({"item": "9"}, "no_such_record"),
        ({"channel": "dream"}, "bad_channel"),
        ({"at": "lately"}, "bad_time"),
        ({"objections": [("", " ")]}, "empty"),
    ],
    ids=["no words", "no meeting", "gone meeting", "no item", "channel", "time", "objection"],
)
def test_what_cannot_be_noted_is_refused_and_nothing_is_written(chair, given, code):
    with pytest.raises(Trouble, match=code):
        deciding_meetings.note(chair, **{"text": "Yes", "meeting": "call", **given}, clock=clock)

    assert outbox.to_send(chair) == []


def test_members_note_nothing():
    omar = seed(desk("omar"), *PAPERS)

    with pytest.raises(Trouble, match="not_a_chair"):
        deciding_meetings.note(omar, "Yes", meeting="call")


def test_it_is_changed_field_by_field_and_an_objection_is_taken_back(chair):
    id = deciding_meetings.note(
        chair, "Yes", item="call-6", objections=[("vera", "No"), ("omar", "Wait")], clock=clock
    ).id

    deciding_meetings.change(chair, id, channel="mail", settled=["Vera Plum"], clock=clock)

    found = deciding_meetings.one(chair, id)
    assert (found.text, found.channel) == ("Yes", "mail")
    assert [each.who for each in found.objections] == ["omar"]
    with pytest.raises(Trouble, match="no_such_objection"):
        deciding_meetings.change(chair, id, settled=["nadia"])
    with pytest.raises(Trouble, match="nothing_changed"):
        deciding_meetings.change(chair, id)
    acting.take_back(chair, clock=clock)
    assert len(deciding_meetings.one(chair, id).objections) == 2


def test_they_are_listed_as_the_agenda_goes_and_those_withdrawn_not_at_all(chair):
    made = [
        deciding_meetings.note(chair, text, meeting="call", item=item, clock=clock).id
        for text, item in (("of none", None), ("of 6", "6"), ("of 2", "2"), ("gone", "2"))
    ]
    deciding_meetings.withdraw(chair, made[3], clock=clock)

    found = deciding_meetings.listed(chair, "call")

    assert [each.text for each in found] == ["of 2", "of 6", "of none"]
    assert [each.text for each in deciding_meetings.listed(chair, item="call-6")] == ["of 6"]
    with pytest.raises(Trouble, match="no_such_record"):
        deciding_meetings.one(chair, made[3])


def test_outcomes_of_rounds_and_texts_asked_online_are_none_of_a_meetings(chair):
    deciding.decide(chair, "trees", outcome="supported", clock=clock)
    deciding.propose_online(chair, "Dates", "We meet in May.", "2030-02-09", clock=clock)

    assert deciding_meetings.listed(chair) == []


def test_what_others_wrote_by_the_contract_alone_is_understood(chair):
    seed(
        chair,
        record("decisions", "a", 1, "cora", item="call-6", outcome="Go on", channel="call", at=AT,
               objections="Vera would wait"),
        record("decisions", "b", 1, "cora", meeting="call", title="Close", objections=[{"name": "Bo"}]),
    )  # fmt: skip

    found = {each.id: each for each in deciding_meetings.listed(chair, "call")}

    assert (found["a"].text, found["a"].objections[0].text) == ("Go on", "Vera would wait")
    assert (found["b"].text, found["b"].objections[0].who) == ("Close", "Bo")


def test_objections_that_two_chairs_note_are_joined():
    base = {"text": "Yes", "objections": [{"id": "1", "who": "vera", "text": "No"}]}
    mine = {**base, "objections": [*base["objections"], {"id": "2", "who": "omar", "text": ""}]}
    theirs = {**base, "objections": [*base["objections"], {"id": "3", "who": "bo", "text": ""}]}

    joined = join(base, mine, theirs)

    assert joined.contradictions == ()
    assert {each["who"] for each in joined.data["objections"]} == {"vera", "omar", "bo"}
    assert set(meeting_decisions.CHANNELS) >= {"call", "mail", "in_person"}
