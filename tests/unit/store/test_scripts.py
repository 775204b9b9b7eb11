"""Scripts of the schema run statement by statement, inside the transaction that is open."""

import pysqlite3
import pytest

from app.store.scripts import statements

TRIGGER = "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; DELETE FROM c; END;"


@pytest.mark.parametrize(
    ("script", "given"),
    [
        ("", []),
        (" \n", []),
        ("DROP TABLE a", ["DROP TABLE a"]),
        ("DROP TABLE a; DROP TABLE b;\n", ["DROP TABLE a;", "DROP TABLE b;"]),
        ("DROP TABLE a;\n-- the rest", ["DROP TABLE a;", "-- the rest"]),
        ("INSERT INTO a VALUES ('x; y');", ["INSERT INTO a VALUES ('x; y');"]),
        ("-- one; two\nDROP TABLE a;", ["-- one; two\nDROP TABLE a;"]),
        (f"DROP TABLE a;{TRIGGER}DROP TABLE b", ["DROP TABLE a;", TRIGGER, "DROP TABLE b"]),
    ],
    ids=["empty", "blank", "one", "two", "comment", "quoted", "comment-first", "trigger"],
)
def test_a_script_is_split_where_its_statements_end(script, given):
    assert list(statements(script)) == given


def test_a_script_that_fails_half_way_leaves_nothing_of_itself(store):
    def half() -> None:
        with store.atomic():
            store.db.executescript("CREATE TABLE early (a TEXT); NO SQL;")

    with pytest.raises(pysqlite3.OperationalError):
        half()

    assert store.one("SELECT 1 FROM sqlite_master WHERE name = 'early'") is None
