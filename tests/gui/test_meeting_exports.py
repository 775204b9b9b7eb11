"""What of a meeting is written into a file from the window: its book, its date."""

import pytest
from pypdf import PdfReader

from app.ui.exports import Export
from app.ui.views.meetings import MeetingsView
from tests import calls
from tests.calls import MEETING
from tests.gui.cycle import desk_at
from tests.gui.said import profile
from tests.gui.waiting import settled


@pytest.fixture
def exports(qtbot, tmp_path, monkeypatch):
    with desk_at(profile(tmp_path, "member", said=False)) as desk:
        view = MeetingsView(desk)
        qtbot.addWidget(view)
        view.resize(1100, 700)
        view.show_record(MEETING)
        view.show()
        settled(qtbot, desk)
        target = tmp_path / "out"
        monkeypatch.setattr(
            Export, "ask", lambda _parent, name, _format: target.with_name(name)
        )  # a file dialog
        yield view.detail.exports


def choose(exports, words):
    menu = exports.menu()
    next(each for each in menu.actions() if words in each.text()).trigger()


def test_the_book_of_the_open_meeting_is_written(qtbot, exports, tmp_path):
    with qtbot.waitSignal(exports._desk.told) as told:
        choose(exports, "agenda and papers")

    [file] = tmp_path.glob("*.pdf")
    whole = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    assert all(title in whole for title, _makers in calls.PROPOSALS.values())
    assert str(file) in told.args[0]
    assert exports.isHidden()


def test_how_far_it_is_is_shown_and_it_can_be_stopped(qtbot, exports, tmp_path):
    choose(exports, "with my marks")
    assert not exports.isHidden()

    with qtbot.waitSignal(exports._desk.told) as told:
        exports.progress.cancel.click()

    assert told.args[0].startswith("Stopped")
    assert exports.isHidden()
    qtbot.waitUntil(lambda: not exports.is_busy())
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_date_of_the_meeting_goes_into_a_calendar(qtbot, exports, tmp_path):
    with qtbot.waitSignal(exports._desk.told):
        choose(exports, "calendar")

    [file] = tmp_path.glob("*.ics")
    assert b"BEGIN:VEVENT" in file.read_bytes()
