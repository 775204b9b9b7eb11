"""What is left to read, laid out over the days up to a deadline."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain import planning
from app.domain.planning import Paper, State

NOW = datetime(2030, 2, 1, 9, tzinfo=UTC)


def papers(count, minutes=4.0, read=0, read_at=None):
    return [Paper(f"p{n}", minutes, n < read, read_at if n < read else None) for n in range(count)]


def planned(given, deadline=None, now=NOW):
    return planning.planned(given, deadline, now, UTC)


def test_the_rest_is_laid_out_over_all_days_up_to_the_deadline():
    plan = planned(papers(70, 3.6), NOW + timedelta(days=9, hours=6))

    assert plan.state is State.PLANNED
    assert (plan.a_day, plan.minutes_a_day) == (7, 25)
    assert len(plan.days) == 10
    assert {len(day.papers) for day in plan.days} == {7}
    assert plan.days[0].on == date(2030, 2, 1)
    assert plan.days[-1].on == date(2030, 2, 10)


def test_weekends_are_days_like_any_other():
    saturday = datetime(2030, 2, 2, 9, tzinfo=UTC)

    plan = planned(papers(3), saturday + timedelta(days=2, hours=9), saturday)

    assert [day.on.day for day in plan.days] == [2, 3, 4]


def test_a_deadline_in_the_morning_leaves_the_day_before_as_the_last():
    morning = datetime(2030, 2, 4, 11, 59, 59, tzinfo=UTC)

    assert planning.last_day(morning, NOW, UTC) == date(2030, 2, 3)
    assert planning.last_day(morning + timedelta(hours=1), NOW, UTC) == date(2030, 2, 4)
    assert planning.last_day(NOW + timedelta(minutes=5), NOW, UTC) == NOW.date()


def test_on_the_last_day_all_is_for_today_and_too_much_is_known():
    plan = planned(papers(3, 10.0), NOW + timedelta(minutes=40))

    assert plan.is_for_today(NOW, UTC)
    assert not plan.is_too_much(NOW)
    assert plan.is_too_much(NOW + timedelta(minutes=15))
    assert not plan.is_for_today(NOW + timedelta(hours=1), UTC)  # it is over
    assert not planned(papers(1), NOW + timedelta(days=3)).is_for_today(NOW, UTC)
    assert not planned(papers(1)).is_for_today(NOW, UTC)


def test_long_papers_get_a_day_of_their_own():
    given = [Paper("long", 60, read=False), *papers(6, 10.0)]

    plan = planned(given, NOW + timedelta(days=1, hours=9))

    assert [day.papers for day in plan.days] == [("long",), ("p0", "p1", "p2", "p3", "p4", "p5")]


def test_fewer_papers_than_days_leave_the_last_days_free():
    plan = planned(papers(3), NOW + timedelta(days=13, hours=9))

    assert [len(day.papers) for day in plan.days] == [1, 1, 1]
    assert plan.a_day == 1


def test_a_deadline_that_is_over_is_said_and_plans_no_day():
    plan = planned(papers(4, read=1), NOW - timedelta(days=1))

    assert plan.state is State.PAST
    assert plan.days == ()
    assert (plan.a_day, len(plan.left), plan.done) == (0, 3, 1)


def test_without_a_deadline_there_is_an_order_and_no_days():
    plan = planned(papers(4))

    assert plan.state is State.OPEN
    assert plan.left == ("p0", "p1", "p2", "p3")
    assert plan.minutes == 16
    assert plan.days == ()


def test_when_everything_is_read_nothing_is_left():
    plan = planned(papers(4, read=4, read_at=NOW), NOW + timedelta(days=3))

    assert plan.state is State.DONE
    assert (plan.left, plan.minutes, plan.by, plan.next) == ((), 0, None, None)


def test_no_paper_at_all_is_no_plan():
    assert planned([], NOW + timedelta(days=3)).state is State.NOTHING


def test_the_pace_of_the_last_days_tells_when_all_is_read():
    two_days_ago = NOW - timedelta(days=2)

    plan = planned(papers(70, read=30, read_at=two_days_ago), NOW + timedelta(days=9, hours=6))

    assert plan.by == date(2030, 2, 5)  # ten a day, today not counted on
    assert not plan.late


def test_too_slow_a_pace_is_late():
    plan = planned(papers(70, read=2, read_at=NOW), NOW + timedelta(days=2))

    assert plan.late
    assert plan.by is not None
    assert plan.by > date(2030, 2, 3)


def test_what_was_read_long_ago_tells_no_pace():
    plan = planned(papers(70, read=2, read_at=NOW - timedelta(days=30)), NOW + timedelta(days=2))

    assert plan.by is None
    assert not plan.late


@given(
    st.lists(st.floats(min_value=0, max_value=90), max_size=40),
    st.integers(min_value=0, max_value=60),
)
def test_every_paper_has_one_day_and_none_is_empty(minutes, days):
    given_papers = [Paper(f"p{n}", m, read=False) for n, m in enumerate(minutes)]

    plan = planned(given_papers, NOW + timedelta(days=days, hours=6))

    laid = [id for day in plan.days for id in day.papers]
    assert laid == [each.id for each in given_papers]
    assert all(day.papers for day in plan.days)
    assert [day.on for day in plan.days] == sorted({day.on for day in plan.days})
