"""A paper where there is little room: large text in a small window, changes in a narrow one."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect

from app.actions import annotating
from app.actions.papers import About
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


@pytest.fixture
def notes(qtbot, view):
    """The margin in the place of the text, with a note on the last words of a text."""
    theme().use(percent=200)
    qtbot.waitUntil(view.paper.side.isHidden)
    about = About("proposal", "open-maps", 1)
    for words in ("drawn by the people", "Volunteers bring a receiver"):
        view.desk.act(
            lambda store, words=words: annotating.note(
                store, view.desk.home, about, f"On {words}", quote=words, clock=cycle.clock
            )
        )
    margin = view.paper.notes.margin
    qtbot.waitUntil(lambda: len(margin.cards()) == 2)
    view.paper.show_side("notes")
    qtbot.waitUntil(lambda: bool(margin.isVisible()))
    return margin


def test_notes_in_the_place_of_the_text_are_a_list(qtbot, notes):
    words = {card.note.text: card for card in notes.cards()}
    first, second = words["On drawn by the people"], words["On Volunteers bring a receiver"]

    qtbot.waitUntil(lambda: 0 < second.y() - first.geometry().bottom() < 20)
    assert first.y() < 20
    assert notes.verticalScrollBar().value() == 0


def test_from_a_note_in_the_place_of_the_text_one_goes_back_to_its_words(qtbot, view, notes):
    notes.cards()[1].setFocus()
    qtbot.waitUntil(notes.cards()[1].hasFocus)

    notes.cards()[1].text_wanted.emit(notes.cards()[1].note.id)

    qtbot.waitUntil(lambda: view.paper.side.isHidden() and view.paper.reader.page.isVisible())
    qtbot.waitUntil(view.paper.reader.page.hasFocus)


def test_after_a_new_note_the_text_comes_back(qtbot, view, notes):
    view.paper.room.toggle_side()
    view.paper.reader.page.select(cycle.span(view, "may take it back"))
    view.paper.reader.ask("note")
    qtbot.waitUntil(lambda: bool(notes.isVisible()) and len(notes.cards()) == 3)

    notes.write_in("", "Who keeps it?")
    next(card for card in notes.cards() if card.is_editing()).save()

    qtbot.waitUntil(lambda: len(cycle.marks(view, "notes")) == 3)
    qtbot.waitUntil(lambda: bool(view.paper.reader.page.isVisible()))
