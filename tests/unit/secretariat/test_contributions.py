"""A sheet of contributions: every fault with its line and field, and nothing half done."""

from random import Random

import pytest

from app.actions import acting, contributing
from app.actions.trouble import Trouble
from app.phrases.faults import words
from app.secretariat import contributions
from app.store import current
from tests.builders import clock, joined, record, seed

HEAD = "id,call,from,group,region,at,document\n"
GOOD = (
    HEAD
    + "c1,taking-stock,Example Forum,civil,african,2030-01-12,\n"
    + "c2,taking-stock,UN Example Programme,igo,,2030-01-13T09:00:00+01:00,\n"
    + 'c3,themes,"Élan, «Связь» 联络",,,,paper\n'
)


@pytest.fixture
def office(store):
    return seed(joined(store, "office", "secretariat"), record("documents", "paper", title="Paper"))


def read(store, folder, text, name="sheet.csv"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    there = {row.id: row for row in current.listed(store, "contributions")}
    return contributions.read(path, there, {row.id for row in current.listed(store, "documents")})


def take(store, found):
    given = [(each.id, each.data, each.audience) for each in found.changes]
    return contributing.take(store, given, clock)


def rows(store):
    return {row.id: row for row in current.listed(store, "contributions")}


def test_a_sheet_is_taken_in_whole_and_waits_for_the_members(office, tmp_path):
    take(office, read(office, tmp_path, GOOD))

    found = rows(office)
    assert [*found] == ["c1", "c2", "c3"]
    assert all(row.waiting and row.readers == ("members",) for row in found.values())
    assert found["c2"].data["at"] == "2030-01-13T08:00:00Z"
    assert found["c3"].data["from"] == "Élan, «Связь» 联络"
    assert (found["c3"].data["document"], found["c3"].data["region"]) == ("paper", None)


def test_the_same_sheet_again_changes_nothing_and_a_changed_row_only_itself(office, tmp_path):
    take(office, read(office, tmp_path, GOOD))

    again = read(office, tmp_path, GOOD)
    changed = read(office, tmp_path, GOOD.replace("civil,african", "private,"))

    assert (again.changes, again.unchanged) == ((), 3)
    assert [(each.id, each.action) for each in changed.changes] == [("c1", "update")]
    assert changed.changes[0].data["group"] == "private"
    assert changed.changes[0].data.get("region") is None


def test_what_the_sheet_does_not_name_stays(office, tmp_path):
    seed(office, record("contributions", "old", call="a", own="kept"),
         record("contributions", "c1", call="a", own="kept too"))  # fmt: skip

    take(office, read(office, tmp_path, GOOD))

    assert rows(office)["old"].data["own"] == "kept"
    assert rows(office)["c1"].data["own"] == "kept too"
    assert rows(office)["c1"].data["call"] == "taking-stock"


def test_a_sheet_taken_in_can_be_taken_back_in_one_step(office, tmp_path):
    take(office, read(office, tmp_path, GOOD))

    acting.take_back(office, clock=clock)

    assert rows(office) == {}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", [(1, "id", "missing_column")]),
        (HEAD, [(1, "file", "no_rows")]),
        ("a,b,c\n1,2,3\n", [(1, "id", "missing_column")]),
        ("id;call;group;region\n1;2;civil;weog\n", [(1, "id", "semicolons")]),
        ("id,stakeholder,call\n1,civil,x\n",
         [(1, "group", "missing_column"), (1, "region", "missing_column")]),
        ("id,call,grop,region\n1,x,civil,weog\n", [(1, "grop", "misspelt_column")]),
        ("id,call,call,group,region\n1,x,y,civil,weog\n", [(1, "call", "doubled_column")]),
        (HEAD + "c1,a,b,civl,weog,,\n", [(2, "group", "bad_word")]),
        (HEAD + "c1,a,b,civil,mars,,\n", [(2, "region", "bad_word")]),
        (HEAD + "c1,a,b,igo,weog,,\n", [(2, "region", "igo_has_no_region")]),
        (HEAD + "c1,a,b,civil,weog,13 January,\n", [(2, "at", "bad_time")]),
        (HEAD + "c1,a,b,civil,weog,2030-02-30,\n", [(2, "at", "bad_time")]),
        (HEAD + "c1,a,b,civil,weog,,\nC1,a,b,civil,weog,,\n",
         [(2, "id", "doubled_id"), (3, "id", "doubled_id")]),
        (HEAD + "c1,a,b,civil,weog,,nowhere\n", [(2, "document", "no_such_document")]),
        (HEAD + ",a,b,civil,weog,,\n", [(2, "id", "missing")]),
        (HEAD + "../c,a,b,civil,weog,,\n", [(2, "id", "bad_id")]),
        (HEAD + "c1,a,b,civil,weog,,,,x\n", [(2, "document", "too_many_cells")]),
        (HEAD + 'c1,a,"b,civil,weog,,\n', [(2, "file", "broken_csv")]),
        (HEAD + "c1,a," + "b" * 501 + ",civil,weog,,\n", [(2, "from", "too_long")]),
        (HEAD.encode() + b"c1,a,\xff\xfe,civil,weog,,\n", [(2, "from", "bad_encoding")]),
        (GOOD.encode("utf-16"), [(1, "file", "bad_encoding")]),
    ],
    ids=range(21),
)  # fmt: skip
def test_a_fault_has_its_line_and_field_and_nothing_is_taken_in(office, tmp_path, text, wanted):
    found = read(office, tmp_path, text)

    told = [(each.line, each.field, each.code) for each in found.faults]
    assert told[: len(wanted)] == wanted
    assert {each.file for each in found.faults} == {"sheet.csv"}
    assert found.changes == ()


