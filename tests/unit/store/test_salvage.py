"""Reading rows without SQLite, and what of a log can be believed."""

from contextlib import closing

import pytest

from app.store import log, open_store
from app.store.salvage import salvage
from tests.builders import joined, proposal, record, round_, seed, version, write

PAGE = 4096


@pytest.fixture
def store(store_path):
    store = joined(open_store(store_path))
    seed(store, round_(), proposal(), version("trees", 1, "Apples " * 3000, "الأشجار"))
    for number in range(60):
        write(store, f"words {number} " * (1 + number * 5), f"c{number}")
    yield store
    store.close()


def texts(found):
    return sorted(row["id"] for row in found.outbox)


ALL = sorted(f"c{number}" for number in range(60))


def test_all_rows_are_read_from_the_file_and_its_log(store, store_path):
    found = salvage(store_path)

    assert texts(found) == ALL
    assert sorted(row["id"] for row in found.records) == ["first", "trees", "trees-v1"]
    assert "الأشجار" in found.records[-1]["data"] or any(
        "الأشجار" in row["data"] for row in found.records
    )
    assert found.facts["account"] == "omar"
    assert found.broken == 0


def test_rows_longer_than_a_page_come_whole(store, store_path):
    store.close()
    (row,) = [row for row in salvage(store_path).outbox if row["id"] == "c59"]

    assert row["data"].count("words 59") == 1 + 59 * 5


def test_neither_the_schema_nor_the_trees_are_needed(store, store_path):
    store.close()
    raw = bytearray(store_path.read_bytes())
    raw[:PAGE] = bytes(PAGE)
    for at in range(0, len(raw), PAGE):
        if raw[at] in {0x05, 0x02}:  # inner pages of tables and indexes
            raw[at : at + PAGE] = bytes(PAGE)
    store_path.write_bytes(raw)

    assert texts(salvage(store_path)) == ALL


def test_only_the_rows_of_a_broken_page_are_lost(store, store_path):
    store.close()
    raw = bytearray(store_path.read_bytes())
    at = raw.find(b'"words 3 ') // PAGE * PAGE
    raw[at : at + PAGE] = bytes(PAGE)
    store_path.write_bytes(raw)

    left = texts(salvage(store_path))

    assert "c3" not in left
    assert len(left) > 40


def test_what_was_deleted_does_not_come_back(store, store_path):
    store.run("DELETE FROM outbox WHERE id = 'c7'")
    store.close()

    assert texts(salvage(store_path)) == sorted(set(ALL) - {"c7"})


def test_the_newest_words_of_a_record_count(store, store_path):
    write(store, "changed", "c5")

    rows = [row for row in salvage(store_path).outbox if row["id"] == "c5"]

    assert ["changed" in row["data"] for row in rows] == [True]


def test_records_of_a_generation_that_is_being_filled_are_left_out(store, store_path):
    seed(store, record("comments", "shown", 2, text="shown"))
    store.run("INSERT INTO records SELECT 2, collection, id || 'x', version, owner, audience, data,"
              " missing FROM records")  # fmt: skip

    assert not [row for row in salvage(store_path).records if row["id"].endswith("x")]


def test_an_empty_or_foreign_file_holds_nothing(tmp_path):
    for raw in (b"", b"no store" * 5000, bytes(3 * PAGE)):
        path = tmp_path / "store.db"
        path.write_bytes(raw)
        found = salvage(path)
        assert (found.outbox, found.records, found.facts) == ([], [], {})


# --- the log ------------------------------------------------------------------------------


def test_a_whole_log_is_no_damage(store, store_path):
    assert log.beside(store_path).stat().st_size > 10 * PAGE
    assert not log.is_damaged(store_path)


def test_a_log_broken_in_its_middle_is_damage_and_still_tells_the_rest(store, store_path):
    path = log.beside(store_path)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    copy = store_path.with_name("copy.db")
    copy.write_bytes(store_path.read_bytes())
    log.beside(copy).write_bytes(raw)

    assert log.is_damaged(copy)
    assert len(texts(salvage(copy))) >= 58


def test_an_unfinished_last_transaction_is_no_damage(store, store_path):
    raw = log.beside(store_path).read_bytes()
    copy = store_path.with_name("copy.db")
    copy.write_bytes(store_path.read_bytes())
    log.beside(copy).write_bytes(raw[: -PAGE // 2])

    assert not log.is_damaged(copy)
    with closing(open_store(copy)) as opened:
        assert opened.one("PRAGMA integrity_check") == {"integrity_check": "ok"}


def test_a_log_without_a_head_is_damage_if_it_holds_more_than_one_transaction(store, store_path):
    raw = bytearray(log.beside(store_path).read_bytes())
    raw[:4] = bytes(4)
    copy = store_path.with_name("copy.db")
    copy.write_bytes(store_path.read_bytes())
    log.beside(copy).write_bytes(raw)

    assert log.is_damaged(copy)
    assert texts(salvage(copy)) == ALL


def test_no_log_or_an_empty_one_is_no_damage(store_path):
    assert not log.is_damaged(store_path)
    log.beside(store_path).write_bytes(b"")
    assert not log.is_damaged(store_path)
