"""The timer of a speaker, and how late a meeting runs against the plan of its agenda."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain import agendas, floor_times
from app.domain.floor_times import Plan

BEGAN = datetime(2030, 2, 1, 14, tzinfo=UTC)
AT = "2030-02-01T14:00:00Z"
ITEMS: dict[str, Any] = {
    "one": {"label": "1", "minutes": 10, "position": 1},
    "two": {"label": "2", "position": 2},
    "two-a": {"label": "2.1", "minutes": 8, "parent": "two", "position": 1},
    "two-b": {"label": "2.2", "minutes": 12, "parent": "two", "position": 2},
}


def plan(items: dict[str, Any]) -> list[Plan]:
    tree = agendas.flat(agendas.tree(items))
    return [Plan(each.id, each.starts, each.minutes) for each in tree]


@pytest.mark.parametrize(
    ("seconds", "left", "stage"),
    [
        (0, 240, "running"),
        (179, 61, "running"),
        (180, 60, "last_minute"),
        (239, 1, "last_minute"),
        (240, 0, "over"),
        (300, -60, "over"),
    ],
)
def test_a_timer_tells_what_is_left_and_when_it_is_over(seconds, left, stage):
    now = BEGAN + timedelta(seconds=seconds)

    assert floor_times.timer(AT, now, 4) == floor_times.Timer(seconds, left, stage)


def test_without_a_limit_the_time_only_runs():
    timer = floor_times.timer(AT, BEGAN + timedelta(hours=1), None)

    assert (timer.elapsed, timer.left, timer.stage) == (3600, None, "open")


def test_a_clock_that_was_set_back_shows_no_negative_time():
    assert floor_times.timer(AT, BEGAN - timedelta(hours=1), 4).elapsed == 0


def test_each_speaker_has_four_minutes_unless_the_item_says_otherwise():
    told = [{}, {"speaker_minutes": 2.5}, {"speaker_minutes": 0}, {"speaker_minutes": -3},
            {"speaker_minutes": "two"}, {"speaker_minutes": True}]  # fmt: skip

    assert [floor_times.speaker_minutes(each) for each in told] == [4, 2.5, None, 4, 4, 4]


@pytest.mark.parametrize(
    ("item", "begun", "now", "late", "left"),
    [
        ("one", 0, 5, 0, 5),
        ("one", 6, 8, 6, 8),
        ("one", 0, 13, 3, -3),
        ("two-a", 10, 11, 0, 7),
        ("two-b", 15, 16, -3, 11),
        ("two-b", 30, 50, 20, -8),
    ],
)
def test_a_meeting_is_late_by_when_its_item_will_be_over(item, begun, now, late, left):
    begun_at = (BEGAN + timedelta(minutes=begun)).isoformat()

    found = floor_times.late(plan(ITEMS), AT, item, begun_at, BEGAN + timedelta(minutes=now))

    assert found is not None
    assert (found.minutes, found.item_left) == (late, left)
    assert found.ends_at == (BEGAN + timedelta(minutes=30 + late)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("begins", "item", "items"),
    [
        ("", "one", ITEMS),
        (AT, "gone", ITEMS),
        (AT, "one", {"one": {"label": "1"}}),
        ("2030-01-31T14:00:00Z", "one", ITEMS),
        ("2030-02-02T14:00:00Z", "one", ITEMS),
    ],
)
def test_a_plan_that_says_nothing_is_neither_late_nor_early(begins, item, items):
    assert floor_times.late(plan(items), begins, item, AT, BEGAN) is None
