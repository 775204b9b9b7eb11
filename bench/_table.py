"""The matrix in a window of its own process: shown, ordered, filtered, seen through a criterion.

Argument: the folder of a profile with the round of `bench._round`. What is printed are seconds of
the processor, the worker's and the window's together (while one works the other waits): shown
first, shown again, the slowest order, the slowest filter, a criterion; each until it is drawn. Last
come the seconds by the clock of the first two: on a machine that does nothing else they are what counts.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.domain import matrix_order
from app.paths import Home
from app.ui import starting
from app.ui.collecting import Collector
from app.ui.desk import Desk
from app.ui.views.chair_matrix import MatrixPane
from bench import _round
from bench._inside import wait

ROUNDS = 5


def main() -> None:
    home = Home(Path(sys.argv[1]))
    app = starting.application(home)
    Collector(app)  # as the window does
    desk = Desk(home)
    pane = MatrixPane(desk, lambda _proposal: None)
    pane.resize(1190, 640)
    pane.show()
    app.processEvents()

    def look() -> None:
        pane.show_round(_round.ROUND)
        wait(lambda: not pane.is_busy())

    begun = time.perf_counter()
    first = _took(look, app, pane)
    clock = time.perf_counter() - begun
    agains: list[float] = []
    clocks: list[float] = []
    for _time in range(ROUNDS):
        begun = time.perf_counter()
        agains.append(_took(look, app, pane))
        clocks.append(time.perf_counter() - begun)
    again = statistics.median(agains)
    table = pane.view.table
    assert table.matrix is not None
    orders = max(
        _took(lambda key=key: pane.view.ordered.emit(key, False), app, pane)
        for key in matrix_order.keys(table.matrix)
    )
    filtered = max(_took(each.click, app, pane) for each in (pane.few, pane.differ, pane.conflicts))

    def criterion() -> None:
        pane.lens.setCurrentIndex(1)
        pane.lens.activated.emit(1)
        wait(lambda: not pane.is_busy())

    seen = _took(criterion, app, pane)
    print(first, again, orders, filtered, seen, clock, statistics.median(clocks))
    desk.close()


def _took(act: Callable[[], object], app: QApplication, pane: MatrixPane) -> float:
    begun = time.process_time()
    act()
    _drawn(app, pane)
    return time.process_time() - begun


def _drawn(app: QApplication, pane: MatrixPane) -> None:
    """Lay out and draw what is on the screen now."""
    pane.view.viewport().update()
    app.processEvents()


if __name__ == "__main__":
    main()
