"""The dates of a cycle: gathered once each, told in any zone, kept by calendars under one name."""

import json
import os
import time
from datetime import UTC, datetime

import icalendar
import pytest

from app.actions import exporting, timelining
from app.actions.exporting import Wanted
from app.actions.trouble import Trouble
from app.domain.records import Row
from app.domain.timeline import gathered
from app.store import facts
from tests.builders import CYCLE, clock, joined, record, round_, seed

MOVED = {"at": "2030-02-04T11:59:59Z", "on": "2030-02-01", "why": "More time; asked for, by many"}


def milestone(id, at, version=1, **more):
    return record(
        "milestones", id, version, "office", **({"title": f"About {id}", "at": at} | more)
    )


def meeting(id="call", version=1, **more):
    plain = {
        "title": "Second call",
        "starts": "2030-02-03T14:00:00Z",
        "ends": "2030-02-03T16:00:00Z",
        "join_by": [
            {"kind": "phone", "value": "+41 22 000"},
            {"kind": "link", "value": "https://meeting.example/2", "passcode": "12,34"},
        ],
    }
    return record("meetings", id, version, "office", **(plain | more))


@pytest.fixture
def cycle(store):
    return seed(
        joined(store),
        record("cycle", CYCLE, title="Orchard 2030"),
        round_(),
        milestone("due", "2030-02-11T11:59:59Z", 3, kind="deadline", aoe=True, moved_from=[MOVED]),
        milestone("third-call", "2030-02-03T14:00:00Z", kind="meeting"),
        milestone("opening", "2030-01-10T09:00:00Z", kind="publication"),
        meeting(),
        record("documents", "paper", title="A paper", comments_by="2030-02-08T12:00:00Z"),
        record("documents", "old", title="Old", comments_by="2030-02-08T12:00:00Z", status="withdrawn"),
        record("decisions", "asked", kind="online", title="Shall we?", closes_at="2030-02-09T12:00:00Z"),
    )  # fmt: skip


def events(store, meeting=None):
    read = icalendar.Calendar.from_ical(timelining.calendar(store, meeting, clock))
    return {str(each["uid"]): each for each in read.walk("VEVENT")}


def test_what_is_announced_twice_stands_there_once(cycle):
    found = timelining.entries(cycle)

    assert [(each.collection, each.id) for each in found] == [
        ("milestones", "opening"),
        ("meetings", "call"),
        ("documents", "paper"),
        ("decisions", "asked"),
        ("milestones", "due"),
    ]
    assert [(other.collection, other.id) for each in found for other in each.also] == [
        ("milestones", "third-call"),
        ("rounds", "first"),
    ]


def test_a_deadline_of_a_round_stands_alone_where_no_milestone_announces_it(store):
    seed(joined(store), round_())

    (found,) = timelining.entries(store)

    assert (found.collection, found.what, found.aoe) == ("rounds", "comments", True)


def test_a_date_says_when_it_was_before_and_why_it_was_moved(cycle):
    (due,) = [
        each for each in timelining.shapes(cycle, "Asia/Kathmandu", clock) if each["id"] == "due"
    ]

    assert due["local"] == "2030-02-11T17:44:59+05:45"
    assert due["zone"] == "UTC+05:45"
    assert due["announced"] == "2030-02-10"
    assert due["moved_from"] == [
        {"at": "2030-02-04T11:59:59Z", "local": "2030-02-04T17:44:59+05:45", "on": "2030-02-01",
         "why": "More time; asked for, by many"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("Europe/Paris", "+01:00", "+02:00"),
        ("america/new_york", "-05:00", "-04:00"),
        ("UTC", "+00:00", "+00:00"),
        ("AoE", "-12:00", "-12:00"),
        ("Africa/Casablanca", "+01:00", "+01:00"),
    ],
)
def test_each_date_has_the_time_its_own_day_has_there(store, zone, winter, summer):
    seed(
        joined(store),
        milestone("a", "2030-02-20T12:00:00Z"),
        milestone("b", "2030-07-20T12:00:00Z"),
    )

    found = timelining.shapes(store, zone, clock)

    assert [each["local"][-6:] for each in found] == [winter, summer]


def test_ramadan_moves_the_clocks_of_morocco_back(store):
    seed(joined(store), milestone("a", "2030-01-20T12:00:00Z"))

    (found,) = timelining.shapes(store, "Africa/Casablanca", clock)

    assert found["local"] == "2030-01-20T12:00:00+00:00"


