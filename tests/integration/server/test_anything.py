"""Whatever is sent, it is answered: random envelopes and records, never a 500."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.collections import ALL
from app.domain.fields import _FIELDS
from app.server.run import Running
from tests.integration.people import Cycle, Person, begin

TEXT = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["p1", "r1", "members", "boris", "2026-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00",
         "0001-01-01T00:00:00+14:00", "\0", "open", "proposal", "submitted", "x" * 600]
    ),
)  # fmt: skip
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXT
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip
INNER = st.sampled_from(
    ["key", "title", "min", "max", "labels", "at", "what", "scale", "text", "kind", "id", "quote",
     "exact", "passcode", "member", "sha256", "weight"]
)  # fmt: skip
SHAPED = st.one_of(
    VALUES,
    st.dictionaries(INNER, VALUES, max_size=4),
    st.lists(st.dictionaries(INNER, VALUES, max_size=4), max_size=3),
)


@st.composite
def changes(draw: st.DrawFn) -> dict:
    collection = draw(st.sampled_from(sorted(ALL)))
    known = st.sampled_from([*_FIELDS[collection], "late", "status", "v", "sha256"])
    data = draw(st.one_of(st.dictionaries(known, SHAPED, max_size=5), VALUES))
    made = {
        "op": draw(st.one_of(st.just(str(uuid4())), VALUES)),
        "collection": draw(st.one_of(st.just(collection), st.just(collection), VALUES)),
        "id": draw(st.one_of(st.sampled_from(["p1", "r1", "a1", "boris"]), VALUES)),
        "base": draw(st.one_of(st.none(), st.integers(1, 3), VALUES)),
        "audience": draw(st.one_of(st.just(["members"]), st.none(), VALUES)),
        "data": data,
    }
    extras = st.dictionaries(st.sampled_from(["for", "via", "proof"]), VALUES, max_size=2)
    return {**made, **draw(st.one_of(st.just({}), extras))}


@pytest.fixture(scope="module")
def cycle(server: Running) -> Iterator[Cycle]:
    with begin(server.url) as made:
        yield made


@pytest.fixture(scope="module")
def people(cycle: Cycle) -> list[Person]:
    return [cycle.join("boris"), cycle.join("amina", "chair"), cycle.join("desk", "secretariat")]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(changes(), min_size=1, max_size=12), st.integers(0, 2))
def test_any_change_gets_one_answer_and_what_is_stored_comes_back(
    people: list[Person], acts: list[dict], who: int
):
    body = {"nonce": "x", "changes": acts}
    response = people[who].http.post(
        f"/v1/cycles/{people[who].cycle}/exchange",
        headers=people[who].headers,
        content=json.dumps(body).encode(),
    )

    lone = response.status_code == 400 and response.json()["code"] == "bad_json"
    assert response.status_code == 200 or lone, response.text
    if not lone:
        answers = response.json()["answers"]
        assert len(answers) == len(acts)
        assert {each["result"] for each in answers} <= {"accepted", "conflict", "refused"}
        assert all(each["code"] for each in answers if each["result"] == "refused")
        # The database itself never had to say no: everything was judged before.
        assert "not_storable" not in {each.get("code") for each in answers}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.one_of(st.binary(max_size=60), st.dictionaries(TEXT, VALUES).map(json.dumps)))
@pytest.mark.parametrize("path", ["/v1/cycles", "/v1/enrol", "exchange", "invitations"])
def test_any_body_is_answered(people: list[Person], path: str, raw: bytes | str):
    desk = people[2]
    address = path if path.startswith("/") else f"/v1/cycles/{desk.cycle}/{path}"

    response = desk.http.post(address, headers=desk.headers, content=raw)

    assert response.status_code < 500
    assert response.headers["Content-Type"].startswith("application/json")
