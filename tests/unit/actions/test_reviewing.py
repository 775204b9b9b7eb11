"""A review from the first word to the next change: drafts stay, submissions go."""

from dataclasses import replace

import pytest

from app.actions import acting, reviewing, settling
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.domain import ids
from app.store import conflicting, current, outbox, proposals, rounds, undo
from tests.builders import CYCLE, arrive, joined, proposal, record, round_, seed

ID = ids.review_id(CYCLE, "omar", "trees")
WHOLE = Edit(texts={"need": "Many ask"}, scores={"reach": 4}, stance="support")


def mine(store, collection="reviews"):
    return current.one(store, collection, ID)


def test_a_draft_stays_here(desk):
    done = reviewing.review(desk, "trees", Edit(texts={"need": "Many"}))

    row = mine(desk)
    assert (done.id, done.submitted, done.faults) == (ID, False, ())
    assert (row.at_home, row.waiting, row.data["state"]) == (True, False, "draft")
    assert (row.data["proposal"], row.data["version"]) == ("trees", 1)
    assert outbox.to_send(desk) == []


def test_a_submitted_review_waits_for_the_line(desk):
    done = reviewing.review(desk, "trees", WHOLE, submit=True)

    row = mine(desk)
    assert done.submitted
    assert (row.waiting, row.data["state"], row.readers) == (True, "submitted", ("chairs",))
    assert proposals.one(desk, "trees").review_state == "submitted"


def test_a_review_grows_edit_by_edit(desk):
    reviewing.review(desk, "trees", Edit(texts={"need": "Many"}))
    reviewing.review(desk, "trees", Edit(scores={"reach": 2}, reasons=["Unclear"]))
    reviewing.review(desk, "trees", Edit(texts={"reach": "Few"}, merge_with=["water"]))

    data = mine(desk).data
    assert data["texts"] == {"need": "Many", "reach": "Few"}
    assert (data["scores"], data["reasons"], data["merge_with"]) == (
        {"reach": 2}, ["Unclear"], ["water"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "faults"),
    [
        (Edit(texts={"need": "  "}), [("text_required", "need")]),
        (Edit(texts={"need": "x"}, scores={"reach": 6}), [("score_out_of_scale", "reach")]),
        (Edit(texts={"need": "x"}, scores={"need": 3}), [("score_out_of_scale", "need")]),
        (Edit(texts={"need": "x"}, scores={"beauty": 1}), [("unknown_criterion", "beauty")]),
        (Edit(texts={"need": "x", "b": "y"}), [("unknown_criterion", "b")]),
        (Edit(texts={"need": "x"}, overall=3), [("score_out_of_scale", "overall")]),
        (Edit(texts={"need": "x"}, stance="maybe"), [("unknown_stance", "maybe")]),
        (Edit(texts={"need": "x"}, reasons=["Dull"]), [("unknown_reason", "Dull")]),
        (Edit(texts={"need": "x"}, scores={"reach": 2}), [("reason_required", "")]),
        (Edit(recused="cousin"), [("unknown_recusal", "cousin")]),
    ],
)
def test_what_blocks_a_submission_is_told_and_the_draft_is_kept(desk, edit, faults):
    done = reviewing.review(desk, "trees", edit, submit=True)

    assert [(fault.code, fault.key) for fault in done.faults][: len(faults)] == faults
    assert not done.submitted
    assert (mine(desk).at_home, mine(desk).data["state"]) == (True, "draft")


def test_a_review_nobody_wrote_a_word_of_is_refused_and_not_kept(desk):
    done = reviewing.review(desk, "trees", Edit(), submit=True, needs_words=True)

    assert [(fault.code, fault.key) for fault in done.faults] == [("text_required", "need")]
    assert (done.submitted, done.kept, done.changes.collections) == (False, False, frozenset())
    assert mine(desk) is None
    assert outbox.all_of(desk) == []
    assert undo.last(desk) is None


