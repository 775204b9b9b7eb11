"""The tab *Agenda*: chairs put it in order by mouse and keys, members read and propose."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from app.actions.agenda_writing import Place
from app.store import current, open_store, records
from app.ui.views.agenda_tree import Where
from app.ui.views.meeting_agenda_tab import MeetingAgendaTab
from app.ui.widgets.text import Label
from tests.gui.cycle import desk_at, home, record
from tests.gui.waiting import done, settled

ALT = Qt.KeyboardModifier.AltModifier


def item(id, position, title, **more):
    data = {"meeting": "call", "position": position, "label": id[1:], "title": title, **more}
    return record("items", id, data)


def agenda():
    return [
        record("members", "amina", {"name": "Amina Hope", "role": "chair"}),
        record("members", "dina", {"name": "Dina Wells", "role": "member"}),
        record("meetings", "call", {
            "title": "Call", "starts": "2026-02-27T14:00:00Z", "ends": "2026-02-27T15:00:00Z",
            "status": "draft",
        }),
        record("meetings", "later", {"title": "Later", "starts": "2026-03-27T14:00:00Z"}),
        record("documents", "guide", {"title": "Guide", "language": "en", "text": {"size": 12400}}),
        item("i1", 1, "Opening", minutes=10, lead="amina", documents=["guide"]),
        item("i2", 2, "Talks", minutes=40),
        item("i3", 3, "Close", minutes=20),
        record("comments", "c1", {
            "about": {"kind": "item", "id": "i2"}, "kind": "comment", "text": "Too long.",
            "change": {"minutes": 20}, "written_at": "2026-01-26T11:00:00Z",
        }, owner="dina", audience=("chairs",)),
    ]  # fmt: skip


def opened(qtbot, folder, role, account="amina"):
    where = home(folder, account=account, role=role)
    store = open_store(where.store)
    records.apply(store, agenda())
    store.close()
    return where


@pytest.fixture
def tab(qtbot, tmp_path):
    """The tab of a chair who edits."""
    with desk_at(opened(qtbot, tmp_path, "chair")) as desk:
        made = MeetingAgendaTab(desk)
        desk.changed.connect(made.refresh)
        qtbot.addWidget(made)
        made.resize(1000, 800)
        made.show()
        made.activateWindow()
        made.show_meeting("call")
        made.begin()
        qtbot.waitUntil(lambda: titles(made) == ["1  Opening", "2  Talks", "3  Close"])
        yield made
        settled(qtbot, desk)
        at_rest(qtbot, made)


def at_rest(qtbot, tab):
    qtbot.waitUntil(lambda: tab.editor is None or not tab.editor.is_busy())


def titles(tab):
    """Give the words of the tree's rows, indented by level."""
    found = []

    def walk(row, level):
        for number in range(row.childCount()):
            child = row.child(number)
            found.append("  " * level + child.text(0))
            walk(child, level + 1)

    walk(tab.editor.tree.invisibleRootItem(), 0)
    return found


