"""Tables of a report as a workbook: a sheet each, heads that stay, numbers as numbers."""

import re
from datetime import date
from io import BytesIO
from typing import Any

from app.reports.marks_csv import guarded
from app.reports.palette import HEAD_FILL
from app.reports.plain import clean, one_line
from app.reports.progress import Progress
from app.reports.shown import RIGHT, name_of, shown
from app.reports.tree import Cell, Column, Report, Table, cell, tables
from app.reports.zips import MAKER, moment, sealed

_NAME = 31
"""Characters of a sheet's name; the format allows no more."""
_UNFIT = re.compile(r"[\[\]:*?/\\]")
_WIDEST, _NARROWEST = 60, 6
_LONGEST = 32_000
"""Characters of a cell; the format allows 32,767."""
_FORMATS = {"number": "0.00", "share": "0%", "whole": "0", "day": "d mmm yyyy"}


def xlsx(report: Report, tick: Progress) -> bytes:
    """Return the tables of `report` as XLSX. The same report gives the same bytes.

    Words are written as words: no cell holds a formula, and none that begins like one is left
    as it is, for who saves the sheet as CSV. Raises ValueError without a table.
    """
    from openpyxl import Workbook  # noqa: PLC0415 -- slow import

    every = list(tables(report.blocks))
    if not every:
        raise ValueError(report.title)
    book: Any = Workbook()
    book.remove(book.active)
    total = sum(len(each.rows) for each in every)
    done = 0
    taken: set[str] = set()
    for number, table in enumerate(every, 1):
        sheet = book.create_sheet(_fit(name_of(table, number), taken))
        sheet.sheet_view.rightToLeft = report.right_to_left
        _fill(sheet, table, lambda row, begun=done: tick(begun + row, total))
        done += len(table.rows)
    _describe(book, report)
    out = BytesIO()
    book.save(out)
    return sealed(out.getvalue(), report.date)


def _fill(sheet: Any, table: Table, tick: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 -- slow import
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- slow import

    head = PatternFill("solid", fgColor=f"{HEAD_FILL:06X}")
    bold, strong = Font(bold=True), Font(bold=True, color="1F2328")
    for place, column in enumerate(table.columns, 1):
        made = sheet.cell(1, place)
        _put(made, one_line(column.title))
        made.font, made.fill = strong, head
        made.alignment = Alignment(wrap_text=True, vertical="top")
    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    fills: dict[int, Any] = {}
    totals = len(table.rows) - table.totals
    for number, row in enumerate(table.rows):
        tick(number)
        for place, (given, column) in enumerate(zip(row, table.columns, strict=True), 1):
            held = cell(given)
            made = sheet.cell(number + 2, place)
            _set(made, held, column)
            made.alignment = top if column.kind in RIGHT else wrapped
            if number >= totals or held.style == "strong":
                made.font = bold
            if held.fill is not None:
                if held.fill not in fills:
                    fills[held.fill] = PatternFill("solid", fgColor=f"{held.fill:06X}")
                made.fill = fills[held.fill]
    sheet.freeze_panes = sheet.cell(2, table.fixed + 1)
    sheet.print_title_rows = "1:1"
    if table.rows:
        last = get_column_letter(len(table.columns))
        sheet.auto_filter.ref = f"A1:{last}{totals + 1}"
    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _width(table, place - 1, column)


def _set(made: Any, held: Cell, column: Column) -> None:
    value = held.value
    if isinstance(value, str) and column.kind == "day" and not held.content:
        try:
            made.value = date.fromisoformat(value[:10])
        except ValueError:
            _put(made, one_line(value))
        else:
            made.number_format = _FORMATS["day"]
    elif value is None or isinstance(value, str):
        said = clean(value or "") or (shown(held, column.kind) if held.content else "")
        _put(made, said)
    else:
        made.value = value
        made.number_format = _FORMATS.get(column.kind, "General")


def _put(made: Any, said: str) -> None:
    """Write words as words, whatever they begin with."""
    if said:
        made.value = guarded(said[:_LONGEST])
        made.data_type = "s"


def _width(table: Table, place: int, column: Column) -> int:
    longest = max(
        (len(shown(cell(row[place]), column.kind)) for row in table.rows),
        default=0,
    )
    return max(_NARROWEST, min(_WIDEST, max(longest, min(len(column.title), 18)) + 2))


def _fit(name: str, taken: set[str]) -> str:
    """Return a name that a sheet may have and no other has."""
    bare = _UNFIT.sub(" ", name).strip(" '")[:_NAME] or "1"
    found, number = bare, 2
    while found.casefold() in taken:
        ending = f" {number}"
        found, number = bare[: _NAME - len(ending)] + ending, number + 1
    taken.add(found.casefold())
    return found


def _describe(book: Any, report: Report) -> None:
    made = book.properties
    made.title, made.creator = one_line(report.name or report.title), one_line(report.author)
    made.subject, made.language = one_line(report.subject), report.language
    made.created = made.modified = moment(report.date)
    made.category = MAKER
