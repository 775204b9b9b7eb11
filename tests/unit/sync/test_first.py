"""The first sync begins with the server's pack, read while it arrives, and goes on from its end."""

from hashlib import sha256

import msgspec
import pytest
from nacl.signing import SigningKey

from app.actions import costing, syncing
from app.domain import keys
from app.packs import writing
from app.packs.container import Manifest, PackedRecord
from app.store import current, facts, open_store
from app.sync import first, pulling
from app.sync.memory import MemoryServer, MemoryTransport
from app.sync.transport import OVERHEAD, Cancelled, Unreachable
from app.wire import Pack
from tests.builders import CYCLE, joined, write

KEY = SigningKey(bytes(range(32)))
PRINT = keys.fingerprint(bytes(KEY.verify_key))
FRAMES = (("agendas", "milestones"), ("summaries", "proposals"), ("texts", "versions"))
NOISE = "".join(sha256(str(number).encode()).hexdigest() for number in range(600))
"""Words that no compression makes short."""


class Line(MemoryTransport):
    """Breaks after `pieces` pieces of a kilobyte, if told so."""

    pieces = None

    def fetch(self, sha256, offset=0, stop=None, most=None):
        for count, piece in enumerate(MemoryTransport.fetch(self, sha256, offset, most=most)):
            if count == self.pieces:
                raise Unreachable
            if stop is not None and stop():
                raise Cancelled
            yield piece


def offered(server, signer=KEY, audience="members", spoil=None, **given):
    """Let the server make a pack of what it has, and give it as it is offered."""
    _, cursor = server.after("omar", None)
    parts = []
    for frame, collection in FRAMES:
        found = [
            PackedRecord(
                each.collection, each.id, each.version, each.owner, tuple(each.audience), each.data
            )
            for each in server.state.records.values()
            if each.collection == collection and each.data is not None
        ]
        parts.append(writing.records_part(frame, found))
    head = Manifest(
        kind="pack", cycle=CYCLE, sequence=7, made_at="", key="", audience=audience,
        epoch=server.state.epoch, cursor=cursor, **given,
    )  # fmt: skip
    whole = writing.write(head, parts, signer)
    if spoil is not None:
        whole = spoil(whole)
    name = sha256(whole).hexdigest()
    server.state.files[name] = whole
    pack = Pack(sha256=name, size=len(whole), audience=audience, cursor=cursor)
    server.state.packs = [pack]
    return pack


@pytest.fixture
def server():
    server = MemoryServer(CYCLE)
    server.enrol("omar")
    server.put("milestones", "m1", {"title": "Due"})
    for number in range(4):
        server.put("proposals", f"p{number}", {"title": f"About {number}"})
        text = [{"key": "s1", "heading": "Idea", "text": NOISE[number * 5_000 :][:8_000]}]
        server.put("versions", f"p{number}-v1", {"proposal": f"p{number}", "sections": text})
    return server


@pytest.fixture
def line(server):
    return Line(server, "omar")


@pytest.fixture
def member(store):
    """Give the store of a member who has just joined and was offered what there is."""
    joined(store)
    facts.put(store, fingerprint=PRINT)
    return store


def sync(store, home, line, **more):
    return syncing.sync(store, home, open_transport=lambda _: line, **more)


def test_the_pack_comes_first_and_the_exchange_goes_on_from_its_end(server, line, member, home):
    first.offer(member, [offered(server)])
    server.put("proposals", "late", {"title": "Came after the pack"})

    report = sync(member, home, line)

    assert (report.requests, report.more, report.pack) == (2, False, "")
    assert {row.id for row in current.listed(member, "proposals")} == {
        "p0", "p1", "p2", "p3", "late",
    }  # fmt: skip
    assert report.received == 10
    assert not report.repaired
    assert sync(member, home, line).requests == 1
    assert list((home.folder / "packs").glob("*.part")) == []


def test_a_pack_cut_again_and_again_costs_little_more_than_itself(server, line, member, home):
    pack = offered(server)
    first.offer(member, [pack])
    line.pieces = 3
    tries = 0

    while facts.get(member, "cursor") is None:
        tries += 1
        try:
            sync(member, home, line)
        except Unreachable:
            assert facts.get(member, "cursor") is None

    assert tries > 3
    lost = tries * 1024  # the piece that was on its way when the line broke
    assert line.traffic.down - lost < 1.1 * pack.size
    assert len(current.listed(member, "versions")) == 4


def test_what_has_arrived_can_be_read_while_the_rest_is_missing(server, line, member, home):
    first.offer(member, [offered(server)])
    line.pieces = 4

    with pytest.raises(Unreachable):
        sync(member, home, line)

    assert [row.id for row in current.listed(member, "milestones")] == ["m1"]
    assert len(current.listed(member, "proposals")) == 4
    assert current.listed(member, "versions") == []
    assert facts.get(member, "cursor") is None


