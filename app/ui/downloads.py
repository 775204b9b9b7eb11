"""The download queue in the window: one file after the other, on a thread of its own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.actions import queueing
from app.actions.queueing import Queued
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.store import Store
from app.sync.transport import Cancelled, TransportError
from app.ui.desk import Desk
from app.ui.download_words import Progress, Total, sentence, why
from app.ui.moving import spread
from app.ui.patience import Patience
from app.ui.worker import Current, Job

FIRST_WAIT, LONGEST_WAIT = 15, 300
"""Seconds until a line that broke is tried again by itself; doubled in between."""


class Downloads(QObject):
    """Asks for files and brings them in the order of the queue, also after a restart.

    `state` is `idle`, `moving`, `line` (waits for the line to come back) or `held` (something
    waits, but nothing may travel by itself on this line).
    """

    changed = Signal(str)
    """The document that moved on; "" when the queue itself changed."""
    failed = Signal(str, str)
    """A document and the sentence of what went wrong."""
    finished = Signal(str, Path)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.state = "idle"
        self.trouble = ""
        """Why nothing moves, in words, while `state` is `line`."""
        self._spared = self._willing = self._closed = False
        self._items: list[Queued] = []
        self._now = ""
        self._job = Current()
        self._rate = 0.0
        self._writing = 0
        self._patience = Patience(FIRST_WAIT, LONGEST_WAIT)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self.go_on)
        desk.changed.connect(self._touched)
        self._look()

    @classmethod
    def of(cls, desk: Desk) -> "Downloads":
        """Return the one queue of this desk, so that it outlives the view that shows it."""
        return desk.findChild(cls) or cls(desk)

    # --- what is asked for -----------------------------------------------------------------

    def get(self, document: str, size: int) -> None:
        """Ask for the original of `document`; what had arrived before is continued."""
        self._willing = True
        if all(each.document != document for each in self._items):
            self._items.append(Queued(document, document, document, size, 0, "waiting"))
        self._turn({document}, "waiting")
        home = self._desk.home
        self._write(lambda store: queueing.add(store, home, [document]))

    def get_all(self, documents: Sequence[str]) -> None:
        """Ask for the originals of `documents`, one after the other."""
        self._willing = True
        home = self._desk.home
        self._write(lambda store: queueing.add(store, home, documents))

    def stop(self, document: str) -> None:
        """Let one wait until it may go on; what has arrived stays."""
        self._turn({document}, "paused")
        self._leave(document)
        self._write(lambda store: queueing.pause(store, [document]))

    def pause_all(self) -> None:
        self._turn({each.document for each in self._items}, "paused")
        self._leave(self._now)
        self._write(queueing.pause)

    def resume(self, document: str | None = None) -> None:
        """Let one (or all) go on; what failed is tried again."""
        self._willing = True
        ids = None if document is None else [document]
        self._write(lambda store: queueing.resume(store, ids))

    def first(self, document: str) -> None:
        """Bring this one now; the one under way goes on after it."""
        self._willing = True
        if self._now != document:
            self._leave(self._now)
        self._write(lambda store: queueing.first(store, document))

    def move(self, document: str, by: int) -> None:
        self._write(lambda store: queueing.move(store, document, by))

    def remove(self, document: str) -> None:
        """Take one out of the queue; the bytes that came are kept for another time."""
        self._leave(document)
        self._items = [each for each in self._items if each.document != document]
        self._write(lambda store: queueing.remove(store, [document]))

    def stop_all(self) -> None:
        """Stop what is under way, as the window goes; the next start goes on."""
        self._retry.stop()
        self._closed = True
        self._leave(self._now)

    def go_on(self) -> None:
        """Try at once: the line is back, or the window has just opened."""
        self._retry.stop()
        if self.state == "line":
            self.state = "idle"
        self._pump()

    def hold(self, held: bool) -> None:  # noqa: FBT001 -- a setter
        """Bring nothing by itself (a metered line) until the member asks for something."""
        if held == self._spared:
            return
        self._spared, self._willing = held, False
        if held:
            self._leave(self._now)
            self._turn_state("held" if self._waits() else "idle")
        else:
            self.go_on()

    # --- how it stands --------------------------------------------------------------------------

    def items(self) -> list[Queued]:
        """Return the queue, what comes next first."""
        return list(self._items)

    def now(self) -> str:
        """Return the document that is on its way, "" for none."""
        return self._now

    def item(self, document: str) -> Queued | None:
        return next((each for each in self._items if each.document == document), None)

    def progress(self, document: str) -> Progress | None:
        """Return how far a document is that waits or is on its way; None for others."""
        each = self.item(document)
        if each is None or each.state != "waiting":
            return None
        moving = document == self._now
        rate = self._rate if moving else 0.0
        return Progress(document, each.size, each.got, rate, moving)

    def all(self) -> dict[str, Progress]:
        found = {each.document: self.progress(each.document) for each in self._items}
        return {document: each for document, each in found.items() if each is not None}

    def total(self) -> Total:
        moving = [each for each in self._items if each.state == "waiting"]
        return Total(
            len(moving),
            sum(each.size for each in moving),
            sum(each.got for each in moving),
            self._rate if self._job else 0.0,
            sum(each.state == "failed" for each in self._items),
        )

    # --- one after the other ------------------------------------------------------------------

    def _pump(self) -> None:
        if self._job or self._writing or self._closed or self.state == "line":
            return
        following = self._waits()
        if following is None:
            self._willing = False
            self._turn_state("idle")
        elif self._spared and not self._willing:
            self._turn_state("held")
        else:
            self._begin(following)

    def _begin(self, each: Queued) -> None:
        home, open_transport, id = self._desk.home, self._desk.open_transport, each.document

        def task(store: Store, job: Job) -> Path | None:
            return queueing.fetch(
                store, home, id, got=spread(job), stop=job.cancelled, open_transport=open_transport
            )

        self._now = id
        self._job.run(
            self._desk.fetcher,
            task,
            partial(self._done, id),
            partial(self._failed, id),
            partial(self._moved, id),
        )
        self._turn_state("moving")

    def _moved(self, document: str, got: int, rate: float) -> None:
        self._patience.renew()
        self._rate = rate
        self._items = [
            replace(each, got=got) if each.document == document else each for each in self._items
        ]
        self.changed.emit(document)

    def _done(self, document: str, path: Path | None) -> None:
        self._ended()
        if path is not None:
            self.finished.emit(document, path)
            self._desk.changed.emit(Changes.of("documents", queueing.TOUCHED, ids=(document,)))
        else:
            each = self.item(document)
            if each is not None and each.state == "failed":
                self.failed.emit(document, why(each))
        self._pump()

    def _failed(self, document: str, error: Exception) -> None:
        self._ended()
        if isinstance(error, Cancelled):
            self._pump()
            return
        self.trouble = sentence(self.item(document), error)
        self.state = "line"
        if isinstance(error, TransportError):
            self._retry.start(int(self._patience.after(error) * 1000))
        self.failed.emit(document, self.trouble)
        self.changed.emit("")

    def _ended(self) -> None:
        self._now = ""
        self._look()

    def _leave(self, document: str) -> None:
        """Stop `document` if it is on its way; it keeps its place and its bytes."""
        if document and document == self._now and self._job.leave():
            self._now = ""

    # --- the store ---------------------------------------------------------------------------------

    def _write(self, verb: Callable[[Store], Changes]) -> None:
        self._writing += 1
        if self.state == "line":
            self.state = "idle"  # the member asks: there is no waiting any more

        def done(_changes: Changes) -> None:
            self._writing -= 1
            self._look()
            self._pump()

        def failed(error: Exception) -> None:
            self._writing -= 1
            self._look()
            if not isinstance(error, Trouble):
                self._desk.failed.emit(error)
            self._pump()

        self._desk.worker.write(verb, done, failed)
        self.changed.emit("")

    def _look(self) -> None:
        if self._closed:
            return  # the window goes: there is no store to look at any more
        self._items = queueing.listed(self._desk.store, self._desk.home)
        self.changed.emit("")

    def _touched(self, changes: Changes) -> None:
        if changes.touch("documents") and not self._writing and self._items:
            self._look()

    def _turn(self, documents: set[str], state: str) -> None:
        """Show at once what the store will say in a moment."""
        self._items = [
            replace(each, state=state) if each.document in documents else each
            for each in self._items
        ]

    def _turn_state(self, state: str) -> None:
        self.state = state
        self.changed.emit("")

    def _waits(self) -> Queued | None:
        return next((each for each in self._items if each.state == "waiting"), None)
