"""Starting on a profile that cannot be opened: told in the window, whatever it is."""

import pytest

from app.paths import Home
from app.ui import starting
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
