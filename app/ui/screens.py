"""Windows off screen that a journey can walk through: the real ones, waited for."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.actions.clock import Clock, system
from app.demo.screens import Synced
from app.domain.changes import Changes
from app.paths import Home
from app.store import Store
from app.sync.report import Report
from app.ui import starting
from app.ui.window import Window as RealWindow

PATIENCE = 60_000
"""Milliseconds after which a window that does not settle is given up."""


class NotSettled(Exception):
    """The window was still busy after a minute."""


class Screens:
    """Opens profiles in windows of a size, one after another."""

    def __init__(self, width: int = 1366, height: int = 768) -> None:
        self._size = width, height

        qInstallMessageHandler(_without_noise)

    def open(self, home: Home, clock: Clock = system) -> "ScreenWindow":
        starting.application(home)
        shell = starting.shell(home)
        shell.resize(*self._size)
        opened: list[Any] = []
        shell.when_painted(lambda: opened.append(starting.fill(shell, home, clock=clock)))
        shell.show()
        _wait(lambda: bool(opened))
        window: RealWindow = opened[0]
        window.desk.choose(replace(window.desk.settings, auto_sync=False))
        return ScreenWindow(window)


class ScreenWindow:
    """One open window. Every call returns when its workers are idle."""

    def __init__(self, window: RealWindow) -> None:
        self._window = window
        self._settle()

    def go(self, place: str, id: str = "") -> None:
        self._window.show_record(place, id)
        self._settle()

    def part(self, key: str) -> None:
        tab, _, how = key.partition("/")
        meetings: Any = self._window.go("meetings")
        shown = meetings.detail.go(tab)
        if how == "edit":
            shown.begin()
        self._settle()
        _wait(lambda: not getattr(shown, "is_busy", bool)())
        self._settle()

    def act(self, verb: Callable[[Store], Changes]) -> None:
        failures: list[Exception] = []
        done: list[Changes] = []
        self._window.desk.act(verb, then=done.append, failed=failures.append)
        _wait(lambda: bool(done or failures))
        if failures:
            raise failures[0]
        self._settle()

    def sync(self) -> Synced:
        reports: list[Report] = []
        ended: list[object] = []
        line = self._window.line
        line.finished.connect(reports.append)
        line.finished.connect(ended.append)
        line.stopped.connect(ended.append)
        line.sync()
        _wait(lambda: bool(ended))
        self._settle()
        up = sum(each.bytes_up for each in reports)
        down = sum(each.bytes_down for each in reports)
        return Synced(line.state, up, down)

    def grab(self, file: Path) -> None:
        self._settle()
        file.parent.mkdir(parents=True, exist_ok=True)
        self._window.shell.grab().save(str(file))

    def close(self) -> None:
        self._window.shell.close()
        _wait(lambda: not self._window.shell.isVisible())
        self._window.shell.deleteLater()
        if QApplication.instance() is not None:
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _settle(self) -> None:
        """Wait until what was asked of its workers is answered and drawn."""
        for _round in range(3):  # an answer may ask again
            answered: list[None] = []
            desk = self._window.desk
            for worker in (desk.worker, desk.courier, desk.reader):
                worker.read(lambda _store: None, answered.append)
            _wait(partial(_all, answered))
        _wait(lambda: not self._window.noticing.busy)
        app = QApplication.instance()
        if app is not None:
            app.processEvents()


def _without_noise(_kind: QtMsgType, _where: object, words: str) -> None:
    """Pass on what Qt says, but not that a screen that is none has no size hints."""
    if "propagateSizeHints" not in words:
        print(words, file=sys.stderr)


def _all(answered: list[None]) -> bool:
    return len(answered) == 3  # noqa: PLR2004 -- one a worker


def _wait(until: Callable[[], bool]) -> None:
    """Let the window work until `until` holds. Raises NotSettled."""
    if until():
        return
    loop = QEventLoop()
    look = QTimer(interval=10)
    look.timeout.connect(lambda: loop.quit() if until() else None)
    late = QTimer(singleShot=True, interval=PATIENCE)
    late.timeout.connect(loop.quit)
    look.start()
    late.start()
    loop.exec()
    if not until():
        raise NotSettled
