"""A Today of many papers is read beside the window."""

from threading import Event

import pytest

from app.domain.changes import Changes
from app.domain.records import Record
from app.store import open_store, records
from app.ui import beside
from app.ui.desk import Desk
from app.ui.models import today
from app.ui.views.today import TodayView
from tests.gui import sample


@pytest.fixture
def held(monkeypatch):
    """Lets the reading come to the end of its questions, and go no further."""
    going, collect, begun = Event(), today.collect, []

    def wait(*given):
        found = collect(*given)
        begun.append(found)
        assert going.wait(60)
        return found

    monkeypatch.setattr(today, "collect", wait)
    yield begun, going
    going.set()


@pytest.fixture
def desk(tmp_path, monkeypatch, held):
    """The sample cycle, as if its five proposals were many."""
    monkeypatch.setattr(beside, "MANY", 0)
    made = Desk(sample.filled(tmp_path / "home"), clock=sample.clock)
    yield made
    held[1].set()
    made.close()


@pytest.fixture
def view(qtbot, desk):
    made = TodayView(desk)
    qtbot.addWidget(made)
    made.resize(1190, 700)
    made.show()
    return made


def titles(rows):
    return [rows.lines.line(at).title for at in range(rows.lines.rowCount())]


def meeting_comes(desk):
    store = open_store(desk.home.store)
    given = {"title": "A late call", "kind": "call", "starts": "2026-01-27T10:00:00Z"}
    records.apply(store, [Record("meetings", "late-call", 1, "sec", ("members",), given)])
    store.close()


def test_nothing_is_said_before_it_was_read(qtbot, view, held):
    begun, going = held
    qtbot.waitUntil(lambda: bool(begun))

    assert not view.is_idle()
    assert not view.calm.isVisible()  # not that nothing needs me
    assert view.new_here.isVisible()
    assert not view.next.isVisible()
    going.set()
    qtbot.waitUntil(view.is_idle)
    assert titles(view.next)[0] == "MAG virtual meeting II"
    assert view.next.isVisible()


def test_what_comes_while_it_is_read_is_shown_as_well(qtbot, desk, view, held):
    begun, going = held
    qtbot.waitUntil(lambda: bool(begun))
    meeting_comes(desk)

    for _each in range(3):
        view.refresh(Changes.of("meetings"))
    going.set()

    qtbot.waitUntil(view.is_idle)
    assert "A late call" in titles(view.next)
    assert len(begun) == 2  # however often it was told


def test_nothing_is_shown_in_a_window_that_closes(qtbot, desk, view, held):
    begun, going = held
    qtbot.waitUntil(lambda: bool(begun))

    desk.closing.emit()
    going.set()

    answers = []
    desk.reader.read(lambda _store: True, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert titles(view.next) == []
