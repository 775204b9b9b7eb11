"""The chair's decisions: the line moved by keys and mouse, an outcome each, release and undo."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.domain import ids, online
from app.domain.changes import Changes
from app.domain.decisions import decision_id
from app.store import current, open_store, records
from app.ui.theme import theme
from app.ui.views.chair_decisions import DecisionsPage
from tests.gui import cycle
from tests.gui.asked_online import DATES, question
from tests.gui.cycle import record
from tests.gui.waiting import done, settled
from tests.gui.walk import cut, in_sight_order, small, tabbed, unnamed

MEANS = {"ws-1": 5, "ws-2": 4, "ws-3": 3, "ws-4": 3, "ws-5": 1}


def workshops():
    """Five proposals with one score each, three places, two themes; one without a score."""
    found = [record("rounds", "workshops", cycle.scored() | {"capacity": 3})]
    for number, id in enumerate([*MEANS, "ws-6"], 1):
        data = cycle.proposal(
            f"W-{number}", f"Workshop {number}", "workshops", theme="xy"[number % 2],
            proponents=[{"name": "A", "group": "civil", "region": "african"}],
        )  # fmt: skip
        found.append(record("proposals", id, data))
    for id, score in MEANS.items():
        review = {"proposal": id, "overall": score, "version": 1, "state": "submitted"}
        found.append(
            record("reviews", ids.review_id("igf2026", "boris", id), review,
                   owner="boris", audience=("chairs",))
        )  # fmt: skip
    return found


def answer(account, position, text="", **more):
    data = {"kind": "position", "about": {"kind": "decision", "id": DATES}, "position": position,
            "text": text, "written_at": "2026-01-26T09:00:00Z", **more}  # fmt: skip
    id = online.position_id("igf2026", account, DATES)
    return record("intents", id, data, owner=account, audience=("chairs",))


@pytest.fixture
def page(qtbot, tmp_path):
    with opened(qtbot, tmp_path) as found:
        yield found


@contextmanager
def opened(qtbot, folder, size=(1120, 720), more=()):
    home = cycle.home(folder / "home", account="cora", role="chair")
    store = open_store(home.store)
    cora = record("members", "cora", {"name": "Cora Chair", "role": "chair"})
    records.apply(store, [*workshops(), cora, question(), *more])
    store.close()
    with cycle.desk_at(home) as desk:
        page = DecisionsPage(desk)
        desk.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.show_round("workshops")
        qtbot.waitUntil(lambda: page.table() is not None)
        settled(qtbot, desk)
        try:
            yield page
        finally:
            desk.changed.disconnect(page.refresh)


def desk_of(page):
    return page.desk


def order(page):
    return [page.list.lines.line(row).key for row in range(page.list.lines.rowCount())]


def below(page, id):
    return page.list.lines.line(page.list.lines.row_of(id)).below


def choose(page, id):
    page.list.choose(id)
    page.list.setFocus()


def decided(page, id):
    row = current.one(desk_of(page).store, "decisions", decision_id(id))
    return None if row is None else row


def test_proposals_stand_by_rank_and_the_line_falls_among_equals(page):
    assert order(page) == ["ws-1", "ws-2", "ws-3", "ws-4", "ws-5", "ws-6", "ws-7"]
    assert "equal means" in below(page, "ws-3")
    assert "equal means" in below(page, "ws-4")
    assert page.places.tied.isVisibleTo(page)
    assert page.places.count.value == 3


def test_alt_with_an_arrow_moves_the_line_and_a_button_takes_it_back(page):
    choose(page, "ws-1")

    QTest.keyClick(page.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert page.places.count.value == 2
    assert page.list.key() == "ws-1"
    assert not page.places.tied.isVisibleTo(page)
    page.places.back.click()
    assert page.places.count.value == 3


def test_the_line_is_dragged_to_the_edge_that_is_nearest(page):
    middle = page.list.viewport().width() // 2
    wanted = page.list.visualRect(page.list.lines.index(0)).bottom()

    QTest.mousePress(page.list.viewport(), Qt.MouseButton.LeftButton,
                     pos=QPoint(middle, page.list.line_y()))  # fmt: skip
    QTest.mouseMove(page.list.viewport(), QPoint(middle, wanted + 3))
    QTest.mouseRelease(page.list.viewport(), Qt.MouseButton.LeftButton,
                       pos=QPoint(middle, wanted + 3))  # fmt: skip

    assert page.places.count.value == 1
    assert page.list.line_y() == wanted


def share_by(page, kind):
    share = page.places.share
    share.setCurrentIndex(share.findData(kind))
    share.activated.emit(share.currentIndex())


def states(page):
    return {each.entry.id: each.state for each in page._ranking.line.places}


def test_a_quota_shows_what_it_does_to_the_balance(page):
    page.places.move_to(2)
    share_by(page, "theme")
    for _time in range(19):
        page.places.quotas.each.less.click()

    rows = [page.balance.lists["theme"].lines.line(row) for row in range(2)]
    assert all("with this line: 1" in each.below for each in rows)
    assert page.places.quotas.isVisibleTo(page)
    assert (states(page)["ws-1"], states(page)["ws-2"]) == ("in", "in")


def test_a_divided_proposal_is_explained_beside_the_balance(qtbot, tmp_path):
    both = [{"name": "A", "group": "civil"}, {"name": "B", "group": "government"}]
    data = cycle.proposal("W-1", "Workshop 1", "workshops", theme="y", proponents=both)
    with opened(qtbot, tmp_path, more=[record("proposals", "ws-1", data, version=2)]) as page:
        lines = page.balance.lists["group"].lines
        rows = {lines.line(at).title: lines.line(at).below for at in range(lines.rowCount())}

        assert rows["government"] == "½ proposal · places by rank: ½"
        assert page.balance.divided.isVisibleTo(page)


def test_nothing_is_explained_where_no_proposal_is_divided(page):
    assert not page.balance.divided.isVisibleTo(page)


def test_each_value_can_have_a_number_of_its_own_and_it_acts_at_once(page):
    page.places.move_to(4)
    share_by(page, "theme")
    quotas = page.places.quotas
    before = states(page)

    for _time in range(20):
        quotas.most["x"].less.click()

    assert [*quotas.most] == ["access", "x", "y"]
    assert (before["ws-2"], states(page)["ws-2"], states(page)["ws-4"]) == ("in", "out", "out")
    assert [states(page)[id] for id in ("ws-1", "ws-3", "ws-5")] == ["in", "in", "in"]
    assert below(page, "ws-2").startswith("2 · W-2 · below")


def test_at_least_so_many_of_a_value_are_placed_first(page):
    page.places.move_to(1)
    share_by(page, "theme")
    before = states(page)

    page.places.quotas.least["x"].more.click()

    assert (before["ws-1"], before["ws-2"]) == ("in", "out")
    assert (states(page)["ws-1"], states(page)["ws-2"]) == ("out", "in")


def test_one_number_for_all_takes_the_place_of_each_ones_own(page):
    share_by(page, "theme")
    quotas = page.places.quotas
    quotas.most["x"].less.click()

    quotas.each.less.click()

    assert {each.value for each in quotas.most.values()} == {19}
    assert {quota.n for quota in quotas.wanted()} == {19}


def test_another_way_to_share_begins_anew_and_by_rank_there_is_no_quota(page):
    share_by(page, "theme")
    page.places.quotas.least["x"].more.click()

    share_by(page, "region")
    regions = page.places.quotas.wanted()
    share_by(page, "")

    assert [(each.value, each.least) for each in regions] == [("african", False), ("", False)]
    assert page.places.quotas.wanted() == []
    assert not page.places.quotas.isVisibleTo(page)


def test_a_chair_with_a_conflict_is_told_what_her_ranking_lacks(qtbot, tmp_path):
    mine = {"proposal": "ws-2", "recused": "employer", "version": 1, "state": "submitted"}
    id = ids.review_id("igf2026", "cora", "ws-2")
    declared = record("reviews", id, mine, owner="cora", audience=("chairs",))
    with opened(qtbot, tmp_path, more=[declared]) as page:
        assert "what members say of “Workshop 2” does not come to you" in page.doubts.text()
        assert page.doubts.isVisibleTo(page)


def test_an_outcome_is_pending_in_the_list_until_it_is_released(qtbot, page):
    choose(page, "ws-1")

    done(qtbot, desk_of(page), lambda: page.form.outcomes.pick("supported"))
    settled(qtbot, desk_of(page))

    assert decided(page, "ws-1").readers == ("chairs",)
    assert "Supported (pending)" in below(page, "ws-1")
    assert page.release.text() == "Release 1 decision"


def test_another_outcome_of_a_released_decision_is_not_told_to_be_pending(qtbot, page):
    desk = desk_of(page)
    choose(page, "ws-1")
    done(qtbot, desk, lambda: page.form.outcomes.pick("supported"))
    settled(qtbot, desk)
    done(qtbot, desk, page.release.click)
    settled(qtbot, desk)
    told = []
    desk.told.connect(lambda said, _back: told.append(said))

    done(qtbot, desk, lambda: page.form.outcomes.pick("come_back"))

    assert told == ["Saved. It is released: members read it after the next sync"]
    assert decided(page, "ws-1").readers == ("members",)


def test_tab_reaches_the_outcomes_where_they_stand(qtbot, page):
    choose(page, "ws-1")
    qtbot.waitUntil(lambda: page.form.outcomes.buttons()[0].isVisible())

    reached = tabbed(page.form)

    assert page.form.outcomes.buttons()[0] in reached
    assert in_sight_order(page.form, reached)


def test_the_day_of_a_decision_can_be_set_right(qtbot, page):
    choose(page, "ws-1")
    undated = page.form.day.isVisible()
    done(qtbot, desk_of(page), lambda: page.form.outcomes.pick("supported"))
    qtbot.waitUntil(page.form.day.isVisible)
    write(page.form.day, "soon")
    told = page.form.undated.isVisible()
    done(qtbot, desk_of(page), lambda: write(page.form.day, "2026-01-20"))

    assert (undated, told) == (False, True)
    assert not page.form.undated.isVisible()
    assert decided(page, "ws-1").data["at"] == "2026-01-20T00:00:00Z"
    assert decided(page, "ws-1").data["outcome"] == "supported"


def test_the_day_stays_when_the_outcome_changes_and_both_days_are_told(qtbot, page):
    desk = desk_of(page)
    choose(page, "ws-1")
    done(qtbot, desk, lambda: page.form.outcomes.pick("supported"))
    qtbot.waitUntil(page.form.day.isVisible)
    done(qtbot, desk, lambda: write(page.form.day, "2026-01-20"))
    settled(qtbot, desk)

    done(qtbot, desk, lambda: page.form.outcomes.pick("come_back"))
    settled(qtbot, desk)

    assert page.form.day.text() == "2026-01-20"
    assert page.form.state.text() == "Come back (pending) · changed on 2026-01-27"


def write(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_digit_gives_an_outcome_while_the_list_has_the_focus(qtbot, page):
    choose(page, "ws-2")

    done(qtbot, desk_of(page), lambda: QTest.keyClick(page.list, Qt.Key.Key_3))

    assert decided(page, "ws-2").data["outcome"] == "come_back"


def test_decisions_are_released_together_and_the_message_takes_them_back(qtbot, page):
    desk = desk_of(page)
    for id, key in (("ws-1", "supported"), ("ws-5", "not_this_year")):
        choose(page, id)
        done(qtbot, desk, lambda key=key: page.form.outcomes.pick(key))
        settled(qtbot, desk)
    told = []
    desk.told.connect(lambda said, back: told.append((said, back)))

    done(qtbot, desk, page.release.click)
    settled(qtbot, desk)

    (said, back) = told[-1]
    assert said.startswith("2 decisions are released")
    assert decided(page, "ws-1").readers == decided(page, "ws-5").readers == ("members",)
    assert not page.release.isVisibleTo(page)
    done(qtbot, desk, back)
    settled(qtbot, desk)
    assert decided(page, "ws-1").readers == ("chairs",)
    assert page.release.text() == "Release 2 decisions"


def test_words_that_are_being_written_stay_with_their_proposal(qtbot, page):
    desk = desk_of(page)
    choose(page, "ws-1")
    page.form.reason.setFocus()
    QTest.keyClicks(page.form.reason, "Much asked for")

    done(qtbot, desk, lambda: page.list.choose("ws-2"))
    settled(qtbot, desk)

    assert decided(page, "ws-1").data["reason"] == "Much asked for"
    assert decided(page, "ws-2") is None
    assert page.form.reason.text() == ""


def test_what_does_not_fit_together_is_told_at_the_decision(qtbot, page):
    desk = desk_of(page)
    choose(page, "ws-5")
    done(qtbot, desk, lambda: page.form.outcomes.pick("not_this_year"))
    choose(page, "ws-1")
    done(qtbot, desk, lambda: page.form.outcomes.pick("supported_if_merged"))

    done(qtbot, desk, lambda: page.form.merge.changed.emit(["ws-5"]))
    settled(qtbot, desk)

    assert page.form.doubts.text() == (
        "Workshop 1 is to be merged with Workshop 5, which does not go ahead."
    )
    assert page.doubts.text() == page.form.doubts.text()


def test_a_decision_is_taken_back(qtbot, page):
    desk = desk_of(page)
    choose(page, "ws-1")
    done(qtbot, desk, lambda: page.form.outcomes.pick("supported"))
    settled(qtbot, desk)

    done(qtbot, desk, page.form.clear.click)
    settled(qtbot, desk)

    assert page.form.outcomes.choice() is None
    assert page.form.state.text() == "not decided"


def test_a_round_without_scores_has_no_line(qtbot, page):
    page.show_round("drafts")
    qtbot.waitUntil(lambda: page.table() is not None)

    assert order(page) == ["open-maps", "quiet-radio"]
    assert page.list.line_y() is None
    assert not page.balance.isVisibleTo(page)


def test_a_round_that_names_no_places_is_ranked_with_the_line_at_the_end(qtbot, page):
    page.show_round("drafts")
    desk = page.desk
    open_ended = record("rounds", "workshops", cycle.scored(), version=2)
    desk.courier.write(lambda store: Changes.of(*{
        name for name, _ in records.apply(store, [open_ended]).news
    }))  # fmt: skip
    qtbot.waitUntil(lambda: page.table() is not None)
    settled(qtbot, desk)
    qtbot.waitUntil(
        lambda: current.one(desk.store, "rounds", "workshops").data.get("capacity") is None
    )

    page.show_round("workshops")
    qtbot.waitUntil(lambda: page.table() is not None)

    assert order(page)[:5] == ["ws-1", "ws-2", "ws-3", "ws-4", "ws-5"]
    assert page.places.count.value == 5
    assert page.list._words == "How many places? Move this line"
    page.places.count.less.click()
    assert page.places.count.value == 4


def test_the_chair_sees_who_said_what_and_who_said_nothing(qtbot, tmp_path):
    answers = [
        answer("amina", "object", "May is exam time."),
        answer("guest", "no_objection"),
    ]
    with opened(qtbot, tmp_path, more=answers) as page:
        page.tabs.setCurrentIndex(1)
        shown = page.online.standing
        qtbot.waitUntil(lambda: shown.title.text() == "Dates")

        objections = shown.lists["object"].lines
        assert objections.line(0).below == "May is exam time."
        silent = shown.lists["silent"].lines
        assert [silent.line(row).title for row in range(silent.rowCount())] == [
            "Boris Example", "Cora Chair",
        ]  # fmt: skip
        assert "Silence is no yes" in shown.silence.text()
        assert "guest" in shown.others.text()


def test_the_chair_records_how_it_ended(qtbot, page):
    desk = desk_of(page)
    page.tabs.setCurrentIndex(1)
    shown = page.online.standing
    qtbot.waitUntil(lambda: shown.title.text() == "Dates")
    shown.close_it.click()
    asked = shown.missing.text()
    shown.outcome.pick("adopted")

    done(qtbot, desk, shown.close_it.click)
    settled(qtbot, desk)

    assert asked == "Choose how it ended."
    row = current.one(desk.store, "decisions", DATES)
    assert (row.data["outcome"], row.data["counts"]["silent"]) == ("adopted", 3)
    assert not shown.ending.isVisibleTo(page)


def test_a_new_text_is_asked_with_title_words_and_day(qtbot, page):
    desk = desk_of(page)
    page.tabs.setCurrentIndex(1)
    page.online.ask.click()
    asking = page.online.asking
    asking.title.setText("The name")
    asking.send.click()
    first = asking.missing.text()
    asking.text.setPlainText("We keep the name.")
    asking.closes.setText("soon")
    asking.send.click()
    second = asking.missing.text()
    asking.closes.setText("2026-02-03")

    done(qtbot, desk, asking.send.click)

    assert first == "Write a title and what is asked."
    assert second == "Write the day as 2021-01-31."
    rows = [row for row in current.listed(desk.store, "decisions") if row.id != DATES]
    (row,) = rows
    assert (row.data["title"], row.data["closes_at"]) == ("The name", "2026-02-04T11:59:59Z")


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_everything_has_a_name_and_fits(qapp, qtbot, tmp_path, percent, direction):
    rtl = direction == "rtl"
    qapp.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    theme().use("light", percent, "")
    with opened(qtbot, tmp_path, more=[answer("amina", "object", "No")]) as page:
        choose(page, "ws-1")
        settled(qtbot, desk_of(page))
        for tab in (0, 1):
            page.tabs.setCurrentIndex(tab)
            settled(qtbot, desk_of(page))
            assert unnamed(page) == []
            assert cut(page) == []
            assert small(page) == []
