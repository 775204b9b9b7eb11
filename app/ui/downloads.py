"""The download queue: one file after the other, with rate, a way to stop, and resuming."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Signal

from app.actions import downloading
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.sync.transport import Cancelled
from app.ui import status_words, times
from app.ui.desk import Desk
from app.ui.worker import Job

PARTS = 0.25
"""Seconds between two reports of progress."""


@dataclass(slots=True)
class Progress:
    """How far a file is; `rate` in bytes a second, 0 while unknown."""

    document: str
    size: int
    got: int = 0
    rate: float = 0.0

    def words(self) -> str:
        size = status_words.size
        told = _("{got} of {size}").format(got=size(self.got), size=size(self.size))
        if self.rate <= 0:
            return told
        left = times.length(max(0, self.size - self.got) / self.rate)
        rate = _("{size}/s").format(size=size(int(self.rate)))
        return f"{told} · {rate} · " + _("{length} left").format(length=left)


class Downloads(QObject):
    """Starts and stops downloads of the originals; `changed` names the document."""

    changed = Signal(str)
    failed = Signal(str, Exception)
    finished = Signal(str, Path)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._jobs: dict[str, Job] = {}
        self._progress: dict[str, Progress] = {}

    @classmethod
    def of(cls, desk: Desk) -> "Downloads":
        """Return the one queue of this desk, so that it outlives the view that shows it."""
        return desk.findChild(cls) or cls(desk)

    def get(self, document: str, size: int) -> None:
        """Queue the original of `document`; what had arrived before is continued."""
        if document in self._jobs:
            return
        self._progress[document] = Progress(document, size)
        home, open_transport = self._desk.home, self._desk.open_transport

        def task(store: Store, job: Job) -> Path:
            return downloading.get(
                store,
                home,
                document,
                got=_spread(job),
                stop=job.cancelled,
                open_transport=open_transport,
            )

        def done(path: Path) -> None:
            self._end(document)
            self.finished.emit(document, path)
            self._desk.changed.emit(Changes.of("documents", ids=(document,)))

        def failed(error: Exception) -> None:
            self._end(document)
            if not isinstance(error, Cancelled):
                self.failed.emit(document, error)

        def progressed(got: int, rate: float) -> None:
            now = self._progress.get(document)
            if now is not None:
                now.got, now.rate = got, rate
                self.changed.emit(document)

        self._jobs[document] = self._desk.courier.run(task, done, failed, progressed)
        self.changed.emit(document)

    def stop(self, document: str) -> None:
        """Stop it; what has arrived stays and is continued the next time."""
        job = self._jobs.get(document)
        if job is not None:
            job.cancel()
            self._end(document)

    def stop_all(self) -> None:
        for document in list(self._jobs):
            self.stop(document)

    def progress(self, document: str) -> Progress | None:
        return self._progress.get(document)

    def all(self) -> dict[str, Progress]:
        return dict(self._progress)

    def _end(self, document: str) -> None:
        self._jobs.pop(document, None)
        self._progress.pop(document, None)
        self.changed.emit(document)


def _spread(job: Job) -> Callable[[int], None]:
    """Return what tells `job` of bytes that came, a few times a second, with their rate."""
    begun: list[tuple[float, int]] = []
    told = 0.0

    def got(count: int) -> None:
        nonlocal told
        now = monotonic()
        if not begun:
            begun.append((now, count))
        first, before = begun[0]
        if now - told >= PARTS:
            told = now
            spent = now - first
            job.report(count, (count - before) / spent if spent > 0 else 0.0)

    return got
