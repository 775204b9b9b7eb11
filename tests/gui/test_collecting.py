"""Garbage is collected on the Qt thread, however much a worker allocates."""

import gc
from threading import Thread, current_thread, main_thread
from typing import ClassVar

from PySide6.QtCore import QObject

from app.ui.collecting import Collector


class Knot:
    """Holds itself, and notes which thread tore it down."""

    ended: ClassVar[list[object]] = []

    def __init__(self):
        self.me = self

    def __del__(self):
        self.ended.append(current_thread())


def test_a_worker_s_allocations_tear_nothing_down(qtbot):
    owner = QObject()
    collector = Collector(owner)
    Knot.ended.clear()
    worker = Thread(target=lambda: [Knot() for _each in range(5_000)])

    worker.start()
    worker.join()
    assert Knot.ended == []
    collector.look()
    gc.collect()

    assert set(Knot.ended) == {main_thread()}
    assert len(Knot.ended) == 5_000


def test_a_little_garbage_is_left_for_later(qtbot):
    gc.collect()
    owner = QObject()
    collector = Collector(owner)
    Knot.ended.clear()
    Knot()

    collector.look()

    assert Knot.ended == []
