"""Reading everything anew: another role, a restored server, a digest that differs."""

import pytest

from app.store import conflicting, current, facts, records
from app.sync.transport import Unreachable
from tests.builders import CYCLE, write
from tests.computers import Computer, MemoryServer


def test_after_a_change_of_access_everything_is_read_anew(server, omar):
    server.put("comments", "x", {"text": "for chairs"}, ["chairs"], owner="nadia")
    server.put("proposals", "hidden", {"title": "Old"}, ["omar"])
    omar.sync()
    server.enrol("omar", "chair")
    server.shut("proposals", "hidden", ["secretariat"])
    write(omar.store, "waits")

    report = omar.sync()

    assert (report.reset, report.sent, omar.waits()) == ("access", 1, [])
    assert omar.comment("x")["text"] == "for chairs"
    assert current.one(omar.store, "proposals", "hidden") is None
    assert "*" in report.touched


def test_while_everything_is_read_anew_the_old_stays_in_sight(server, omar):
    for number in range(40):
        server.put("versions", f"v{number:02}", {"text": "x" * 5000})
    omar.sync()
    server.enrol("omar", "chair")

    with pytest.raises(Unreachable):
        omar.sync("  r")

    assert len(current.listed(omar.store, "versions")) == 40
    omar.sync()
    assert len(current.listed(omar.store, "versions")) == 40


def test_a_cursor_of_somebody_else_is_no_harm(server, omar):
    omar.sync()
    facts.put(omar.store, cursor="rubbish")

    report = omar.sync()

    assert (report.reset, len(omar.holds())) == ("cursor", 1)


def test_a_restored_server_gets_back_what_it_lost_of_mine(server, omar):
    write(omar.store, "old", "c1")
    omar.sync()
    backup = server.backup()
    write(omar.store, "new", "c1")
    write(omar.store, "lost", "c2")
    server.put("proposals", "p2", {"title": "Lost paper"})
    omar.sync()
    server.restore(backup)
    write(omar.store, "written meanwhile", "c3")

    report = omar.sync()

    assert report.reset == "epoch"
    texts = {id: server.state.records["comments", id].data["text"] for id in ("c1", "c2", "c3")}
    assert texts == {"c1": "new", "c2": "lost", "c3": "written meanwhile"}
    assert omar.waits() == []
    assert [each.id for each in records.missing(omar.store)] == ["p2"]
    assert not omar.sync().repaired


def test_a_restored_server_never_overwrites_what_i_wrote_since(server, omar):
    write(omar.store, "one", criterion="need")
    omar.sync()
    backup = server.backup()
    write(omar.store, "two", criterion="need")
    omar.sync()
    server.restore(backup)
    write(omar.store, "two", criterion="reach")

    omar.sync()

    assert omar.comment("c1") == {"text": "two", "criterion": "reach"}
    assert server.state.records["comments", "c1"].data == omar.comment("c1")


def test_another_server_at_the_same_address_loses_nothing_of_mine(server, omar):
    write(omar.store, "mine")
    write(omar.store, "draft", "c9", home=True)
    omar.sync()
    new = MemoryServer(CYCLE)
    new.enrol("omar")
    omar.server = new

    report = omar.sync()

    assert report.reset == "epoch"
    assert new.state.records["comments", "c1"].data["text"] == "mine"
    assert omar.comment("c9") == {"text": "draft"}
    assert current.one(omar.store, "proposals", "p1").data["title"] == "Trees"


def test_a_digest_that_differs_is_repaired_and_told(server, omar):
    write(omar.store, "mine")
    omar.sync()
    omar.store.run("DELETE FROM records WHERE collection = 'proposals'")

    report = omar.sync()

    assert (report.repaired, report.requests) == (True, 2)
    assert current.one(omar.store, "proposals", "p1") is not None
    assert not omar.sync().repaired


def test_what_the_server_forgot_without_a_word_is_offered_again(server, omar):
    write(omar.store, "mine")
    omar.sync()
    for table in (server.state.records, server.state.sight["omar"]):
        del table["comments", "c1"]

    report = omar.sync()

    assert report.repaired
    assert server.state.records["comments", "c1"].data["text"] == "mine"


@pytest.mark.parametrize("mine", [True, False])
def test_a_conflict_that_outlives_a_restore_overwrites_nothing(server, omar, mine):
    backup = server.backup()
    phone = Computer(server, "omar", "phone")
    write(omar.store, "at home")
    omar.sync()
    write(phone.store, "on the phone")
    phone.sync()
    server.restore(backup)
    write(omar.store, "at home, later")
    omar.sync()

    phone.sync()
    conflicting.settle(phone.store, "comments", "c1", mine=mine)
    report = phone.sync()

    assert server.state.records["comments", "c1"].data["text"] == "at home, later"
    assert report.conflicts == ([("comments", "c1")] if mine else [])


def test_theirs_is_offered_again_where_the_server_lost_it(server, omar):
    backup = server.backup()
    phone = Computer(server, "omar", "phone")
    write(omar.store, "at home")
    omar.sync()
    write(phone.store, "on the phone")
    phone.sync()
    server.restore(backup)
    phone.sync()

    conflicting.settle(phone.store, "comments", "c1", mine=False)
    phone.sync()

    assert server.state.records["comments", "c1"].data["text"] == "at home"