def test_a_budget_is_never_exceeded_and_the_next_sync_goes_on(server, line, member, home):
    pack = offered(server)
    first.offer(member, [pack])
    budget = OVERHEAD + pack.size // 3

    report = sync(member, home, line, budget=budget)

    assert report.more
    assert report.bytes_up + report.bytes_down <= budget
    assert len(current.listed(member, "proposals")) == 4
    reports = [report]
    while reports[-1].more:
        reports.append(sync(member, home, line, budget=budget))
    assert len(current.listed(member, "versions")) == 4
    assert sum(each.bytes_down for each in reports) < 1.1 * pack.size + 2_000


def test_progress_is_told_in_bytes_of_the_pack(server, line, member, home):
    pack = offered(server)
    first.offer(member, [pack])
    told = []

    sync(member, home, line, progress=lambda each: told.append((each.phase, each.done, each.total)))

    assert ("papers", pack.size, pack.size) in told
    assert told[-1][0] == "exchange"


def test_a_pack_can_be_stopped_and_goes_on(server, line, member, home):
    pack = offered(server)
    first.offer(member, [pack])
    asked = iter(range(1_000))

    with pytest.raises(Cancelled):
        sync(member, home, line, stop=lambda: next(asked) > 5)

    assert 0 < pulling.waiting(home, pack.sha256) < pack.size
    assert not sync(member, home, line).more


def flipped(whole):
    spoilt = bytearray(whole)
    spoilt[-2_000] ^= 1
    return bytes(spoilt)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"signer": SigningKey(bytes(32))}, "pack_other_key"),
        ({"spoil": flipped}, "pack_damaged"),
        ({"spoil": lambda whole: b"<html>sign in</html>" + whole}, "pack_not_a_pack"),
        ({"spoil": lambda whole: whole[:-10]}, "pack_cut_short"),
        ({"earlier": "0" * 64}, "pack_needs_earlier"),
    ],
)
def test_a_pack_that_cannot_be_used_is_told_and_the_exchange_brings_all(
    server, line, member, home, how, code
):
    pack = offered(server, **how)
    first.offer(member, [pack])

    report = sync(member, home, line)

    assert report.pack == code
    assert len(current.listed(member, "versions")) == 4
    assert not report.repaired
    assert pulling.waiting(home, pack.sha256) == 0
    assert sync(member, home, line).requests == 1


def test_a_pack_that_is_gone_is_asked_for_anew(server, line, member, home):
    old = offered(server)
    first.offer(member, [old])
    del server.state.files[old.sha256]
    server.put("proposals", "new", {"title": "New"})
    offered(server)

    report = sync(member, home, line)

    assert report.requests == 4  # the old one, what there is, the new one, the exchange
    assert current.one(member, "proposals", "new")
    assert report.received == 10


def test_without_any_pack_left_the_exchange_brings_all(server, line, member, home):
    first.offer(member, [offered(server)])
    server.state.files.clear()
    server.state.packs.clear()

    report = sync(member, home, line)

    assert report.received == 9
    assert not first.due(member)


def test_what_was_written_before_the_first_sync_goes_up_with_it(server, line, member, home):
    first.offer(member, [offered(server)])
    write(member, "mine")

    report = sync(member, home, line)

    assert report.sent == 1
    assert server.state.records["comments", "c1"].owner == "omar"


def test_the_pack_for_the_most_trusted_is_taken_and_no_delta():
    packs = [
        Pack(sha256=name, size=1, audience=audience, cursor="", from_=before)
        for name, audience, before in (
            ("a", "public", None), ("b", "members", "a"), ("c", "members", None), ("d", "x", None),
        )
    ]  # fmt: skip

    found = first.widest(packs)

    assert found is not None
    assert found.sha256 == "c"
    assert first.widest(packs[3:]) is None


def test_an_estimate_knows_the_pack_to_the_byte(server, line, member, home):
    pack = offered(server)
    first.offer(member, [pack])

    cost = costing.estimate(member, home, open_transport=lambda _: line)
    down = line.traffic.down
    sync(member, home, line)

    assert cost.exact
    assert abs(cost.bytes_down - (line.traffic.down - down)) < OVERHEAD
    assert cost.seconds is None


def test_an_estimate_tells_the_time_at_the_speed_of_the_last_sync(server, line, member, home):
    first.offer(member, [offered(server)])

    report = sync(member, home, line)
    cost = costing.estimate(member, home, open_transport=lambda _: line)

    moved = report.bytes_up + report.bytes_down
    assert report.seconds > 0
    assert cost.seconds is not None
    expected = (cost.bytes_up + cost.bytes_down) * report.seconds / moved
    assert abs(cost.seconds - expected) <= 0.1


def test_an_estimate_from_a_cursor_counts_what_came_since(server, line, member, home):
    sync(member, home, line)
    before = costing.estimate(member, home, open_transport=lambda _: line)
    server.put("versions", "p9-v1", {"proposal": "p9", "sections": [{"text": NOISE[:20_000]}]})

    after = costing.estimate(member, home, open_transport=lambda _: line)

    assert before.bytes_down == OVERHEAD
    assert OVERHEAD + 20_000 > after.bytes_down > OVERHEAD + 5_000
    assert not after.exact


