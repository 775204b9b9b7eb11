"""CSV of a meeting folder: rows with their line, cells by column."""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.records import Data
from app.secretariat.near import near
from app.secretariat.papers import WHOLE_FILE, Paper, Spot
from app.secretariat.sources import Desk, Source

_LARGEST_CELL = 8_000_000
MANY = ";"
"""Separates the parts of a list in one cell."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row; `cells` are trimmed and in NFC, `columns` says which there are."""

    at: Spot
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class Filling:
    """A row on its way to becoming the data of a record."""

    row: SheetRow
    desk: Desk
    data: Data = field(default_factory=dict[str, Any])
    cleared: set[str] = field(default_factory=set[str])

    def take(self, *columns: str, kind: "Callable[[Filling, str, str], Any] | None" = None) -> None:
        """Fill in `columns`, each made of its cell by `kind` (text as it stands if None)."""
        for column in columns:
            cell = self.row[column]
            if cell:
                value = kind(self, column, cell) if kind else cell
                if value is not None:
                    self.data[column] = value
            elif column in self.row.cells:
                self.cleared.add(column)

    def rest(self, known: frozenset[str]) -> None:
        """Keep the columns of the Secretariat's own."""
        self.data.update(
            {name: cell for name, cell in self.row.cells.items() if cell and name not in known}
        )

    def paper(self, collection: str, id: str, audience: tuple[str, ...]) -> Paper:
        return Paper(
            collection, id, self.data, self.row.at, audience, cleared=frozenset(self.cleared)
        )


def many(_filling: Filling, _column: str, cell: str) -> list[str]:
    return [each.strip() for each in cell.split(MANY) if each.strip()]


def whole(filling: Filling, column: str, cell: str) -> int | None:
    try:
        return int(cell)
    except ValueError:
        filling.desk.fault(filling.row.at, column, "not_a_number", got=cell[:40])
        return None


def flag(filling: Filling, column: str, cell: str) -> bool | None:
    if cell.casefold() == "yes":
        return True
    filling.desk.fault(filling.row.at, column, "bad_flag", got=cell[:40])
    return None


def rows(source: Source, desk: Desk, known: frozenset[str], needed: str) -> list[SheetRow] | None:
    """Return the rows of a sheet; None (and a fault) where it has no column `needed`.

    A row ends where its line does unless a quoted cell goes on; empty rows count for
    nothing, cells missing at the end are empty.
    """
    csv.field_size_limit(_LARGEST_CELL)
    lines: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    before = 0
    try:
        for cells in reader:
            lines.append((before + 1, [_clean(cell) for cell in cells]))
            before = reader.line_num
    except csv.Error as problem:
        desk.fault(Spot(source.file, before + 1), WHOLE_FILE, "broken_csv", why=str(problem))
        if not lines:
            return None
    lines = [(line, cells) for line, cells in lines if any(cells)]
    if not lines:
        desk.fault(Spot(source.file), needed, "missing_column", column=needed)
        return None
    top, header = lines[0]
    if not _header(Spot(source.file, top), header, desk, known, needed):
        return None
    found: list[SheetRow] = []
    for line, cells in lines[1:]:
        spot = Spot(source.file, line)
        if any(cells[len(header) :]):
            desk.fault(spot, header[-1] or WHOLE_FILE, "too_many_cells", count=len(header))
        pairs = zip(header, cells + [""] * len(header), strict=False)
        found.append(SheetRow(spot, {column: cell for column, cell in pairs if column}))
    return found


def field_at(sheet: list[SheetRow] | None, line: int) -> str:
    """Return the column whose cell was damaged in the row at `line`."""
    for row in sheet or ():
        if row.at.line == line:
            return next((name for name, cell in row.cells.items() if "�" in cell), WHOLE_FILE)
    return WHOLE_FILE


def _header(spot: Spot, header: list[str], desk: Desk, known: frozenset[str], needed: str) -> bool:
    for number, column in enumerate(header):
        if column and column in header[:number]:
            desk.fault(spot, column, "doubled_column", column=column)
        meant = near(column, known - set(header)) if column not in known else None
        if meant:
            desk.fault(spot, column, "misspelt_column", got=column, meant=meant)
    if needed not in header:
        split = [part.strip() for part in header[0].split(MANY)]
        code = "semicolons" if needed in split and len(split) > 1 else "missing_column"
        desk.fault(spot, needed, code, column=needed)
        return False
    return True


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()
