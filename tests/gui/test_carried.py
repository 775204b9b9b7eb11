"""What a new version does to my marks: shown above the text, decided there, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.actions import annotating, placing, reviewing
from app.actions.papers import About
from app.domain.changes import Changes
from app.store import current
from app.ui.theme import theme
from tests.gui import cycle
from tests.gui.walk import cut, small, unnamed

CHANGED = "Volunteers bring a receiver and stay a week."
LOST = "keeps the right to its own map"


@pytest.fixture
def where(tmp_path):
    """A home with a note whose words change, one whose words go, and a question."""
    home = cycle.home(tmp_path)
    store = cycle.open_store(home.store)
    about = About("proposal", "open-maps", 1)
    annotating.note(store, home, about, "How many?", quote=CHANGED, clock=cycle.clock)
    annotating.note(store, home, about, "The heart of it.", quote=LOST, clock=cycle.clock)
    annotating.comment(store, home, about, "Who asks?", kind="question", clock=cycle.clock)
    store.close()
    return home


@pytest.fixture
def view(qtbot, where):
    with cycle.opened(where) as view:
        view.show_record("open-maps")
        question = current.listed(view.desk.store, "comments")[0].id
        paper, second = cycle.second_version()
        second.data["answers"] = [
            {"question": question, "section": "plan", "quote": "Nobody publishes"}
        ]
        cycle.arrive(view, [paper, second])
        qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)
        view.paper.head.version_wanted.emit(2)
        qtbot.waitUntil(lambda: len(carried(view).marks()) == 3)
        carried(view).open()
        yield view


def carried(view):
    return view.paper.centre.carried


def states(view):
    return {each.text: each.state for each in carried(view).marks()}


def press(qtbot, view, verb, about):
    name = f"{verb}: {about}"
    [button] = [
        each for each in carried(view).findChildren(QPushButton) if each.accessibleName() == name
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def note(view, text):
    return next(
        each for each in current.listed(view.desk.store, "notes") if each.data["text"] == text
    )


def test_every_mark_that_needs_a_look_is_listed_with_what_became_of_it(view):
    assert states(view) == {
        "Who asks?": "answered", "How many?": "changed", "The heart of it.": "gone",
    }  # fmt: skip
    assert carried(view).words.text() == (
        "1 question of yours is answered here · the words of 1 mark changed · "
        "1 mark has lost its words"
    )
    [changed] = [each for each in carried(view).marks() if each.state == "changed"]
    assert changed.place.exact == "Volunteers bring a receiver and stay a month."
    old, new = changed.sides()
    assert [words for words, marked in old if marked] == ["week"]
    assert [words for words, marked in new if marked] == ["month"]


def test_a_changed_place_is_accepted_and_that_is_undone(qtbot, view):
    press(qtbot, view, "Accept", "How many?")
    qtbot.waitUntil(lambda: "How many?" not in states(view))

    assert note(view, "How many?").data["places"]["2"]["state"] == "accepted"
    view.desk.take_back()
    qtbot.waitUntil(lambda: states(view).get("How many?") == "changed")


def test_one_thing_is_said_at_a_time_above_the_text(qtbot, view):
    banner, marks = view.paper.centre.banner, carried(view)
    edit = reviewing.Edit(stance="support", texts={"relevance": "Yes"})

    def reviewed(store):
        return reviewing.review(
            store, "open-maps", edit, version=1, submit=True, clock=cycle.clock
        ).changes

    with qtbot.waitSignal(view.desk.worker.changed):
        view.desk.act(reviewed)
    qtbot.waitUntil(lambda: banner.words.text().startswith("You reviewed version 1"))
    beside = banner.isVisible(), marks.isVisible()
    marks.show_marks(())

    assert beside == (False, True)
    assert (banner.isVisible(), marks.isVisible()) == (True, False)


def test_lost_words_are_placed_on_the_words_chosen_in_the_text(qtbot, view):
    said = []
    view.desk.told.connect(lambda words, _back: said.append(words))
    press(qtbot, view, "Place it here", "The heart of it.")
    assert said == ["Choose the words in the text first, then “Place it here”."]

    view.paper.reader.page.select(cycle.span(view, "without asking"))
    press(qtbot, view, "Place it here", "The heart of it.")

    qtbot.waitUntil(lambda: "The heart of it." not in states(view))
    anchor = note(view, "The heart of it.").data["places"]["2"]["anchor"]
    assert anchor["quote"]["exact"] == "without asking"
    marks = {each.text: each.mark for each in view.paper.standing().notes}
    assert marks["The heart of it."] is not None


def test_a_settled_mark_is_listed_no_more_and_kept(qtbot, view):
    press(qtbot, view, "Settled", "The heart of it.")

    qtbot.waitUntil(lambda: "The heart of it." not in states(view))
    assert note(view, "The heart of it.").data["places"]["2"]["state"] == "settled"
    shown = {each.text: each for each in view.paper.standing().notes}
    assert shown["The heart of it."].more == "Settled: its words are no longer in the text."


def test_an_answer_is_shown_and_judged(qtbot, view):
    press(qtbot, view, "Read the answer", "Who asks?")
    assert view.paper.reader.page.span().exact == "Nobody publishes"

    press(qtbot, view, "Not yet", "Who asks?")

    qtbot.waitUntil(lambda: "Who asks?" not in states(view))
    [question] = current.listed(view.desk.store, "comments")
    assert (question.data["question_state"], question.data["answer_version"]) == (
        "not_satisfied", 2,
    )  # fmt: skip
    assert question.waiting


def test_the_list_is_named_roomy_and_not_cut(view):
    assert unnamed(carried(view)) == []
    assert small(carried(view)) == []
    assert cut(carried(view)) == []


def test_the_text_keeps_more_room_than_the_open_list_however_large_the_letters(qtbot, view):
    page = view.paper.reader.page

    theme().use("light", 200)
    view.resize(1093, 520)

    qtbot.waitUntil(lambda: 0 < carried(view).list.height() < page.height())
    assert carried(view).list.verticalScrollBar().maximum() > 0


def test_who_was_reading_has_the_keys_in_what_changed(qtbot, view):
    view.activateWindow()
    view.paper.reader.page.setFocus()
    qtbot.waitUntil(view.paper.reader.page.hasFocus)

    view.paper.head.tabs.go("changes")

    qtbot.waitUntil(view.paper.centre.changes.text.hasFocus)


def test_the_key_for_the_next_change_goes_through_all_of_them(qtbot, view):
    view.paper.head.tabs.go("changes")
    changes = view.paper.centre.changes
    qtbot.waitUntil(lambda: bool(changes.next.isVisible()))

    qtbot.keyClick(changes.text, Qt.Key.Key_F7)
    first = changes.text.textCursor().selectedText()
    qtbot.keyClick(changes.text, Qt.Key.Key_F7)
    second = changes.text.textCursor().selectedText()
    qtbot.keyClick(changes.text, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)

    assert first.startswith("We begin in two places.")
    assert second != first
    assert changes.text.textCursor().selectedText() == first
    assert changes.at.text().startswith("Change 1 of ")
    assert "1 section changed" in changes.told.text()


def test_places_are_looked_for_again_after_looking_failed(qtbot, where, monkeypatch):
    def fail(*_given):
        raise OSError("the disk is busy")

    # The desk tells of the failure, once: `opened` ends with what was told.
    told = pytest.raises(AssertionError, match=r"^\[OSError\('the disk is busy'\)\]")
    with told, cycle.opened(where) as view:
        view.show_record("open-maps")
        with monkeypatch.context() as broken:
            broken.setattr(placing, "on", fail)
            cycle.arrive(view, cycle.second_version())
            qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)
            with qtbot.waitSignal(view.desk.failed):
                view.paper.head.version_wanted.emit(2)
            assert carried(view).marks() == ()

        view.paper.refresh(Changes.of("notes"))

        qtbot.waitUntil(lambda: len(carried(view).marks()) == 2)
