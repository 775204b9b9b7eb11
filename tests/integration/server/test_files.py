"""Files by hash: who may read them, from which byte on, and uploads that break off."""

import os
from hashlib import sha256

import httpx2
import pytest

from tests.integration.people import Cycle, Person

SIZE = 700_001
"""Three pieces of storage, the last one odd."""


@pytest.fixture
def content() -> bytes:
    return os.urandom(SIZE)


@pytest.fixture
def boris(cycle: Cycle) -> Person:
    return cycle.join("boris")


def put(cycle: Cycle, content: bytes, name: str, start: int = 0, total: int | None = None):
    headers = {**cycle.secretariat.headers}
    if start or total is not None:
        whole = total if total is not None else start + len(content)
        headers["Content-Range"] = f"bytes {start}-{start + len(content) - 1}/{whole}"
    return cycle.http.put(f"/v1/files/{name}", headers=headers, content=content)


def offset(cycle: Cycle, name: str) -> int:
    response = cycle.http.head(f"/v1/files/{name}", headers=cycle.secretariat.headers)
    return int(response.headers["Upload-Offset"])


def publish(cycle: Cycle, content: bytes, **more) -> str:
    name = sha256(content).hexdigest()
    assert put(cycle, content, name).json()["complete"]
    file = {"name": "paper.pdf", "size": len(content), "sha256": name}
    cycle.secretariat.put("documents", f"d-{name[:8]}", {"title": "Paper", "file": file}, **more)
    return f"/v1/files/{name}"


def test_a_file_comes_back_whole_and_may_be_kept_for_ever(
    cycle: Cycle, boris: Person, content: bytes
):
    address = publish(cycle, content)

    response = cycle.http.get(address, headers=boris.headers)

    assert response.content == content
    assert response.headers["ETag"] == f'"{sha256(content).hexdigest()}"'
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response.headers["Content-Length"] == str(SIZE)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=5-9", 5, 10),
        ("bytes=262140-262150", 262140, 262151),
        ("bytes=700000-", 700_000, SIZE),
        ("bytes=-10", SIZE - 10, SIZE),
        ("bytes=-9999999", 0, SIZE),
        ("bytes=1-99999999", 1, SIZE),
    ],
)
def test_a_range_brings_just_that(cycle: Cycle, boris: Person, content, asked, start, end):
    address = publish(cycle, content)

    response = cycle.http.get(address, headers={**boris.headers, "Range": asked})

    assert response.status_code == 206
    assert response.content == content[start:end]
    assert response.headers["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=-", "lines=1-2", "bytes=0-1,4-5", "x"])
def test_a_range_that_makes_no_sense_brings_the_whole(cycle: Cycle, boris, content, asked):
    address = publish(cycle, content)

    response = cycle.http.get(address, headers={**boris.headers, "Range": asked})

    assert (response.status_code, len(response.content)) == (200, SIZE)


def test_a_range_beyond_the_end_is_416(cycle: Cycle, boris: Person, content: bytes):
    address = publish(cycle, content)

    response = cycle.http.get(address, headers={**boris.headers, "Range": f"bytes={SIZE}-"})

    assert (response.status_code, response.json()["code"]) == (416, "range_beyond_end")
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"


def test_if_range_with_another_etag_brings_the_whole(cycle: Cycle, boris: Person, content: bytes):
    address = publish(cycle, content)
    same = {**boris.headers, "Range": "bytes=5-", "If-Range": f'"{sha256(content).hexdigest()}"'}

    assert cycle.http.get(address, headers=same).status_code == 206
    other = cycle.http.get(address, headers={**same, "If-Range": '"other"'})
    assert (other.status_code, len(other.content)) == (200, SIZE)


