"""What is new on Today and in the lists, read and unread, the reading plan: by mouse and key."""

from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from app.actions import annotating, news, planning, reading
from app.actions.papers import About
from app.domain.changes import Changes
from app.domain.records import Record
from app.store import current, documents, facts, open_store, proposals, records, seen, tallies
from app.ui import starting
from app.ui.desk import Desk
from app.ui.models.proposals import Order, Wanted
from app.ui.noticing import Noticing
from app.ui.views.documents import DocumentsView
from app.ui.views.proposals import ProposalsView
from app.ui.views.today import TodayView
from app.ui.widgets.text import Label
from tests.gui import cycle, sample
from tests.gui.waiting import done, settled

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def home(tmp_path):
    """The sample cycle, all of it seen."""
    found = sample.filled(tmp_path / "home")
    with closing(open_store(found.store)) as store:
        news.notice(store, sample.clock)
        news.mark_seen(store)
    return found


@pytest.fixture
def desk_at():
    opened = []

    def at(home, clock=sample.clock):
        desk = Desk(home, clock=clock)
        opened.append(desk)
        return desk

    yield at
    for desk in opened:
        desk.close()


@pytest.fixture
def today(qtbot, desk_at):
    def show(home, clock=sample.clock):
        view = TodayView(desk_at(home, clock))
        qtbot.addWidget(view)
        view.resize(1190, 700)
        view.show()
        return view

    return show


@contextmanager
def writing(home):
    with closing(open_store(home.store)) as store:
        yield store
        news.notice(store, sample.clock)


def newer(store, collection, id, **fields):
    """Have the server say more of a record."""
    row = current.one(store, collection, id)
    version = (row.revision or 1) + 1
    data = {**row.data, **fields}
    records.apply(store, [Record(collection, id, version, "sec", tuple(row.readers), data)])


def lines(rows):
    return [rows.lines.line(at) for at in range(rows.lines.rowCount())]


def words(view):
    QApplication.processEvents()  # Qt shows what was added to a layout at its next turn
    return [label.whole_text() for label in view.findChildren(Label) if label.isVisibleTo(view)]


# --- Today --------------------------------------------------------------------------------------


def test_nothing_is_new_once_all_is_seen(today, home):
    view = today(home)

    assert not view.seen.isVisible()
    assert lines(view.new) == []
    assert view.calm.isVisible()


def test_what_came_is_told_by_what_became_of_it(today, home):
    with writing(home) as store:
        reading.opened(store, "proposals", "cybersecurity", 1, sample.clock)
        newer(store, "proposals", "cybersecurity", version=2)
        newer(store, "proposals", "local-content", status="withdrawn")
        newer(store, "documents", "criteria-zh", status="withdrawn")

    view = today(home)

    assert [(each.key, each.end) for each in lines(view.needs)] == [
        ("changes/cybersecurity", "changed")
    ]
    assert {(each.key, each.end) for each in lines(view.new)} == {
        ("proposal/local-content", "withdrawn"),
        ("document/criteria-zh", "withdrawn"),
    }


def test_a_moved_deadline_is_told_with_the_old_and_the_new_instant(qtbot, today, home):
    with writing(home) as store:
        deadlines = current.one(store, "rounds", "bpf").data["deadlines"]
        moved = {**deadlines[0], "at": "2021-02-01T11:59:59Z"}
        moved["moved_from"] = [{"at": deadlines[0]["at"], "why": "Asked for by members"}]
        newer(store, "rounds", "bpf", deadlines=[moved])

    view = today(home)
    (line,) = lines(view.new)

    assert (line.title, line.end) == ("Comments · Best Practice Forum proposals 2021", "moved")
    assert line.below.startswith("Was Fri 29 Jan")
    assert "now Mon 1 Feb" in line.below
    assert "end of 31 Jan anywhere on Earth" in line.below
    assert line.below.endswith("Asked for by members")

    with qtbot.waitSignal(view._desk.wanted) as wanted:
        done(qtbot, view._desk, lambda: view.new.activated_line.emit(line.key))
    view.refresh(Changes.of("news"))

    assert wanted.args == ["timeline", ""]
    assert lines(view.new) == []


