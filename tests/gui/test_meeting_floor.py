"""The floor in the window: asked for, ordered, given, timed, noted, by keys alone; hidden, it rests."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.actions import floor_asking, floor_chairing
from app.domain import intents
from app.domain.changes import NOTHING
from app.store import current, facts, open_store, records
from app.sync.server import Floor, ServerTransport
from app.sync.transport import Unreachable
from app.ui.theme import theme
from app.ui.views.meeting_floor import MeetingFloor
from tests.gui import walk
from tests.gui.cycle import NOW, clock, home, record
from tests.gui.waiting import calm, done

STARTS = (NOW - timedelta(minutes=12)).isoformat()
BEGAN = (NOW - timedelta(minutes=3, seconds=30)).isoformat()


def papers():
    people = {
        "amina": ("Amina Example", "civil", "african"),
        "boris": ("Boris Example", "government", "eastern_european"),
        "carla": ("Carla Example", "private", "grulac"),
    }
    return [
        record("meetings", "call", {"title": "First call", "starts": STARTS}),
        record("items", "one", {"meeting": "call", "position": 1, "title": "Welcome", "minutes": 10}),
        record("items", "two", {"meeting": "call", "position": 2, "title": "Maps", "minutes": 20}),
        *(
            record("members", account, {"name": name, "group": group, "region": region}, version=2)
            for account, (name, group, region) in people.items()
        ),
    ]  # fmt: skip


def asked(account, kind="floor", about=("item", "one"), at="2026-01-27T08:00:00Z", **more):
    what, id = about
    data = {"kind": kind, "about": {"kind": what, "id": id}, "written_at": at, **more}
    return record(
        "intents", intents.intent_id("igf2026", account, kind, id), data,
        owner=account, audience=("chairs",),
    )  # fmt: skip


@pytest.fixture
def open_floor(qtbot, tmp_path, at_desk, shown):
    def make(role="chair", *more):
        where = home(tmp_path / role, role=role)
        with closing(open_store(where.store)) as store:
            records.apply(store, [*papers(), *more])
        desk = at_desk(where)
        part = MeetingFloor(desk)
        desk.changed.connect(part.refresh)
        part.show_meeting("call")
        shown(part, 1000, 800)
        calm(qtbot, part)
        return part

    return make


def act(qtbot, part, what):
    done(qtbot, part._desk, what)
    calm(qtbot, part)


def names(part):
    rows = part.queue.list.lines
    return [rows.line(row).title for row in range(rows.rowCount())]


def item(part, id="one"):
    return current.one(part._desk.store, "items", id).data


def test_a_chair_opens_the_floor_and_goes_through_the_queue_by_keys_alone(qtbot, open_floor):
    part = open_floor("chair", asked("boris"), asked("carla", at="2026-01-27T08:01:00Z"))
    act(qtbot, part, part.open.click)
    before, counted = names(part), part.item.currentText()

    act(
        qtbot,
        part,
        lambda: QTest.keyClick(part, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    )
    first = part.timer.who.text()
    act(
        qtbot,
        part,
        lambda: QTest.keyClick(part, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    )
    second = part.timer.who.text()
    act(
        qtbot,
        part,
        lambda: QTest.keyClick(part, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier),
    )

    assert counted == "1 Welcome · 2 wait"
    assert before == ["1. Boris Example", "2. Carla Example"]
    assert (first, second) == ("Boris Example", "Carla Example")
    assert part.item.currentData() == "two"
    assert [each["state"] for each in item(part)["queue"]] == ["spoken", "spoken"]
    assert "open" in part.standing.text()


def test_alt_and_a_digit_go_to_the_fields_and_what_is_typed_is_kept_for_its_item(qtbot, open_floor):
    part = open_floor("chair")
    act(qtbot, part, part.open.click)
    QTest.keyClick(part, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    points = part.focusWidget()
    QTest.keyClicks(points, "Maps matter")
    act(qtbot, part, part.on.click)
    QTest.keyClick(part, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(part.focusWidget(), "We meet in May")
    act(qtbot, part, lambda: QTest.keyClick(part.focusWidget(), Qt.Key.Key_Return))
    QTest.keyClick(part, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(part.focusWidget(), "Boris writes to the host")
    act(qtbot, part, lambda: QTest.keyClick(part.focusWidget(), Qt.Key.Key_Return))

    assert points is part.minutes.points
    assert item(part)["key_points"] == "Maps matter"
    assert "key_points" not in item(part, "two")
    assert "We meet in May" in part.minutes.decisions.text()
    assert "Boris writes to the host" in part.minutes.steps.text()


def test_a_chair_adds_moves_puts_off_and_takes_out(qtbot, open_floor):
    part = open_floor("chair")
    for name in ("Boris", "Lynne Broke", "Carla"):
        act(
            qtbot, part, lambda name=name: (part.queue.name.setText(name), part.queue.name._enter())
        )
    added = names(part)

    part.queue.list.choose("carla")
    act(qtbot, part, part.queue.up.click)
    moved = names(part)
    act(qtbot, part, part.queue.later.click)
    act(qtbot, part, part.queue.out.click)

    assert added == ["1. Boris Example", "2. Lynne Broke", "3. Carla Example"]
    assert moved == ["1. Boris Example", "2. Carla Example", "3. Lynne Broke"]
    assert names(part) == ["1. Boris Example", "2. Lynne Broke"]


def test_the_timer_says_the_last_minute_and_rests_while_it_is_hidden(qtbot, open_floor):
    queue = [{"id": "boris", "member": "boris", "state": "speaking", "began_at": BEGAN}]
    part = open_floor("member", record(
        "items", "one", {"meeting": "call", "title": "Welcome", "queue": queue}, version=2,
    ))  # fmt: skip
    seen = part.timer.digits.text, part.timer.stage.text(), part.timer.is_running()

    part.hide()

    assert seen == ("0:30", "Last minute", True)
    assert not part.timer.is_running()
    assert not part.following.is_following()
    part.show()
    assert part.timer.is_running()


def test_a_member_asks_says_not_now_and_withdraws(qtbot, open_floor):
    part = open_floor("member")
    hidden = part.queue.acts.isHidden(), part.minutes.isHidden(), part.open.isHidden()
    part.mine.about.setPlainText("about the maps")
    act(qtbot, part, part.mine.ask.click)
    asked_ = part.mine.standing.text()
    act(qtbot, part, part.mine.not_now.click)
    later = part.mine.standing.text()
    act(qtbot, part, part.mine.withdraw.click)

    (row,) = current.listed(part._desk.store, "intents")
    assert hidden == (True, True, True)
    assert "waits for a line" in asked_
    assert "others" in later
    assert (row.data["text"], row.data["withdrawn"]) == ("about the maps", True)
    assert part.mine.standing.isHidden()
    assert part.mine.ask.isVisible()


def test_prepared_words_are_sent_and_shown_to_the_chair_who_marks_them(qtbot, open_floor):
    words = "The maps belong to those who live there."
    part = open_floor("member")
    part.mine.words.setPlainText(words)
    part.mine.aloud.setChecked(True)
    act(qtbot, part, part.mine.send.click)
    mine = floor_asking.mine(part._desk.store, "intervention", "one")

    chair = open_floor("chair", asked("boris", "intervention", text=words, read_out=True))
    card = chair.prepared.body.itemAt(0).widget()
    told = [each.text() for each in card.findChildren(type(chair.standing))]
    act(qtbot, chair, lambda: chair.prepared._deliver("one", "boris", "read_out"))

    assert (mine.text, mine.read_out) == (words, True)
    assert words in told
    assert item(chair)["delivered"][0]["how"] == "read_out"


def test_what_is_typed_beforehand_is_kept_as_a_draft_for_its_item(qtbot, open_floor):
    part = open_floor("member")
    part.mine.words.setPlainText("Half a thought")
    act(qtbot, part, lambda: part.go_to("two"))
    other = part.mine.words.text()
    part.go_to("one")
    calm(qtbot, part)

    assert other == ""
    assert part.mine.words.text() == "Half a thought"
    assert "Saved on this computer" in part.mine.state.words.text()
    assert floor_asking.mine(part._desk.store, "intervention", "one").state == "draft"


def test_attendance_is_typed_and_apologies_flow_in(qtbot, open_floor):
    part = open_floor("chair", asked("carla", "apologies", ("meeting", "call"), text="On a plane"))
    for name in ("Boris", "Lynne Broke ?"):
        act(qtbot, part, lambda name=name: (
            part.attendance.name.setText(name), part.attendance.name._enter(),
        ))  # fmt: skip
    lines = part.attendance.list.lines
    titles = {lines.line(row).title: lines.line(row).state for row in range(lines.rowCount())}
    key = next(
        lines.line(row).key for row in range(lines.rowCount()) if "Lynne" in lines.line(row).title
    )
    part.attendance.list.choose(key)
    act(qtbot, part, lambda: part.attendance._mark("left_early"))

    assert "On a plane" in [lines.line(row).below for row in range(lines.rowCount())]
    assert titles == {
        "Boris Example": "present", "Lynne Broke ?": "present", "Carla Example": "apologies",
    }  # fmt: skip
    assert part.attendance.count.text() == "2 present · 1 with apologies"
    found = {each.get("name") or each["member"]: each for each in
             current.one(part._desk.store, "meetings", "call").data["attendance"]}  # fmt: skip
    assert (found["Lynne Broke"]["state"], found["Lynne Broke"]["uncertain"]) == (
        "left_early",
        True,
    )


def test_first_speakers_and_balance_are_told_beside_the_list(qtbot, open_floor):
    part = open_floor("chair", asked("boris"), asked("carla", at="2026-01-27T08:01:00Z"))
    store = part._desk

    def spoke(store):
        floor_chairing.begin(store, "two", "boris", clock)
        return floor_chairing.end(store, "two", clock)

    act(qtbot, part, lambda: store.act(spoke))

    lines = part.queue.list.lines
    assert [lines.line(row).end for row in range(2)] == ["", "first time"]
    assert "Carla Example" in part.queue.balance.text()
    assert "government" in part.queue.balance.text()


def test_a_meeting_without_an_agenda_says_so_and_breaks_nothing(qtbot, open_floor):
    part = open_floor("chair", record("meetings", "bare", {"title": "Bare"}))

    part.show_meeting("bare")
    calm(qtbot, part)

    assert part.item.isHidden()
    assert part.open.isHidden()


class Told(ServerTransport):
    """A server that says what a test wishes of the floor, or nothing at all."""

    answer: Floor | None = None
    asked = 0

    def floor(self, meeting, mark="", stop=lambda: False):
        Told.asked += 1
        if Told.answer is None:
            raise Unreachable
        return None if mark == Told.answer.mark else Told.answer


@pytest.fixture
def watched(qtbot, open_floor, monkeypatch):
    monkeypatch.setattr(Told, "answer", None)
    monkeypatch.setattr(Told, "asked", 0)
    part = open_floor("member")
    desk = part._desk
    desk.worker.write(lambda store: facts.put(store, server="http://127.0.0.1:9") or NOTHING)
    calm(qtbot, part)
    desk.open_transport = lambda profile: Told(profile.server, profile.cycle, profile.token)
    return part


def test_a_member_who_looks_sees_the_list_as_it_changes_and_keeps_it_without_a_line(qtbot, watched):
    Told.answer = Floor("one", (">boris", "~Lynne Broke"), 1769504220, 2, "a")
    watched._follow()
    qtbot.waitUntil(lambda: watched.timer.who.text() == "Boris Example")
    first = names(watched), watched.standing.text()
    Told.answer = None
    watched.following._ask()
    qtbot.waitUntil(lambda: watched.offline.isVisible())

    assert first[0] == ["1. Lynne Broke"]
    assert "open" in first[1]
    assert names(watched) == ["1. Lynne Broke"]
    assert current.one(watched._desk.store, "items", "one").data.get("queue") is None


def test_nothing_is_asked_while_the_tab_is_hidden_or_where_one_syncs_by_hand(qtbot, watched):
    Told.answer = Floor("", (), 0, 0, "a")
    watched._follow()
    qtbot.waitUntil(lambda: watched.following.has_line is True)
    watched.hide()
    asked_ = Told.asked
    watched._desk.choose(replace(watched._desk.settings, auto_sync=False))
    watched.show()
    calm(qtbot, watched)

    assert not watched.following.is_following()
    assert Told.asked == asked_ == 1


@pytest.mark.parametrize("role", ["chair", "member"])
@pytest.mark.parametrize(
    ("look", "percent", "rtl", "width"),
    [("light", 100, False, 1000), ("dark", 200, False, 760), ("contrast", 100, True, 640)],
    ids=["light", "dark-200", "contrast-rtl"],
)
def test_everything_has_a_name_and_room_in_every_look(
    qtbot, open_floor, qapp, role, look, percent, rtl, width
):
    theme().use(look, percent, "")
    qapp.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    queue = [{"id": "boris", "member": "boris", "state": "speaking", "began_at": BEGAN},
             {"id": "carla", "member": "carla", "state": "waiting"}]  # fmt: skip
    part = open_floor(role, asked("boris", "intervention", text="Words."), record(
        "items", "one", {"meeting": "call", "position": 1, "title": "Welcome", "queue": queue}, version=2,
    ), asked("carla", "apologies", ("meeting", "call")))  # fmt: skip
    part.resize(width, 800)
    calm(qtbot, part)

    assert walk.unnamed(part) == []
    assert walk.cut(part) == []
    assert walk.small(part) == []


@pytest.mark.parametrize("role", ["chair", "member"])
def test_in_one_column_who_is_there_comes_last_for_eyes_and_for_tab(qtbot, open_floor, role):
    part = open_floor(role)
    part.resize(640, 800)
    calm(qtbot, part)

    def top(each):
        return each.mapTo(part.columns.parentWidget(), each.rect().topLeft()).y()

    asked_with = part.minutes if role == "chair" else part.mine
    chain = walk.tabbed(part)
    inside = [at for at, each in enumerate(chain) if asked_with.isAncestorOf(each)]
    there = [at for at, each in enumerate(chain) if part.attendance.isAncestorOf(each)]

    assert top(part.queue) < top(asked_with) < top(part.attendance)
    assert inside
    assert there == [] or max(inside) < min(there)
