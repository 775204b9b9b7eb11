"""When the server erases more than usual, the member is asked first and nothing goes silently."""

import pytest

from app.store import current, erasures, outbox, records
from app.sync import digest, paging
from tests.builders import AT, CYCLE, write
from tests.computers import Computer, MemoryServer

PAPERS = [f"p{number}" for number in range(100)]


@pytest.fixture
def server():
    server = MemoryServer(CYCLE)
    for account, role in (("office", "secretariat"), ("omar", "member")):
        server.enrol(account, role)
    for id in PAPERS:
        server.put("proposals", id, {"title": id, "version": 1})
    return server


@pytest.fixture
def omar(server):
    omar = Computer(server, "omar")
    omar.sync()
    return omar


def erase(server, count, first=0):
    for id in PAPERS[first : first + count]:
        server.put("proposals", id, None)


def papers(computer):
    return len(current.listed(computer.store, "proposals"))


@pytest.mark.parametrize("count", [1, 10])
def test_a_handful_goes_without_asking(server, omar, count):
    erase(server, count)

    report = omar.sync()

    assert (report.asks, report.gone, papers(omar)) == (None, count, 100 - count)


def test_more_than_a_tenth_is_asked_about_and_stays_until_answered(server, omar):
    erase(server, 40)

    report = omar.sync()

    assert (report.asks.count, report.asks.mine, report.asks.of) == (40, 0, 100)
    assert report.asks.collections == {"proposals": 40}
    assert (report.gone, papers(omar)) == (0, 100)
    assert omar.sync().asks.count == 40


def test_the_rest_goes_on_meanwhile_and_nothing_is_read_twice(server, omar):
    erase(server, 40)
    server.put("proposals", "new", {"title": "new", "version": 1})
    write(omar.store, "mine")

    report = omar.sync()

    assert (report.sent, report.repaired) == (1, False)
    assert current.one(omar.store, "proposals", "new") is not None
    assert omar.sync().requests == 1
    assert digest.agrees(omar.store, server.digest("omar"))


def test_what_was_let_go_is_gone_and_the_digest_agrees(server, omar):
    erase(server, 40)
    omar.sync()

    report = omar.sync(accept_erasures=True)

    assert (report.gone, report.asks, report.repaired, papers(omar)) == (40, None, False, 60)
    assert omar.sync().asks is None


def test_accepted_before_it_is_asked_it_goes_at_once(server, omar):
    erase(server, 40)

    report = omar.sync(accept_erasures=True)

    assert (report.gone, report.asks, papers(omar)) == (40, None, 60)


def test_what_is_kept_stays_marked_and_is_not_asked_about_again(server, omar):
    erase(server, 40)
    omar.sync()

    assert erasures.keep(omar.store) == 40

    report = omar.sync()
    assert (report.asks, report.repaired, papers(omar)) == (None, False, 100)
    assert len(records.missing(omar.store)) == 40


def test_my_own_stay_whatever_is_answered(server, omar):
    for number in range(30):
        write(omar.store, f"text {number}", f"c{number}")
    omar.sync()
    for number in range(30):
        server.put("comments", f"c{number}", None)
    erase(server, 5)

    asked = omar.sync().asks
    omar.sync(accept_erasures=True)

    assert (asked.count, asked.mine) == (35, 30)
    assert len(current.listed(omar.store, "comments")) == 30
    assert papers(omar) == 95


def test_access_that_is_lost_is_no_erasure(server, omar):
    for id in PAPERS[:60]:
        server.shut("proposals", id, ["chairs"])

    report = omar.sync()

    assert (report.asks, report.gone, papers(omar)) == (None, 60, 40)


def test_papers_that_come_back_end_the_question(server, omar):
    erase(server, 40)
    omar.sync()
    for id in PAPERS[:40]:
        server.put("proposals", id, {"title": id, "version": 2})

    report = omar.sync()

    assert (report.asks, papers(omar), records.missing(omar.store)) == (None, 100, [])


def test_pages_of_one_sync_are_counted_together(server, omar, monkeypatch):
    monkeypatch.setattr(paging, "USUAL", 300)
    erase(server, 60)

    report = omar.sync()

    assert report.requests > 10
    assert 0 < report.gone <= erasures.HANDFUL
    assert report.asks.count == 60 - report.gone


def test_an_answer_that_came_late_to_a_question_is_in_it_too(server, omar):
    erase(server, 40)
    omar.sync()
    erase(server, 2, first=40)

    assert omar.sync().asks.count == 42


def test_what_waits_here_is_untouched(server, omar):
    outbox.put(omar.store, "notes", "n1", {"text": "x"}, audience=(), written_at=AT, home=True)
    erase(server, 90)

    omar.sync(accept_erasures=True)

    assert current.one(omar.store, "notes", "n1").data["text"] == "x"


def test_what_i_erased_myself_is_not_asked_about(server):
    office = Computer(server, "office")
    office.sync()
    for id in PAPERS[:40]:
        outbox.put(office.store, "proposals", id, None, audience=("members",), written_at=AT)

    report = office.sync()

    assert (report.sent, report.asks, papers(office)) == (40, None, 60)
