import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.store import seen
from app.ui.reader.margin import NEW
from app.ui.widgets.editing import GrowingText
from tests.gui import cycle
from tests.gui.waiting import settled

RIGHT = "keeps the right to its own map"


@pytest.fixture
def where(tmp_path):
    return cycle.home(tmp_path)


@pytest.fixture
def view(qtbot, where):
    with cycle.opened(where) as view:
        view.show_record("open-maps")
        yield view


def card(view, id=NEW):
    return next(card for card in view.paper.notes.margin.cards() if card.note.id == id)


def write(view, kind, words, text):
    """Choose `words`, ask for a mark of `kind`, write `text` and press the button that keeps it."""
    view.paper.reader.page.select(cycle.span(view, words))
    view.paper.reader.ask(kind)
    card(view).findChild(GrowingText).setPlainText(text)
    card(view).save()


def notes(view):
    return view.paper.standing().notes


def test_a_note_is_kept_at_its_words_and_only_i_see_it(qtbot, view):
    write(view, "note", RIGHT, "As in Ushahidi.")

    qtbot.waitUntil(lambda: len(notes(view)) == 1)
    note = notes(view)[0]
    assert (note.text, note.audience, note.exact) == ("As in Ushahidi.", "only you", RIGHT)
    kept = cycle.marks(view, "notes")[0]
    assert kept["anchor"]["quote"]["exact"] == RIGHT
    assert kept["anchor"]["section"] == "plan"
    assert view.paper.reader.page.extraSelections()


def test_ctrl_enter_in_a_card_keeps_the_card_and_never_submits_the_review(qtbot, view):
    view.paper.review.fields.editors["relevance"].field.setPlainText("Needed.")
    view.paper.review.fields.editors["relevance"].field.flush()
    view.paper.reader.page.select(cycle.span(view, RIGHT))
    view.paper.reader.ask("note")
    field = card(view).findChild(GrowingText)
    field.setPlainText("Only for me.")
    qtbot.waitUntil(field.hasFocus)

    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: len(notes(view)) == 1)
    assert view.paper.side.key() == "notes"
    assert cycle.review(view, "open-maps")["state"] == "draft"


def test_a_comment_goes_to_the_chairs_and_a_question_to_the_proposers_too(qtbot, view):
    write(view, "comment", RIGHT, "Good.")
    qtbot.waitUntil(lambda: len(notes(view)) == 1)
    write(view, "question", "a receiver", "Who pays for it?")
    qtbot.waitUntil(lambda: len(notes(view)) == 2)

    told = {note.kind: (note.audience, note.state) for note in notes(view)}

    assert told == {
        "comment": ("the chairs", "submitted"),
        "question": ("the proposers, through the chairs", "submitted"),
    }


def test_a_quote_goes_to_the_criterion_that_is_being_worked_on(qtbot, view):
    view.paper.show_side("review")
    view.paper.review.fields.editors["output"].field.setFocus()
    view.paper.reader.page.select(cycle.span(view, RIGHT))

    view.paper.reader.ask("quote")

    qtbot.waitUntil(lambda: view.paper.review.fields.editors["output"].quotes.flow.count() == 1)
    assert cycle.marks(view, "comments")[0]["criterion"] == "output"


def test_undo_takes_a_note_back(qtbot, view):
    told = []
    view.desk.told.connect(lambda words, back: told.append((words, back)))
    write(view, "note", RIGHT, "Not needed.")
    qtbot.waitUntil(lambda: len(notes(view)) == 1)
    qtbot.waitUntil(lambda: bool(told))

    told[0][1]()

    qtbot.waitUntil(lambda: notes(view) == [])


def test_a_note_can_be_changed_and_taken_away(qtbot, view):
    write(view, "note", RIGHT, "First.")
    qtbot.waitUntil(lambda: len(notes(view)) == 1)
    id = notes(view)[0].id
    card(view, id).edit()
    card(view, id).findChild(GrowingText).setPlainText("Second.")
    card(view, id).save()
    qtbot.waitUntil(lambda: notes(view)[0].text == "Second.")

    view.paper.marking.withdraw(id)

    qtbot.waitUntil(lambda: notes(view) == [])


