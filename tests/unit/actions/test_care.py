"""Backups, going back to them, the doctor and erasing, on real profiles."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.actions import annotating, backing, caring, erasing, restoring, self_testing
from app.actions.backing import Backup
from app.actions.papers import About
from app.actions.self_test_bench import NotSo
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import copies, current, facts, files, open_store, outbox, search, swapping
from tests.builders import (
    clock,
    gone,
    joined,
    proposal,
    record,
    round_,
    seed,
    send,
    states,
    version,
    write,
)

TREES = About("proposal", "trees", 1)
HOLDING = """
import sys
from pathlib import Path
from app.store import open_store
store = open_store(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""
ROOT = Path(__file__).parents[3]


@pytest.fixture
def home(tmp_path):
    """A profile that has joined, with a proposal; closed."""
    home = Home(tmp_path / "profile")
    with closing(joined(open_store(home.store))) as store:
        seed(store, round_(), proposal(), version("trees", 1, "Apples and pears"))
    return home


def opened(home):
    return closing(open_store(home.store))


def backed_up(home, *words):
    """Write comments named after their words, then make a backup."""
    with opened(home) as store:
        for each in words:
            write(store, each, each)
        return backing.make(store, home, clock)


def written(home, *words):
    with opened(home) as store:
        for each in words:
            write(store, each, each)


def texts(home):
    with opened(home) as store:
        return sorted(row.data["text"] for row in current.listed(store, "comments"))


def spoil(path, at=0, size=100):
    raw = bytearray(path.read_bytes())
    raw[at : at + size] = bytes(size)
    path.write_bytes(raw)


def codes(found):
    return [each.code for each in found.findings]


# --- backups -----------------------------------------------------------------------------


def test_a_backup_tells_what_is_in_it_and_is_believed_only_unchanged(home):
    made = backed_up(home, "one", "two")

    (found,) = backing.listed(home)
    assert (found.account, found.cycle, found.why) == ("omar", "orchard2030", "asked")
    assert found.counts["outbox"] == 2
    assert found == made
    assert backing.is_sound(found)

    raw = bytearray(found.path.read_bytes())
    raw[raw.find(b'"two"') + 2] ^= 1
    found.path.write_bytes(raw)

    assert copies.is_sound(found.path)  # SQLite sees nothing
    assert not backing.is_sound(found)


def test_a_backup_without_its_note_is_a_backup_still(home):
    made = backed_up(home, "one")
    made.path.with_suffix(".json").write_text("{broken")

    (found,) = backing.listed(home)

    assert backing.is_sound(found)
    assert found.why == "asked"


def test_the_daily_backup_is_made_once_a_day_and_again_after_the_clock_went_back(home):
    with opened(home) as store:
        days = [timedelta(), timedelta(hours=2), timedelta(hours=21), timedelta(days=-3650)]
        made = [backing.daily(store, home, lambda day=day: clock() + day) for day in days]

    assert [each is not None for each in made] == [True, False, True, True]
    assert backing.listed(home)[0] == made[-1]  # the newest is the last made, whatever the clock


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

    kept = backing.kept(known, start + timedelta(days=100))

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
        kept = backing.kept([*usual, *past], today)
        assert {each.number for each in past} <= {each.number for each in kept}
        assert any(each in kept for each in usual)


def test_what_was_made_before_a_risky_step_stays_thirty_days():
    now = datetime(2030, 3, 1, tzinfo=UTC)
    pinned = [made_at(n, now - timedelta(days=60 - 5 * n), "before-join") for n in range(12)]

    kept = backing.kept(pinned, now)

    assert [each.number for each in kept] == [11, 10, 9, 8, 7, 6]


def test_copies_stay_within_their_size_and_two_are_always_kept(home, monkeypatch):
    monkeypatch.setattr(backing, "MOST_BYTES", 1)

    for number in range(4):
        written(home, f"c{number}")
        backed_up(home)

    assert [each.number for each in backing.listed(home)] == [4, 3]
    assert len(list(home.backups.glob("*"))) == 4  # two copies with their notes


# --- going back ----------------------------------------------------------------------------


def test_going_back_keeps_what_was_not_sent_and_the_store_before(home):
    backed_up(home, "before")
    written(home, "after")

    told = restoring.restore(home, clock=clock)

    assert texts(home) == ["after", "before"]
    assert (told.present, told.carried, told.left) == ("fine", 1, 0)
    assert told.kept is not None
    with closing(open_store(told.kept)) as kept:
        assert states(kept, "after") == [("waiting", "after")]


def test_an_edit_since_the_backup_takes_the_place_of_the_older_words(home):
    backed_up(home, "c1")
    with opened(home) as store:
        write(store, "better words", "c1")

    restoring.restore(home, clock=clock)

    with opened(home) as store:
        assert states(store, "c1") == [("waiting", "better words")]


def test_what_the_secretariat_received_since_is_not_sent_again(home):
    backed_up(home, "c1")
    with opened(home) as store:
        (act,) = send(store)
        outbox.accepted(store, act, 7)
        seed(store, record("comments", "c1", 7, "omar", text="c1"))

    restoring.restore(home, clock=clock)

    with opened(home) as store:
        assert outbox.all_of(store) == []


def test_a_frozen_act_goes_along_with_its_op(home):
    backed_up(home, "c1")
    with opened(home) as store:
        write(store, "sent since", "c2")
        sent = [act.op for act in send(store)]

    restoring.restore(home, clock=clock)

    with opened(home) as store:
        assert [(act.op, act.state) for act in outbox.all_of(store)] == [
            (op, "sent") for op in sent
        ]


def test_cursor_and_records_are_those_of_the_backup_the_key_that_of_now(home):
    with opened(home) as store:
        facts.put(store, cursor="old", token="old", epoch="1")
    backed_up(home, "c1")
    with opened(home) as store:
        facts.put(store, cursor="new", token="new")
        seed(store, gone("proposals", "trees"))

    restoring.restore(home, clock=clock)

    with opened(home) as store:
        assert facts.get(store, "cursor") == "old"
        assert facts.get(store, "token") == "new"
        assert current.one(store, "proposals", "trees") is not None


def test_what_no_server_has_numbered_goes_along(home):
    backed_up(home, "c1")
    with opened(home) as store:
        seed(store, record("comments", "carried", 0, "mona", ("chairs",), text="by mail"))

    restoring.restore(home, clock=clock)

    assert "by mail" in texts(home)


def test_a_dry_run_says_it_and_changes_nothing(home):
    backed_up(home, "before")
    written(home, "after")
    before = home.store.read_bytes()

    told = restoring.restore(home, dry_run=True, clock=clock)

    assert told.dry_run
    assert told.carried == 1
    assert home.store.read_bytes() == before
    assert sorted(path.name for path in home.folder.iterdir()) == ["backups", "store.db"]


def test_a_damaged_newest_backup_is_passed_over(home):
    older = backed_up(home, "one")
    newest = backed_up(home, "two")
    spoil(newest.path, 4096, 4096)

    told = restoring.restore(home, clock=clock)

    assert told.source == older.path
    assert told.passed_over == (newest.path,)
    assert texts(home) == ["one", "two"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "backup_damaged"),
        (b"no store at all" * 100, "backup_damaged"),
        (None, "no_such_backup"),
    ],
)
def test_what_is_no_backup_is_refused(home, tmp_path, content, code):
    path = tmp_path / "some.db"
    if content is not None:
        path.write_bytes(content)
    before = home.store.read_bytes()

    with pytest.raises(Trouble, match=code):
        restoring.restore(home, path, clock=clock)

    assert home.store.read_bytes() == before


