"""Lines that stand still, dribble, or are gone without a word: given up, stopped, gone on with.

The faults' place is every byte of a reference exchange in turn. What counts as standing still
is made small by the transport's own parameter.
"""

import socket
from contextlib import closing, suppress
from time import monotonic

import pytest
from PySide6.QtCore import QTimer

from app.actions import annotating, joining, syncing
from app.actions.papers import About
from app.paths import Home
from app.store import current, open_store, outbox
from app.sync.server import ServerTransport
from app.sync.transport import Cancelled, Unreachable
from app.ui.desk import Desk
from app.ui.line import Line
from tests.faults.thin import FAULTS, thin_line
from tests.gui.conftest import apart, collected, dressed

__all__ = ["apart", "collected", "dressed"]

PROPOSAL = About("proposal", "p1")
FOR_EVER = 3600.0


class Member:
    """Omar at a thin line: what he writes, and how patient his program is."""

    def __init__(self, line, cycle, folder):
        self.line, self.home = line, Home(folder)
        self.store = open_store(self.home.store)
        joining.join(self.store, line.url, cycle.invitation("omar"))
        self.written = set()
        self.sync()

    def write(self, words):
        annotating.comment(self.store, self.home, PROPOSAL, words, audience=("members",))
        self.written.add(words)

    def sync(self, stall=60.0, **more):
        def patient(profile):
            return ServerTransport(profile.server, profile.cycle, profile.token, stall=stall)

        return syncing.sync(self.store, self.home, open_transport=patient, **more)


@pytest.fixture
def line(server):
    with thin_line(server.url) as made:
        yield made


@pytest.fixture
def omar(line, cycle, tmp_path):
    made = Member(line, cycle, tmp_path / "omar")
    yield made
    made.store.close()


def sizes(omar):
    """Return the bytes of a reference exchange, up and down."""
    omar.line.plan()
    omar.write("measured")
    omar.sync()
    return dict(omar.line.passed)


def within_three_tries(omar, stall):
    """Sync and return the seconds it took; a busy computer may itself be silent for `stall`."""
    for _try in range(2):
        with suppress(Unreachable):
            return seconds_of(omar, stall)
    return seconds_of(omar, stall)


def seconds_of(omar, stall):
    begun = monotonic()
    omar.sync(stall=stall)
    return monotonic() - begun