@pytest.mark.parametrize("name", ["../etc/passwd", "", "Europe", "Atlantis", "Kathmandoo", "\0"])
def test_a_zone_that_is_none_is_named(cycle, name):
    with pytest.raises(Trouble) as told:
        timelining.shapes(cycle, name, clock)

    assert told.value.code.startswith("no_such_zone")
    if name == "Kathmandoo":
        assert "Asia/Kathmandu" in str(told.value.params["like"])


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system sets no zone for one process")
def test_without_a_zone_dates_are_in_this_computers(cycle, monkeypatch):
    monkeypatch.setitem(os.environ, "TZ", "Asia/Kathmandu")
    time.tzset()
    try:
        found = timelining.shapes(cycle, None, clock)
    finally:
        monkeypatch.undo()
        time.tzset()

    assert {each["zone"] for each in found} == {"UTC+05:45"}


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2030-01-31T12:00:00Z", "passed"),
        ("2030-02-01T12:00:00Z", "passed"),
        ("2030-02-01T12:00:01Z", "soon"),
        ("2030-02-04T12:00:00Z", "soon"),
        ("2030-02-04T12:00:01Z", "ahead"),
    ],
)
def test_how_a_date_stands(store, at, state):
    seed(joined(store), milestone("a", at))

    (found,) = timelining.shapes(store, "UTC", clock)

    assert found["state"] == state


def test_a_meeting_that_goes_on_is_now_and_without_an_end_as_long_as_its_agenda(store):
    seed(
        joined(store),
        meeting(starts="2030-02-01T11:30:00Z", ends=None),
        record("items", "i1", meeting="call", label="1", minutes=40),
        record("items", "i2", meeting="call", label="1.1", parent="i1", minutes=20),
    )

    (found,) = timelining.shapes(store, "UTC", clock)

    assert (found["state"], found["ends"]) == ("now", "2030-02-01T12:10:00Z")


# --- calendars -------------------------------------------------------------------------------


def test_a_meeting_has_one_name_in_its_own_file_and_in_the_timeline(cycle):
    (alone,) = events(cycle, "call").values()
    among = events(cycle)[str(alone["uid"])]

    assert (
        alone.decoded("dtstart") == among.decoded("dtstart") == datetime(2030, 2, 3, 14, tzinfo=UTC)
    )
    assert "+41 22 000" in alone["description"]
    assert "https://meeting.example/2 (passcode 12,34)" in alone["description"]
    assert str(alone["class"]) == "PRIVATE"
    assert len(events(cycle)) == 5


def test_passcodes_in_a_file_are_told_of_before_it_is_handed_on(cycle, home, tmp_path):
    out = tmp_path / "t.ics"

    with_one = exporting.write(cycle, home, Wanted("timeline", "ics"), out, clock=clock)
    seed(
        cycle, meeting(version=2, join_by=[{"kind": "link", "value": "https://meeting.example/2"}])
    )
    without = exporting.write(cycle, home, Wanted("timeline", "ics"), out, clock=clock)

    assert "passcodes" in with_one.warnings[0]
    assert without.warnings == ()


def test_names_are_the_same_on_another_computer_and_others_in_another_cycle(cycle):
    here = {each["uid"] for each in timelining.shapes(cycle, "UTC", clock)}
    again = {each["uid"] for each in timelining.shapes(cycle, "Asia/Kathmandu", clock)}
    facts.put(cycle, cycle="another")
    there = {each["uid"] for each in timelining.shapes(cycle, "UTC", clock)}

    assert here == again
    assert len(here) == 5
    assert not here & there


def test_a_moved_date_keeps_its_name_and_has_a_higher_number(cycle):
    before = events(cycle)
    (uid,) = [key for key, each in before.items() if each["summary"] == "Second call"]

    seed(cycle, meeting(version=2, starts="2030-02-06T14:00:00Z", ends="2030-02-06T16:00:00Z"))
    after = events(cycle)

    assert after[uid].decoded("dtstart") == datetime(2030, 2, 6, 14, tzinfo=UTC)
    assert int(after[uid]["sequence"]) > int(before[uid]["sequence"])


PACKED = 1_896_000_000_000
"""The version that a pack made on 30 January 2030 at 10:40 UTC gives."""


def test_a_date_that_came_by_pack_is_numbered_by_its_moves(store):
    twice = [MOVED, {"at": "2030-02-05T11:59:59Z"}]
    seed(joined(store), milestone("due", "2030-02-11T11:59:59Z", PACKED, moved_from=twice))

    (found,) = events(store).values()

    assert int(found["sequence"]) == 2000
    assert found.decoded("last-modified") == datetime(2030, 2, 1, tzinfo=UTC)


