"""Starting: on a profile that cannot be opened, and on files that the system hands over."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent

from app.paths import Home, resource
from app.ui import starting
from app.ui.views.first_run import FirstRun
from app.ui.widgets.messages import EmptyState


def store_is_a_folder(home):
    home.store.mkdir(parents=True)


def profile_is_a_file(home):
    home.folder.write_bytes(b"")


def store_is_something_else(home):
    home.folder.mkdir()
    home.store.write_bytes(b"no store of ours" * 100)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (store_is_a_folder, "The system refused: unable to open database file."),
        (profile_is_a_file, "The system refused: "),
        (store_is_something_else, "store is damaged; it was left as it is."),
    ],
)
def test_a_profile_that_cannot_be_opened_is_told_in_the_window(qtbot, tmp_path, spoil, words):
    home = Home(tmp_path / "profile")
    spoil(home)
    starting.application(home)
    shell = starting.shell(home)
    qtbot.addWidget(shell)

    window = starting.fill(shell, home)

    told = shell.centralWidget()
    assert window is None
    assert isinstance(told, EmptyState)
    assert words in told.sentence.text()


@pytest.fixture
def wait_again(qapp):
    """Leave no window behind that files are handed to."""
    yield
    qapp.hand_files_to(None)


def double_clicked(app, path):
    """Tell `app` what macOS tells it when a file is double-clicked."""
    QCoreApplication.postEvent(app, QFileOpenEvent(str(path)))


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_double_clicked_file_reaches_the_window_as_a_dropped_one_does(
    qtbot, qapp, tmp_path, wait_again
):
    home, pack = Home(tmp_path / "home"), resource("sample", "igf2021.satchel")
    starting.application(home)
    shell = starting.shell(home)
    qtbot.addWidget(shell)
    starting._filled(shell, home, None, None)
    first = shell.centralWidget()
    assert isinstance(first, FirstRun)

    double_clicked(qapp, pack)

    qtbot.waitUntil(lambda: first.papers is not None and first.papers.list.isVisibleTo(first))
    assert "5 proposals" in first.papers.facts.text()
    shell.close()


def test_a_file_that_comes_before_the_window_stands_waits_for_it(qtbot, qapp, tmp_path, wait_again):
    one, two = tmp_path / "one.satchel", tmp_path / "two.satchel"
    taken = []
    double_clicked(qapp, one)
    QCoreApplication.sendPostedEvents(qapp)

    qapp.hand_files_to(taken.append)
    double_clicked(qapp, two)

    qtbot.waitUntil(lambda: taken == [one, two])
