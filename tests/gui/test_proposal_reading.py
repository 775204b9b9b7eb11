"""A long list of proposals is read again beside the window."""

from threading import Event

import pytest

from app.ui import proposal_reading
from tests.gui import cycle


@pytest.fixture
def view(qtbot, tmp_path, monkeypatch):
    """The place, as if its three proposals were many."""
    monkeypatch.setattr(proposal_reading, "MANY", 0)
    with cycle.opened(cycle.home(tmp_path)) as view:
        qtbot.waitUntil(view.is_idle)
        yield view


@pytest.fixture
def held(monkeypatch):
    """Lets the reading beside the window come to the end of its questions, and go no further."""
    there, going, places = Event(), Event(), proposal_reading.places

    def wait(*given):
        there.set()
        assert going.wait(20)
        return places(*given)

    monkeypatch.setattr(proposal_reading, "places", wait)
    yield there, going
    going.set()


def late():
    return [cycle.record("proposals", "late", cycle.proposal("D-9", "Late"))]


def test_what_came_is_shown_when_it_was_read(qtbot, view, held):
    there, going = held

    cycle.arrive(view, late())
    qtbot.waitUntil(there.is_set)

    assert not view.is_idle()
    assert view.list.entries.row("late") is None
    going.set()
    qtbot.waitUntil(view.is_idle)
    assert view.list.entries.row("late") is not None


def test_what_comes_while_it_is_read_is_read_as_well(qtbot, view, held):
    there, going = held
    cycle.arrive(view, cycle.second_version())
    qtbot.waitUntil(there.is_set)

    with qtbot.waitSignal(view.desk.changed):
        cycle.arrive(view, late())
    going.set()

    qtbot.waitUntil(view.is_idle)
    assert view.list.entries.row("open-maps").version == 2
    assert view.list.entries.row("late") is not None


def test_what_i_write_while_it_is_read_is_not_forgotten(qtbot, view, held):
    there, going = held
    cycle.arrive(view, cycle.second_version())
    qtbot.waitUntil(there.is_set)

    view.toggle_read("quiet-radio")
    qtbot.waitUntil(lambda: not view.list.entries.row("quiet-radio").unread)
    going.set()

    qtbot.waitUntil(view.is_idle)
    assert view.list.entries.row("open-maps").version == 2
    assert not view.list.entries.row("quiet-radio").unread


def test_a_proposal_that_just_came_is_opened_at_once(qtbot, view, held):
    there, going = held
    cycle.arrive(view, late())
    qtbot.waitUntil(there.is_set)
    going.set()

    view.show_record("late")

    assert view.paper.proposal() == "late"


def test_nothing_is_shown_in_a_window_that_closes(qtbot, view, held):
    there, going = held
    cycle.arrive(view, late())
    qtbot.waitUntil(there.is_set)

    view.desk.closing.emit()
    going.set()

    answers = []
    view.desk.reader.read(lambda _store: True, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert view.list.entries.row("late") is None
