from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.ui.frame import Frame
from app.ui.icons import Symbol
from app.ui.widgets.navigation import NavButton


def frame(qtbot, size=(1366, 768)):
    made = []

    def make(key):
        made.append(key)
        return QLabel(key)

    shown = Frame()
    shown.add_place("today", Symbol.TODAY, "Today", lambda: make("today"))
    shown.add_place("proposals", Symbol.FILE, "Proposals", lambda: make("proposals"))
    shown.add_place("chair", Symbol.CHAIR, "Chair", lambda: make("chair"), "roles")
    qtbot.addWidget(shown)
    shown.resize(*size)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown, made


def places(shown):
    return {each.accessibleName(): each for each in shown.findChildren(NavButton)}


def test_a_place_is_built_at_its_first_visit_only(qtbot):
    shown, made = frame(qtbot)

    shown.go("today")
    shown.go("proposals")
    shown.go("today")

    assert made == ["today", "proposals"]
    assert shown.place() == "today"


def test_a_click_goes_to_a_place_and_tells(qtbot):
    shown, _made = frame(qtbot)

    with qtbot.waitSignal(shown.gone_to) as told:
        qtbot.mouseClick(places(shown)["Proposals"], Qt.MouseButton.LeftButton)

    assert told.args == ["proposals"]
    assert places(shown)["Proposals"].isChecked()
    assert not places(shown)["Today"].isChecked()


def test_keys_go_to_places(qtbot):
    shown, _made = frame(qtbot)
    shown.activateWindow()

    qtbot.keyClick(shown, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert shown.place() == "proposals"


def test_counts_are_said_as_well_as_shown(qtbot):
    shown, _made = frame(qtbot)

    shown.show_count("proposals", 5)

    assert "Proposals, 5 new" in places(shown)


def test_chair_is_there_only_for_the_chair(qtbot):
    shown, _made = frame(qtbot)

    shown.show_place("chair", False)

    assert not places(shown)["Chair"].isVisible()
    assert not shown.sidebar.line.isVisible()


def test_a_narrow_window_shows_places_as_icons(qtbot):
    shown, _made = frame(qtbot)
    wide = shown.sidebar.width()

    shown.resize(1093, 614)

    assert shown.sidebar.width() < wide / 2
    assert not shown.sidebar.name.isVisible()


def test_the_paper_can_have_the_whole_window(qtbot):
    shown, _made = frame(qtbot)

    shown.set_full(True)

    assert not shown.sidebar.isVisible()
    assert not shown.status.isVisible()


def test_both_parts_of_the_status_bar_lead_to_the_outbox(qtbot):
    shown, _made = frame(qtbot)
    shown.status.show_waiting("3 items wait (4 KB)")

    for part in (shown.status.line, shown.status.waits):
        with qtbot.waitSignal(shown.outbox_wanted):
            qtbot.mouseClick(part, Qt.MouseButton.LeftButton)


def test_a_message_with_undo_waits_for_nobody_and_takes_back(qtbot):
    shown, _made = frame(qtbot)
    undone = []

    shown.say("Sent.", undo=lambda: undone.append("taken back"))
    qtbot.mouseClick(shown.message.undo, Qt.MouseButton.LeftButton)

    assert undone == ["taken back"]
    assert not shown.message.isVisible()
