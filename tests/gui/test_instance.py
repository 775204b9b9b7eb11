"""One window a profile: a second start brings the first forward and hands its file over."""

import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import bootstrap
from app.paths import Home
from app.ui import instance, starting
from app.ui.instance import Instance, address, hand_over
from app.ui.shell import Shell

PROGRAM = Path(__file__).parents[2] / "main.py"


@pytest.fixture
def elsewhere():
    """A second start: it may not hold up the window that it asks."""
    with ThreadPoolExecutor(1) as thread:
        yield thread


@pytest.fixture
def ear(qapp, tmp_path):
    ear = Instance(tmp_path / "home")
    assert ear.listen()
    yield ear
    ear.close()


def test_nobody_answers_where_no_window_is_open(tmp_path):
    assert not hand_over(tmp_path / "home")


@pytest.mark.parametrize("file", [None, "papers of Zoë.satchel"])
def test_a_second_start_is_heard_by_the_first_window(
    qtbot, ear, elsewhere, tmp_path, monkeypatch, file
):
    path = None if file is None else tmp_path / file
    monkeypatch.setattr(instance, "PATIENCE", 60.0)

    with qtbot.waitSignal(ear.asked) as asked:
        second = elsewhere.submit(hand_over, tmp_path / "home", path)
    qtbot.waitUntil(second.done)

    assert second.result()
    assert asked.args == ["" if path is None else str(path)]


def test_two_profiles_are_apart(ear, tmp_path):
    other = Instance(tmp_path / "other")

    assert other.listen()
    assert address(tmp_path / "home") != address(tmp_path / "other")
    assert ear.is_listening()
    other.close()


def test_one_folder_by_two_names_is_one_profile(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "home")

    assert address(tmp_path / "link") == address(tmp_path / "home" / ".." / "home")


def test_a_place_left_behind_by_a_crash_is_taken_over(qapp, tmp_path):
    left = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    left.bind(address(tmp_path / "home"))
    left.close()
    assert Path(address(tmp_path / "home")).exists()
    ear = Instance(tmp_path / "home")

    assert not hand_over(tmp_path / "home")
    assert ear.listen()
    assert ear.is_listening()
    ear.close()


def test_of_two_that_start_at_once_one_gives_way(qtbot, ear, elsewhere, tmp_path):
    late = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.instance import Instance
app = QCoreApplication([])
sys.exit(0 if Instance(Path(sys.argv[1])).listen() else 7)
"""
    command = [sys.executable, "-c", late, str(tmp_path / "home")]

    done = elsewhere.submit(subprocess.run, command, cwd=PROGRAM.parent, check=False)
    qtbot.waitUntil(done.done)

    assert done.result().returncode == 7
    assert ear.is_listening()


@pytest.mark.parametrize(
    "message",
    [b"{}\n", b"nonsense\n", b'{"file": 5}\n', b'{"file": "a\\u0000b"}\n', b"[]\n", b"\xff\n"],
)
def test_nonsense_is_not_obeyed(qtbot, ear, elsewhere, tmp_path, message):
    def second():
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as to:
            to.settimeout(60)
            to.connect(address(tmp_path / "home"))
            to.sendall(message)
            try:
                return to.recv(10)
            except ConnectionResetError:
                return b""

    with qtbot.assertNotEmitted(ear.asked):
        asked = elsewhere.submit(second)
        qtbot.waitUntil(asked.done)

    assert asked.result() == b""


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_window_comes_forward(qtbot):
    shell = Shell()
    qtbot.addWidget(shell)
    shell.showMinimized()

    starting.forward(shell)

    assert shell.isVisible()
    assert not shell.isMinimized()


def test_a_second_program_ends_at_once_and_a_command_works_beside_the_window(
    qtbot, ear, elsewhere, tmp_path
):
    pack = tmp_path / "papers.satchel"
    pack.write_bytes(b"x")
    place = ["--home", str(tmp_path / "home")]
    run = [sys.executable, str(PROGRAM), *place]
    asked = []
    ear.asked.connect(asked.append)

    second = elsewhere.submit(subprocess.run, [*run, str(pack)], env=_with_display(), check=False)
    qtbot.waitUntil(second.done)
    command = elsewhere.submit(
        subprocess.run, [*run, "--json", "status"], capture_output=True, check=False
    )
    qtbot.waitUntil(command.done)

    assert second.result().returncode == 0
    qtbot.waitUntil(lambda: asked == [str(pack)])
    assert command.result().returncode == 0


def _with_display():
    # Any platform but "offscreen": it never gets so far as to open a window.
    return {**os.environ, "QT_QPA_PLATFORM": "vnc"}


@pytest.mark.parametrize(
    ("argv", "folder", "name"),
    [
        (["{at}/a.satchel"], None, "a.satchel"),
        (["--home", "{at}/h", "{at}/a.satchel"], "h", "a.satchel"),
        (["--home={at}/h", "{at}/A.SATCHEL"], "h", "A.SATCHEL"),
    ],
    ids=["alone", "with a home", "written otherwise"],
)
def test_a_file_opens_the_window_with_it(monkeypatch, tmp_path, argv, folder, name):
    opened = []
    monkeypatch.setattr(
        bootstrap.Starters, "window", lambda _self, home, file: opened.append((home, file)) or 0
    )
    (tmp_path / name).write_bytes(b"x")

    code = bootstrap.run([each.format(at=tmp_path) for each in argv])

    [(home, file)] = opened
    assert (code, file) == (0, tmp_path / name)
    assert folder is None or home == Home(tmp_path / folder)


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert bootstrap.run([str(tmp_path / "none.satchel")]) == 2

    assert "There is no file" in capsys.readouterr().err


def test_a_command_on_a_pack_is_still_a_command(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.Starters, "window", lambda *_: pytest.fail("a window opened"))

    assert bootstrap.run(["--home", str(tmp_path), "bundle", "open", "no.satchel"]) in {1, 2}

    assert capsys.readouterr().err


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_file_reaches_the_window_that_listens(qtbot, tmp_path, elsewhere):
    home = Home(tmp_path / "home")
    shell = Shell()
    qtbot.addWidget(shell)
    starting.application(home)
    given = []
    real = starting.fill

    def watched(*args, **more):
        window = real(*args, **more)
        window.desk.file_given.connect(given.append)
        return window

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(starting, "fill", watched)
        starting._filled(shell, home, None, tmp_path / "first.satchel")

    assert given == [tmp_path / "first.satchel"]
    second = elsewhere.submit(hand_over, home.folder, tmp_path / "second.satchel")
    qtbot.waitUntil(lambda: len(given) == 2)
    qtbot.waitUntil(second.done)
    assert given[1] == tmp_path / "second.satchel"
    shell.close()
    assert instance.hand_over(tmp_path / "nobody") is False
