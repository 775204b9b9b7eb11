"""Hostile strings in every place of the window that shows words of others: how long each holds it up.

6,000 strings by grammar and by fame, the same ones every time (tests/hostile.py); a number as
argument takes fewer. A process first shows each script once: finding a face for it is the system's.
"""

import os
import statistics
import sys
import time
from typing import TYPE_CHECKING

import shiboken6

if TYPE_CHECKING:
    from tests.hostile_stage import Stage

HOLD = 200.0
"""Milliseconds that one string may hold up the window in one place."""
COUNT = 6_000


def main(argv: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false;qt.text.font.db=false")
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from app.ui.theme import theme
    from tests.hostile import strings
    from tests.hostile_stage import Stage, listener

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme().apply(app)
    _find_faces(Stage())
    stage = Stage()
    stage.show()
    count = int(argv[0]) if argv else COUNT
    took: dict[str, list[float]] = {name: [] for name in stage.places}
    over: list[tuple[float, str, str]] = []
    wrong: list[str] = []
    begun = time.perf_counter()
    with listener() as (port, came):
        for number, text in enumerate(strings(count, port=port)):
            if number and number % 500 == 0:
                told = f"{number} shown, {time.perf_counter() - begun:.0f} s, {len(over)} over"
                print(told, file=sys.stderr, flush=True)
            for place, seconds in stage.show_everywhere(text):
                took[place].append(seconds * 1000)
                if seconds * 1000 > HOLD:
                    over.append((seconds * 1000, place, f"{text[:30]!r}, {len(text)} characters"))
            wrong += stage.faults(text)
            app.processEvents()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no loop does it here
        loaded = came()
    print(
        f"{count} strings in {len(took)} places, {time.perf_counter() - begun:.0f} s; ms a string:"
    )
    for place, times in took.items():
        cuts = statistics.quantiles(times, n=100)
        print(f"  {place:8} p50 {cuts[49]:6.1f}  p99 {cuts[98]:6.1f}  longest {max(times):6.1f}")
    print(
        f"over {HOLD:.0f} ms: {len(over)}; loaded: {loaded}; wrong: {len(wrong)} {sorted(set(wrong))}"
    )
    for each in sorted(over, reverse=True)[:20]:
        print(f"  {each[0]:.0f} ms in {each[1]}: {each[2]}")
    return 1 if over or loaded or wrong else 0


def _find_faces(stage: "Stage") -> None:
    """Show each script once, in a window that goes: what it leaves there makes all after it slow."""
    stage.show()
    for _place in stage.show_everywhere("".join(map(chr, range(0x20, 0x3400)))):
        pass
    stage.close()
    shiboken6.delete(stage)
