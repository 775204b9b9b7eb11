"""Decisions from the first word to the release: pending, told apart, taken back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.actions import acting, deciding, news, showing
from app.actions.trouble import Trouble
from app.domain import decisions, fields
from app.store import acts, current, open_store, outbox
from tests import desks
from tests.builders import AT, arrive, clock, joined, proposal, record, round_, seed

ID = "decision-trees"


@pytest.fixture
def chair():
    """A chair's desk with three proposals of one round, one of another, and one withdrawn."""
    store = joined(open_store(None), "chair", "chair")
    return seed(
        store,
        round_(capacity=2),
        round_("second"),
        proposal("trees", code="A1"),
        proposal("water", code="A2"),
        proposal("soil", code="A3"),
        proposal("old", code="A4", status="withdrawn"),
        proposal("far", round="second"),
    )


def decide(store, proposal, outcome=None, **more):
    return deciding.decide(store, proposal, outcome=outcome, clock=clock, **more)


def kept(store, proposal="trees"):
    return current.one(store, "decisions", f"decision-{proposal}")


def told(doubts):
    return [(each.code, each.proposal, each.others) for each in doubts]


def test_a_decision_is_pending_and_only_the_chairs_read_it(chair):
    done = decide(chair, "trees", "supported", reason="Much asked for", channel="meeting")

    row = kept(chair)
    assert (done.id, row.readers, row.waiting) == (ID, ("chairs",), True)
    assert row.data["released_at"] is None
    assert (row.data["proposal"], row.data["round"]) == ("trees", "first")
    assert (row.data["outcome"], row.data["reason"], row.data["channel"]) == (
        "supported", "Much asked for", "meeting",
    )  # fmt: skip
    assert row.data["at"] == "2030-02-01T12:00:00Z"
    assert fields.faults("decisions", ID, row.data) == []
    assert done.decision.pending


def test_a_decision_is_changed_field_by_field(chair):
    decide(chair, "trees", "supported", reason="Asked for")
    decide(chair, "trees", condition="if a budget is named", at="2030-01-31")
    decide(chair, "trees", reason="")

    data = kept(chair).data
    assert (data["outcome"], data["condition"], data["reason"]) == (
        "supported", "if a budget is named", "",
    )  # fmt: skip
    assert data["at"] == "2030-01-31T00:00:00Z"


def days(store):
    data = kept(store).data
    return data["at"], data["changed_at"]


def on(day):
    return lambda: datetime(2030, 2, day, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "more",
    [{"outcome": "come_back"}, {"reason": "Asked for"}, {"condition": "with a budget"}],
    ids=lambda more: next(iter(more)),
)
def test_a_day_that_was_given_stays_and_the_day_of_a_change_is_told_beside(chair, more):
    decide(chair, "trees", "supported", at="2030-01-31")

    deciding.decide(chair, "trees", **more, clock=on(3))

    assert days(chair) == ("2030-01-31T00:00:00Z", "2030-02-03T12:00:00Z")
    assert fields.faults("decisions", ID, kept(chair).data) == []


def test_where_or_the_same_words_again_is_no_change(chair):
    decide(chair, "trees", "supported", reason="Asked for", at="2030-01-31")

    deciding.decide(
        chair, "trees", outcome="supported", reason="Asked for", channel="list", clock=on(3)
    )

    assert days(chair) == ("2030-01-31T00:00:00Z", None)


def test_a_day_nobody_gave_is_that_of_the_outcome_until_members_read_it(chair):
    deciding.decide(chair, "trees", outcome="supported", clock=on(1))
    deciding.decide(chair, "trees", outcome="come_back", clock=on(2))
    deciding.decide(chair, "trees", reason="Too broad", clock=on(3))
    pending = days(chair)
    deciding.release(chair, "first", clock=on(4))

    deciding.decide(chair, "trees", outcome="supported", clock=on(5))

    assert pending == ("2030-02-02T12:00:00Z", None)
    assert days(chair) == ("2030-02-02T12:00:00Z", "2030-02-05T12:00:00Z")


