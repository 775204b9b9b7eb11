"""The Secretariat's desk in front of a real server, and what the tests of Publish do with it."""

from threading import Event

import pytest
from PySide6.QtCore import Qt

from app.sync.server import ServerTransport
from app.sync.transport import Cancelled, Unreachable
from app.ui.desk import Desk

PATIENCE = 20_000
"""Milliseconds a real server may take."""


DRESSES = [
    pytest.param(("light", 100, False, (1166, 700)), id="1366"),
    pytest.param(("dark", 100, True, (1020, 550)), id="1093-dark-mirrored"),
    pytest.param(("light", 200, False, (1166, 700)), id="1366-200"),
    pytest.param(("contrast", 200, True, (1020, 550)), id="1093-contrast-200-mirrored"),
]


class Bench:
    """The Secretariat's desk, whose way to the server a test may cut."""

    def __init__(self, home):
        self.desk = Desk(home, open_transport=self._open)
        self.desk.failed.connect(lambda error: self.troubles.append(error))
        self.troubles = []
        self.cut = None
        self.over = Event()
        self.closed = False

    def close(self):
        if not self.closed:
            self.closed = True
            self.desk.close()

    def _open(self, profile):
        transport = ServerTransport(profile.server, profile.cycle, profile.token)
        return self.cut(transport) if self.cut else transport


class Slow:
    """A way to the server on which a file does not end until somebody stops it."""

    begun = Event()
    until = None
    """The end of the test: a test that fails leaves no thread behind."""

    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        return getattr(self._inner, name)

    def upload(self, _sha256, _content, stop):
        self.begun.set()
        while not stop() and not self.until.wait(0.01):
            pass
        raise Cancelled


class Broken(Slow):
    def exchange(self, _request, _stop=None):
        raise Unreachable


def press(qtbot, button):
    assert button.isEnabled(), button.text()
    assert button.isVisible(), button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def ended(qtbot, part):
    qtbot.waitUntil(lambda: not part.work.is_busy(), timeout=PATIENCE)


def do(qtbot, part, button):
    press(qtbot, button)
    ended(qtbot, part)


def titles(rows):
    lines = [rows.lines.line(at) for at in range(rows.lines.rowCount())]
    return [(each.title, each.end) for each in lines]
