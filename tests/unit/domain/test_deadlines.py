"""Which of a round's deadlines counts."""

from datetime import UTC, datetime

from app.domain.deadlines import next_deadline
from app.domain.rounds import Deadline, Round

MAY = Deadline("comments", "2030-05-01T00:00:00Z")
JUNE = Deadline("new versions", "2030-06-01T00:00:00Z")
ODD = Deadline("some day", "soon")


def at(month, *deadlines):
    scheme = Round("first", "First", "qualitative", "open", deadlines=deadlines)
    return next_deadline(scheme, datetime(2030, month, 15, tzinfo=UTC))


def test_the_next_deadline_to_come_counts():
    assert at(4, JUNE, ODD, MAY) == MAY
    assert at(5, JUNE, MAY) == JUNE


def test_when_all_are_past_the_last_one_counts():
    assert at(7, JUNE, MAY, ODD) == JUNE


def test_without_a_known_deadline_there_is_none():
    assert at(4, ODD) is None
    assert next_deadline(None, datetime(2030, 1, 1, tzinfo=UTC)) is None
