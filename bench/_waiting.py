"""Waiting for the window in its own loop, for what is measured inside it."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer


def wait(until: Callable[[], bool]) -> None:
    """Let the window work until `until` says so; it is asked every millisecond."""
    loop = QEventLoop()
    look = QTimer(interval=1)
    look.timeout.connect(lambda: loop.quit() if until() else None)
    look.start()
    if not until():
        loop.exec()
