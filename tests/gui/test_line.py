"""The line: syncs by itself and when asked, waits longer each time, stops at once."""

import pytest

from app.actions import annotating
from app.actions.papers import About
from app.store import facts
from app.sync.transport import Busy, Refused, SignInPage, Unreachable
from app.ui import status_words
from app.ui.desk import Desk
from app.ui.line import Line
from tests.gui import sample
from tests.gui.waiting import done

PAPER = About("proposal", "cybersecurity")


@pytest.fixture
def desk(far_desk):
    return far_desk


@pytest.fixture
def line(desk):
    line = Line(desk, wait=lambda seconds: seconds, after_act=5)
    yield line
    line.close()


def test_the_day_begins_with_a_sync(qtbot, line):
    with qtbot.waitSignal(line.finished):
        line.start()

    assert line.state == "connected"
    assert status_words.line(line).words == "Connected"


def test_without_a_server_there_is_no_line_to_wait_for(qtbot, tmp_path, server):
    desk = Desk(sample.filled(tmp_path / "alone"), open_transport=server.open)
    line = Line(desk)

    line.start()

    assert line.state == "home"
    assert server.asked == 0
    desk.close()


def test_a_line_that_is_gone_is_tried_again_after_twice_the_time(qtbot, line, server):
    server.error = Unreachable
    waits = []
    for _turn in range(10):
        with qtbot.waitSignal(line.stopped):
            line._begin()
        waits.append(line.next_try)

    assert line.state == "offline"
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_a_click_begins_the_waiting_anew(qtbot, line, server):
    server.error = Unreachable
    for _turn in range(4):
        with qtbot.waitSignal(line.stopped):
            line._begin()

    with qtbot.waitSignal(line.stopped):
        line.sync()

    assert line.next_try == 5


def test_the_server_is_obeyed_when_it_asks_to_wait(qtbot, line, server):
    server.error = lambda: Busy(33)

    with qtbot.waitSignal(line.stopped):
        line.sync()

    assert (line.state, line.next_try) == ("busy", 33)
    assert "33" not in status_words.line(line).words  # said in words: less than a minute
    assert "asks to wait" in status_words.line(line).words


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (lambda: SignInPage("x"), "sign_in", "sign in"),
        (lambda: Refused(401, "token_unknown"), "refused", "refuses this computer"),
        (Unreachable, "offline", "No connection, all saved here"),
    ],
)
def test_each_fault_of_the_line_has_its_words(qtbot, line, server, error, state, words):
    server.error = error

    with qtbot.waitSignal(line.stopped):
        line.sync()

    assert line.state == state
    assert words in status_words.line(line).words


def test_a_device_that_was_revoked_is_not_tried_again_by_itself(qtbot, line, server):
    server.error = lambda: Refused(401, "token_unknown")

    with qtbot.waitSignal(line.stopped):
        line.sync()

    assert line.next_try is None
    assert not line._retry.isActive()


def test_stopping_does_not_wait_for_the_server_and_is_no_error(qtbot, line, server):
    server.held.clear()
    line.sync()
    assert server.reached.wait(60)

    with qtbot.waitSignal(line.stopped):
        line.stop()

    assert line.state == "paused"
    server.held.set()
    with qtbot.waitSignal(line.finished):
        line.sync()
    assert line.state == "connected"


def test_what_is_submitted_goes_by_itself_where_the_line_was_fine(qtbot, line, desk, server):
    with qtbot.waitSignal(line.finished):
        line.sync()

    with qtbot.waitSignal(line.finished):
        desk.act(
            lambda store: annotating.comment(
                store, desk.home, About("proposal", "cybersecurity"), "Well argued."
            )
        )

    assert [collection for collection, _id in server.took] == ["comments"]


def test_nothing_goes_by_itself_where_the_member_switched_it_off(qtbot, line, desk, server):
    with qtbot.waitSignal(line.finished):
        line.sync()
    from dataclasses import replace

    desk.choose(replace(desk.settings, auto_sync=False))

    def comment(store):
        return annotating.comment(store, desk.home, PAPER, "Well argued.")

    done(qtbot, desk, lambda: desk.act(comment))

    assert not line._soon.isActive()
    assert server.asked == 1


def test_a_note_is_saved_while_the_line_hangs(qtbot, line, desk, server):
    server.held.clear()
    line.sync()
    assert server.reached.wait(60)

    with qtbot.waitSignal(desk.worker.changed):
        desk.act(
            lambda store: annotating.note(
                store, desk.home, About("proposal", "cybersecurity"), "Ask about the name."
            )
        )

    assert line.state == "updating"
    line.stop()


def test_a_clock_that_is_wrong_is_noticed_and_deadlines_go_by_the_server(qtbot, line, desk, server):
    server.now = "2021-01-27T10:00:00Z"

    with qtbot.waitSignal(line.finished):
        line.sync()

    from app.actions import clock

    assert clock.off(desk.store).total_seconds() == -3600
    assert clock.now(desk.store, sample.clock).hour == 10


def test_bytes_of_the_month_are_counted(qtbot, line, desk):
    with qtbot.waitSignal(line.finished):
        line.sync()

    assert int(facts.get(desk.store, "traffic_2021-01") or 0) == 1500


def test_what_is_written_while_the_line_closes_wakes_it_no_more(qtbot, desk, line):
    with qtbot.waitSignal(line.finished):
        line.start()
    woken = []
    line._soon.timeout.connect(lambda: woken.append(True))
    line.close()

    done(qtbot, desk, lambda: desk.act(
        lambda store: annotating.note(store, desk.home, PAPER, "One word more")
    ))  # fmt: skip

    assert not line._soon.isActive()
    assert not woken
