"""Tables of a report as CSV for spreadsheets and as JSON for programs."""

import csv
import json
from io import StringIO
from typing import Any

from app.i18n import _
from app.reports.marks_csv import guarded
from app.reports.plain import one_line
from app.reports.progress import Progress
from app.reports.shown import name_of, shown
from app.reports.tree import Cell, Column, Report, Table, cell, tables


def csv_text(report: Report, tick: Progress) -> str:
    """Return the first table of `report` as CSV (RFC 4180): commas, CRLF, a byte order mark.

    Values are as precise as they are; nothing is an empty cell. No cell can be taken for a
    formula. Raises ValueError without a table.
    """
    table = next(tables(report.blocks), None)
    if table is None:
        raise ValueError(report.title)
    into = StringIO(newline="")
    writer = csv.writer(into, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([guarded(one_line(each.title)) for each in table.columns])
    for number, row in enumerate(table.rows):
        tick(number, len(table.rows))
        writer.writerow(
            [_written(cell(each), column) for each, column in zip(row, table.columns, strict=True)]
        )
    return "\ufeff" + into.getvalue()


def json_text(report: Report, tick: Progress) -> str:
    """Return all tables of `report` as JSON: rows as objects, by the keys of the columns."""
    found: list[dict[str, Any]] = []
    every = list(tables(report.blocks))
    for number, table in enumerate(every, 1):
        tick(number - 1, len(every))
        found.append({"name": name_of(table, number), "rows": rows_of(table)})
    made = {"title": report.title, "date": report.date, "tables": found}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def rows_of(table: Table) -> list[dict[str, Any]]:
    """Return the rows of `table` with their values by the keys of the columns."""
    keys = [each.key or each.title for each in table.columns]
    return [
        {
            key: _value(cell(each), column)
            for key, each, column in zip(keys, row, table.columns, strict=True)
        }
        for row in table.rows
    ]


def _value(given: Cell, column: Column) -> Any:
    if given.value is None and given.content:
        return shown(given, column.kind)
    return given.value


def _written(given: Cell, column: Column) -> str:
    """Return a cell of CSV: numbers bare, words guarded."""
    value = _value(given, column)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return guarded(one_line(value)) if isinstance(value, str) else str(value)
