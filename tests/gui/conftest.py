"""Windows off screen, dressed as the program dresses them."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.paths import Home
from app.ui.desk import Desk
from app.ui.theme import theme
from tests.gui import sample
from tests.gui.cycle import desk_at
from tests.gui.far_server import FarServer

PATIENCE = 60_000
"""Milliseconds after which what is waited for does not come: a busy computer is no fault."""
for wait in (
    QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitCallback
):  # fmt: skip
    wait.__kwdefaults__["timeout"] = PATIENCE


@pytest.fixture(autouse=True, scope="module")
def apart() -> Iterator[None]:
    """Put what is there before a module out of sight of the collector: it stays anyway.

    Once a session would not do: whoever takes it back, as the tests of the collector do, would
    let each test after it go through all that pytest holds, which takes longer than the test.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def collected(apart: None) -> Iterator[None]:
    """Tear leftovers down on the Qt thread: a worker's allocation must not be what does it."""
    gc.disable()
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every window test starts in the light theme, 100 % text, left to right."""
    theme().apply(qapp)
    if (theme().name, theme().percent, theme().face) != ("light", 100, None):
        theme().use("light", 100, "")
    qapp.setCursorFlashTime(0)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def server() -> FarServer:
    """A server far away, for those who speak to one."""
    return FarServer()


@pytest.fixture
def far_desk(tmp_path: Path, server: FarServer, qtbot: QtBot) -> Iterator[Desk]:
    """A member's desk with the sample cycle, whose line leads to `server`."""
    where = sample.filled(tmp_path / "home", server="https://mag.example")
    desk = Desk(where, open_transport=server.open, clock=sample.clock)
    yield desk
    server.held.set()
    desk.close()


@pytest.fixture
def at_desk() -> Iterator[Callable[[Home], Desk]]:
    """Open desks that are closed after the test; a trouble nobody expected fails it."""
    with ExitStack() as opened:
        yield lambda where: opened.enter_context(desk_at(where))


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Show a view, that is gone after the test."""

    def show(view: QWidget, width: int = 1190, height: int = 700) -> QWidget:
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show()
        return view

    return show