def test_a_colour_is_changed_by_its_name(qtbot, view):
    write(view, "note", RIGHT, "Hm.")
    qtbot.waitUntil(lambda: len(notes(view)) == 1)

    view.paper.notes.margin.coloured.emit(notes(view)[0].id, "concern")

    qtbot.waitUntil(lambda: notes(view)[0].colour == "concern")


def test_letters_act_on_chosen_words_unless_switched_off(qtbot, view):
    from dataclasses import replace

    page = view.paper.reader.page
    page.select(cycle.span(view, RIGHT))
    qtbot.keyClick(page, Qt.Key.Key_N)
    opened = [each.note.kind for each in view.paper.notes.margin.cards()]
    view.paper.notes.margin.cards()[0].findChild(GrowingText)
    view.desk.choose(replace(view.desk.settings, letter_keys=False))
    page.select(cycle.span(view, "a receiver"))

    qtbot.keyClick(page, Qt.Key.Key_Q)

    assert opened == ["note"]
    assert [each.note.kind for each in view.paper.notes.margin.cards()] == ["note"]


def test_a_letter_with_nothing_chosen_says_what_to_do(qtbot, view):
    with qtbot.waitSignal(view.desk.told) as told:
        qtbot.keyClick(view.paper.reader.page, Qt.Key.Key_C)

    assert told.args[0] == "Choose words in the text first, then write about them."


def test_words_beside_the_text_say_once_where_marks_can_be_made(qtbot, view):
    page = view.paper.reader.page
    told = []
    view.desk.told.connect(lambda words, _back: told.append(words))
    cursor = page.textCursor()
    cursor.setPosition(0)
    cursor.movePosition(cursor.MoveOperation.NextWord, cursor.MoveMode.KeepAnchor)

    page.setTextCursor(cursor)
    page.tell_selection()
    page.tell_selection()
    once = list(told)
    page.select(cycle.span(view, RIGHT))
    page.tell_selection()

    assert once == ["Marks can be made in the text below."]
    assert told == once


def test_what_is_being_written_survives_the_program(qtbot, where):
    with cycle.opened(where) as view:
        view.show_record("open-maps")
        view.paper.marking.ask("comment", cycle.span(view, RIGHT))
        card(view).findChild(GrowingText).setPlainText("Half a sen")
        qtbot.waitUntil(
            lambda: "writing" in (seen.place(view.desk.store, "proposals", "open-maps") or {}),
        )

    with cycle.opened(where) as view:
        view.show_record("open-maps")

        found = card(view)
        assert found.written() == "Half a sen"
        assert found.note.kind == "comment"
        assert cycle.marks(view, "comments") == []


def test_escape_puts_words_away_and_undo_brings_them_back(qtbot, view):
    view.paper.marking.ask("comment", cycle.span(view, RIGHT))
    card(view).findChild(GrowingText).setPlainText("Half a sen")

    with qtbot.waitSignal(view.desk.told) as told:
        qtbot.keyClick(card(view).findChild(GrowingText), Qt.Key.Key_Escape)
    closed = view.paper.notes.margin.cards()
    told.args[1]()

    assert told.args[0] == "Put away."
    assert closed == []
    assert (card(view).written(), card(view).note.kind) == ("Half a sen", "comment")


def test_an_open_card_stays_with_its_paper(qtbot, view):
    other = next(id for id in view.list.ids() if id != "open-maps")
    view.paper.marking.ask("comment", cycle.span(view, RIGHT))
    card(view).findChild(GrowingText).setPlainText("Half a sen")

    view.show_record(other)
    there = [each.note.id for each in view.paper.notes.margin.cards()]
    qtbot.waitUntil(
        lambda: "writing" in (seen.place(view.desk.store, "proposals", "open-maps") or {})
    )
    view.show_record("open-maps")

    assert NEW not in there
    assert card(view).written() == "Half a sen"


def test_a_card_that_was_saved_does_not_come_back(qtbot, where):
    with cycle.opened(where) as view:
        view.show_record("open-maps")
        write(view, "note", RIGHT, "Kept.")
        qtbot.waitUntil(lambda: len(notes(view)) == 1)

    with cycle.opened(where) as view:
        view.show_record("open-maps")

        assert [each.note.text for each in view.paper.notes.margin.cards()] == ["Kept."]


