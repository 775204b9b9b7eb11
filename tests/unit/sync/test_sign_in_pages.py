"""Hotels, airports and proxies answer in the server's place: twenty shapes, and nothing is lost.

Each is told as "this network wants a sign-in", no token goes anywhere else, no record changes,
and the next sync over an open line goes through.
"""

import gzip
import json

import pytest

from app import phrases
from app.actions import costing, joining, syncing
from app.actions.trouble import Trouble
from app.store import outbox
from app.sync.server import ServerTransport
from app.sync.transport import SignInPage, TransportError
from tests.builders import joined, proposal, seed, write
from tests.hosts import Said, answering

HTML = {"Content-Type": "text/html; charset=utf-8"}
JSON = {"Content-Type": "application/json"}
LOGIN = b"<!doctype html><html><body><form action='/login'>Room number</form></body></html>"
REFRESH = b"<html><head><meta http-equiv='refresh' content='0;url=http://portal/'></head></html>"


def echo(**more):
    """Answer as a server would, with our nonce, but for what is told."""

    def answer(asked):
        body = {"nonce": "made up", "epoch": "e", "now": "2030", "cursor": "c", **more}
        return Said(200, JSON, json.dumps(body).encode())

    return answer


def to(where, status=302):
    return lambda other: Said(status, {"Location": where or f"{other}/login"}, LOGIN)


SHAPES = {
    "a page": Said(200, HTML, LOGIN),
    "a page without a type": Said(200, {}, LOGIN),
    "a page that says it is JSON": Said(200, JSON, LOGIN),
    "a page of plain text": Said(200, {"Content-Type": "text/plain"}, b"Please sign in"),
    "a page that refreshes": Said(200, HTML, REFRESH),
    "a page with a cookie": Said(200, {**HTML, "Set-Cookie": "room=7; Path=/"}, LOGIN),
    "a packed page": Said(200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(LOGIN, mtime=0)),
    "a page without its length": Said(200, HTML, LOGIN, length=False),
    "a script": Said(200, {"Content-Type": "text/javascript"}, b"location='/login'"),
    "nothing": Said(204),
    "an empty page": Said(200, HTML, b""),
    "302 to another host": to(None),
    "301 to another host": to(None, 301),
    "303 to another host": to(None, 303),
    "307 to another host": to(None, 307),
    "308 to another host": to(None, 308),
    "302 to itself": to("/login"),
    "302 to nowhere": to("http://"),
    "300 with choices": Said(300, HTML, LOGIN),
    "403 with a page": Said(403, HTML, LOGIN),
    "401 with a page": Said(401, {**HTML, "WWW-Authenticate": "Basic realm=Wi-Fi"}, LOGIN),
    "407": Said(407, {**HTML, "Proxy-Authenticate": "Basic"}, LOGIN),
    "511": Said(511, HTML, LOGIN),
    "other JSON": Said(200, JSON, b'{"captive": true, "user-portal-url": "https://portal"}'),
    "our JSON with another nonce": echo(),
}
"""Twenty and some more. A function is given the address of another host, or the request."""


@pytest.fixture
def other():
    """Give a host that nobody has any business to ask."""
    with answering(lambda _: Said(200, JSON, b"{}")) as host:
        yield host


@pytest.fixture(params=SHAPES, ids=str)
def portal(request, other):
    """Give a host that answers everything with one of the shapes."""
    shape = SHAPES[request.param]

    def answer(asked):
        if isinstance(shape, Said):
            return shape
        return shape(asked) if shape.__name__ == "answer" else shape(other.url)

    with answering(answer) as host:
        yield host


@pytest.fixture
def member(store):
    """Give a member who holds a paper and has something to send."""
    seed(joined(store), proposal())
    write(store, "mine")
    return store


def rows(store):
    return [tuple(dict(row).values()) for row in store.rows("SELECT * FROM records")]


def test_a_sync_is_told_to_sign_in_and_nothing_changes(member, home, portal, other):
    before, act = rows(member), outbox.to_send(member)[0]

    with pytest.raises(SignInPage) as told:
        syncing.sync(
            member, home, open_transport=lambda _: ServerTransport(portal.url, "c", "s3cret")
        )

    assert "sign-in page" in phrases.line(told.value.kind)
    assert rows(member) == before
    waiting = outbox.to_send(member)[0]
    assert (waiting.op, waiting.data) == (act.op, act.data)
    assert other.asked == []
    assert all("cookie" not in each.headers for each in portal.asked)


def test_an_estimate_is_told_to_sign_in(member, home, portal, other):
    with pytest.raises(SignInPage):
        costing.estimate(
            member, home, open_transport=lambda _: ServerTransport(portal.url, "c", "s3cret")
        )

    assert other.asked == []


def test_a_file_is_not_spoilt(portal, other, tmp_path):
    from app.sync.files import bring

    part = tmp_path / f".{'a' * 64}.part"
    part.write_bytes(b"the first half")
    transport = ServerTransport(portal.url, "c", "s3cret")

    with pytest.raises(TransportError):
        bring(transport, "a" * 64, tmp_path / "report.pdf")

    transport.close()
    assert part.read_bytes() == b"the first half"
    assert not (tmp_path / "report.pdf").exists()
    assert other.asked == []


def test_joining_is_told_to_sign_in_and_keeps_the_invitation(store, portal, other):
    with pytest.raises(SignInPage):
        joining.join(store, portal.url, "invitation")

    assert store.one("SELECT 1 FROM facts WHERE name = 'token'") is None
    assert other.asked == []


def test_a_refusal_of_our_own_server_is_no_sign_in_page(member, home):
    body = json.dumps({"code": "token_unknown", "message": "no"}).encode()

    with (
        answering(lambda _: Said(401, JSON, body)) as host,
        pytest.raises(Trouble, match="revoked"),
    ):
        syncing.sync(
            member, home, open_transport=lambda _: ServerTransport(host.url, "c", "s3cret")
        )


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "0"}, 0),
        ({}, 5),
        ({"Retry-After": "soon"}, 5),
        ({"Retry-After": "-3"}, 5),
        ({"Retry-After": "²"}, 5),
        ({"Retry-After": "9" * 400}, 86_400),
        (
            {
                "Retry-After": "Sat, 21 Nov 2026 22:00:30 GMT",
                "Date": "Sat, 21 Nov 2026 22:00:00 GMT",
            },
            30,
        ),
        ({"Retry-After": "Sat, 21 Nov 2026 22:00:30 GMT"}, 5),
        (
            {
                "Retry-After": "Sat, 21 Nov 2026 21:00:00 GMT",
                "Date": "Sat, 21 Nov 2026 22:00:00 GMT",
            },
            0,
        ),
    ],
    ids=[
        "seconds", "none to wait", "unsaid", "a word", "less than none", "no digit", "for ever",
        "a date", "a date without a clock", "a date gone by",
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [429, 503])
def test_patience_is_asked_for_in_seconds_or_by_a_date(member, home, status, headers, seconds):
    from app.sync.transport import Busy

    given = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    with answering(lambda _: Said(status, given)) as host, pytest.raises(Busy) as busy:
        syncing.sync(
            member, home, open_transport=lambda _: ServerTransport(host.url, "c", "s3cret")
        )

    assert busy.value.seconds == seconds
