"""Inside the window: prints the 95th percentiles of opening a proposal and of a keystroke.

Opening is from the click to the repainted paper; a keystroke is from the moment the
search is asked to the repainted hits (the pause that waits for the next key left out).
"""

import random
import statistics
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from app.actions import searching
from app.paths import Home
from app.store import open_store, proposals
from app.ui import starting
from app.ui.views.search import SearchEverywhere
from bench._waiting import wait

TIMES = 30
QUERIES = (
    "g",
    "ge",
    "gender",
    "gender r",
    "gender ri",
    "coalition",
    "网络",
    "island sch",
    "حوكمة",
    "p",
)


def main(folder: Path) -> None:
    home = Home(folder)
    store = open_store(home.store)
    while searching.refresh(store, home, 500):
        pass
    ids = [row.id for row in proposals.listed(store)]
    store.close()
    app = starting.application(home)
    shell = starting.shell(home)
    windows: list[object] = []
    shell.when_painted(lambda: windows.append(starting.fill(shell, home)))
    shell.show()
    wait(lambda: bool(windows))
    window = windows[0]
    opened = [_open(app, window, id) for id in _some(ids)]
    keyed = [_key(app, window, QUERIES[n % len(QUERIES)]) for n in range(TIMES)]
    print(_p95(opened), _p95(keyed))
    shell.close()


def _some(ids: list[str]) -> list[str]:
    dice = random.Random(3)
    return [dice.choice(ids) for _ in range(TIMES + 1)]


def _p95(times: list[float]) -> float:
    """Return the 95th percentile in milliseconds; the first is warm-up."""
    return statistics.quantiles(times[1:], n=20)[-1] * 1000


def _open(app: QApplication, window: object, id: str) -> float:
    begun = time.perf_counter()
    window.show_record("proposals", id)
    window.shell.repaint()
    took = time.perf_counter() - begun
    app.processEvents()  # what the list and the counts do afterwards is not waited for
    return took


def _key(app: QApplication, window: object, words: str) -> float:
    window.search_everywhere()
    found = window.frame.findChild(SearchEverywhere)
    loop = QEventLoop()
    found.answered.connect(loop.quit)
    begun = time.perf_counter()
    found.box.searched.emit(words)
    loop.exec()
    found.answered.disconnect(loop.quit)
    app.processEvents()
    found.grab()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(Path(sys.argv[1]))
