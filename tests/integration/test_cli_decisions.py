"""Decisions between people: pending for chairs alone, released together, asked online."""

from contextlib import closing
from datetime import UTC, datetime

from app.actions import clock, deciding
from app.paths import Home
from app.store import open_store
from tests.integration.commands import Profile, Town, call, holds

PENDING = "canary pending reason"
WHY = "canary objection of mona"


def synced(town: Town, *accounts: str) -> list[Profile]:
    people = [town.person(each) for each in accounts]
    for each in people:
        each.one("sync")
    return people


def test_pending_decisions_reach_chairs_and_secretariat_and_nobody_else(town):
    chen = town.person("chen")
    decided = chen.one("decide", "cables", "--outcome", "supported", "--reason", PENDING,
                       "--channel", "meeting", "--at", "2031-01-31")  # fmt: skip
    chen.one("sync")
    mona, office = synced(town, "mona", "office")
    pia = town.person("pia").joins(town.url, town.office, "pia")  # her first sync: from a pack

    assert (decided["readers"], decided["waiting"], decided["released_at"]) == (
        ["chairs"], True, None,
    )  # fmt: skip
    assert [row["reason"] for row in office.rows("list", "decisions")] == [PENDING]
    for each in (mona, pia):
        assert each.rows("list", "decisions") == []
        assert not holds(each, PENDING)
        assert "decision" not in each.one("show", "proposals", "cables")


def test_what_is_released_reaches_the_members_and_what_is_taken_back_leaves_them(town):
    chen = town.person("chen")
    chen.one("decide", "cables", "--outcome", "supported", "--reason", PENDING)
    chen.one("sync")
    released = chen.one("decide", "--release", "talks")
    chen.one("sync")
    (mona,) = synced(town, "mona")
    shown = mona.one("show", "proposals", "cables")["decision"]
    news = [row for row in mona.rows("new") if row["what"] == "decided"]

    refused = chen.fails("undo")
    chen.one("sync")
    mona.one("sync")
    kept = [row["id"] for row in mona.rows("list", "decisions")]
    taken = chen.one("undo", "--yes")
    chen.one("sync")
    mona.one("sync")

    assert "members may have read it" in refused
    assert "decide PROPOSAL" in refused
    assert kept == ["decision-cables"]
    assert taken["left"]
    assert (released["released"], released["held"]) == (["cables"], [])
    assert (shown["outcome"], shown["reason"]) == ("supported", PENDING)
    assert [(row["about"], row["outcome"]) for row in news] == [("cables", "supported")]
    assert mona.rows("list", "decisions") == []
    assert chen.one("show", "decisions", "decision-cables")["readers"] == ["chairs"]


def test_words_written_before_a_release_do_not_hide_it_again(town):
    chen, office = town.person("chen"), town.person("office")
    chen.one("decide", "cables", "--outcome", "supported")
    synced(town, "chen", "office")
    office.one("decide", "cables", "--condition", "if the budget holds")
    chen.one("decide", "--release", "talks")
    synced(town, "chen", "office", "mona")

    row = town.person("mona").one("show", "decisions", "decision-cables")
    assert (row["condition"], row["readers"]) == ("if the budget holds", ["members"])


def test_members_do_not_decide_and_the_server_takes_none_of_theirs(town):
    mona = town.person("mona")

    assert "chairs" in mona.fails("decide", "cables", "--outcome", "supported")
    assert mona.rows("list", "outbox") == []


def test_an_objection_is_read_by_the_chairs_and_silence_stays_silence(town):
    chen = town.person("chen")
    asked = chen.one("decide", "--online", "Dates", "--text", "We meet in May.",
                     "--closes", "2031-01-31", "--aoe")  # fmt: skip
    chen.one("sync")
    mona, nils = synced(town, "mona", "nils")
    waits = mona.one("status")["asked"]
    row = mona.one("position", asked["id"], "--object", WHY)
    synced(town, "mona", "nils", "chen")

    standing = chen.one("standing", asked["id"])

    assert asked["closes_at"] == "2031-02-01T11:59:59Z"
    assert [(each["id"], each["aoe"]) for each in waits] == [(asked["id"], True)]
    assert mona.one("status")["asked"] == []
    assert (row["collection"], row["position"], row["readers"]) == ("intents", "object", ["chairs"])
    assert standing["counts"] == {
        "no_objection": 0, "object": 1, "more_time": 0, "conflict": 0, "silent": 4,
    }  # fmt: skip
    (said,) = standing["positions"]
    assert (said["account"], said["text"], said["late"]) == ("mona", WHY, False)
    assert {"chen", "nils", "otto", "pia"} == set(standing["silent"])
    assert nils.rows("list", "intents") == []
    assert not holds(nils, WHY)
    assert "counts" not in nils.one("standing", asked["id"])


