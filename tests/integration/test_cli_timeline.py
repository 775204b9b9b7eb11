"""The timeline and the statistics from the command line: published, read, taken in, sent on."""

from datetime import UTC, datetime

import icalendar
import pytest

from app.paths import Home
from app.store import open_store
from tests.builders import joined, record, seed
from tests.integration import harbour
from tests.integration.commands import call, found

MILESTONES = """\
[[milestone]]
id = "answers"
title = "Answers are due"
kind = "deadline"
at = 2031-03-01T11:59:59Z
aoe = true
"""
MOVED = 'moved_from = [{ at = 2031-02-22T11:59:59Z, on = 2031-02-01, why = "Storm" }]\n'
SHEET = """\
id,call,from,group,region,at,document
w1,winter,A forum,civil,african,2031-01-12,
w2,winter,A programme,igo,,2031-01-13,
w3,spring,Somebody,,,,
"""


@pytest.fixture
def town(served, tmp_path):
    return found(tmp_path, served.url, "mona")


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET, "utf-8")
    return path


def publish(town, milestones):
    harbour.put(town.folder, "milestones.toml", milestones)
    assert town.publish().code == 0


def dates(path):
    read = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(each["summary"]): each for each in read.walk("VEVENT")}


def test_a_moved_date_reaches_the_calendar_of_a_member_under_its_old_name(town, tmp_path):
    mona = town.person("mona")
    first, second = tmp_path / "first.ics", tmp_path / "second.ics"
    publish(town, MILESTONES.replace("03-01", "02-22"))
    mona.one("sync")
    mona.one("timeline", "--ics", "--out", first)

    publish(town, MILESTONES + MOVED)
    mona.one("sync")
    mona.one("export", "timeline", "--format", "ics", "--out", second)

    before, after = (dates(each)["Answers are due"] for each in (first, second))
    assert before["uid"] == after["uid"]
    assert int(after["sequence"]) > int(before["sequence"])
    assert after.decoded("dtstart") == datetime(2031, 3, 1, 11, 59, 59, tzinfo=UTC)
    assert "Storm" in after["description"]
    assert len(dates(first)) == len(dates(second))


def test_dates_are_listed_in_the_zone_that_is_asked_for(town):
    publish(town, MILESTONES + MOVED)
    mona = town.person("mona")
    mona.one("sync")

    rows = mona.rows("timeline", "--zone", "Asia/Kathmandu")
    words = call("--home", mona.home, "timeline", "--zone", "Asia/Kathmandu")

    (due,) = [row for row in rows if row["id"] == "answers"]
    assert due["local"] == "2031-03-01T17:44:59+05:45"
    assert "2031-03-01 17:44 UTC+05:45  Answers are due" in words.out
    assert "end of 28 February 2031 anywhere on Earth" in words.out
    assert "was 2031-02-22 17:44; moved on 1 February 2031: Storm" in words.out


def test_a_meeting_has_the_same_name_alone_and_in_the_timeline(town, tmp_path):
    mona = town.person("mona")
    (meeting, *_more) = mona.ids("meetings")

    mona.one(
        "export", "agenda", "--meeting", meeting, "--format", "ics", "--out", tmp_path / "m.ics"
    )
    mona.one("timeline", "--ics", "--out", tmp_path / "t.ics")

    (alone,) = dates(tmp_path / "m.ics").values()
    assert str(alone["uid"]) in {str(each["uid"]) for each in dates(tmp_path / "t.ics").values()}


WRONG = (
    (("timeline", "--zone", "Atlantis"), "There is no zone"),
    (("timeline", "--out", "x.ics"), "--ics"),
    (("export", "comments", "--zone", "UTC", "--out", "x.pdf"), "--zone"),
    (("export", "timeline", "--call", "x", "--out", "x.pdf"), "--call"),
    (("statistics", "--dry-run"), "--import"),
    (("statistics", "--call", "nowhere"), "no contributions to a call"),
    (("statistics", "--by", "colour"), "group, region, call"),
    (("export", "comments", "--by", "group", "--out", "x.pdf"), "by proposal or by criterion"),
)


def test_what_was_written_wrong_is_told(town):
    mona = town.person("mona")

    for args, said in WRONG:
        assert said in mona.fails(*args, code=2)


def test_a_sheet_is_tried_taken_in_sent_and_counted_by_a_member(town, sheet):
    mona = town.person("mona")
    before = mona.one("statistics")["total"]

    tried = town.office.one("statistics", "--import", sheet, "--dry-run")
    taken = town.office.one("statistics", "--import", sheet)
    again = town.office.one("statistics", "--import", sheet)
    town.office.one("sync")
    mona.one("sync")

    assert [each["action"] for each in tried["changes"]] == ["create"] * 3
    assert tried["changes"] == taken["changes"]
    assert (again["changes"], again["unchanged"]) == ([], 3)
    counted = mona.one("statistics")
    assert counted["total"] == before + 3
    assert mona.one("statistics", "--call", "winter")["total"] == 2
    assert round(sum(row["share"] for row in counted["rows"]), 6) == 100
    assert {"global", "unknown"} <= {row["value"] for row in counted["regions"]}


def test_a_faulty_sheet_is_told_line_by_line_and_a_member_takes_none_in(town, sheet):
    sheet.write_text(SHEET.replace("igo,,", "igo,weog,"), "utf-8")

    answer = town.office.run("statistics", "--import", sheet)

    assert answer.code == 2
    assert [(each["file"], each["line"], each["field"]) for each in answer.one["faults"]] == [
        ("sheet.csv", 3, "region")
    ]
    assert "Secretariat" in town.person("mona").fails("statistics", "--import", sheet)
    assert "w1" not in town.office.ids("contributions")


def test_when_all_dates_have_passed_that_is_told(tmp_path):
    store = joined(open_store(Home(tmp_path).store))
    seed(store, record("milestones", "old", title="Long ago", at="2001-02-03T04:05:06Z"))
    store.close()

    coming = call("--home", tmp_path, "timeline", "--coming")

    assert (coming.code, coming.out) == (0, "")
    assert "All dates have passed" in coming.err
    assert "Long ago" in call("--home", tmp_path, "timeline").out
