"""The exchange with the program's dictionary, on a real line; and without it."""

import json
from typing import Any

import httpx2
import pytest

from app.packs import dictionary
from app.packs.dictionary import Dictionary
from tests.integration.people import Cycle, Person, change

ABOUT = {"kind": "proposal", "id": "p1"}
EITHER = "dcz, zstd, gzip"


@pytest.fixture
def known() -> Dictionary:
    found = dictionary.newest()
    assert found is not None
    return found


@pytest.fixture
def boris(cycle: Cycle) -> Person:
    return cycle.join("boris")


def send(person: Person, body: bytes, **headers: str) -> tuple[httpx2.Response, bytes]:
    """Send an exchange as it is; give back the answer and its bytes as they came."""
    with person.http.stream(
        "POST",
        f"/v1/cycles/{person.cycle}/exchange",
        headers={**person.headers, "Content-Type": "application/json", **headers},
        content=body,
    ) as response:
        return response, b"".join(response.iter_raw())


def request(*changes: dict[str, Any]) -> bytes:
    return json.dumps({"device": "d", "nonce": "n", "changes": list(changes)}).encode()


def test_an_exchange_goes_up_and_down_with_the_dictionary(boris: Person, known: Dictionary):
    act = change("comments", "c1", {"about": ABOUT, "text": "Bonjour à toutes"})
    body = dictionary.pack(request(act), known)

    response, raw = send(
        boris,
        body,
        **{"Content-Encoding": "dcz", "Accept-Encoding": EITHER, dictionary.OFFER: known.offer},
    )

    assert response.status_code == 200
    assert response.headers["Content-Encoding"] == "dcz"
    assert dictionary.OFFER in response.headers["Vary"]
    answer = json.loads(dictionary.unpack(raw, 1_000_000))
    assert answer["answers"] == [{"op": act["op"], "result": "accepted", "version": 1}]
    assert answer["records"][0]["data"]["text"] == "Bonjour à toutes"


def test_whoever_names_a_dictionary_we_lack_is_answered_without(boris: Person):
    offer = f":{'A' * 43}=:"

    response, _ = send(boris, request(), **{"Accept-Encoding": EITHER, dictionary.OFFER: offer})

    assert response.headers["Content-Encoding"] == "zstd"


@pytest.mark.parametrize("accepts", ["zstd, gzip", "dcz;q=0, zstd"])
def test_whoever_does_not_accept_it_is_answered_without(
    boris: Person, known: Dictionary, accepts: str
):
    response, _ = send(
        boris, request(), **{"Accept-Encoding": accepts, dictionary.OFFER: known.offer}
    )

    assert response.headers["Content-Encoding"] == "zstd"


def test_bulk_is_answered_without(cycle: Cycle, boris: Person, known: Dictionary):
    for number in range(3):
        text = " ".join(str(each) for each in range(20_000))
        cycle.secretariat.put("proposals", f"q{number}", {"title": "Q", "summary": text[:90_000]})

    response, _ = send(
        boris, request(), **{"Accept-Encoding": EITHER, dictionary.OFFER: known.offer}
    )

    assert response.headers["Content-Encoding"] == "zstd"


def test_a_body_with_a_dictionary_we_lack_is_refused_and_nothing_is_taken(
    boris: Person, known: Dictionary
):
    act = change("comments", "c1", {"about": ABOUT, "text": "x"})
    packed = dictionary.pack(request(act), known)

    response, raw = send(boris, packed[:8] + bytes(32) + packed[40:], **{"Content-Encoding": "dcz"})

    assert (response.status_code, json.loads(raw)["code"]) == (415, "dictionary_unknown")
    assert boris.do(act)[0]["result"] == "accepted"


@pytest.mark.parametrize("cut", [0, 1, 30, 40, -1])
def test_a_body_cut_short_is_refused(boris: Person, known: Dictionary, cut: int):
    packed = dictionary.pack(request(), known)

    response, raw = send(boris, packed[:cut], **{"Content-Encoding": "dcz"})

    assert (response.status_code, json.loads(raw)["code"]) == (400, "bad_compression")


def test_a_body_that_is_no_such_thing_is_refused(boris: Person):
    response, raw = send(boris, request(), **{"Content-Encoding": "dcz"})

    assert (response.status_code, json.loads(raw)["code"]) == (400, "bad_compression")


def test_a_bomb_is_refused_by_its_size(boris: Person, known: Dictionary):
    bomb = dictionary.pack(b'{"nonce":"' + b"x" * 30_000_000 + b'"}', known)

    response, raw = send(boris, bomb, **{"Content-Encoding": "dcz"})

    assert (response.status_code, json.loads(raw)["code"]) == (413, "too_large")


def test_whoever_packs_with_the_dictionary_need_not_name_it_again(boris: Person, known: Dictionary):
    body = dictionary.pack(request(), known)

    response, raw = send(boris, body, **{"Content-Encoding": "dcz", "Accept-Encoding": EITHER})

    assert response.headers["Content-Encoding"] == "dcz"
    assert json.loads(dictionary.unpack(raw, 1_000_000))["nonce"] == "n"