def press(tab, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(tab.editor.tree, key, modifier)


def test_alt_and_the_arrows_move_an_item_and_numbers_follow(qtbot, tab):
    tab.editor.tree.choose("i2")

    press(tab, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: titles(tab) == ["1  Talks", "2  Opening", "3  Close"])
    at_rest(qtbot, tab)
    press(tab, Qt.Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: titles(tab) == ["1  Opening", "2  Talks", "3  Close"])
    at_rest(qtbot, tab)
    press(tab, Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(lambda: titles(tab) == ["1  Opening", "  1.1  Talks", "2  Close"])
    at_rest(qtbot, tab)
    press(tab, Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: titles(tab) == ["1  Opening", "2  Talks", "3  Close"])

    assert tab.editor.tree.current() == "i2"


def test_in_a_window_from_right_to_left_the_arrows_point_the_other_way(qtbot, tab):
    tab.editor.tree.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    tab.editor.tree.choose("i2")

    press(tab, Qt.Key.Key_Left, ALT)

    qtbot.waitUntil(lambda: titles(tab) == ["1  Opening", "  1.1  Talks", "2  Close"])


def test_insert_adds_behind_the_chosen_item_and_asks_for_its_title(qtbot, tab):
    tab.editor.tree.choose("i1")

    press(tab, Qt.Key.Key_Insert)
    qtbot.waitUntil(lambda: titles(tab)[1:2] == ["2  New item"])
    qtbot.waitUntil(lambda: tab.editor.form.title.selectedText() == "New item")
    tab.editor.form.title.setText("Cables")
    tab.editor.form.title.editingFinished.emit()

    qtbot.waitUntil(lambda: titles(tab) == ["1  Opening", "2  Cables", "3  Talks", "4  Close"])


def test_delete_takes_an_item_off_and_it_is_put_back(qtbot, tab):
    tab.editor.tree.choose("i2")

    press(tab, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(tab) == ["1  Opening", "2  Close"])
    at_rest(qtbot, tab)
    assert tab.editor.tree.current() == "i3"
    tab.editor.asked.restored.emit("i2")

    qtbot.waitUntil(lambda: titles(tab) == ["1  Opening", "2  Talks", "3  Close"])


def test_undo_takes_the_last_act_back(qtbot, tab):
    tab.editor.tree.choose("i3")
    press(tab, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: titles(tab) == ["1  Opening", "2  Close", "3  Talks"])
    qtbot.waitUntil(tab.editor.tools.undo.isEnabled)

    tab.editor.tools.undo.click()

    qtbot.waitUntil(lambda: titles(tab) == ["1  Opening", "2  Talks", "3  Close"])
    qtbot.waitUntil(lambda: not tab.editor.tools.undo.isEnabled())


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        (Where.OnItem, Place(under="i1")),
        (Where.AboveItem, Place(before="i1")),
        (Where.BelowItem, Place(after="i1")),
    ],
    ids=["on", "above", "below"],
)
def test_a_drop_means_what_its_mark_shows(tab, where, wanted):
    assert tab.editor.tree.place("i1", where) == wanted


