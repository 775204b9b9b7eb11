"""The first ten minutes: the message, what it will cost, reading while the rest arrives."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from app.actions.trouble import Trouble
from app.paths import Home
from app.store import facts
from app.sync.transport import Unreachable
from app.ui.desk import Desk
from app.ui.line import Line
from app.ui.views.first_run import FirstRun
from app.wire import WireRecord
from tests.gui import far_server, sample
from tests.gui.walk import cut, small, unnamed

MESSAGE = """Dear member,

> please install Satchel and paste this whole message:
> Server: https://mag.example
> Invitation: abcd-efgh-ijkl-mnop-qrst-uvwx-y2
> Fingerprint: 0123-4567-89ab-cdef-0123

With kind regards
"""


def joined(store, url, invitation, *, fingerprint=None, stop=None):
    """Join as the server of the sample would have it, without asking anybody."""
    facts.put(
        store, cycle="igf2021", account="m-cs-grulac", role="member", server=url, token="t",
        device="d", fingerprint=fingerprint,
    )  # fmt: skip
    return facts.profile(store)


@pytest.fixture
def server():
    server = far_server.FarServer()
    server.records = [
        WireRecord(
            collection=each.collection,
            id=each.id,
            version=1,
            owner="sec",
            audience=list(each.audience),
            data=each.data,
        )
        for each in sample.papers()
    ]
    return server


@pytest.fixture
def desk(tmp_path: Path, server, qtbot):
    desk = Desk(Home(tmp_path / "home"), open_transport=server.open, clock=sample.clock)
    yield desk
    server.held.set()
    desk.close()


@pytest.fixture
def line(desk):
    line = Line(desk)
    yield line
    line.close()


@pytest.fixture
def first(qtbot, desk, line):
    first = FirstRun(desk, line, join=joined)
    qtbot.addWidget(first)
    first.resize(1093, 614)
    first.show()
    return first


def test_the_message_is_enough_whatever_stands_around_it(first):
    assert not first.next.isEnabled()

    first.message.show_message(MESSAGE)

    assert first.next.isEnabled()
    assert "mag.example" in first.message.seen.text()


def test_words_without_an_invitation_are_told_so(first):
    first.message.show_message("Dear member, the meeting is on Tuesday.")

    assert not first.next.isEnabled()
    assert "No invitation was found" in first.message.seen.text()


def test_nothing_is_fetched_before_its_size_was_told(qtbot, first, server):
    first.message.show_message(MESSAGE)

    first.ask()
    qtbot.waitUntil(lambda: first.offer.isVisible())

    assert "You join igf2021 as m-cs-grulac" in first.offer.text()
    assert "65 KB" in first.offer.text()
    assert server.asked == 0


def test_the_whole_way_from_message_to_reading(qtbot, first, desk):
    first.message.show_message(MESSAGE)
    first.ask()
    qtbot.waitUntil(lambda: first.offer.isVisible())

    first.fetch()
    whole = "Agenda and deadlines ✓ · Summaries 5 of 5 ✓ · Full texts 5 of 5 ✓"
    qtbot.waitUntil(lambda: whole in first.arrived.text())
    qtbot.waitUntil(lambda: first.start.isEnabled())
    with qtbot.waitSignal(first.begun):
        first.start.click()


def test_a_line_that_breaks_is_told_and_tried_again(qtbot, first, server):
    first.message.show_message(MESSAGE)
    first.ask()
    qtbot.waitUntil(lambda: first.offer.isVisible())
    server.error = Unreachable
    first.fetch()
    qtbot.waitUntil(lambda: first.trouble.isVisible())
    assert "No connection" in first.trouble.text()
    server.error = None

    first.again.click()

    qtbot.waitUntil(lambda: first.start.isEnabled())


def test_an_invitation_that_was_used_is_told_in_words(qtbot, desk, line):
    def spent(*_given, **_named):
        raise Trouble("server_refused", status=409, reason="invitation_spent")

    first = FirstRun(desk, line, join=spent)
    qtbot.addWidget(first)
    first.show()
    first.message.show_message(MESSAGE)

    first.ask()

    qtbot.waitUntil(lambda: first.trouble.isVisible())
    assert "already used on another computer" in first.trouble.text()
    assert first.next.isVisible()
    assert not first.again.isVisible()
    assert first.message.isVisible()


def test_a_join_without_a_line_says_the_invitation_stays_good(qtbot, desk, line):
    answers = [Unreachable("down"), None]

    def join(*given, **named):
        error = answers.pop(0)
        if error is not None:
            raise error
        return joined(*given, **named)

    first = FirstRun(desk, line, join=join)
    qtbot.addWidget(first)
    first.show()
    first.message.show_message(MESSAGE)
    first.ask()
    qtbot.waitUntil(lambda: first.trouble.isVisible())
    told = first.trouble.text()
    shown = first.again.isVisible(), first.next.isVisible()

    first.again.click()
    qtbot.waitUntil(lambda: first.offer.isVisible())

    assert told == "No connection. Nothing was lost; the invitation stays good. Try again."
    assert shown == (True, False)


def test_another_message_brings_connect_back(qtbot, desk, line):
    def away(*_given, **_named):
        raise Unreachable

    first = FirstRun(desk, line, join=away)
    qtbot.addWidget(first)
    first.show()
    first.message.show_message(MESSAGE)
    first.ask()
    qtbot.waitUntil(lambda: first.again.isVisible())

    first.message.show_message(MESSAGE + "PS")

    assert first.next.isVisible()
    assert not first.again.isVisible()


def test_while_papers_arrive_the_focus_waits_for_start_reading(qtbot, first, server):
    first.activateWindow()
    first.message.show_message(MESSAGE)
    first.ask()
    qtbot.waitUntil(lambda: first.join.hasFocus())
    server.held.clear()

    first.join.click()
    before = first.progress.cancel.hasFocus()
    server.held.set()

    qtbot.waitUntil(lambda: first.start.hasFocus())
    assert not before


def test_stopping_gives_the_message_back(qtbot, first, server):
    server.held.clear()
    first.message.show_message(MESSAGE)
    first.ask()
    assert server.reached.wait(60)

    first.progress.cancelled.emit()

    assert first.trouble.isVisible()
    assert first.trouble.text().startswith("Stopped.")


def test_a_dropped_message_is_read(first, tmp_path):
    file = tmp_path / "invitation.txt"
    file.write_text(MESSAGE, "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])

    first.message.take(data)

    assert first.next.isEnabled()


def test_the_page_is_named_and_whole(first):
    first.message.show_message(MESSAGE)

    assert unnamed(first) == []
    assert cut(first) == []
    assert small(first) == []
