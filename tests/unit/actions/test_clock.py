"""How far this computer's clock is off the server's, and bytes by month."""

from datetime import UTC, datetime, timedelta

import pytest

from app.actions import clock, traffic
from app.store import facts, open_store

HERE = datetime(2021, 1, 27, 9, 0, tzinfo=UTC)


@pytest.fixture
def store():
    store = open_store(None)
    yield store
    store.close()


def test_before_the_first_sync_the_clock_is_believed(store):
    clock.compare(store, lambda: HERE)

    assert clock.off(store) == timedelta()
    assert clock.now(store, lambda: HERE) == HERE


@pytest.mark.parametrize("hours", [-30, -1, 0, 1, 400])
def test_the_server_s_clock_goes_on_while_ours_is_wrong(store, hours):
    facts.put(store, last_exchange="2021-01-27T09:00:00Z")
    wrong = HERE + timedelta(hours=hours)

    clock.compare(store, lambda: wrong)

    assert clock.off(store) == timedelta(hours=hours)
    assert clock.now(store, lambda: wrong + timedelta(minutes=5)) == HERE + timedelta(minutes=5)


@pytest.mark.parametrize("told", ["", "soon", "9" * 40])
def test_a_spoilt_offset_counts_as_none(store, told):
    facts.put(store, clock_off=told)

    assert clock.off(store) == timedelta()


def test_bytes_are_counted_by_month(store):
    traffic.spend(store, 1000, "2021-01-27T09:00:00Z")
    traffic.spend(store, 500, "2021-01-31T23:59:59Z")
    traffic.spend(store, 70, "2021-02-01T00:00:00Z")
    traffic.spend(store, 0, "2021-02-01T00:00:00Z")

    assert traffic.spent(store, "2021-01-01T00:00:00Z") == 1500
    assert traffic.spent(store, "2021-02-28T00:00:00Z") == 70