def test_where_no_text_is_required_an_empty_review_is_refused_too(desk):
    seed(desk, proposal("lost", round="none"))
    reviewing.review(desk, "lost", Edit(comment="fine"))
    reviewing.review(desk, "lost", Edit(comment=" "))

    never = reviewing.review(desk, "water", Edit(), submit=True, needs_words=True)
    emptied = reviewing.review(desk, "lost", Edit(), submit=True, needs_words=True)

    assert [fault.code for fault in emptied.faults] == ["nothing_written"]
    assert (never.kept, emptied.kept, emptied.submitted) == (False, False, False)
    assert outbox.to_send(desk) == []


def test_what_was_submitted_once_can_be_submitted_empty(desk):
    seed(desk, proposal("lost", round="none"))
    reviewing.review(desk, "lost", Edit(comment="fine"), submit=True)
    reviewing.review(desk, "lost", Edit(comment=""))

    assert reviewing.review(desk, "lost", Edit(), submit=True, needs_words=True).submitted


@pytest.mark.parametrize(
    "edit",
    [
        Edit(texts={"need": "x"}), Edit(scores={"reach": 0}), Edit(overall=1), Edit(stance="support"),
        Edit(reasons=["Unclear"]), Edit(merge_with=["water"]), Edit(comment="x"),
        Edit(to_chairs="x"), Edit(recused="family"), Edit(no_expertise=True),
    ],
    ids=["text", "score", "overall", "stance", "reason", "merge", "comment", "chairs", "recused",
         "no expertise"],
)  # fmt: skip
def test_one_thing_written_is_enough_to_be_a_review(desk, edit):
    reviewing.review(desk, "trees", edit)

    assert reviewing.review(desk, "trees", Edit(), submit=True, needs_words=True).kept


@pytest.mark.parametrize(
    "edit",
    [
        Edit(texts={"need": "x"}),
        Edit(texts={"need": "x"}, scores={"reach": 2}, reasons=["Unclear"]),
        Edit(texts={"need": "x"}, scores={"reach": None}),
        Edit(recused="employer"),
        Edit(no_expertise=True),
        Edit(scores={"reach": 1}, recused="family"),
    ],
    ids=["no stance and no score", "reason given", "blank", "recused", "no expertise", "lifts all"],
)
def test_what_never_blocks_is_submitted(desk, edit):
    assert reviewing.review(desk, "trees", edit, submit=True).submitted


def test_an_overall_score_is_held_to_its_scale(desk):
    seed(desk, round_(overall={"min": 1, "max": 5}), proposal())
    seed(desk, record("rounds", "first", 2, **round_(overall={"min": 1, "max": 5}).data))

    good = reviewing.review(desk, "trees", Edit(texts={"need": "x"}, overall=5), submit=True)
    blank = reviewing.review(desk, "trees", Edit(blank_overall=True), submit=True)
    bad = reviewing.review(desk, "trees", Edit(overall=0), submit=True)

    assert (good.submitted, blank.submitted, bad.submitted) == (True, True, False)


def test_a_score_can_be_blanked_and_a_blank_is_not_a_zero(desk):
    reviewing.review(desk, "trees", Edit(scores={"reach": 4}))

    reviewing.review(desk, "trees", Edit(scores={"reach": None}))

    assert mine(desk).data["scores"] == {"reach": None}


def test_a_stance_and_a_conflict_of_interest_can_be_taken_back(desk):
    reviewing.review(desk, "trees", Edit(stance="support", recused="employer", recused_why="job"))

    reviewing.review(desk, "trees", Edit(stance="", recused="", recused_why=""))

    assert (mine(desk).data["stance"], mine(desk).data["recused"]) == (None, None)
    assert mine(desk, "asides").data["recused_why"] == ""


def test_words_to_the_chairs_are_a_record_of_their_own_in_the_same_act(desk):
    reviewing.review(desk, "trees", Edit(texts={"need": "x"}, to_chairs="between us"), submit=True)

    aside = mine(desk, "asides")
    assert (aside.data["to_chairs"], aside.readers, aside.waiting) == (
        "between us", ("chairs",), True,
    )  # fmt: skip
    assert "between us" not in str(mine(desk).data)
    acting.take_back(desk)
    assert mine(desk) is mine(desk, "asides") is None


def test_without_words_to_the_chairs_there_is_no_aside(desk):
    reviewing.review(desk, "trees", WHOLE, submit=True)

    assert mine(desk, "asides") is None


