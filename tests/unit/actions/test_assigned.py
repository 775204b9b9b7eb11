"""A round that asks members about some proposals only: lists, plan, documents, who has answered."""

import pytest

from app.actions import answering, assigned, matrix, matrix_shape, planning, showing, status
from app.domain import ids
from app.paths import Home
from app.store import documents, facts, open_store, outbox, proposals, rounds
from tests.builders import AT, CYCLE, clock, joined, proposal, record, round_, seed

LISTED = [
    {"members": ["omar"], "proposals": ["trees"]},
    {"group": "soil", "themes": ["Soil"]},
    {"members": ["nadia"]},
]


@pytest.fixture
def store():
    """Omar is asked about `trees` himself and about `water` with a group; Nadia about all."""
    made = joined(open_store(None))
    people = [record("members", each, name=each.title(), role="member")
              for each in ("omar", "nadia", "quinn")]  # fmt: skip
    seed(
        made,
        round_(assignment="by_group", assigned=LISTED),
        proposal("trees"),
        proposal("water", theme="Soil"),
        proposal("wind"),
        record("workgroups", "soil", title="Soil", participants=["omar"]),
        *(record("documents", f"d-{each}", title=each, proposal=each)
          for each in ("trees", "water", "wind")),
        *people,
    )  # fmt: skip
    yield made
    made.close()


def reviewed(store, account, *papers):
    for paper in papers:
        review = record("reviews", ids.review_id(CYCLE, account, paper), 1, account, ("chairs",),
                        proposal=paper, version=1, texts={"need": "Yes"}, state="submitted")  # fmt: skip
        seed(store, review)


def test_lists_plan_and_documents_are_of_what_is_assigned_to_me(store, tmp_path):
    rows = showing.listed(store, Home(tmp_path), "proposals")

    assert {row.id for row in assigned.to_me(store, proposals.listed(store))} == {"trees", "water"}
    assert {row["id"]: row["asked"] for row in rows} == {
        "trees": True, "water": True, "wind": False}  # fmt: skip
    alone = [showing.shown(store, Home(tmp_path), "proposals", row["id"]) for row in rows]
    assert [row["asked"] for row in alone] == [row["asked"] for row in rows]
    assert [row["id"] for row in showing.mine(store, "proposals", rows)] == ["trees", "water"]
    (plan,) = planning.plans(store, clock())
    assert {row.id for row in plan.papers} == {"trees", "water"}
    assert assigned.about_me(store) == {"d-trees", "d-water"}


def test_the_state_counts_what_is_assigned_to_me_and_no_conflict_of_interest(store):
    before = status.status(store).unread
    id = ids.review_id(CYCLE, "omar", "water")
    declared = {"proposal": "water", "version": 1, "recused": "employer", "state": "submitted"}
    outbox.put(store, "reviews", id, declared, audience=("chairs",), written_at=AT)

    assert (before, status.status(store).unread) == (2, 1)


def test_a_round_that_asks_everybody_leaves_all_as_it_was(store):
    seed(store, record("rounds", "first", 2, title="All", status="open"))

    assert assigned.about_me(store) == documents.asked_about(store)
    assert len(assigned.to_me(store, proposals.listed(store))) == 3


def test_an_observer_is_asked_nothing(store, tmp_path):
    facts.put(store, role="observer")

    rows = showing.listed(store, Home(tmp_path), "proposals")

    assert list(showing.mine(store, "proposals", rows)) == []


def test_who_was_not_asked_is_not_missing(store):
    reviewed(store, "nadia", "trees")
    reviewed(store, "quinn", "wind")
    scheme = rounds.one(store, "first")

    assert answering.answered(store, scheme) == (("nadia",), ("omar",))
    assert answering.shares(store, scheme, proposals.listed(store)) == {
        "omar": {"trees", "water"}, "nadia": {"trees", "water", "wind"}}  # fmt: skip


def test_the_matrix_tells_who_is_not_asked_about_a_proposal(store):
    found = matrix.of_round(store, "first")

    told = matrix_shape.shape(found, found.proposals)["proposals"]

    assert {each["id"]: each["asked_of"] for each in told} == {
        "trees": ["nadia", "omar"], "water": ["nadia", "omar"], "wind": ["nadia"]}  # fmt: skip
    assert found.coverage.asked == 5
    assert set(found.coverage.missing) == {"nadia", "omar"}


def test_a_list_that_changes_moves_what_is_asked_and_keeps_what_was_written(store, tmp_path):
    written = {"proposal": "trees", "version": 1, "texts": {"need": "Mine"}, "state": "draft"}
    id = ids.review_id(CYCLE, "omar", "trees")
    outbox.put(store, "reviews", id, written, audience=("chairs",), written_at=AT, home=True)

    changed = [{"members": ["omar"], "proposals": ["wind"]}]
    scheme = round_(assignment="listed", assigned=changed).data
    seed(store, record("rounds", "first", 2, **scheme))

    rows = showing.listed(store, Home(tmp_path), "proposals")
    assert [row["id"] for row in showing.mine(store, "proposals", rows)] == ["wind"]
    assert rounds.my_review(store, "trees").data["texts"] == {"need": "Mine"}
