"""Searching everywhere: the box, its keys, its filters, and what it says when nothing is found."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.actions import annotating
from app.actions.papers import About
from app.domain.changes import Changes
from app.domain.records import Record
from app.i18n import use
from app.store import current, open_store, records
from app.store.search import Found, Hit
from app.ui import starting
from app.ui.models import search as model
from app.ui.reader.page import ReadingPage
from app.ui.theme import theme
from app.ui.views.meeting_decisions import MeetingDecisions
from app.ui.views.search import SearchEverywhere
from app.ui.views.steps_pane import StepsPane
from app.ui.widgets.rows import Line, LineList
from tests.builders import record
from tests.gui import sample, walk

MEETING = "call"
PAPER = "gender-digital-rights"


@pytest.fixture
def window(qtbot, tmp_path):
    home = sample.filled(tmp_path / "home")
    starting.application(home)
    shell = starting.shell(home)
    shell.resize(1366, 768)
    shell.show()
    window = starting.fill(shell, home, clock=sample.clock)
    window.indexing.begin(0)
    qtbot.waitUntil(window.indexing.is_idle)
    yield window
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    use("en")


@pytest.fixture
def found(qtbot, window):
    window.search_everywhere()
    found = window.frame.findChild(SearchEverywhere)
    qtbot.waitUntil(found.isVisible)
    return found


def type_in(qtbot, found, words):
    if words.isascii():
        qtbot.keyClicks(found.box, words)
    else:
        found.box.setText(words)
    qtbot.waitUntil(found.is_idle)


def keys(found):
    return [found.list.lines.line(row).key for row in range(found.list.lines.rowCount())]


def kinds(found):
    return {key.partition("/")[0] for key in keys(found)}


def test_empty_it_teaches_what_it_is_for(found):
    assert "Accents" in found.hint.text()
    assert found.box.text() == ""
    assert keys(found) == []
    assert not found.meant.isVisible()
    assert not found.without.isVisible()


def test_the_arrows_choose_while_the_words_stay_and_enter_opens(qtbot, window, found):
    type_in(qtbot, found, "internet")
    assert len(keys(found)) > 3
    assert found.list.currentIndex().row() == 0

    for key, row in (
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_PageDown, min(9, len(keys(found)) - 1)),
        (Qt.Key.Key_PageUp, min(9, len(keys(found)) - 1) - 8),
        (Qt.Key.Key_PageUp, 0),
        (Qt.Key.Key_Up, 0),
    ):
        qtbot.keyClick(found.box, key)
        assert found.list.currentIndex().row() == max(0, row)
    qtbot.keyClick(found.box, Qt.Key.Key_Return)

    assert found.isHidden()
    assert window.frame.place() in {"proposals", "meetings"}
    assert found.box.text() == "internet"


def test_a_hit_in_a_paper_opens_at_its_section_with_the_words_marked(qtbot, window, found):
    found.chips["proposals"].setChecked(True)
    type_in(qtbot, found, "oldest")
    hit = found._answer.found.hits[0]
    assert hit.section

    qtbot.keyClick(found.box, Qt.Key.Key_Return)

    def page():
        return next((p for p in window.frame.findChildren(ReadingPage) if p.isVisible()), None)

    qtbot.waitUntil(lambda: page() is not None and page().found_count() > 0)
    assert window.frame.place() == "proposals"


def test_a_hit_in_a_document_that_is_seen_as_pages_is_shown_in_its_text(qtbot, window, found):
    found.chips["documents"].setChecked(True)
    type_in(qtbot, found, "forums lessons")
    hit = next(each for each in found._answer.found.hits if each.id == "lessons-past-forums")
    window.show_record("document", hit.id)
    page = window.frame.view("documents").detail
    page.sides.modes.pick("pdf")
    assert not page.reader.isVisible()

    found._landing.go(hit)

    qtbot.waitUntil(lambda: page.reader.isVisible() and page.reader.page.found_count() > 0)


def test_enter_right_after_the_last_letter_opens_what_these_letters_find(qtbot, window, found):
    type_in(qtbot, found, "internet")
    before = keys(found)

    qtbot.keyClicks(found.box, " madagascar")
    found.box.setText("madagascar")
    assert not found.is_idle()
    qtbot.keyClick(found.box, Qt.Key.Key_Return)

    qtbot.waitUntil(found.isHidden)
    assert keys(found) != before
    assert found._answer.words == "madagascar"
    assert window.frame.place() in {"proposals", "meetings"}


def test_escape_closes_from_box_and_filter_and_gives_the_focus_back(qtbot, window, found):
    qtbot.keyClick(found.box, Qt.Key.Key_Escape)
    assert found.isHidden()

    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)
    search = window.go("people").search
    search.setFocus()
    window.search_everywhere()
    found.chips["mine"].setFocus()
    qtbot.keyClick(found.chips["mine"], Qt.Key.Key_Escape)

    assert found.isHidden()
    assert QApplication.focusWidget() is search


def test_ctrl_k_opens_it_and_again_goes_back_to_the_words(qtbot, window, found):
    found.close_it()
    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window.shell, Qt.Key.Key_K, control)
    qtbot.waitUntil(found.isVisible)
    type_in(qtbot, found, "gender")
    found.chips["notes"].setFocus()

    qtbot.keyClick(window.shell, Qt.Key.Key_K, control)

    assert QApplication.focusWidget() is found.box
    assert found.box.selectedText() == "gender"
    assert keys(found)


def test_filters_are_pressed_by_keyboard(qtbot, window, found):
    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)
    type_in(qtbot, found, "gender")
    assert len(kinds(found)) > 1

    qtbot.keyClick(found.box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is found.chips["proposals"]
    qtbot.keyClick(found.chips["proposals"], Qt.Key.Key_Space)
    qtbot.waitUntil(found.is_idle)
    assert kinds(found) == {"proposal"}

    qtbot.keyClick(found.chips["proposals"], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is found.chips["documents"]
    qtbot.keyClick(found.chips["documents"], Qt.Key.Key_Space)
    qtbot.waitUntil(found.is_idle)
    assert kinds(found) == {"proposal", "document"}

    qtbot.keyClick(found.chips["documents"], Qt.Key.Key_Left)
    qtbot.keyClick(found.chips["proposals"], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is found.box
    assert found.list.currentIndex().row() == 1


def test_letters_typed_on_a_filter_go_to_the_words(qtbot, window, found):
    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)
    found.chips["people"].setFocus()

    qtbot.keyClick(found.chips["people"], Qt.Key.Key_G)

    assert found.box.text() == "g"
    assert QApplication.focusWidget() is found.box


def test_nothing_found_says_so_and_offers_to_leave_the_filters(qtbot, found):
    found.chips["mine"].setChecked(True)
    type_in(qtbot, found, "gender")
    assert keys(found) == []
    assert "filters" in found.hint.text()
    assert found.without.isVisible()

    found.without.click()
    qtbot.waitUntil(found.is_idle)

    assert keys(found)
    assert found.chosen() == set()
    type_in(qtbot, found, "xyzzyqq")
    assert found.hint.text() == "Nothing on this computer holds these words."
    assert not found.without.isVisible()


def test_a_slip_shows_the_hits_of_the_word_that_was_meant(qtbot, found):
    type_in(qtbot, found, "cybersecurty")

    assert keys(found)
    assert "“cybersecurity”" in found.hint.text()


def test_did_you_mean_is_taken_by_a_press(qtbot, window, found):
    desk = window.desk
    told = []
    desk.act(
        lambda store: annotating.note(
            store, desk.home, About("proposal", PAPER, 1), "cybersecurty"
        ),
        then=told.append,
    )
    qtbot.waitUntil(lambda: bool(told) and window.indexing.is_idle())
    hits = [Hit("note", "n", None, "", "cybersecurty", 1.0, f"proposal/{PAPER}")]
    found._answer = None
    found._found(model.Answer("cybersecurty", Found(hits, "cybersecurity"), {}))
    assert found.meant.isVisible()
    assert found.meant.accessibleName() == "Did you mean “cybersecurity”?"

    found.meant.click()
    qtbot.waitUntil(found.is_idle)

    assert found.box.text() == "cybersecurity"
    assert not found.meant.isVisible()
    assert "proposal" in kinds(found)


def test_a_note_is_found_as_soon_as_it_is_written_and_gone_when_withdrawn(qtbot, window, found):
    desk = window.desk
    type_in(qtbot, found, "walnut")
    assert keys(found) == []

    told = []
    desk.act(
        lambda store: annotating.note(store, desk.home, About("proposal", PAPER, 1), "A walnut"),
        then=told.append,
    )
    qtbot.waitUntil(lambda: kinds(found) == {"note"})
    assert found.list.lines.line(0).below == "A walnut"

    [note] = current.listed(desk.store, "notes")
    desk.act(lambda store: annotating.withdraw(store, note.id))
    qtbot.waitUntil(lambda: keys(found) == [])


def test_what_may_no_longer_be_read_leaves_the_hits(qtbot, window, found):
    desk = window.desk
    type_in(qtbot, found, "gender")
    assert f"proposal/{PAPER}/" in keys(found)

    def lost(store):
        records.apply(store, [Record("proposals", PAPER, 9, None, (), None)])
        return Changes.of("proposals")

    desk.courier.write(lost)

    qtbot.waitUntil(lambda: f"proposal/{PAPER}/" not in keys(found))


def noted(qtbot, window, found):
    """Note a next step and two decisions, and have them found."""
    call = {"meeting": MEETING}

    def bring(store):
        records.apply(store, [
            record("meetings", MEETING, title="Fourth call", starts="2030-02-01T12:00:00Z"),
            record("actions", "step", text="Plant walnuts", **call),
            record("decisions", "agreed", kind="meeting", text="Walnuts are agreed", **call),
            record("decisions", "outcome", proposal=PAPER, outcome="accept", reason="Many walnuts"),
        ])  # fmt: skip
        return Changes.of("meetings", "actions", "decisions")

    window.desk.courier.write(bring)
    type_in(qtbot, found, "walnuts")
    qtbot.waitUntil(lambda: kinds(found) == {"action", "decision"})


def test_next_steps_and_decisions_are_kinds_with_a_chip(qtbot, window, found):
    noted(qtbot, window, found)

    found.chips["agenda"].click()
    qtbot.waitUntil(lambda: found.is_idle() and keys(found) == [])
    found.chips["agenda"].click()
    found.chips["outcomes"].click()
    qtbot.waitUntil(lambda: found.is_idle() and len(keys(found)) == 3)

    step = found.list.lines.line(found.list.lines.row_of("action/step/"))
    assert (step.title, step.below, step.end) == ("Fourth call", "Plant walnuts", "Next step")


@pytest.mark.parametrize(("key", "place"), [("agreed", "meetings"), ("outcome", "proposals")])
def test_a_decision_opens_where_it_belongs(qtbot, window, found, key, place):
    noted(qtbot, window, found)

    found.list.choose(f"decision/{key}/")
    found.list.activated_line.emit(f"decision/{key}/")

    qtbot.waitUntil(lambda: window.frame.place() == place)
    if place == "meetings":
        part = window.frame.findChild(MeetingDecisions)
        qtbot.waitUntil(lambda: part.list.key() == "agreed")
        assert part.isVisible()


def test_a_next_step_opens_among_all_next_steps(qtbot, window, found):
    noted(qtbot, window, found)

    found.list.activated_line.emit("action/step/")

    qtbot.waitUntil(lambda: window.frame.findChild(StepsPane) is not None)
    pane = window.frame.findChild(StepsPane)
    qtbot.waitUntil(lambda: pane.list.key() == "step")


def test_an_index_thrown_away_comes_back_while_one_searches(qtbot, window, found):
    from app.store import indexing

    type_in(qtbot, found, "gender")
    before = keys(found)
    store = open_store(window.desk.home.store)
    indexing.begin_anew(store)
    store.close()

    found.box.clear()
    type_in(qtbot, found, "gender")
    window.search_everywhere()

    qtbot.waitUntil(lambda: keys(found) == before)


def test_rounds_are_chips_of_which_one_is_on(qtbot, window, found):
    found.close_it()
    store = open_store(window.desk.home.store)
    records.apply(
        store,
        [
            Record("rounds", "second", 1, "sec", ("members",), {"title": "Second reading"}),
            Record("proposals", "late", 1, "sec", ("members",),
                   {"title": "Gender, late", "round": "second"}),
        ],
    )  # fmt: skip
    store.close()
    window.search_everywhere()
    window.indexing.begin(0)
    qtbot.waitUntil(window.indexing.is_idle)
    rounds = sorted(key for key in found.chips if key.startswith("round/"))
    assert "round/second" in rounds
    assert len(rounds) > 1

    found.chips[rounds[0]].setChecked(True)
    found.chips["round/second"].setChecked(True)
    type_in(qtbot, found, "gender")

    assert keys(found) == ["proposal/late/"]
    assert not found.chips[rounds[0]].isChecked()


@pytest.mark.parametrize(("dress", "percent", "size", "mirrored"), [
    ("light", 100, (1366, 768), False),
    ("dark", 200, (1093, 614), False),
    ("light", 200, (1093, 614), True),
    ("contrast", 100, (1093, 614), True),
])  # fmt: skip
def test_nothing_is_cut_unnamed_or_small_in_any_dress(
    qtbot, qapp, window, found, dress, percent, size, mirrored
):
    window.shell.resize(*size)
    theme().use(dress, percent, "")
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    type_in(qtbot, found, "gender")

    assert walk.unnamed(found) == []
    assert walk.cut(found) == []
    assert walk.small(found) == []
    assert found.geometry().bottom() < window.frame.height()
    assert found.list.height() > theme().px(90)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(
    ("title", "marks"),
    [
        ("Gender and rights", ((0, 6),)),
        ("Un 😀 élève heureux", ((5, 10),)),
        ("الأَمْنُ السيبراني", ((0, 8),)),
        ("网络安全与发展", ((2, 4),)),
        ("<b>plain</b> & words", ((3, 8),)),
        ("a long title " * 40, ((507, 512),)),
    ],
)
def test_marked_words_stand_on_a_ground(qtbot, qapp, title, marks, mirrored):
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    pictures = []
    for each in (marks, ()):
        rows = LineList("Found")
        qtbot.addWidget(rows)
        rows.resize(600, 60)
        rows.show_lines([Line("1", title, title_marks=each)])
        rows.show()
        pictures.append(rows.grab().toImage())
    ground = theme().colour("strong").rgb()

    def grounded(picture):
        return any(
            picture.pixel(x, y) == ground
            for x in range(picture.width())
            for y in range(0, picture.height(), 3)
        )

    assert grounded(pictures[0]) == (marks[0][0] < 300)
    assert not grounded(pictures[1])
