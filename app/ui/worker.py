"""Work off the Qt thread, answers back on it.

A worker is one thread with a store of its own. The window has two: one for what the
member does, one for sync, so that a slow network never holds up a note. Windows hold a
read-only store and look again when `changed` says that something they show was touched.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from threading import Event
from time import monotonic
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.changes import Changes

T = TypeVar("T")
WORKS, RESTS = 0.004, 0.012
"""Seconds that work nobody waits for goes on and rests: Python runs one thread at a time, and
takes up to 0.005 s to go from one that works to the window's, as often as that one waits."""
Failed = Callable[[Exception], None]


class Closable(Protocol):
    """What a worker needs of its store; what else it can do is between act and store."""

    def close(self) -> None: ...


class Job:
    """One piece of work, from asked to done: the handle to stop it and to tell how far it is."""

    def __init__(self, report: Callable[..., None]) -> None:
        self._stop = Event()
        self._report = report
        self._future: Future[Any] | None = None
        self._rested = 0.0

    def cancel(self) -> None:
        """Ask it to stop: at once if it has not begun, else at its next look at `cancelled`."""
        self._stop.set()
        if self._future is not None:
            self._future.cancel()

    def cancelled(self) -> bool:
        return self._stop.is_set()

    def breathe(self) -> None:
        """Leave the processor to others for a moment: for long work that nobody waits for.

        To be called every few milliseconds, and never while the store is being written to.
        Raises CancelledError: it was asked to stop.
        """
        if monotonic() - self._rested >= WORKS:
            self._stop.wait(RESTS)
            self._rested = monotonic()
        if self.cancelled():
            raise CancelledError

    def report(self, *progress: Any) -> None:
        """Tell how far the work is, from the working thread."""
        if not self.cancelled():
            self._report(*progress)

    def started_as(self, future: Future[Any]) -> None:
        self._future = future
        if self.cancelled():
            future.cancel()