def test_reading_goes_on_where_it_stopped(qtbot, tmp_path):
    from app.store import records

    where = cycle.home(tmp_path)
    long = "\n\n".join(f"Paragraph {n}. " + "Words and words. " * 40 for n in range(60))
    store = cycle.open_store(where.store)
    records.apply(store, [cycle.version("open-maps", 1, long)])
    data = cycle.version("open-maps", 1, long)
    records.apply(store, [cycle.record("versions", data.id, data.data, 2)])
    store.close()
    with cycle.opened(where) as view:
        view.show_record("open-maps")
        qtbot.waitUntil(lambda: not view.paper.shown().coming)
        view.paper.reader.page.finish()
        view.paper.reader.page.go_to("plan", 20_000)
        place = view.paper.reader.page.place()
        qtbot.waitUntil(
            lambda: (
                (seen.place(view.desk.store, "proposals", "open-maps") or {}).get("offset")
                == place[1]
            ),
        )

    with cycle.opened(where) as view:
        view.show_record("open-maps")

        qtbot.waitUntil(lambda: view.paper.reader.page.place() == place)


def test_on_a_new_version_a_mark_is_kept_at_its_words_or_said_to_be_gone(qtbot, view):
    write(view, "note", "The maps are drawn by the people who live there.", "Yes.")
    qtbot.waitUntil(lambda: len(notes(view)) == 1)
    write(view, "note", RIGHT, "The heart of it.")
    qtbot.waitUntil(lambda: len(notes(view)) == 2)

    cycle.arrive(view, cycle.second_version())
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)
    view.paper.head.version_wanted.emit(2)

    qtbot.waitUntil(lambda: any(note.mark is not None for note in notes(view)))
    found = {note.text: note for note in notes(view)}
    assert found["Yes."].mark.start == len("We begin in two places. ")
    assert found["The heart of it."].mark is None
    assert found["The heart of it."].more == "These words are no longer in the text."
    assert view.paper.notes.lost.text() == "1 mark has lost its words in this version."


def test_a_new_version_announces_itself_and_the_reader_decides(qtbot, view):
    cycle.arrive(view, cycle.second_version())

    qtbot.waitUntil(view.paper.centre.banner.isVisible)

    assert view.paper.shown().number == 1
    assert view.paper.centre.banner.words.text() == "This is version 1. The newest is version 2."
    qtbot.mouseClick(view.paper.centre.banner.act, Qt.MouseButton.LeftButton)
    assert view.paper.shown().number == 2
    qtbot.waitUntil(lambda: not view.list.entries.row("open-maps").changed)


def test_the_menu_of_versions_tells_the_year_where_it_is_another_one(qtbot, view):
    paper, second = cycle.second_version()
    second.data["at"] = "2025-11-20T09:00:00Z"

    cycle.arrive(view, [paper, second])

    menu = view.paper.head.version.findChild(QMenu)
    qtbot.waitUntil(lambda: len(menu.actions()) == 2)
    newest, first = (action.text() for action in menu.actions())
    assert newest == "Version 2, the newest · Thu 20 Nov 2025"
    assert first == "Version 1 · Tue 20 Jan"


def test_what_changed_is_counted_and_shown_word_by_word(qtbot, view):
    cycle.arrive(view, cycle.second_version())
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)
    view.paper.head.version_wanted.emit(2)

    qtbot.waitUntil(lambda: "1" in view.paper.head.tabs.tabText(1))

    view.paper.head.tabs.go("changes")
    shown = view.paper.centre.changes.text.toPlainText()
    assert "without asking." in shown
    assert "What it costs" not in shown
    view.paper.centre.changes.whole.setChecked(True)
    assert "What it costs" in view.paper.centre.changes.text.toPlainText()


def test_history_tells_what_the_proposers_changed(qtbot, view):
    from PySide6.QtWidgets import QLabel

    cycle.arrive(view, cycle.second_version())
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)

    view.paper.head.tabs.go("history")

    words = [label.text() for label in view.paper.centre.history.findChildren(QLabel)]
    assert "We ask before we publish." in words