def test_what_the_reader_has_already_is_304(cycle: Cycle, boris: Person, content: bytes):
    address = publish(cycle, content)
    etag = f'"{sha256(content).hexdigest()}"'

    response = cycle.http.get(address, headers={**boris.headers, "If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_only_who_reads_a_record_that_names_it_reads_a_file(
    cycle: Cycle, boris: Person, content: bytes
):
    amina = cycle.join("amina", "chair")
    address = publish(cycle, content, audience=["chairs"])
    name = address.rsplit("/", 1)[1]
    boris.put("comments", "c1", {"text": "Let me in", "file": {"sha256": name}})

    hidden = cycle.http.get(address, headers=boris.headers)
    missing = cycle.http.get(f"/v1/files/{'0' * 64}", headers=boris.headers)

    assert cycle.http.get(address, headers=amina.headers).status_code == 200
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert cycle.http.get(address).status_code == 404


def test_a_public_file_needs_no_token(cycle: Cycle, content: bytes):
    address = publish(cycle, content, audience=["public"])

    response = cycle.http.get(address, headers={"Range": "bytes=0-4"})

    assert response.content == content[:5]
    assert response.headers["Cache-Control"].startswith("public")
    assert cycle.http.get(address, headers={"Authorization": "Bearer no"}).status_code == 401


def test_a_withdrawn_record_closes_its_file(cycle: Cycle, boris: Person, content: bytes):
    address = publish(cycle, content)
    id = f"d-{sha256(content).hexdigest()[:8]}"

    cycle.secretariat.do({**_erase(cycle, id)})

    assert cycle.http.get(address, headers=boris.headers).status_code == 404


def _erase(cycle: Cycle, id: str) -> dict:
    from tests.integration.people import change

    return change("documents", id, None, cycle.secretariat.store["documents", id]["version"])


def test_an_upload_goes_on_where_it_broke_off(cycle: Cycle, content: bytes):
    name = sha256(content).hexdigest()
    first = put(cycle, content[:300_000], name, 0, SIZE)

    assert first.json() == {"sha256": name, "offset": 300_000, "complete": False}
    assert offset(cycle, name) == 300_000
    gap = put(cycle, content[400_000:], name, 400_000, SIZE)
    assert (gap.status_code, gap.headers["Upload-Offset"]) == (409, "300000")
    overlapping = put(cycle, content[299_000:], name, 299_000, SIZE)
    assert overlapping.json()["complete"]
    head = cycle.http.head(f"/v1/files/{name}", headers=cycle.secretariat.headers)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(SIZE))
    assert put(cycle, content, name).json()["complete"]


def test_an_upload_cut_in_mid_body_keeps_what_came(cycle: Cycle, content: bytes):
    name = sha256(content).hexdigest()

    class Cut(Exception):
        pass

    def pieces():
        yield content[:300_000]
        raise Cut

    headers = {**cycle.secretariat.headers, "Content-Length": str(SIZE)}
    with httpx2.Client(base_url=cycle.http.base_url) as line, pytest.raises(Cut):
        line.put(f"/v1/files/{name}", headers=headers, content=pieces())

    kept = _settled(cycle, name)
    assert 0 < kept <= 300_000
    assert put(cycle, content[kept:], name, kept, SIZE).json()["complete"]


def _settled(cycle: Cycle, name: str) -> int:
    """Ask until the server has noticed the cut and kept the rest."""
    import time

    until = time.monotonic() + 60
    while (kept := offset(cycle, name)) < 300_000 and time.monotonic() < until:
        pass
    return kept


def test_a_wrong_hash_is_forgotten(cycle: Cycle, content: bytes):
    name = sha256(content).hexdigest()

    wrong = put(cycle, b"x" + content[1:], name)

    assert (wrong.status_code, wrong.json()["code"]) == (400, "hash_mismatch")
    assert offset(cycle, name) == 0
    assert put(cycle, content, name).json()["complete"]


def test_a_wrong_size_told_first_does_not_lock_the_hash(cycle: Cycle, content: bytes):
    name = sha256(content).hexdigest()
    put(cycle, content[:10], name, 0, 5_000_000)

    assert put(cycle, content, name, 0, SIZE).json()["complete"]


def test_an_empty_file_is_a_file(cycle: Cycle, boris: Person):
    address = publish(cycle, b"")

    assert cycle.http.get(address, headers=boris.headers).content == b""


@pytest.mark.parametrize(
    ("told", "status", "code"),
    [
        ("bytes 0-10/5", 400, "bad_range"),
        ("bytes 9-5/20", 400, "bad_range"),
        ("nonsense", 400, "bad_range"),
        ("bytes 0-4/99999999999999", 413, "too_large"),
        ("bytes 0-90/100", 400, "bad_range"),
    ],
)
def test_a_faulty_upload_is_refused(cycle: Cycle, told: str, status: int, code: str):
    name = sha256(b"12345").hexdigest()
    headers = {**cycle.secretariat.headers, "Content-Range": told}

    refused = cycle.http.put(f"/v1/files/{name}", headers=headers, content=b"12345")

    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_only_the_secretariat_uploads(cycle: Cycle, boris: Person, content: bytes):
    name = sha256(content).hexdigest()

    refused = cycle.http.put(f"/v1/files/{name}", headers=boris.headers, content=content)

    assert (refused.status_code, refused.json()["code"]) == (403, "secretariat_only")