def test_changing_again_keeps_the_submitted_copy_on_its_way(desk):
    reviewing.review(desk, "trees", WHOLE, submit=True)

    reviewing.review(desk, "trees", Edit(texts={"need": "Many ask, and more"}))

    [going] = outbox.to_send(desk)
    assert (going.data["texts"]["need"], going.data["state"]) == ("Many ask", "submitted")
    assert mine(desk).data["texts"]["need"] == "Many ask, and more"
    assert (mine(desk).at_home, mine(desk).waiting) == (True, True)


def test_changing_again_after_it_was_received_is_a_draft_over_it(desk):
    reviewing.review(desk, "trees", WHOLE, submit=True)
    arrive(desk)
    assert proposals.one(desk, "trees").review_state == "received"

    reviewing.review(desk, "trees", Edit(stance="object"))

    assert proposals.one(desk, "trees").review_state == "draft"
    assert [row.data["stance"] for row in rounds.reviews(desk, "first")] == ["support"]


def test_a_draft_is_a_change_only_over_what_was_submitted(desk):
    reviewing.review(desk, "trees", WHOLE)
    before = mine(desk).changed
    reviewing.review(desk, "trees", Edit(), submit=True)
    submitted = mine(desk).changed
    reviewing.review(desk, "trees", Edit(stance="object"))
    over_waiting = mine(desk).changed
    arrive(desk)
    over_received = mine(desk).changed
    reviewing.review(desk, "trees", Edit(), submit=True)

    assert (before, submitted, over_waiting, over_received) == (False, False, True, True)
    assert not mine(desk).changed


def test_submitting_again_builds_on_what_was_received(desk):
    reviewing.review(desk, "trees", WHOLE, submit=True)
    arrive(desk)
    reviewing.review(desk, "trees", Edit(stance="object"))

    reviewing.review(desk, "trees", Edit(comment="After all"), submit=True)

    [going] = outbox.to_send(desk)
    assert (going.base, going.data["stance"], going.data["comment"]) == (1, "object", "After all")


def test_the_version_that_was_reviewed_is_remembered(desk):
    reviewing.review(desk, "trees", WHOLE, submit=True)
    arrive(desk)

    seed(desk, proposal(version=2))

    row = proposals.one(desk, "trees")
    assert (row.reviewed_version, row.version, row.review_outdated) == (1, 2, True)
    reviewing.review(desk, "trees", Edit(), submit=True)
    assert not proposals.one(desk, "trees").review_outdated


def test_a_review_is_of_the_version_that_was_read_not_of_the_newest(desk):
    seed(desk, proposal(version=2))

    reviewing.review(desk, "trees", WHOLE, version=1, submit=True)
    read = (mine(desk).data["version"], proposals.one(desk, "trees").review_outdated)
    reviewing.review(desk, "trees", Edit(comment="Read again"), submit=True)

    assert read == (1, True)
    assert mine(desk).data["version"] == 2


def test_fields_of_other_programs_are_kept(desk):
    seed(desk, record("reviews", ID, 1, "omar", proposal="trees", texts=None, mood="blue"))

    reviewing.review(desk, "trees", Edit(texts={"need": "x"}), submit=True)

    assert mine(desk).data["mood"] == "blue"


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Edit(texts={"need": "\0"}), "nul"),
        (Edit(comment="half \udc00"), "nul"),
        (Edit(to_chairs="\0"), "nul"),
        (Edit(reasons=["\0"]), "nul"),
        (Edit(texts={"\udcff": "x"}), "nul"),
        (Edit(texts={"need": "x" * 60_001}), "too_long"),
        (Edit(texts={"need": "x" * 40_000, "reach": "x" * 40_000}), "too_long"),
    ],
)
def test_what_the_server_could_not_take_is_refused_at_the_keyboard(desk, edit, code):
    with pytest.raises(Trouble, match=code):
        reviewing.review(desk, "trees", edit)

    assert outbox.all_of(desk) == []


def test_texts_are_stored_with_letters_and_accents_as_one(desk):
    reviewing.review(desk, "trees", Edit(texts={"need": "cafe\u0301"}, comment="e\u0301"))

    assert (mine(desk).data["texts"]["need"], mine(desk).data["comment"]) == ("café", "é")


