"""Cards in the margin: beside their lines, written, kept, withdrawn."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.ui.reader.card import MarginNote
from app.ui.reader.crowding import stacked
from app.ui.reader.places import Span
from app.ui.reader.remark import Remark
from app.ui.widgets.editing import GrowingText
from tests.gui.margins import WORDS, both, note, verb
from tests.gui.walk import cut, small, unnamed

__all__ = ["both"]


def test_a_card_stands_beside_its_line_and_follows_it(both):
    reader, margin = both
    margin.show_notes([note("a", "Paragraph 2."), note("b", "Paragraph 9.")])
    margin.arrange()

    tops = [card.y() for card in margin.cards()]
    wanted = [reader.page.top_of("s", WORDS.index(f"Paragraph {n}.")) for n in (2, 9)]
    reader.page.verticalScrollBar().setValue(100)

    assert tops == wanted
    assert margin.verticalScrollBar().value() == 100


def test_cards_of_one_line_stand_below_each_other(both):
    _reader, margin = both
    margin.show_notes([note(id, "Paragraph 3.") for id in "abc"])
    margin.arrange()

    cards = margin.cards()

    assert all(before.geometry().bottom() < after.y() for before, after in pairwise(cards))


def test_the_chosen_card_has_its_line_and_the_others_make_room():
    assert stacked([10, 10, 10], [20, 20, 20], 0, 8) == [10, 38, 66]
    assert stacked([100, 100, 100], [20, 20, 20], 2, 8) == [44, 72, 100]
    assert stacked([5, 5], [20, 20], 1, 8) == [0, 28]


class Windows(QObject):
    """Keeps what became a window of its own, were it only for a blink."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


def test_no_card_is_a_window_for_a_blink_and_takes_the_focus(both):
    _reader, margin = both
    windows = Windows()
    QApplication.instance().installEventFilter(windows)

    margin.show_notes([note("a", WORDS[:12], was="Old words", state="submitted", more="More")])

    QApplication.instance().removeEventFilter(windows)
    assert windows.seen == []


def test_a_click_on_marked_words_chooses_the_card(both):
    reader, margin = both
    margin.show_notes([note("a", "Paragraph 2.")])

    reader.page.mark_clicked.emit("a")

    assert margin.cards()[0].acts.isVisible()


def test_a_new_note_is_written_beside_its_words_and_handed_over(qtbot, both):
    _reader, margin = both
    span = Span("s", 0, 12, WORDS[:12])

    margin.begin("note", span, "only you")
    [card] = margin.cards()
    card.write("My thought")
    with qtbot.waitSignal(margin.created) as told:
        qtbot.mouseClick(verb(card, "Save, only you see this"), Qt.MouseButton.LeftButton)

    assert told.args == ["note", span, "My thought", "look_up", None]
    assert margin.cards() == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("note", "Save, only you see this"),
        ("comment", "Submit to the chairs"),
        ("question", "Submit to the proposers"),
    ],
)
def test_the_verb_repeats_who_will_see_it(both, kind, words):
    _reader, margin = both

    margin.begin(kind, Span("s", 0, 12, WORDS[:12]), "")

    assert verb(margin.cards()[0], words).isVisible()


def test_escape_leaves_a_new_note_unwritten(qtbot, both):
    _reader, margin = both
    margin.begin("comment", Span("s", 0, 12, WORDS[:12]), "the chairs")
    [card] = margin.cards()

    with qtbot.assertNotEmitted(margin.created):
        qtbot.keyClick(card, Qt.Key.Key_Escape)

    assert margin.cards() == []


def test_words_of_a_card_that_was_left_can_be_written_on(qtbot, both):
    _reader, margin = both
    margin.begin("note", Span("s", 0, 12, WORDS[:12]), "only you", "concern")
    [card] = margin.cards()
    card.findChild(GrowingText).setPlainText("Half a sen")

    with qtbot.waitSignal(margin.put_away) as told:
        qtbot.keyClick(card, Qt.Key.Key_Escape)
    closed = margin.cards()
    margin.write_again(told.args[0])

    assert closed == []
    [again] = margin.cards()
    assert (again.written(), again.note.colour) == ("Half a sen", "concern")


def test_a_change_that_was_left_can_be_gone_on_with(qtbot, both):
    _reader, margin = both
    margin.show_notes([note("a", "Paragraph 2.")])
    margin.cards()[0].edit()
    margin.cards()[0].findChild(GrowingText).setPlainText("Better words")

    with qtbot.waitSignal(margin.put_away) as told:
        qtbot.keyClick(margin.cards()[0], Qt.Key.Key_Escape)
    closed = margin.cards()[0].is_editing()
    margin.write_again(told.args[0])

    assert not closed
    assert margin.cards()[0].written() == "Better words"


