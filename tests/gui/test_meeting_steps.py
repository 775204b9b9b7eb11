"""Next steps and decisions of a meeting in the window: noted, said done, confirmed, carried over."""

from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt

from app.actions import annotating, deciding_meetings
from app.actions.papers import About
from app.domain import meeting_decisions
from app.domain.changes import Changes
from app.domain.intents import intent_id
from app.store import current, open_store, records
from app.ui.measures import Space
from app.ui.models import next_steps as model
from app.ui.models import today
from app.ui.views.meeting_actions import MeetingActions
from app.ui.views.meeting_agenda import MeetingAgenda
from app.ui.views.meeting_decisions import MeetingDecisions
from app.ui.views.steps import StepsView
from tests.gui.cycle import NOW, home, record
from tests.gui.waiting import done

PAPERS = [
    record("meetings", "call", {"title": "First call", "starts": "2026-01-27T13:00:00Z"}),
    record("meetings", "later", {"title": "Second call", "starts": "2026-02-27T13:00:00Z"}),
    record("items", "call-1", {"meeting": "call", "label": "1", "title": "Maps"}),
    record("actions", "draw", {"text": "Draw the maps", "owner": "amina", "state": "open",
                               "meeting": "call", "item": "call-1", "due": "2026-01-28"}),
    record("actions", "late", {"text": "Ask the city", "owner": "boris", "meeting": "call",
                               "due": "2026-01-20"}),
    record("actions", "old", {"text": "Open the call", "owner": "boris", "state": "done",
                              "meeting": "later"}),
]  # fmt: skip


@pytest.fixture
def open_part(tmp_path, at_desk, shown):
    def make(kind, role="member", account="amina"):
        where = home(tmp_path / role, account=account, role=role)
        with closing(open_store(where.store)) as store:
            records.apply(store, PAPERS)
        desk = at_desk(where)
        part = kind(desk)
        desk.changed.connect(part.refresh)
        if kind is not StepsView:
            part.show_meeting("call")
        return shown(part, 1100)

    return make


def titles_of(rows):
    return [rows.lines.line(row).title for row in range(rows.lines.rowCount())]


def titles(pane):
    return titles_of(pane.list)


@pytest.mark.parametrize("kind", [MeetingActions, MeetingDecisions])
@pytest.mark.parametrize("mirrored", [False, True], ids=["left", "right"])
def test_under_its_tab_a_list_begins_where_the_title_of_the_meeting_begins(
    qtbot, qapp, open_part, kind, mirrored
):
    part = open_part(kind, "chair")
    pane = getattr(part, "pane", part)
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    def edge(widget):
        """How far a widget is from the side where lines begin."""
        left = widget.mapTo(part, QPoint(0, 0)).x()
        return part.width() - left - widget.width() if mirrored else left

    # Rows have a ground that is 12 px wider than their words.
    wanted = (Space.HUGE, Space.HUGE - Space.MEDIUM)
    qtbot.waitUntil(lambda: (edge(pane.add), edge(pane.list)) == wanted)
    assert pane.side.title.isHidden()


def test_a_member_sees_what_is_due_and_says_hers_is_done(qtbot, open_part):
    part = open_part(MeetingActions)
    pane, desk = part.pane, part.pane._desk
    assert titles(pane) == ["Ask the city", "Draw the maps"]
    pane.which.pick("mine")
    assert titles(pane) == ["Draw the maps"]
    pane.list.choose("draw")
    pane._enter("draw")
    assert not pane.detail.done.isVisible()

    pane.detail.word.setPlainText("All ten")
    done(qtbot, desk, pane.detail.mine_done.click)

    said = current.one(desk.store, "intents", intent_id("igf2026", "amina", "done", "draw"))
    assert (said.data["text"], said.readers) == ("All ten", ("chairs",))
    assert pane.detail.said.whole_text().startswith("You said")
    done(qtbot, desk, pane.detail.mine_back.click)
    assert pane.detail.mine_done.isVisible()


def test_a_chair_notes_one_and_confirms_changes_and_carries_others_over(qtbot, open_part):
    part = open_part(MeetingActions, "chair", "boris")
    pane, desk = part.pane, part.pane._desk
    pane.add.click()
    pane.form.text.setPlainText("Print them")
    pane.form.owner.setText("amina example")
    pane.form.due.setText("someday")
    pane.form.save.click()
    qtbot.waitUntil(pane.form.missing.isVisible)
    pane.form.due.setText("2026-02-05")

    done(qtbot, desk, pane.form.save.click)

    qtbot.waitUntil(lambda: "Print them" in titles(pane))
    made = next(row for row in current.listed(desk.store, "actions") if row.id not in
                {each.id for each in PAPERS})  # fmt: skip
    assert (made.data["owner"], made.data["meeting"]) == ("amina", "call")
    assert pane.list.key() == made.id
    done(qtbot, desk, pane.detail.done.click)
    assert current.one(desk.store, "actions", made.id).data["state"] == "done"

    pane.list.choose("late")
    pane._show("late")
    pane.detail._list_meetings()
    (other,) = pane.detail._later.actions()
    assert other.text() == "Second call"
    done(qtbot, desk, other.trigger)
    assert current.one(desk.store, "actions", "late").data["state"] == "carried"
    desk.take_back()
    qtbot.waitUntil(lambda: "state" not in current.one(desk.store, "actions", "late").data)


