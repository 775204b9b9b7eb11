"""Statistics of a cycle as they are shown and written: the same numbers in every format."""

import csv
import json
from collections import Counter
from io import StringIO

import openpyxl
import pytest

from app.actions import contributing, exporting
from app.actions.exporting import Wanted
from app.actions.trouble import Trouble
from app.documents.pdf_pages import open_pdf
from app.domain.fields import GROUPS, REGIONS
from tests.builders import clock, joined, record, seed

GIVEN = [
    {
        "call": ("taking-stock", "themes")[n % 3 == 0],
        "group": (*GROUPS, None)[n * n % 7],
        "region": None if (*GROUPS, None)[n * n % 7] == "igo" else (*REGIONS, None)[n % 6],
        "from": f"Sender {n} مُرسِل",
    }
    for n in range(43)
]


@pytest.fixture
def cycle(store):
    seed(joined(store), *(record("contributions", f"c{n}", **data) for n, data in enumerate(GIVEN)))
    return seed(store, record("contributions", "gone", call="themes", status="withdrawn"))


def counted(**wanted):
    """Count by hand."""
    return Counter(
        (
            each["group"] or "unknown",
            "global" if each["group"] == "igo" else each["region"] or "unknown",
        )
        for each in GIVEN
        if all(each[name] == value for name, value in wanted.items())
    )


def written(store, home, tmp_path, format, **more):
    out = tmp_path / f"s.{format}"
    done = exporting.write(store, home, Wanted("statistics", format, **more), out, clock=clock)
    return out, done.warnings


def test_what_is_shown_is_what_was_counted_by_hand(cycle):
    found = contributing.shape(contributing.counted(cycle))

    assert {(each["group"], each["region"]): each["n"] for each in found["rows"]} == dict(counted())
    assert (found["total"], found["few"]) == (43, False)
    for name in ("rows", "groups", "regions", "calls"):
        assert round(sum(each["share"] for each in found[name]), 6) == 100


def test_one_call_alone_is_its_own_hundred(cycle):
    found = contributing.shape(contributing.counted(cycle, "themes"), "themes")

    assert {(each["group"], each["region"]): each["n"] for each in found["rows"]} == dict(
        counted(call="themes")
    )
    assert round(sum(each["share"] for each in found["rows"]), 6) == 100


def test_csv_and_workbook_hold_the_same_numbers(cycle, home, tmp_path):
    table, _warned = written(cycle, home, tmp_path, "csv")
    book, _warned = written(cycle, home, tmp_path, "xlsx")

    rows = list(csv.DictReader(StringIO(table.read_text("utf-8-sig"))))
    assert {
        (each["Stakeholder group"], each["Region"]): int(each["Contributions"]) for each in rows
    } == dict(counted())
    assert round(sum(float(each["Share in %"]) for each in rows), 6) == 100
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == ["Counts", "By group", "By region", "By call", "Contributions"]
    values = list(sheets["Counts"].values)
    assert {row[:2]: row[2] for row in values[1:]} == dict(counted())
    assert sheets["Contributions"].max_row == 44


def test_json_holds_the_contributions_too_so_that_anybody_can_count_again(cycle, home, tmp_path):
    out, _warned = written(cycle, home, tmp_path, "json", dimensions=("call",))

    found = json.loads(out.read_text())
    again = Counter(each["call"] for each in found["contributions"])
    assert {each["call"]: each["n"] for each in found["rows"]} == dict(again)


def test_the_page_shows_the_table_with_its_sums_and_says_what_the_picture_shows(
    cycle, home, tmp_path
):
    out, _warned = written(cycle, home, tmp_path, "pdf")
    page, _warned = written(cycle, home, tmp_path, "html")

    with open_pdf(out.read_bytes()) as pdf:
        text = "\n".join(pdf.text(number).text for number in range(len(pdf.pages)))
    html = page.read_text()
    for said in ("civil society", "GRULAC", "global (no region)", "not known", "100.0 %", "43"):
        assert said in text
        assert said in html
    assert "<svg" in html
    assert "Regions within each stakeholder group" in html


@pytest.mark.parametrize("format", exporting.FORMATS["statistics"])
def test_of_nothing_every_format_is_written_all_the_same(store, home, tmp_path, format):
    joined(store)

    out, warned = written(store, home, tmp_path, format)

    assert out.stat().st_size > 0
    assert warned == ()


def test_few_and_unknown_are_warned_of_where_they_are_handed_on(store, home, tmp_path):
    seed(joined(store), record("contributions", "c1", call="a", group="civil"))

    _out, warned = written(store, home, tmp_path, "pdf")

    assert any("only 1 contribution" in each for each in warned)
    assert any("region is not known" in each for each in warned)


def test_a_call_or_a_dimension_that_is_none_is_told(cycle):
    with pytest.raises(Trouble, match="no_such_call"):
        contributing.counted(cycle, "nowhere")
    for wrong in ((), ("colour",), ("group", "group")):
        with pytest.raises(Trouble, match="bad_filter"):
            contributing.counted(cycle, None, wrong)


def test_odd_records_are_counted_as_not_known(store):
    seed(
        joined(store),
        record("contributions", "a", group=5, region=[], call={}),
        record("contributions", "b"),
    )

    found = contributing.shape(contributing.counted(store, None, ("group", "region", "call")))

    assert [(each["group"], each["region"], each["call"], each["n"]) for each in found["rows"]] == [
        ("unknown", "unknown", "unknown", 2)
    ]


def test_a_file_with_contributions_for_chairs_alone_says_so(store, home, tmp_path):
    seed(joined(store, role="chair"),
         record("contributions", "a", 1, "office", ("chairs",), group="civil"),
         record("contributions", "b", group="civil"))  # fmt: skip

    page, _warned = written(store, home, tmp_path, "html")

    assert "For the chairs" in page.read_text()
