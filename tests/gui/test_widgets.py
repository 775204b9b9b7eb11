"""What the small parts do: plain text only, keyboards, pauses, no-break spaces."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLineEdit

import app.ui
from app.domain.rounds import Criterion, Scale
from app.ui.icons import Symbol
from app.ui.widgets.buttons import Button
from app.ui.widgets.criterion import CriterionEditor, Quote
from app.ui.widgets.editing import LONGEST, PAUSE, GrowingText, SearchBox
from app.ui.widgets.layout import boxed, down
from app.ui.widgets.messages import MessageBar, ProgressLine
from app.ui.widgets.rows import Line, LineList
from app.ui.widgets.segments import Segmented
from app.ui.widgets.states import StateBadge
from app.ui.widgets.tabs import TabRow
from app.ui.widgets.text import LONGEST as LONGEST_LABEL
from app.ui.widgets.text import Label, tip_text

EVIL = "<b>bold</b><img src='file:///etc/passwd'>"


def shown(qtbot, widget, size=(300, 100)):
    qtbot.addWidget(widget)
    widget.resize(*size)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_a_label_shows_tags_as_the_letters_they_are(qtbot):
    label = shown(qtbot, Label(EVIL))
    plain = shown(qtbot, Label("x"))

    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() > 10 * plain.sizeHint().width()


def test_a_tooltip_shows_tags_as_the_letters_they_are():
    assert tip_text(EVIL) == (
        "<qt>&lt;b&gt;bold&lt;/b&gt;&lt;img src=&#x27;file:///etc/passwd&#x27;&gt;</qt>"
    )


def test_an_endless_text_does_not_reach_the_layout(qtbot):
    label = Label("x" * 300_000)

    assert len(label.text()) == LONGEST_LABEL
    assert len(label.whole_text()) == 300_000


def test_a_cut_label_tells_its_words_in_a_tooltip_and_a_whole_one_does_not(qtbot):
    label = shown(qtbot, Label("some rather long words that are cut", elide=True), (80, 30))
    cut = label.toolTip()
    label.resize(600, 30)

    assert "some rather long words" in cut
    assert label.toolTip() == ""


def test_an_ampersand_from_a_server_is_no_key(qtbot):
    button = Button("Research & development")
    qtbot.addWidget(button)

    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Research & development"


@pytest.mark.parametrize("forbidden", ["QLabel(", "QMessageBox", "setToolTip(", "setHtml(", "#FF"])
def test_nobody_goes_round_the_plain_text_widgets(forbidden):
    allowed = {"widgets/text.py", "palettes.py", "reader/view.py"}
    root = Path(app.ui.__file__).parent
    found = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if path.relative_to(root).as_posix() not in allowed
        and forbidden in path.read_text(encoding="utf-8")
    ]

    assert found == []


def segmented(qtbot):
    row = Segmented([("yes", "Support"), ("no", "Object")], "Position")
    return shown(qtbot, row)


def test_a_choice_is_told_once_and_can_be_taken_back(qtbot):
    row = segmented(qtbot)
    told = []
    row.chosen.connect(told.append)

    qtbot.mouseClick(row.buttons()[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.buttons()[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.buttons()[1], Qt.MouseButton.LeftButton)

    assert told == ["yes", "no", None]
    assert row.choice() is None


def test_arrows_move_the_choice_and_delete_clears_it(qtbot):
    row = segmented(qtbot)
    row.choose("yes")
    row.buttons()[0].setFocus()

    qtbot.keyClick(row.buttons()[0], Qt.Key.Key_Right)
    moved = row.choice()
    qtbot.keyClick(row.buttons()[1], Qt.Key.Key_Delete)

    assert (moved, row.choice()) == ("no", None)


def test_showing_a_choice_tells_nobody(qtbot):
    row = segmented(qtbot)

    with qtbot.assertNotEmitted(row.chosen):
        row.choose("no")

    assert row.choice() == "no"


def test_no_break_spaces_and_line_ends_come_back_as_written(qtbot):
    field = shown(qtbot, GrowingText("Words"))
    text = "Qu\u2019en\u00a0pensez-vous\u202f?\n\n\u00ab\u00a0Oui\u00a0\u00bb \U0001f30d"

    field.show_text(text)

    assert field.text() == text


def test_a_field_tells_after_a_pause_and_only_what_is_new(qtbot):
    field = shown(qtbot, GrowingText("Words"))

    with qtbot.waitSignal(field.settled) as told:
        qtbot.keyClicks(field, "hello")
    with qtbot.assertNotEmitted(field.settled):
        field.flush()

    assert told.args == ["hello"]


def test_leaving_a_field_tells_at_once(qtbot):
    field, other = GrowingText("Words"), QLineEdit()
    window = shown(qtbot, boxed(down(field, other)))
    window.activateWindow()
    field.setFocus()
    field.insertPlainText("half")

    with qtbot.waitSignal(field.settled, timeout=PAUSE // 2) as told:
        other.setFocus()

    assert told.args == ["half"]


def test_what_is_being_written_is_not_overwritten_by_the_store(qtbot):
    field = shown(qtbot, GrowingText("Words"))
    field.insertPlainText("mine")

    field.show_text("from the store")

    assert field.text() == "mine"


def test_a_field_grows_with_its_words_and_then_scrolls(qtbot):
    field = shown(qtbot, GrowingText("Words", most=5))
    empty = field.height()
    field.show_text("one\ntwo\nthree")
    three = field.height()
    field.show_text("line\n" * 40)

    assert empty < three < field.height() < 2.5 * three


def test_pasting_takes_plain_words_and_no_more_than_fit(qtbot):
    field = shown(qtbot, GrowingText("Words"))
    data = QMimeData()
    data.setHtml("<b>x</b><img src='file:///etc/passwd'>")
    data.setText("y" * (LONGEST + 50))

    field.insertFromMimeData(data)

    assert set(field.text()) == {"y"}
    assert len(field.text()) <= LONGEST


def test_a_search_is_told_after_a_pause_and_emptied_by_escape(qtbot):
    box = shown(qtbot, SearchBox("Search proposals"))

    with qtbot.waitSignal(box.searched) as told:
        qtbot.keyClicks(box, "gender")
    qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert told.args == ["gender"]
    assert box.text() == ""


def test_tabs_are_chosen_by_key_and_by_arrows(qtbot):
    row = TabRow("Parts")
    row.add("read", "Read")
    row.add("changed", "What changed", 9)
    shown(qtbot, row)
    row.setFocus()

    qtbot.keyClick(row, Qt.Key.Key_Right)

    assert row.key() == "changed"
    assert row.tabText(1) == "What changed  9"


def criterion(qtbot):
    scale = Scale(1, 5, {1: "poor", 5: "excellent"})
    editor = CriterionEditor(Criterion("topic", "Relevance", "What is asked.", scale=scale))
    return shown(qtbot, editor, (340, 300))


def test_a_criterion_says_what_is_written_and_scored(qtbot):
    editor = criterion(qtbot)

    with qtbot.waitSignal(editor.written) as written:
        qtbot.keyClicks(editor.field, "Timely")
    with qtbot.waitSignal(editor.scored) as scored:
        qtbot.mouseClick(editor.score.buttons()[3], Qt.MouseButton.LeftButton)

    assert written.args == ["topic", "Timely"]
    assert scored.args == ["topic", 4]
    assert editor.complete()


def test_guidance_is_folded_until_asked_for(qtbot):
    editor = criterion(qtbot)
    before = editor.guidance.isVisible()

    qtbot.mouseClick(editor.fold, Qt.MouseButton.LeftButton)

    assert (before, editor.guidance.isVisible()) == (False, True)


def test_a_quote_can_be_taken_out(qtbot):
    editor = criterion(qtbot)
    editor.show_quotes([Quote("q1", "words of the paper")])
    remove = editor.quotes.findChild(Button) or next(
        each
        for each in editor.quotes.findChildren(type(editor.fold))
        if "Remove" in each.accessibleName()
    )

    with qtbot.waitSignal(editor.quote_removed) as told:
        remove.click()

    assert told.args == ["topic", "q1"]


def rows(qtbot):
    found = LineList("Proposals")
    found.show_lines(
        [
            Line("a", "First", "theme", "v2 changed", Symbol.EMPTY, state="not yet reviewed"),
            Line("b", "Second"),
        ]
    )
    return shown(qtbot, found, (300, 200))


def test_a_row_says_title_state_and_the_rest(qtbot):
    found = rows(qtbot)

    said = found.lines.index(0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert said == "First, not yet reviewed, v2 changed, theme"


def test_moving_opens_and_enter_goes_in(qtbot):
    found = rows(qtbot)

    with qtbot.waitSignal(found.opened) as opened:
        qtbot.keyClick(found, Qt.Key.Key_Down)
    with qtbot.waitSignal(found.activated_line) as entered:
        qtbot.keyClick(found, Qt.Key.Key_Return)

    assert opened.args == entered.args


def test_a_refresh_keeps_the_chosen_row_and_tells_nothing(qtbot):
    found = rows(qtbot)
    found.choose("b")

    with qtbot.assertNotEmitted(found.opened):
        found.show_lines([Line("new", "New"), Line("a", "First"), Line("b", "Second")])

    assert found.key() == "b"


def test_the_rows_keep_qts_rules(qtbot, qtmodeltester):
    qtmodeltester.check(rows(qtbot).lines)


def test_only_received_is_green(qtbot):
    badge = StateBadge("received", "14:05")
    qtbot.addWidget(badge)
    green = badge.words.property("tone")
    badge.show_state("submitted")

    assert (green, badge.words.property("tone")) == ("good", "warn")
    assert badge.accessibleName() == "Submitted, waiting for a line"


def test_a_message_goes_by_itself_but_trouble_stays(qtbot):
    bar = MessageBar(stays=20)
    window = shown(qtbot, boxed(down(400, bar)), (400, 500))
    QCursor.setPos(0, 0)
    with qtbot.waitSignal(bar.closed):
        bar.say("Saved.")

    with qtbot.assertNotEmitted(bar.closed, wait=60):
        bar.say("The disk is full. Nothing was lost.", "bad")

    assert bar.isVisibleTo(window)


def test_progress_shows_how_far_and_can_be_stopped(qtbot):
    line = shown(qtbot, ProgressLine("Full texts"))
    line.show_progress(2, 5, "Full texts 2 of 5")

    with qtbot.waitSignal(line.cancelled):
        qtbot.mouseClick(line.cancel, Qt.MouseButton.LeftButton)

    assert line.bar.value() / line.bar.maximum() == 2 / 5
    assert line.cancel.accessibleName() == "Stop: Full texts"


def test_shift_and_enter_begin_a_line_like_any_other(qtbot):
    from app.ui.widgets.editing import GrowingText

    field = GrowingText("Words")
    qtbot.addWidget(field)
    field.setPlainText("one")
    field.moveCursor(field.textCursor().MoveOperation.End)

    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(field, "two")

    assert field.text() == "one\ntwo"
