"""Collects Python's garbage on the Qt thread only.

Left to itself Python collects on whichever thread happens to allocate: a view that only a
cycle kept alive would then be torn down by a worker, with its timers, while Qt draws.
"""

import gc
from time import thread_time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

EVERY = 1_000
"""Milliseconds between two looks at how much there is."""
READ = 50_000
"""New things at one look from which on they are what was read, hardly garbage: 200,000 notes are
a million, and going through them held up the window for 0.1-0.4 s again and again."""
LONG = 0.05
"""Seconds of work from which on what is left of several collections is not gone through again."""


class Collector(QObject):
    """Takes over from Python's own collecting, for as long as this process lives.

    What was read in large numbers is set aside, and goes when nobody holds it any more. What of it
    holds itself waits until one turns to another program: then all is gone through once.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._spent = [0.0, 0.0, 0.0]
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._left)

    def look(self) -> None:
        """Collect the oldest generation that Python itself would collect now."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = next((each for each in (2, 1, 0) if counts[each] > limits[each]), None)
        if due is None:
            return
        if counts[0] > READ or (due and self._spent[due - 1] > LONG):
            gc.freeze()
            self._spent = [0.0, 0.0, 0.0]
            return
        begun = thread_time()
        gc.collect(due)
        self._spent[:due] = [0.0] * due
        self._spent[due] += thread_time() - begun

    def _left(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive and gc.get_freeze_count():
            gc.unfreeze()
            gc.collect()
            gc.freeze()
