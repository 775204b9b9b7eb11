"""Working groups in the window: asked for by members, answered and changed by chairs."""

from contextlib import closing

import pytest

from app.actions import next_steps
from app.domain import groups as rules
from app.domain.intents import intent_id
from app.store import acts, current, open_store, records
from app.ui.models import outbox
from app.ui.views.groups import GroupsView
from tests.gui.cycle import home, record
from tests.gui.waiting import done

PAPERS = [
    record("workgroups", "strategy", {"title": "Strategy", "charter": "The *longer* term.",
                                      "status": "continuing", "facilitators": ["boris"],
                                      "participants": ["Lynne Broke ?"]}),
    record("meetings", "call", {"title": "First call", "group": "strategy"}),
    record("documents", "plan", {"title": "Plan", "group": "strategy", "version": "3"}),
    record("actions", "draw", {"text": "Draw", "owner": "boris", "group": "strategy"}),
]  # fmt: skip
WISH = intent_id("igf2026", "cleo", "join_group", "strategy")
ASKED = [
    record("members", "cleo", {"name": "Cleo Example"}),
    record("intents", WISH, {"kind": "join_group", "about": {"kind": "group", "id": "strategy"},
                             "text": "I know the plan", "written_at": "2026-01-20T09:00:00Z"},
           owner="cleo", audience=("chairs",)),
    record("intents", "idea", {"kind": "propose_group", "title": "Radio", "text": "For *all*.",
                               "written_at": "2026-01-21T09:00:00Z"},
           owner="cleo", audience=("chairs",)),
]  # fmt: skip


@pytest.fixture
def open_view(tmp_path, at_desk, shown):
    def make(role="member", papers=PAPERS):
        where = home(tmp_path / role, role=role)
        with closing(open_store(where.store)) as store:
            records.apply(store, papers)
        desk = at_desk(where)
        view = GroupsView(desk)
        desk.changed.connect(view.refresh)
        return shown(view, 1100, 800), desk

    return make


def lines(part):
    return [part.lines.line(row) for row in range(part.lines.rowCount())]


def test_a_group_shows_its_people_meetings_papers_and_next_steps(open_view):
    view, _desk = open_view()

    page = view.detail
    assert page.leads.whole_text() == "Boris Example"
    assert page.people.whole_text() == "Lynne Broke ?"
    assert [line.key for line in lines(page.papers)] == [
        "meetings/call", "documents/plan", "steps/draw",
    ]  # fmt: skip
    assert lines(page.papers)[1].below == "version 3"
    assert not page.change.isVisible()


def test_a_member_asks_with_a_word_and_takes_it_back(qtbot, open_view):
    view, desk = open_view()
    view.detail.word.setPlainText("I can draw")

    done(qtbot, desk, view.detail.join.click)

    (row,) = current.listed(desk.store, "intents")
    assert (row.data["kind"], row.data["text"]) == ("join_group", "I can draw")
    assert view.detail.join.accessibleName() == "Take my wish back"
    done(qtbot, desk, view.detail.join.click)
    assert view.detail.join.accessibleName() == "I want to join"
    desk.take_back()
    qtbot.waitUntil(lambda: view.detail.join.accessibleName() == "Take my wish back")


def test_a_member_proposes_a_group_and_follows_what_becomes_of_it(qtbot, open_view):
    view, desk = open_view()
    view.new.click()
    view.form.name.setText("Radio")
    view.form.save.click()
    assert view.form.missing.isVisible()
    view.form.charter.setPlainText("For all.")

    done(qtbot, desk, view.form.save.click)

    (row,) = current.listed(desk.store, "intents")
    assert (row.data["title"], row.readers) == ("Radio", ("chairs",))
    qtbot.waitUntil(view.proposed.isVisible)
    assert "waiting for a line" in view.proposed.state.whole_text()
    assert view.proposed.requests.cards() == []


def test_a_chair_agrees_says_not_now_and_takes_it_back(qtbot, open_view):
    view, desk = open_view("chair", [*PAPERS, *ASKED])
    view.show_record("strategy")
    (card,) = view.detail.requests.cards()
    assert card.told.whole_text() == "Cleo Example wants to join Strategy"

    done(qtbot, desk, card.agree.click)

    assert "Cleo Example" in view.detail.people.whole_text()
    assert not view.detail.requests.isVisible()
    desk.take_back()
    qtbot.waitUntil(lambda: "Cleo Example" not in view.detail.people.whole_text())
    (card,) = view.detail.requests.cards()
    card.why.setPlainText("It is full.")
    done(qtbot, desk, card.not_now.click)
    answer = current.one(desk.store, "decisions", rules.answer_id(WISH))
    assert (answer.data["outcome"], answer.data["reason"]) == ("declined", "It is full.")


def test_a_chair_founds_what_was_proposed(qtbot, open_view):
    view, desk = open_view("chair", [*PAPERS, *ASKED])
    view.show_record("idea")
    (card,) = view.proposed.requests.cards()

    done(qtbot, desk, card.agree.click)

    made = current.one(desk.store, "workgroups", rules.made_of("igf2026", "idea"))
    assert (made.data["title"], made.data["facilitators"]) == ("Radio", ["cleo"])
    assert "Radio" in [line.title for line in lines(view.list)]


def test_a_chair_changes_a_group_and_only_what_she_changed(qtbot, open_view):
    view, desk = open_view("chair")
    view.detail.change.click()
    view.form.participants.setPlainText("Amina Example")
    view.form.status.pick("dormant")

    done(qtbot, desk, view.form.save.click)

    data = current.one(desk.store, "workgroups", "strategy").data
    assert (data["participants"], data["facilitators"]) == (["amina"], ["boris"])
    assert (data["status"], data["charter"]) == ("dormant", "The *longer* term.")
    assert set(data["edited"]) == {"participants", "status"}


def test_where_there_is_no_group_one_is_proposed_all_the_same(qtbot, open_view):
    view, desk = open_view(papers=[])
    view.first.click()
    view.form.name.setText("Radio")
    view.form.charter.setPlainText("For all.")

    done(qtbot, desk, view.form.save.click)

    qtbot.waitUntil(view.proposed.isVisible)


def test_what_waits_is_called_by_its_name_in_the_outbox(qtbot, open_view):
    view, desk = open_view("chair", [*PAPERS, *ASKED])
    view.show_record("strategy")
    (card,) = view.detail.requests.cards()
    done(qtbot, desk, card.agree.click)
    done(qtbot, desk, lambda: desk.act(lambda store: next_steps.add(store, "Draw it").changes))

    told = outbox.titles_of(desk.store, acts.all_of(desk.store))

    assert set(told) == {"Working group · Strategy", "Decision", "Next step · Draw it"}
