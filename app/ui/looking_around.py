"""The sample cycle in a window of its own: a temporary profile, read from a pack, no server."""

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from PySide6.QtCore import QObject, Signal

from app import settings as choices
from app.actions import joining, opening
from app.i18n import _
from app.paths import Home, resource
from app.store import Store, open_store
from app.ui.desk import Desk
from app.ui.worker import Job

MEMBER = "m-cs-grulac"
"""Whose desk the sample shows: a member with a round to review."""


def sample_pack() -> Path | None:
    """Return the pack of the sample cycle that comes with the program."""
    pack = resource("sample", "igf2021.satchel")
    return pack if pack.is_file() else None


class LookingAround(QObject):
    """Opens the sample; `opened` when its window stands, `failed` when it could not."""

    opened = Signal()
    failed = Signal(Exception)

    def __init__(self, desk: Desk, pack: Path) -> None:
        super().__init__(desk)
        self._desk, self._pack = desk, pack
        self.window: Any = None

    def begin(self) -> None:
        """Read the pack into a temporary profile, off the Qt thread, and open a window on it."""
        pack = self._pack
        home = Home(Path(mkdtemp(prefix="satchel-sample-")))

        def task(_store: Store, _job: Job) -> Home:
            people = opening.look(pack).people
            known = {each.account for each in people}
            account = MEMBER if MEMBER in known else next(iter(sorted(known)), "guest")
            store = open_store(home.store)
            try:
                joining.join_pack(store, home, pack, account)
            finally:
                store.close()
            return home

        def failed(error: Exception) -> None:
            shutil.rmtree(home.folder, ignore_errors=True)
            self.failed.emit(error)

        self._desk.courier.run(task, self._open, failed)

    def _open(self, home: Home) -> None:
        settings = replace(self._desk.settings, auto_sync=False, new_here=True, geometry="")
        choices.save(home.settings, settings)
        title = _("Satchel: the sample cycle, nothing leaves this computer")

        def stands(window: Any) -> None:
            self.window = window
            window.shell.destroyed.connect(lambda: shutil.rmtree(home.folder, ignore_errors=True))
            self.opened.emit()

        if self._desk.open_beside is not None:
            self._desk.open_beside(home, title, stands)