def test_observers_and_unknown_proposals_have_no_review(desk):
    with pytest.raises(Trouble, match="no_such_paper"):
        reviewing.review(desk, "none", WHOLE)
    joined(desk, "quinn", "observer")
    with pytest.raises(Trouble, match="observers_do_not_review"):
        reviewing.review(desk, "trees", WHOLE)


def test_a_proposal_without_a_round_can_be_commented_on_as_a_whole(desk):
    seed(desk, proposal("lost", round="none"))

    done = reviewing.review(desk, "lost", Edit(comment="fine"), submit=True)

    assert done.submitted


def test_taking_back_a_submission_makes_it_a_draft_again(desk):
    reviewing.review(desk, "trees", WHOLE)
    reviewing.review(desk, "trees", Edit(), submit=True)

    acting.take_back(desk)

    assert (mine(desk).at_home, mine(desk).data["state"]) == (True, "draft")
    assert outbox.to_send(desk) == []


def in_conflict(desk):
    """Have a review and its aside both changed elsewhere."""
    reviewing.review(desk, "trees", replace(WHOLE, comment="mine", to_chairs="mine"), submit=True)
    for act in outbox.take(desk):
        name = "comment" if act.collection == "reviews" else "to_chairs"
        theirs = {**act.data, name: "theirs"}
        seed(desk, record(act.collection, act.id, 3, "omar", act.audience, **theirs))
        conflicting.keep_both(desk, act, {"version": 3, "data": theirs})


def test_of_a_review_and_its_aside_only_the_chosen_one_is_settled(desk):
    in_conflict(desk)

    settling.settle(desk, ID, "theirs", collection="asides")

    assert [(act.collection, act.state) for act in outbox.all_of(desk)] == [("reviews", "conflict")]
    assert mine(desk).data["comment"] == "mine"


def test_without_a_choice_both_are_settled_and_undone_together(desk):
    in_conflict(desk)

    settling.settle(desk, ID, "mine")
    settled = {act.state for act in outbox.all_of(desk)}
    acting.take_back(desk)

    assert settled == {"waiting"}
    assert [act.state for act in outbox.all_of(desk)] == ["conflict", "conflict"]
    assert (mine(desk).data["comment"], mine(desk, "asides").data["to_chairs"]) == ("mine", "mine")


def test_a_missing_score_or_position_never_keeps_a_review_from_being_submitted(desk):
    seed(desk, proposal("lost", round="none"))

    assert reviewing.review(desk, "lost", Edit(), submit=True).submitted


def draft(store, proposal, edit=WHOLE):
    return reviewing.review(store, proposal, edit)


def state(store, proposal):
    row = rounds.my_review(store, proposal)
    return None if row is None else (row.data["state"], row.at_home)


def test_several_drafts_go_in_one_act_and_come_back_in_one(desk):
    draft(desk, "trees")
    draft(desk, "water")

    done = reviewing.submit_all(desk, ["trees", "water"])
    sent = [state(desk, each) for each in ("trees", "water")]
    acting.take_back(desk)

    assert done.submitted == ("trees", "water")
    assert sent == [("submitted", False)] * 2
    assert [state(desk, each) for each in ("trees", "water")] == [("draft", True)] * 2


def test_what_lacks_something_is_told_and_stays(desk):
    draft(desk, "trees", Edit(stance="support"))
    draft(desk, "water")

    done = reviewing.submit_all(desk, ["trees", "water"])

    assert done.submitted == ("water",)
    assert [fault.code for fault in done.lacking["trees"]] == ["text_required"]
    assert state(desk, "trees") == ("draft", True)


def test_what_is_no_draft_is_left_alone(desk):
    reviewing.review(desk, "trees", WHOLE, submit=True)
    before = undo.last(desk)

    done = reviewing.submit_all(desk, ["trees", "water"])

    assert (done.submitted, dict(done.lacking)) == ((), {})
    assert undo.last(desk) == before


def test_drafts_submitted_together_keep_the_version_they_are_about(desk):
    draft(desk, "trees")
    seed(desk, proposal("trees", 2))

    reviewing.submit_all(desk, ["trees"])

    assert mine(desk).data["version"] == 1
