"""The search inside a window: `keys HOME` times each keystroke, `beside HOME` indexes it all."""

import statistics
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.actions import annotating
from app.actions.papers import About
from app.domain.changes import Changes
from app.paths import Home
from app.store import Store
from app.ui import starting
from app.ui.views.search import SearchEverywhere
from bench._waiting import wait
from bench.search import keystrokes

TICK = 5
"""Milliseconds between looks whether the window answers."""
QUIET = 0.15
"""Seconds of the processor in one by the clock: the looks of `wait` themselves."""
BETWEEN = 250
"""Milliseconds between notes that are saved while everything is indexed."""


def rest() -> None:
    """Wait until nothing of this process is busy any more: papers are counted after the start."""
    busy, since = time.process_time(), time.perf_counter()

    def quiet() -> bool:
        nonlocal busy, since
        if time.perf_counter() - since < 1:
            return False
        used, busy, since = time.process_time() - busy, time.process_time(), time.perf_counter()
        return used < QUIET

    wait(quiet)


def opened(home: Home) -> tuple[QApplication, object]:
    app = starting.application(home)
    shell = starting.shell(home)
    shell.resize(1366, 768)
    windows: list[object] = []
    shell.when_painted(lambda: windows.append(starting.fill(shell, home)))
    shell.show()
    wait(lambda: bool(windows))
    return app, windows[0]


def keys(home: Home) -> None:
    """Print script and seconds of each keystroke, from the key to the repainted hits."""
    app, window = opened(home)
    wait(window.indexing.is_idle)
    rest()
    window.search_everywhere()
    found = window.frame.findChild(SearchEverywhere)
    for number in range(2):  # the first is warm-up
        for script, words in keystrokes():
            found.box.blockSignals(True)
            found.box.setText(words[:-1])
            found.box.blockSignals(False)
            app.processEvents()
            begun, busy = time.perf_counter(), time.process_time()
            loop = QEventLoop()
            found.answered.connect(loop.quit)
            found.box.insert(words[-1])  # what the key does
            loop.exec()
            found.answered.disconnect(loop.quit)
            found.list.viewport().repaint()
            if number:
                took = time.perf_counter() - begun
                print(f"{script}\t{took}\t{time.process_time() - busy}")
    window.shell.close()


def beside(home: Home) -> None:
    """Print seconds until all is indexed, the worst and the 99th percentile of the window's
    blocks, and the 95th percentile of saving a note meanwhile; the last three in ms.
    """
    app, window = opened(home)
    ticks: list[float] = []
    saves: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        ticks.append(now - last[0] - TICK / 1000)
        last[0] = now

    def save() -> None:
        begun = time.perf_counter()

        def written(store: Store) -> Changes:
            annotating.note(store, home, About("proposal", "p00001", 1), "look")
            saves.append(time.perf_counter() - begun)
            return Changes()  # what views do about it is no matter of the index

        window.desk.worker.write(written)

    window.go("help")
    app.processEvents()
    window.indexing.begin(0)
    looking = QTimer(interval=TICK)
    looking.timeout.connect(tick)
    saving = QTimer(interval=BETWEEN)
    saving.timeout.connect(save)
    begun = time.perf_counter()
    looking.start()
    saving.start()
    wholes: list[int] = []
    window.indexing.progressed.connect(lambda left: wholes.append(left) if not left else None)
    wait(lambda: bool(wholes) and window.indexing.is_idle())
    late = statistics.quantiles(ticks[20:], n=100)[-1]
    saved = statistics.quantiles(saves, n=20)[-1]
    print(time.perf_counter() - begun, max(ticks[20:]) * 1000, late * 1000, saved * 1000)
    window.shell.close()


if __name__ == "__main__":
    {"keys": keys, "beside": beside}[sys.argv[1]](Home(Path(sys.argv[2])))
