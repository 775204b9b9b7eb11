"""Records in a frame: what goes in comes out, and a table that is none is refused."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.packs import blocks
from app.packs.container import LARGEST_RECORD, Frame, PackedRecord, PackError
from app.packs.reading import Content

NAMES = st.text("abc", min_size=1, max_size=2)
VALUES = (
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3) | st.just([1, {"a": 2}])
)
RECORDS = st.builds(
    PackedRecord,
    collection=NAMES,
    id=NAMES,
    version=st.integers(0, 9),
    owner=st.none() | NAMES,
    audience=st.lists(NAMES, max_size=2).map(tuple),
    data=st.none() | st.dictionaries(NAMES, VALUES, max_size=3),
)


def read(raw: bytes) -> list[PackedRecord]:
    return Content(Frame(name="texts", size=1, raw=len(raw), sha256=""), raw).records()


@given(st.lists(RECORDS, max_size=12))
def test_records_come_out_as_they_went_in(records):
    found = read(blocks.lines(records))

    assert found == records
    assert [list(each.data or {}) for each in found] == [list(each.data or {}) for each in records]


def test_a_field_that_is_null_is_not_a_field_that_is_missing():
    records = [
        PackedRecord("proposals", "a", 1, None, (), {"title": "A", "theme": None}),
        PackedRecord("proposals", "b", 1, None, (), {"title": "B"}),
    ]

    assert [each.data for each in read(blocks.lines(records))] == [
        {"title": "A", "theme": None},
        {"title": "B"},
    ]


def test_a_line_never_grows_beyond_what_is_read():
    half = "x" * (LARGEST_RECORD // 2)
    records = [PackedRecord("versions", f"v{n}", 1, None, (), {"text": half}) for n in range(5)]

    raw = blocks.lines(records)

    assert raw.count(b"\n") == 5
    assert read(raw) == records


@pytest.mark.parametrize(
    "table",
    [
        ["proposals", ["title"], ["a", "b"], [1, 1], [None, None], [[], []], [["A"]]],
        ["proposals", ["title"], ["a"], [1, 2], [None], [[]], [["A"]]],
        ["proposals", ["title"], ["a"], [1], [], [[]], [["A"]]],
        ["proposals", ["title", "title"], ["a"], [1], [None], [[]], [["A"], ["B"]]],
        ["proposals", ["title"], ["a"], [1], [None], [[]], [["A"], ["B"]]],
        ["proposals", None, ["a"], [1], [None], [[]], [["A"]]],
        ["proposals", ["title"], ["a"], [1], [None], [[]]],
        ["proposals", "a", 1, None, [], {"title": "A"}],
    ],
)
def test_what_is_no_table_is_refused(table):
    with pytest.raises(PackError, match="damaged"):
        read(msgspec.json.encode(table))
