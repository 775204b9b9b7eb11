"""The box in Settings for a server that moved."""

from dataclasses import replace

import pytest

from app.actions.trouble import Trouble
from app.store import facts
from app.sync.transport import Moved
from app.ui.desk import Desk
from app.ui.line import Line
from app.ui.views.server_address import ServerAddress
from app.ui.views.settings import SettingsView
from tests.gui import far_server, sample

OLD, NEW = "https://mag.example", "https://mag2.example"


@pytest.fixture
def server():
    return far_server.FarServer()


@pytest.fixture
def desk(tmp_path, server, qtbot):
    home = sample.filled(tmp_path / "desk", server=OLD)
    desk = Desk(home, open_transport=server.open, clock=sample.clock)
    desk.choose(replace(desk.settings, auto_sync=False))
    yield desk
    server.held.set()
    Line.of(desk).close()
    desk.close()


def shown(qtbot, box):
    qtbot.addWidget(box)
    box.show()
    return box


def test_a_server_that_is_found_at_the_new_address_is_kept_and_synced_with(qtbot, desk):
    asked = []

    def move(store, url, *, stop):
        asked.append(url)
        facts.put(store, server=url)
        return facts.profile(store)

    box = shown(qtbot, ServerAddress(desk, move))
    assert not box.act.isEnabled()
    qtbot.keyClicks(box.field, f" {NEW} ")

    with qtbot.waitSignal(Line.of(desk).finished):
        box.act.click()

    assert asked == [NEW]
    assert box.field.text() == ""
    assert facts.profile(desk.store).server == NEW


def test_another_server_is_told_and_nothing_is_changed(qtbot, desk, server):
    def move(_store, url, *, stop):
        raise Trouble("other_history", url=url)

    box = shown(qtbot, ServerAddress(desk, move))
    box.field.setText(NEW)

    box.act.click()

    qtbot.waitUntil(lambda: "Nothing was changed" in box.said.text())
    assert box.act.isVisible()
    assert box.field.text() == NEW
    assert (facts.profile(desk.store).server, server.asked) == (OLD, 0)


def test_an_address_that_the_server_told_waits_for_the_members_word(qtbot, desk, server):
    server.error = lambda: Moved(NEW)
    line = Line.of(desk)
    line.start()
    with qtbot.waitSignal(line.stopped):
        line.sync()
    assert line.state == "refused"

    view = shown(qtbot, SettingsView(desk))

    assert view.address.field.text() == NEW
    assert "has moved to https://mag2.example" in view.address.said.text()
    assert facts.profile(desk.store).server == OLD


def test_without_a_server_there_is_no_address_to_change(qtbot, tmp_path, server):
    desk = Desk(sample.filled(tmp_path / "files"), open_transport=server.open, clock=sample.clock)

    view = shown(qtbot, SettingsView(desk))

    assert not view.address.isEnabled()
    Line.of(desk).close()
    desk.close()