def test_rubbish_among_what_was_offered_is_no_offer(store):
    joined(store)
    facts.put(store, packs=msgspec.json.encode([{"sha256": 5}]).decode())

    assert first.offered(store) == []
    assert not first.due(store)


def test_the_same_through_a_new_start_of_the_program(server, line, home, tmp_path):
    pack = offered(server)
    path = tmp_path / "store.db"
    store = joined(open_store(path))
    facts.put(store, fingerprint=PRINT)
    first.offer(store, [pack])
    line.pieces = 8
    with pytest.raises(Unreachable):
        sync(store, home, line)
    store.close()
    line.pieces = None
    before = line.traffic.down

    again = open_store(path)
    sync(again, home, line)

    assert len(current.listed(again, "versions")) == 4
    assert line.traffic.down - before < pack.size - 8_000 + 2_000
    again.close()


PLAIN = "The proposal would gain from a clearer line between the office and the group. " * 40


def plain(server):
    """Let papers stand on the server that compress as papers do."""
    for number in range(4):
        text = [{"key": "s1", "heading": "Idea", "text": f"{number} {PLAIN}"}]
        server.put("versions", f"p{number}-v1", {"proposal": f"p{number}", "sections": text})


@pytest.fixture
def reader(server, line, member, home):
    """Give the store of a member who has read everything, by the pack that is still there."""
    plain(server)
    first.offer(member, [offered(server)])
    sync(member, home, line)
    line.traffic.requests = line.traffic.up = line.traffic.down = 0
    return member


def shown(store):
    rows = store.rows(
        "SELECT collection, id, version, data FROM records WHERE generation = "
        "(SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'generation')"
    )
    return {(row["collection"], row["id"]): (row["version"], row["data"]) for row in rows}


@pytest.mark.parametrize("why", ["epoch", "access"])
def test_after_a_reset_the_pack_fills_the_second_generation(why, server, line, reader, home):
    write(reader, "mine")
    server.put("proposals", "late", {"title": "Came after the pack"})
    if why == "access":
        server.enrol("omar", "chair")
    else:
        server.state.epoch = "another"
    offered(server)  # its sequence is what it was
    server.put("proposals", "later", {"title": "Came after the second pack"})
    fetched = []
    whole = line.fetch
    line.fetch = lambda *given, **more: fetched.append(given) or whole(*given, **more)

    report = sync(reader, home, line)

    assert (report.reset, report.repaired, report.more, report.pack) == (why, False, False, "")
    assert len(fetched) == 1
    assert report.requests == 4 + (why == "epoch")  # the reset, what is there, the pack, the rest
    assert set(shown(reader)) == {key for key in server.state.records if server.reads("omar", key)}
    assert facts.get(reader, "filling") is None
    assert report.sent == 1
    assert sync(reader, home, line).requests == 1


def test_a_reset_on_a_line_that_breaks_goes_on_in_the_pack_and_shows_the_old_till_then(
    server, line, reader, home
):
    before = shown(reader)
    server.enrol("omar", "chair")
    offered(server)
    line.pieces = 1

    with pytest.raises(Unreachable):
        sync(reader, home, line)
    between = shown(reader)
    line.pieces = None
    resumed = []
    whole = line.fetch
    line.fetch = lambda sha256, offset=0, *more, **named: (
        resumed.append(offset) or whole(sha256, offset, *more, **named)
    )
    report = sync(reader, home, line)

    assert between == before
    assert resumed == [1024]
    assert (report.more, report.repaired) == (False, False)
    assert shown(reader) == before


def test_after_a_reset_a_bad_pack_leaves_nothing_behind_and_the_exchange_brings_all(
    server, line, reader, home
):
    server.put("versions", "p0-v1", None)  # the bad pack below still holds it
    before = dict(server.state.records)
    plain(server)
    offered(server, spoil=lambda whole: whole[:-40] + bytes(40))
    server.state.records = before
    server.enrol("omar", "chair")

    report = sync(reader, home, line)

    assert report.pack == "pack_damaged"
    assert not report.repaired
    assert set(shown(reader)) == {key for key in server.state.records if server.reads("omar", key)}


def test_after_a_reset_a_pack_that_is_larger_than_pages_is_left(server, line, reader, home):
    pack = offered(server)
    server.state.packs = [msgspec.structs.replace(pack, size=10_000_000)]
    server.enrol("omar", "chair")

    report = sync(reader, home, line)

    assert (report.reset, report.more, report.pack) == ("access", False, "")
    assert list((home.folder / "packs").glob("*.part")) == []
    assert facts.get(reader, "pack_sequence") == "7"


def test_a_pack_whose_cursor_is_a_reset_again_is_tried_once(server, line, reader, home):
    pack = offered(server)
    whole = server.state.files[pack.sha256]
    server.state.epoch = "another"  # but the pack is of the epoch before

    report = sync(reader, home, line)

    assert whole
    assert (report.reset, report.more) == ("epoch", False)
    assert report.requests < 8
    assert set(shown(reader)) == {key for key in server.state.records if server.reads("omar", key)}