class Worker(QObject):
    """One thread and its store. Acts run in the order they were asked for."""

    changed = Signal(Changes)
    failed = Signal(Exception)
    """A write or read failed and its caller had nothing to say about it."""

    _settled = Signal(object)

    def __init__(
        self,
        open_store: Callable[[], Closable],
        name: str = "worker",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._store = self._thread.submit(open_store)
        self._settled.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self._closed = False

    def write(
        self,
        action: Callable[[Any], Changes],
        then: Callable[[Changes], Any] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Do `action`; then tell everyone what changed, the asker last."""

        def tell(changes: Changes) -> None:
            self.changed.emit(changes)
            if then is not None and _listens(then):
                then(changes)

        return self._ask(lambda store, _job: action(store), tell, failed, None, answers=True)

    def read(
        self,
        query: Callable[[Any], T],
        then: Callable[[T], Any],
        failed: Failed | None = None,
    ) -> Job:
        """Do `query`; then hand its answer to `then`, on this thread, unless cancelled."""
        if self._closed:
            return _nobodys()
        return self._ask(lambda store, _job: query(store), then, failed, None, answers=False)

    def run(
        self,
        task: Callable[[Any, Job], T],
        then: Callable[[T], Any],
        failed: Failed | None = None,
        progressed: Callable[..., Any] | None = None,
    ) -> Job:
        """Do a long `task` that reports progress and looks whether it is cancelled.

        `progressed` gets on this thread what the task gives to `job.report`; a task that
        was stopped still hands over its answer: it knows what it left undone.
        """
        if self._closed:
            return _nobodys()
        return self._ask(task, then, failed, progressed, answers=True)

    def close(self) -> None:
        """Finish what was asked, and close the store.

        What a view asks to read after that is answered to nobody: it is told of what was written
        last while the window closes. To write then is an error.
        """
        self._closed = True
        self._thread.submit(lambda: self._store.result().close())
        self._thread.shutdown(wait=True)

    def _ask(
        self,
        task: Callable[[Any, Job], T],
        then: Callable[[T], Any],
        failed: Failed | None,
        progressed: Callable[..., Any] | None,
        *,
        answers: bool,
    ) -> Job:
        def report(*progress: Any) -> None:
            if progressed is not None:
                self._settled.emit(partial(_tell, progressed, *progress))

        job = Job(report)

        def settle(future: Future[T]) -> None:
            told = partial(_settle, future, then, failed or self.failed.emit)
            if answers:
                self._settled.emit(told)
            elif not job.cancelled():
                self._settled.emit(partial(self._unless_closed, told))

        future = self._thread.submit(lambda: task(self._store.result(), job))
        job.started_as(future)
        future.add_done_callback(settle)
        return job

    def is_closed(self) -> bool:
        """Say whether the window closes: what was read is told to nobody, the store is closed."""
        return self._closed

    def _unless_closed(self, settle: Callable[[], None]) -> None:
        if not self._closed:
            settle()

    @Slot(object)
    def _run(self, settle: Callable[[], None]) -> None:
        settle()


def _nobodys() -> Job:
    """Return a job that is not done and that nobody hears of."""
    job = Job(lambda *_progress: None)
    job.cancel()
    return job


class Current:
    """The one job of its kind: what a job says that was left behind is not heard any more."""

    def __init__(self) -> None:
        self._job: Job | None = None

    def __bool__(self) -> bool:
        """Say whether a job is under way."""
        return self._job is not None

    def run(
        self,
        worker: Worker,
        task: Callable[[Any, Job], T],
        then: Callable[[T], Any],
        failed: Failed,
        progressed: Callable[..., Any] | None = None,
    ) -> None:
        """Have `worker` do `task` in place of what was under way (see `Worker.run`)."""

        def mine(listener: Callable[..., Any], *, last: bool = True) -> Callable[..., None]:
            def heard(*news: Any) -> None:
                if self._job is job:
                    if last:
                        self._job = None
                    if not worker.is_closed():
                        _tell(listener, *news)

            return heard

        self.leave()
        told = None if progressed is None else mine(progressed, last=False)
        job: Job | None = None
        job = self._job = worker.run(task, mine(then), mine(failed), told)

    def leave(self) -> bool:
        """Stop what is under way, if anything is; say whether there was."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        return job is not None


class Renewed:
    """The one reading of what changes: asked for while it is under way, it is done once more after.

    Who asked meanwhile has written since, and what is being read may be without it. However often
    it was asked, it is done once more, as it was asked last; what was read before is told first.
    """

    def __init__(self) -> None:
        self._job = Current()
        self._after: Callable[[], None] | None = None

    def __bool__(self) -> bool:
        """Say whether it is under way."""
        return bool(self._job)

    def run(
        self,
        worker: Worker,
        task: Callable[[Any, Job], T],
        then: Callable[[T], Any],
        failed: Failed,
        progressed: Callable[..., Any] | None = None,
    ) -> None:
        """Have `worker` do `task`, now or after what is under way (see `Worker.run`)."""

        def told(listener: Callable[..., Any], *news: Any) -> None:
            _tell(listener, *news)
            after = None if self._job else self._after
            if after is not None and _listens(then):
                after()

        def begin() -> None:
            self._after = None
            self._job.run(worker, task, partial(told, then), partial(told, failed), progressed)

        if self._job:
            self._after = begin
        else:
            begin()

    def leave(self) -> None:
        """Stop what is under way; neither it nor what was asked meanwhile is told any more."""
        self._after = None
        self._job.leave()


def _settle(future: Future[T], then: Callable[[T], Any], failed: Failed) -> None:
    try:
        error = future.exception()
    except CancelledError:
        return
    if error is None:
        _tell(then, future.result())
    elif isinstance(error, Exception):
        _tell(failed, error)
    else:
        raise error


def _tell(listener: Callable[..., Any], *news: Any) -> None:
    if _listens(listener):
        listener(*news)


def _listens(listener: Callable[..., Any]) -> bool:
    """Say whether the window that asked is still there."""
    while isinstance(listener, partial):
        listener = listener.func
    owner = getattr(listener, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
