"""The chair's path in the window: steps, matrix, points, letters, on real stores."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget

from app.actions import letters, letters_kept, reviewing
from app.domain.changes import Changes
from app.domain.ids import review_id
from app.store import current, open_store, records
from app.ui.models.chair_said import REMARKS
from app.ui.theme import theme
from app.ui.views.chair import ChairView
from app.ui.views.chair_reminding import RemindButton
from app.ui.widgets.text import Label
from tests.gui.chairing import SAID, chairs_desk, review
from tests.gui.cycle import desk_at, home, proposal, record
from tests.gui.cycle import version as version_of
from tests.gui.waiting import done, settled
from tests.gui.walk import cut, small, unnamed


@pytest.fixture
def desk(tmp_path):
    with chairs_desk(tmp_path) as opened:
        yield opened


@pytest.fixture
def view(qtbot, desk):
    made = ChairView(desk)
    desk.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1190, 700)
    with qtbot.waitExposed(made):
        made.show()
    calm(qtbot, made)
    return made


def calm(qtbot, view):
    """Wait until all that was asked of the worker is answered, and what that asked again."""
    for _round in range(3):
        settled(qtbot, view._desk)
    for step in ("answers", "points", "letters"):
        page = view._pages.get(step)
        if page is not None:
            qtbot.waitUntil(lambda page=page: not page.is_busy())


def at(qtbot, view, step, proposal=""):
    view.go(step)
    calm(qtbot, view)
    page = view.page(step)
    if proposal:
        page.show_proposal(proposal)
        calm(qtbot, view)
    return page


def matrix(qtbot, view, round="workshops"):
    view.show_record(round)
    page = at(qtbot, view, "answers")
    page.show_matrix()
    calm(qtbot, view)
    return page.matrix


def rows(table):
    return [line.id for line in table.lines]


def column(table, key):
    at = table.column_of(key)
    assert at is not None
    return [table.look(row, at).text for row in range(len(table.lines))]


def letter(view, proposal="open-maps"):
    found = letters_kept.letter(view._desk.store, proposal)
    assert found is not None
    return found


def take(qtbot, view, points, *ids):
    """Take remarks as a point."""
    points.said.choose(list(ids))
    done(qtbot, view._desk, points.take)
    calm(qtbot, view)


def drag(target, ids):
    data = QMimeData()
    data.setData(REMARKS, json.dumps(ids).encode())
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    target.dropEvent(QDropEvent(QPointF(5, 5), action, data, Qt.MouseButton.LeftButton, none))


# --- the path ---------------------------------------------------------------------------------


def test_the_steps_tell_how_far_the_round_is_and_keys_go_from_one_to_the_next(qtbot, view):
    named = [view.steps.tabText(at) for at in range(view.steps.count())]

    QTest.keyClick(view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    calm(qtbot, view)

    assert named == [
        "1 Answers  3 of 5", "2 Points  0 of 2", "3 Letters  0 of 2", "4 Decisions  0 of 2",
        "5 Report",
    ]  # fmt: skip
    assert view.steps.key() == "points"


def test_the_next_step_is_one_key_away_from_beside_the_place_too(qtbot, desk):
    whole = QWidget()
    row = QHBoxLayout(whole)
    beside, view = QPushButton("Chair"), ChairView(desk)
    row.addWidget(beside)
    row.addWidget(view)
    qtbot.addWidget(whole)
    with qtbot.waitExposed(whole):
        whole.show()
    calm(qtbot, view)
    beside.setFocus()  # where one comes from: the list of places

    QTest.keyClick(beside, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    calm(qtbot, view)

    assert view.steps.key() == "points"


def test_a_step_is_built_when_somebody_goes_there(qtbot, view):
    before = set(view._pages)

    at(qtbot, view, "letters")

    assert (before, set(view._pages)) == ({"answers"}, {"answers", "letters"})


def test_in_a_narrow_window_the_steps_keep_their_names_and_tell_the_rest_as_tips(qtbot, view):
    view.resize(520, 600)
    calm(qtbot, view)

    assert view.steps.tabText(0) == "1 Answers"
    assert "3 of 5" in view.steps.tabToolTip(0)


def test_a_letter_that_is_looked_for_is_shown_in_its_step(qtbot, view):
    done(qtbot, view._desk, lambda: view._desk.act(
        lambda store: letters.add_point(store, "quiet-radio", "Louder.")))  # fmt: skip

    view.show_record(letter(view, "quiet-radio").id)
    calm(qtbot, view)

    assert (view.steps.key(), view.page("letters").proposal()) == ("letters", "quiet-radio")


def test_those_who_have_not_answered_are_reminded_by_drafts_in_a_folder(
    qtbot, view, tmp_path, monkeypatch
):
    answers = view.page("answers")
    monkeypatch.setattr(RemindButton, "ask", classmethod(lambda *_given: tmp_path / "drafts"))

    with qtbot.waitSignal(view._desk.told) as told:
        answers.remind.click()

    assert answers.remind.text() == "Remind 1…"
    assert [each.name for each in (tmp_path / "drafts").iterdir()] == ["reminder-drafts-boris.eml"]
    assert "drafts" in told.args[0]
    qtbot.waitUntil(lambda: not answers.reminded.isHidden())
    assert "No address is known here of: Boris Example" in answers.reminded.whole_text()


def test_another_round_is_shown_in_every_step(qtbot, view):
    points = at(qtbot, view, "points")
    first = points.proposal()

    view.show_record("workshops")
    calm(qtbot, view)

    assert (first, points.proposal()) == ("open-maps", "ws-7")


def test_without_a_round_the_place_says_what_it_is_for(qtbot, tmp_path):
    where = home(tmp_path / "home", account="amina", role="chair")
    store = open_store(where.store)
    records.apply(store, [record("rounds", id, None, 2) for id in ("drafts", "workshops")])
    store.close()
    with desk_at(where) as desk:
        made = ChairView(desk)
        qtbot.addWidget(made)

        assert made.either.currentIndex() == 0


# --- the matrix -------------------------------------------------------------------------------


def test_the_matrix_shows_scores_gaps_and_conflicts_in_words_too(qtbot, view):
    table = matrix(qtbot, view, "drafts").view.table
    row = table.row_of("open-maps")
    assert row is not None

    said = {
        name: table.said(row, table.column_of(f"member/{name}"))
        for name in ("amina", "boris", "emil")
    }

    assert said == {
        "amina": "Maps for everyone, Amina Example: Support",
        "boris": "Maps for everyone, Boris Example: has not answered",
        "emil": "Maps for everyone, Emil Example: conflict of interest",
    }
    assert column(table, "recused") == ["1", ""]


def test_the_numbers_of_the_matrix_are_those_of_its_reviews(qtbot, view):
    table = matrix(qtbot, view).view.table

    shown = {key: column(table, key) for key in ("mean", "median", "sd", "n", "criterion/idea")}

    assert shown == {
        "mean": ["3.50", "4.00"], "median": ["3.50", "4.00"], "sd": ["1.50", "0.00"],
        "n": ["2", "2"], "criterion/idea": ["3.00", "3.00"],
    }  # fmt: skip


def test_a_heading_orders_by_it_and_once_more_the_other_way(qtbot, view):
    pane = matrix(qtbot, view)
    header = pane.view.horizontalHeader()
    mean = pane.view.table.column_of("mean")

    header.sectionClicked.emit(mean)
    down = rows(pane.view.table)
    header.sectionClicked.emit(mean)

    assert (down, rows(pane.view.table)) == (["ws-8", "ws-7"], ["ws-7", "ws-8"])
    assert pane.order.currentText() == "Order: mean"


def test_what_is_chosen_stays_chosen_in_another_order(qtbot, view):
    pane = matrix(qtbot, view)
    pane.view.choose("ws-7", "mean")

    pane.order.setCurrentIndex(pane.order.findData("mean"))
    pane.order.activated.emit(pane.order.currentIndex())

    assert pane.view.place(pane.view.currentIndex()) == ("ws-7", "mean")
    assert pane.view.currentIndex().row() == 1


def test_seen_through_one_criterion_the_numbers_are_that_criterions(qtbot, view):
    pane = matrix(qtbot, view)

    pane.lens.setCurrentIndex(pane.lens.findData("idea"))
    pane.lens.activated.emit(pane.lens.currentIndex())
    calm(qtbot, view)

    table = pane.view.table
    assert column(table, "sd") == ["1.00", "2.00"]
    assert column(table, "member/dina") == ["4", "5"]


def test_filters_leave_the_proposals_about_which_views_differ_or_somebody_is_in_conflict(
    qtbot, view
):
    pane = matrix(qtbot, view)
    pane.differ.click()
    differing = rows(pane.view.table)
    pane.differ.click()

    drafts = matrix(qtbot, view, "drafts")
    drafts.conflicts.click()

    assert (differing, rows(drafts.view.table)) == (["ws-7"], ["open-maps"])
    assert drafts.count.text() == "1 of 2 proposals"


def test_enter_on_a_cell_opens_the_review_beside_and_closing_goes_back(qtbot, view):
    pane = matrix(qtbot, view, "drafts")
    pane.view.setFocus()
    pane.view.choose("open-maps", "member/dina")

    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    calm(qtbot, view)
    shown = pane.review.text()
    pane.review.close_button.click()

    assert SAID in shown
    assert "Object" in shown
    assert not pane.review.isVisible()


def test_a_number_of_the_matrix_leads_to_the_points_of_its_proposal(qtbot, view):
    pane = matrix(qtbot, view, "drafts")

    pane.view.cell_opened.emit("quiet-radio", "")
    calm(qtbot, view)

    assert (view.steps.key(), view.page("points").proposal()) == ("points", "quiet-radio")


def test_the_balance_tells_who_the_reviews_come_from_and_warns_of_small_numbers(qtbot, view):
    pane = matrix(qtbot, view, "drafts")

    pane.balance.click()

    words = "\n".join(each.whole_text() for each in pane.lens_panel.findChildren(Label))
    assert "civil society *" in words
    assert "international, no region *" in words
    assert "Fewer than five answered" in words


def test_a_review_that_arrives_is_in_the_matrix_and_the_order_stays(qtbot, view):
    pane = matrix(qtbot, view)
    pane.view.ordered.emit("mean", False)

    def take(store):
        records.apply(store, [review("emil", "ws-7", overall=5)])
        return Changes.of("reviews", "sync")

    done(qtbot, view._desk, lambda: view._desk.act(take))
    calm(qtbot, view)
    assert column(pane.view.table, "n") == ["3", "2"]
    assert (rows(pane.view.table), pane.view.table.key) == (["ws-7", "ws-8"], "mean")


def test_what_is_odd_about_the_scheme_is_told_above_the_matrix(qtbot, view):
    pane = matrix(qtbot, view)
    before = pane.odd.isVisible()
    odd = {
        "title": "Workshops", "kind": "scored", "status": "open",
        "overall": {"min": 5, "max": 1},
        "criteria": [{"key": "other", "title": "Other"}],
    }  # fmt: skip

    def take(store):
        records.apply(store, [record("rounds", "workshops", odd, 2)])
        return Changes.of("rounds", "sync")

    done(qtbot, view._desk, lambda: view._desk.act(take))
    calm(qtbot, view)
    qtbot.waitUntil(pane.odd.isVisible)

    assert not before
    assert "begins at 5 but ends at 1" in pane.odd.text()
    assert "4 reviews score “idea”, which the round no longer asks" in pane.odd.text()
    assert column(pane.view.table, "mean") == ["3.50", "4.00"]


# --- points -----------------------------------------------------------------------------------


def test_remarks_stand_under_their_criterion_with_whose_they_are(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")

    shown = [each.title for each in points.said.remarks.rows]

    assert shown[:3] == ["Relevance", "Amina Example", "Dina Example"]
    assert points.facts.text().startswith("3 have answered · 2 have not")


def test_enter_takes_remarks_as_a_point_that_can_be_traced_and_undone(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")
    mine = review_id("igf2026", "dina", "open-maps") + "/relevance"
    points.said.choose([mine, "c1"])

    done(qtbot, view._desk, lambda: QTest.keyClick(points.said, Qt.Key.Key_Return))
    calm(qtbot, view)
    (card,) = points.points.cards.values()
    taken = letter(view).points[0]
    points.said.choose([])
    card.trace.click()
    traced = points.said.ids()
    done(qtbot, view._desk, view._desk.take_back)
    calm(qtbot, view)

    assert taken.comments == (mine, "c1")
    assert SAID in taken.text
    assert traced == [mine, "c1"]
    assert points.points.cards == {}
    row = current.one(view._desk.store, "comments", "c1")
    assert row is not None
    assert row.data["text"] == "Volunteers need insurance."


def test_a_question_is_taken_into_the_letter_as_a_question(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")

    points.said.choose(["q1"])
    done(qtbot, view._desk, points.column.take_new.click)
    calm(qtbot, view)

    assert letter(view).points[0].questions == ("q1",)
    assert "Question 1: Who owns the maps?" in points.letter.preview.toPlainText()


def test_the_plus_key_adds_to_the_point_in_work_and_dropping_does_the_same(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")
    take(qtbot, view, points, "c1")

    points.said.choose(["q1"])
    done(qtbot, view._desk, lambda: QTest.keyClick(points.said, Qt.Key.Key_Plus))
    calm(qtbot, view)
    mine = review_id("igf2026", "amina", "open-maps") + "/relevance"
    (card,) = points.points.cards.values()
    done(qtbot, view._desk, lambda: drag(card, [mine]))
    calm(qtbot, view)
    done(qtbot, view._desk, lambda: drag(points.points, ["c1"]))
    calm(qtbot, view)

    first, second = letter(view).points
    assert (first.comments, first.questions) == (("c1", mine), ("q1",))
    assert second.comments == ("c1",)


def test_words_of_a_point_are_saved_as_they_are_written_on_this_computer_only(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")
    take(qtbot, view, points, "c1")
    (card,) = points.points.cards.values()

    card.field.setFocus()
    card.field.setPlainText("Insure the volunteers.")
    done(qtbot, view._desk, card.field.flush)
    calm(qtbot, view)

    row = current.one(view._desk.store, "letters", letter(view).id)
    assert row is not None
    assert (letter(view).points[0].text, row.at_home) == ("Insure the volunteers.", True)
    assert "Insure the volunteers." in points.letter.preview.toPlainText()


def test_words_that_cannot_be_saved_stay_on_the_screen_and_are_told(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")
    take(qtbot, view, points, "c1")
    (card,) = points.points.cards.values()

    card.field.setPlainText("one\0two")
    card.field.flush()
    qtbot.waitUntil(lambda: points.points.failed.isVisible())
    points.refresh(Changes.of("letters"))
    calm(qtbot, view)

    assert card.field.text() == "one\0two"
    assert letter(view).points[0].text == "Volunteers need insurance."


def test_a_point_moves_by_keys_changes_its_kind_and_is_removed(qtbot, view):
    def begin(store):
        letters.add_point(store, "open-maps", "First")
        return letters.add_point(store, "open-maps", "Second")

    done(qtbot, view._desk, lambda: view._desk.act(begin))
    points = at(qtbot, view, "points", "open-maps")
    first, second = (each.id for each in letter(view).points)
    card = points.points.cards[second]

    alt = Qt.KeyboardModifier.AltModifier
    done(qtbot, view._desk, lambda: QTest.keyClick(card.field, Qt.Key.Key_Up, alt))
    calm(qtbot, view)
    card.kind.setCurrentIndex(2)
    done(qtbot, view._desk, lambda: card.kind.activated.emit(2))
    calm(qtbot, view)
    done(qtbot, view._desk, points.points.cards[first].remove.click)
    calm(qtbot, view)

    (left,) = letter(view).points
    assert (left.id, left.kind) == (second, "objection")


def test_questions_tell_how_far_they_have_come_and_are_taken_into_the_letter(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")
    points.column.tabs.go("questions")
    before = [each.below for each in points.column.questions.remarks.rows]

    points.column.questions.choose(["q1"])
    done(qtbot, view._desk, lambda: QTest.keyClick(points.column.questions, Qt.Key.Key_Return))
    calm(qtbot, view)

    after = [each.below for each in points.column.questions.remarks.rows]
    assert (before, after) == (["1", "asked"], ["1", "in the draft of the letter"])


def test_one_question_is_asked_of_all_proposers_and_taken_back_at_once(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")
    points.column.tabs.go("questions")

    points.column.ask.setPlainText("Who pays for translation?")
    done(qtbot, view._desk, points.column.ask_all.click)
    calm(qtbot, view)
    common = [(each.title, each.below) for each in points.column.questions.remarks.rows[-3:]]
    done(qtbot, view._desk, view._desk.take_back)
    calm(qtbot, view)

    assert common == [
        ("Who pays for translation?", "asked of 2"),
        ("D-1  Maps for everyone", "asked"),
        ("D-2  Quiet radio", "asked"),
    ]
    assert len(points.column.questions.remarks.rows) == 2


def test_the_brief_tells_positions_objections_and_open_questions_on_one_page(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")

    points.column.tabs.go("brief")
    calm(qtbot, view)

    shown = [(each.title, each.text) for each in points.column.brief.remarks.rows]
    assert ("1 member", "Object") in shown
    assert ("Dina Example", SAID) in shown
    assert any(text == "Who owns the maps?" for _title, text in shown)
    assert points.column.ids() == []


def test_a_chair_who_declares_a_conflict_is_told_that_nothing_comes_to_her(qtbot, view):
    desk = view._desk
    before = at(qtbot, view, "points", "open-maps").facts.whole_text()
    edit = reviewing.Edit(recused="employer")

    done(qtbot, desk, lambda: desk.act(
        lambda store: reviewing.review(store, "open-maps", edit, submit=True, clock=desk.clock).changes
    ))  # fmt: skip
    calm(qtbot, view)

    points = at(qtbot, view, "points", "open-maps")
    texts = [each.text for each in points.said.remarks.rows]
    assert "have answered" in before
    assert points.facts.whole_text().startswith("You declared a conflict of interest")
    assert SAID not in texts


def test_a_brief_says_where_the_earlier_cycle_it_goes_back_to_can_be_kept(qtbot, view):
    def continues(store):
        data = proposal("D-1", "Maps for everyone", continues="old-maps")
        records.apply(store, [record("proposals", "open-maps", data, version=2)])
        return Changes.of("proposals", "sync")

    points = at(qtbot, view, "points", "open-maps")
    points.column.tabs.go("brief")

    done(qtbot, view._desk, lambda: view._desk.act(continues))
    calm(qtbot, view)

    shown = [each.text for each in points.column.brief.remarks.rows]
    assert "It continues “old-maps”, of which nothing is here. In Settings you can keep the " in (
        "".join(shown)
    )


def offered(points):
    box = points.which.box
    return [box.itemText(at) for at in range(box.count())]


def test_proposals_with_few_remarks_can_be_gone_through_alone(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")

    points.which.few.click()
    calm(qtbot, view)
    few = points.proposal(), offered(points)
    points.which.few.click()
    calm(qtbot, view)

    assert few == ("quiet-radio", ["D-2  Quiet radio · no point yet"])
    assert points.proposal() == "quiet-radio"
    assert len(offered(points)) == 2


def test_a_proposal_nobody_spoke_about_says_so(qtbot, view):
    points = at(qtbot, view, "points")
    words = offered(points)

    points.show_proposal("quiet-radio")
    calm(qtbot, view)

    assert words[0] == "D-1  Maps for everyone · no point yet"
    assert points.column.nothing.isVisible()


def test_control_and_page_down_goes_to_the_next_proposal_and_keeps_what_was_written(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")
    take(qtbot, view, points, "c1")
    (card,) = points.points.cards.values()
    card.field.setFocus()
    card.field.setPlainText("Not yet saved")

    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(card.field, Qt.Key.Key_PageDown, control)
    calm(qtbot, view)

    assert points.proposal() == "quiet-radio"
    assert letter(view).points[0].text == "Not yet saved"


def test_in_a_narrow_window_the_columns_are_tabs(qtbot, view):
    points = at(qtbot, view, "points", "open-maps")

    view.resize(700, 600)
    qtbot.waitUntil(points.narrow)
    points.tabs.go("points")

    assert points.tabs.isVisible()
    assert (points.said.isVisible(), points.points.isVisible()) == (False, True)


# --- letters ----------------------------------------------------------------------------------


def begun(qtbot, view):
    done(qtbot, view._desk, lambda: view._desk.act(
        lambda store: letters.add_point(store, "open-maps", "Insure them.", questions=["q1"])
    ))  # fmt: skip
    return at(qtbot, view, "letters", "open-maps").sheet


def test_a_letter_begins_with_a_template_and_its_fields_are_filled(qtbot, view):
    sheet = begun(qtbot, view)

    done(qtbot, view._desk, sheet.use.click)
    calm(qtbot, view)

    assert "Thank you for your proposal “Maps for everyone”." in sheet.preview.text()
    assert "1. Insure them.\n   Question 1: Who owns the maps?" in sheet.preview.text()
    assert "{proposer}" in sheet.unfilled.text()


def test_texts_are_kept_as_a_template_under_a_new_name_by_keys_alone(qtbot, view):
    sheet = begun(qtbot, view)
    sheet.opening.setPlainText("Dear all,")
    done(qtbot, view._desk, sheet.opening.flush)
    calm(qtbot, view)

    sheet.keep.ask.click()
    QTest.keyClick(sheet.keep.field, Qt.Key.Key_Return)  # no name yet
    still_asked = sheet.keep.field.isVisible()
    QTest.keyClicks(sheet.keep.field, "Short")
    done(qtbot, view._desk, lambda: QTest.keyClick(sheet.keep.field, Qt.Key.Key_Return))
    calm(qtbot, view)
    kept = sheet.template.currentData()
    sheet.keep.ask.click()
    proposed = sheet.keep.field.text()
    QTest.keyClick(sheet.keep.field, Qt.Key.Key_Escape)

    assert still_asked
    assert (kept, proposed) == ("Short", "Short")
    assert not sheet.keep.field.isVisible()
    names = [sheet.template.itemData(at) for at in range(sheet.template.count())]
    assert sorted(names) == ["Short", "usual"]


def test_opening_and_closing_save_themselves_and_unknown_fields_are_refused(qtbot, view):
    sheet = begun(qtbot, view)

    sheet.opening.setPlainText("Dear all,")
    done(qtbot, view._desk, sheet.opening.flush)
    calm(qtbot, view)
    sheet.closing.setPlainText("Yours, {nobody}")
    sheet.closing.flush()
    qtbot.waitUntil(lambda: sheet.failed.isVisible())

    assert (letter(view).opening, letter(view).closing) == ("Dear all,", "")
    assert sheet.closing.text() == "Yours, {nobody}"


def test_recorded_as_sent_a_letter_is_for_members_and_can_be_taken_back(qtbot, view):
    sheet = begun(qtbot, view)
    sheet.to.setPlainText("maps@example.org")

    done(qtbot, view._desk, sheet.record.click)
    calm(qtbot, view)
    row = current.one(view._desk.store, "letters", letter(view).id)
    assert row is not None
    sent = letter(view).sent, letter(view).sent_to, row.readers, sheet.sent.text()
    done(qtbot, view._desk, view._desk.take_back)
    calm(qtbot, view)

    assert sent[:3] == (True, "maps@example.org", ("members",))
    assert sent[3].startswith("Sent Tue 27 Jan")
    assert not letter(view).sent


def new_version(note):
    """Return what a sync brings: version 2 of the maps, with an answer and `note`."""
    answer = version_of("open-maps", 2, "Each village owns its map.", note)
    answer.data["answers"] = [{"question": "q1", "section": "plan", "quote": "owns its map"}]

    def take(store):
        data = proposal("D-1", "Maps for everyone", version=2)
        records.apply(store, [record("proposals", "open-maps", data, 2), answer])
        return Changes.of("proposals", "versions", "sync")

    return take


def test_after_a_new_version_the_letter_tells_what_was_addressed(qtbot, view):
    sheet = begun(qtbot, view)
    done(qtbot, view._desk, sheet.record.click)
    done(qtbot, view._desk, lambda: view._desk.act(new_version("We say who owns them.")))
    calm(qtbot, view)

    line = sheet.followed.lines.line(0)
    assert line.below == "answered · questions answered: 1 of 1"
    assert sheet.note.text() == "We say who owns them."
    assert sheet.note.isVisible()


def test_beside_a_long_note_of_the_proposers_both_columns_stay_in_the_window(qtbot, view):
    maps = "open-maps"
    for write in (
        lambda store: letters.add_point(store, maps, "Say first:\n\n1. who pays\n2. who owns"),
        lambda store: letters.add_point(store, maps, "", questions=["q1"]),
        lambda store: letters.record_sent(store, maps, "by mail", view._desk.clock),
        new_version("We **say** it:\n\n- " + "in every section of the plan " * 9),
    ):
        done(qtbot, view._desk, lambda write=write: view._desk.act(write))
    sheet = at(qtbot, view, "letters", maps).sheet

    titles = [sheet.followed.lines.line(row).title for row in (0, 1)]
    assert titles == ["1. Say first: …", "2. Question 1: Who owns the maps?"]
    assert "2. Question 1: Who owns the maps?" in sheet.preview.whole_text()
    assert sheet.sent.whole_text().endswith("recipient: by mail")
    shown = [each.whole_text() for each in sheet.note.findChildren(Label) if each.isVisible()]
    assert "We say it:" in shown
    area = sheet.findChild(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0


# --- for everybody ----------------------------------------------------------------------------

DRESSES = [
    pytest.param((100, False, (1190, 700)), id="usual"),
    pytest.param((100, True, (1040, 560)), id="mirrored"),
    pytest.param((200, False, (1290, 700)), id="large"),
]


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("step", ["answers", "points", "letters", "report"])
def test_every_step_has_names_room_and_targets(qtbot, qapp, view, dress, step):
    percent, mirrored, size = dress
    theme().use("light", percent)
    direction = Qt.LayoutDirection
    qapp.setLayoutDirection(direction.RightToLeft if mirrored else direction.LeftToRight)
    begun(qtbot, view)
    view.resize(*size)
    page = at(qtbot, view, step)
    if step == "answers":
        page.show_matrix()
        page.matrix.balance.setChecked(True)
        calm(qtbot, view)

    assert (unnamed(view), cut(page), small(page)) == ([], [], [])
