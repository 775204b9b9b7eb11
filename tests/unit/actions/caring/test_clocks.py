"""Care with two windows, a wrong clock, and the hour that comes twice."""

from datetime import UTC, datetime, timedelta

import pytest

from app.actions import annotating, backing, backups, caring, restoring
from app.store import current
from tests.builders import (
    clock,
)
from tests.unit.actions.caring.profile import TREES, backed_up, opened, texts, written


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_ten_years_off_changes_nothing_about_care(home, years):
    def wrong():
        return clock() + timedelta(days=365 * years)

    backed_up(home, "before")
    written(home, "after")
    with opened(home) as store:
        backing.backup(store, home, wrong)

    assert caring.doctor(home, clock=wrong).sound
    told = restoring.restore(home, clock=wrong)

    assert told.made_at.startswith(str(2030 + years)[:3])
    assert texts(home) == ["after", "before"]


def test_two_windows_on_one_profile_see_and_keep_each_other_s_words(home):
    with opened(home) as one, opened(home) as two:
        for number in range(20):
            annotating.comment((one, two)[number % 2], home, TREES, f"c{number}", clock=clock)
        backing.backup(one, home, clock)
        assert len(current.listed(one, "comments")) == len(current.listed(two, "comments")) == 20

    assert caring.doctor(home, clock=clock).sound


def test_the_hour_that_comes_twice_makes_two_backups(home):
    zone = datetime.now().astimezone().tzinfo
    first = datetime(2030, 10, 27, 0, 30, tzinfo=UTC).astimezone(zone)

    with opened(home) as store:
        made = [
            backing.backup(store, home, lambda at=at: first + timedelta(hours=at)) for at in (0, 1)
        ]

    assert len({path.name for path in made}) == 2
    assert [each.path for each in backups.listed(home)] == made[::-1]
