"""A long list of proposals is read again beside the window."""

from threading import Event

import pytest

from app.ui import beside, proposal_reading
from tests.gui import cycle


@pytest.fixture
def view(qtbot, tmp_path, monkeypatch):
    """The place, as if its three proposals were many."""
    monkeypatch.setattr(beside, "MANY", 0)
    with cycle.opened(cycle.home(tmp_path)) as view:
        qtbot.waitUntil(view.is_idle)
        yield view


@pytest.fixture
def held(monkeypatch):
    """Lets the reading beside the window come to the end of its questions, and go no further."""
    there, going, places = Event(), Event(), proposal_reading.places

    def wait(*given):
        there.set()
        assert going.wait(60)
        return places(*given)

    monkeypatch.setattr(proposal_reading, "places", wait)
    yield there, going
    going.set()


@pytest.fixture
def first_visit(tmp_path, monkeypatch, held):
    """The place at its first visit, its list not read yet."""
    monkeypatch.setattr(beside, "MANY", 0)
    with cycle.opened(cycle.home(tmp_path)) as view:
        yield view
        held[1].set()


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
    qtbot.waitUntil(view.is_idle)
    assert view.list.list.key() == "late"


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


def test_the_first_list_is_read_beside_the_window_as_well(qtbot, first_visit, held):
    there, going = held
    qtbot.waitUntil(there.is_set)

    assert first_visit.room.stack.currentWidget() is first_visit.room.waits
    going.set()
    qtbot.waitUntil(first_visit.is_idle)
    assert first_visit.list.ids() == ["open-maps", "quiet-radio", "ws-7"]
    assert first_visit.room.stack.currentWidget() is first_visit.room.choose


def test_a_proposal_is_opened_before_its_list_was_read(qtbot, first_visit, held):
    there, going = held
    qtbot.waitUntil(there.is_set)

    first_visit.show_record("open-maps")

    assert first_visit.room.stack.currentWidget() is first_visit.paper
    assert first_visit._reading.titles("drafts", "open-maps") == {"quiet-radio": "Quiet radio"}
    going.set()
    qtbot.waitUntil(first_visit.is_idle)
    assert first_visit.room.stack.currentWidget() is first_visit.paper
    assert first_visit.list.list.key() == "open-maps"
    assert first_visit.paper.head.place.text().startswith("1")


def test_a_place_without_proposals_says_so_once_it_was_read(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(beside, "MANY", 0)
    monkeypatch.setattr(cycle, "papers", list)

    with cycle.opened(cycle.home(tmp_path)) as view:
        qtbot.waitUntil(view.is_idle)

        assert view.room.stack.currentWidget() is view.room.nothing