def test_what_is_half_written_stays_when_something_arrives(open_part):
    part = open_part(MeetingActions, "chair", "boris")
    part.pane.add.click()
    part.pane.form.text.setPlainText("Half a sen")

    part.refresh(Changes.of("actions"))

    assert part.pane.form.isVisible()
    assert part.pane.form.text.text() == "Half a sen"


def test_the_place_of_all_next_steps_opens_the_one_that_is_wanted(open_part):
    view = open_part(StepsView)

    view.show_record("old")

    assert view.pane.detail.isVisible()
    assert "done" in view.pane.detail.when.whole_text()
    assert titles(view.pane) == ["Ask the city", "Draw the maps", "Open the call"]


def test_only_the_place_has_the_title_that_a_tab_has_already(open_part):
    place, tab = open_part(StepsView), open_part(MeetingActions)
    decisions = open_part(MeetingDecisions)

    assert not place.pane.side.title.isHidden()
    assert tab.pane.side.title.isHidden()
    assert decisions.side.title.isHidden()


def test_a_decision_is_noted_changed_and_taken_back(qtbot, open_part):
    part = open_part(MeetingDecisions, "chair", "boris")
    desk = part._desk
    part.add.click()
    part.form.text.setPlainText("Ten maps")
    part.form.item.setCurrentIndex(part.form.item.findData("call-1"))
    part.form.objections.setPlainText("Amina Example: too many\nLynne Broke ?")
    done(qtbot, desk, part.form.save.click)

    (row,) = current.listed(desk.store, "decisions")
    kept = meeting_decisions.of_row(row)
    assert (kept.item, kept.channel, kept.meeting) == ("call-1", "call", "call")
    assert [each.who for each in kept.objections] == ["amina", "Lynne Broke ?"]
    assert part.detail.isVisible()
    assert "Amina Example: too many" in part.detail.objections.whole_text()

    part.detail.change.click()
    part.form.objections.setPlainText("Amina Example: too many")
    done(qtbot, desk, part.form.save.click)
    after = meeting_decisions.of_row(current.one(desk.store, "decisions", row.id))
    assert after.objections == kept.objections[:1]
    done(qtbot, desk, part.detail.take_back.click)
    assert titles(part) == []


def test_members_read_decisions_and_write_none(open_part):
    part = open_part(MeetingDecisions)

    assert not part.add.isVisible()
    assert part.none.isVisible()
    assert "with a sync" in part.empty.whole_text()
    assert not part.empty.isHidden()


def test_today_tells_what_i_have_to_do_and_chairs_what_waits(open_part):
    mine = today.collect(open_part(StepsView).pane._desk.store, NOW)
    chairs = list(model.needs(open_part(StepsView, "chair", "amina").pane._desk.store, NOW))

    assert [line.key for line in mine.needs] == ["steps/draw"]
    (of_all,) = [line for line in chairs if line.key == "steps/"]
    assert (of_all.title, of_all.below) == ("2 next steps are open", "1 is overdue")


def test_a_next_step_begins_from_a_note_on_an_item_once(qtbot, open_part):
    part = open_part(MeetingActions, "chair", "boris")
    pane, desk = part.pane, part.pane._desk
    about = About("item", "call-1")
    done(qtbot, desk, lambda: desk.act(
        lambda store: annotating.note(store, desk.home, about, "Ask who draws", clock=desk.clock)
    ))  # fmt: skip
    pane.add.click()
    pane.form.note.setCurrentIndex(1)
    pane.form.note.activated.emit(1)
    assert pane.form.text.text() == "Ask who draws"

    done(qtbot, desk, pane.form.save.click)

    made = next(row for row in current.listed(desk.store, "actions") if row.data.get("source"))
    (note,) = current.listed(desk.store, "notes")
    assert (made.data["source"], made.data["item"]) == ({"note": note.id}, "call-1")
    pane.add.click()
    assert not pane.form.note.isVisible()


def test_the_agenda_shows_under_an_item_what_was_decided_and_who_does_what(qtbot, open_part):
    part = open_part(MeetingAgenda, "chair", "boris")
    desk = part._desk
    done(qtbot, desk, lambda: desk.act(
        lambda store: deciding_meetings.note(
            store, "Ten maps", item="call-1", objections=[("amina", "too many")], clock=desk.clock
        ).changes
    ))  # fmt: skip

    item = part.items["call-1"]
    assert item.decided.whole_text() == (
        "Ten maps (\u2068on a call, Tue 27 Jan\u2069)\nObjection, Amina Example: too many"
    )
    assert titles_of(item.noted) == ["Draw the maps"]


def chain(form):
    """Give what Tab goes through, from the text on."""
    names = {id(getattr(form, name)): name for name in
             ("text", "owner", "due", "item", "save", "leave")}  # fmt: skip
    found, each = [], form.text
    while len(found) < len(names):
        if id(each) in names:
            found.append(names[id(each)])
        each = each.nextInFocusChain()
    return found


def test_a_form_is_saved_and_left_by_keys(qtbot, open_part):
    part = open_part(MeetingActions, "chair", "boris")
    pane, desk = part.pane, part.pane._desk
    part.activateWindow()
    qtbot.waitUntil(part.isActiveWindow)
    pane.add.click()
    qtbot.keyClicks(pane.form.text, "By keys")
    assert chain(pane.form) == ["text", "owner", "due", "item", "save", "leave"]

    done(
        qtbot,
        desk,
        lambda: qtbot.keyClick(
            pane.form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        ),
    )
    qtbot.waitUntil(lambda: "By keys" in titles(pane))
    pane.add.click()
    qtbot.keyClick(pane.form.owner, Qt.Key.Key_Escape)

    assert not pane.form.isVisible()
