"""One contract, every transport, as far as it can do each thing.

First what both servers answer, the real one over HTTP and the one in memory; then what a
member may rely on by every way: memory, server, web folder, file.
"""

from contextlib import ExitStack, closing
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest

from app.actions import downloading
from app.domain import ids
from app.store import current, outbox
from app.sync.memory import MemoryServer, MemoryTransport
from app.sync.server import ServerTransport
from app.sync.transport import Refused
from app.wire import Change, ExchangeRequest, digest_word
from tests.builders import AT, write
from tests.integration.people import ROUND, Cycle
from tests.integration.ways import BROKEN, WAYS


class Memory:
    """A cycle on a server in memory."""

    cycle = "orchard2030"

    def __init__(self) -> None:
        self.server = MemoryServer(self.cycle)
        self.publish("rounds", "r1", ROUND)
        self.publish("proposals", "p1", {"title": "A forum", "round": "r1", "version": 1})

    def line(self, account: str, role: str = "member") -> MemoryTransport:
        self.server.enrol(account, role)
        return MemoryTransport(self.server, account)

    def publish(self, collection: str, id: str, data: Any, audience: tuple = ("members",)) -> None:
        self.server.put(collection, id, data, audience)

    def upload(self, name: str, content: bytes) -> None:
        self.line("office", "secretariat").upload(name, content)


class Real:
    """A cycle on the real server."""

    def __init__(self, made: Cycle, stack: ExitStack) -> None:
        self.made, self.cycle, self.stack = made, made.id, stack

    def line(self, account: str, role: str = "member") -> ServerTransport:
        return self._open(self.made.join(account, role).token)

    def _open(self, token: str) -> ServerTransport:
        line = ServerTransport(str(self.made.http.base_url), self.cycle, token)
        return self.stack.enter_context(closing(line))

    def publish(self, collection: str, id: str, data: Any, audience: tuple = ("members",)) -> None:
        self.made.secretariat.put(collection, id, data, audience=list(audience))

    def upload(self, name: str, content: bytes) -> None:
        self._open(self.made.secretariat.token).upload(name, content)


@pytest.fixture(params=["memory", "real"])
def ground(request):
    with ExitStack() as stack:
        if request.param == "memory":
            yield Memory()
        else:
            yield Real(request.getfixturevalue("cycle"), stack)


@dataclass
class Device:
    """Keeps epoch and cursor, as a computer does."""

    line: Any
    epoch: str | None = None
    cursor: str | None = None

    def ask(self, *changes, limit=None):
        nonce = uuid4().hex
        answer = self.line.exchange(
            ExchangeRequest(
                device="d", epoch=self.epoch, cursor=self.cursor, limit=limit, nonce=nonce,
                changes=list(changes),
            )
        )  # fmt: skip
        assert answer.nonce == nonce
        if answer.reset is None:
            self.epoch, self.cursor = answer.epoch, answer.cursor
        return answer

    def all(self):
        """Read to the end; give {(collection, id): record} of what came."""
        came, answer = {}, self.ask()
        while True:
            came |= {(each.collection, each.id): each for each in answer.records}
            if not answer.more:
                return came
            answer = self.ask()


def put(id, data, base=None, collection="comments", audience=("chairs",), op=None):
    return Change(
        op=op or str(uuid4()), collection=collection, id=id, base=base, audience=list(audience),
        data=data,
    )  # fmt: skip


def only(answer):
    [each] = answer.answers
    return each


@pytest.fixture
def omar(ground):
    device = Device(ground.line("omar"))
    device.all()
    return device


def test_what_is_published_comes_and_then_nothing_more(ground):
    device = Device(ground.line("omar"))

    came = device.all()
    again = device.ask()

    assert came["proposals", "p1"].data["title"] == "A forum"
    assert (again.records, again.more, again.answers) == ([], False, [])
    assert again.digest["proposals"][0] == 1


def test_what_was_accepted_comes_back_in_the_same_answer_whatever_the_limit(ground, omar):
    for number in range(3):
        ground.publish("proposals", f"q{number}", {"title": "x" * 200, "round": "r1"})

    answer = omar.ask(put("c1", {"text": "hello"}), limit=1)

    assert (only(answer).result, only(answer).version) == ("accepted", 1)
    first = answer.records[0]
    assert (first.id, first.version, first.owner, first.audience, first.data["text"]) == (
        "c1", 1, "omar", ["chairs"], "hello",
    )  # fmt: skip
    assert answer.more
    assert len(answer.records) == 2


