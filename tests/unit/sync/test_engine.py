"""One sync on a line that works, and on one that does not."""

from hashlib import sha256

import msgspec
import pysqlite3
import pytest
from msgspec import UNSET

from app.store import conflicting, current, facts, open_store, outbox
from app.sync import settling
from app.sync.engine import sync
from app.sync.report import Report
from app.sync.transport import Cancelled, Unreachable
from app.wire import Answer, ExchangeAnswer, WireRecord
from tests.builders import joined, states, write
from tests.computers import BadLine, Computer

NOISE = "".join(sha256(str(number).encode()).hexdigest() for number in range(120))
"""Words that cannot be compressed much."""


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


def test_a_server_that_agrees_says_so_in_a_word_and_everything_stays(server, omar):
    omar.sync()
    before = facts.all_of(omar.store)
    server.now = "2030-02-01T13:00:00Z"

    report = omar.sync()

    assert report.bytes_down < 80
    assert not report.repaired
    assert facts.all_of(omar.store) == {**before, "last_exchange": server.now}


def test_what_differs_is_found_also_where_a_word_was_told(server, omar):
    omar.sync()
    server.state.records["proposals", "p1"].version += 1

    report = omar.sync()

    assert report.repaired
    assert omar.holds()["proposals", "p1"][0] == 2
    assert omar.sync().bytes_down < 80


def test_a_server_of_before_that_knows_no_word_is_compared_as_ever(server, omar, monkeypatch):
    omar.sync()
    exchange = server.exchange

    def older(account, asked):
        return exchange(account, msgspec.structs.replace(asked, digest=UNSET))

    monkeypatch.setattr(server, "exchange", older)

    report = omar.sync()

    assert (report.requests, report.repaired) == (1, False)
    assert report.bytes_down > 80


def test_the_word_is_told_where_likely_nothing_comes_only(omar):
    told = []
    for words in (None, "mine", None):  # a first sync, something to send, nothing new
        if words:
            write(omar.store, words)
        omar.sync()
        told.append([request.digest is not UNSET for request in omar.line.asked])

    assert told == [[False], [False], [True]]


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


def test_a_budget_holds_for_what_goes_up_too(server, omar):
    for number in range(30):
        write(omar.store, NOISE[number * 200 :][:200], id=f"c{number:02}")

    report = omar.sync(budget=9_000)

    assert report.more
    assert 0 < report.sent < 30
    assert report.bytes_up + report.bytes_down <= 9_000
    omar.sync()
    assert omar.waits() == []


def test_without_reading_what_waits_goes_and_one_record_comes_with_it_at_most(server, omar):
    omar.sync()
    for number in range(9):
        server.put("proposals", f"q{number}", {"title": "Another"})
    write(omar.store, "mine")

    report = omar.sync(read=False)

    assert (report.sent, report.requests, report.more) == (1, 1, True)
    assert report.received == 2
    assert omar.waits() == []
    omar.sync()
    assert len(omar.holds()) == 11


def test_without_reading_nothing_is_asked_where_nothing_waits(server, omar):
    omar.sync()
    write(omar.store, "draft", home=True)
    server.put("proposals", "p2", {"title": "Another"})

    report = omar.sync(read=False)

    assert (report.requests, report.received) == (0, 0)


def test_without_reading_a_reset_waits_for_a_sync_that_reads(server, omar):
    omar.sync()
    write(omar.store, "mine")
    server.state.epoch = "another"

    report = omar.sync(read=False)
    again = omar.sync(read=False)

    assert (report.reset, report.requests, again.requests) == ("epoch", 1, 0)
    assert omar.sync().sent == 1


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


# --- two at once ------------------------------------------------------------------------


def test_nobody_writes_between_looking_and_freezing(store_path):
    mine, other = joined(open_store(store_path)), open_store(store_path)
    other.run("PRAGMA busy_timeout = 0")
    write(mine, "one")
    tried = []

    def meanwhile(sql):
        if "SELECT * FROM outbox o" in sql:
            with pytest.raises(pysqlite3.OperationalError, match="locked"):
                write(other, "two")
            tried.append(sql)

    mine.db.conn.set_trace_callback(meanwhile)
    [act] = outbox.take(mine)
    mine.db.conn.set_trace_callback(None)

    assert len(tried) == 1
    write(other, "two")
    assert (act.data, states(mine)) == ({"text": "one"}, [("sent", "one"), ("waiting", "two")])
    mine.close()
    other.close()


class Interrupted(BadLine):
    """Lets something happen on this computer while the first answer is on its way."""

    meanwhile = staticmethod(lambda: None)

    def exchange(self, request, *more):
        answer = super().exchange(request)
        if len(self.asked) == 1:
            self.meanwhile()
        return answer


def interrupted(computer, meanwhile):
    line = Interrupted(computer.server, computer.account)
    line.meanwhile = meanwhile
    return sync(computer.store, line, device="window")


def test_two_syncs_of_one_profile_at_once_keep_everything(server, omar):
    write(omar.store, "one")

    def other():
        omar.sync()
        server.put("proposals", "p2", {"title": "Water"})
        write(omar.store, "two")

    report = interrupted(omar, other)

    assert omar.comment("c1") == {"text": "two"}
    assert (omar.waits(), report.repaired) == ([], False)
    assert current.one(omar.store, "proposals", "p2") is not None
    assert server.state.records["comments", "c1"].version == 2


def test_two_syncs_at_once_during_a_reset_drop_nothing(server, omar):
    omar.sync()
    for number in range(30):
        server.put("versions", f"v{number:02}", {"text": "x" * 5000})
    server.enrol("omar", "chair")

    report = interrupted(omar, omar.sync)

    assert len(omar.holds()) == 31
    assert not report.repaired
    assert omar.sync().requests == 1


def test_an_answer_from_before_a_reset_is_not_taken_for_one_after_it(server, omar):
    for number in range(40):
        server.put("versions", f"v{number:02}", {"text": "x" * 5000})
    omar.sync()
    seen = []

    def reset_half_done():
        server.enrol("omar", "chair")
        omar.try_sync("  r")

    line = Interrupted(server, "omar")
    line.meanwhile = reset_half_done
    report = sync(
        omar.store,
        line,
        device="window",
        progress=lambda _: seen.append(len(current.listed(omar.store, "versions"))),
    )

    assert not report.repaired
    assert set(seen) == {40}


def test_a_late_answer_changes_no_newer_words(server, omar):
    write(omar.store, "mine")
    [asked] = outbox.take(omar.store)
    conflicting.rebase(omar.store, asked, 1, {"colour": "red"}, {"text": "newer", "colour": "red"})
    theirs = WireRecord(collection="comments", id="c1", version=1, data={"colour": "blue"})
    report = Report()

    for late in (
        Answer(op=asked.op, result="conflict", theirs=theirs),
        Answer(op=asked.op, result="refused", code="nul"),
        Answer(op=asked.op, result="accepted", version=1),
    ):
        answer = ExchangeAnswer(nonce="n", answers=[late])
        settling.settle(omar.store, [asked], answer, report)

    assert states(omar.store) == [("waiting", "newer")]
    assert (report.sent, report.set_aside, report.conflicts) == (0, [], [])


def test_a_stopped_sync_freezes_nothing_so_that_it_can_be_taken_back(omar):
    write(omar.store, "mine")

    with pytest.raises(Cancelled):
        sync(omar.store, omar.line, device="d", stop=lambda: True)

    assert states(omar.store) == [("waiting", "mine")]
    assert omar.line.asked == []