def test_what_the_proposers_say_of_a_version_is_set_not_shown_as_marks(qtbot, view):
    from PySide6.QtWidgets import QLabel

    paper, second = cycle.second_version()
    second.data["note"] = "Two points:\n\n- *Maps.* Asked for first.\n- *Cost.* Halved."
    cycle.arrive(view, [paper, second])
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)

    view.paper.head.tabs.go("history")

    words = [label.text() for label in view.paper.centre.history.findChildren(QLabel)]
    assert {"Two points:", "Maps. Asked for first.", "Cost. Halved."} <= set(words)


def test_others_explain_the_rule_until_there_is_something(qtbot, view):
    from PySide6.QtWidgets import QLabel

    view.paper.head.tabs.go("others")
    before = [label.text() for label in view.paper.centre.others.findChildren(QLabel)]
    said = {"proposal": "open-maps", "stance": "support", "texts": {"relevance": "It matters."}}
    given = cycle.record("reviews", "r-boris", {**said, "state": "submitted"}, owner="boris")
    cycle.arrive(view, [given])

    qtbot.waitUntil(lambda: len(view.paper.standing().others.reviews) == 1)

    after = [label.text() for label in view.paper.centre.others.findChildren(QLabel)]
    assert any("after you have submitted your own" in words for words in before)
    assert {"Boris Example", "It matters.", "Support"} <= set(after)


def test_comments_of_others_stand_at_their_words_under_their_name(qtbot, view):
    words = {"exact": RIGHT, "prefix": "", "suffix": ""}
    data = {
        "about": {"kind": "proposal", "id": "open-maps", "version": 1},
        "anchor": {"quote": words, "section": "plan"},
        "kind": "comment",
        "text": "Which one?",
    }

    cycle.arrive(view, [cycle.record("comments", "c-boris", data, owner="boris")])

    qtbot.waitUntil(lambda: [each.mark is not None for each in notes(view)] == [True])
    assert notes(view)[0].author == "Boris Example"


def test_evidence_says_received_or_expected(qtbot, view):
    from PySide6.QtWidgets import QLabel

    letters = [{"from": "A union", "kind": "letter", "state": "expected"}]
    data = cycle.proposal("D-1", "Maps for everyone", evidence=letters)
    cycle.arrive(view, [cycle.record("proposals", "open-maps", data, 2)])
    qtbot.waitUntil(lambda: "1" in view.paper.head.tabs.tabText(2))

    view.paper.head.tabs.go("evidence")

    words = [label.text() for label in view.paper.centre.evidence.findChildren(QLabel)]
    assert {"A union", "Expected · letter"} <= set(words)


def test_ctrl_plus_enlarges_the_paper_and_the_choice_is_kept(qtbot, view):
    page = view.paper.reader.page
    before = view.desk.settings.reading_size

    qtbot.keyClick(page, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)

    assert view.desk.settings.reading_size > before


def test_the_panel_folds_away_and_comes_back(qtbot, view):
    qtbot.mouseClick(view.paper.side.fold, Qt.MouseButton.LeftButton)
    folded = view.paper.side.isHidden()

    qtbot.mouseClick(view.paper.head.panel, Qt.MouseButton.LeftButton)

    assert folded
    assert view.paper.side.isVisible()


def test_where_there_is_no_room_the_panel_takes_the_texts_place(qtbot, view):
    view.resize(700, 600)
    qtbot.waitUntil(view.paper.side.isHidden)

    view.paper.show_side("notes")

    qtbot.waitUntil(lambda: not view.paper.head.isVisible())
    assert view.paper.side.isVisible()


def test_the_words_of_a_change_that_could_not_be_kept_come_back(qtbot, view):
    write(view, "note", RIGHT, "Short.")
    qtbot.waitUntil(lambda: len(notes(view)) == 1)
    id, failed, words = notes(view)[0].id, [], "far too long" * 6000
    view.desk.failed.disconnect()  # that nothing fails is asserted of every other test
    view.desk.failed.connect(failed.append)

    card(view, id).edit()
    card(view, id).findChild(GrowingText).setPlainText(words)
    card(view, id).save()
    qtbot.waitUntil(lambda: bool(failed))

    assert card(view, id).is_editing()
    assert card(view, id).written() == words
    assert notes(view)[0].text == "Short."


