"""Care of the profile in the window: backups, the doctor, going back, erasing."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel

from app import settings
from app.actions import annotating, backing, backups
from app.actions.papers import About
from app.store import current, open_store
from app.ui import starting
from app.ui.views.settings import SettingsView
from app.ui.widgets.buttons import Button
from tests.gui import far_server, sample
from tests.gui.walk import cut, small, unnamed, wear

PAPER = About("proposal", "cybersecurity")


@pytest.fixture
def opened(qtbot, tmp_path: Path):
    """Open windows on profiles, and close what is still open."""
    shells, server = [], far_server.FarServer()

    def begin(home):
        starting.application(home)
        shell = starting.shell(home)
        shell.resize(1190, 700)
        shell.show()
        shells.append(shell)
        window = starting.fill(shell, home, open_transport=server.open, clock=sample.clock)
        return window if window is not None else shell

    yield begin
    server.held.set()
    for shell in shells:
        if starting.shiboken6.isValid(shell):
            shell.close()
            shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def home(tmp_path: Path):
    filled = sample.filled(tmp_path / "home", server="https://mag.example")
    settings.save(filled.settings, settings.Settings(auto_sync=False))  # nothing goes by itself
    return filled


def noted(home, words):
    store = open_store(home.store)
    annotating.comment(store, home, PAPER, words)
    store.close()


def texts(home):
    store = open_store(home.store)
    found = [row.data["text"] for row in current.listed(store, "comments")]
    store.close()
    return found


def care_of(window):
    view = window.go("settings")
    assert isinstance(view, SettingsView)
    return view.care


def left(qtbot, window):
    """Wait until the window has closed, and do what it was closed for."""
    shell = window.shell
    qtbot.waitUntil(lambda: not shell.isVisible() and shell.between is not None)
    return starting.between(shell)


def words_in(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_last_backup_is_told_and_a_new_one_counts(qtbot, opened, home):
    window = opened(home)
    care = care_of(window)
    assert "no backup yet" in care.last.text()
    assert not care.back.isEnabled()

    with qtbot.waitSignal(window.desk.told):
        care.make.click()

    assert "1 is kept" in care.last.text()
    assert care.back.isEnabled()
    assert care.make.isEnabled()
    assert not care.under_way.isVisible()


def test_a_sound_profile_is_told_as_such(qtbot, opened, home):
    window = opened(home)
    care = care_of(window)

    care.check.click()

    assert not care.check.isEnabled()
    qtbot.waitUntil(lambda: "The profile is sound." in words_in(care))
    assert care.check.isEnabled()


def test_what_the_doctor_mends_is_told_in_words(qtbot, opened, home):
    text = next((home.folder / "texts").glob("*.md"))
    text.write_text("something else")
    window = opened(home)
    care = care_of(window)

    care.check.click()

    qtbot.waitUntil(lambda: "A file is not what it was" in words_in(care))
    assert "Mended." in words_in(care)
    assert not text.exists()


def test_a_check_can_be_stopped(qtbot, opened, home):
    window = opened(home)
    care = care_of(window)

    care.check.click()
    with qtbot.waitSignal(window.desk.told) as told:
        care.cancel.click()

    assert "Stopped" in told.args[0]
    assert care.check.isEnabled()


def test_going_back_to_a_backup_keeps_what_was_not_sent(qtbot, opened, home):
    noted(home, "before")
    store = open_store(home.store)
    backing.backup(store, home, sample.clock)
    store.close()
    noted(home, "after")
    window = opened(home)
    care = care_of(window)

    care.back.click()
    assert care.restoring.isVisible()
    assert care.restoring.which.count() == 1
    care.restoring.go.click()
    said = left(qtbot, window)

    assert said is not None
    assert "1 item that was not sent yet came along" in said
    assert sorted(texts(home)) == ["after", "before"]
    again = opened(home)
    assert "1 is kept" in care_of(again).last.text()


def test_erasing_takes_two_steps_and_leaves_what_is_not_ours(qtbot, opened, home):
    noted(home, "only here")
    (home.folder / "letter.odt").write_text("mine")
    window = opened(home)
    care = care_of(window)

    care.erase.click()
    assert "1 item is only on this computer" in care.erasing.lost.text()
    assert not care.erasing.erase.isVisible()
    care.erasing.go_on.click()
    assert care.erasing.erase.isVisible()
    assert not care.erasing.erase.hasFocus()
    care.erasing.erase.click()
    said = left(qtbot, window)

    assert said is not None
    assert "copy is gone" in said
    assert [path.name for path in home.folder.iterdir()] == ["letter.odt"]


def test_leaving_it_changes_nothing(qtbot, opened, home):
    window = opened(home)
    care = care_of(window)

    care.erase.click()
    care.erasing.go_on.click()
    care.erasing.leave.click()

    assert not care.erasing.isVisible()
    assert home.store.exists()


def test_all_that_is_mine_is_offered_before_erasing(qtbot, opened, home, tmp_path, monkeypatch):
    noted(home, "only here")
    out = tmp_path / "mine.json"
    monkeypatch.setattr("app.ui.exports.Export.ask", lambda *_: out)
    window = opened(home)
    care = care_of(window)

    care.erase.click()
    with qtbot.waitSignal(window.desk.told):
        care.erasing.export.click()

    assert "only here" in json.dumps(json.loads(out.read_text("utf-8")))


def test_a_damaged_profile_is_mended_from_the_window(qtbot, opened, home):
    noted(home, "not sent")
    raw = bytearray(home.store.read_bytes())
    raw[:100] = bytes(100)
    home.store.write_bytes(raw)

    shell = opened(home)
    empty = shell.centralWidget()
    assert "damaged" in empty.sentence.text()
    empty.findChild(Button).click()
    qtbot.waitUntil(lambda: not shell.isVisible() and shell.between is not None)
    said = starting.between(shell)

    assert said is not None
    assert "The damaged file is kept" in said
    assert texts(home) == ["not sent"]


def test_an_open_window_makes_the_daily_backup_by_itself(qtbot, opened, home):
    window = opened(home)

    window.keeping.keep()

    qtbot.waitUntil(lambda: [each.why for each in backups.listed(home)] == ["daily"])
    qtbot.waitUntil(lambda: window.keeping._job is None)
    window.keeping.keep()
    qtbot.waitUntil(lambda: window.keeping._job is None)
    assert len(backups.listed(home)) == 1


@pytest.mark.parametrize(
    ("name", "percent", "mirrored"),
    [("light", 100, False), ("dark", 100, True), ("light", 200, False), ("contrast", 100, True)],
)
def test_the_page_of_care_fits_in_every_dress(
    qtbot, qapp, opened, home, tmp_path, name, percent, mirrored
):
    store = open_store(home.store)
    backing.backup(store, home, sample.clock)
    store.close()
    noted(home, "only here")
    window = opened(home)
    wear(qapp, name, percent, mirrored=mirrored)
    care = care_of(window)
    page = window.frame.view("settings").page
    for panel in (care.back, care.erase):
        panel.click()
        QCoreApplication.processEvents()
        page.area.ensureWidgetVisible(care.erasing if panel is care.erase else care.restoring)
        QCoreApplication.processEvents()
        window.shell.grab().save(
            str(
                tmp_path / f"care-{name}-{percent}-{'erase' if panel is care.erase else 'back'}.png"
            )
        )
        assert cut(care) == []
        assert small(care) == []
        assert unnamed(care) == []
