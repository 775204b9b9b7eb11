"""Several processes behind one listening socket: more cores for more members at once.

Each worker is a whole server of its own over the same database; none knows of the others.
The parent holds the socket and starts anew what dies. A worker stops when its line to the
parent is closed, so none outlives a parent that was killed.
"""

import logging
import multiprocessing
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from typing import Any

_LOG = logging.getLogger(__name__)

START = 60.0
"""Seconds a worker may take until it answers."""
_STOP = 20.0
"""Seconds it may take to finish what it is answering."""
_LOOK = 0.2
"""Seconds between two looks at the workers."""
_PAUSE = 1.0
"""Seconds before a worker that died is started anew: the machine may be what ails."""

_READY = "ready"


class Line:
    """A worker's line to its parent."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def ready(self) -> None:
        self._connection.send(_READY)

    def when_closed(self, stop: Callable[[], None]) -> None:
        """Call `stop` once the parent wants it or is gone."""
        threading.Thread(target=self._wait, args=(stop,), name="line", daemon=True).start()

    def _wait(self, stop: Callable[[], None]) -> None:
        with suppress(EOFError, OSError):
            self._connection.recv()
        stop()


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    line: Any
    """A Connection, which has another name on Windows."""

    def wait_until_ready(self, stopped: Callable[[], bool]) -> bool:
        until = time.monotonic() + START
        while time.monotonic() < until and self.process.is_alive() and not stopped():
            try:
                if self.line.poll(_LOOK):
                    return self.line.recv() == _READY
            except (EOFError, OSError):
                return False
        return False

    def stop(self) -> None:
        self.line.close()

    def join(self) -> None:
        self.process.join(_STOP)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class NoWorker(Exception):
    """A worker could not be started at all."""


def run(
    count: int,
    listening: socket.socket,
    work: Callable[..., None],
    arguments: tuple[Any, ...],
    ready: Callable[[], None],
    stopped: Callable[[], bool],
) -> None:
    """Run `count` workers until `stopped`; one that dies is started anew.

    Args:
        count: how many.
        listening: they all accept from it.
        work: a function of a module, called as work(socket, line, *arguments).
        arguments: what can be pickled.
        ready: called once all of them answer.
        stopped: asked several times a second.

    Raises:
        NoWorker: one did not come up at the start.
    """
    context = multiprocessing.get_context("spawn")

    def start() -> _Worker:
        mine, theirs = context.Pipe()
        process = context.Process(
            target=_begin, args=(work, listening, theirs, arguments), name="worker"
        )
        process.start()
        theirs.close()
        return _Worker(process, mine)

    workers: list[_Worker] = []
    try:
        workers += [start() for _ in range(count)]
        up = all(each.wait_until_ready(stopped) for each in workers)
        if not up and not stopped():
            raise NoWorker
        if up:
            ready()
        pause = threading.Event()
        while not stopped():
            for number, each in enumerate(workers):
                if not each.process.is_alive():
                    _LOG.warning("a worker ended (%s); another begins", each.process.exitcode)
                    each.stop()
                    pause.wait(_PAUSE)
                    workers[number] = start()
            pause.wait(_LOOK)
    finally:
        for each in workers:
            each.stop()
        for each in workers:
            each.join()


def _begin(
    work: Callable[..., None],
    listening: socket.socket,
    connection: Any,
    arguments: tuple[Any, ...],
) -> None:
    work(listening, Line(connection), *arguments)