def long_text(paragraphs=400):
    return "\n\n".join(f"Paragraph {n}. " + "Words and words. " * 12 for n in range(paragraphs))


def test_a_long_paper_is_read_off_the_windows_thread_and_then_shown(qtbot, view):
    cycle.arrive(view, [cycle.second_version()[0], cycle.version("open-maps", 2, long_text())])
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)

    view.paper.head.version_wanted.emit(2)

    assert view.paper.shown().coming
    assert view.paper.centre.stack.currentWidget() is view.paper.centre.coming
    qtbot.waitUntil(lambda: not view.paper.shown().coming)
    assert view.paper.shown().number == 2
    assert view.paper.centre.stack.currentWidget() is view.paper.reader
    qtbot.waitUntil(view.paper.reader.page.is_whole)
    assert "Paragraph 399." in view.paper.reader.page.toPlainText()


def test_another_paper_can_be_opened_while_a_long_one_is_being_read(qtbot, view):
    other = next(id for id in view.list.ids() if id != "open-maps")
    cycle.arrive(view, [cycle.second_version()[0], cycle.version("open-maps", 2, long_text())])
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)

    view.paper.head.version_wanted.emit(2)
    view.show_record(other)
    settled(qtbot, view.desk)

    assert view.paper.proposal() == other
    assert not view.paper.shown().coming
    assert "Paragraph 399." not in view.paper.reader.page.toPlainText()


def kept_place(view):
    return seen.place(view.desk.store, "proposals", "open-maps") or {}


def test_each_version_is_opened_where_it_was_left(qtbot, where):
    first = cycle.version("open-maps", 1, long_text(60))
    newer = cycle.version("open-maps", 2, "A new beginning.\n\n" + long_text(60))
    store = cycle.open_store(where.store)
    cycle.records.apply(store, [cycle.record("versions", first.id, first.data, 2)])
    cycle.records.apply(store, [cycle.second_version()[0], newer])
    store.close()
    with cycle.opened(where) as view:
        page = view.paper.reader.page

        def go(number, words):
            view.paper.head.version_wanted.emit(number)
            text = next(each.text for each in view.paper.shown().plain if each.key == "plan")
            page.go_to("plan", text.index(words))
            qtbot.waitUntil(lambda: kept_place(view).get("offset") == text.index(words))
            return text.index(words)

        view.show_record("open-maps")
        old = go(1, "Paragraph 20.")
        view.paper.head.version_wanted.emit(2)
        carried = page.place()
        new = go(2, "Paragraph 40.")
        view.paper.head.version_wanted.emit(1)
        back = page.place()

    assert carried == ("plan", old + len("A new beginning.\n"))
    assert back == ("plan", old)
    with cycle.opened(where) as view:
        view.show_record("open-maps")
        view.paper.reader.page.set_text_size(150)
        view.paper.head.version_wanted.emit(2)
        qtbot.waitUntil(lambda: view.paper.reader.page.place() == ("plan", new))


def test_a_jump_and_another_paper_are_on_the_way_back(qtbot, view):
    trail, page = view.desk.trail, view.paper.reader.page
    cycle.arrive(view, [cycle.second_version()[0], cycle.version("open-maps", 2, long_text(60))])
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)
    view.paper.head.version_wanted.emit(2)
    view.paper.reader.show_outline()
    view.paper.reader.outline().chosen.emit("cost", 0)
    low = page.verticalScrollBar().value()
    view.show_record("quiet-radio")

    last, first = trail.step(-1), trail.step(-1)
    view.show_record(first.id)
    view.go_to_words(first.section, first.offset)
    top = page.verticalScrollBar().value()
    view.go_to_words(last.section, last.offset)

    assert (last.id, last.section, first.id) == ("open-maps", "cost", "open-maps")
    assert (first.has_words(), top) == (True, 0)
    assert page.verticalScrollBar().value() == low > 0
