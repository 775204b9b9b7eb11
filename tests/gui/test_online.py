"""A decision asked online, at a member's: on Today, four buttons, changed and taken back."""

import pytest
from PySide6.QtTest import QTest

from app.actions import clock
from app.domain import online
from app.store import current, open_store, records
from app.ui.models import today
from app.ui.theme import theme
from app.ui.views.online import OnlineView
from tests.gui import cycle
from tests.gui.asked_online import DATES, question
from tests.gui.waiting import done, settled
from tests.gui.walk import cut, small, unnamed

MINE = online.position_id("igf2026", "amina", DATES)


@pytest.fixture
def view(qtbot, tmp_path):
    home = cycle.home(tmp_path / "home")
    store = open_store(home.store)
    records.apply(store, [question()])
    store.close()
    with cycle.desk_at(home) as desk:
        view = OnlineView(desk)
        desk.changed.connect(view.refresh)
        qtbot.addWidget(view)
        view.resize(1120, 720)
        view.show()
        settled(qtbot, desk)
        yield view
        desk.changed.disconnect(view.refresh)


def desk_of(view):
    return view.desk


def mine(view):
    row = current.one(desk_of(view).store, "intents", MINE)
    return None if row is None or row.data.get("withdrawn") else row.data["position"]


def on_today(view):
    desk = desk_of(view)
    found = today.collect(desk.store, clock.now(desk.store, desk.clock))
    return [(each.key, each.below) for each in found.needs]


def test_today_says_until_when_an_answer_is_wanted_until_it_is_given(qtbot, view):
    (before,) = on_today(view)

    done(qtbot, desk_of(view), view.answer.buttons["no_objection"].click)

    assert before[0] == f"online/{DATES}"
    assert ahead(view)[f"online/{DATES}"].startswith("You: No objection")
    assert before[1].startswith("Answer by Thu 29 Jan")
    assert on_today(view) == []


def ahead(view):
    desk = desk_of(view)
    found = today.collect(desk.store, clock.now(desk.store, desk.clock))
    return {each.key: each.below for each in found.next}


@pytest.mark.parametrize("key", ["no_objection", "more_time", "conflict"])
def test_one_press_answers_and_says_how_far_the_answer_is(qtbot, view, key):
    done(qtbot, desk_of(view), view.answer.buttons[key].click)

    assert mine(view) == key
    assert view.answer.state.words.text() == "Submitted, waiting for a line"
    assert view.answer.buttons[key].accessibleDescription() == "This is your answer"


def test_an_objection_asks_for_its_reason_first(qtbot, view):
    view.answer.buttons["object"].click()
    asked = view.answer.asking.isVisibleTo(view)
    view.answer.submit.click()
    missing = view.answer.missing.text()
    QTest.keyClicks(view.answer.why, "May is exam time.")

    done(qtbot, desk_of(view), view.answer.submit.click)

    assert asked
    assert missing == "Write why, then submit it."
    assert mine(view) == "object"
    assert "May is exam time." in view.answer.mine.text()
    assert not view.answer.asking.isVisibleTo(view)


def test_an_answer_is_changed_and_taken_back(qtbot, view):
    desk = desk_of(view)
    done(qtbot, desk, view.answer.buttons["no_objection"].click)
    done(qtbot, desk, view.answer.buttons["conflict"].click)
    changed = mine(view)

    done(qtbot, desk, view.answer.back.click)

    assert changed == "conflict"
    assert mine(view) is None
    assert not view.answer.state.isVisibleTo(view)
    assert len(on_today(view)) == 1


def test_what_ended_shows_what_was_recorded_and_asks_nothing(qtbot, view):
    ended = question(
        outcome="adopted", closed_at="2026-01-27T08:00:00Z", reason="Nobody objected.",
        counts={"no_objection": 9, "object": 0, "more_time": 0, "conflict": 0, "silent": 4},
    ).data  # fmt: skip
    cycle.arrive(view, [cycle.record("decisions", DATES, ended, version=2)])
    qtbot.waitUntil(lambda: view.answer.ended.isVisibleTo(view))

    assert "Nobody objected." in view.answer.ended.text()
    assert "Said nothing: 4" in view.answer.ended.text()
    assert not view.answer.choices.isVisibleTo(view)
    assert on_today(view) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_has_a_name_and_fits(qtbot, view, percent):
    theme().use("light", percent, "")
    view.show_record(DATES)
    view.answer.buttons["object"].click()
    settled(qtbot, desk_of(view))

    assert unnamed(view) == []
    assert cut(view) == []
    assert small(view) == []
