from concurrent.futures import CancelledError
from functools import partial
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.ui.worker import Renewed, Worker


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
        assert begun.wait(60)
        job.cancel()

    assert then.args == ["stopped at two of five"]


def test_what_had_not_begun_is_never_done_when_cancelled(qtbot, worker):
    gate, done = Event(), []
    worker.read(lambda _store: gate.wait(60), lambda _answer: None)
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
    worker.read(lambda _store: gate.wait(60), window.hear)
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
        assert begun.wait(60)
        job.cancel()

    assert isinstance(failed.args[0], CancelledError)


class Reading:
    """Something that changes, and what was told of it: read at the gate's pace."""

    def __init__(self, worker):
        self.worker = worker
        self.renewed = Renewed()
        self.gate, self.begun = Event(), []
        self.value = 0
        self.told, self.failures = [], []

    def ask(self, name="", then=None):
        def task(_store, _job):
            found = self.value
            self.begun.append(name)
            assert self.gate.wait(60)
            return found

        self.renewed.run(self.worker, task, then or self.told.append, self.failures.append)

    def ask_what_fails(self):
        def task(store, _job):
            assert self.gate.wait(60)
            return store.missing

        self.renewed.run(self.worker, task, self.told.append, self.failures.append)

    def is_idle(self):
        return not self.renewed


@pytest.fixture
def reading(worker):
    made = Reading(worker)
    yield made
    made.gate.set()


def test_what_is_asked_for_again_meanwhile_is_read_once_more_however_often(qtbot, reading):
    reading.ask("first")
    qtbot.waitUntil(lambda: reading.begun == ["first"])
    for name in ("second", "third", "fourth"):
        reading.value += 1
        reading.ask(name)

    reading.gate.set()

    qtbot.waitUntil(reading.is_idle)
    assert reading.begun == ["first", "fourth"]
    assert reading.told == [0, 3]


def test_what_was_read_is_told_before_it_is_read_once_more(qtbot, reading):
    begun_when_told = []
    reading.ask("first", lambda _found: begun_when_told.extend(reading.begun))
    qtbot.waitUntil(lambda: reading.begun == ["first"])
    reading.ask("second")

    reading.gate.set()

    qtbot.waitUntil(reading.is_idle)
    assert begun_when_told == ["first"]
    assert reading.begun == ["first", "second"]


def test_nothing_is_read_once_more_that_nobody_asked_for(qtbot, worker, reading):
    reading.gate.set()
    reading.ask("first")
    qtbot.waitUntil(reading.is_idle)
    reading.ask("second")
    qtbot.waitUntil(reading.is_idle)

    with qtbot.waitCallback() as then:
        worker.read(lambda _store: "after", then)

    assert reading.begun == ["first", "second"]
    assert reading.told == [0, 0]


def test_a_listener_that_asks_twice_is_told_twice_and_each_after_the_other(qtbot, reading):
    def ask_twice(_found):
        reading.ask("second")
        reading.ask("third")

    reading.ask("first", ask_twice)
    reading.gate.set()

    qtbot.waitUntil(lambda: len(reading.told) == 2)
    assert reading.begun == ["first", "second", "third"]
    assert reading.is_idle()


def test_what_failed_is_tried_once_more_only_where_it_was_asked_for_meanwhile(qtbot, reading):
    reading.ask_what_fails()
    reading.ask("second")

    reading.gate.set()

    qtbot.waitUntil(reading.is_idle)
    assert [type(each) for each in reading.failures] == [AttributeError]
    assert reading.told == [0]


def test_what_is_left_is_not_told_nor_read_once_more(qtbot, worker, reading):
    reading.ask("first")
    qtbot.waitUntil(lambda: reading.begun == ["first"])
    reading.ask("second")

    reading.renewed.leave()

    assert reading.is_idle()
    reading.gate.set()
    with qtbot.waitCallback() as then:
        worker.read(lambda _store: "after", then)
    assert (reading.begun, reading.told) == (["first"], [])


def test_nothing_is_read_once_more_for_a_window_that_is_gone(qtbot, worker, reading):
    class Window(QObject):
        def hear(self, _answer):
            raise AssertionError

    window = Window()
    reading.ask("first", window.hear)
    qtbot.waitUntil(lambda: reading.begun == ["first"])
    reading.ask("second", window.hear)
    window.deleteLater()
    qtbot.waitUntil(partial(gone, window))
    reading.gate.set()

    qtbot.waitUntil(reading.is_idle)
    with qtbot.waitCallback() as then:
        worker.read(lambda _store: "after", then)
    assert reading.begun == ["first"]


def test_what_is_asked_while_the_window_closes_is_answered_to_nobody_and_a_write_is_an_error(qtbot):
    worker = Worker(Shelf)
    heard: list[object] = []
    worker.close()

    job = worker.read(lambda _store: 1, heard.append)
    Renewed().run(worker, lambda _store, _job: 1, heard.append, heard.append)

    assert job.cancelled()
    assert heard == []
    with pytest.raises(RuntimeError):
        worker.write(lambda _store: Changes())
