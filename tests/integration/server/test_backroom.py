"""Work beside the requests: done once it is due, and it outlives what goes wrong."""

import logging
import threading
from collections.abc import Callable, Iterator

import psycopg
import pytest

from app.server import pressing
from app.server.database import Database
from app.server.making import Backroom
from app.server.run import Running, start_on
from tests.integration.people import Cycle, begin


@pytest.fixture
def cycle(server: Running) -> Iterator[Cycle]:
    """A cycle on a worker that does nothing beside requests."""
    with start_on(server.database_url, backroom=False) as still, begin(still.url) as made:
        yield made


@pytest.fixture
def database(server: Running) -> Iterator[Database]:
    made = Database(server.database_url, size=3)
    made.open()
    yield made
    made.close()


def until(true: Callable[[], bool]) -> bool:
    """Ask again and again, for five minutes at most: a busy machine is no fault."""
    pause = threading.Event()
    for _ in range(6000):
        if true():
            return True
        pause.wait(0.05)
    return False


def count(database: Database, cycle: Cycle, table: str) -> int:
    with database.writing(cycle.id, "") as (connection, _):
        row = connection.execute(
            f"select count(*) from {table} where cycle = %s".encode(), [cycle.id]
        ).fetchone()
    return int(row[0]) if row else 0


def test_it_tidies_every_day(cycle: Cycle, database: Database):
    with database.writing(cycle.id, "") as (connection, _):
        connection.execute(
            "update ops set at = now() - interval '501 days' where cycle = %s", [cycle.id]
        )
    backroom = Backroom(database, day=0.05)

    backroom.start()
    try:
        assert until(lambda: count(database, cycle, "ops") == 0)
    finally:
        backroom.stop()


def test_many_writes_make_one_pack_once_they_rest(
    cycle: Cycle, database: Database, monkeypatch: pytest.MonkeyPatch
):
    made: list[str] = []
    really = pressing.make

    def noted(base: Database, id: str) -> list[str]:
        made.append(id)
        return really(base, id)

    monkeypatch.setattr(pressing, "make", noted)
    backroom = Backroom(database)
    backroom.start()
    try:
        for _ in range(20):
            backroom.published(cycle.id)
            backroom.wanted(cycle.id)

        assert until(lambda: count(database, cycle, "packs") == 1)
    finally:
        backroom.stop()
    assert made.count(cycle.id) == 1  # other cycles have other backrooms in this process


def test_it_goes_on_after_a_fault(
    cycle: Cycle, database: Database, monkeypatch: pytest.MonkeyPatch
):
    said: list[logging.LogRecord] = []
    really = pressing.make

    def fails_once(base: Database, id: str) -> list[str]:
        if id != cycle.id:  # another backroom of this process
            return really(base, id)
        monkeypatch.setattr(pressing, "make", really)
        raise psycopg.DataError("made up")

    monkeypatch.setattr(pressing, "make", fails_once)
    logger = logging.getLogger("app.server.making")
    monkeypatch.setattr(logger, "handle", said.append)
    backroom = Backroom(database)
    backroom.start()
    try:
        backroom.published(cycle.id)
        assert until(lambda: len(said) == 1)
        backroom.published(cycle.id)
        assert until(lambda: count(database, cycle, "packs") == 1)
    finally:
        backroom.stop()
