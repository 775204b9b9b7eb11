"""A crowded margin stays readable: pills and stacks near their lines, opened one by one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.reader.card import NoteCard
from app.ui.reader.choosing_view import CONTROL_SHIFT
from app.ui.reader.crowding import MANY, Measures, arranged
from app.ui.reader.places import Span
from app.ui.reader.remark import REPLY, MarginNote
from app.ui.reader.stack import Stack
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from tests.gui.margins import WORDS, both, note, verb
from tests.gui.walk import cut, small, unnamed

__all__ = ["both"]
SIZES = Measures(pill=28, gap=6, drift=110)
COLOURS = ("strong", "concern", "ask", "look_up")
KINDS = ("note", "highlight", "comment", "question", "evidence")


def crowd(count):
    """Make marks on many words of the first paragraphs."""
    made = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        words = f"Paragraph {number % 8}."
        text = "" if kind in {"highlight", "evidence"} else f"Thought {number} about it"
        made.append(note(f"n{number}", words, kind, colour=COLOURS[number % 4]))
        made[-1] = MarginNote(f"n{number}", kind, text, "only you", made[-1].mark, words,
                              colour=COLOURS[number % 4])  # fmt: skip
    return made


def visible(margin, kind):
    return [each for each in margin.findChildren(kind) if each.isVisible()]


# --- numbers --------------------------------------------------------------------------------------


def test_cards_with_room_stay_open():
    slots = arranged([0, 200, 400], lambda _: 80, SIZES)

    assert [(slot.form, slot.top) for slot in slots] == [("card", 0), ("card", 200), ("card", 400)]


def test_a_few_cards_too_many_become_pills():
    slots = arranged([100, 110, 120, 900], lambda _: 90, SIZES)

    assert [slot.form for slot in slots] == ["pill", "pill", "card", "card"]
    assert [slot.top for slot in slots] == [100, 134, 168, 900]


def test_what_is_still_too_much_becomes_a_stack():
    slots = arranged([100] * 12 + [900], lambda _: 90, SIZES)

    assert [(slot.form, len(slot.members)) for slot in slots] == [("stack", 12), ("card", 1)]
    assert slots[0].top == 100


def test_the_held_card_is_open_beside_its_line_and_what_was_opened_is_in_no_stack():
    slots = arranged([100] * 12, lambda _: 90, SIZES, held=3, opened=frozenset(range(3)))

    assert [(slot.form, slot.members) for slot in slots][:4] == [
        ("pill", (0,)), ("pill", (1,)), ("pill", (2,)), ("card", (3,)),
    ]  # fmt: skip
    assert slots[4].form == "stack"


def test_what_is_written_in_stays_open_in_any_crowd():
    slots = arranged([100] * 60, lambda _: 90, SIZES, kept=frozenset({7}))

    assert [slot.members for slot in slots if slot.form == "card"] == [(7,)]


@given(
    st.lists(st.integers(0, 20_000), max_size=120),
    st.integers(30, 400),
    st.none() | st.integers(0, 119),
)
def test_every_mark_is_shown_once_in_order_and_none_covers_another(lines, high, held):
    wanted = sorted(lines)
    held = held if held is not None and held < len(wanted) else None

    slots = arranged(wanted, lambda _: high, SIZES, held=held)

    assert [number for slot in slots for number in slot.members] == list(range(len(wanted)))
    for before, slot in pairwise(slots):
        assert slot.top >= before.top + before.height
    if held is not None:
        assert ("card", (held,)) in [(slot.form, slot.members) for slot in slots]
    if len(wanted) > MANY and held is None:
        assert all(slot.form != "card" for slot in slots)


# --- widgets --------------------------------------------------------------------------------------


def test_sixty_marks_are_near_their_lines_and_all_there(both):
    reader, margin = both
    margin.show_notes(crowd(60))
    margin.arrange()

    stacks = visible(margin, Stack)
    folded = [card for card in visible(margin, NoteCard) if card.is_folded()]

    assert sum(len(each.ids()) for each in stacks) + len(folded) == 60
    assert len(stacks) + len(folded) < 30
    for stack in stacks:
        first = next(card.note for card in margin.cards() if card.note.id == stack.ids()[0])
        assert abs(stack.y() - reader.page.line_of(first.mark)) < 200
    assert cut(margin) == []
    assert small(margin) == []
    assert unnamed(margin) == []


def test_a_stack_of_many_shows_each_colour_it_holds(qtbot):
    stack = Stack()
    qtbot.addWidget(stack)
    notes = [MarginNote(str(n), "note", "", "") for n in range(9)]

    stack.show_notes([*notes, MarginNote("c", "note", "", "", colour="concern")])
    assert stack.dots() == ["look_up", "concern"]
    stack.show_notes(notes[:3])
    assert stack.dots() == ["look_up"] * 3


def test_a_stack_opens_by_a_click_and_closes_when_one_goes_elsewhere(qtbot, both):
    _reader, margin = both
    margin.show_notes(crowd(60))
    margin.arrange()
    stack = visible(margin, Stack)[0]
    ids = stack.ids()

    qtbot.mouseClick(stack, Qt.MouseButton.LeftButton)
    margin.arrange()

    shown = {card.note.id: card.is_folded() for card in visible(margin, NoteCard)}
    assert set(ids) <= set(shown)
    assert not shown[ids[0]]
    last = margin._in_order()[-1].note.id
    margin.go_to(last)
    margin.arrange()
    assert ids[1] not in {card.note.id for card in visible(margin, NoteCard)}


def test_every_mark_of_a_crowd_is_reached_by_keys(qtbot, both):
    _reader, margin = both
    margin.show_notes(crowd(60))
    margin.arrange()
    seen = []

    for _each in range(60):
        margin.step(1)
        seen.append(margin.chosen().note.id)
        assert not margin.chosen().is_folded()
        assert margin.chosen().isVisible()
    qtbot.keyClick(margin.chosen(), Qt.Key.Key_Up)

    assert sorted(seen) == sorted(f"n{number}" for number in range(60))
    assert margin.chosen().note.id == seen[-2]


def test_news_leave_the_chosen_card_and_the_focus_where_they_are(both):
    _reader, margin = both
    margin.show_notes([note("a", "Paragraph 2."), note("b", "Paragraph 3.")])
    margin.go_to("b")
    changed = note("b", "Paragraph 3.", more="For “Need”")

    margin.show_notes([note("a", "Paragraph 2."), changed, note("c", "Paragraph 4.")])
    QApplication.processEvents()

    assert margin.chosen().note == changed
    assert margin.chosen().hasFocus()


def test_a_card_one_writes_in_is_whole_in_sight_and_the_chosen_one(qtbot, both):
    reader, margin = both
    margin.show_notes(crowd(20))
    margin.go_to("n3")
    start = WORDS.index("Paragraph 9.")
    reader.page.go_to("s", start)
    reader.page.verticalScrollBar().setValue(reader.page.verticalScrollBar().value() - 480)

    margin.begin("comment", Span("s", start, start + 12, WORDS[start : start + 12]), "the chairs")
    card = margin.chosen()

    assert card.is_editing()
    qtbot.waitUntil(
        lambda: (
            card.geometry().bottom()
            <= margin.verticalScrollBar().value() + margin.viewport().height()
        )
    )


def test_a_mark_wanted_from_elsewhere_is_gone_to_when_its_place_is_known(qtbot, both):
    reader, margin = both
    there = note("b", "Paragraph 25.")
    unplaced = MarginNote("b", "note", there.text, "only you", None, there.exact)
    margin.show_notes([note("a", "Paragraph 2."), unplaced])
    margin.want("b")
    qtbot.waitUntil(lambda: margin.chosen() is not None)
    before = reader.page.verticalScrollBar().value()

    margin.show_notes([note("a", "Paragraph 2."), there])

    qtbot.waitUntil(lambda: reader.page.verticalScrollBar().value() > before)
    assert margin.chosen().note.id == "b"
    line = reader.page.line_of(there.mark)
    bar = reader.page.verticalScrollBar().value()
    assert bar <= line <= bar + reader.page.viewport().height()


def test_marks_of_one_line_stand_in_the_order_of_its_words(both):
    _reader, margin = both
    late, early = WORDS[30:40], WORDS[4:12]
    margin.show_notes([note("late", late), note("early", early)])
    margin.arrange()

    assert [card.note.id for card in margin._in_order()] == ["early", "late"]


def test_a_highlight_is_one_line_until_it_is_chosen(both):
    _reader, margin = both
    margin.show_notes([MarginNote("h", "highlight", "", "only you", note("h", "Paragraph 2.").mark,
                                  colour="ask")])  # fmt: skip
    margin.arrange()
    [card] = margin.cards()
    folded = card.is_folded()

    margin.go_to("h")
    QApplication.processEvents()

    assert folded
    assert not card.is_folded()
    assert verb(card, "Add words").isVisible()


# --- threads and keys of a card -------------------------------------------------------------------


def thread():
    asked = note("q", "Paragraph 2.", "comment", author="Chair")
    own = MarginNote("own", "comment", "Mine", "the chairs")
    theirs = MarginNote("theirs", "comment", "Theirs", "the chairs", author="Nadia")
    return MarginNote("q", "comment", "What?", "the chairs", asked.mark, asked.exact,
                      author="Chair", replies=(own, theirs))  # fmt: skip


def test_a_thread_is_one_card(both):
    _reader, margin = both
    margin.show_notes([thread(), note("b", "Paragraph 3.")])
    margin.go_to("theirs")
    margin.arrange()

    assert margin.chosen().note.id == "q"
    assert "2 replies" in margin.chosen().accessibleName()
    assert len(margin.cards()) == 2


def test_a_reply_is_written_in_its_thread_and_handed_over(qtbot, both):
    _reader, margin = both
    margin.show_notes([thread()])
    margin.go_to("q")
    card = margin.cards()[0]

    qtbot.keyClick(card, Qt.Key.Key_R)
    card.write("I think so")
    with qtbot.waitSignal(margin.replied) as told:
        qtbot.keyClick(card, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert told.args == ["q", "I think so"]
    assert not margin.cards()[0].is_editing()


def test_a_reply_that_was_left_can_be_gone_on_with(qtbot, both):
    _reader, margin = both
    margin.show_notes([thread()])
    margin.go_to("q")
    margin.cards()[0].reply()
    margin.cards()[0].write("Half a rep")

    with qtbot.waitSignal(margin.put_away) as told:
        qtbot.keyClick(margin.cards()[0], Qt.Key.Key_Escape)
    margin.write_again(told.args[0])

    assert told.args[0].note.id == REPLY + "q"
    assert margin.cards()[0].written() == "Half a rep"


def test_my_own_reply_is_changed_where_it_stands(qtbot, both):
    _reader, margin = both
    margin.show_notes([thread()])

    assert margin.write_in("own", "Better")
    with qtbot.waitSignal(margin.saved) as told:
        margin.cards()[0].save()

    assert told.args == ["own", "Better", None]


def test_nobody_answers_a_private_note(qtbot, both):
    _reader, margin = both
    margin.show_notes([note("a", "Paragraph 2.")])
    margin.go_to("a")

    qtbot.keyClick(margin.cards()[0], Qt.Key.Key_R)

    assert not margin.cards()[0].is_editing()


@pytest.mark.parametrize(("key", "colour"), list(zip("1234", COLOURS, strict=True)))
def test_a_card_is_coloured_by_one_key(qtbot, both, key, colour):
    _reader, margin = both
    margin.show_notes([note("a", "Paragraph 2.")])
    margin.go_to("a")

    with qtbot.waitSignal(margin.coloured) as told:
        qtbot.keyClick(margin.cards()[0], key)

    assert told.args == ["a", colour]


def test_keys_open_edit_take_away_and_lead_back_to_the_text(qtbot, both):
    reader, margin = both
    margin.show_notes([note("a", "Paragraph 2.")])
    reader.page.mark_clicked.emit("a")
    card = margin.cards()[0]
    assert card.hasFocus()

    with qtbot.waitSignal(margin.withdrawn) as told:
        qtbot.keyClick(card, Qt.Key.Key_Delete)
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    back = reader.page.hasFocus()
    margin.go_to("a")
    qtbot.keyClick(card, Qt.Key.Key_Return)

    assert told.args == ["a"]
    assert back
    assert card.is_editing()


def test_when_the_card_that_has_the_keys_goes_the_paper_has_them(qtbot, both):
    reader, margin = both
    margin.show_notes([note("a", "Paragraph 2."), note("b", "Paragraph 3.")])
    margin.go_to("a")
    assert margin.cards()[0].hasFocus()

    margin.show_notes([note("b", "Paragraph 3.")])

    qtbot.waitUntil(reader.page.hasFocus)


def test_words_that_are_changed_go_on_at_their_end(qtbot, both):
    _reader, margin = both
    margin.show_notes([note("a", "Paragraph 2.")])
    margin.go_to("a")
    card = margin.cards()[0]

    qtbot.keyClick(card, Qt.Key.Key_Return)
    qtbot.keyClicks(card.findChild(GrowingText), ", and more")

    assert card.written() == "about Paragraph 2., and more"


def test_who_reads_a_comment_is_chosen_while_it_is_written(qtbot, both):
    _reader, margin = both
    margin.begin("comment", Span("s", 0, 12, WORDS[:12]), "the chairs")
    [card] = margin.cards()
    card.write("For all")
    box = card.findChild(Choice)
    usual = verb(card, "Submit to the chairs").isVisible()
    box.setCurrentIndex(box.findData("members"))

    with qtbot.waitSignal(margin.created) as told:
        qtbot.mouseClick(verb(card, "Submit to all members"), Qt.MouseButton.LeftButton)

    assert usual
    assert told.args[-1] == ("members",)


# --- highlighting ---------------------------------------------------------------------------------


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, CONTROL_SHIFT])
@pytest.mark.parametrize(("key", "colour"), list(zip("1234", COLOURS, strict=True)))
def test_chosen_words_are_highlighted_by_one_key(qtbot, both, key, colour, held):
    reader, _margin = both
    span = Span("s", 0, 12, WORDS[:12])
    reader.page.select(span)

    with qtbot.waitSignal(reader.asked) as told:
        qtbot.keyClick(reader.page, key, held)

    assert told.args == [colour, span]


def test_digits_are_left_alone_where_they_are_switched_off_or_nothing_is_chosen(qtbot, both):
    reader, _margin = both
    with qtbot.assertNotEmitted(reader.asked):
        qtbot.keyClick(reader.page, "1")
        reader.page.select(Span("s", 0, 12, WORDS[:12]))
        reader.plain_digits = lambda: False
        qtbot.keyClick(reader.page, "1")


def test_the_bar_offers_the_four_colours_by_name(qtbot, both):
    reader, _margin = both
    reader.page.select(Span("s", 0, 12, WORDS[:12]))
    qtbot.waitUntil(lambda: reader.bar.isVisible())
    names = [each.accessibleName() for each in reader.bar.swatches.buttons]

    with qtbot.waitSignal(reader.asked) as told:
        qtbot.mouseClick(reader.bar.swatches.buttons[1], Qt.MouseButton.LeftButton)

    assert names == [
        "Highlight: Strong point", "Highlight: Concern", "Highlight: To ask", "Highlight: Look up",
    ]  # fmt: skip
    assert told.args[0] == "concern"