def test_the_same_op_twice_is_one_effect_and_the_same_answer(omar):
    act = put("c1", {"text": "hello"})

    first, second = omar.ask(act), omar.ask(act)

    assert (only(first), only(second)) == (only(first), only(first))
    assert [each.version for each in second.records if each.id == "c1"] == [1]


def test_an_op_used_for_something_else_is_refused(omar):
    act = put("c1", {"text": "hello"})
    omar.ask(act)

    answer = omar.ask(put("c1", {"text": "other"}, op=act.op))

    assert (only(answer).result, only(answer).code) == ("refused", "op_reused")


def test_who_builds_on_an_old_version_gets_theirs(ground, omar):
    omar.ask(put("c1", {"text": "one"}))
    omar.ask(put("c1", {"text": "two"}, base=1))

    late, new = omar.ask(put("c1", {"text": "late"}, base=1)), omar.ask(put("c1", {"text": "new"}))

    for answer in (late, new):
        assert only(answer).result == "conflict"
        assert (only(answer).theirs.version, only(answer).theirs.data["text"]) == (2, "two")


def test_a_remembered_conflict_tells_what_is_there_now(omar):
    omar.ask(put("c1", {"text": "one"}))
    stale = put("c1", {"text": "stale"})
    omar.ask(stale)
    omar.ask(put("c1", {"text": "two"}, base=1))

    answer = omar.ask(stale)

    assert (only(answer).result, only(answer).theirs.version) == ("conflict", 2)


def test_a_base_of_nothing_is_a_conflict_with_nothing(omar):
    answer = omar.ask(put("c1", {"text": "x"}, base=4))

    assert (only(answer).result, only(answer).theirs) == ("conflict", None)