def test_another_day_given_with_another_outcome_is_its_day(chair):
    decide(chair, "trees", "supported", at="2030-01-30")

    deciding.decide(chair, "trees", outcome="come_back", at="2030-01-31", clock=on(3))
    given = days(chair)
    deciding.release(chair, "first", clock=on(4))
    deciding.decide(chair, "trees", outcome="supported", at="2030-02-05", clock=on(6))

    assert given == ("2030-01-31T00:00:00Z", None)
    assert days(chair) == ("2030-02-05T00:00:00Z", "2030-02-06T12:00:00Z")


def test_a_decision_taken_back_and_made_anew_has_no_older_day(chair):
    decide(chair, "trees", "supported", at="2030-01-31")
    deciding.clear(chair, "trees", clock)

    deciding.decide(chair, "trees", outcome="come_back", clock=on(3))

    assert days(chair) == ("2030-02-03T12:00:00Z", None)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"outcome": "rejected"}, "unknown_outcome"),
        ({"channel": "corridor"}, "bad_channel"),
        ({"at": "soon"}, "bad_time"),
        ({"merge_with": ["trees"]}, "merged_with_itself"),
        ({"merge_with": ["nothing"]}, "no_such_paper"),
        ({"reason": "a\0b"}, "nul"),
        ({}, "nothing_decided"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_is_kept(chair, more, code):
    with pytest.raises(Trouble) as trouble:
        deciding.decide(chair, "trees", **more)

    assert trouble.value.code == code
    assert kept(chair) is None


@pytest.mark.parametrize("role", ["member", "observer"])
def test_only_chairs_and_the_secretariat_decide(chair, role):
    joined(chair, "omar", role)

    for verb in (
        lambda: decide(chair, "trees", "supported"),
        lambda: deciding.clear(chair, "trees"),
        lambda: deciding.release(chair, "first"),
        lambda: deciding.propose_online(chair, "Dates", "We meet.", "2030-03-01"),
    ):
        with pytest.raises(Trouble, match="not_a_chair"):
            verb()


def test_the_rounds_own_outcome_words_are_the_ones_that_are_taken(chair):
    words = [{"key": "slot", "title": "Has a slot", "accepts": True}, {"key": "no_slot"}]
    seed(chair, replace(round_("second", outcomes=words), version=2))

    done = decide(chair, "far", "slot")

    assert done.decision.outcome == "slot"
    assert deciding.decided(chair, "second").places == 1
    with pytest.raises(Trouble, match="unknown_outcome"):
        decide(chair, "far", "supported")


def test_all_pending_ones_are_released_in_one_act_that_can_be_undone(chair):
    decide(chair, "trees", "supported")
    decide(chair, "water", "come_back")
    decide(chair, "far", "supported")

    done = deciding.release(chair, "first", clock=clock)

    assert done.proposals == ("trees", "water")
    assert kept(chair).readers == kept(chair, "water").readers == ("members",)
    assert kept(chair).data["released_at"] == "2030-02-01T12:00:00Z"
    assert kept(chair, "far").readers == ("chairs",)
    acting.take_back(chair)
    assert kept(chair).readers == kept(chair, "water").readers == ("chairs",)
    assert kept(chair).data["released_at"] is None
    assert {act.audience for act in acts.all_of(chair)} == {("chairs",)}


def test_a_release_that_has_left_stays_unless_it_is_to_be_taken_from_members(chair):
    decide(chair, "trees", "supported")
    deciding.release(chair, "first", clock=clock)
    arrive(chair, owner="chair")

    with pytest.raises(Trouble, match="members_have_it"):
        acting.take_back(chair)
    assert kept(chair).readers == ("members",)


def test_a_release_that_has_left_is_knowingly_taken_back_by_a_new_act(chair):
    decide(chair, "trees", "supported")
    deciding.release(chair, "first", clock=clock)
    arrive(chair, owner="chair")

    acting.take_back(chair, from_members=True)

    row = kept(chair)
    assert (row.readers, row.waiting, row.data["released_at"]) == (("chairs",), True, None)
    assert row.data["outcome"] == "supported"


def test_what_has_no_outcome_is_held_back_and_told(chair):
    decide(chair, "trees", "supported")
    decide(chair, "water", reason="To be talked about")

    done = deciding.release(chair, "first")

    assert (done.proposals, done.held) == (("trees",), ("water",))
    assert kept(chair, "water").readers == ("chairs",)


def test_a_whole_round_is_released_only_when_everything_has_an_outcome(chair):
    decide(chair, "trees", "supported")
    decide(chair, "water", reason="To be talked about")

    with pytest.raises(Trouble) as trouble:
        deciding.release(chair, "first", whole=True)

    assert (trouble.value.code, trouble.value.params["count"]) == ("undecided", 2)
    assert trouble.value.params["names"] == "A2, A3"
    assert kept(chair).readers == ("chairs",)
    for each in ("water", "soil"):
        decide(chair, each, "not_this_year")
    assert len(deciding.release(chair, "first", whole=True).proposals) == 3


def test_with_nothing_pending_there_is_nothing_to_release(chair):
    with pytest.raises(Trouble, match="nothing_pending"):
        deciding.release(chair, "first")
    with pytest.raises(Trouble, match="no_such_round"):
        deciding.release(chair, "third")


def test_what_is_released_changes_for_everybody_at_once(chair):
    decide(chair, "trees", "supported")
    deciding.release(chair, "first")

    decide(chair, "trees", "come_back")

    row = kept(chair)
    assert (row.readers, row.data["outcome"]) == (("members",), "come_back")
    assert deciding.of_proposal(chair, "trees")[0].outcome == "come_back"


def test_a_cleared_decision_is_gone_for_the_members_and_can_be_made_anew(chair):
    decide(chair, "trees", "supported", reason="Asked for")
    deciding.release(chair, "first")

    deciding.clear(chair, "trees")

    assert kept(chair).readers == ("chairs",)
    assert deciding.of_proposal(chair, "trees") is None
    assert "trees" in deciding.decided(chair, "first").ids("undecided")
    with pytest.raises(Trouble, match="not_decided"):
        deciding.clear(chair, "trees")
    decide(chair, "trees", "come_back")
    assert kept(chair).data["reason"] == ""
    assert deciding.decided(chair, "first").ids("pending") == ("trees",)


def test_what_was_released_is_shown_and_what_is_pending_is_not(chair):
    decide(chair, "trees", "supported")
    before = deciding.of_proposal(chair, "trees")
    deciding.release(chair, "first")

    decision, word = deciding.of_proposal(chair, "trees")
    assert before is None
    assert (decision.outcome, word.key, word.accepts) == ("supported", "supported", True)


def test_a_merge_with_what_is_declined_is_told(chair):
    decide(chair, "water", "not_this_year")

    done = decide(chair, "trees", "supported_if_merged", merge_with=["water"])

    assert told(done.doubts) == [("merged_with_declined", "trees", ("water",))]


def test_declining_what_another_is_to_be_merged_with_is_told(chair):
    decide(chair, "water", "supported")
    decide(chair, "trees", "supported_if_merged", merge_with=["water"])

    done = decide(chair, "water", "come_back")

    assert told(done.doubts) == [("merged_with_declined", "trees", ("water",))]


def test_merges_that_go_round_are_told_once_with_all_who_are_in_it(chair):
    decide(chair, "trees", "supported_if_merged", merge_with=["water"])
    decide(chair, "water", "supported_if_merged", merge_with=["soil"])

    done = decide(chair, "soil", "supported_if_merged", merge_with=["trees"])

    assert told(done.doubts) == [("merge_cycle", "soil", ("trees", "water"))]
    assert deciding.decided(chair, "first").places == 1


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ("water", "merged_with_undecided"),
        ("old", "merged_with_withdrawn"),
        ("far", "merged_elsewhere"),
    ],
)
def test_a_merge_that_hangs_in_the_air_is_told(chair, other, code):
    done = decide(chair, "trees", "supported_if_merged", merge_with=[other])

    assert told(done.doubts) == [(code, "trees", (other,))]


