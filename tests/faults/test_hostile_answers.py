"""Ten thousand answers that are none (with --whole), over a real socket: no error, no row changed.

Every one is wrong by the way it was made: its bytes, its headers, its packing, its JSON, or
what the JSON says.
"""

import gzip
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.actions import syncing
from app.packs import dictionary
from app.paths import Home
from app.store import Store, facts, open_store, outbox
from app.sync import packing
from app.sync.server import ServerTransport
from app.sync.transport import TransportError
from tests.builders import joined, proposal, seed, write

COUNT = 10_000 if settings.default.max_examples > 1_000 else 300
OK = b"HTTP/1.1 200 OK\r\n"
JSON = b"Content-Type: application/json\r\n"


class Liar:
    """A host that reads one request and says what it is told, then hangs up."""

    def __init__(self) -> None:
        self.says: Any = lambda nonce: b""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.asked = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with line, suppress(OSError):
                self.asked += 1
                line.sendall(self.says(_nonce(line)))
                line.shutdown(socket.SHUT_WR)
                while line.recv(65_536):
                    pass


def _nonce(line: socket.socket) -> str:
    front, _, body = b"", b"", b""
    while b"\r\n\r\n" not in front:
        front += line.recv(65_536)
    front, _, body = front.partition(b"\r\n\r\n")
    said = dict(each.lower().split(b": ", 1) for each in front.split(b"\r\n")[1:])
    while len(body) < int(said.get(b"content-length", 0)):
        body += line.recv(65_536)
    match said.get(b"content-encoding"):
        case b"dcz":
            body = dictionary.unpack(body, 1_000_000)
        case b"gzip":
            body = gzip.decompress(body)
        case b"zstd":
            body = zstandard.ZstdDecompressor().decompressobj().decompress(body)
        case _:
            pass
    return json.loads(body)["nonce"] if body else ""


def whole(body: bytes, *, status: bytes = OK, headers: bytes = JSON) -> bytes:
    return status + headers + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


RECORD = {
    "collection": "proposals", "id": "trees", "version": 9, "owner": "office",
    "audience": ["members"], "data": {"title": "Not from our server"},
}  # fmt: skip


def true_answer(nonce: str) -> dict[str, Any]:
    """Return what our server might say: changed by whoever uses it until it is no answer."""
    return {
        "nonce": nonce, "epoch": "another", "now": "2030-02-01T12:00:00Z", "answers": [],
        "records": [RECORD], "cursor": "c2", "more": False, "digest": {},
    }  # fmt: skip


@dataclass(frozen=True)
class Lie:
    """One answer that is none: `made` gives its bytes for a nonce; the rest is for reading."""

    name: str
    made: Any

    def __repr__(self) -> str:
        return self.name


def lie(name: str, made: Any) -> Lie:
    return Lie(name[:120], made)


junk = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just([]) | st.just({})


def not_of(*kinds: type) -> st.SearchStrategy[Any]:
    return junk.filter(lambda each: not isinstance(each, kinds) or isinstance(each, bool))


wrong_fields = st.one_of(
    st.tuples(st.just("nonce"), junk.filter(lambda each: each is not None)),
    st.tuples(st.just("epoch"), not_of(str)),
    st.tuples(st.just("now"), not_of(str)),
    st.tuples(st.just("answers"), not_of(list)),
    st.tuples(st.just("records"), not_of(list)),
    st.tuples(st.just("cursor"), not_of(str)),
    st.tuples(st.just("more"), not_of(bool).filter(lambda each: not isinstance(each, bool))),
    st.tuples(st.just("digest"), st.integers() | st.text() | st.just([1])),
    st.tuples(st.just("reset"), st.text(min_size=1).filter(lambda each: each not in RESETS)),
)
RESETS = {"epoch", "access", "cursor"}
wrong_parts = st.one_of(
    st.tuples(st.just("collection"), not_of(str)),
    st.tuples(st.just("id"), not_of(str)),
    st.tuples(st.just("version"), st.text() | st.none() | st.just(2**80) | st.just(1.5)),
    st.tuples(st.just("owner"), st.integers() | st.just([]) | st.booleans()),
    st.tuples(st.just("audience"), st.integers() | st.text() | st.just([5])),
    st.tuples(st.just("data"), st.integers() | st.text() | st.just([1])),
)


