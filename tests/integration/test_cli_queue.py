"""`queue`: downloads from the terminal, in their order, over a line that breaks, and again."""

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from app.paths import Home
from app.store import facts, open_store
from tests.faults.line import cut_line
from tests.integration.commands import found


@pytest.fixture
def mona(served, tmp_path):
    return found(tmp_path, served.url, "mona").person("mona")


def through(mona, url):
    with closing(open_store(Home(mona.home).store)) as store:
        facts.put(store, server=url)


def test_all_originals_are_queued_with_their_size_and_brought(mona):
    answer = mona.run("queue", "add", "--all")
    queued = [row["id"] for row in answer.rows]
    assert "KB" in answer.err or " B" in answer.err

    came = mona.rows("queue", "run")

    assert [row["id"] for row in came] == queued
    for row in came:
        content = Path(row["path"]).read_bytes()
        assert len(content) == row["size"]
        assert hashlib.sha256(content).hexdigest().startswith(Path(row["path"]).parent.name)
    assert mona.rows("queue") == []
    assert mona.run("queue", "add", "--all").rows == []


def test_order_pause_and_taking_out(mona):
    ids = [row["id"] for row in mona.rows("queue", "add", "--all")]
    assert len(ids) > 1

    first = mona.rows("queue", "first", ids[-1])
    mona.rows("queue", "pause", ids[0])
    out = mona.rows("queue", "remove", ids[0])
    paused = mona.rows("queue", "pause")
    again = mona.rows("queue", "resume")

    assert first[0]["id"] == ids[-1]
    assert ids[0] not in [row["id"] for row in out]
    assert {row["state"] for row in paused} == {"paused"}
    assert {row["state"] for row in again} == {"waiting"}


def test_a_line_that_breaks_leaves_the_queue_and_the_bytes(mona, served):
    (row,) = mona.rows("queue", "add", "sea-chart")
    with cut_line(served.url) as line:
        through(mona, line.url)
        line.plan(down=row["size"] // 2)
        said = mona.fails("queue", "run")
        (left,) = mona.rows("queue")
        line.plan()
        (came,) = mona.rows("queue", "run")

    assert "No connection" in said
    assert left["state"] == "waiting"
    assert 0 < left["got"] < left["size"]
    assert came["id"] == "sea-chart"


def test_what_is_not_there_is_told(mona):
    assert "nosuch" in mona.fails("queue", "add", "nosuch")
    assert "not among the downloads" in mona.fails("queue", "first", "nosuch")
    mona.fails("queue", "add", code=2)
    mona.fails("queue", "fly", code=2)
    assert "no “nosuch” among the meetings" in mona.fails("queue", "add", "--meeting", "nosuch")
