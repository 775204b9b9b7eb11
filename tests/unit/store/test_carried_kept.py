"""What members sent by file survives a damaged store: it may be nowhere else."""

from dataclasses import replace

import pytest
from sqlite_utils import Database

from app.actions import bundling, restoring
from app.paths import Home
from app.store import carried, current, filed, open_store, salvage
from app.store.migrations import migrations
from app.store.restoring import carry
from tests.builders import AT, clock, joined, seed
from tests.desks import ROLES, desk, filing, papers, review


@pytest.fixture
def chair(tmp_path):
    """A chair's profile on disk, with an answer taken in and a word of her own in a file."""
    home = Home(tmp_path / "chair")
    store = seed(joined(open_store(home.store), "chair", ROLES["chair"]), *papers())
    omar = desk("omar")
    review(omar, "Villages")
    raw = filing(omar, tmp_path).files[0].read_bytes()
    bundling.take_bytes(store, raw, clock=clock)
    review(store, "Mine")
    filing(store, tmp_path, "mine.satchel")
    store.close()
    return home


def test_the_ledger_is_read_page_by_page_out_of_a_store_that_sqlite_refuses(chair):
    store = open_store(chair.store)
    acts, sent = carried.all_of(store), filed.of(store)
    store.close()
    raw = bytearray(chair.store.read_bytes())
    raw[:100] = bytes(100)  # no SQLite file any more
    chair.store.write_bytes(raw)

    found = salvage.salvage(chair.store)
    fresh = open_store(None)
    carry(fresh, found, whole=False)

    assert carried.all_of(fresh) == acts
    assert filed.of(fresh) == sent
    shown = [row.data["texts"]["need"] for row in current.listed(fresh, "reviews")]
    assert "Villages" in shown


def test_a_restored_older_backup_still_has_what_was_taken_in_since(chair, tmp_path):
    omar = desk("omar")
    review(omar, "Towns", at="2030-02-03T12:00:00Z")
    raw = filing(omar, tmp_path, "second.satchel").files[0].read_bytes()
    store = open_store(chair.store)
    backup = restoring_backup(store, chair)
    bundling.take_bytes(store, raw, clock=clock)
    acts = carried.all_of(store)
    store.close()

    restoring.restore(chair, backup, clock=clock)

    store = open_store(chair.store)
    assert carried.all_of(store) == acts
    (row,) = [row for row in current.listed(store, "reviews") if row.owner == "omar"]
    assert row.data["texts"]["need"] == "Towns"
    store.close()


def restoring_backup(store, home):
    from app.actions import backing

    return backing.backup(store, home, clock)


def test_what_files_brought_before_mails_were_known_is_still_in_the_ledger(store_path):
    old = Database(store_path)
    migrations.apply(old, stop_before="m0016_said_elsewhere")
    old.execute(
        "INSERT INTO carried VALUES ('omar', 'op1', 'comments', 'c1', 3, '[\"chairs\"]', '{}',"
        " '[\"chairs\"]', '{\"text\":\"Villages\"}', 'bundle', 'proof', 'key', 'chair', ?, 7, ?,"
        " 'waiting', 'offered', NULL)",
        [AT, AT],
    )
    old.conn.commit()
    old.close()

    upgraded = open_store(store_path)

    (act,) = carried.all_of(upgraded)
    assert (act.op, act.base, act.data, act.via, act.n) == (
        "op1",
        3,
        {"text": "Villages"},
        "bundle",
        7,
    )
    assert (act.written_at, act.received_at, act.code) == (AT, AT, "offered")
    carried.keep(upgraded, [replace(act, op="op2", via="call", n=8)])
    assert [each.via for each in carried.all_of(upgraded)] == ["bundle", "call"]
    upgraded.close()
