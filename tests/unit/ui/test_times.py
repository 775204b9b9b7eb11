"""Instants in words: own zone first, UTC beside it, counted down by the server's clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.domain.rounds import Deadline
from app.i18n import use
from app.ui import times

NAIROBI = timezone(timedelta(hours=3))
KIRIBATI = timezone(timedelta(hours=14))
LIMA = timezone(timedelta(hours=-5))
NOW = datetime(2021, 1, 28, 8, 50, tzinfo=UTC)
DUE = datetime(2021, 1, 29, 11, 59, 59, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    use("en")


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (NAIROBI, "Fri 29 Jan, 14:59 here (11:59 UTC)"),
        (UTC, "Fri 29 Jan, 11:59 UTC"),
        (KIRIBATI, "Sat 30 Jan, 01:59 here (29 Jan 11:59 UTC)"),
        (LIMA, "Fri 29 Jan, 06:59 here (11:59 UTC)"),
    ],
)
def test_own_time_comes_first_and_utc_beside_it(zone, said):
    assert times.full(DUE, NOW, zone) == said


def test_another_year_is_named():
    assert times.day(DUE, NOW.replace(year=2026), UTC) == "Fri 29 Jan 2021"


def test_the_end_of_a_day_anywhere_on_earth_is_named_as_it_was_announced():
    due = Deadline("comments", "2021-01-29T11:59:59Z", aoe=True)

    assert times.deadline(due, NOW, NAIROBI) == (
        "Fri 29 Jan, 14:59 here (11:59 UTC; end of 28 Jan anywhere on Earth)"
    )
    assert times.deadline(due, NOW, UTC) == (
        "Fri 29 Jan, 11:59 UTC (end of 28 Jan anywhere on Earth)"
    )


def test_deadlines_count_down_and_say_when_they_passed():
    due = Deadline("comments", "2021-01-29T11:59:59Z")

    assert times.closes(due.what, due, NOW) == "Comments close in 1 day 3 h"
    assert times.closes(due.what, due, NOW + timedelta(days=3)) == "Comments closed 1 day 20 h ago"
    assert times.closes("", due, NOW).startswith("Answers close in")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "less than a minute"),
        (59, "less than a minute"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (86_399, "23 h"),
        (86_400, "1 day"),
        (100_000, "1 day 3 h"),
        (3 * 86_400 + 3600, "3 days"),
        (59 * 86_400, "59 days"),
        (90 * 86_400, "3 months"),
        (800 * 86_400, "2 years"),
        (-5, "less than a minute"),
    ],
)
def test_lengths_are_said_as_people_say_them(seconds, said):
    assert times.length(seconds) == said


def test_before_and_after_and_now():
    assert times.until(NOW + timedelta(days=2), NOW) == "in 2 days"
    assert times.until(NOW - timedelta(hours=2), NOW) == "2 h ago"
    assert times.until(NOW + timedelta(seconds=20), NOW) == "now"


@pytest.mark.parametrize(
    ("minutes", "said"), [(-30, "in 30 min"), (0, "now"), (59, "now"), (60, "1 h ago")]
)
def test_what_is_on_is_now_from_its_beginning_to_its_end(minutes, said):
    ends = NOW + timedelta(hours=1)

    assert times.meanwhile(NOW, ends, NOW + timedelta(minutes=minutes)) == said


def test_a_meeting_past_midnight_names_both_days():
    starts = datetime(2021, 1, 27, 20, 0, tzinfo=UTC)

    said = times.span(starts, starts + timedelta(hours=2), NOW, NAIROBI)

    assert said == "Wed 27 Jan, 23:00 to Thu 28 Jan, 01:00 here (20:00 UTC)"


def test_a_meeting_without_an_end_or_with_a_wrong_one_says_when_it_begins():
    starts = datetime(2021, 1, 27, 20, 0, tzinfo=UTC)

    assert times.span(starts, None, NOW, UTC) == "Wed 27 Jan, 20:00 UTC"
    assert times.span(starts, starts - timedelta(hours=1), NOW, UTC) == "Wed 27 Jan, 20:00 UTC"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (9, ""),
        (-10, ""),
        (120, "The clock of this computer is 2 h fast. Deadlines here go by the server's clock."),
        (
            -11,
            "The clock of this computer is 11 min slow. Deadlines here go by the server's clock.",
        ),
    ],
)
def test_a_clock_ten_minutes_off_is_told(minutes, said):
    assert times.clock_off(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize("field", [None, "", "soon", 12, "2021-13-01T00:00:00Z"])
def test_what_is_no_instant_is_none(field):
    assert times.parsed(field) is None


def test_a_day_in_arabic_stays_together_among_english_words():
    use("ar")
    said = times.full(DUE, NOW, UTC)
    use("en")

    assert (said[0], said.count("\u2068"), said.count("\u2069")) == ("\u2068", 1, 1)
    assert "\u2068" not in times.full(DUE, NOW, UTC)


def test_days_and_months_speak_the_window_s_language():
    use("fr")

    assert times.day(DUE, NOW, UTC).startswith("ven")
    use("en")