def test_one_bad_row_among_good_ones_keeps_all_of_them_out(office, tmp_path):
    found = read(office, tmp_path, GOOD + "c4,a,b,civl,weog,,\n")

    assert [(each.line, each.field) for each in found.faults] == [(5, "group")]
    assert found.changes == ()


def test_a_sheet_that_is_not_there_is_told(office, tmp_path):
    found = contributions.read(tmp_path / "nowhere.csv", {}, ())

    assert [each.code for each in found.faults] == ["missing_file"]


def test_a_sheet_may_lie_behind_a_link(office, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "sheet.csv").write_text(GOOD, "utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real" / "sheet.csv")

    found = contributions.read(tmp_path / "link.csv", {}, {"paper"})

    assert (len(found.changes), found.faults) == (3, ())


@pytest.mark.parametrize("role", ["chair", "member", "observer"])
def test_only_the_secretariat_takes_a_sheet_in(store, role):
    joined(store, "mona", role)

    with pytest.raises(Trouble, match="secretariat_only"):
        contributing.take(store, [("c1", {"call": "a"}, ("members",))], clock)

    assert rows(store) == {}


@pytest.mark.parametrize("seed_", range(8))
def test_a_sheet_damaged_in_any_way_is_taken_whole_or_told_in_words(tmp_path, seed_):
    random = Random(seed_)
    odd = [b'"', b",", b";", b"\n", b"\r", b"\0", b"\xff", "\u202e".encode(), "中".encode(), b"=1"]
    path = tmp_path / "sheet.csv"
    faulty = 0

    for _run in range(40):
        content = bytearray(GOOD.encode())
        for _cut in range(random.randrange(1, 8)):
            at = random.randrange(len(content))
            content[at : at + random.randrange(3)] = random.choice([b"", *odd])
        path.write_bytes(bytes(content))
        found = contributions.read(path, {}, {"paper"})

        faulty += bool(found.faults)
        assert not (found.faults and found.changes)
        for each in found.faults:
            assert each.line >= 1
            assert each.field
            assert "not right" not in words(each.code, each.params)

    assert faulty