def test_an_answered_question_is_told_until_its_paper_is_opened(qtbot, today, home):
    with writing(home) as store:
        about = About("proposal", "local-content", 1)
        asked = annotating.comment(
            store, home, about, "Who pays?", kind="question", clock=sample.clock
        )
        version = current.one(store, "versions", "local-content-v1").data
        answers = [{"question": asked.ids[0], "section": version["sections"][0]["key"]}]
        data = {**version, "number": 2, "answers": answers}
        records.apply(store, [Record("versions", "local-content-v2", 1, "sec", data=data)])
        newer(store, "proposals", "local-content", version=2)

    view = today(home)
    assert [each.below for each in lines(view.needs)] == [
        "Version 2; you read version 1", "1 question of yours was answered",
    ]  # fmt: skip

    desk = view._desk
    done(qtbot, desk, lambda: desk.act(
        lambda store: reading.opened(store, "proposals", "local-content", 2, sample.clock)
    ))  # fmt: skip
    view.refresh(Changes.of("seen"))

    assert lines(view.needs) == []


def test_all_is_marked_as_seen_at_once_and_that_is_taken_back(qtbot, today, home):
    with writing(home) as store:
        reading.opened(store, "proposals", "cybersecurity", 1, sample.clock)
        newer(store, "proposals", "cybersecurity", version=2)
        newer(store, "proposals", "local-content", status="withdrawn")
    view = today(home)
    desk = view._desk
    told = []
    desk.told.connect(lambda said, back: told.append((said, back)))

    view.seen.click()
    qtbot.waitUntil(lambda: bool(told))
    view.refresh(Changes.of("news"))

    assert told[0][0] == "2 items marked as seen."
    assert (lines(view.needs), lines(view.new)) == ([], [])
    assert tallies.unread(desk.store) == (3, 1)  # unread and changed as before

    told[0][1]()
    qtbot.waitUntil(lambda: len(told) == 2)
    view.refresh(Changes.of("news"))

    assert len(lines(view.needs)) == len(lines(view.new)) == 1


# --- the reading plan -----------------------------------------------------------------------------


def prepared(home):
    with closing(open_store(home.store)) as store:
        planning.prepare(store)


def test_the_plan_says_how_much_a_day_how_far_and_what_is_next(qtbot, today, home):
    prepared(home)

    view = today(home)
    (each,) = view._shown_plans

    assert each.far == "0 of 5 read"
    assert each.left == "3 a day, 15 minutes, until Fri 29 Jan"
    assert each.by == ""
    assert each.next_time.endswith(" min")
    said = words(view)
    assert each.far in said
    assert each.left in said

    done(qtbot, view._desk, lambda: view._desk.act(
        lambda store: reading.mark_read(store, "proposals", each.next, sample.clock)
    ))  # fmt: skip
    view.refresh(Changes.of("seen"))

    (after,) = view._shown_plans
    assert after.far == "1 of 5 read"
    assert after.by == "At this pace done on Sunday, after the deadline"
    assert after.late
    assert after.next != each.next


@pytest.mark.parametrize(
    ("hours", "said"),
    [(35, "5 today, 25 minutes"),
     (50.9, "5 today, 25 minutes: longer than is left until the deadline")],
    ids=["the day before", "the last minutes"],
)  # fmt: skip
def test_on_the_last_day_the_plan_tells_what_is_for_today(today, home, hours, said):
    prepared(home)

    (each,) = today(home, lambda: sample.NOW + timedelta(hours=hours))._shown_plans

    assert each.left == said


def test_the_plan_says_that_the_deadline_is_over(today, home):
    prepared(home)

    view = today(home, lambda: sample.NOW + timedelta(days=30))

    (each,) = view._shown_plans
    assert each.left.startswith("The deadline is over; 5 papers are not read (")