def on_server(cycle):
    reader = cycle.join("reader")
    reader.sync()
    return sorted(
        each["data"]["text"] for (name, _), each in reader.store.items() if name == "comments"
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_a_line_that_breaks_without_a_word_loses_and_doubles_nothing(fault, omar, cycle, whole):
    steps = {"reset": 4 if whole else 100}.get(fault, 40 if whole else 400)
    given_up = 0

    for way, size in sizes(omar).items():
        for at in range(0, size, steps):
            omar.write(f"{way} {at}")
            omar.line.plan(fault, way, at)
            try:
                omar.sync(stall=0.3)
            except Unreachable:
                given_up += 1
            omar.line.plan()
            omar.sync()

            assert outbox.all_of(omar.store) == [], f"{fault} {way} {at}"

    print(f"{len(omar.written) - 1} times {fault}, {given_up} of them given up")
    assert given_up > 0
    quiet = omar.sync()
    assert (quiet.requests, quiet.received, quiet.repaired) == (1, 0, False)
    assert on_server(cycle) == sorted(omar.written)


def test_a_host_that_never_picks_up_is_given_up(omar):
    with closing(socket.create_server(("127.0.0.1", 0), backlog=0)) as deaf:
        address, waiting = deaf.getsockname(), []
        for _ in range(4):  # its queue is full: whoever comes now is not even refused
            waiting.append(socket.socket())
            waiting[-1].setblocking(False)
            waiting[-1].connect_ex(address)
        transport = ServerTransport(f"http://127.0.0.1:{address[1]}", "c", "token", stall=0.3)

        with closing(transport), pytest.raises(Unreachable):
            transport.changes()

        for each in waiting:
            each.close()


def test_an_answer_of_single_bytes_is_waited_for_however_long_it_takes_in_all(omar, cycle):
    sizes(omar)
    omar.write("slowly")
    omar.line.plan("trickle", "down", 200, pace=0.01)

    took = within_three_tries(omar, stall=2.0)

    assert omar.line.standing.is_set()
    assert took > 2.0  # longer in all than any silence it bears
    assert outbox.all_of(omar.store) == []
    assert on_server(cycle) == sorted(omar.written)


def test_a_request_that_dribbles_away_is_given_up_and_taken_once_in_the_end(omar, cycle):
    # How far a request got is known to the system alone: here it is silence.
    omar.write("slowly")
    for _ in range(2):
        omar.line.plan("trickle", "up", 200, pace=0.02)
        with pytest.raises(Unreachable):
            omar.sync(stall=0.5)
    omar.line.plan()

    omar.sync()

    assert outbox.all_of(omar.store) == []
    assert on_server(cycle) == sorted(omar.written)


@pytest.mark.parametrize(("fault", "way", "at"), [
    ("stall", "up", 0), ("stall", "down", 0), ("stall", "down", 300), ("half-open", "down", 0),
    ("trickle", "up", 100), ("trickle", "down", 100),
])  # fmt: skip
def test_it_stops_as_soon_as_that_is_wanted_whatever_the_line_does(fault, way, at, omar, cycle):
    omar.write("waits")
    waits = []

    def stop():
        """Want to stop as soon as the line stands still."""
        if omar.line.standing.is_set():
            waits.append(monotonic())
        return bool(waits)

    omar.line.plan(fault, way, at, pace=0.5)
    with pytest.raises(Cancelled):
        omar.sync(stall=FOR_EVER, stop=stop)

    print(f"stopped {monotonic() - waits[0]:.3f} s after it was wanted")
    assert omar.line.standing.is_set()
    assert len(waits) == 1  # it looks ten times a second, and the first look is enough

    omar.line.plan()
    omar.sync()
    assert on_server(cycle) == sorted(omar.written)


@pytest.mark.parametrize("fault", ["stall", "trickle"])
def test_a_line_that_stands_still_never_holds_up_the_window(fault, qtbot, omar, cycle):
    omar.write("before")
    omar.store.close()
    omar.line.plan(fault, "down", 0, pace=0.5)
    desk = Desk(
        omar.home,
        open_transport=lambda profile: ServerTransport(
            profile.server, profile.cycle, profile.token, stall=FOR_EVER
        ),
    )
    line = Line(desk)
    line.start()
    qtbot.waitUntil(omar.line.standing.is_set)
    ticks = []
    heart = QTimer(interval=0)
    heart.timeout.connect(lambda: ticks.append(line.state))
    heart.start()

    with qtbot.waitSignal(desk.worker.changed):
        desk.act(lambda store: annotating.comment(
            store, desk.home, PROPOSAL, "meanwhile", audience=("members",)))  # fmt: skip
    qtbot.waitUntil(lambda: len(ticks) > 100)
    texts = {row.data["text"] for row in current.listed(desk.store, "comments")}
    assert {"before", "meanwhile"} <= texts
    assert set(ticks) == {"updating"}

    with qtbot.waitSignal(line.stopped):
        line.stop()
    omar.line.plan()
    with qtbot.waitSignal(line.finished):
        line.sync()
    heart.stop()
    line.close()
    desk.close()
    assert on_server(cycle) == ["before", "meanwhile"]
    omar.store = open_store(omar.home.store)


def test_the_reset_of_a_line_is_a_reset(server):
    with thin_line(server.url) as line:
        line.plan("reset", "down", 0)
        host, port = line.url.removeprefix("http://").split(":")
        with closing(socket.create_connection((host, int(port)))) as near:
            near.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            with pytest.raises(ConnectionResetError), suppress(TimeoutError):
                near.recv(1)
