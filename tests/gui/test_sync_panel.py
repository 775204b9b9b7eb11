"""The sync panel: what will travel and its cost, how far it is, stopping, what came of it."""

from dataclasses import replace

import pytest

from app.actions import annotating, traffic
from app.actions.papers import About
from app.sync.report import Report
from app.sync.transport import Unreachable
from app.ui.line import Line
from app.ui.models import sync
from app.ui.moving import Counting, Moving
from app.ui.moving_words import moving_words
from app.ui.rate import Rate
from app.ui.views.sync import SyncView
from app.ui.widgets.text import Label
from tests.gui import sample
from tests.gui.walk import cut, small, unnamed


@pytest.fixture
def desk(far_desk):
    far_desk.choose(replace(far_desk.settings, auto_sync=False))
    return far_desk


@pytest.fixture
def line(desk):
    line = Line(desk, wait=lambda seconds: seconds, after_act=5)
    line.start()
    yield line
    line.close()


@pytest.fixture
def view(qtbot, desk, line):
    view = SyncView(desk)
    qtbot.addWidget(view)
    view.resize(1000, 900)
    view.show()
    return view


def words(view):
    return " | ".join(
        each.whole_text() for each in view.findChildren(Label) if each.isVisibleTo(view)
    )


def test_what_will_travel_is_told_before_anything_does(qtbot, desk, line, view, server):
    with qtbot.waitSignal(desk.worker.changed):
        desk.act(
            lambda store: annotating.comment(
                store, desk.home, About("proposal", "cybersecurity"), "Well put.",
                clock=sample.clock,
            )
        )  # fmt: skip
    assert "Not asked yet" in words(view)

    with qtbot.waitSignal(line.estimated):
        view.ask.click()

    qtbot.waitUntil(lambda: "1 item, about" in words(view))
    qtbot.waitUntil(lambda: "about 65 KB" in words(view))
    qtbot.waitUntil(lambda: "on a slow line" in words(view))
    assert server.asked == 0


def test_opened_on_a_free_line_it_asks_by_itself(qtbot, desk, line, server):
    desk.choose(replace(desk.settings, auto_sync=True))
    opened = SyncView(desk)
    qtbot.addWidget(opened)

    with qtbot.waitSignal(line.estimated):
        opened.show()

    assert line.cost is not None


def test_opened_on_a_metered_line_it_asks_nothing(qtbot, desk, line, server):
    desk.choose(replace(desk.settings, auto_sync=True))
    line.set_metered(True)
    opened = SyncView(desk)
    qtbot.addWidget(opened)

    opened.show()

    assert not line.asking()
    assert "paid by the byte" in opened.spare.text()


def test_it_stops_while_the_server_is_silent_and_goes_on(qtbot, line, view, server):
    server.held.clear()
    view.act.click()
    qtbot.waitUntil(server.reached.is_set)
    assert view.act.text() == "Stop"
    assert view.moving.bar.isVisible()

    with qtbot.waitSignal(line.stopped):
        view.act.click()
    assert view.act.text() == "Go on"
    server.held.set()

    with qtbot.waitSignal(line.finished):
        view.act.click()
    assert view.act.text() == "Sync now"


def test_bytes_are_counted_over_the_first_connection_when_a_second_opens_beside_it(
    qtbot, desk, server
):
    first, beside = server.open(None), server.open(None)
    first.traffic.down = 5_000
    counting = Counting(desk)
    counting.begin(None)
    counting.over(first)
    counting.over(beside)

    with qtbot.waitSignal(counting.moved):
        pass
    counting.stop()

    assert counting.moving.down == 5_000


def test_what_came_of_it_is_told(qtbot, line, view):
    with qtbot.waitSignal(line.finished):
        view.act.click()

    qtbot.waitUntil(lambda: "Travelled | 300 B up, 1 KB down" in words(view))
    qtbot.waitUntil(lambda: "Received | 0" in words(view))


def test_what_went_wrong_stays_to_be_read(qtbot, line, view, server):
    server.error = Unreachable

    with qtbot.waitSignal(line.stopped):
        view.act.click()

    qtbot.waitUntil(lambda: "What went wrong lately" in words(view))
    told = "No connection to the server. Everything you wrote is saved here"
    qtbot.waitUntil(lambda: told in words(view))