def test_the_plan_says_that_no_deadline_is_known(today, home):
    prepared(home)
    with writing(home) as store:
        newer(store, "rounds", "bpf", deadlines=[])

    (each,) = today(home)._shown_plans

    assert each.left.startswith("5 papers left, ")
    assert each.left.endswith("No deadline is known.")


def test_the_plan_says_that_everything_is_read(today, home):
    with writing(home) as store:
        for row in proposals.listed(store):
            reading.mark_read(store, "proposals", row.id, sample.clock)

    (each,) = today(home)._shown_plans

    assert (each.left, each.next) == ("Everything is read.", None)


def test_without_an_open_round_there_is_no_plan(today, home):
    with writing(home) as store:
        newer(store, "rounds", "bpf", status="closed")

    view = today(home)

    assert view._shown_plans == ()
    assert not view._reading.isVisible()


# --- Proposals ------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path):
    home = cycle.home(tmp_path / "cycle")
    with closing(open_store(home.store)) as store:
        news.notice(store, cycle.clock)
        planning.prepare(store)
    with cycle.opened(home) as view:
        yield view


def key(qtbot, view, key):
    qtbot.keyClick(QApplication.focusWidget() or view, key, CTRL)


def test_the_list_tells_the_minutes_and_marks_what_is_new(place):
    line = lines(place.list.list)[0]

    assert "1 min" in line.below.split(" · ")
    assert (line.end, line.end_tone) == ("new", "accent")


def test_the_mark_goes_with_mark_all_and_the_paper_stays_unread(qtbot, place):
    done(qtbot, place.desk, lambda: place.desk.act(
        lambda store: (news.mark_seen(store), Changes.of("news"))[1]
    ))  # fmt: skip

    line = lines(place.list.list)[0]
    assert (line.end, line.end_tone, line.strong) == ("unread", "soft", True)
    assert place.list.entries.count(Wanted.UNREAD) == 3


def test_a_paper_is_counted_as_unread_and_read_by_key_with_a_way_back(qtbot, place):
    told = []
    place.desk.told.connect(lambda said, back: told.append((said, back)))
    done(qtbot, place.desk, lambda: place.show_record("open-maps"))
    assert not place.list.entries.row("open-maps").unread
    place.paper.writing._timer.stop()  # each second it writes down where the reader is
    settled(qtbot, place.desk)
    done(qtbot, place.desk, lambda: place.desk.act(
        lambda store: reading.stopped(store, "proposals", "open-maps", {"section": "cost"})
    ))  # fmt: skip

    done(qtbot, place.desk, lambda: key(qtbot, place, Qt.Key.Key_U))
    assert told[-1][0] == "Marked as unread."
    assert place.list.entries.row("open-maps").unread
    assert seen.place(place.desk.store, "proposals", "open-maps") == {"section": "cost"}

    done(qtbot, place.desk, told[-1][1])
    assert not place.list.entries.row("open-maps").unread


def test_the_head_offers_what_is_not_so_yet(qtbot, place):
    done(qtbot, place.desk, lambda: place.show_record("open-maps"))
    head = place.paper.head

    assert head.time.accessibleName() == "1 minute to read"
    assert [each.text().partition("\t")[0] for each in head._reading.actions()] == [
        "Mark as unread", "Next in the reading plan",
    ]  # fmt: skip

    done(qtbot, place.desk, lambda: head._reading.actions()[0].trigger())

    assert head._reading.actions()[0].text().startswith("Mark as read")


def test_a_row_offers_to_count_it_as_read_without_opening_it(qtbot, place):
    menu = place.list.menu("quiet-radio")
    read, changed, _following = menu.actions()
    assert read.text().startswith("Mark as read")
    assert not changed.isEnabled()

    done(qtbot, place.desk, read.trigger)

    assert not place.list.entries.row("quiet-radio").unread
    assert place._paper is None
    assert place.list.menu("nothing") is None


