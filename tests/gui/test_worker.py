from concurrent.futures import CancelledError
from functools import partial
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.ui.worker import Worker


class Shelf:
    """A store as the worker knows it: opened and closed on its own thread."""

    def __init__(self):
        self.opened_on = current_thread()
        self.closed_on = None

    def close(self):
        self.closed_on = current_thread()


@pytest.fixture
def shelf():
    return []


@pytest.fixture
def worker(qtbot, shelf):
    def open_shelf():
        shelf.append(Shelf())
        return shelf[0]

    worker = Worker(open_shelf)
    yield worker
    worker.close()
    assert shelf[0].closed_on is shelf[0].opened_on


def test_work_is_done_elsewhere_and_its_answer_comes_back_here(qtbot, worker):
    threads = []

    def query(_store):
        threads.append(current_thread())
        return 42

    with qtbot.waitCallback() as then:
        worker.read(query, lambda answer: (threads.append(current_thread()), then(answer)))

    assert then.args == [42]
    assert threads[0] is not main_thread()
    assert threads[1] is main_thread()


def test_a_write_tells_everyone_and_then_the_one_who_asked(qtbot, worker):
    heard = []
    worker.changed.connect(lambda changes: heard.append(("all", changes)))

    with qtbot.waitCallback() as then:
        worker.write(
            lambda _store: Changes.of("notes"),
            lambda changes: (heard.append(("asker", changes)), then(changes)),
        )

    assert heard == [("all", Changes.of("notes")), ("asker", Changes.of("notes"))]


def test_an_error_goes_to_the_one_who_asked(qtbot, worker):
    with qtbot.waitCallback() as failed:
        worker.write(lambda store: store.missing, failed=failed)

    assert isinstance(failed.args[0], AttributeError)


def test_an_error_nobody_asked_about_is_told_to_all(qtbot, worker):
    with qtbot.waitSignal(worker.failed) as told:
        worker.read(lambda store: store.missing, print)

    assert isinstance(told.args[0], AttributeError)


def test_progress_comes_back_on_the_window_thread_in_order(qtbot, worker):
    seen = []

    def task(_store, job):
        for number in range(3):
            job.report(number, 3)
        return "done"

    with qtbot.waitCallback() as then:
        worker.run(task, then, progressed=lambda *at: seen.append((*at, current_thread())))

    assert seen == [(0, 3, main_thread()), (1, 3, main_thread()), (2, 3, main_thread())]


def test_a_running_task_hears_that_it_is_cancelled(qtbot, worker):
    begun, stopped = Event(), Event()

    def task(_store, job):
        begun.set()
        while not job.cancelled():
            stopped.wait(0.001)
        return "stopped at two of five"

    with qtbot.waitCallback() as then:
        job = worker.run(task, then)
        assert begun.wait(30)
        job.cancel()

    assert then.args == ["stopped at two of five"]


def test_what_had_not_begun_is_never_done_when_cancelled(qtbot, worker):
    gate, done = Event(), []
    worker.read(lambda _store: gate.wait(5), lambda _answer: None)
    job = worker.read(lambda _store: done.append("too late"), print)

    job.cancel()
    gate.set()
    with qtbot.waitCallback() as then:
        worker.read(lambda _store: "after", then)

    assert done == []


def test_an_answer_for_a_window_that_is_gone_is_dropped(qtbot, worker):
    heard = []

    class Window(QObject):
        def hear(self, answer):
            heard.append(answer)

    gate, window = Event(), Window()
    worker.read(lambda _store: gate.wait(5), window.hear)
    window.deleteLater()
    qtbot.waitUntil(partial(gone, window))
    gate.set()

    with qtbot.waitCallback() as then:
        worker.read(lambda _store: "after", then)

    assert heard == []


def gone(window):
    import shiboken6

    return not shiboken6.isValid(window)


def test_work_that_breathes_stops_at_once_when_it_is_asked_to(qtbot, worker):
    begun = Event()

    def endless(_store, job):
        while True:
            begun.set()
            job.breathe()

    with qtbot.waitCallback() as failed:
        job = worker.run(endless, print, failed)
        assert begun.wait(10)
        job.cancel()

    assert isinstance(failed.args[0], CancelledError)
