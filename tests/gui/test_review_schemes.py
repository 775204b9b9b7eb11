"""The review panel of rounds whose scheme was changed, or asks less than others."""

import pytest
from PySide6.QtCore import Qt

from app.store import rounds
from tests.gui import cycle


@pytest.fixture
def view(qtbot, tmp_path):
    with cycle.opened(cycle.home(tmp_path)) as view:
        view.show_record("open-maps")
        view.paper.show_side("review")
        yield view


def changed(view, **more):
    cycle.arrive(view, [cycle.record("rounds", "drafts", cycle.scheme(**more), version=2)])


def fields(view):
    return view.paper.review.fields


def written(view):
    row = rounds.my_review(view.desk.store, "open-maps")
    return None if row is None else row.data


def test_words_to_a_criterion_that_vanished_stay_in_sight_and_can_be_taken_out(qtbot, view):
    fields(view).editors["relevance"].field.setPlainText("Needed by the islands.")
    view.paper.review.flush()
    qtbot.waitUntil(lambda: bool(written(view)))

    changed(view, criteria=[{"key": "metrics", "title": "Metrics"}])
    qtbot.waitUntil(lambda: list(fields(view).editors) == ["metrics", "relevance"])
    gone = fields(view).editors["relevance"]
    kept = gone.field.text()
    qtbot.mouseClick(gone.take_out, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: list(fields(view).editors) == ["metrics"])
    assert kept == "Needed by the islands."
    assert written(view)["texts"] == {}


def test_only_the_rounds_own_kinds_of_conflict_are_offered(qtbot, view):
    changed(view, recusals=["speaker", "employer"])
    qtbot.waitUntil(lambda: view.paper.review._now.scheme.recusals == ("speaker", "employer"))

    view.paper.review.ask_conflict()

    card = view.paper.review.card
    qtbot.waitUntil(card.isVisible)
    assert [each.text() for each in card.kinds.buttons() if each.isVisible()] == [
        "I am to speak or take part",
        "My employer is involved",
    ]


def test_merging_is_not_asked_where_the_round_does_not(qtbot, view):
    qtbot.waitUntil(lambda: not view.paper.review.more.merge.isHidden())

    changed(view, merges=False)

    qtbot.waitUntil(lambda: view.paper.review.more.merge.isHidden())
    assert view.paper.review.more.merge.isHidden()
