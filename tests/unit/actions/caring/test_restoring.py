"""Going back to a backup: what goes along, what is refused, what is finished later."""

import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from app.actions import backing, erasing, restoring
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import copies, current, facts, open_store, outbox, swapping
from tests.builders import (
    clock,
    gone,
    joined,
    record,
    seed,
    send,
    states,
    write,
)
from tests.unit.actions.caring.profile import ROOT, backed_up, opened, spoil, texts, written

HOLDING = """
import sys
from pathlib import Path
from app.store import open_store
store = open_store(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


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

    holds.communicate(timeout=120)
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
