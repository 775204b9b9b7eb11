"""Requests are packed as tightly as the server can take them, and the same acts go up each time."""

import gzip
import json
from contextlib import closing

import pytest
import zstandard

from app.packs import dictionary
from app.sync import packing
from app.sync.engine import sync
from app.sync.server import ServerTransport
from app.sync.transport import Refused
from tests.builders import joined, write
from tests.hosts import Said, answering

JSON = {"Content-Type": "application/json"}
UNPACK = {
    "dcz": lambda body: dictionary.unpack(body, 1_000_000),
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "gzip": gzip.decompress,
    "identity": bytes,
}


@pytest.fixture(autouse=True)
def forget():
    packing.forget()


@pytest.fixture
def member(store):
    write(joined(store), "A proposal about a forum of harbours, and who takes part. " * 20)
    return store


class Server:
    """Speaks some codings only, and answers in one of them."""

    def __init__(self, *speaks, answers="identity"):
        self.speaks, self.answers, self.taken, self.refused = speaks, answers, [], []

    def __call__(self, asked):
        coding = asked.headers.get("content-encoding", "identity")
        if coding not in self.speaks:
            self.refused.append(coding)
            told = {"code": "dictionary_unknown" if coding == "dcz" else "encoding_unknown"}
            return Said(415, JSON, json.dumps({**told, "message": "no"}).encode())
        body = json.loads(UNPACK[coding](asked.body))
        self.taken.append((coding, body["changes"]))
        answer = {
            "nonce": body["nonce"], "epoch": "e", "now": "2030", "cursor": "c",
            "answers": [{"op": each["op"], "result": "refused", "code": "x"} for each in body["changes"]],
        }  # fmt: skip
        raw = json.dumps(answer).encode()
        if self.answers == "dcz":
            return Said(
                200, {**JSON, "Content-Encoding": "dcz"}, dictionary.pack(raw, dictionary.newest())
            )
        return Said(200, JSON, raw)


def go(store, url):
    with closing(ServerTransport(url, "c", "token")) as transport:
        return sync(store, transport, device="d")


@pytest.mark.parametrize(
    ("speaks", "refused"),
    [
        (("dcz", "zstd", "gzip", "identity"), []),
        (("zstd", "gzip", "identity"), ["dcz"]),
        (("gzip", "identity"), ["dcz", "zstd"]),
        (("identity",), ["dcz", "zstd", "gzip"]),
    ],
    ids=["dcz", "zstd", "gzip", "identity"],
)
def test_the_tightest_coding_that_the_server_speaks_is_used(member, speaks, refused):
    server = Server(*speaks)

    with answering(server) as host:
        report = go(member, host.url)

    coding, changes = server.taken[0]
    assert coding == speaks[0]
    assert server.refused == refused
    assert len(changes) == len(report.set_aside) == 1


def test_what_a_server_lacks_is_tried_once_a_run(member):
    server = Server("gzip", "identity")

    with answering(server) as host:
        go(member, host.url)
        go(member, host.url)

    assert server.refused == ["dcz", "zstd"]


def test_the_same_acts_go_up_in_every_coding(member):
    server, seen = Server("identity"), []

    def answer(asked):
        coding = asked.headers.get("content-encoding", "identity")
        seen.append(json.loads(UNPACK[coding](asked.body)))
        return server(asked)

    with answering(answer) as host:
        go(member, host.url)

    assert len(seen) == 4
    assert all(each == seen[0] for each in seen)


def test_an_answer_packed_with_the_dictionary_is_read(member):
    with answering(Server("dcz", answers="dcz")) as host:
        report = go(member, host.url)

    assert report.set_aside


def test_a_server_that_takes_nothing_is_not_asked_for_ever(member):
    server = Server()

    with answering(server) as host, pytest.raises(Refused, match="encoding_unknown"):
        go(member, host.url)

    assert server.refused == ["dcz", "zstd", "gzip", "identity"]


def cost(body, used, offered):
    headers = packing.headers(used, offered)
    return len(body) + sum(len(f"{name}: {value}\r\n") for name, value in headers.items())


@pytest.mark.parametrize("length", [0, 10, 200, 2_000, 200_000])
def test_packing_never_makes_a_request_longer(length):
    raw = json.dumps({"text": "harbour " * (length // 8)}).encode()

    for coding in packing.CODINGS:
        packed, used = packing.pack(raw, coding)

        assert cost(packed, used, coding) <= cost(raw, "identity", coding)
        assert UNPACK[used](packed) == raw
        assert ("Content-Encoding" in packing.headers(used, coding)) == (used != "identity")


def test_the_dictionary_is_named_only_where_the_body_does_not():
    offered = [dictionary.OFFER in packing.headers(used, "dcz") for used in ("dcz", "zstd")]

    assert offered == [False, True]
    assert dictionary.OFFER not in packing.headers("zstd", "zstd")