def test_what_changed_is_one_key_away_from_the_list_and_the_paper(qtbot, place):
    done(qtbot, place.desk, lambda: place.show_record("open-maps"))
    cycle.arrive(place, cycle.second_version())
    qtbot.waitUntil(lambda: place.list.entries.row("open-maps").changed)
    place.show_list()
    assert place.list.list.key() == "open-maps"

    key(qtbot, place, Qt.Key.Key_D)

    assert place.paper.proposal() == "open-maps"
    assert place.paper.head.tabs.key() == "changes"
    settled(qtbot, place.desk)


def test_the_next_of_the_plan_is_one_key_away_and_skips_what_is_read(qtbot, place):
    plans = planning.plans(place.desk.store, cycle.NOW)
    order = [id for each in plans for id in each.plan.left]
    assert len(order) == 3

    went = []
    for _step in order:
        done(qtbot, place.desk, lambda: key(qtbot, place, Qt.Key.Key_J))
        went.append(place.paper.proposal())
    told = []
    place.desk.told.connect(lambda said, _back: told.append(said))
    key(qtbot, place, Qt.Key.Key_J)

    assert went == order
    assert told == ["Everything in your reading plan is read."]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (Order.TITLE, ["ws-7", "open-maps", "quiet-radio"]),
        (Order.CODE, ["open-maps", "quiet-radio", "ws-7"]),
        (Order.THEME, ["open-maps", "ws-7", "quiet-radio"]),
    ],
)
def test_the_list_is_put_in_the_order_one_wants(place, order, first):
    place.list.sort(order)

    assert place.list.ids() == first


def test_the_order_that_was_chosen_is_there_after_a_restart(place, qtbot):
    menu = next(each for each in place.list.sorting.findChildren(QMenu))
    by_title = next(each for each in menu.actions() if each.text() == "Title")

    by_title.trigger()

    assert place.list.ids() == ["ws-7", "open-maps", "quiet-radio"]
    with cycle.desk_at(place.desk.home) as again:
        view = ProposalsView(again)
        qtbot.addWidget(view)
        assert view.list.ids() == ["ws-7", "open-maps", "quiet-radio"]
        again.close()


def test_the_order_of_the_plan_is_that_of_its_key(place):
    place.list.sort(Order.PLAN)

    plans = planning.plans(place.desk.store, cycle.NOW)
    assert place.list.ids() == [row.id for each in plans for row in each.papers]


def test_alike_proposals_stand_together_and_say_so(qtbot, place):
    same = [
        cycle.record("proposals", "radio-two", cycle.proposal("D-9", "Quiet radio again")),
        cycle.version("radio-two", 1, "A radio that nobody can switch off."),
    ]
    cycle.arrive(place, same)
    qtbot.waitUntil(lambda: place.list.entries.row("radio-two") is not None)
    done(qtbot, place.desk, lambda: place.desk.act(
        lambda store: (planning.prepare(store), Changes.of("plan"))[1]
    ))  # fmt: skip

    place.list.sort(Order.ALIKE)

    ids = place.list.ids()
    at = max(ids.index("radio-two"), ids.index("quiet-radio"))
    assert abs(ids.index("radio-two") - ids.index("quiet-radio")) == 1
    assert "much like the one above" in lines(place.list.list)[at].below
    place.list.sort(Order.CODE)
    assert "much like" not in " ".join(each.below for each in lines(place.list.list))


def test_a_reading_speed_changes_the_minutes_told(place):
    long = "word " * 1200
    with closing(open_store(place.desk.home.store)) as store:
        records.apply(store, [replace(cycle.version("open-maps", 1, long), version=2)])
        store.run("DELETE FROM lengths")
        planning.prepare(store)
    place.refresh(Changes.of("plan"))
    slow = lines(place.list.list)[0].below

    place.desk.choose(replace(place.desk.settings, reading_pace=600))

    assert "6 min" in slow
    assert "2 min" in lines(place.list.list)[0].below


# --- Documents ------------------------------------------------------------------------------------


@pytest.fixture
def library(qtbot, desk_at, tmp_path):
    home = sample.filled(tmp_path / "home")
    with closing(open_store(home.store)) as store:
        news.notice(store, sample.clock)
    view = DocumentsView(desk_at(home))
    qtbot.addWidget(view)
    view.resize(1190, 700)
    view.show()
    view._desk.changed.connect(view.refresh)
    return view


