"""All my reviews in one table: scores in place, several drafts submitted at once, by keys alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.actions import reviewing
from app.actions.reviewing import Edit
from app.store import open_store, records
from app.ui.theme import theme
from app.ui.views.review_cells import Kind
from tests.gui import cycle, walk
from tests.gui.waiting import done, settled

WHOLE = Edit(scores={"idea": 4}, overall=4)


@pytest.fixture
def where(tmp_path):
    found = cycle.home(tmp_path)
    store = open_store(found.store)
    for number, title in ((8, "Sea cables"), (9, "Quiet nets")):
        paper = cycle.proposal(f"W-{number}", title, "workshops")
        records.apply(store, [cycle.record("proposals", f"ws-{number}", paper)])
    reviewing.review(store, "ws-8", WHOLE)
    reviewing.review(store, "ws-9", Edit(overall=2, texts={"idea": "Too quiet."}))
    store.close()
    return found


@pytest.fixture
def table(qtbot, where):
    with cycle.opened(where) as view:
        view.list.choose("ws-7")
        view.list.table.click()
        qtbot.waitUntil(lambda: view.table.table.sheet.rowCount() == 3)
        yield view.table


def cell(table, id, kind):
    sheet = table.table.sheet
    at = next(at for at, each in enumerate(sheet.columns) if each.kind is kind)
    row = sheet.row_of(id)
    assert row is not None
    return sheet.index(row, at)


def words(table, id, kind, role=Qt.ItemDataRole.DisplayRole):
    return cell(table, id, kind).data(role)


def press(table, key, text="", held=Qt.KeyboardModifier.NoModifier, scan=0):
    event = QKeyEvent(QEvent.Type.KeyPress, key, held, scan, 0, 0, text)
    QApplication.sendEvent(table.table, event)


def at(table, id, kind):
    table.table.setFocus()
    table.table.setCurrentIndex(cell(table, id, kind))


def mine(table, id):
    found = table.table.sheet.row_of(id)
    return table.table.sheet.line(found)


def test_the_columns_are_those_of_the_scheme(table):
    assert [each.kind for each in table.table.sheet.columns] == [
        Kind.PROPOSAL,
        Kind.OVERALL,
        Kind.CRITERION,
        Kind.POSITION,
        Kind.COMPLETE,
        Kind.STATE,
    ]
    assert words(table, "ws-8", Kind.PROPOSAL) == "W-8 · Sea cables"


@pytest.mark.parametrize(
    ("key", "text", "scan"),
    [(Qt.Key.Key_3, "3", 12), (Qt.Key.Key_QuoteDbl, '"', 12), (0x663, "٣", 12)],
    ids=["qwertz", "azerty", "arabic"],
)
def test_a_digit_scores_in_the_cell_one_is_in(qtbot, table, key, text, scan):
    at(table, "ws-7", Kind.CRITERION)

    press(table, key, text, scan=scan)

    qtbot.waitUntil(lambda: words(table, "ws-7", Kind.CRITERION) == "3")
    assert mine(table, "ws-7").data["overall"] is None
    assert table.table.key() == "ws-7"


def test_digits_alone_are_switched_off_with_the_keys_of_one_letter(qtbot, table):
    table._desk.choose(replace(table._desk.settings, letter_keys=False))
    at(table, "ws-7", Kind.CRITERION)

    press(table, Qt.Key.Key_3, "3", scan=12)
    settled(qtbot, table._desk)
    alone = words(table, "ws-7", Kind.CRITERION)
    press(table, Qt.Key.Key_Eacute, "é", Qt.KeyboardModifier.AltModifier, 11)

    qtbot.waitUntil(lambda: words(table, "ws-7", Kind.CRITERION) == "2")
    assert alone == "–"


def test_a_digit_in_the_title_goes_to_the_first_blank_score(qtbot, table):
    at(table, "ws-9", Kind.PROPOSAL)

    press(table, Qt.Key.Key_5, "5", scan=14)

    qtbot.waitUntil(lambda: mine(table, "ws-9").score("idea") == 5)
    assert mine(table, "ws-9").data["overall"] == 2


def test_delete_blanks_a_score_and_a_digit_off_the_scale_does_nothing(qtbot, table):
    at(table, "ws-8", Kind.OVERALL)

    press(table, Qt.Key.Key_9, "9", scan=18)
    settled(qtbot, table._desk)
    before = words(table, "ws-8", Kind.OVERALL)
    press(table, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: words(table, "ws-8", Kind.OVERALL) == "–")
    assert before == "4"


def test_a_position_is_chosen_from_its_cell_by_keys(qtbot, table):
    at(table, "ws-8", Kind.POSITION)

    table.table.positions(table.table.currentIndex()).actions()[1].trigger()

    qtbot.waitUntil(lambda: words(table, "ws-8", Kind.POSITION) == "Support with changes")


def test_what_is_whole_and_what_is_not_is_told_in_words(table):
    role = Qt.ItemDataRole.AccessibleTextRole

    assert words(table, "ws-8", Kind.STATE) == "Draft"
    assert words(table, "ws-9", Kind.STATE) == "Draft, not whole"
    assert "needs one of the reasons" in words(table, "ws-9", Kind.STATE, role)
    assert words(table, "ws-9", Kind.CRITERION, role) == "Idea: no score yet · Too quiet."
    assert words(table, "ws-7", Kind.COMPLETE) == "0 of 1"


def test_several_drafts_are_submitted_at_once_and_what_lacks_something_stays(qtbot, table):
    told = []
    table._desk.told.connect(lambda said, back: told.append((said, back)))
    for id in ("ws-8", "ws-9", "ws-7"):
        at(table, id, Kind.PROPOSAL)
        press(table, Qt.Key.Key_Space, " ")
    ticked = table.table.sheet.chosen(), table.submit.accessibleName()

    press(table, Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: mine(table, "ws-8").row.review_state == "submitted")

    assert ticked == (["ws-8", "ws-9"], "Submit 2 reviews")  # nothing of ws-7 is written
    assert told[-1][0].startswith("1 review submitted.")
    assert "Quiet nets: A score as low as this" in table.lacking.whole_text()
    assert mine(table, "ws-9").row.review_state == "draft"
    done(qtbot, table._desk, told[-1][1])
    qtbot.waitUntil(lambda: mine(table, "ws-8").row.review_state == "draft")


def test_all_that_are_whole_are_ticked_by_one_key(qtbot, table):
    press(table, Qt.Key.Key_A, "a", Qt.KeyboardModifier.ControlModifier)

    assert table.table.sheet.chosen() == ["ws-8"]
    box = cell(table, "ws-8", Kind.PROPOSAL).data(Qt.ItemDataRole.CheckStateRole)
    assert box == Qt.CheckState.Checked


def test_a_click_on_the_box_ticks_and_a_click_beside_it_does_not(qtbot, table):
    box = table.table.visualRect(cell(table, "ws-8", Kind.PROPOSAL))
    view = table.table.viewport()

    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=box.center())
    beside = table.table.sheet.chosen()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(12, 12))

    assert (beside, table.table.sheet.chosen()) == ([], ["ws-8"])


def test_the_next_one_not_begun_is_a_key_away(table):
    at(table, "ws-8", Kind.PROPOSAL)

    press(table, Qt.Key.Key_PageDown, held=Qt.KeyboardModifier.ControlModifier)

    assert table.table.key() == "ws-7"


def test_sorting_puts_what_is_blank_last_either_way(table):
    sheet = table.table.sheet
    at_ = cell(table, "ws-7", Kind.OVERALL).column()

    orders = []
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        sheet.sort(at_, order)
        orders.append([each.row.id for each in sheet.lines()])

    assert orders == [["ws-9", "ws-8", "ws-7"], ["ws-8", "ws-9", "ws-7"]]


def test_enter_opens_the_paper_and_the_way_back_is_there(qtbot, table):
    view = table.parent()
    at(table, "ws-9", Kind.PROPOSAL)

    press(table, Qt.Key.Key_Return)
    opened = view.paper.proposal(), table.isHidden()
    view.show_table()
    table.back.click()

    assert opened == ("ws-9", True)
    assert table.isHidden()
    assert view.list.isVisible()


def test_a_conflict_declared_elsewhere_leaves_the_table(qtbot, table):
    act = Edit(recused="family")
    done(
        qtbot,
        table._desk,
        lambda: table._desk.act(
            lambda store: reviewing.review(store, "ws-8", act, submit=True).changes
        ),
    )

    qtbot.waitUntil(lambda: table.table.sheet.row_of("ws-8") is None)
    assert table.table.sheet.rowCount() == 2


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
def test_the_table_is_whole_for_eyes_and_readers_at_every_size(
    qapp, qtbot, where, percent, mirrored
):
    direction = Qt.LayoutDirection
    qapp.setLayoutDirection(direction.RightToLeft if mirrored else direction.LeftToRight)
    theme().use("light", percent, "")

    with cycle.opened(where, (1093, 614)) as view:
        view.show_table()
        table = view.table
        qtbot.waitUntil(lambda: table.table.sheet.rowCount() > 0)
        table.rounds.setCurrentIndex(table.rounds.findData("workshops"))
        qtbot.waitUntil(lambda: table.table.sheet.rowCount() == 3)

        assert walk.unnamed(table) == []
        assert walk.cut(table) == []
        assert walk.small(table) == []
        assert not table.table.grab().isNull()
