"""Reads proposals from a sheet (CSV, XLSX): one row is one proposal."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.documents.extract import decode, from_plain
from app.documents.unreadable import Unreadable
from app.secretariat import columns
from app.secretariat.columns import LEFT_OUT, SECTION, Column
from app.secretariat.importing_draft import CannotImport, Draft, Part, clean
from app.secretariat.importing_headings import Known
from app.secretariat.papers import WHOLE_FILE, Fault, Spot

MOST_ROWS = 2_000
MOST_COLUMNS = 200
LARGEST_SHEET = 200_000_000
"""Bytes of a workbook once unpacked."""

_HEADER_WITHIN = 15
"""Rows above the header that a sheet may have: a title, a date, a logo."""

_LONGEST_HEADER = 200
_LARGEST_CELL = 8_000_000


@dataclass(frozen=True, slots=True)
class SheetDrafts:
    drafts: tuple[Draft, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]


def from_sheet(
    path: Path, content: bytes, known: Sequence[Known], remembered: Mapping[str, str]
) -> SheetDrafts:
    """Return the proposals of a sheet and what its columns were taken for.

    Raises CannotImport (`damaged`, `password`, `encoding`, `too_large`, `too_many_rows`,
    `no_rows`, `doubled_column`).
    """
    rows = _csv(path, content) if path.suffix.casefold() == ".csv" else _xlsx(path, content)
    rows = [each for each in rows if any(each.cells)]
    if len(rows) > MOST_ROWS + _HEADER_WITHIN:
        raise CannotImport(_fault(path, "too_many_rows", limit=MOST_ROWS))
    top = _header_row(rows, known)
    if top is None or len(rows) == top + 1:
        raise CannotImport(_fault(path, "no_rows"))
    used = max(len(each.cells) for each in rows)
    header = _headers(path, rows[top], rows[top + 1 :], used)
    mapped = columns.map_columns([name for name in header if name], known, remembered)
    by_header = {each.header: each for each in mapped}
    where = [by_header.get(name) for name in header]
    drafts = [_draft(Spot(path.name, row.line), where, row, known) for row in rows[top + 1 :]]
    return SheetDrafts(tuple(drafts), tuple(mapped))


def _draft(at: Spot, where: Sequence[Column | None], row: _Row, known: Sequence[Known]) -> Draft:
    targets = [column.target for column in where if column]
    covered = {each.removeprefix(SECTION) for each in targets if each.startswith(SECTION)}
    draft = Draft(at, covers=covered)
    names = {each.key: each.names[0] for each in known if each.names}
    about_people: list[tuple[str, str]] = []
    for column, cell in zip(where, row.cells, strict=False):
        if column is None or column.target == LEFT_OUT or not cell:
            continue
        if column.target.startswith(SECTION):
            key = column.target.removeprefix(SECTION)
            draft.parts.append(Part(names.get(key, column.header), from_plain(cell), key))
        elif column.target in ("affiliation", "group", "region"):
            about_people.append((column.target, cell))
        else:
            words = from_plain(cell) if column.target in ("summary", "note") else cell
            draft.take(column.target, words)
    for name, cell in about_people:
        draft.describe(name, cell)
    return draft


def _header_row(rows: Sequence[_Row], known: Sequence[Known]) -> int | None:
    """Return which of the first rows has the headers: most words that read like one."""
    best: tuple[int, int] | None = None
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        count = columns.recognised(row.cells, known)
        if count and (best is None or count > best[0]):
            best = (count, number)
    if best:
        return best[1]
    return next((number for number, row in enumerate(rows) if sum(map(bool, row.cells)) > 1), None)


def _headers(path: Path, row: _Row, below: Sequence[_Row], used: int) -> list[str]:
    """Return the headers; a column with words but without a header is named by its letter."""
    found = [" ".join(cell.split())[:_LONGEST_HEADER] for cell in row.cells] + [""] * (
        used - len(row.cells)
    )
    for number, name in enumerate(found):
        if not name and any(len(each.cells) > number and each.cells[number] for each in below):
            found[number] = _letters(number)
    counts = Counter(name.casefold() for name in found if name)
    doubled = [name for name in found if counts[name.casefold()] > 1]
    if doubled:
        spot = Spot(path.name, row.line)
        raise CannotImport(Fault.at(spot, doubled[0][:80], "doubled_column", got=doubled[0][:80]))
    return found


def _letters(number: int) -> str:
    text = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


def _csv(path: Path, content: bytes) -> list[_Row]:
    try:
        text = decode(content)
    except Unreadable as caught:
        raise CannotImport(_fault(path, caught.code)) from caught
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first, _newline, rest = text.partition("\n")
    before = 0
    if first.casefold().startswith("sep=") and len(first) == len("sep=;"):
        text, delimiter, before = rest, first[-1], 1
    else:
        delimiter = _delimiter(text)
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[_Row] = []
    line = before + 1
    try:
        for cells in reader:
            rows.append(_Row(line, tuple(clean(cell) for cell in cells[:MOST_COLUMNS])))
            line = before + reader.line_num + 1
    except csv.Error as caught:
        fault = Fault.at(Spot(path.name, line), WHOLE_FILE, "broken_csv", why=str(caught))
        raise CannotImport(fault) from caught
    return rows


def _delimiter(text: str) -> str:
    """Return what parts the cells of the first line that has more than one, quotes heeded."""
    for line in text.split("\n")[:_HEADER_WITHIN]:
        outside = "".join(line.split('"')[::2])
        counts = {each: outside.count(each) for each in ";,\t|"}
        best = max(counts, key=lambda each: counts[each])
        if counts[best]:
            return best
    return ","


def _xlsx(path: Path, content: bytes) -> list[_Row]:
    import openpyxl  # noqa: PLC0415 -- slow import

    _check(path, content)
    library: Any = openpyxl
    try:
        book = library.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
        for sheet in sheets:
            sheet.reset_dimensions()
            rows = list(_cells(sheet))
            if any(any(row.cells) for row in rows):
                return rows
    except Exception as caught:
        # Whatever a foreign file breaks in the library is its damage.
        raise CannotImport(_fault(path, "damaged")) from caught
    return []


def _cells(sheet: Any) -> Iterator[_Row]:
    rows = sheet.iter_rows(
        max_row=MOST_ROWS + 2 * _HEADER_WITHIN, max_col=MOST_COLUMNS, values_only=True
    )
    for line, values in enumerate(rows, 1):
        yield _Row(line, tuple(_shown(value) for value in values))


def _shown(value: Any) -> str:
    """Return a cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == value.time().min else value.isoformat(" ")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def _check(path: Path, content: bytes) -> None:
    """Refuse what is no workbook, and what unpacks without end."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotImport(_fault(path, "password"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except Exception as caught:
        # zipfile lets through whatever struct says about broken bytes.
        raise CannotImport(_fault(path, "damaged")) from caught
    if size > LARGEST_SHEET:
        raise CannotImport(_fault(path, "too_large"))


def _fault(path: Path, code: str, **params: object) -> Fault:
    return Fault.at(Spot(path.name), WHOLE_FILE, code, **params)
