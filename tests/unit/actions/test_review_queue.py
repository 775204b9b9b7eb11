"""What is left to review, in which order, and how far I am."""

from datetime import UTC, date, datetime

import pytest

from app.actions import recusing, review_queue, reviewing
from app.actions.review_queue import following
from app.actions.reviewing import Edit
from app.store import facts, set_aside
from tests.builders import proposal, record, round_, seed, statements

WHOLE = Edit(texts={"need": "Many ask"})


def on(day):
    return lambda: datetime(2030, 2, day, 12, tzinfo=UTC)


def left(store, **more):
    return [each.row.id for each in review_queue.left(store, **more)]


def hers(proposal, account, **more):
    data = {"proposal": proposal, "state": "submitted", "scores": {"reach": 3}, **more}
    return record("reviews", f"{account}-{proposal}", 1, account, ("members",), **data)


def test_what_is_begun_or_done_is_not_next(desk):
    seed(desk, proposal("air"), proposal("soil"))
    reviewing.review(desk, "trees", WHOLE, submit=True)
    reviewing.review(desk, "water", WHOLE)

    assert left(desk) == ["air", "soil"]


def test_a_conflict_of_interest_and_a_withdrawn_proposal_are_nobodys_work(desk):
    seed(desk, proposal("air", status="withdrawn"))
    reviewing.review(desk, "trees", Edit(recused="family"), submit=True)

    assert left(desk) == ["water"]


def test_what_is_skipped_comes_back_at_the_end(desk):
    seed(desk, proposal("air"), proposal("soil"))
    review_queue.skip(desk, "air")
    review_queue.skip(desk, "trees")
    review_queue.skip(desk, "air")

    assert left(desk) == ["soil", "water", "trees", "air"]


def test_what_is_no_longer_skipped_is_where_it_was(desk):
    review_queue.skip(desk, "trees")

    review_queue.unskip(desk, "trees")

    assert left(desk) == ["trees", "water"]


@pytest.mark.parametrize(
    ("role", "rule", "known"),
    [
        ("chair", "never", {"trees": 0, "water": 1}),
        ("member", "open", {"trees": 0, "water": 1}),
        ("member", "after_mine", {}),
        ("member", "closed", {}),
        ("member", "never", {}),
    ],
    ids=["chair", "open", "after mine", "when closed", "never"],
)
def test_how_many_reviewed_is_told_only_where_all_reviews_may_be_seen(desk, role, rule, known):
    facts.put(desk, role=role)
    seed(
        desk,
        round_("first", others_visible=rule),
        record("rounds", "first", 2, **{**round_().data, "others_visible": rule}),
        hers("water", "nadia"),
    )

    assert review_queue.coverage(desk) == known


def test_what_fewest_reviewed_comes_first_on_wish(desk):
    facts.put(desk, role="chair")
    seed(
        desk, proposal("air"), hers("trees", "nadia"), hers("trees", "paul"), hers("air", "nadia"),
        hers("water", "nadia", recused="family"), hers("water", "paul", no_expertise=True),
    )  # fmt: skip

    assert left(desk, few_first=True) == ["water", "air", "trees"]
    assert review_queue.coverage(desk) == {"air": 1, "trees": 2, "water": 0}


def test_the_next_goes_on_from_here_and_then_from_the_top():
    assert following(["a", "b", "c"], "b", {}) == "c"
    assert following(["a", "b", "c"], "c", {}) == "a"
    assert following(["a"], "a", {}) is None
    assert following(["a", "b", "c"], "b", {"c": 0}) == "a"
    assert following(["a", "b", "c"], None, {}, {"a": 2, "b": 0, "c": 1}) == "b"


def test_only_what_the_round_asks_of_me_is_mine_to_do(desk):
    assigned = [{"members": ["omar"], "proposals": ["water"]}]
    listed = {**round_().data, "assignment": "listed", "assigned": assigned}
    seed(desk, record("rounds", "first", 2, **listed))

    assert left(desk) == ["water"]
    assert [each.total for each in review_queue.progress(desk, on(2)())] == [1]


def test_progress_leaves_out_where_i_have_a_conflict(desk):
    seed(desk, proposal("air"), proposal("soil", status="withdrawn"))
    reviewing.review(desk, "trees", WHOLE, submit=True, clock=on(1))
    reviewing.review(desk, "water", Edit(recused="family"), submit=True, clock=on(1))
    reviewing.review(desk, "air", WHOLE, clock=on(1))

    found = review_queue.progress(desk, on(2)())

    assert [(each.done, each.drafts, each.total) for each in found] == [(1, 1, 2)]


def test_the_pace_is_that_of_what_was_submitted_first_in_the_last_days(desk):
    seed(desk, *(proposal(f"p{number}") for number in range(6)))
    for number in range(4):
        reviewing.review(desk, f"p{number}", WHOLE, submit=True, clock=on(1 + number % 2))
    reviewing.review(desk, "p0", Edit(comment="More"), submit=True, clock=on(2))

    found = review_queue.progress(desk, on(2)(), UTC)[0]

    # Two a day on two days; four are left: two more days.
    assert (found.done, found.total, found.by) == (4, 8, date(2030, 2, 4))
    assert not found.late


def test_a_pace_that_misses_the_deadline_is_told(desk):
    seed(desk, *(proposal(f"p{number}") for number in range(30)))
    reviewing.review(desk, "p0", WHOLE, submit=True, clock=on(1))

    found = review_queue.progress(desk, on(2)(), UTC)[0]

    assert (found.late, found.by is not None and found.by > date(2030, 2, 11)) == (True, True)


def proposed(store, **mine):
    seed(
        store,
        record("members", "omar", name="Omar Plum", **mine),
        proposal("trees", 2, proponents=[{"name": "O. PLUM"}, {"affiliation": "Plum Trust"}]),
    )
    return [(each.kind, each.by) for each in recusing.suggested(store, "trees")]


def test_a_conflict_of_interest_is_proposed_from_my_own_record(desk):
    assert proposed(desk, affiliation="Plum Trust") == [
        ("proponent", "name"),
        ("affiliation", "affiliation"),
    ]


def test_what_i_said_is_none_is_not_proposed_again_but_new_grounds_are(desk):
    proposed(desk)

    recusing.dismiss(desk, "trees")
    after = recusing.suggested(desk, "trees")
    seed(desk, proposal("trees", 3, proponents=[{"name": "O. PLUM"}, {"member": "omar"}]))
    newer = recusing.suggested(desk, "trees")
    recusing.ask_again(desk, "trees")

    assert after == ()
    assert [each.by for each in newer] == ["account"]
    assert set_aside.dismissed(desk, "trees") == frozenset()


def test_nothing_is_proposed_where_a_conflict_is_declared(desk):
    reviewing.review(desk, "trees", Edit(recused="proponent"), submit=True)

    assert proposed(desk) == []


def test_nothing_is_proposed_to_who_does_not_review(desk):
    facts.put(desk, role="observer")

    assert proposed(desk) == []


def test_what_is_left_is_found_in_as_many_questions_however_many_proposals_there_are(desk):
    few = statements(desk, review_queue.left)
    seed(desk, *(proposal(f"p{number}") for number in range(40)))

    assert statements(desk, review_queue.left) == few


def test_a_kind_that_the_round_does_not_ask_for_gives_way_to_the_nearest(desk):
    proposed(desk)
    narrow = {**round_().data, "recusals": ["family", "employer"]}
    seed(desk, record("rounds", "first", 2, **narrow))

    told = recusing.told(desk, "trees")

    assert told == {"kind": "employer", "reason": "name", "named": "O. PLUM", "mine": "Omar Plum"}
