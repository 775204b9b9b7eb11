import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.actions.review_queue import to_do
from app.store import proposals
from app.ui.models.proposal_line import mine
from app.ui.models.proposals import Entries, Order, Wanted
from app.ui.widgets.rows import Lines
from tests.gui import cycle
from tests.gui.walk import cut, small, unnamed


@pytest.fixture
def view(qtbot, tmp_path):
    with cycle.opened(cycle.home(tmp_path)) as view:
        yield view


def titles(view):
    return [view.list.entries.row(id).code for id in view.list.ids()]


def test_the_list_says_code_state_and_what_is_new(view):
    first = view.list.list.lines.line(0)

    assert (first.title, first.below, first.end) == (
        "Maps for everyone",
        "D-1 · Not started · access",
        "new",
    )
    assert first.strong


def test_typing_finds_without_accents_and_in_any_order(qtbot, view):
    view.list.search.setText("tous electricite")

    qtbot.waitUntil(lambda: titles(view) == ["W-7"])


def test_esc_in_the_search_brings_the_whole_list_back(qtbot, view):
    view.list.search.setText("radio")
    qtbot.waitUntil(lambda: titles(view) == ["D-2"])

    qtbot.keyClick(view.list.search, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: len(titles(view)) == 3)


def test_no_hit_teaches_the_way_back(qtbot, view):
    view.list.search.setText("zeppelin")
    qtbot.waitUntil(lambda: titles(view) == [])

    qtbot.mouseClick(view.list.none.action, Qt.MouseButton.LeftButton)

    assert len(titles(view)) == 3


def test_a_chip_filters_and_a_second_press_lets_go(qtbot, view):
    view.show_record("open-maps")
    qtbot.waitUntil(lambda: view.list.entries.count(Wanted.UNREAD) == 2)
    view.show_list()

    qtbot.mouseClick(view.list.chips[Wanted.UNREAD], Qt.MouseButton.LeftButton)
    unread = titles(view)
    qtbot.mouseClick(view.list.chips[Wanted.UNREAD], Qt.MouseButton.LeftButton)

    assert unread == ["D-1", "D-2", "W-7"]  # the open one stays where it is
    assert len(titles(view)) == 3


def test_the_list_sorts_by_theme_and_by_state(qtbot, view):
    view.show_record("quiet-radio")
    view.paper.review.fields.stance.pick("support")
    qtbot.waitUntil(lambda: view.list.entries.row("quiet-radio").review_state == "draft")

    view.list.sort(Order.STATE)
    by_state = titles(view)
    view.list.sort(Order.THEME)

    assert by_state[0] == "D-2"
    assert titles(view)[-1] == "D-2"


def test_opening_marks_as_read_and_takes_the_list_away_below_1500_px(qtbot, view):
    view.show_record("open-maps")

    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").read_version == 1)
    assert view.list.isHidden()
    assert view.paper.head.place.text() == "1 of 3"


def test_at_1500_px_list_and_paper_stand_side_by_side(qtbot, view):
    view.resize(1600, 900)

    view.show_record("open-maps")

    assert view.list.isVisible()
    assert view.paper.isVisible()


def test_arrows_step_through_the_list_as_filtered(qtbot, view):
    view.show_record("open-maps")

    qtbot.mouseClick(view.paper.head.after, Qt.MouseButton.LeftButton)

    assert view.paper.proposal() == "quiet-radio"


def test_the_breadcrumb_goes_back_to_the_list(qtbot, view):
    view.show_record("open-maps")

    qtbot.mouseClick(view.paper.head.crumb, Qt.MouseButton.LeftButton)

    assert view.list.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_popup_offers_the_list_over_the_paper(qtbot, view):
    view.show_record("open-maps")

    qtbot.mouseClick(view.paper.head.place, Qt.MouseButton.LeftButton)
    popup = view.place.popup
    popup.list.choose("ws-7")
    qtbot.keyClick(popup.list, Qt.Key.Key_Return)

    assert view.paper.proposal() == "ws-7"
    assert popup.isHidden()


def test_the_head_counts_down_to_the_deadline(view):
    view.show_record("open-maps")

    said = view.paper.head.deadline.text()

    assert said.startswith("Comments close in 1 day 3 h · Wed 28 Jan")
    assert "UTC" in said


def test_an_unknown_record_changes_nothing(view):
    view.show_record("nothing-of-the-kind")

    assert view._paper is None
    assert view.list.isVisible()


