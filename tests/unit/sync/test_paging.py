"""How much is asked for at once, on lines that hold and lines that break."""

import pytest

from app.store import facts
from app.sync import paging
from app.sync.engine import sync
from app.sync.transport import OVERHEAD, Unreachable


def test_reading_starts_with_little_and_goes_on_with_much(store):
    assert paging.limit(store, None, None) == paging.FIRST
    assert paging.limit(store, "cursor", None) == paging.USUAL


def test_a_budget_bounds_the_page(store):
    assert paging.limit(store, "cursor", 5_000) == 5_000 - OVERHEAD


def test_a_line_that_broke_is_asked_for_about_what_it_carried(store):
    paging.broke(store, 60_000)

    assert paging.limit(store, "cursor", None) == 120_000

    paging.broke(store, 1)
    assert paging.limit(store, "cursor", None) == paging.SMALLEST


def test_no_line_at_all_says_nothing_about_pages(store):
    paging.broke(store, 0)

    assert paging.limit(store, "cursor", None) == paging.USUAL


def test_a_sync_that_ended_lets_the_next_ask_for_more_again(store):
    paging.broke(store, 60_000)
    for _ in range(8):
        paging.held(store)

    assert paging.limit(store, "cursor", None) == paging.USUAL
    assert facts.get(store, paging.FACT) is None


def test_a_sync_whose_answer_breaks_off_asks_for_less_the_next_time(omar):
    omar.sync()
    asked = []

    class Breaking:
        traffic = omar.line.traffic

        def exchange(self, request, *_):
            asked.append(request.limit)
            self.traffic.down += 30_000
            raise Unreachable

    for _ in range(2):
        with pytest.raises(Unreachable):
            sync(omar.store, Breaking(), device="d")

    assert asked == [paging.USUAL, 60_000]
