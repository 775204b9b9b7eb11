"""Reads my notes on threads of their own, however many: no act and no window waits for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from app.actions import listing_marks
from app.domain.marks import Listed, Wanted, chosen
from app.paths import Home
from app.store import Store, open_store
from app.ui.desk import Desk
from app.ui.models import marks
from app.ui.widgets.rows import Line
from app.ui.worker import Job, Worker

SLICE = 500
"""Notes whose places are looked for at once: between two slices it is seen whether to go on."""


@dataclass(frozen=True, slots=True)
class Known:
    """My notes, and what the filters above them offer."""

    marks: list[Listed]
    papers: Mapping[str, str]
    criteria: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of the list, and how many notes are in it."""

    lines: list[Line]
    count: int


@dataclass(frozen=True, slots=True)
class Arranging:
    """What the list of notes is made for."""

    wanted: Wanted
    newest: bool
    now: datetime
    undecided: frozenset[str]

    def shown(self, known: Known) -> Shown:
        found = chosen(known.marks, self.wanted)
        lines = marks.lines(found, self.now, self.undecided, known.criteria, newest=self.newest)
        return Shown(lines, len(found))


class NoteReading(QObject):
    """The threads of one desk that read notes, and look where their words are now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        opened = partial(open_store, desk.home.store, read_only=True)
        self.reading = Worker(opened, "notes", self)
        self.placing = Worker(opened, "places", self)
        desk.closing.connect(self._close)

    @staticmethod
    def of(desk: Desk) -> "NoteReading":
        """Return the reading of notes of `desk`, begun when the first is asked for."""
        return desk.findChild(NoteReading) or NoteReading(desk)

    def _close(self) -> None:
        self.reading.close()
        self.placing.close()


def read(store: Store, before: Sequence[Listed]) -> Known:
    """Return my notes as they are now, with the places that were known `before`."""
    known = {each.id: each for each in before}
    found = [_placed_as(known, each) for each in listing_marks.mine(store)]
    return Known(found, marks.papers(found), marks.criteria(store, found))


def placed(store: Store, job: Job, home: Home, given: Known) -> Known | None:
    """Return `given` with where the words are now; None if it is so already, or was stopped."""
    found: dict[str, Listed] = {}
    for part in _slices(given.marks):
        if job.cancelled():
            return None
        found.update((each.id, each) for each in listing_marks.placed(store, home, part))
    now = [found[each.id] for each in given.marks]
    return None if now == given.marks else Known(now, given.papers, given.criteria)


def _slices(given: Sequence[Listed]) -> Iterator[Sequence[Listed]]:
    """Cut the notes so that those on one paper, which is read once a slice, stay together."""
    ordered = sorted(given, key=lambda each: each.about)
    for start in range(0, len(ordered), SLICE):
        yield ordered[start : start + SLICE]


def _placed_as(known: Mapping[str, Listed], each: Listed) -> Listed:
    """Return a mark with the place it had a moment ago: it is looked for again."""
    before = known.get(each.id)
    if before is None:
        return each
    return Listed(each.row, before.place, each.title, before.rank)
