"""What every place of the window works with: the store to read, workers to act."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app import settings as choices
from app.actions import acting, ways
from app.actions.clock import Clock, system
from app.domain.changes import Changes
from app.i18n import _
from app.paths import Home
from app.settings import Settings
from app.store import Store, open_store, undo
from app.ui.trail import Trail
from app.ui.worker import Failed, Job, Worker


class Desk(QObject):
    """One profile in one window.

    `store` only reads and belongs to the Qt thread; every write goes through `act`
    (the member's worker), `courier` (sync) or `fetcher` (downloads), so that a slow line
    never holds up a note, nor a large file a sync. What grows with the cycle is asked of
    `reader`, so that it never holds up the window.
    """

    changed = Signal(Changes)
    """Something was written; each place asks `changes.touch(...)` and looks again."""
    wanted = Signal(str, str)
    """Somebody wants to see (place, id): `proposals`, `open-maps`."""
    mark_wanted = Signal(str)
    """The card of this mark should be chosen in the paper that is shown, or about to be."""
    told = Signal(str, object)
    """A sentence for the message bar, and what to call for Undo (or None)."""
    failed = Signal(Exception)
    settings_changed = Signal(Settings)
    file_given = Signal(Path)
    """A pack, bundle or form was handed to the program: with its start, or by a second one."""
    closing = Signal()
    """The last moment to hand over what is being written."""
    leave_for = Signal(object)
    """Close the window, call this while nobody has the profile open, and open it again; what
    it answers is told then."""
    sync_wanted = Signal()
    search_wanted = Signal()

    def __init__(
        self,
        home: Home,
        *,
        open_transport: ways.Open = ways.server,
        clock: Clock = system,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.home = home
        self.clock = clock
        self.open_transport = open_transport
        self.open_beside: Callable[[Home, str, Callable[[Any], None]], None] | None = None
        """Opens another profile in a window of its own, under a title; tells its `Window`."""
        self.trail = Trail()
        self.settings = choices.load(home.settings)
        home.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        open_store(home.store).close()  # the schema is brought up to date before anyone reads
        self.worker = Worker(partial(open_store, home.store), "member", self)
        self.courier = Worker(partial(open_store, home.store), "courier", self)
        self._fetcher: Worker | None = None
        self._reader: Worker | None = None
        self.store: Store = open_store(home.store, read_only=True)
        for each in (self.worker, self.courier):
            self._heard(each)

    @property
    def fetcher(self) -> Worker:
        """Return the worker of the downloads, begun when the first is asked for."""
        if self._fetcher is None:
            self._fetcher = Worker(partial(open_store, self.home.store), "fetcher", self)
            self._heard(self._fetcher)
        return self._fetcher

    @property
    def reader(self) -> Worker:
        """Return the worker that only reads, begun when the first is asked for."""
        if self._reader is None:
            opened = partial(open_store, self.home.store, read_only=True)
            self._reader = Worker(opened, "reader", self)
        return self._reader

    def act(
        self,
        verb: Callable[[Store], Changes],
        said: str = "",
        *,
        undoable: bool = False,
        then: Callable[[Changes], Any] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """Do a verb on the member's thread; then say `said`, with Undo where it can be undone."""
        made: list[int] = []

        def noted(store: Store) -> Changes:
            changes = verb(store)
            # Now, not when it is told: by then something else may have been done.
            last = undo.last(store) if undoable else None
            made.extend([last.act] if last is not None else [])
            return changes

        def done(changes: Changes) -> None:
            if said:
                back = partial(self.take_back, made[0]) if made else None
                self.told.emit(said, back)
            if then is not None:
                then(changes)

        return self.worker.write(noted, done, failed)

    def take_back(self, act: int | None = None) -> None:
        """Undo the last act, or `act`."""

        def said(_changes: Changes) -> None:
            self.told.emit(_("Taken back."), None)

        self.worker.write(lambda store: acting.take_back(store, act, self.clock), said)

    def show(self, place: str, id: str = "") -> None:
        self.wanted.emit(place, id)

    def choose(self, settings: Settings) -> None:
        """Keep new settings and tell everyone."""
        self.settings = settings
        choices.save(self.home.settings, settings)
        self.settings_changed.emit(settings)

    def _heard(self, worker: Worker) -> None:
        worker.changed.connect(self.changed)
        worker.failed.connect(self.failed)

    def close(self) -> None:
        """Finish what was asked, then close everything."""
        self.closing.emit()
        self.courier.close()
        for each in (self._fetcher, self._reader):
            if each is not None:
                each.close()
        self.worker.close()
        self.store.close()
