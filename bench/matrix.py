"""A large round's figures: the matrix of 400 proposals, 55 members and 22,000 reviews.

Measured is what a chair waits for when she opens it or orders it anew, as values, and then in the
window until it is drawn (`bench/_table.py`). Each time is the median of several, of the processor: all of it is one
thread's work, and other programs are no part of it. Python's garbage is collected between them,
as the window does (`app/ui/collecting.py`). The first is on a store just opened.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.actions import matrix, matrix_shape
from app.domain import lenses, matrix_order, reckoning
from app.domain.matrices import Matrix
from app.paths import Home
from app.reports import matrix_tables
from app.store import open_store
from bench import _round

ROUNDS = 5
VALUES, SORT, NUMBERS = 0.300, 0.100, 0.500
SCREEN = 0.300
"""Seconds that the matrix, any order of it, and all its statistics anew may take."""


def main(_argv: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="satchel-bench-") as folder:
        path = Home(Path(folder)).store
        begun = time.process_time()
        _round.fill(path)
        print(f"a profile of {path.stat().st_size / 1e6:.0f} MB, "
              f"made in {time.process_time() - begun:.1f} s")  # fmt: skip
        met = _measured(path)
        met &= _in_window(path)
    print("all held" if met else "NOT all held")
    return 0 if met else 1


def _measured(path: Path) -> bool:
    gc.disable()
    store = open_store(path)
    first = _took(lambda: matrix.of_round(store, _round.ROUND), 1)
    again = _took(lambda: matrix.of_round(store, _round.ROUND))
    found = matrix.of_round(store, _round.ROUND)
    store.close()
    reviews = sum(len(line.reviews) for line in found.proposals)
    print(f"{len(found.proposals)} proposals, {len(found.members)} members, {reviews} reviews")
    met = _told("matrix, store just opened", first, VALUES)
    met &= _told("matrix again", again, VALUES)
    slowest, key = max(
        (_took(lambda key=key: matrix_order.ordered(found.proposals, key)), key)
        for key in matrix_order.keys(found)
    )
    met &= _told(f"slowest of {len(matrix_order.keys(found))} orders ({key})", slowest, SORT)
    met &= _told("all statistics anew", _took(lambda: _reckoned(found)), NUMBERS)
    parts = _took(lambda: [lenses.balance(found, kind) for kind in lenses.KINDS])
    met &= _told("balance by group and region", parts, NUMBERS)
    _told("as JSON values", _took(lambda: matrix_shape.shape(found, by="group")))
    _told("as a table with all members", _took(lambda: matrix_tables.proposals(found, who="names")))
    return met


def _in_window(path: Path) -> bool:
    command = [sys.executable, "-m", "bench._table", str(path.parent)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=600)
    *found, clock, clock_again = (float(each) for each in done.stdout.split()[-7:])
    first, again, order, filtered, lens = found
    print("in the window, until drawn:")
    met = _told("matrix, first", first, SCREEN)
    met &= _told("matrix again", again, SCREEN)
    met &= _told("slowest order", order, SORT)
    met &= _told("slowest filter", filtered, SORT)
    _told("seen through one criterion", lens)
    _told("matrix, first, by the clock", clock, SCREEN)
    _told("matrix again, by the clock", clock_again, SCREEN)
    return met


def _reckoned(found: Matrix) -> Matrix:
    """Reckon everything anew from the reviews: what a choice of members costs."""
    return reckoning.seen_by(found, lambda _person: True)


def _took(act: Callable[[], object], times: int = ROUNDS) -> float:
    took: list[float] = []
    for _time in range(times):
        gc.collect()
        begun = time.process_time()
        act()
        took.append(time.process_time() - begun)
    return statistics.median(took)


def _told(what: str, seconds: float, most: float | None = None) -> bool:
    hold = "" if most is None else f" (hold: {most * 1000:.0f} ms)"
    print(f"  {what}: {seconds * 1000:.0f} ms{hold}")
    return most is None or seconds <= most


if __name__ == "__main__":
    raise SystemExit(main([]))
