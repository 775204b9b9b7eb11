"""Tables of reports as files for spreadsheets and programs, each opened by two readers."""

import csv
import io
import json
from dataclasses import replace
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree

from app.reports.tree import Column, Paragraph, Report, Table
from app.reports.writing import write
from tests.unit.reports.trees import MATRIX, every_block

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DANGEROUS = (
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "|cmd",
    "%x",
    "'=1",
    "\u200b=1",
)


def of(*tables: Table, **more) -> Report:
    return Report("Title", tables, date="2026-01-31", **more)


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def cells_in_the_file(data: bytes) -> dict[str, tuple[str, str]]:
    """Return type and words of each cell of the first sheet, read without a library."""
    sheet = etree.fromstring(ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{MAIN}f"))
    found = {}
    for cell in sheet.iter(f"{MAIN}c"):
        held = cell.findtext(f"{MAIN}v") or "".join(cell.itertext())
        found[cell.get("r")] = (cell.get("t", "n"), held)
    return found


def test_a_sheet_has_numbers_as_numbers_and_days_as_days():
    sheet = opened(write(of(MATRIX), "xlsx")).active

    assert [each.value for each in sheet[2]][:5] == ["P-1", "Norms, tested", 5, 3.25, 0.5]
    assert sheet["F2"].value.isoformat() == "2021-01-28T00:00:00"
    assert sheet["E2"].number_format == "0%"
    assert sheet["D4"].value is None
    assert sheet["A6"].font.bold


def test_heads_stay_in_sight_and_are_printed_on_each_page():
    sheet = opened(write(of(MATRIX), "xlsx")).active

    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref == "A1:F5"


def test_a_right_to_left_report_has_its_sheets_so():
    assert opened(write(of(MATRIX, right_to_left=True), "xlsx")).active.sheet_view.rightToLeft


def test_no_cell_is_a_formula_for_either_reader():
    table = Table((Column("=A1"), Column("Words")), tuple(("x", each) for each in DANGEROUS))
    data = write(of(table), "xlsx")

    assert {cell.data_type for row in opened(data).active.rows for cell in row} == {"s"}
    held = cells_in_the_file(data)
    assert {kind for kind, _ in held.values()} == {"inlineStr"}
    assert held["A1"][1] == "'=A1"
    assert held["B2"][1] == "'=1+1"


def test_both_readers_find_the_same():
    data = write(of(MATRIX), "xlsx")
    held = cells_in_the_file(data)

    assert held["B2"][1] == opened(data).active["B2"].value == "Norms, tested"
    assert float(held["D2"][1]) == opened(data).active["D2"].value == 3.25


def test_every_table_has_a_sheet_with_a_name_of_its_own():
    long = replace(MATRIX, name="Scores: of [all] members / by * region? and more words")
    names = opened(write(of(long, replace(long), replace(MATRIX, caption="")), "xlsx")).sheetnames

    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)
    assert names[2] == "Table 3"


def test_csv_is_read_back_and_nothing_in_it_begins_a_formula():
    table = Table(
        (Column("Words"), Column("Mean", "number")), tuple((each, None) for each in DANGEROUS)
    )
    rows = list(csv.reader(io.StringIO(write(of(table), "csv").decode("utf-8-sig"))))

    assert rows[0] == ["Words", "Mean"]
    for row in rows[1:]:
        assert row[0][0] not in "=+-@\t\r|%＝"
        assert row[1] == ""
    assert rows[1][0].removeprefix("'") == "=1+1"


def test_csv_keeps_numbers_as_precise_as_they_are():
    table = Table((Column("Mean", "number"),), ((-1.23456,), (7,), (None,)))

    assert write(of(table), "csv").decode("utf-8-sig").split("\r\n")[1:4] == ['"-1.23456"', '"7"', '""']  # fmt: skip


def test_json_has_the_rows_by_the_keys_of_the_columns():
    made = json.loads(write(every_block(), "json"))

    assert made["tables"][0]["name"] == "Scores by proposal"
    assert made["tables"][0]["rows"][0] == {
        "code": "P-1", "title": "Norms, tested", "n": 5, "mean": 3.25, "agree": 0.5, "last": "2021-01-28",
    }  # fmt: skip
    assert made["tables"][0]["rows"][2]["mean"] is None


@pytest.mark.parametrize("format", ["xlsx", "csv", "unheard-of"])
def test_what_cannot_be_written_is_refused(format):
    with pytest.raises(ValueError):
        write(Report("Title", (Paragraph("No table here"),)), format)


@pytest.mark.parametrize("format", ["xlsx", "csv", "json", "html"])
def test_the_same_report_gives_the_same_bytes(format):
    assert write(every_block(), format) == write(every_block(), format)