def field(told: tuple[str, Any]) -> Lie:
    def made(nonce: str) -> bytes:
        body = {**true_answer(nonce), told[0]: told[1]}
        return whole(json.dumps(body).encode())

    return lie(f"{told[0]} is {told[1]!r}", made)


def part(told: tuple[str, Any]) -> Lie:
    def made(nonce: str) -> bytes:
        body = {**true_answer(nonce), "records": [RECORD, {**RECORD, told[0]: told[1]}]}
        return whole(json.dumps(body).encode())

    return lie(f"a record's {told[0]} is {told[1]!r}", made)


def missing(name: str) -> Lie:
    def made(nonce: str) -> bytes:
        body = {key: value for key, value in true_answer(nonce).items() if key != name}
        return whole(json.dumps(body).encode())

    return lie(f"without {name}", made)


def cut(share: float) -> Lie:
    def made(nonce: str) -> bytes:
        body = json.dumps(true_answer(nonce)).encode()
        return whole(body[: int(len(body) * share)])

    return lie(f"cut at {share}", made)


def broken_off(share: float) -> Lie:
    def made(nonce: str) -> bytes:
        said = whole(json.dumps(true_answer(nonce)).encode())
        return said[: int(len(said) * share)]

    return lie(f"broken off at {share}", made)


def other_status(status: int) -> Lie:
    def made(nonce: str) -> bytes:
        line = f"HTTP/1.1 {status} Said\r\n".encode()
        return whole(json.dumps(true_answer(nonce)).encode(), status=line)

    return lie(f"status {status}", made)


def other_type(kind: str) -> Lie:
    def made(nonce: str) -> bytes:
        headers = b"Content-Type: " + kind.encode() + b"\r\n"
        return whole(json.dumps(true_answer(nonce)).encode(), headers=headers)

    return lie(f"type {kind!r}", made)


def badly_packed(told: tuple[str, bytes]) -> Lie:
    def made(nonce: str) -> bytes:
        body = json.dumps(true_answer(nonce)).encode()
        match told[0]:
            case "gzip":
                packed = gzip.compress(body)[: -1 - len(told[1])] + told[1][:3]
            case "zstd":
                packed = zstandard.compress(body)[: -1 - len(told[1])]
            case "dcz":
                packed = dictionary.MAGIC + bytes(32) + zstandard.compress(body)
            case _:
                packed = body
        headers = JSON + f"Content-Encoding: {told[0]}\r\n".encode()
        return whole(packed, headers=headers)

    return lie(f"badly packed {told[0]}", made)


def bomb(size: int) -> Lie:
    def made(nonce: str) -> bytes:
        del nonce
        packed = zstandard.compress(b" " * size)
        return whole(packed, headers=JSON + b"Content-Encoding: zstd\r\n")

    return lie(f"{size} blanks", made)


def raw_json(text: str) -> Lie:
    def made(nonce: str) -> bytes:
        body = text.replace("NONCE", nonce).encode("utf-8", "surrogatepass")
        return whole(body)

    return lie(text, made)


def raw(said: bytes) -> Lie:
    return lie(repr(said), lambda nonce: said)


def with_headers(headers: bytes) -> Lie:
    def made(nonce: str) -> bytes:
        return OK + JSON + headers + b"\r\n" + json.dumps(true_answer(nonce)).encode()

    return lie(repr(headers), made)