def test_a_card_begun_elsewhere_puts_the_half_written_one_away(qtbot, both):
    _reader, margin = both
    margin.begin("note", Span("s", 0, 12, WORDS[:12]), "only you")
    margin.cards()[0].findChild(GrowingText).setPlainText("Half a sen")

    with qtbot.waitSignal(margin.put_away) as told:
        margin.begin("comment", Span("s", 20, 30, WORDS[20:30]), "the chairs")

    assert told.args[0].words == "Half a sen"


def test_nothing_is_told_of_a_card_without_new_words(qtbot, both):
    _reader, margin = both
    margin.show_notes([note("a", "Paragraph 2.")])
    margin.cards()[0].edit()

    with qtbot.assertNotEmitted(margin.put_away):
        qtbot.keyClick(margin.cards()[0], Qt.Key.Key_Escape)


def test_what_is_being_written_outlives_a_refresh(both):
    _reader, margin = both
    margin.show_notes([note("a", "Paragraph 2.")])
    margin.go_to("a")
    margin.cards()[0].edit()
    margin.cards()[0].write("half a sent")

    margin.show_notes([note("a", "Paragraph 2."), note("b", "Paragraph 3.")])

    assert margin.cards()[0].written() == "half a sent"
    assert len(margin.cards()) == 2


def test_a_note_is_changed_coloured_and_withdrawn(qtbot, both):
    _reader, margin = both
    margin.show_notes([note("a", "Paragraph 2.", colour="look_up")])
    margin.go_to("a")
    card = margin.cards()[0]

    with qtbot.waitSignal(margin.withdrawn) as withdrawn:
        qtbot.mouseClick(verb(card, "Withdraw"), Qt.MouseButton.LeftButton)
    card.edit()
    with qtbot.waitSignal(margin.coloured) as coloured:
        card.coloured.emit("a", "concern")
    card.write("other words")
    with qtbot.waitSignal(margin.saved) as saved:
        card.save()

    assert withdrawn.args == ["a"]
    assert coloured.args == ["a", "concern"]
    assert saved.args == ["a", "other words", None]


def test_others_comments_can_only_be_answered(both):
    _reader, margin = both
    margin.show_notes([note("a", "Paragraph 2.", kind="comment", author="Member, GRULAC")])

    margin.go_to("a")
    margin.cards()[0].edit()

    QApplication.processEvents()
    buttons = margin.cards()[0].findChildren(QPushButton)
    assert [each.accessibleName() for each in buttons if each.isVisible()] == ["Reply"]
    assert not margin.cards()[0].is_editing()


def test_a_note_without_a_place_is_above_the_text_with_its_words(both):
    _reader, margin = both
    margin.show_notes(
        [note("a", "Paragraph 2."), MarginNote("g", "note", "x", "only you", None, "gone")]
    )
    margin.arrange()

    lost = next(card for card in margin.cards() if card.note.id == "g")

    assert lost.y() < next(card for card in margin.cards() if card.note.id == "a").y()


def test_cards_are_whole_named_and_large_enough(both):
    _reader, margin = both
    margin.show_notes(
        [
            note("a", "Paragraph 2.", state="submitted"),
            note(
                "b", "Paragraph 3.", kind="question", was="the words of version 1", more="Metrics"
            ),
        ]
    )
    margin.go_to("a")
    margin.arrange()
    margin.cards()[1].edit()
    margin.arrange()

    assert cut(margin) == []
    assert small(margin) == []
    assert unnamed(margin) == []


@pytest.mark.parametrize("length", [1_300, 20_000])
def test_a_long_comment_of_another_is_shown_whole_when_that_is_wanted(both, qtbot, length):
    _reader, margin = both
    said = "Long words of somebody. " * (length // 24) + "The end."
    margin.show_notes([replace(note("a", "Paragraph 2.", "comment"), text=said, author="Ana")])
    margin.arrange()
    card = margin.cards()[0]

    verb(card, "Show all").click()

    whole = QApplication.focusWidget()
    assert card.isAncestorOf(whole)
    assert whole.whole_text() == said
    assert whole.accessibleName() == "Ana, only you"
    qtbot.waitUntil(lambda: not card.findChildren(Remark)[0].words.isVisible())
    qtbot.waitUntil(whole.isVisible)
    assert not any(
        each.text() == "Show all" for each in card.findChildren(QPushButton) if each.isVisible()
    )
