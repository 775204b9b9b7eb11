"""A paper where there is little room: large text in a small window, changes in a narrow one."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect

from app.ui.theme import theme
from tests.gui import cycle
from tests.gui.walk import cut, small


@pytest.fixture
def view(tmp_path):
    with cycle.opened(cycle.home(tmp_path), (1016, 540)) as view:
        view.show_record("open-maps")
        yield view


def test_with_large_text_in_a_low_window_the_head_is_whole(qtbot, view):
    view.paper.head.title.setText("Best Practice Forum on Gender and Digital Rights for all")

    theme().use(percent=200)

    head = view.paper.head
    qtbot.waitUntil(lambda: head.panel.y() < head.tabs.y())
    qtbot.waitUntil(lambda: head.tabs.width() >= head.tabs.sizeHint().width())
    assert view.paper.side.isHidden()
    assert cut(head) == []
    assert small(head) == []
    assert head.title.height() < 2 * head.title.fontMetrics().height()
    assert head.rect().contains(QRect(head.tabs.mapTo(head, QRect().topLeft()), head.tabs.size()))


def test_the_icons_come_back_beside_the_tabs_where_there_is_room(qtbot, view):
    head = view.paper.head
    theme().use(percent=200)
    qtbot.waitUntil(lambda: head.panel.y() < head.tabs.y())

    theme().use(percent=100)

    qtbot.waitUntil(lambda: head.finding.mapTo(head, QRect().topLeft()).y() > head.title.y())


@pytest.fixture
def changes(qtbot, view):
    words = " ".join(f"word{number}" for number in range(400))
    first = replace(cycle.version("open-maps", 1, f"Old {words}"), version=2)
    paper, second = cycle.second_version()
    second.data["sections"][0]["text"] = f"New {words} at last"
    cycle.arrive(view, [first, paper, second])
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)
    view.paper.head.version_wanted.emit(2)
    view.paper.head.tabs.go("changes")
    changes = view.paper.centre.changes
    qtbot.waitUntil(lambda: bool(changes.next.isVisible()))
    return changes


def test_what_did_not_change_is_left_out_between_words(changes):
    shown = changes.text.toPlainText().split()

    assert "…" in shown
    assert [each for each in shown if each.startswith("word") and not each[4:].isdigit()] == []
    assert {each[:4] for each in shown[shown.index("…") - 1 : shown.index("…") + 2]} == {
        "word",
        "…",
    }


def test_changes_fill_their_room_and_are_read_from_the_beginning(view, changes):
    view.resize(800, 540)

    bar = changes.text.verticalScrollBar().sizeHint().width()
    assert changes.text.lineWrapColumnOrWidth() == changes.width() - bar
    assert changes.text.textCursor().position() == 0
    assert changes.text.verticalScrollBar().value() == 0
