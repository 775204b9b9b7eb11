import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.frame import Frame
from app.ui.frame_rail import More
from app.ui.icons import Symbol
from app.ui.theme import theme
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


def test_the_line_leads_to_the_sync_panel_and_what_waits_to_the_outbox(qtbot):
    shown, _made = frame(qtbot)
    shown.status.show_waiting("3 items wait (4 KB)")

    pairs = (shown.status.line, shown.sync_wanted), (shown.status.waits, shown.outbox_wanted)
    for part, wanted in pairs:
        with qtbot.waitSignal(wanted):
            qtbot.mouseClick(part, Qt.MouseButton.LeftButton)


def test_a_message_with_undo_waits_for_nobody_and_takes_back(qtbot):
    shown, _made = frame(qtbot)
    undone = []

    shown.say("Sent.", undo=lambda: undone.append("taken back"))
    qtbot.mouseClick(shown.message.undo, Qt.MouseButton.LeftButton)

    assert undone == ["taken back"]
    assert not shown.message.isVisible()


def test_a_low_window_cuts_no_place_in_two(qtbot):
    shown, _made = frame(qtbot, (700, 320))
    for number in range(12):
        shown.add_place(f"p{number}", Symbol.FILE, f"Place {number}", QLabel)
    area = shown.sidebar.area
    inside = area.widget()
    qtbot.waitUntil(lambda: inside.height() > area.height())

    for value in (0, 17, 40, area.verticalScrollBar().maximum()):
        area.verticalScrollBar().setValue(value)
        room = area.viewport().rect().translated(-inside.pos())
        here = [
            each.geometry()
            for each in inside.findChildren(NavButton)
            if each.isVisible() and room.intersects(each.geometry())
        ]
        seen = [each for each in here if inside.mask().contains(each.center())]
        assert seen == [each for each in here if room.contains(each)] != []


def signs(area):
    """Return what says that there are more places: `above`, `below`."""
    found = {each.y() == 0: each.isVisible() for each in area.findChildren(More)}
    return [name for name, at in (("above", True), ("below", False)) if found.get(at)]


def test_a_low_window_tells_where_there_are_more_places_and_leads_there(qtbot):
    shown, _made = frame(qtbot, (700, 320))
    for number in range(12):
        shown.add_place(f"p{number}", Symbol.FILE, f"Place {number}", QLabel)
    area = shown.sidebar.area
    qtbot.waitUntil(lambda: signs(area) == ["below"])

    shown.go("chair")
    qtbot.waitUntil(lambda: signs(area) == ["above"])
    first = area.findChildren(NavButton)[0]
    for _press in range(10):
        up = next(each for each in area.findChildren(More) if each.y() == 0)
        if up.isVisible():
            qtbot.mouseClick(up, Qt.MouseButton.LeftButton)

    assert signs(area) == ["below"]
    assert first.visibleRegion().boundingRect() == first.rect()


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_places_move_together_before_any_is_scrolled_away(qtbot, way):
    theme().use("light", 200)
    shown, _made = frame(qtbot, (1366, 768))
    shown.setLayoutDirection(way)
    for number in range(6):
        shown.add_place(f"p{number}", Symbol.FILE, f"Place {number}", QLabel)

    shown.go("chair")
    QApplication.processEvents()

    buttons = places(shown).values()
    assert len(buttons) == 9  # as many as a chair has
    assert all(each.visibleRegion().boundingRect() == each.rect() for each in buttons)
    assert min(each.height() for each in buttons) >= theme().px(24)
    assert signs(shown.sidebar.area) == []


def test_a_high_window_shows_every_place(qtbot):
    shown, _made = frame(qtbot, (1366, 768))

    assert shown.sidebar.area.widget().mask().isEmpty()


def test_a_click_has_the_focus_in_the_place_but_in_no_field(qtbot):
    shown, _made = frame(qtbot)

    def make():
        view = QWidget()
        row = QVBoxLayout(view)
        for part in (QLineEdit(), QPushButton("First"), QPushButton("Second")):
            row.addWidget(part)
        return view

    shown.add_place("fields", Symbol.FILE, "Fields", make)
    shown.activateWindow()

    qtbot.mouseClick(places(shown)["Fields"], Qt.MouseButton.LeftButton)
    first, second = shown.view("fields").findChildren(QPushButton)
    at_once = first.hasFocus()
    second.setFocus()
    shown.go("today")
    qtbot.mouseClick(places(shown)["Fields"], Qt.MouseButton.LeftButton)

    assert at_once
    assert second.hasFocus()
