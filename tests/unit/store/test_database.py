"""Opening a store: versions, copies, damage, and how it writes."""

import pysqlite3
import pytest
from sqlite_utils import Database

from app.store import StoreDamaged, StoreTooNew, copies, current, database, open_store, records
from app.store.database import SqliteTooOld, Unfit
from app.store.migrations import migrations
from tests.builders import record, seed, states, write

STEPS = [step.name for step in migrations.pending(Database(memory=True))]


def schema(db):
    return {row["sql"] for row in db.query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def stopped(path, before):
    old = Database(path)
    migrations.apply(old, stop_before=before)
    old.close()


@pytest.mark.parametrize("before", STEPS)
def test_a_store_stopped_at_any_step_catches_up(before, store, store_path):
    stopped(store_path, before)

    upgraded = open_store(store_path)

    assert schema(upgraded.db) == schema(store.db)
    upgraded.close()


def test_what_was_written_before_an_upgrade_is_there_after_it(store_path):
    stopped(store_path, STEPS[-1])
    old = Database(store_path)
    old.execute(
        "INSERT INTO outbox (op, collection, id, state, audience, data, written_at)"
        " VALUES ('o', 'comments', 'c1', 'waiting', '[]', '{\"text\": \"kept\"}', '')"
    )
    old.conn.commit()
    old.close()

    upgraded = open_store(store_path)

    assert states(upgraded) == [("waiting", "kept")]
    upgraded.close()


def test_the_store_as_it_was_is_kept_before_an_upgrade(store_path):
    stopped(store_path, STEPS[1])

    open_store(store_path).close()

    kept = Database(store_path.with_name(f"store-before-{STEPS[1]}.db"))
    assert [step.name for step in migrations.applied(kept)] == STEPS[:1]
    assert not list(store_path.parent.glob("*.part"))
    kept.close()


def test_a_new_store_has_nothing_to_be_kept(store_path):
    open_store(store_path).close()

    assert [path.name for path in store_path.parent.iterdir()] == ["store.db"]


def test_opening_twice_changes_nothing(store_path):
    open_store(store_path).close()

    again = open_store(store_path)

    assert migrations.pending(again.db) == []
    again.close()


def test_a_store_from_the_future_is_left_alone(store_path):
    future = open_store(store_path)
    future.db["_sqlite_migrations"].insert(
        {"migration_set": "satchel", "name": "m9999", "applied_at": "2099-01-01"}
    )
    future.close()
    before = store_path.read_bytes()

    with pytest.raises(StoreTooNew):
        open_store(store_path)

    assert store_path.read_bytes() == before


def test_a_file_that_is_no_store_is_refused_and_left_alone(store_path):
    store_path.write_bytes(b"Dear diary, " * 1000)

    with pytest.raises(StoreDamaged):
        open_store(store_path)

    assert store_path.read_bytes() == b"Dear diary, " * 1000


def test_a_store_with_a_damaged_page_is_refused(store_path):
    open_store(store_path).close()
    raw = bytearray(store_path.read_bytes())
    raw[100:4096] = b"\xff" * 3996
    store_path.write_bytes(raw)

    with pytest.raises(StoreDamaged):
        open_store(store_path)


def test_an_unsafe_sqlite_is_refused(monkeypatch):
    class Old:
        sqlite_version_info = (3, 45, 1)
        sqlite_version = "3.45.1"

    monkeypatch.setattr(database, "sqlite3", Old)

    with pytest.raises(SqliteTooOld):
        open_store(None)


def test_the_sqlite_in_use_is_a_safe_one():
    assert pysqlite3.sqlite_version_info >= database.OLDEST_SQLITE


def test_every_commit_is_on_disk_before_it_counts(store_path):
    store = open_store(store_path)

    modes = [
        store.one(f"PRAGMA {name}")[name]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    ]

    assert modes == ["wal", 2, 1]
    store.close()


def test_a_reader_sees_what_was_committed_while_somebody_writes(store_path):
    writer = open_store(store_path)
    seed(writer, record("proposals", "p1", title="Trees"))
    reader = open_store(store_path, read_only=True)

    with writer.atomic():
        seed(writer, record("proposals", "p2", title="Water"))
        seen = [row.id for row in current.listed(reader, "proposals")]

    assert seen == ["p1"]
    assert [row.id for row in current.listed(reader, "proposals")] == ["p1", "p2"]
    reader.close()
    writer.close()


def test_a_missing_folder_is_made(tmp_path):
    path = tmp_path / "new" / "folder" / "store.db"

    open_store(path).close()

    assert path.exists()


@pytest.mark.parametrize(
    ("version", "text"),
    [(2**63, "far too new"), (1, "\ud800"), (1, [[]])],
    ids=["number too large", "half a character", "too deep"],
)
def test_what_cannot_be_kept_is_told_by_one_error_and_changes_nothing(store, version, text):
    if text == [[]]:
        for _ in range(1500):
            text = [text]

    with pytest.raises(Unfit):
        records.apply(
            store,
            [
                record("proposals", "p1", title="Trees"),
                record("proposals", "p2", version, text=text),
            ],
        )

    assert current.listed(store, "proposals") == []


def test_a_copy_is_whole_and_a_damaged_one_is_told(store, tmp_path):
    write(store, "kept")
    copy = tmp_path / "copy.db"

    copies.copy_to(store, copy)

    assert copies.is_sound(copy)
    copied = open_store(copy)
    assert states(copied) == [("waiting", "kept")]
    copied.close()
    raw = bytearray(copy.read_bytes())
    raw[5000:9000] = b"\x00" * 4000
    copy.write_bytes(raw)
    assert not copies.is_sound(copy)
    copy.write_bytes(b"no store")
    assert not copies.is_sound(copy)
