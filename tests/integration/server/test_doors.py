"""Every endpoint with everything wrong that can be: 4xx with a code, never 500."""

import gzip
import json
import logging
import socket
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest
import zstandard

from app.server import limits
from app.server.openapi import OPERATIONS
from app.server.run import Running, start_on
from tests.integration.people import Cycle, Person, begin, new_key

HASH = "0" * 64
ENDPOINTS = [
    ("POST", "/v1/cycles/{cycle}/exchange"),
    ("POST", "/v1/cycles/{cycle}/invitations"),
    ("GET", "/v1/cycles/{cycle}/members"),
    ("DELETE", "/v1/cycles/{cycle}/devices/5"),
    ("GET", "/v1/cycles/{cycle}/changes"),
    ("GET", f"/v1/files/{HASH}"),
    ("HEAD", f"/v1/files/{HASH}"),
    ("PUT", f"/v1/files/{HASH}"),
]
WITH_BODY = [
    "/v1/cycles",
    "/v1/enrol",
    "/v1/cycles/{cycle}/exchange",
    "/v1/cycles/{cycle}/invitations",
]


@pytest.fixture(scope="module")
def cycle(server: Running) -> Iterator[Cycle]:
    """One for all: what is refused leaves nothing behind."""
    with begin(server.url) as made:
        yield made


@pytest.fixture
def boris(cycle: Cycle) -> Person:
    return cycle.join("boris")


@pytest.fixture(autouse=True)
def no_server_fault(caplog: pytest.LogCaptureFixture):
    """A 500 is logged by the server: none may be."""
    yield
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []


def refused(response: httpx2.Response, status: int, code: str | None = None) -> None:
    assert response.status_code == status, response.text
    if response.request.method == "HEAD":
        return
    told = response.json()
    assert set(told) == {"code", "message"}
    assert told["message"]
    if code:
        assert told["code"] == code


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer wrong", "Basic eDp5", "Bearer \xe9\xff", "Bearer a b"],
)
def test_a_wrong_token_is_401(cycle: Cycle, method: str, path: str, header: str | None):
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}

    response = cycle.http.request(method, path.format(cycle=cycle.id), headers=headers)

    if header is None and method in {"GET", "HEAD"} and path.startswith("/v1/files/"):
        refused(response, 404, "not_found")  # what is public needs none, so its lack is no fault
    else:
        refused(response, 401, "token_unknown")


@pytest.mark.parametrize(("method", "path"), [each for each in ENDPOINTS if "{" in each[1]])
@pytest.mark.parametrize("foreign", ["other", "%00", "%ff", "..", "a%2Fb", "x" * 5000])
def test_a_foreign_cycle_is_4xx(cycle: Cycle, method: str, path: str, foreign: str):
    response = cycle.http.request(
        method, path.format(cycle=foreign), headers=cycle.secretariat.headers
    )

    assert response.status_code in {403, 404}
    refused(response, response.status_code)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/cycles/{cycle}/invitations"),
        ("GET", "/v1/cycles/{cycle}/members"),
        ("DELETE", "/v1/cycles/{cycle}/devices/5"),
        ("PUT", f"/v1/files/{HASH}"),
    ],
)
@pytest.mark.parametrize("role", ["chair", "member", "observer"])
def test_a_wrong_role_is_403(cycle: Cycle, method: str, path: str, role: str):
    person = cycle.join("someone", role)

    response = cycle.http.request(method, path.format(cycle=cycle.id), headers=person.headers)

    refused(response, 403, "secretariat_only")


BROKEN = {
    "nothing": b"",
    "no JSON": b"hello",
    "a list": b"[]",
    "cut": b'{"nonce": "x", "chan',
    "NaN": b'{"nonce": NaN}',
    "doubled": b'{"nonce": "x", "nonce": "y"}',
    "half a character": b'{"nonce": "\\ud800"}',
    "latin-1": '{"nonce": "é"}'.encode("latin-1"),
    "utf-16": '{"nonce": "x"}'.encode("utf-16"),
    "deep": b'{"nonce":' + b"[" * 65 + b"]" * 65 + b"}",
    "very deep": b'{"nonce":' + b"[" * 6000 + b"]" * 6000 + b"}",
    "types": b'{"nonce": 5, "id": 5, "account": 5, "invitation": 5}',
    "NUL": b"\0" * 50,
}


@pytest.mark.parametrize("path", WITH_BODY)
@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_body_is_400(cycle: Cycle, path: str, what: str):
    response = cycle.http.post(
        path.format(cycle=cycle.id), headers=cycle.secretariat.headers, content=BROKEN[what]
    )

    refused(response, 400)