def row(view, id):
    return next(each for each in lines(view.list) if each.key == id)


def test_a_document_is_new_until_it_is_opened_and_says_how_long_it_takes(qtbot, library):
    before = row(library, "lessons-past-forums")
    assert (before.end, before.strong) == ("new", True)
    assert "about 4 min" in before.below

    done(qtbot, library._desk, lambda: library.show_record("lessons-past-forums"))

    after = row(library, "lessons-past-forums")
    assert (after.end, after.strong) == ("text here", False)


def test_a_document_is_counted_as_read_from_its_menu_and_back(qtbot, library):
    told = []
    library._desk.told.connect(lambda said, back: told.append((said, back)))
    (action,) = library.menu("criteria-zh").actions()
    assert action.text().startswith("Mark as read")

    done(qtbot, library._desk, action.trigger)
    assert documents.one(library._desk.store, "criteria-zh").read
    assert not row(library, "criteria-zh").strong

    done(qtbot, library._desk, told[-1][1])
    assert row(library, "criteria-zh").end == "new"


def test_a_document_that_changed_is_marked_and_seen_when_it_is_opened(qtbot, library):
    desk = library._desk
    done(qtbot, desk, lambda: library.show_record("criteria-zh"))
    done(qtbot, desk, lambda: library.show_record("lessons-past-forums"))
    done(qtbot, desk, lambda: desk.act(
        lambda store: (newer(store, "documents", "criteria-zh", version="2"),
                       news.notice(store, sample.clock), Changes.of("documents"))[2]
    ))  # fmt: skip
    assert row(library, "criteria-zh").end == "changed"

    done(qtbot, desk, lambda: library.show_record("criteria-zh"))

    assert row(library, "criteria-zh").end != "changed"


# --- the window -----------------------------------------------------------------------------------


def test_what_came_is_noticed_off_the_thread_of_the_window(qtbot, desk_at, tmp_path):
    desk = desk_at(sample.filled(tmp_path / "home"))
    noticing = Noticing(desk)
    heard = []
    desk.changed.connect(heard.append)

    noticing.begin()

    qtbot.waitUntil(
        lambda: {"news", "plan"} <= {name for each in heard for name in each.collections}
    )
    assert len(news.unseen(desk.store)) == 9
    assert len(planning.alike(desk.store)) == 5
    noticing.close()


def test_noticing_that_is_closed_leaves_the_rest_to_the_next_start(qtbot, desk_at, tmp_path):
    home = sample.filled(tmp_path / "home")
    noticing = Noticing(desk_at(home))

    noticing.begin()
    noticing.close()
    again = Noticing(desk_at(home))
    again.begin()

    qtbot.waitUntil(lambda: not again.busy)
    with writing(home) as store:
        assert len(planning.alike(store)) == 5
    again.close()


def test_the_number_beside_today_goes_when_all_is_seen_and_ctrl_z_brings_it_back(qtbot, home):
    with writing(home) as store:
        facts.put(store, server=None)
        reading.opened(store, "proposals", "cybersecurity", 1, sample.clock)
        newer(store, "proposals", "cybersecurity", version=2)
    shell = starting.shell(home)
    qtbot.addWidget(shell)
    window = starting.fill(shell, home, clock=sample.clock)
    shell.show()
    rail = window.frame
    try:
        qtbot.waitUntil(lambda: "1" in spoken(rail, "Today"))
        view = rail.view("today")

        view.seen.click()
        qtbot.waitUntil(lambda: "1" not in spoken(rail, "Today"))

        rail.setFocus()
        qtbot.keyClick(shell, Qt.Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda: "1" in spoken(rail, "Today"))
    finally:
        shell.close()


def spoken(frame, name):
    """Return what a screen reader says of the place `name` in the rail."""
    found = [each.accessibleName() for each in frame.findChildren(QAbstractButton)]
    return next((each for each in found if each.startswith(name)), "")
