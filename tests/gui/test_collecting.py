"""Garbage is collected on the Qt thread, however much a worker allocates."""

import gc
from threading import Thread, current_thread, main_thread
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.ui import collecting
from app.ui.collecting import READ, Collector


class Knot:
    """Holds itself, and notes which thread tore it down."""

    ended: ClassVar[list[object]] = []

    def __init__(self):
        self.me = self

    def __del__(self):
        self.ended.append(current_thread())


@pytest.fixture
def unfrozen():
    """Leaves nothing set aside to the tests after it."""
    gc.unfreeze()
    yield
    gc.unfreeze()


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


def test_what_was_read_in_large_numbers_is_not_gone_through(qtbot, unfrozen):
    gc.collect()
    collector = Collector(QObject())
    read = [[number] for number in range(READ + 1_000)]

    collector.look()

    aside = gc.get_freeze_count()
    assert aside > len(read)
    del read
    assert gc.get_freeze_count() < aside - READ  # nobody held it any more


def test_what_holds_itself_among_it_goes_when_one_turns_to_another_program(qtbot, unfrozen):
    gc.collect()
    owner = QObject()
    collector = Collector(owner)
    Knot.ended.clear()
    knots = [Knot() for _each in range(READ + 1_000)]
    collector.look()
    del knots

    assert Knot.ended == []
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)

    assert len(Knot.ended) == READ + 1_000
    assert set(Knot.ended) == {main_thread()}


def test_what_took_long_to_go_through_is_not_gone_through_again(qtbot, unfrozen, monkeypatch):
    monkeypatch.setattr(collecting, "LONG", 0.0)
    gc.collect()
    collector = Collector(QObject())
    read = []

    for _look in range(30):
        read += [[number] for number in range(1_000)]
        collector.look()

    assert gc.get_freeze_count() > 10_000