@pytest.mark.parametrize("path", WITH_BODY)
@pytest.mark.parametrize(
    ("encoding", "raw", "status"),
    [
        ("br", b"{}", 415),
        ("dcz", b"{}", 400),
        ("zstd", b"{}", 400),
        ("gzip", b"{}", 400),
        ("gzip", gzip.compress(b'{"nonce":"x"}', mtime=0)[:-3], 400),
        ("zstd", zstandard.compress(b'{"nonce":"x"}' * 20)[:-3], 400),
        ("zstd", zstandard.compress(b" " * 50_000_000), 413),
        ("gzip", gzip.compress(b" " * 50_000_000, mtime=0), 413),
    ],
)
def test_a_wrong_encoding_is_4xx(cycle: Cycle, path: str, encoding: str, raw: bytes, status: int):
    headers = {**cycle.secretariat.headers, "Content-Encoding": encoding}

    response = cycle.http.post(path.format(cycle=cycle.id), headers=headers, content=raw)

    refused(response, status)


def test_bodies_have_limits_by_role(cycle: Cycle, boris: Person):
    address = f"/v1/cycles/{cycle.id}/exchange"
    body = b'{"nonce": "x", "changes": []' + b" " * (limits.BODY + 10) + b"}"
    huge = body + b" " * limits.BODY_SECRETARIAT

    refused(cycle.http.post(address, headers=boris.headers, content=body), 413, "too_large")
    assert (
        cycle.http.post(address, headers=cycle.secretariat.headers, content=body).status_code == 200
    )
    refused(cycle.http.post(address, headers=cycle.secretariat.headers, content=huge), 413)
    refused(cycle.http.post("/v1/enrol", content=b" " * 100_000), 413)


@pytest.mark.parametrize(
    "envelope",
    [
        {"nonce": None},
        {"nonce": 5},
        {"changes": {}},
        {"changes": None},
        {"limit": "many"},
        {"limit": 1.5},
        {"epoch": 5},
        {"cursor": ["x"]},
        {"device": 5},
    ],
)
def test_an_envelope_of_wrong_types_is_400(boris: Person, envelope: dict):
    body = {"nonce": "x", "changes": [], **envelope}
    address = f"/v1/cycles/{boris.cycle}/exchange"

    refused(boris.http.post(address, headers=boris.headers, json=body), 400, "bad_request")


@pytest.mark.parametrize("limit", [0, -5, 2**63, -(2**70)])
def test_an_odd_limit_is_no_fault(boris: Person, limit: int):
    assert boris.ask(limit=limit).status_code == 200


@pytest.mark.parametrize("path", ["/v1/nothing", "/", "/v1/files", "/v1/files/../../etc/passwd"])
def test_an_unknown_address_is_404(cycle: Cycle, path: str):
    refused(cycle.http.get(path), 404, "not_found")


@pytest.mark.parametrize("name", ["xyz", "%00", "0" * 63, "A" * 64, "%2e%2e"])
def test_what_is_no_hash_is_404(cycle: Cycle, name: str):
    for method in ("GET", "PUT"):
        response = cycle.http.request(
            method, f"/v1/files/{name}", headers=cycle.secretariat.headers, content=b"x"
        )

        assert response.status_code == 404
        assert response.json()["code"] == "not_found"


def test_a_wrong_method_is_405(cycle: Cycle):
    refused(cycle.http.delete("/v1/enrol"), 405, "method_not_allowed")
    refused(cycle.http.get(f"/v1/cycles/{cycle.id}/exchange"), 405)


