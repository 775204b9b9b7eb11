"""What the window does on a line that is paid by the byte, with budgets, and without a server."""

from dataclasses import replace
from pathlib import Path

import pytest

from app import settings as choices
from app.actions import annotating, queueing, traffic
from app.actions.papers import About
from app.actions.trouble import Trouble
from app.store import facts, open_store
from app.ui import starting
from app.ui.desk import Desk
from app.ui.line import Line
from app.ui.views.join_server import JoinServer
from app.ui.views.settings import SettingsView
from tests.gui import far_server, sample

MESSAGE = """Server: https://mag.example
Invitation: abcd-efgh-ijkl-mnop-qrst-uvwx-y2
Fingerprint: 0123-4567-89ab-cdef-0123
"""


@pytest.fixture
def server():
    return far_server.FarServer()


@pytest.fixture
def open_window(qtbot, server):
    opened = []

    def begin(home):
        starting.application(home)
        shell = starting.shell(home)
        made = []
        given = {"open_transport": server.open, "clock": sample.clock}
        shell.when_painted(lambda: made.append(starting.fill(shell, home, **given)))
        shell.show()
        qtbot.waitUntil(lambda: bool(made))
        opened.append(shell)
        return made[0]

    yield begin
    server.held.set()
    for shell in opened:
        shell.close()
        shell.deleteLater()


def test_a_metered_line_is_told_and_brings_no_files_by_itself(qtbot, open_window, tmp_path):
    home = sample.filled(tmp_path / "home", server="https://mag.example")
    store = open_store(home.store)
    queueing.add(store, home, ["lessons-past-forums"])
    store.close()
    window = open_window(home)
    qtbot.waitUntil(lambda: window.line.state == "connected")

    window.network.set_metered(True)
    window.network.watch()
    window.network.set_metered(True)

    assert window.frame.status.line.accessibleName() == "Connected, texts only"
    qtbot.waitUntil(lambda: window.network.downloads.state == "held")


def test_a_line_that_is_free_again_goes_on_with_the_files(qtbot, open_window, server, tmp_path):
    home = sample.filled(tmp_path / "home", server="https://mag.example")
    store = open_store(home.store)
    queueing.add(store, home, ["lessons-past-forums"])
    store.close()
    window = open_window(home)
    window.network.set_metered(True)
    window.network.watch()
    window.network.set_metered(True)
    qtbot.waitUntil(lambda: window.network.downloads.state == "held")
    server.files = dict.fromkeys([_sha(window)], b"x")
    server.reached.clear()

    window.network.set_metered(False)

    qtbot.waitUntil(server.reached.is_set)


def test_a_member_says_never_and_the_line_is_used_as_any_other(qtbot, open_window, tmp_path):
    window = open_window(sample.filled(tmp_path / "home", server="https://mag.example"))
    qtbot.waitUntil(lambda: window.line.state == "connected")
    window.network.set_metered(True)

    window.desk.choose(replace(window.desk.settings, metered="never"))

    assert window.frame.status.line.accessibleName() == "Connected"


def test_the_month_stands_beside_its_budget_in_the_status_bar(qtbot, open_window, tmp_path):
    home = sample.filled(tmp_path / "home", server="https://mag.example")
    store = open_store(home.store)
    traffic.spend(store, 1_200_000, "2021-01-27T09:00:00Z")
    store.close()
    window = open_window(home)

    window.desk.choose(replace(window.desk.settings, month_budget=20))

    month = window.frame.status.month
    qtbot.waitUntil(lambda: month.text() == "1.2 of 20 MB this month")


def test_a_larger_budget_lets_the_day_go_on(qtbot, open_window, server, tmp_path):
    home = sample.filled(tmp_path / "home", server="https://mag.example")
    store = open_store(home.store)
    traffic.spend(store, 2_200_000, "2021-01-27T09:00:00Z")
    store.close()
    choices.save(home.settings, replace(choices.load(home.settings), month_budget=2))
    window = open_window(home)
    assert window.line.state == "spent"
    assert server.asked == 0

    window.desk.choose(replace(window.desk.settings, month_budget=20))

    qtbot.waitUntil(lambda: window.line.state == "connected")


def test_without_a_server_what_waits_goes_by_file_or_mail(qtbot, open_window, tmp_path):
    home = sample.filled(tmp_path / "home")
    store = open_store(home.store)
    facts.put(store, way="file", pack_made_at="2021-01-12T08:00:00Z", token=None, cursor=None)
    annotating.comment(store, home, About("proposal", "cybersecurity"), "Well put.")
    store.close()

    window = open_window(home)

    status = window.frame.status
    assert status.line.accessibleName() == "Papers from a file of 12 Jan"
    told = "1 item waits: send it by file or mail"
    qtbot.waitUntil(lambda: status.waits.accessibleName() == told)
    assert "Without a server" in window.go("sync")._alone.heading.text()


@pytest.fixture
def desk(tmp_path: Path, server, qtbot):
    desk = Desk(sample.filled(tmp_path / "desk"), open_transport=server.open, clock=sample.clock)
    desk.choose(replace(desk.settings, auto_sync=False))
    yield desk
    server.held.set()
    Line.of(desk).close()
    desk.close()


def test_budgets_are_typed_and_kept(qtbot, desk):
    view = SettingsView(desk)
    qtbot.addWidget(view)
    view.show()

    view.month.field.setText("25")
    view.month.field.editingFinished.emit()
    view.each_sync.field.setText("400")
    view.each_sync.field.editingFinished.emit()
    view.metered.chosen.emit("always")
    kept = desk.settings
    view.month.field.setText("")
    view.month.field.editingFinished.emit()

    assert (kept.month_budget, kept.sync_budget, kept.metered) == (25, 400, "always")
    assert desk.settings.month_budget == 0


def test_a_profile_of_files_joins_a_server_and_keeps_what_is_mine(qtbot, desk, server):
    def join(store, url, invitation, *, fingerprint=None, stop=None):
        facts.put(store, server=url, token="t", device="d", way=None, fingerprint=fingerprint)
        return facts.profile(store)

    with qtbot.waitSignal(desk.worker.changed):
        desk.act(
            lambda store: annotating.comment(
                store, desk.home, About("proposal", "cybersecurity"), "Well put.",
                clock=sample.clock,
            )
        )  # fmt: skip
    box = JoinServer(desk, join)
    qtbot.addWidget(box)
    box.show()
    assert not box.act.isEnabled()
    box.message.setPlainText(MESSAGE)
    assert "mag.example" in box.said.text()

    with qtbot.waitSignal(Line.of(desk).finished):
        box.act.click()

    assert [kind for kind, _id in server.took] == ["comments"]
    assert box.message.text() == ""


def test_an_invitation_that_was_used_is_told_and_changes_nothing(qtbot, desk):
    def spent(*_given, **_named):
        raise Trouble("server_refused", status=409, reason="invitation_spent")

    box = JoinServer(desk, spent)
    qtbot.addWidget(box)
    box.show()
    box.message.setPlainText(MESSAGE)

    box.act.click()

    qtbot.waitUntil(lambda: "already used on another computer" in box.said.text())
    assert box.act.isVisible()
    assert facts.profile(desk.store).server == ""


def _sha(window):
    return next(
        str(row["sha"])
        for row in window.desk.store.rows(
            "SELECT data ->> '$.file.sha256' AS sha FROM current WHERE id = 'lessons-past-forums'"
        )
    )