def test_a_date_that_changed_in_a_pack_without_a_move_was_modified_with_the_pack(store):
    seed(joined(store), milestone("due", "2030-02-11T11:59:59Z", PACKED))

    (found,) = events(store).values()

    assert found.decoded("last-modified") == datetime(2030, 1, 30, 10, 40, tzinfo=UTC)


@pytest.mark.parametrize("before", [1, 7, 5000, PACKED])
@pytest.mark.parametrize("after", [2, 8, 6000, PACKED + 60_000])
def test_a_moved_date_has_a_higher_number_whichever_way_it_was_heard_of(before, after):
    old, new = (
        timelining.meeting(Row("meetings", "call", version, None, (), waiting=False, data=data))
        for version, data in (
            (before, {"starts": "2030-02-04T11:59:59Z"}),
            (after, {"starts": "2030-02-11T11:59:59Z", "moved_from": [MOVED]}),
        )
    )

    assert new.sequence > old.sequence


def test_odd_fields_of_a_record_spoil_no_date(store):
    seed(
        joined(store),
        milestone("a", "2030-02-20T12:00:00Z", moved_from=[None, {"at": 5}, {"why": "x"}, "x"], title=None),
        milestone("b", "some day"),
        milestone("c", None),
        meeting("d", join_by=[None, {"kind": "link"}, "x"], ends="2029-01-01T00:00:00Z"),
        meeting("e", starts=None),
    )  # fmt: skip

    found = timelining.shapes(store, "UTC", clock)

    assert [each["id"] for each in found] == ["d", "a"]
    assert len(events(store)) == 2


def test_a_meeting_without_a_date_or_none_at_all_is_told(cycle):
    seed(cycle, meeting("undated", starts=None))

    with pytest.raises(Trouble, match="no_date"):
        timelining.calendar(cycle, "undated", clock)
    with pytest.raises(Trouble, match="no_such_record"):
        timelining.calendar(cycle, "nowhere", clock)


def test_gathering_loses_no_date_whatever_comes_first(cycle):
    found = timelining.entries(cycle)
    parts = [other for each in found for other in (each, *each.also)]

    assert {each.key for each in gathered(reversed(found))} == {each.key for each in found}
    assert len({each.key for each in parts}) == 7


# --- exported --------------------------------------------------------------------------------


@pytest.mark.parametrize("format", exporting.FORMATS["timeline"])
def test_the_timeline_is_written_in_every_format(cycle, home, tmp_path, format):
    out = tmp_path / f"t.{format}"

    exporting.write(cycle, home, Wanted("timeline", format, zone="UTC"), out, clock=clock)

    assert out.stat().st_size > 300
    if format == "csv":
        assert "2030-02-11 11:59" not in out.read_text()
        assert '"2030-02-11T11:59:59+00:00"' in out.read_text()
        assert "More time; asked for, by many" in out.read_text()
    if format == "json":
        assert [each["id"] for each in json.loads(out.read_text())["timeline"]][-1] == "due"


def test_the_next_meeting_is_the_agenda_without_a_name(cycle, home, tmp_path):
    seed(cycle, meeting("past", starts="2030-01-03T14:00:00Z", ends="2030-01-03T15:00:00Z"))

    exporting.write(cycle, home, Wanted("agenda", "ics"), tmp_path / "a.ics", clock=clock)

    (found,) = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert found.decoded("dtstart") == datetime(2030, 2, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        (("members",), "For MAG members."),
        (("chairs",), "For the chairs"),
        (("public",), "everybody"),
    ],
    ids=["members", "chairs", "public"],
)
def test_a_file_of_dates_is_for_those_who_may_know_of_all_of_them(
    store, home, tmp_path, audience, said
):
    seed(joined(store, role="chair"), record("milestones", "a", 1, "office", audience, title="A",
                                             at="2030-02-20T12:00:00Z"),
         record("milestones", "b", 1, "office", ("public",), title="B", at="2030-02-20T12:00:00Z"))  # fmt: skip

    exporting.write(store, home, Wanted("timeline", "html"), tmp_path / "t.html", clock=clock)

    assert said in (tmp_path / "t.html").read_text()


def test_a_round_that_is_not_open_yet_tells_its_dates_to_the_chairs_alone(store, home, tmp_path):
    seed(joined(store, role="chair"), round_(status="draft"))

    exporting.write(store, home, Wanted("timeline", "html"), tmp_path / "t.html", clock=clock)

    assert "For the chairs" in (tmp_path / "t.html").read_text()