def test_supported_if_merged_asks_with_what(chair):
    assert told(decide(chair, "trees", "supported_if_merged").doubts) == [
        ("merge_unnamed", "trees", ())
    ]


def test_what_does_not_go_ahead_is_merged_with_nothing(chair):
    decide(chair, "trees", "supported_if_merged", merge_with=["water"])

    done = decide(chair, "trees", "not_this_year")

    assert told(done.doubts) == []


def test_a_decision_of_another_program_that_members_read_counts_as_released(chair):
    seed(chair, record("decisions", ID, proposal="trees", outcome="supported", round="first"))

    decision, word = deciding.of_proposal(chair, "trees")

    assert (decision.pending, word.key) == (False, "supported")


def told_decision(store, key="supported", version=1):
    """Let the server have released a decision about `trees`."""
    data = {"proposal": "trees", "round": "first", "outcome": key, "at": AT, "released_at": AT}
    seed(store, record("decisions", ID, version, "chair", ("members",), **data))


def test_a_release_is_news_to_a_member_until_it_is_seen_and_again_when_it_changes(desk):
    news.notice(desk)
    news.mark_seen(desk)
    told_decision(desk)

    news.notice(desk)
    (item,) = news.unseen(desk)
    news.mark_seen(desk)
    told_decision(desk, "come_back", 2)
    news.notice(desk)
    (again,) = news.unseen(desk, but_new=True)

    assert (item.kind, item.what, item.about, item.outcome) == (
        "decision", "decided", "trees", "supported",
    )  # fmt: skip
    assert item.to_json()["outcome"] == "supported"
    assert again.outcome == "come_back"


