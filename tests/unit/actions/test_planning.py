"""The plan of a real profile: rounds, order, minutes, progress."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from app.actions import planning, reading, reviewing
from app.actions.reviewing import Edit
from app.domain.planning import State
from app.store import lengths, proposals
from tests.builders import clock, joined, proposal, round_, seed, version

APPLES = "Apples ripen in the orchard; the orchard ladder leans on apples. "
BOATS = "Boats wait in the harbour; the harbour floods and boats turn. "


@pytest.fixture
def desk(store):
    joined(store)
    themes = {"a": "fruit", "b": "sea", "c": "fruit", "d": "sea", "e": "fruit", "f": ""}
    texts = {"a": APPLES * 30, "b": BOATS * 20, "c": "Nothing else. " * 50, "d": BOATS * 25,
             "e": APPLES * 40, "f": "Alone here."}  # fmt: skip
    seed(store, round_())
    for number, id in enumerate(themes, start=1):
        seed(store, proposal(id, code=f"P{number}", theme=themes[id]), version(id, 1, texts[id]))
    return store


def plan(store, now=None):
    (found,) = planning.plans(store, now or clock(), zone=UTC)
    return found


def test_what_is_here_is_counted_and_ordered_once(desk):
    assert planning.prepare(desk)
    assert not planning.prepare(desk)
    assert set(lengths.proposals(desk)) == {"a", "b", "c", "d", "e", "f"}
    assert set(planning.alike(desk)) == {"a", "b", "c", "d", "e", "f"}


def test_it_breathes_all_the_time_and_never_while_it_holds_the_pen(desk):
    held = []

    planning.prepare(desk, lambda: held.append(desk.db.conn.in_transaction))

    assert len(held) >= 4 * len(lengths.proposals(desk))
    assert not any(held)


def test_what_was_stopped_between_two_breaths_is_done_the_next_time(desk):
    breaths = iter(range(9))

    with pytest.raises(StopIteration):
        planning.prepare(desk, lambda: next(breaths))

    assert planning.prepare(desk)
    assert len(lengths.proposals(desk)) == len(planning.alike(desk)) == 6


def test_a_new_version_is_counted_anew(desk):
    planning.prepare(desk)
    before = proposals.one(desk, "f").counts

    seed(desk, proposal("f", 2, code="P6"), version("f", 2, "Many more words came in here."))
    assert planning.prepare(desk)

    assert sum(proposals.one(desk, "f").counts.values()) > sum(before.values())


def test_the_order_is_by_theme_and_like_after_like(desk):
    planning.prepare(desk)

    found = plan(desk)

    order = [row.id for row in found.papers]
    assert set(order[:3]) == {"a", "c", "e"}
    assert set(order[3:5]) == {"b", "d"}
    assert order[5] == "f"
    assert abs(order.index("a") - order.index("e")) == 1
    assert found.like["d" if order[4] == "d" else "b"] > 0.5


def test_before_anything_is_counted_there_is_a_plan_by_theme_and_code(desk):
    found = plan(desk)

    assert [row.id for row in found.papers] == ["a", "c", "e", "b", "d", "f"]
    assert found.plan.state is State.PLANNED


def test_reading_moves_the_plan_on(desk):
    planning.prepare(desk)
    first = plan(desk).plan.next

    reading.opened(desk, "proposals", first, 1, clock)

    after = plan(desk)
    assert (after.plan.done, after.plan.total) == (1, 6)
    assert first not in after.plan.left
    assert after.plan.by is not None


def test_a_changed_paper_is_to_be_read_again_and_a_conflict_of_interest_is_not(desk):
    reading.opened(desk, "proposals", "a", 1, clock)
    seed(desk, proposal("a", 2, code="P1", theme="fruit"))
    reviewing.review(desk, "b", Edit(recused="family"), clock=clock)

    found = plan(desk)

    assert "a" in found.plan.left
    assert "b" not in [row.id for row in found.papers]


def test_withdrawn_papers_and_closed_rounds_are_not_planned(desk):
    seed(desk, proposal("a", 2, status="withdrawn"))
    assert plan(desk).plan.total == 5

    data = {**round_().data, "status": "closed"}
    seed(desk, replace(round_(), version=2, data=data))
    assert planning.plans(desk, clock(), zone=UTC) == []


def test_a_deadline_that_is_over_and_none_at_all_are_told_apart(desk):
    assert plan(desk, clock() + timedelta(days=30)).plan.state is State.PAST

    data = {**round_().data, "deadlines": []}
    seed(desk, replace(round_(), version=2, data=data))
    assert plan(desk).plan.state is State.OPEN


def test_the_next_paper_follows_the_one_that_is_open_and_skips_what_is_read(desk):
    found = [plan(desk)]
    order = [row.id for row in found[0].papers]
    reading.opened(desk, "proposals", order[1], 1, clock)
    found = [plan(desk)]

    assert planning.following(found, order[0]) == order[2]
    assert planning.following(found, order[-1]) == order[0]
    assert planning.following(found, None) == order[0]


def test_the_next_paper_is_none_when_all_are_read(desk):
    for row in plan(desk).papers:
        reading.opened(desk, "proposals", row.id, 1, clock)

    found = plan(desk)

    assert found.plan.state is State.DONE
    assert planning.following([found], "a") is None


def test_a_faster_reader_has_a_shorter_plan(desk):
    planning.prepare(desk)

    (slow,) = planning.plans(desk, clock(), 100, UTC)
    (fast,) = planning.plans(desk, clock(), 400, UTC)

    assert fast.plan.minutes * 3 < slow.plan.minutes