def test_a_database_of_another_program_is_refused(home, tmp_path):
    path = tmp_path / "other.db"
    with closing(copies.sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE letters (text TEXT)")

    with pytest.raises(Trouble, match="backup_foreign"):
        restoring.restore(home, path, clock=clock)


@pytest.mark.parametrize("whose", [{"account": "mona"}, {"cycle": "harbour2031"}])
def test_a_backup_of_somebody_else_or_another_cycle_is_refused(home, tmp_path, whose):
    other = Home(tmp_path / "other")
    with closing(joined(open_store(other.store))) as store:
        facts.put(store, **whose)
        path = backing.backup(store, other, clock)

    with pytest.raises(Trouble, match="backup_of_another"):
        restoring.restore(home, path, clock=clock)


def test_a_backup_of_a_newer_program_is_refused(home):
    made = backed_up(home, "one")
    made.path.with_suffix(".json").unlink()
    with closing(copies.sqlite3.connect(made.path)) as newer:
        newer.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('satchel', 'm9999', '')"
        )
        newer.commit()

    with pytest.raises(Trouble, match="backup_too_new"):
        restoring.restore(home, made.path, clock=clock)


def test_without_a_backup_nothing_is_done(home):
    with pytest.raises(Trouble, match="no_backup"):
        restoring.restore(home, clock=clock)