def test_what_comes_after_the_date_is_marked_late_and_the_end_is_told_to_all(town):
    chen = town.person("chen")
    passed = ("decide", "--online", "Dates", "--text", "We meet in May.", "--closes", "2020-01-31")
    refused = chen.fails(*passed, code=2)
    with closing(open_store(Home(chen.home).store)) as store:  # asked long ago
        (id,) = deciding.propose_online(
            store, "Dates", "We meet in May.", "2020-01-31",
            clock=lambda: datetime(2020, 1, 1, tzinfo=UTC) + clock.off(store),
        ).ids  # fmt: skip
    asked = chen.one("standing", id)
    chen.one("sync")
    (mona,) = synced(town, "mona")
    mona.one("position", asked["id"], "--no-objection")
    synced(town, "mona", "chen")
    (said,) = chen.one("standing", asked["id"])["positions"]

    chen.one("decide", "--close", asked["id"], "--outcome", "adopted", "--reason", "Agreed")
    synced(town, "chen", "mona", "nils")

    assert "2020-01-31 has passed already" in refused
    assert said["late"]
    ended = town.person("nils").one("standing", asked["id"])
    assert (ended["outcome"], ended["counts"]["no_objection"], ended["counts"]["silent"]) == (
        "adopted", 1, 4,
    )  # fmt: skip
    assert "recorded how" in mona.fails("position", asked["id"], "--more-time")


def test_a_position_comes_by_file_in_its_members_name(town, tmp_path):
    chen, mona = town.person("chen"), town.person("mona")
    asked = chen.one("decide", "--online", "Dates", "--text", "We meet in May.",
                     "--closes", "2031-01-31")  # fmt: skip
    synced(town, "chen", "mona")
    mona.one("position", asked["id"], "--more-time", "--text", "Until Friday")
    mona.one("bundle", "make", "--out", tmp_path / "mona.satchel")

    chen.rows("bundle", "open", tmp_path / "mona.satchel")

    (said,) = chen.one("standing", asked["id"])["positions"]
    assert (said["account"], said["position"], said["via"]) == ("mona", "more_time", "bundle")
    chen.one("sync")
    (row,) = town.person("office").rows("list", "intents") or synced(town, "office")[0].rows(
        "list", "intents"
    )
    assert (row["owner"], row["position"]) == ("mona", "more_time")


def test_capacity_is_told_as_numbers_and_what_cannot_be_drawn_in_words(town):
    chen, mona = town.person("chen"), town.person("mona")
    proposal = next(row["id"] for row in mona.rows("list", "proposals") if row["round"] == "marks")
    mona.one("review", proposal, "--score", "overall=7", "--submit")
    synced(town, "mona", "chen")

    found = chen.one("capacity", "marks", "--slots", "1", "--quota", "theme=1")

    assert (found["slots"], found["cutoff"]) == (1, 7.0)
    first = found["proposals"][0]
    assert (first["id"], first["rank"], first["state"]) == (proposal, 1, "in")
    assert "has a score here, so there is no rank" in chen.fails("capacity", "talks")
    assert "how many places" in chen.fails("capacity", "marks")
    for wrong in ("theme", "colour=3", "theme=-1"):
        chen.fails("capacity", "marks", "--quota", wrong, code=2)


def test_what_a_chair_without_a_line_released_reaches_the_members_through_the_secretariat(
    town, tmp_path
):
    chen, office, mona = (town.person(each) for each in ("chen", "office", "mona"))
    chen.one("decide", "cables", "--outcome", "supported", "--reason", PENDING)
    chen.one("decide", "--release", "talks")
    chen.one("bundle", "make", "--to", "secretariat", "--out", tmp_path / "chen.satchel")

    office.rows("bundle", "open", tmp_path / "chen.satchel")
    synced(town, "office", "mona")
    known = mona.one("show", "proposals", "cables")["decision"]
    chen.one("sync")

    row = mona.one("show", "decisions", "decision-cables")
    assert (known["outcome"], row["owner"], row["carried_by"]) == (
        "supported", "chen", office.one("status")["account"],
    )  # fmt: skip
    assert (chen.one("status")["waiting"], chen.one("status")["conflicts"]) == (0, 0)


def test_without_a_round_the_decisions_of_every_round_are_listed(town):
    chen = town.person("chen")
    chen.one("decide", "cables", "--outcome", "supported")

    every = chen.rows("decisions")
    said = call("--home", chen.home, "decisions")

    assert [row for row in every if row["round"] == "talks"] == chen.rows("decisions", "talks")
    assert ("cables", "supported") in {(row["proposal"], row["outcome"]) for row in every}
    assert said.code == 0
    assert "1 pending" in said.out