def test_what_is_anothers_is_refused_the_same_whether_it_is_seen_or_not(ground, omar):
    nadia = Device(ground.line("nadia", "chair"))
    nadia.ask(
        put("hidden", {"text": "x"}, audience=("chairs",)),
        put("seen", {"text": "x"}, audience=("members",)),
    )

    answer = omar.ask(put("hidden", {"text": "y"}), put("seen", {"text": "y"}, base=1))

    assert [(each.result, each.code) for each in answer.answers] == [("refused", "not_yours")] * 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (put("c1", {"text": "\0"}), "nul"),
        (put("c1", {"text": "x" * 70_000}), "too_long"),
        (put("c1", {"text": 5}), "wrong_type"),
        (put("c1", {"kind": "joke", "text": "x"}), "bad_word"),
        (put("c1", {"text": "x"}, audience=("No One",)), "bad_audience"),
        (put("c1", {"text": "x"}, collection="nonsense"), "unknown_collection"),
        (put("c1", {"title": "x"}, collection="proposals"), "not_yours"),
        (put("c1", {"proposal": "p1"}, collection="reviews"), "bad_id"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_taken_is_refused_with_a_code_and_stops_no_other(omar, change, code):
    answer = omar.ask(change, put("good", {"text": "fine"}))

    assert [(each.result, each.code) for each in answer.answers] == [
        ("refused", code), ("accepted", None),
    ]  # fmt: skip


def test_only_notes_are_erased_by_their_owner(omar):
    omar.ask(put("n1", {"text": "x"}, collection="notes"), put("c1", {"text": "x"}))

    answer = omar.ask(put("n1", None, base=1, collection="notes"), put("c1", None, base=1))

    assert [(each.result, each.code) for each in answer.answers] == [
        ("accepted", None), ("refused", "may_not_erase"),
    ]  # fmt: skip
    assert ("notes", "n1") not in Device(omar.line).all()


def test_an_erasure_reaches_the_other_device(ground, omar):
    omar.ask(put("n1", {"text": "x"}, collection="notes"))
    phone = Device(omar.line)
    phone.all()
    omar.ask(put("n1", None, base=1, collection="notes"))

    [gone] = [each for each in phone.ask().records if each.id == "n1"]

    assert (gone.gone, gone.why, gone.data) == (True, "erased", None)


def test_who_may_no_longer_read_is_told_that_it_is_gone(ground, omar):
    ground.publish("proposals", "p2", {"title": "x", "round": "r1"})
    assert ("proposals", "p2") in omar.all()
    ground.publish("proposals", "p2", {"title": "x", "round": "r1"}, ("chairs",))

    [gone] = [each for each in omar.ask().records if each.id == "p2"]

    assert (gone.gone, gone.why) == (True, "access")


def test_reviews_and_words_to_the_chairs_are_read_by_chairs_and_notes_by_nobody(ground, omar):
    review = ids.review_id(ground.cycle, "omar", "p1")
    data = {"proposal": "p1", "version": 1, "texts": {"relevance": "Yes"}, "state": "submitted"}
    answer = omar.ask(
        put(review, data, collection="reviews", audience=("public",)),
        put(review, {"to_chairs": "x"}, collection="asides"),
        put("n1", {"text": "x"}, collection="notes", audience=("public",)),
    )
    assert [each.result for each in answer.answers] == ["accepted"] * 3

    petra, nadia = Device(ground.line("petra")).all(), Device(ground.line("nadia", "chair")).all()

    own = {"reviews", "asides", "notes", "comments"}
    assert {key for key in petra if key[0] in own} == set()
    assert {key for key in nadia if key[0] in own} == {("reviews", review), ("asides", review)}


def test_withdrawn_words_are_for_their_owner(ground, omar):
    words = {"text": "secret", "anchor": {"quote": {"exact": "q"}}, "withdrawn": True}
    omar.ask(put("c1", words))

    theirs = Device(ground.line("nadia", "chair")).all()["comments", "c1"].data
    mine = Device(omar.line).all()["comments", "c1"].data

    assert not theirs.get("text")
    assert not theirs.get("anchor")
    assert mine["text"] == "secret"


def test_what_one_writes_the_other_reads_with_the_same_digest(ground, omar):
    omar.ask(put("c1", {"text": "hello", "unknown": [1, {"ü": None}]}, audience=("members",)))
    petra, nadia = Device(ground.line("petra")), Device(ground.line("nadia", "chair"))

    read = petra.all()["comments", "c1"]
    nadia.all()

    assert read.data["unknown"] == [1, {"ü": None}]
    assert petra.ask().digest == nadia.ask().digest == omar.ask().digest


def test_who_tells_that_she_holds_everything_is_told_just_that(ground, omar):
    word = digest_word(omar.ask().digest)

    told = omar.line.exchange(
        ExchangeRequest(device="d", epoch=omar.epoch, cursor=omar.cursor, nonce="n", digest=word)
    )
    anew = omar.line.exchange(ExchangeRequest(device="d", nonce="n", digest=word))

    assert (told.same, told.digest, told.cursor, told.epoch) == (True, None, None, "")
    assert told.now
    # What she does not know already is told: the records here, and with them a cursor.
    assert (anew.same, anew.digest, anew.cursor) == (True, None, omar.cursor)
    assert anew.epoch == omar.epoch
    assert anew.records


def test_who_tells_that_she_holds_something_else_is_told_the_digest(ground, omar):
    word = digest_word(omar.ask().digest)
    ground.publish("proposals", "p2", {"title": "Another", "round": "r1", "version": 1})

    for told in (word, "", "rubbish!"):
        answer = omar.line.exchange(
            ExchangeRequest(
                device="d", epoch=omar.epoch, cursor=omar.cursor, nonce="n", digest=told
            )
        )

        assert not answer.same
        assert answer.digest["proposals"][0] == 2
        assert answer.cursor


def test_a_cursor_that_is_no_cursor_is_a_reset_and_nothing_is_taken(omar):
    omar.cursor = "rubbish"

    answer = omar.ask(put("c1", {"text": "x"}))

    assert (answer.reset, answer.answers, answer.records) == ("cursor", [], [])
    assert ("comments", "c1") not in Device(omar.line).all()


def test_another_epoch_is_a_reset(omar):
    omar.epoch = str(uuid4())

    assert omar.ask().reset == "epoch"


def test_the_cursor_of_somebody_else_is_a_reset(ground, omar):
    petra = Device(ground.line("petra"))
    petra.all()
    omar.cursor = petra.cursor

    assert omar.ask().reset == "cursor"


def test_deadlines_come_before_summaries_before_texts(ground):
    ground.publish("versions", "p1-v1", {"proposal": "p1", "number": 1, "sections": []})
    ground.publish("milestones", "m1", {"title": "Due"})
    device, order = Device(ground.line("omar")), []
    while True:
        answer = device.ask(limit=1)
        order += [each.collection for each in answer.records]
        if not answer.more:
            break

    wanted = ["rounds", "milestones", "proposals", "versions"]
    assert [name for name in order if name in wanted] == wanted


def test_files_come_whole_and_from_any_byte(ground, omar):
    content = bytes(range(256)) * 300
    name = sha256(content).hexdigest()
    ground.upload(name, content)
    ground.publish("documents", "d1", {"title": "Report", "file": {"sha256": name, "name": "r"}})

    assert b"".join(omar.line.fetch(name)) == content
    assert b"".join(omar.line.fetch(name, 70_000)) == content[70_000:]
    for offset, missing, status in ((len(content), name, 416), (0, "0" * 64, 404)):
        with pytest.raises(Refused) as refused:
            b"".join(omar.line.fetch(missing, offset))
        assert refused.value.status == status


def test_what_there_is_can_be_asked_for_an_estimate(ground, omar):
    there = omar.line.changes()

    assert there.counts["proposals"] == 1
    assert there.epoch == omar.epoch
    assert there.bytes > 0


# --- as a member sees it: every way for papers to come and words to go ------------------------


@pytest.fixture(params=list(WAYS))
def way(request, tmp_path):
    with ExitStack() as stack:
        more = [request.getfixturevalue("cycle")] if request.param == "server" else []
        yield WAYS[request.param](tmp_path, stack, *more)


def due(store):
    row = current.one(store, "milestones", "due")
    return None if row is None else row.data["title"]


def held(store):
    return [
        tuple(dict(row).values()) for row in store.rows("SELECT * FROM records ORDER BY 1, 2, 3")
    ]


def test_by_every_way_papers_come_and_bringing_them_again_changes_nothing(way):
    way.says("Comments due")

    store, home = way.member("omar")
    before = held(store)
    way.bring(store, home)
    way.bring(store, home)

    assert due(store) == "Comments due"
    assert held(store) == before


def test_by_every_way_a_changed_paper_takes_the_place_of_the_old_one(way):
    way.says("Comments due")
    store, home = way.member("omar")
    way.says("Comments due later")

    way.bring(store, home)

    assert due(store) == "Comments due later"


def test_by_every_way_what_i_wrote_waits_until_it_was_carried(way):
    way.says("Comments due")
    store, home = way.member("omar")
    write(store, "mine")
    draft = {"text": "at home"}
    outbox.put(store, "comments", "c2", draft, audience=("chairs",), written_at=AT, home=True)
    way.says("Comments due later")

    way.carry(store, home)
    way.carry(store, home)
    way.bring(store, home)

    assert way.read() == ["mine"]
    assert due(store) == "Comments due later"
    assert {row.id: row.data["text"] for row in current.listed(store, "comments")} == {
        "c1": "mine", "c2": "at home",
    }  # fmt: skip


def test_by_every_way_what_is_broken_changes_nothing_and_works_again_after(way):
    way.says("Comments due")
    store, home = way.member("omar")
    write(store, "mine")
    way.says("Comments due later")
    before = held(store)
    way.broken = True

    with pytest.raises(BROKEN):
        way.bring(store, home)

    assert held(store) == before
    assert current.one(store, "comments", "c1")
    way.broken = False
    way.bring(store, home)
    assert due(store) == "Comments due later"


def test_by_every_way_that_has_files_one_comes_whole(way):
    if not way.files:
        pytest.skip("a pack on a stick has its files inside; nothing can be asked of it")
    content = ("We like the seeds very much. " * 900).encode()
    way.says("Comments due")
    way.document(content, sha256(content).hexdigest())
    store, home = way.member("omar")
    opens = {"open_transport": lambda _: way.line(store)} if hasattr(way, "line") else {}

    path = downloading.get(store, home, "letter", **opens)

    assert path.read_bytes() == content