@pytest.mark.parametrize("device", ["5", "%00", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_device_is_404(cycle: Cycle, device: str):
    response = cycle.http.delete(
        f"/v1/cycles/{cycle.id}/devices/{device}", headers=cycle.secretariat.headers
    )

    refused(response, 404)


def test_what_is_no_http_does_not_hurt(server: Running):
    parts = urlsplit(server.url)
    for raw in (b"\0\1\2\3\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"POST /v1/enrol HTTP/1.1\r\n"):
        with socket.create_connection((parts.hostname, parts.port), timeout=60) as line:
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            line.recv(1000)

    assert httpx2.get(f"{server.url}/v1/health").json()["status"] == "green"


def test_too_many_requests_are_told_when_to_come_back(server: Running):
    rate = limits.Rate(per_second=2.0, burst=3.0)

    waits = [rate.take("token", now=100.0) for _ in range(4)]

    assert waits[:3] == [0.0, 0.0, 0.0]
    assert waits[3] == 0.5
    assert rate.take("token", now=100.6) == 0.0
    assert rate.take("other", now=100.0) == 0.0


@pytest.mark.parametrize(
    ("text", "per_second", "burst"),
    [(None, 200, 2000), ("", 200, 2000), ("50/500", 50, 500), ("9", 9, 9)],
)
def test_the_rate_can_be_set(text: str | None, per_second: float, burst: float):
    rate = limits.rate_from(text)

    assert (rate.per_second, rate.burst) == (per_second, burst)


@pytest.mark.parametrize("text", ["many", "0/5", "5/0", "-1/9", "nan/5"])
def test_a_rate_that_makes_no_sense_is_an_error(text: str):
    with pytest.raises(ValueError):
        limits.rate_from(text)


def test_failed_enrolments_are_slowed_more_and_more_and_forgiven():
    failures = limits.Failures()

    waits = [failures.add("10.0.0.1", now=float(second)) for second in range(14)]

    assert waits[:5] == [0.0] * 5
    assert waits == sorted(waits)
    assert waits[-1] == 2.0
    assert failures.add("10.0.0.2", now=5.0) == 0.0
    assert failures.add("10.0.0.1", now=100.0) == 0.0


def test_a_limited_token_is_answered_429(server: Running, cycle: Cycle):
    from app.server.run import start_on

    with start_on(server.database_url, rate=limits.Rate(per_second=0.1, burst=2.0)) as slow:
        address = f"{slow.url}/v1/cycles/{cycle.id}/changes"
        answers = [httpx2.get(address, headers=cycle.secretariat.headers) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    refused(answers[-1], 429, "too_often")
    assert int(answers[-1].headers["Retry-After"]) >= 1


def test_openapi_names_every_route_and_no_other(server: Running):
    from app.server.routes import HANDLERS

    routes = {
        (method.lower(), path.replace(":str", ""))
        for handler in HANDLERS
        for path in handler.paths
        for method in handler.http_methods
    } - {("options", "")}
    document = httpx2.get(f"{server.url}/v1/openapi.json").json()

    described = {(m, p.rstrip("/")) for p, methods in document["paths"].items() for m in methods}
    assert described == {(method, path.rstrip("/")) for method, path in routes}
    assert described == {(each.method, each.path.rstrip("/")) for each in OPERATIONS}
    assert document["openapi"].startswith("3.1")
    references = json.dumps(document).split('"$ref": "#/components/schemas/')[1:]
    named = {each.split('"')[0] for each in references}
    assert named <= set(document["components"]["schemas"])


def test_answers_are_compressed_as_asked(cycle: Cycle, boris: Person):
    cycle.secretariat.put("letters", "l1", {"points": [{"text": "words " * 2000}]})
    body = json.dumps({"nonce": "x", "changes": []}).encode()
    sizes = {}
    for accept, expected in [("zstd", "zstd"), ("gzip", "gzip"), ("identity", None)]:
        headers = {**boris.headers, "Accept-Encoding": accept, "Content-Encoding": "zstd"}
        with cycle.http.stream(
            "POST",
            f"/v1/cycles/{cycle.id}/exchange",
            headers=headers,
            content=zstandard.compress(body),
        ) as response:
            sizes[accept] = len(b"".join(response.iter_raw()))
            assert response.headers.get("Content-Encoding") == expected

    assert sizes["identity"] > 12_000
    assert max(sizes["zstd"], sizes["gzip"]) < 1_500


def test_changes_are_told_in_short_and_304_while_nothing_changes(server: Running):
    # A new pack would be a change, too: this worker makes none.
    with start_on(server.database_url, backroom=False) as still, begin(still.url) as cycle:
        address = f"/v1/cycles/{cycle.id}/changes"
        boris = cycle.join("boris")
        boris.sync()
        first = cycle.http.get(address, headers=boris.headers)
        told = first.json()

        known = {**boris.headers, "If-None-Match": first.headers["ETag"]}
        again = cycle.http.get(address, headers=known)
        here = cycle.http.get(address, headers=boris.headers, params={"cursor": boris.cursor})
        cycle.secretariat.put("proposals", "p1", {"title": "A", "round": "r1", "version": 9})
        changed = cycle.http.get(address, headers=known)

        assert told["counts"] == Counter(collection for collection, _ in boris.store)
        assert told["packs"] == []
        assert told["epoch"] == boris.epoch
        assert told["bytes"] > 300
        assert (again.status_code, again.content) == (304, b"")
        assert here.json()["bytes"] == 0
        assert changed.status_code == 200
        assert "reset" not in boris.ask(cursor=told["cursor"]).json()


def test_a_cursor_that_no_longer_holds_is_told_to_changes_too(cycle: Cycle, boris: Person):
    response = cycle.http.get(
        f"/v1/cycles/{cycle.id}/changes", headers=boris.headers, params={"cursor": "nonsense"}
    )

    refused(response, 409, "reset_cursor")


def test_a_made_up_key_is_a_key(cycle: Cycle):
    response = cycle.http.post(
        "/v1/enrol",
        json={"invitation": cycle.invitation("zoe"), "device_key": new_key(), "extra": [1]},
    )

    assert response.status_code == 200
