"""What is asked before its turn saves a round trip, and decides nothing by itself."""

from threading import Event

import pytest

from app.sync.ahead import SOON, Ahead, Nearing
from app.sync.memory import MemoryServer, MemoryTransport
from app.sync.transport import Busy, Cancelled, Unreachable
from app.wire import ExchangeRequest
from tests.builders import CYCLE


class Counted(MemoryTransport):
    """Counts its exchanges; answers when it may, and fails if it is told to."""

    def __init__(self, server, account, fails=None):
        super().__init__(server, account)
        self.asked = 0
        self.fails = fails
        self.may = Event()
        self.may.set()

    def exchange(self, request, stop=lambda: False):
        self.asked += 1
        while not self.may.wait(0.01):
            if stop():
                raise Cancelled
        if self.fails is not None:
            raise self.fails
        return super().exchange(request, stop)


@pytest.fixture
def server():
    server = MemoryServer(CYCLE)
    server.enrol("omar")
    server.put("milestones", "m1", {"title": "Due"})
    return server


def question(**changed):
    return ExchangeRequest(**{"device": "d", "nonce": "n1", **changed})


def test_the_same_question_is_answered_by_what_was_asked_ahead(server):
    usual, beside = Counted(server, "omar"), Counted(server, "omar")
    line = Ahead(usual, lambda: beside)
    line.ask(question())

    answer = line.exchange(question(nonce="n2"))

    assert [each.id for each in answer.records] == ["m1"]
    assert (usual.asked, beside.asked) == (0, 1)
    assert line.traffic.requests == 1


def test_another_question_is_asked_the_usual_way_and_the_first_answer_is_dropped(server):
    usual, beside = Counted(server, "omar"), Counted(server, "omar")
    beside.may.clear()
    line = Ahead(usual, lambda: beside)
    line.ask(question())

    line.exchange(question(limit=5))

    assert (usual.asked, beside.asked) == (1, 1)


@pytest.mark.parametrize("answered", [True, False])
def test_only_one_question_is_asked_ahead_and_only_once_answered(server, answered):
    usual, beside = Counted(server, "omar"), Counted(server, "omar")
    line = Ahead(usual, lambda: beside)
    line.ask(question())
    line.ask(question(limit=5))
    if answered:
        line.exchange(question())

    line.exchange(question())

    assert (usual.asked, beside.asked) == (answered, 1)


def test_a_line_that_breaks_ahead_is_asked_again_the_usual_way(server):
    usual, beside = Counted(server, "omar"), Counted(server, "omar", Unreachable("cut"))
    line = Ahead(usual, lambda: beside)
    line.ask(question())

    answer = line.exchange(question())

    assert [each.id for each in answer.records] == ["m1"]
    assert usual.asked == 1


def test_a_server_that_asks_for_patience_is_not_asked_again_at_once(server):
    usual, beside = Counted(server, "omar"), Counted(server, "omar", Busy(30))
    line = Ahead(usual, lambda: beside)
    line.ask(question())

    with pytest.raises(Busy) as told:
        line.exchange(question())

    assert (told.value.seconds, usual.asked) == (30, 0)


def test_who_stops_meanwhile_asks_nothing_more(server):
    usual, beside = Counted(server, "omar"), Counted(server, "omar")
    beside.may.clear()
    stopped = Event()
    line = Ahead(usual, lambda: beside)
    line.ask(question(), stopped.is_set)
    stopped.set()

    with pytest.raises(Cancelled):
        line.exchange(question(), stopped.is_set)

    assert usual.asked == 0


def test_closing_gives_up_what_was_asked_and_leaves_the_line_open(server):
    usual, beside = Counted(server, "omar"), Counted(server, "omar")
    beside.may.clear()
    line = Ahead(usual, lambda: beside)
    line.ask(question())

    line.close()

    assert [each.id for each in line.exchange(question()).records] == ["m1"]


def test_the_end_is_near_once_half_is_here_and_the_rest_is_a_matter_of_seconds(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("app.sync.ahead.monotonic", lambda: now[0])
    nearing = Nearing(1_000_000)
    told = []

    for second in range(11):
        now[0] = second * 10.0
        told.append(nearing.soon(second * 100_000))

    # 10,000 bytes a second: the last 200,000 are 20 seconds.
    assert SOON == 20.0
    assert told == [False] * 8 + [True] * 3


def test_a_fast_line_waits_for_half_of_the_pack(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("app.sync.ahead.monotonic", lambda: now[0])
    nearing = Nearing(1_000_000)

    told = []
    for here in (4_000, 400_000, 500_000, 900_000):
        now[0] += 0.1
        told.append(nearing.soon(here))

    assert told == [False, False, True, True]
