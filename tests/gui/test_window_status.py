"""The numbers of the status bar and the rail are counted beside the window."""

from threading import Event

import pytest
from PySide6.QtWidgets import QWidget

from app.actions import annotating
from app.actions.papers import About
from app.ui.desk import Desk
from app.ui.frame import Frame
from app.ui.line import Line
from app.ui.places import places
from app.ui.window_status import WindowStatus
from tests.gui import sample
from tests.gui.waiting import done


@pytest.fixture
def desk(qtbot, tmp_path):
    made = Desk(sample.filled(tmp_path / "home"), clock=sample.clock)
    yield made
    made.close()


@pytest.fixture
def frame(qtbot):
    made = Frame()
    qtbot.addWidget(made)
    for place in places():
        made.add_place(place.key, place.symbol, place.words, QWidget)
    return made


@pytest.fixture
def shown(desk, frame):
    line = Line(desk)
    made = WindowStatus(desk, line, lambda: frame, desk)
    yield made
    made.close()
    line.close()


def comment(desk):
    home = desk.home
    desk.act(
        lambda store: annotating.comment(
            store, home, About("proposal", "cybersecurity"), "Well put."
        )
    )


def test_counting_waits_for_nobody_and_nobody_for_it(qtbot, desk, frame, shown):
    going = Event()
    desk.reader.read(lambda _store: going.wait(60), lambda _answer: None)

    shown.show_now()

    assert not shown.is_idle()
    assert frame.status.line.accessibleName()  # the line is told at once
    assert frame.sidebar.cycle.text() == ""
    going.set()
    qtbot.waitUntil(shown.is_idle)
    assert frame.sidebar.cycle.text()


def test_what_is_written_while_it_counts_is_counted_as_well(qtbot, desk, frame, shown):
    going = Event()
    shown.show_now()
    desk.reader.read(lambda _store: going.wait(60), lambda _answer: None)
    shown.show_now()

    done(qtbot, desk, lambda: comment(desk))
    shown.show_now()
    going.set()

    qtbot.waitUntil(shown.is_idle)
    assert "1 item waits" in frame.status.waits.accessibleName()


def test_a_window_that_closes_is_told_no_numbers_any_more(qtbot, desk, frame, shown):
    shown.show_now()

    shown.close()

    answers = []
    desk.reader.read(lambda _store: True, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert frame.sidebar.cycle.text() == ""