def test_below_an_open_item_is_before_what_lies_first_under_it(qtbot, tab):
    tab.editor.tree.choose("i2")
    press(tab, Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(lambda: titles(tab) == ["1  Opening", "  1.1  Talks", "2  Close"])

    assert tab.editor.tree.place("i1", Where.BelowItem) == Place(before="i2")
    assert tab.editor.tree.place("", Where.OnViewport) == Place()


def test_an_item_dropped_under_all_others_goes_to_the_end(qtbot, tab):
    tree = tab.editor.tree
    tree.choose("i1")
    at = QPointF(QPoint(20, tree.viewport().height() - 2))

    tree.dropEvent(QDropEvent(at, Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier))  # fmt: skip

    qtbot.waitUntil(lambda: titles(tab) == ["1  Talks", "2  Close", "3  Opening"])


def test_the_fields_are_kept_when_they_are_left(qtbot, tab):
    form = tab.editor.form
    tab.editor.tree.choose("i3")
    form.minutes.setText("12,5")
    done(qtbot, tab._desk, form.minutes.editingFinished.emit)
    form.lead.setText("Dina Wells")
    done(qtbot, tab._desk, form.lead.editingFinished.emit)
    at = form.purpose.findData("decision")
    form.purpose.setCurrentIndex(at)
    done(qtbot, tab._desk, lambda: form.purpose.activated.emit(at))
    form.add.setText("gui")
    done(qtbot, tab._desk, form.add.returnPressed.emit)

    row = current.one(tab._desk.store, "items", "i3")
    assert row is not None
    wanted = {"minutes": 12.5, "lead": "dina", "purpose": "decision", "documents": ["guide"]}
    assert {name: row.data[name] for name in wanted} == wanted


def test_what_is_no_number_of_minutes_is_told_and_kept_nowhere(tab):
    form = tab.editor.form
    tab.editor.tree.choose("i3")

    form.minutes.setText("soon")
    form.minutes.editingFinished.emit()

    assert form.wrong.isVisible()
    row = current.one(tab._desk.store, "items", "i3")
    assert row is not None
    assert row.data["minutes"] == 20


def test_what_runs_over_is_told_in_words(qtbot, tab):
    assert tab.editor.running.words.whole_text() == "1 h 10 of 1 h 00 planned, 10 min too long"
    tab.editor.tree.choose("i2")

    tab.editor.form.minutes.setText("20")
    tab.editor.form.minutes.editingFinished.emit()

    said = "50 min of 1 h 00 planned, 10 min free"
    qtbot.waitUntil(lambda: tab.editor.running.words.whole_text() == said)


def test_a_chair_takes_up_what_a_member_proposes(qtbot, tab):
    qtbot.waitUntil(lambda: tab.editor.asked.isVisible())

    tab.editor.asked.accepted.emit("c1")

    qtbot.waitUntil(lambda: tab.editor.form.minutes.text() == "20")
    qtbot.waitUntil(lambda: not tab.editor.asked.isVisible())


def test_the_state_of_the_agenda_is_set(qtbot, tab):
    done(qtbot, tab._desk, lambda: tab.editor.status.pick("adopted"))

    row = current.one(tab._desk.store, "meetings", "call")
    assert row is not None
    assert row.data["status"] == "adopted"


def test_an_item_is_carried_over_to_a_meeting_of_the_menu(qtbot, tab):
    tab.editor.tree.choose("i1")
    at_rest(qtbot, tab)
    tab.editor.tools.menu.aboutToShow.emit()
    carry = tab.editor.tools.menu.actions()[0].menu()
    (there,) = [each for each in carry.actions() if each.text() == "Later"]

    done(qtbot, tab._desk, there.trigger)

    rows = current.where(tab._desk.store, "items", "$.meeting", "later")
    assert [row.data["title"] for row in rows] == ["Opening"]


def test_an_objection_that_somebody_spoke_is_noted(qtbot, tab):
    tab.editor.objecting.begin()
    assert not tab.editor.objecting.send.isEnabled()
    tab.editor.objecting.line.setText("Dina Wells")
    tab.editor.objecting.words.setPlainText("No break.")

    done(qtbot, tab._desk, tab.editor.objecting.send.click)

    row = current.one(tab._desk.store, "meetings", "call")
    assert row is not None
    assert [(each["by"], each["text"]) for each in row.data["objections"]] == [
        ("dina", "No break.")
    ]
    qtbot.waitUntil(lambda: not tab.editor.objecting.isVisible())


def test_a_file_with_a_fault_is_told_and_a_good_one_is_taken_over(qtbot, tab, tmp_path):
    path = tmp_path / "agenda.toml"
    path.write_text('[[item]]\nlabel = "9"\ntitle = "Late"\nminutes = -1\n', "utf-8")
    tab.editor.taking.take("call", path)
    qtbot.waitUntil(lambda: tab.editor.taking.faults.isVisible())
    assert "less than nothing" in tab.editor.taking.faults.text.toPlainText()
    assert titles(tab) == ["1  Opening", "2  Talks", "3  Close"]

    path.write_text('[[item]]\nlabel = "9"\ntitle = "Late"\nposition = 9\n', "utf-8")
    tab.editor.taking.take("call", path)

    qtbot.waitUntil(lambda: titles(tab)[3:] == ["4  Late"] or len(titles(tab)) == 4)
    assert not tab.editor.taking.faults.isVisible()


def test_a_member_reads_and_proposes_but_does_not_edit(qtbot, tmp_path):
    with desk_at(opened(qtbot, tmp_path, "member", "dina")) as desk:
        tab = MeetingAgendaTab(desk)
        desk.changed.connect(tab.refresh)
        qtbot.addWidget(tab)
        tab.resize(1000, 800)
        tab.show()
        tab.show_meeting("call")
        qtbot.waitUntil(lambda: tab.papers.isVisible())

        assert not tab.edit.isVisible()
        assert tab.papers.words.whole_text() == "0 of 1 paper read, about 10 min left"
        tab.propose.click()
        tab.proposing.line.setText("Water")
        done(qtbot, desk, tab.proposing.send.click)
        tab.items["i2"].begin()
        tab.items["i2"].field.setPlainText("Please shorter.")
        done(qtbot, desk, tab.items["i2"].propose_change)

        mine = [row.data for row in current.listed(desk.store, "comments") if row.waiting]
        assert sorted((row["about"]["id"], row["change"].get("title")) for row in mine) == [
            ("call", "Water"),
            ("i2", None),
        ]
        told = [label.whole_text() for label in tab.items["i2"].findChildren(Label)]
        assert "to the chairs, proposed as a change" in told
        settled(qtbot, desk)
