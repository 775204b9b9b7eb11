"""Opens the window on a profile: first the frame, then, once it is painted, what is in it."""

import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from app import i18n, log
from app import settings as choices
from app.i18n import _
from app.paths import Home
from app.ui import fonts, instance
from app.ui.application import Application
from app.ui.shell import Shell
from app.ui.theme import theme

# ruff: noqa: PLC0415 -- what reads the store comes after the first paint


def application(home: Home) -> QApplication:
    """Return the one application of this process, dressed as the profile wishes."""
    found = QApplication.instance()
    fresh = not isinstance(found, QApplication)
    app = Application([*sys.argv[:1], "-style", "fusion"]) if fresh else found
    app.setApplicationName("Satchel")
    app.setApplicationDisplayName("Satchel")
    wished = choices.load(home.settings)
    i18n.use(wished.language)
    direction = Qt.LayoutDirection
    app.setLayoutDirection(
        direction.RightToLeft if i18n.is_right_to_left() else direction.LeftToRight
    )
    look = theme()
    look.use(wished.theme, wished.text_size)
    look.apply(app, styled=fresh)
    return app


def shell(home: Home) -> Shell:
    """Return the empty window as it stood last; nothing of the profile is read yet."""
    return Shell(choices.load(home.settings).geometry)


def fill(
    empty: Shell,
    home: Home,
    *,
    look_around: Callable[[], None] | None = None,
    **desk: Any,
) -> Any:
    """Open the profile and fill the window with it; return the `Window`.

    `desk` goes to `Desk`. A profile that cannot be opened is told in the window; None then.
    From now on Python's garbage is collected on this thread only.
    """
    from app.ui.collecting import Collector
    from app.ui.desk import Desk
    from app.ui.window import Window

    Collector(empty)
    fonts.load()
    try:
        log.to_file(home.folder)
        opened = Desk(home, **desk)
    except Exception as error:  # noqa: BLE001 -- whatever it is, nobody would see a traceback
        _instead(empty, home, error)
        return None
    opened.open_beside = partial(_beside, clock=opened.clock)
    window = Window(empty, opened, look_around=look_around)
    window.start()
    return window


def _beside(home: Home, title: str, then: Callable[[Any], None], **desk: Any) -> None:
    """Open `home`, which nobody else has open, in a window of its own beside the first."""
    empty = shell(home)
    empty.setWindowTitle(title)
    empty.when_painted(lambda: then(fill(empty, home, **desk)))
    empty.show()


def _instead(empty: Shell, home: Home, error: Exception) -> None:
    """Say why the profile does not open, and offer what can be done about it."""
    from app.store import is_damage
    from app.ui import troubles

    if not is_damage(error):
        empty.show_instead(troubles.sentence(error), str(home.folder))
        return
    from app.actions.clock import system
    from app.ui.views.settings_care import mended

    empty.show_instead(
        troubles.sentence(error),
        str(home.folder),
        _("Mend this profile"),
        lambda: empty.leave_for(lambda: mended(home, system)),
    )


def run(
    home: Home, *, look_around: Callable[[], None] | None = None, file: Path | None = None
) -> int:
    """Open the window and stay until it is closed; return the exit code.

    If a window is open on this profile already, that one comes forward with `file`.
    """
    if instance.hand_over(home.folder, file):
        return 0
    app = application(home)
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    said: str | None = ""
    code = 0
    try:
        while said is not None:
            empty = shell(home)
            empty.when_painted(partial(_filled, empty, home, look_around, file, said))
            for each in before:
                # Ctrl-C in the terminal closes the window as its own button does: what was
                # typed is kept. Not at once: the signal may come in the middle of a query.
                signal.signal(each, lambda *_, empty=empty: QTimer.singleShot(0, empty.close))
            empty.show()
            code = app.exec()
            _take_files(None)
            said, file = between(empty), None
        return code
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def between(closed: Shell) -> str | None:
    """Do what the window was closed for and say how it went; None if it was just closed."""
    act, closed.between = closed.between, None
    shiboken6.delete(closed)  # with all that could still hold the profile
    if act is None:
        return None
    from app.ui import troubles

    try:
        return act()
    except Exception as error:  # noqa: BLE001 -- the window opens again and tells it
        return troubles.sentence(error)


def _filled(
    empty: Shell,
    home: Home,
    look_around: Callable[[], None] | None,
    file: Path | None,
    said: str = "",
) -> None:
    """Fill the window, and have it answer for further starts on its profile."""
    ear = instance.Instance(home.folder, empty)
    if not ear.listen():
        empty.close()  # another start was quicker by a moment
        return
    window = fill(empty, home, look_around=look_around)

    def asked(name: str) -> None:
        forward(empty)
        if name and window is not None:
            window.desk.file_given.emit(Path(name))

    ear.asked.connect(asked)
    if window is not None:
        _take_files(lambda path: asked(str(path)))
    if file is not None and window is not None:
        window.desk.file_given.emit(file)
    if said and window is not None:
        window.desk.told.emit(said, None)


def _take_files(take: Callable[[Path], object] | None) -> None:
    """Have `take` get the files that the system asks this program to open."""
    app = QApplication.instance()
    if isinstance(app, Application):
        app.hand_files_to(take)


def forward(shell: Shell) -> None:
    """Bring the window before the others, or have the system say that it wants to."""
    shell.setWindowState(shell.windowState() & ~Qt.WindowState.WindowMinimized)
    shell.show()
    shell.raise_()
    shell.activateWindow()
    QApplication.alert(shell)