def test_the_month_is_told_beside_its_budget(qtbot, desk, line, view):
    traffic.spend(desk.worker._store.result(), 1_200_000, "2021-01-27T09:00:00Z")

    desk.choose(replace(desk.settings, month_budget=20))

    assert "1.2 of 20 MB up and down." in view.month.text()
    assert view.spent.value() == 60


def test_a_spent_month_lets_nothing_travel_unasked(qtbot, desk, line, view, server):
    traffic.spend(desk.worker._store.result(), 1_200_000, "2021-01-27T09:00:00Z")
    desk.choose(replace(desk.settings, month_budget=1, auto_sync=True))

    line.start()
    assert line.state == "spent"
    assert server.asked == 0
    assert "used up" in view.state.text()

    with qtbot.waitSignal(line.finished):
        view.act.click()
    assert server.asked > 0


def test_a_spent_month_still_lets_the_members_own_words_go(qtbot, desk, line, view, server):
    line.start()
    with qtbot.waitSignal(line.finished):
        line.sync()
    traffic.spend(desk.worker._store.result(), 1_200_000, "2021-01-27T09:00:00Z")
    desk.choose(replace(desk.settings, month_budget=1, auto_sync=True))
    asked = server.asked

    with qtbot.waitSignal(line.finished):
        desk.act(
            lambda store: annotating.comment(
                store, desk.home, About("proposal", "cybersecurity"), "Well put.",
                clock=sample.clock,
            )
        )  # fmt: skip

    assert server.asked == asked + 1
    assert [collection for collection, _ in server.took] == ["comments"]
    assert line.state == "spent"


def test_on_a_metered_line_texts_are_left_unless_told_otherwise(desk, line):
    line.set_metered(True)
    by_system = line.allowance().text_only
    desk.choose(replace(desk.settings, metered="never"))
    never = line.allowance().text_only
    line.set_metered(False)
    desk.choose(replace(desk.settings, metered="always"))

    assert (by_system, never, line.allowance().text_only) == (True, False, True)


def test_a_sync_takes_the_smaller_of_both_budgets(desk, line):
    desk.choose(replace(desk.settings, month_budget=1, sync_budget=300))
    small = line.allowance().budget
    desk.choose(replace(desk.settings, month_budget=1, sync_budget=3_000))

    assert (small, line.allowance().budget) == (300_000, 1_000_000)


@pytest.mark.parametrize(
    ("moving", "told"),
    [
        (Moving("exchange", 120_000), "120 KB so far"),
        (Moving("exchange", 120_000, rate=25_000), "120 KB so far · 25 KB/s"),
        (
            Moving("exchange", 120_000, 400_000, True, 25_000),
            "120 KB of about 400 KB · 25 KB/s · less than a minute left",
        ),
        (Moving("texts", 1_000_000, 7_000_000, rate=25_000), "1.0 MB of 7.0 MB · 25 KB/s · 4 min left"),
    ],
    ids=["unknown", "rate", "about", "exact"],
)  # fmt: skip
def test_progress_is_told_in_bytes_rate_and_time(moving, told):
    assert moving_words(moving) == told


def test_what_a_sync_did_leaves_out_what_did_not_happen():
    told = dict(sync.result_words(Report(sent=3, received=40, gone=2, more=True)))

    assert told["Sent"] == "3"
    assert told["Taken away"] == "2"
    assert "Set aside" not in told
    assert "budget" in told["Left for the next sync"]


def test_the_rate_is_that_of_the_last_seconds():
    at = 0.0
    rate = Rate(lambda: at)
    for second in range(21):
        at = float(second)
        rate.seen(second * 1_000 if second <= 10 else 10_000 + (second - 10) * 5_000)

    assert rate.value() == pytest.approx(5_000)


@pytest.mark.parametrize("percent", [100, 200])
def test_the_panel_is_named_and_nothing_is_cut(qtbot, dressed, line, view, percent):
    from app.ui.theme import theme

    theme().use(percent=percent)
    with qtbot.waitSignal(line.finished):
        view.act.click()
    with qtbot.waitSignal(line.estimated):
        view.ask.click()
    qtbot.waitUntil(lambda: cut(view) == [])

    assert unnamed(view) == []
    assert small(view) == []
