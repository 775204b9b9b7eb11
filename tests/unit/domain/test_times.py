"""Instants at the ends of time: every zone has an hour for what is read."""

from datetime import timedelta, timezone

import pytest

from app.domain import times

EAST, WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


@pytest.mark.parametrize(
    "written",
    ["9999-12-31", "9999-12-31T23:59:59Z", "0001-01-01", "0001-01-01T00:00:00Z"],
)
def test_the_first_and_last_days_have_an_hour_everywhere(written):
    moment = times.parse(times.instant(written, due=True, aoe=True))

    assert [moment.astimezone(zone) for zone in (EAST, WEST)] == [moment, moment]
    assert times.announced_day(moment).year in {1, 9999}


@pytest.mark.parametrize("written", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
def test_what_has_no_utc_is_no_instant(written):
    assert not times.is_instant(written)
    with pytest.raises(ValueError, match=written[:10]):
        times.parse(written)