HEAD = (
    '{"nonce":"NONCE","epoch":"e","cursor":"c","records":[{"collection":"proposals","id":"trees",'
)
SAID = [
    HEAD + '"version":9,"data":{"title":NaN}}]}',
    HEAD + '"version":9,"data":{"title":Infinity}}]}',
    HEAD + '"version":9,"data":{"title":"\\ud800"}}]}',
    HEAD + '"version":99999999999999999999,"data":{"title":"x"}}]}',
    HEAD + '"version":9,"data":' + '{"a":' * 5_000 + "1" + "}" * 5_000 + "}]}",
    HEAD + '"version":9,"data":' + "[" * 100_000,
    '{"nonce":"NONCE","reset":"everything"}',
    '{"nonce":"NONCE"}',
    '{"nonce":"NONCE","epoch":"","cursor":""}',
    '["NONCE"]',
    '"NONCE"',
    "null",
    "",
    "\ufeff{}",
]
LENGTHS = [
    b"Content-Length: 99999999\r\n", b"Content-Length: -1\r\n", b"Content-Length: 5\r\n",
    b"Content-Length: \xb2\r\n", b"Content-Length: 1\r\nContent-Length: 2\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: sideways\r\n",
    b"Content-Encoding: br\r\n", b"Content-Encoding: dcz, gzip\r\n", b"X" * 200_000 + b": 1\r\n",
    b"\0: \0\r\n", b"Set-Cookie: \xff\xfe\r\nContent-Length: 3\r\n", b" folded: 1\r\n",
]  # fmt: skip

lies = st.one_of(
    wrong_fields.map(field),
    wrong_parts.map(part),
    st.sampled_from(["nonce", "epoch", "cursor"]).map(missing),
    st.floats(0, 0.999).map(cut),
    st.floats(0, 0.99).map(broken_off),
    st.integers(100, 999).filter(lambda each: each not in {200, 201}).map(other_status),
    st.sampled_from(["text/html", "text/json", "", "application/jsonp", "\x7f"]).map(other_type),
    st.tuples(st.sampled_from(["gzip", "zstd", "dcz", "br", "deflate", "x"]), st.binary(max_size=9))
    .map(badly_packed),
    st.sampled_from([1_000, 1_000_000, 70_000_000]).map(bomb),
    st.sampled_from(SAID).map(raw_json),
    st.sampled_from(LENGTHS).map(with_headers),
    st.binary(max_size=200).map(raw),
    st.binary(max_size=60).map(lambda more: raw(OK + more)),
    st.binary(max_size=60).map(lambda more: raw(OK + JSON + b"\r\n" + more)),
)  # fmt: skip


@pytest.fixture(scope="module")
def liar() -> Iterator[Liar]:
    with closing(Liar()) as made:
        yield made


@pytest.fixture(scope="module")
def member() -> Iterator[Store]:
    """Give a member who holds a paper at a cursor and has something to send."""
    with closing(open_store(None)) as store:
        seed(joined(store), proposal())
        facts.put(store, epoch="e", cursor="c")
        write(store, "mine")
        outbox.take(store)
        yield store


def state(store: Store) -> list[tuple[Any, ...]]:
    tables = ("records", "outbox", "past")
    asked = [f"SELECT * FROM {table} ORDER BY 1, 2, 3" for table in tables]
    # The meter, and how much to ask of a line that breaks, are not what anybody said.
    ours = "name LIKE 'traffic%' OR name = 'page'"
    asked.append(f"SELECT * FROM facts WHERE NOT ({ours}) ORDER BY name")
    return [tuple(row.values()) for sql in asked for row in map(dict, store.rows(sql))]


@settings(max_examples=COUNT)
@given(told=lies)
@example(told=bomb(70_000_000))
@example(told=raw_json(SAID[4]))
@example(told=other_status(415))
def test_an_answer_that_is_none_changes_nothing(
    told: Lie, liar: Liar, member: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = state(member)
    liar.says = told.made
    packing.forget()

    with pytest.raises(TransportError):
        syncing.sync(
            member,
            Home(tmp_path_factory.getbasetemp()),
            open_transport=lambda _: ServerTransport(liar.url, "c", "token"),
        )

    assert state(member) == before
