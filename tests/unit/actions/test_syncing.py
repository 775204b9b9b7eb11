"""A sync as an act: what it brings on a thin line, and what it takes away from here."""

from hashlib import sha256

import pytest

from app.actions import syncing
from app.actions.trouble import Trouble
from app.store import facts, files
from app.sync import first, sparing
from app.sync.memory import MemoryServer, MemoryTransport
from app.wire import Pack
from tests.builders import CYCLE, joined, states, write

SHORT, LONG = b"Walnuts", b"Walnuts grow well. " * 9_000


def named(content):
    return sha256(content).hexdigest()


@pytest.fixture
def server():
    server = MemoryServer(CYCLE)
    server.enrol("omar")
    for id, content in (("short", SHORT), ("long", LONG)):
        server.state.files[named(content)] = content
        text = {"sha256": named(content), "size": len(content)}
        server.put("documents", id, {"title": id, "text": text})
    return server


@pytest.fixture
def line(server):
    return lambda _profile: MemoryTransport(server, "omar")


@pytest.mark.parametrize(
    ("rule", "metered", "spared"),
    [
        ("auto", True, True),
        ("auto", False, False),
        ("always", False, True),
        ("never", True, False),
    ],
)
def test_a_line_is_spared_where_it_is_metered_or_the_member_wants_it(rule, metered, spared):
    assert syncing.spares(rule, metered=metered) is spared


def test_a_spared_line_leaves_long_texts_for_when_they_are_asked_for(store, home, line):
    joined(store)

    report = syncing.sync(store, home, text_only=True, open_transport=line)

    assert files.whole(store) == [named(SHORT)]
    assert not report.more


def test_texts_are_told_in_bytes_as_they_come(store, home, line):
    joined(store)
    told = []

    syncing.sync(
        store,
        home,
        open_transport=line,
        progress=lambda report: told.append((report.phase, report.done, report.total)),
    )

    whole = len(SHORT) + len(LONG)
    assert told[0][0] == "exchange"
    assert told[-1] == ("texts", whole, whole)
    assert [done for phase, done, _ in told if phase == "texts"] == sorted(
        done for phase, done, _ in told if phase == "texts"
    )


@pytest.mark.parametrize("how", ["erased", "hidden", "another role"])
def test_the_contents_of_a_document_that_left_leave_too(store, home, server, line, how):
    joined(store)
    syncing.sync(store, home, open_transport=line)
    match how:
        case "erased":
            server.put("documents", "short", None)
        case "hidden":
            server.shut("documents", "short", ["chairs"])
        case _:
            server.put("documents", "long", {"title": "long"}, ["observers"])
            server.enrol("omar", "observer")

    syncing.sync(store, home, open_transport=line)

    assert not home.text(named(SHORT)).exists()
    assert named(SHORT) not in files.whole(store)


def test_a_content_that_another_document_still_names_stays(store, home, server, line):
    joined(store)
    text = {"sha256": named(SHORT), "size": len(SHORT)}
    server.put("documents", "twin", {"title": "twin", "text": text})
    syncing.sync(store, home, open_transport=line)
    server.put("documents", "short", None)

    syncing.sync(store, home, open_transport=line)

    assert home.text(named(SHORT)).read_bytes() == SHORT


def test_a_budget_below_one_exchange_is_refused_before_anything_travels(store, home, server):
    joined(store)
    way = MemoryTransport(server, "omar")
    write(store, "My own words")
    least = sparing.least(store)

    with pytest.raises(Trouble) as told:
        syncing.sync(store, home, budget=least - 1, open_transport=lambda _: way)

    assert (told.value.code, told.value.params["least"]) == ("budget_too_small", least)
    assert way.traffic.requests == 0
    assert states(store) == [("waiting", "My own words")]
    syncing.sync(store, home, budget=least, open_transport=lambda _: way)
    assert 0 < way.traffic.up + way.traffic.down <= least
    assert states(store) == []


def test_what_waits_goes_without_reading_on_and_a_first_sync_waits_for_its_pack(
    store, home, server
):
    joined(store)
    way = MemoryTransport(server, "omar")
    write(store, "My own words")

    syncing.sync(store, home, read=False, open_transport=lambda _: way)
    sent, texts = way.traffic.requests, files.whole(store)
    first.offer(store, [Pack(sha256="0" * 64, size=9, audience="public", cursor="c")])
    facts.put(store, cursor=None, epoch=None)
    later = syncing.sync(store, home, read=False, open_transport=lambda _: way)

    assert (sent, texts, states(store)) == (1, [], [])
    assert (later.more, way.traffic.requests) == (True, 1)


def test_texts_that_the_member_is_asked_about_come_before_smaller_ones(store, home, server):
    joined(store)
    draft = {"sha256": named(LONG), "size": len(LONG)}
    server.put("documents", "long", {"title": "Long", "status": "draft for comment", "text": draft})
    fetched = []

    class Way(MemoryTransport):
        def fetch(self, sha256, *more):
            fetched.append(sha256)
            return super().fetch(sha256, *more)

    syncing.sync(store, home, open_transport=lambda _: Way(server, "omar"))

    assert fetched == [named(LONG), named(SHORT)]
