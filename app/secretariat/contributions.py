"""Contributions to a call from a CSV of any name: judged as a whole, then all of them or nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain import audience
from app.domain.records import Row
from app.secretariat import folder, people, references
from app.secretariat.papers import WHOLE_FILE, Fault, Paper, Spot
from app.secretariat.reconcile import PlannedChange, merged, same
from app.secretariat.sources import Desk

NEEDED = ("call", "group", "region")
"""Columns without which nothing could be counted; cells of them may be empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet asks for, beside what there is."""

    faults: tuple[Fault, ...] = ()
    changes: tuple[PlannedChange, ...] = ()
    """Nothing, where there is a fault."""
    unchanged: int = 0


def read(path: Path, there: Mapping[str, Row], documents: Collection[str]) -> Sheet:
    """Read the sheet at `path` and compare it with the contributions that are `there`, by id.

    `documents` are the ids that may be named. What is there and not in the sheet stays.
    """
    path = path.resolve()
    desk = Desk(path.parent)
    rows = people.contributions(desk, path)
    if rows:
        _columns(desk, path.name, rows[0].cells)
    elif not desk.faults:
        desk.fault(Spot(path.name), WHOLE_FILE, "no_rows")
    references.doubled(desk)
    for paper in desk.papers:
        folder.fits(desk, paper)
        document = paper.data.get("document")
        if document and document not in documents:
            desk.fault(paper.at, "document", "no_such_document", got=str(document)[:80])
    if desk.faults:
        return Sheet(folder.in_order(desk.faults))
    planned = [_change(each, there.get(each.id)) for each in desk.papers]
    changes = tuple(each for each in planned if each is not None)
    return Sheet(changes=changes, unchanged=len(planned) - len(changes))


def _columns(desk: Desk, file: str, cells: Mapping[str, str]) -> None:
    """Tell columns that are not there, unless one was told to be a slip for it."""
    slips = {each.params.get("meant") for each in desk.faults if each.code == "misspelt_column"}
    for column in NEEDED:
        if column not in cells and column not in slips:
            desk.fault(Spot(file), column, "missing_column", column=column)


def _change(paper: Paper, old: Row | None) -> PlannedChange | None:
    readers = audience.normal(paper.audience)
    if old is None:
        return PlannedChange(paper.collection, paper.id, "create", paper.whole(), readers)
    data = merged(paper, old.data)
    if same(data, old.data) and readers == audience.normal(old.readers):
        return None
    return PlannedChange(paper.collection, paper.id, "update", data, readers, old.revision)