def test_a_profile_that_is_lost_comes_back_from_a_backup(home, tmp_path):
    made = backed_up(home, "c1")
    fresh = Home(tmp_path / "new-computer")

    told = restoring.restore(fresh, made.path, clock=clock)

    assert told.present == "absent"
    assert told.kept is None
    assert texts(fresh) == ["c1"]


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be replaced at all")
def test_a_profile_that_is_open_elsewhere_is_left_alone(home):
    backed_up(home, "c1")
    holds = subprocess.Popen(
        [sys.executable, "-c",
         HOLDING,
         str(home.store)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert holds.stdout is not None
    assert holds.stdout.readline() == b"open\n"

    for act in (lambda: restoring.restore(home, clock=clock), lambda: erasing.erase(home)):
        with pytest.raises(Trouble, match="profile_in_use"):
            act()

    holds.communicate(timeout=30)
    assert restoring.restore(home, clock=clock).kept is not None


def test_a_swap_that_was_decided_is_finished_by_the_next_opening(home):
    made = backed_up(home, "in the backup")
    written(home, "later")
    shutil.copyfile(made.path, home.folder / "store.db.next-20300201T120000Z")
    (home.folder / "store.db-wal").write_bytes(b"the old one's")

    assert texts(home) == ["in the backup"]

    kept = swapping.kept(home.store, "20300201T120000Z")
    assert kept.exists()
    assert (home.folder / f"{kept.name}-wal").read_bytes() == b"the old one's"
    assert not list(home.folder.glob("*.next-*"))


def test_stores_that_were_put_aside_long_ago_go(home):
    for day in range(1, 6):
        (home.folder / f"store-kept-203001{day:02}T120000Z.db").write_bytes(b"")

    with opened(home) as store:
        backing.make(store, home, lambda: datetime(2030, 6, 1, tzinfo=UTC))

    assert len(list(home.folder.glob("store-kept-*.db"))) == 3


# --- the doctor -------------------------------------------------------------------------------


def test_a_sound_profile_has_nothing_to_mend(home):
    backed_up(home, "c1")

    found = caring.doctor(home, clock=clock)

    assert (found.findings, found.sound) == ((), True)


def test_a_profile_without_a_backup_gets_one(home):
    assert caring.doctor(home, clock=clock).sound
    assert [each.why for each in backing.listed(home)] == ["daily"]


def test_no_profile_is_no_trouble(tmp_path):
    assert caring.doctor(Home(tmp_path / "nowhere")).sound
    assert not (tmp_path / "nowhere").exists()


def test_looking_only_changes_nothing(home):
    backed_up(home, "c1")
    (home.folder / "left.part").write_bytes(b"half")
    spoil(home.store, 0, 100)
    before = {path: path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}

    found = caring.doctor(home, repair=False, clock=clock)

    assert not found.sound
    assert codes(found) == ["store_damaged"]
    assert {p: p.read_bytes() for p in home.folder.rglob("*") if p.is_file()} == before


def test_a_store_that_does_not_open_is_replaced_and_kept(home):
    backed_up(home, "in the backup")
    written(home, "not sent yet")
    spoil(home.store, 0, 100)

    found = caring.doctor(home, clock=clock)

    assert found.sound
    assert codes(found) == ["store_damaged"]
    assert found.restored is not None
    assert found.restored.kept is not None
    assert found.restored.carried == 1
    assert texts(home) == ["in the backup", "not sent yet"]


def test_without_a_backup_all_that_can_be_read_is_kept(home):
    written(home, "not sent yet")
    spoil(home.store, 0, 100)

    found = caring.doctor(home, clock=clock)

    assert found.sound
    assert found.restored is not None
    assert found.restored.source is None
    with opened(home) as store:
        assert facts.get(store, "account") == "omar"
        assert facts.get(store, "token") == "token"
        assert facts.get(store, "cursor") is None
        assert current.one(store, "proposals", "trees") is not None
        assert states(store, "not sent yet") == [("waiting", "not sent yet")]


def test_a_store_that_is_gone_comes_back_from_the_backup(home):
    backed_up(home, "c1")
    home.store.unlink()

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["store_absent"]
    assert found.sound
    assert texts(home) == ["c1"]


@pytest.mark.parametrize("how", ["empty", "gone"])
def test_a_start_makes_no_new_store_where_there_are_backups(home, how):
    backed_up(home, "c1")
    home.store.unlink()
    if how == "empty":
        home.store.touch()
    script = "import sys; from pathlib import Path; from app.store import open_store;"
    script += "open_store(Path(sys.argv[1]))"

    started = subprocess.run(
        [sys.executable, "-c", script, str(home.store)], cwd=ROOT, capture_output=True, check=False
    )

    assert b"StoreDamaged" in started.stderr
    assert caring.doctor(home, clock=clock).sound
    assert texts(home) == ["c1"]


def test_going_back_from_a_damaged_store_saves_what_can_be_read(home):
    backed_up(home, "in the backup")
    written(home, "not sent yet")
    spoil(home.store, 0, 100)

    told = restoring.restore(home, clock=clock)

    assert (told.present, told.carried) == ("damaged", 1)
    assert texts(home) == ["in the backup", "not sent yet"]


def test_an_incomplete_index_is_made_again(home):
    with opened(home) as store:
        indexed(store)
        store.run("DELETE FROM passages")

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["index_broken"]
    assert found.sound
    assert caring.doctor(home, clock=clock).findings == ()


def indexed(store):
    while search.refresh(store, lambda _: None):
        pass


def with_files(home):
    """Have three files here: one whole, one changed, one gone; and one that nobody names."""
    names = {"whole": "a" * 64, "changed": "b" * 64, "gone": "c" * 64}
    (home.folder / "texts").mkdir()
    with opened(home) as store:
        for number, (name, text) in enumerate(names.items()):
            raw = text.encode()
            sha256 = hashlib.sha256(raw).hexdigest()
            names[name] = sha256
            seed(store, record("documents", name, number + 1, text={"sha256": sha256, "size": 64}))
            files.arrived(store, sha256, f"{sha256}.md", 64, 64, whole=True)
            if name != "gone":
                home.text(sha256).write_bytes(raw if name == "whole" else raw + b"!")
    home.text("d" * 64).write_text("nobody's")
    (home.folder / "texts" / f".{names['gone']}.part").write_text("half-way, to be continued")
    (home.folder / "texts" / f".{'e' * 64}.part").write_text("half-way, of nobody's")
    return names


def test_files_that_are_gone_changed_or_nobody_s_are_found(home):
    names = with_files(home)

    found = caring.doctor(home, clock=clock)

    assert sorted(codes(found)) == ["file_absent", "file_unknown", "file_wrong", "part_left"]
    assert found.sound
    with opened(home) as store:
        assert files.whole(store) == [names["whole"]]
        missing = {sha256 for sha256, _ in files.missing_texts(store)}
    assert missing == {names["changed"], names["gone"]}
    assert sorted(path.name for path in (home.folder / "texts").iterdir()) == sorted(
        [f".{names['gone']}.part", f"{names['whole']}.md"]
    )


def test_leftovers_of_a_program_that_is_gone_go_and_those_of_a_living_one_stay(home):
    (home.folder / "store-before.999999999.part").write_bytes(b"half")
    (home.folder / f"store-before.{os.getppid()}.part").write_bytes(b"half")

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["part_left"]
    assert [path.name for path in home.folder.glob("*.part")] == [
        f"store-before.{os.getppid()}.part"
    ]


def test_a_damaged_backup_counts_no_longer_and_another_is_made(home):
    made = backed_up(home, "c1")
    spoil(made.path, 4096, 4096)

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["backup_damaged"]
    assert found.sound
    assert all(backing.is_sound(each) for each in backing.listed(home))
    assert len(backing.listed(home)) == 1
    assert len(list(home.backups.glob("*.damaged"))) == 1


def test_words_that_changed_by_themselves_are_put_back(home):
    backed_up(home, "apples")
    raw = home.store.read_bytes()
    home.store.write_bytes(raw.replace(b'"text": "apples"', b'"text": "applez"'))
    assert texts(home) == ["applez"]

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["words_changed"]
    assert texts(home) == ["apples"]


def test_an_old_backup_a_wrong_clock_and_broken_settings_are_told(home):
    backed_up(home, "c1")
    home.settings.write_text("{broken")
    with opened(home) as store:
        facts.put(store, clock_off="3600")

    found = caring.doctor(home, clock=lambda: clock() + timedelta(days=20))

    assert sorted(codes(found)) == ["backup_old", "clock_off", "settings_broken"]
    assert found.sound


@pytest.mark.skipif(os.name != "posix", reason="only Unix has such permissions")
def test_a_folder_that_others_can_read_is_closed(home):
    home.folder.chmod(0o755)

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["folder_open"]
    assert home.folder.stat().st_mode & 0o077 == 0


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
    assert [each.path for each in backing.listed(home)] == made[::-1]


# --- erasing ----------------------------------------------------------------------------------


def test_erasing_takes_what_is_ours_and_nothing_else(home):
    backed_up(home, "c1")
    with_files(home)
    home.settings.write_text("{}")
    (home.folder / "satchel.log").write_text("log")
    (home.folder / "thesis.odt").write_text("mine")
    (home.folder / "files").mkdir()
    (home.folder / "files" / "holiday.jpg").write_text("mine")
    (home.backups / "my own copy.db").write_text("mine")

    gone_ = erasing.erase(home)

    assert gone_.lost == 1
    assert gone_.waiting == 1
    left = sorted(str(p.relative_to(home.folder)) for p in home.folder.rglob("*") if p.is_file())
    assert left == ["backups/my own copy.db", "files/holiday.jpg", "thesis.odt"]
    assert sorted(path.name for path in gone_.others) == [
        "holiday.jpg", "my own copy.db", "thesis.odt",
    ]  # fmt: skip


def test_the_key_is_overwritten_before_the_file_goes(home, monkeypatch):
    backed_up(home, "c1")
    seen = {}
    unlink = Path.unlink

    def watched(path, *, missing_ok=False):
        if path.suffix == ".db":
            seen[path.name] = path.read_bytes()
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", watched)
    erasing.erase(home)

    assert len(seen) == 2
    assert all(not any(raw) for raw in seen.values())


def test_a_link_in_the_folder_is_not_followed(home, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    (home.folder / "settings.json").symlink_to(outside)

    erasing.erase(home)

    assert outside.read_text() == "mine"
    assert not home.folder.exists()


def test_a_damaged_profile_is_erased_as_well(home):
    written(home, "c1")
    spoil(home.store, 0, 100)

    assert erasing.look(home).lost == 1
    erasing.erase(home)

    assert not home.folder.exists()


# --- the self-test ------------------------------------------------------------------------------


def test_the_self_test_holds_here():
    steps = list(self_testing.run())

    assert [(step.name, step.why) for step in steps if not step.ok] == []
    assert len(steps) == len(self_testing.CHECKS)


def test_a_self_test_names_what_fails(monkeypatch):
    def broken(_bench):
        raise NotSo("the reason")

    monkeypatch.setitem(self_testing.CHECKS, "undo", broken)

    failed = [step for step in self_testing.run() if not step.ok]

    assert [(step.name, step.why) for step in failed] == [("undo", "NotSo: the reason")]


def test_notes_beside_backups_are_json(home):
    made = backed_up(home, "c1")

    told = json.loads(made.path.with_suffix(".json").read_text("utf-8"))

    assert told["sha256"] == made.sha256
    assert "token" not in json.dumps(told)
