"""`new`, `plan`, `read` and the counts of `status`, from one publishing to the next."""

import pytest

from tests.integration import harbour
from tests.integration.commands import found

LATER = "2031-02-05T11:59:59Z"


@pytest.fixture
def town(served, tmp_path):
    return found(tmp_path, served.url, "mona")


def told(mona):
    return {(row["what"], row["kind"], row["id"]) for row in mona.rows("new")}


def counts(mona):
    now = mona.one("status")
    return now["unread"], now["changed"]


def revise(town):
    """Publish a second version, a withdrawal, and a deadline that moved."""
    harbour.put(town.folder, "proposals/cables.v2.md", harbour.CABLES_2)
    harbour.put(town.folder, "proposals/tides.v2.md", harbour.WITHDRAWN)
    moved = harbour.TALKS.replace(
        "aoe = true }",
        'aoe = true, moved_from = [{ at = 2031-02-01T11:59:59Z, why = "A storm" }] }',
    ).replace("at = 2031-02-01T11:59:59Z, aoe", f"at = {LATER}, aoe")
    harbour.put(town.folder, "rounds/talks.toml", moved)
    published = town.publish()
    assert published.code == 0, published


def test_everything_is_new_until_it_is_read_or_marked_as_seen(town):
    mona = town.person("mona")
    first = told(mona)
    unread, changed = counts(mona)
    assert ("new", "proposal", "cables") in first
    assert not [what for what, _kind, _id in first if what != "new"]
    assert changed == 0

    row = mona.one("read", "proposal/cables")
    assert (row["read"], row["version"]) == (True, 1)
    assert told(mona) == first - {("new", "proposal", "cables")}
    assert counts(mona) == (unread - 1, 0)

    mona.rows("new", "--mark-seen")
    assert told(mona) == set()
    assert counts(mona) == (unread - 1, 0)
    mona.rows("new", "--undo")
    assert told(mona) == first - {("new", "proposal", "cables")}


def test_what_a_sync_brought_is_told_by_what_became_of_it(town):
    mona = town.person("mona")
    mona.rows("read", "proposal/cables")
    mona.rows("new", "--mark-seen")

    revise(town)
    mona.one("sync")

    assert told(mona) == {
        ("changed", "proposal", "cables"),
        ("withdrawn", "proposal", "tides"),
        ("moved", "round", "talks"),
    }
    rows = {row["what"]: row for row in mona.rows("new")}
    assert (rows["changed"]["from"], rows["changed"]["version"]) == (1, 2)
    assert (rows["moved"]["was"], rows["moved"]["now"]) == ("2031-02-01T11:59:59Z", LATER)
    assert (rows["moved"]["date"], rows["moved"]["why"]) == ("comments", "A storm")
    assert rows["moved"]["at"] == mona.one("status")["last_exchange"]
    assert counts(mona)[1] == 1

    mona.one("sync")
    assert len(told(mona)) == 3


def test_a_comment_counts_as_reading_so_the_next_version_has_changed(town):
    mona = town.person("mona")
    before = counts(mona)[0]

    mona.one("comment", "proposal/cables", "--text", "Who pays?")
    assert counts(mona) == (before - 1, 0)

    revise(town)
    mona.one("sync")
    assert counts(mona)[1] == 1


def test_the_plan_lays_out_each_open_round_and_moves_on(town):
    mona = town.person("mona")

    plan = mona.one("plan")

    rounds = {each["round"]: each for each in plan["rounds"]}
    talks = rounds["talks"]
    assert (talks["state"], talks["done"]) == ("planned", 0)
    assert talks["left"] == talks["total"] == len(talks["papers"])
    assert talks["deadline"] == "2031-02-01T11:59:59Z"
    assert [id for day in talks["days"] for id in day["papers"]] == [
        each["id"] for each in talks["papers"]
    ]
    assert all(each["minutes"] >= 1 for each in talks["papers"])
    assert rounds["marks"]["state"] == "past"

    first = talks["papers"][0]["id"]
    mona.rows("read", f"proposal/{first}")
    after = mona.one("plan", "talks")["rounds"][0]
    assert (after["done"], after["left"]) == (1, talks["left"] - 1)
    assert after["by"] is not None

    mona.rows("read", "--not", f"proposal/{first}")
    assert mona.one("plan", "talks")["rounds"][0]["done"] == 0


def test_what_is_no_paper_or_no_round_is_refused_in_a_sentence(town):
    mona = town.person("mona")

    assert "ship/x" in mona.fails("read", "ship/x", code=2)
    assert mona.fails("read", "proposal/nothing")
    assert mona.fails("plan", "nothing")
    assert mona.run("new", "--mark-seen", "--undo").code == 2
