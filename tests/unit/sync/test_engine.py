"""One sync on a line that works, and on one that does not."""

import pytest

from app.store import current, facts, outbox
from app.sync.engine import sync
from app.sync.transport import Unreachable
from tests.builders import states, write
from tests.computers import Computer


def test_what_others_did_comes_and_what_i_did_goes(server, omar):
    write(omar.store, "mine")

    report = omar.sync()

    assert (report.sent, report.received, report.requests, report.more) == (1, 2, 1, False)
    assert report.touched == {"proposals", "comments"}
    assert outbox.all_of(omar.store) == []
    row = current.one(omar.store, "comments", "c1")
    assert (row.data["text"], row.waiting, row.revision, row.owner) == ("mine", False, 1, "omar")
    assert facts.get(omar.store, "last_exchange") == server.now
    assert report.bytes_up > 0 < report.bytes_down


def test_syncing_again_does_nothing_in_one_request(omar):
    write(omar.store, "mine")
    omar.sync()

    report = omar.sync()

    assert (report.requests, report.sent, report.received, report.touched) == (1, 0, 0, set())
    assert omar.line.asked[0].changes == []


def test_drafts_and_private_notes_are_never_sent(server, omar):
    write(omar.store, "draft", home=True)

    report = omar.sync()

    assert report.sent == 0
    assert [request.changes for request in omar.line.asked] == [[]]
    assert ("comments", "c1") not in server.state.records


def test_without_sending_what_waits_goes_on_waiting(server, omar):
    write(omar.store, "mine")

    report = omar.sync(send=False)

    assert (report.received, report.sent, states(omar.store)) == (1, 0, [("waiting", "mine")])


@pytest.mark.parametrize("plan", ["a", "aaa", "r", "ra", "d", "ar"])
def test_whatever_gets_lost_an_act_is_taken_once(server, omar, plan):
    write(omar.store, "mine")
    for _ in plan:
        omar.try_sync(plan)

    omar.sync()

    assert server.state.records["comments", "c1"].version == 1
    assert omar.waits() == []


def test_the_same_bytes_are_sent_until_they_are_answered(server, omar):
    write(omar.store, "one")
    with pytest.raises(Unreachable):
        omar.sync("a")
    first = omar.line.asked[0].changes
    write(omar.store, "two")

    report = omar.sync()

    assert omar.line.asked[0].changes == first
    assert report.sent == 2
    assert omar.comment("c1") == {"text": "two"}
    assert server.state.records["comments", "c1"].version == 2


def test_an_edit_while_its_elder_is_on_the_line_goes_in_the_next_request(server, omar):
    write(omar.store, "one")

    class Writing(type(omar.line)):
        def exchange(self, request, *more):
            if not self.asked:
                write(omar.store, "two")
            return super().exchange(request, *more)

    report = sync(omar.store, Writing(server, "omar"), device="d")

    assert (report.requests, report.sent) == (2, 2)
    assert server.state.records["comments", "c1"].data == {"text": "two"}


def test_pages_are_followed_to_the_end_and_each_is_kept_at_once(server, omar):
    for number in range(40):
        server.put("versions", f"v{number:02}", {"proposal": "p1", "text": "x" * 5000})

    with pytest.raises(Unreachable):
        omar.sync(" r")
    first = len(omar.holds())
    report = omar.sync()

    assert 1 < first < 41
    assert len(omar.holds()) == 41
    assert report.received == 41 - first
    assert not report.more


def test_deadlines_come_before_summaries_before_texts(server, omar):
    server.put("versions", "v", {"proposal": "p1"})
    server.put("rounds", "r", {"title": "First"})

    omar.sync()

    came = [record.collection for record in omar.line.answered[0].records]
    assert came == ["rounds", "proposals", "versions"]


def test_with_a_budget_it_stops_and_what_is_there_is_usable(server, omar):
    for number in range(60):
        server.put("versions", f"v{number:02}", {"proposal": "p1", "text": "x" * 5000})

    report = omar.sync(budget=60_000)

    assert report.more
    assert 0 < len(omar.holds()) < 61
    assert report.bytes_up + report.bytes_down < 130_000
    omar.sync()
    assert len(omar.holds()) == 61


def test_a_budget_that_suffices_tells_of_no_more(omar):
    assert not omar.sync(budget=1_000_000).more


def test_more_than_fits_into_one_request_goes_in_several(server, omar):
    for number in range(25):
        write(omar.store, "x" * 60_000, f"c{number:02}")

    report = omar.sync()

    assert (report.sent, omar.waits()) == (25, [])
    assert report.requests == 2


def test_progress_is_told_after_each_request(server, omar):
    for number in range(20):
        server.put("versions", f"v{number:02}", {"text": "x" * 5000})
    told = []

    omar.sync(progress=lambda report: told.append((report.requests, report.received)))

    assert [requests for requests, _ in told] == [1, 2]
    assert told[0][1] < told[1][1] == 21


def test_what_i_may_read_no_more_leaves_this_computer(server, omar):
    omar.sync()
    server.shut("proposals", "p1", ["chairs"])

    report = omar.sync()

    assert (report.gone, current.listed(omar.store, "proposals")) == (1, [])


def test_withdrawn_words_leave_the_computers_of_others(server, omar):
    nadia = Computer(server, "nadia")
    write(omar.store, "secret")
    omar.sync()
    nadia.sync()
    assert nadia.comment("c1")["text"] == "secret"

    write(omar.store, "secret", withdrawn=True)
    omar.sync()
    nadia.sync()

    assert nadia.comment("c1")["text"] == ""
    assert omar.comment("c1")["text"] == "secret"


def test_a_new_role_is_read_from_the_roster(server, omar):
    server.put("members", "omar", {"name": "Omar", "role": "chair"})

    omar.sync()

    assert facts.profile(omar.store).role == "chair"
