"""Calendars as strangers read them: two parsers that know nothing of us, zones, replacing, folding."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from app.reports.calendar import Event, ics

MADE = datetime(2030, 2, 1, 12, tzinfo=UTC)
WORDS = "Комментарии; 提案，第二轮, \\ مقترحات المسودة\nÉlectricité pour tous 🗺️ नमस्ते " * 4


def event(**more) -> Event:
    plain = {
        "uid": "one",
        "starts": datetime(2030, 1, 29, 11, 59, 59, tzinfo=UTC),
        "summary": "Day",
    }
    return Event(**(plain | more))


def by_one(content: bytes) -> list[dict]:
    """Read with icalendar."""
    read = icalendar.Calendar.from_ical(content)
    return [
        {
            "uid": str(each["uid"]),
            "starts": each.decoded("dtstart"),
            "ends": each.decoded("dtend") if "dtend" in each else None,
            "summary": str(each["summary"]),
            "description": str(each.get("description", "")),
            "location": str(each.get("location", "")),
            "sequence": int(each["sequence"]),
            "status": str(each["status"]),
            "modified": each.decoded("last-modified"),
        }
        for each in read.walk("VEVENT")
    ]


def by_other(content: bytes) -> list[dict]:
    """Read with vobject."""
    read = vobject.readOne(content.decode())
    return [
        {
            "uid": each.uid.value,
            "starts": each.dtstart.value,
            "ends": each.dtend.value if hasattr(each, "dtend") else None,
            "summary": each.summary.value,
            "description": each.description.value if hasattr(each, "description") else "",
            "location": each.location.value if hasattr(each, "location") else "",
            "sequence": int(each.sequence.value),
            "status": each.status.value,
            "modified": each.last_modified.value,
        }
        for each in read.contents.get("vevent", [])
    ]


READERS = pytest.mark.parametrize("read", [by_one, by_other], ids=["icalendar", "vobject"])


@READERS
def test_a_stranger_reads_what_was_written_in_every_script(read):
    given = event(
        summary=WORDS.replace("\n", " "),
        description=WORDS,
        location="Genève, salle XX; Palais",
        ends=datetime(2030, 1, 29, 13, tzinfo=UTC),
        sequence=4,
        modified=datetime(2030, 1, 20, tzinfo=UTC),
    )

    (found,) = read(ics([given], name=WORDS, made=MADE))

    assert found["summary"] == given.summary
    assert found["description"] == WORDS
    assert found["location"] == given.location
    assert (found["starts"], found["ends"]) == (given.starts, given.ends)
    assert (found["sequence"], found["modified"]) == (4, given.modified)


@READERS
@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Paris",
        "America/New_York",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
    ],
)
def test_every_hour_of_the_days_when_clocks_change_is_the_hour_that_was_meant(read, zone):
    here = ZoneInfo(zone)
    hours = [
        datetime(2030, *day, hour, 30, tzinfo=here, fold=fold)
        for day in _changes(here)
        for hour in range(0, 24, 1)
        for fold in (0, 1)
    ]
    given = [event(uid=str(number), starts=at) for number, at in enumerate(hours)]

    found = read(ics(given, name="Days", made=MADE))

    assert [each["starts"] for each in found] == [at.astimezone(UTC) for at in hours]
    shown = [each["starts"].astimezone(here) for each in found]
    assert [at.utcoffset() for at in shown] == [
        at.astimezone(UTC).astimezone(here).utcoffset() for at in hours
    ]


def _changes(zone: ZoneInfo) -> list[tuple[int, int]]:
    """Give the days of 2030 on which `zone` changes its clocks, and one on which it does not."""
    noon = datetime(2030, 1, 1, 12, tzinfo=UTC)
    days = [noon + timedelta(days=number) for number in range(364)]
    found = [
        (day.month, day.day)
        for day, before in zip(days[1:], days, strict=False)
        if day.astimezone(zone).utcoffset() != before.astimezone(zone).utcoffset()
    ]
    return [*found, (7, 1)]


@READERS
def test_what_was_moved_takes_the_place_of_what_was_there(read):
    calendar: dict[str, dict] = {}
    before = [event(sequence=1), event(uid="two", summary="Stays", sequence=7)]
    after = [
        event(sequence=2, starts=datetime(2030, 2, 5, tzinfo=UTC)),
        event(uid="two", summary="Stays", sequence=7),
    ]

    # The second file, then the first once more: an old copy that comes late changes nothing.
    for made, events in ((MADE, before), (MADE + timedelta(days=1), after), (MADE, before)):
        for each in read(ics(events, name="Days", made=made)):
            known = calendar.get(each["uid"])
            if known is None or each["sequence"] > known["sequence"]:
                calendar[each["uid"]] = each

    assert len(calendar) == 2
    assert calendar["one"]["starts"] == datetime(2030, 2, 5, tzinfo=UTC)
    assert calendar["two"]["starts"] == before[1].starts


@READERS
@given(st.text(max_size=300))
def test_any_words_come_back_as_they_were_but_for_what_no_calendar_holds(read, words):
    kept = words.replace("\r\n", "\n").replace("\r", "\n")
    for line_end in "\x0b\x0c\x85\u2028\u2029":
        kept = kept.replace(line_end, "\n")
    kept = "".join(char for char in kept if char in "\n\t" or (ord(char) >= 32 and char != "\x7f"))

    (found,) = read(ics([event(description=f"<{words}>")], name="Days", made=MADE))

    assert found["description"] == f"<{kept}>"


@given(st.text(max_size=500), st.text(max_size=200))
def test_no_line_is_longer_than_75_octets_and_none_begins_something_else(summary, place):
    content = ics([event(summary=summary, location=place)], name=summary, made=MADE)

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    for line in lines:
        line.decode()  # no character is cut in two
        assert (len(line) - len(line.rstrip(b"\\"))) % 2 == 0  # nor an escaped one
    assert [line for line in lines if line.startswith((b"BEGIN:", b"END:"))] == [
        b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"END:VCALENDAR",
    ]  # fmt: skip


@READERS
def test_a_moment_has_no_end_and_takes_no_time(read):
    content = ics([event(ends=event().starts), event(uid="two", busy=True)], name="", made=MADE)

    assert [each["ends"] for each in read(content)] == [None, None]
    assert content.count(b"TRANSP:TRANSPARENT") == 1
    assert content.count(b"TRANSP:OPAQUE") == 1


def test_an_address_is_told_as_one_only_where_it_is_one():
    good = ics([event(url="https://meeting.example/2?a=b,c;d")], name="", made=MADE)
    bad = ics([event(url="https://x\r\nATTENDEE:mailto:x@y")], name="", made=MADE)
    other = ics([event(url="javascript:alert(1)")], name="", made=MADE)

    assert b"\r\nURL:https://meeting.example/2?a=b,c;d\r\n" in good
    assert b"URL" not in bad + other
    assert b"ATTENDEE" not in bad


@READERS
def test_a_date_that_was_cancelled_says_so(read):
    (found,) = read(ics([event(cancelled=True, busy=True)], name="", made=MADE))

    assert found["status"] == "CANCELLED"


def test_the_same_dates_give_the_same_bytes():
    assert ics([event()], name="A", made=MADE) == ics([event()], name="A", made=MADE)
