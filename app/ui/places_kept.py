"""The places of marks in the text that is shown, looked for off the window's thread."""

import json
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.actions import placing
from app.actions.placing import Text
from app.domain.anchors import Place
from app.domain.records import Row
from app.ui.desk import Desk
from app.ui.worker import Job

Key = tuple[str, str, int, str]
"""What a place hangs on: the mark, what its record says of it, the version, its text's hash."""


class PlacesKept(QObject):
    """Knows places at once where no two texts must be compared, and the rest a moment later."""

    found = Signal()
    """More places are known than a moment ago: show the marks again."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: dict[Key, Place | None] = {}
        self._asked: frozenset[Key] = frozenset()
        self._job: Job | None = None

    def of(self, rows: Sequence[Row], text: Text) -> Mapping[str, Place | None]:
        """Return {id: place} of the marks of one paper, as far as it is known.

        What is missing is being looked for; `found` tells when it is there.
        """
        known: dict[str, Place | None] = {}
        missing: dict[Key, Row] = {}
        for row in rows:
            if not row.data.get("anchor"):
                known[row.id] = None
            elif (where := placing.at_once(row, text)) is not None:
                known[row.id] = where
            elif (key := _key(row, text)) in self._known:
                known[row.id] = self._known[key]
            elif text.sections:
                missing[key] = row
        if missing and not missing.keys() <= self._asked:
            self._ask(missing, text)
        return known

    def _ask(self, missing: Mapping[Key, Row], text: Text) -> None:
        if self._job is not None:
            self._job.cancel()
        self._asked = frozenset(missing)
        rows, home = list(missing.values()), self._desk.home
        self._job = self._desk.worker.read(
            lambda store: placing.on(store, home, rows, text),
            partial(self._take, missing),
            self._failed,
        )

    def _take(self, asked: Mapping[Key, Row], places: Mapping[str, Place | None]) -> None:
        self._job = None
        self._asked = frozenset()
        if len(self._known) > MOST:
            self._known.clear()
        self._known |= {key: places.get(row.id) for key, row in asked.items()}
        self.found.emit()

    def _failed(self, error: Exception) -> None:
        self._job, self._asked = None, frozenset()  # asked again when the marks are shown next
        self._desk.failed.emit(error)


MOST = 5_000
"""Places kept before all are forgotten: looking for them again takes a moment only."""


def _key(row: Row, text: Text) -> Key:
    said = json.dumps([row.data.get(name) for name in ("about", "anchor", "places")])
    return row.id, said, text.version, text.sha256 or ""
