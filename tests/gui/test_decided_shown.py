"""What was decided and released, where a member meets it: list, head of the paper, Today."""

import pytest
from PySide6.QtWidgets import QLabel

from app.actions import clock, news
from app.store import open_store, records
from app.ui.models import today
from tests.gui import cycle
from tests.gui.cycle import record
from tests.gui.waiting import settled

DECIDED = {
    "proposal": "open-maps", "round": "drafts", "outcome": "supported_if_merged",
    "merge_with": ["quiet-radio"], "reason": "Both want the same maps.", "channel": "meeting",
    "condition": "if the data stay there", "at": "2026-01-26T00:00:00Z",
    "released_at": "2026-01-26T10:00:00Z",
}  # fmt: skip


@pytest.fixture
def view(tmp_path):
    home = cycle.home(tmp_path / "home")
    store = open_store(home.store)
    news.notice(store)
    news.mark_seen(store)
    records.apply(store, [record("decisions", "decision-open-maps", DECIDED)])
    news.notice(store)
    store.close()
    with cycle.opened(home) as found:
        yield found


def fresh(view):
    desk = view.desk
    found = today.collect(desk.store, clock.now(desk.store, desk.clock))
    return {each.key: (each.below, each.end) for each in found.new}


def test_the_list_tells_what_was_decided(qtbot, view):
    qtbot.waitUntil(lambda: view.list.entries.row("open-maps") is not None)

    lines = {each.row.id: each.line.below for each in view.list.entries._entries.values()}
    assert "Supported if merged" in lines["open-maps"]
    assert "Supported" not in lines["quiet-radio"]


def test_the_paper_says_it_above_the_text_with_all_that_was_said_of_it(qtbot, view):
    view.show_record("open-maps")
    banner = view.paper.centre.banner
    qtbot.waitUntil(lambda: banner.isVisible() and "Supported" in banner.words.whole_text())

    said = banner.words.whole_text()
    assert said.startswith("Supported if merged, 26 Jan 2026, in a meeting")
    for words in ("Quiet radio", "if the data stay there", "Both want the same maps."):
        assert words in said


def test_today_tells_it_until_the_paper_was_opened(qtbot, view):
    before = fresh(view)

    view.show_record("open-maps")
    qtbot.waitUntil(lambda: "proposals/open-maps" not in fresh(view))
    settled(qtbot, view.desk)

    assert before["proposals/open-maps"] == ("Supported if merged", "decided")


def test_members_read_the_guidelines_that_went_out_in_the_history_of_a_proposal(qtbot, view):
    letter = {
        "proposal": "open-maps", "version": 1, "round": "drafts", "number": 1, "opening": "Dear all,",
        "closing": "", "points": [{"id": "p1", "kind": "point", "criterion": "relevance",
                                   "text": "Say who pays.", "comments": [], "questions": []}],
        "sent_at": "2026-01-26T10:00:00Z", "sent_to": "the proposers",
    }  # fmt: skip
    before = {**DECIDED, "proposal": "quiet-radio", "merge_with": [], "reason": "The masts came."}
    store = open_store(view.desk.home.store)
    data = cycle.proposal("D-1", "Maps for everyone", continues="quiet-radio")
    records.apply(store, [record("proposals", "open-maps", data, 2),
                          record("decisions", "decision-quiet-radio", before)])  # fmt: skip
    store.close()
    view.show_record("open-maps")
    qtbot.waitUntil(lambda: view.paper.shown() is not None)

    cycle.arrive(view, [record("letters", "letter-open-maps-v1", letter)])
    view.paper.head.tabs.go("history")

    shown = view.paper.centre.history
    qtbot.waitUntil(
        lambda: any("Say who pays." in each.text() for each in shown.findChildren(QLabel))
    )
    words = [each.text() for each in shown.findChildren(QLabel)]
    assert "Guidelines to the proposers about version 1" in words
    assert any("recipient: the proposers" in each for each in words)
    assert "Before, in IGF 2026: D-2 Quiet radio" in words
    assert any("The masts came." in each for each in words)