def test_what_a_chair_decides_is_no_news_to_her(chair):
    told_decision(chair)

    news.notice(chair)

    assert [each.kind for each in news.unseen(chair) if each.kind == "decision"] == []


def test_a_proposal_is_shown_with_what_was_decided_about_it_and_released(chair, home):
    decide(chair, "trees", "supported_if_merged", merge_with=["water"], reason="Alike")
    before = showing.shown(chair, home, "proposals", "trees")
    deciding.release(chair, "first", clock=clock)

    decision = showing.shown(chair, home, "proposals", "trees")["decision"]

    assert "decision" not in before
    assert (decision["outcome"], decision["merge_with"], decision["reason"]) == (
        "supported_if_merged", ["water"], "Alike",
    )  # fmt: skip


def test_what_a_chair_without_a_line_decided_is_taken_by_the_secretariat_from_her_file(tmp_path):
    chair, office = desks.desk("chair"), desks.desk("office")
    decide(chair, "trees", "supported")
    deciding.release(chair, "first", clock=clock)
    decide(chair, "water", "come_back")

    taken = desks.hands(chair, tmp_path, office).outcome

    assert taken.set_aside == []
    assert (kept(office).owner, kept(office).readers) == ("chair", ("members",))
    assert kept(office, "water").readers == ("chairs",)
    assert deciding.of_proposal(office, "trees")[0].outcome == "supported"


def test_a_decision_in_a_members_file_is_not_taken(tmp_path):
    omar, chair = desks.desk("omar"), desks.desk("chair")
    outbox.put(omar, "decisions", ID, {"proposal": "trees", "outcome": "supported"},
               audience=("members",), written_at=AT)  # fmt: skip

    taken = desks.hands(omar, tmp_path, chair).outcome

    assert [each.code for each in taken.set_aside] == ["not_yours"]
    assert kept(chair) is None


def test_who_reads_it_says_whether_a_decision_is_released_whatever_it_says_itself(chair):
    data = {"proposal": "trees", "round": "first", "outcome": "supported", "released_at": AT}
    seed(chair, record("decisions", ID, 1, "chair", ("chairs",), **data))

    assert deciding.of_proposal(chair, "trees") is None
    assert deciding.decided(chair, "first").ids("pending") == ("trees",)


@pytest.mark.parametrize(
    ("mine", "theirs", "released", "readers"),
    [
        (("chairs",), ("members",), AT, ("members",)),
        (("members",), ("chairs",), AT, ("members",)),
        (("members",), ("chairs",), None, ("chairs",)),
        (("chairs",), ("members",), None, ("chairs",)),
        (("chairs",), ("chairs",), AT, ("chairs",)),
    ],
)
def test_what_was_joined_is_read_by_those_it_is_for_now(mine, theirs, released, readers):
    data = {"outcome": "supported", "released_at": released}

    assert decisions.joined_readers("decisions", data, mine, theirs) == readers
    assert decisions.joined_readers("comments", data, mine, theirs) == mine