def test_a_version_opens_by_its_own_id(qtbot, view):
    cycle.arrive(view, cycle.second_version())
    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").version == 2)

    view.show_record("open-maps-v1")

    assert view.paper.shown().number == 1


def test_a_summary_can_be_opened_before_its_text_has_arrived(qtbot, view):
    cycle.arrive(view, [cycle.record("proposals", "late", cycle.proposal("D-9", "Late"))])
    qtbot.waitUntil(lambda: view.list.entries.row("late") is not None)

    view.show_record("late")

    assert view.paper.centre.stack.currentWidget() is view.paper.centre.missing


def test_next_goes_to_the_next_one_not_yet_reviewed(qtbot, view):
    view.show_record("quiet-radio")
    view.paper.review.fields.editors["relevance"].field.setPlainText("Needed.")
    view.paper.review.submit()
    qtbot.waitUntil(lambda: view.list.entries.row("quiet-radio").review_state == "submitted")
    view.show_record("open-maps")

    view.next_to_do()

    assert view.paper.proposal() == "ws-7"


def test_an_empty_cycle_teaches_what_comes(qtbot, tmp_path):
    from app.store import records

    where = cycle.home(tmp_path)
    store = cycle.open_store(where.store)
    gone = [cycle.record("proposals", id, None, 9) for id in ("open-maps", "quiet-radio", "ws-7")]
    records.apply(store, gone)
    store.close()

    with cycle.opened(where) as view:
        assert view.room.stack.currentWidget() is view.room.nothing


def test_every_row_tells_a_screen_reader_title_state_and_place(view):
    index = view.list.list.lines.index(0)

    said = index.data(Qt.ItemDataRole.AccessibleTextRole)

    assert said == "Maps for everyone, Not started, new, D-1 · Not started · access"


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (1600, 900)])
def test_nothing_is_unnamed_small_or_cut(qtbot, view, size):
    view.resize(*size)
    view.show_record("open-maps")
    qtbot.waitUntil(lambda: view.paper.side.width() > 100)

    for key in ("notes", "review"):
        view.paper.show_side(key)
        view.grab()
        assert unnamed(view) == []
        assert small(view) == []
        assert cut(view) == []


def test_the_model_keeps_qts_rules(qtmodeltester, view):
    lines = Lines()
    lines.show([view.list.list.lines.line(row) for row in range(3)])

    qtmodeltester.check(lines)


def test_a_conflict_of_interest_takes_a_proposal_off_what_is_to_do(view):
    from dataclasses import replace

    row = proposals.one(view.desk.store, "open-maps")

    assert to_do(row)
    assert not to_do(replace(row, recused="employer"))
    assert mine(replace(row, recused="employer")).words == "Conflict of interest declared"
    assert to_do(replace(row, review_state="received", reviewed_version=1, version=2))
    assert not to_do(replace(row, review_state="received", reviewed_version=1))


def test_one_of_5000_proposals_is_found_by_its_words(view):
    from dataclasses import replace

    row = proposals.one(view.desk.store, "open-maps")
    many = [
        replace(row, id=f"p{n}", code=f"P-{n}", title=f"Paper {n} on roads") for n in range(5000)
    ]
    entries = Entries().anew(many, {}, observer=False)

    found = entries.chosen(Wanted.ALL, "paper 4999", Order.CODE)

    assert [each.row.id for each in found] == ["p4999"]


def test_the_paper_takes_the_whole_window_and_gives_it_back(qtbot, tmp_path):
    from app.ui.frame import Frame
    from app.ui.icons import Symbol
    from app.ui.views.proposals import ProposalsView

    with cycle.desk_at(cycle.home(tmp_path)) as desk:
        frame = Frame()
        qtbot.addWidget(frame)
        frame.add_place("proposals", Symbol.FILE, "Proposals", lambda: ProposalsView(desk))
        frame.resize(1700, 900)
        frame.show()
        view = frame.go("proposals")
        view.show_record("open-maps")

        qtbot.mouseClick(view.paper.head.full, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(view.list.isHidden)
        full = frame.is_full(), view.paper.side.isHidden()
        qtbot.mouseClick(view.paper.head.full, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(view.list.isVisible)

        assert full == (True, True)
        assert view.paper.side.isVisible()


def test_a_letter_typed_in_the_list_is_no_act(qtbot, view):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, "n")

    view.list.list.keyPressEvent(event)

    assert cycle.marks(view, "notes") == []
