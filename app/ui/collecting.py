"""Collects Python's garbage on the Qt thread only.

Left to itself Python collects on whichever thread happens to allocate: a view that only a
cycle kept alive would then be torn down by a worker, with its timers, while Qt draws.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000
"""Milliseconds between two looks at how much there is."""


class Collector(QObject):
    """Takes over from Python's own collecting, for as long as this process lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that Python itself would collect now."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return
