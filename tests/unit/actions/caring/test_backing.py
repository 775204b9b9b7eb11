"""Backups: made, believed, thinned."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.actions import backing, backups
from app.actions.backups import Backup
from app.paths import Home
from app.store import copies
from tests.builders import (
    clock,
    write,
)
from tests.unit.actions.caring.profile import backed_up, opened, written


def test_a_backup_tells_what_is_in_it_and_is_believed_only_unchanged(home):
    made = backed_up(home, "one", "two")

    (found,) = backups.listed(home)
    assert (found.account, found.cycle, found.why) == ("omar", "orchard2030", "asked")
    assert found.counts["outbox"] == 2
    assert found == made
    assert backups.is_sound(found)

    raw = bytearray(found.path.read_bytes())
    raw[raw.find(b'"two"') + 2] ^= 1
    found.path.write_bytes(raw)

    assert copies.is_sound(found.path)  # SQLite sees nothing
    assert not backups.is_sound(found)


def test_a_backup_without_its_note_is_a_backup_still(home):
    made = backed_up(home, "one")
    made.path.with_suffix(".json").write_text("{broken")

    (found,) = backups.listed(home)

    assert backups.is_sound(found)
    assert found.why == "asked"


def test_the_daily_backup_is_made_once_a_day_and_again_after_the_clock_went_back(home):
    with opened(home) as store:
        days = [timedelta(), timedelta(hours=2), timedelta(hours=21), timedelta(days=-3650)]
        made = [backing.daily(store, home, lambda day=day: clock() + day) for day in days]

    assert [each is not None for each in made] == [True, False, True, True]
    assert backups.listed(home)[0] == made[-1]  # the newest is the last made, whatever the clock


def test_a_window_at_work_copies_what_was_written_half_an_hour_ago(home):
    def later(minutes):
        return lambda: clock() + timedelta(minutes=minutes)

    with opened(home) as store:
        assert backing.at_work(store, home, clock) is not None
        assert backing.at_work(store, home, later(30)) is None  # nothing was written
        write(store, "words")
        assert backing.at_work(store, home, later(10)) is None
        assert backing.at_work(store, home, later(30)) is not None
        assert backing.at_work(store, home, later(60)) is None


def test_a_profile_that_joined_nothing_needs_no_automatic_backup(tmp_path):
    home = Home(tmp_path / "fresh")
    with opened(home) as store:
        assert backing.daily(store, home, clock) is None
        assert backing.before(store, home, "join", clock) is None


def test_a_step_that_is_tried_again_at_once_makes_no_other_copy(home):
    with opened(home) as store:
        first = backing.before(store, home, "join", clock)
        second = backing.before(store, home, "join", clock)

    assert first is not None
    assert first.pinned
    assert first == second


def made_at(number, when, why="daily", size=1000):
    name = Path(f"store-{number}.db")
    return Backup(name, when.strftime("%Y-%m-%dT%H:%M:%SZ"), number, why, size)


def test_copies_are_thinned_by_days_and_weeks():
    start = datetime(2030, 1, 1, 12, tzinfo=UTC)
    known = [made_at(n, start + timedelta(hours=8 * n)) for n in range(300)]

    kept = backups.kept(known, start + timedelta(days=100))

    assert [each.number for each in kept[:5]] == [299, 298, 297, 296, 295]
    assert len({each.made_at[:10] for each in kept[:12]}) >= 7
    assert 14 <= len(kept) <= 5 + 7 + 8
    oldest = start + timedelta(hours=8 * kept[-1].number)
    assert start + timedelta(days=100) - oldest > timedelta(days=40)


def test_a_clock_that_jumps_makes_no_copy_go():
    now = datetime(2030, 1, 1, 12, tzinfo=UTC)
    usual = [made_at(n, now + timedelta(hours=n)) for n in range(5)]
    past = [made_at(5 + n, now - timedelta(days=3650) + timedelta(hours=n)) for n in range(5)]

    for today in (now, now - timedelta(days=3650), now + timedelta(days=3650)):
        kept = backups.kept([*usual, *past], today)
        assert {each.number for each in past} <= {each.number for each in kept}
        assert any(each in kept for each in usual)


def test_what_was_made_before_a_risky_step_stays_thirty_days():
    now = datetime(2030, 3, 1, tzinfo=UTC)
    pinned = [made_at(n, now - timedelta(days=60 - 5 * n), "before-join") for n in range(12)]

    kept = backups.kept(pinned, now)

    assert [each.number for each in kept] == [11, 10, 9, 8, 7, 6]


def test_copies_stay_within_their_size_and_two_are_always_kept(home, monkeypatch):
    monkeypatch.setattr(backups, "MOST_BYTES", 1)

    for number in range(4):
        written(home, f"c{number}")
        backed_up(home)

    assert [each.number for each in backups.listed(home)] == [4, 3]
    assert len(list(home.backups.glob("*"))) == 4  # two copies with their notes


def test_notes_beside_backups_are_json(home):
    made = backed_up(home, "c1")

    told = json.loads(made.path.with_suffix(".json").read_text("utf-8"))

    assert told["sha256"] == made.sha256
    assert "token" not in json.dumps(told)
