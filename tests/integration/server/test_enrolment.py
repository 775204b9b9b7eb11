"""Beginning a cycle, joining it on a line that breaks, being signed off."""

import secrets
from pathlib import Path

import httpx2
import psycopg
import pytest
from nacl.signing import SigningKey

from app.domain import keys
from app.server.run import Running, SetupCodeNeeded, serve
from app.wire import founder_words
from tests.integration.people import Cycle, begin, change, new_key


def enrol(cycle: Cycle, invitation: str, key: str):
    return cycle.http.post(
        "/v1/enrol", json={"invitation": invitation, "device_key": key, "device": "Laptop"}
    )


def works(cycle: Cycle, token: str) -> bool:
    response = cycle.http.get(
        f"/v1/cycles/{cycle.id}/changes", headers={"Authorization": f"Bearer {token}"}
    )
    return response.status_code == 200


def test_the_founder_is_the_secretariat_under_an_account_that_is_no_word(cycle: Cycle):
    assert cycle.secretariat.account == "secretariat-1"
    assert works(cycle, cycle.secretariat.token)


def test_a_cycle_is_made_once(cycle: Cycle):
    again = cycle.http.post(
        "/v1/cycles", json={"id": cycle.id, "title": "Again", "device_key": new_key()}
    )

    assert (again.status_code, again.json()["code"]) == (409, "cycle_exists")


def test_whoever_proves_that_she_made_a_cycle_may_ask_again_until_she_has_used_it(cycle: Cycle):
    device, fresh = SigningKey.generate(), f"c{secrets.token_hex(6)}"
    body = {"id": fresh, "title": "Cut", "device_key": keys.text(bytes(device.verify_key))}

    def post(proof: bytes | None) -> httpx2.Response:
        return cycle.http.post("/v1/cycles", json=body | {"proof": proof and keys.text(proof)})

    first = post(None)
    proof = device.sign(founder_words(fresh)).signature
    again = post(proof)

    assert (first.status_code, again.status_code) == (200, 200)
    made = Cycle(fresh, cycle.http, cycle.secretariat)
    for token, holds in ((first.json()["token"], False), (again.json()["token"], True)):
        assert works(made, token) is holds
    others = (None, b"x" * 64, device.sign(founder_words(cycle.id)).signature, proof)
    assert [post(each).status_code for each in others] == [409] * 4


def test_the_founding_device_without_a_proof_finds_the_cycle_made(cycle: Cycle):
    body = {"id": f"c{secrets.token_hex(6)}", "title": "Twice", "device_key": new_key()}

    statuses = [cycle.http.post("/v1/cycles", json=body).status_code for _ in range(2)]

    assert statuses == [200, 409]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"id": "Not A Slug"}, "bad_id"),
        ({"id": "x\0"}, "bad_id"),
        ({"title": ""}, "bad_title"),
        ({"title": "a\0b"}, "bad_title"),
        ({"title": "x" * 501}, "bad_title"),
        ({"device_key": "AAAA"}, "bad_device_key"),
        ({"device_key": "é" * 43}, "bad_device_key"),
        ({"title": 5}, "bad_request"),
    ],
)
def test_a_faulty_cycle_is_refused(cycle: Cycle, fields: dict, code: str):
    body = {"id": "fresh", "title": "Fresh", "device_key": new_key(), **fields}

    refused = cycle.http.post("/v1/cycles", json=body)

    assert (refused.status_code, refused.json()["code"]) == (400, code)


def test_the_same_device_may_enrol_again_and_the_earlier_token_dies(cycle: Cycle):
    invitation, key = cycle.invitation("boris"), new_key()
    first = enrol(cycle, invitation, key).json()

    second = enrol(cycle, invitation, key + "=").json()

    assert second["fingerprint"] == first["fingerprint"]
    assert (second["account"], second["role"], second["cycle"]) == ("boris", "member", cycle.id)
    assert not works(cycle, first["token"])
    assert works(cycle, second["token"])


def test_another_device_finds_the_invitation_spent(cycle: Cycle):
    invitation = cycle.invitation("boris")
    enrol(cycle, invitation, new_key())

    other = enrol(cycle, invitation, new_key())

    assert (other.status_code, other.json()["code"]) == (409, "invitation_spent")


def test_after_seven_days_it_is_spent_for_the_same_device_too(cycle: Cycle, server: Running):
    invitation, key = cycle.invitation("boris"), new_key()
    token = enrol(cycle, invitation, key).json()["token"]
    with psycopg.connect(server.database_url) as connection:
        connection.execute("select set_config('satchel.duty', 'door', true)")
        connection.execute(
            "update invitations set spent_at = now() - interval '7 days 1 minute' "
            "where cycle = %s and account = 'boris'",
            [cycle.id],
        )

    late = enrol(cycle, invitation, key)

    assert (late.status_code, late.json()["code"]) == (409, "invitation_spent")
    assert works(cycle, token)


def test_an_invitation_may_be_typed_with_capitals_spaces_and_hyphens(cycle: Cycle):
    invitation = cycle.invitation("boris").upper()

    typed = f" {invitation[:6]}-{invitation[6:12]} {invitation[12:]}\n"

    assert enrol(cycle, typed, new_key()).status_code == 200


@pytest.mark.parametrize("code", ["", "wrong", "\0", "é" * 2000, "aaaaaaaaaaaaaaaaaaaaaaaaaa"])
def test_an_unknown_invitation_is_not_found(cycle: Cycle, code: str):
    refused = enrol(cycle, code, new_key())

    assert (refused.status_code, refused.json()["code"]) == (404, "invitation_unknown")


def test_a_revoked_device_stays_out_even_with_its_invitation(cycle: Cycle):
    invitation, key = cycle.invitation("boris"), new_key()
    token = enrol(cycle, invitation, key).json()["token"]
    address = f"/v1/cycles/{cycle.id}"
    listed = cycle.http.get(f"{address}/members", headers=cycle.secretariat.headers).json()
    boris = next(each for each in listed if each["account"] == "boris")
    device = boris["devices"][0]

    done = cycle.http.delete(f"{address}/devices/{device['id']}", headers=cycle.secretariat.headers)

    assert device["name"] == "Laptop"
    assert not device["revoked"]
    assert done.json()["revoked"]
    assert not works(cycle, token)
    assert enrol(cycle, invitation, key).json()["code"] == "device_revoked"
    assert enrol(cycle, cycle.invitation("boris"), key).status_code == 200


def test_the_list_of_members_tells_roles_and_waiting_invitations(cycle: Cycle):
    cycle.invitation("amina", "chair")
    cycle.join("boris")

    listed = cycle.http.get(
        f"/v1/cycles/{cycle.id}/members", headers=cycle.secretariat.headers
    ).json()

    assert [(each["account"], each["role"], each["invited"]) for each in listed] == [
        ("amina", "chair", True),
        ("boris", "member", False),
        ("secretariat-1", "secretariat", False),
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"account": "chairs", "role": "member"}, "bad_account"),
        ({"account": "Boris!", "role": "member"}, "bad_account"),
        ({"account": "a\0", "role": "member"}, "bad_account"),
        ({"account": "boris", "role": "king"}, "bad_role"),
        ({"account": "boris"}, "bad_request"),
        ({"account": ["boris"], "role": "member"}, "bad_request"),
    ],
)
def test_a_faulty_invitation_is_refused(cycle: Cycle, body: dict, code: str):
    refused = cycle.http.post(
        f"/v1/cycles/{cycle.id}/invitations", headers=cycle.secretariat.headers, json=body
    )

    assert (refused.status_code, refused.json()["code"]) == (400, code)


def test_an_invitation_in_another_role_changes_it(cycle: Cycle):
    boris = cycle.join("boris")
    boris.sync()

    cycle.invitation("boris", "chair")

    assert boris.ask().json()["reset"] == "access"


def test_only_loopback_may_listen_without_a_setup_code(tmp_path: Path):
    with pytest.raises(SetupCodeNeeded):
        serve(0, tmp_path, None, host="0.0.0.0")  # noqa: S104 -- refused, that is the point


def test_a_setup_code_is_asked_for_where_there_is_one(server: Running):
    from app.server.run import start_on

    with start_on(server.database_url, setup_code="open sesame") as guarded:
        import httpx2

        def begin_with(code):
            body = {"id": "x1", "title": "X", "device_key": new_key(), "setup_code": code}
            return httpx2.post(f"{guarded.url}/v1/cycles", json=body)

        assert begin_with(None).json()["code"] == "setup_code_wrong"
        assert begin_with("close sesame").status_code == 403
        assert begin_with("open sesame").status_code == 200


def test_two_cycles_on_one_server_know_nothing_of_each_other(server: Running, cycle: Cycle):
    with begin(server.url) as other:
        address = f"/v1/cycles/{other.id}"
        mine = cycle.secretariat.headers

        for response in (
            cycle.http.get(f"{address}/members", headers=mine),
            cycle.http.get("/v1/cycles/no-such-cycle/members", headers=mine),
            cycle.http.get(f"{address}/changes", headers=mine),
        ):
            assert (response.status_code, response.json()["code"]) == (403, "foreign_cycle")


def device_of(cycle: Cycle, account: str) -> str:
    rows = cycle.http.get(
        f"/v1/cycles/{cycle.id}/members", headers=cycle.secretariat.headers
    ).json()
    return next(each for each in rows if each["account"] == account)["devices"][0]["id"]


def test_nobody_signs_off_the_device_she_asks_from(cycle: Cycle):
    address = f"/v1/cycles/{cycle.id}/devices/{device_of(cycle, 'secretariat-1')}"

    response = cycle.http.delete(address, headers=cycle.secretariat.headers)

    assert (response.status_code, response.json()["code"]) == (409, "own_device")
    assert cycle.secretariat.exchange()["more"] is False


def test_another_of_the_secretariat_may_sign_it_off(cycle: Cycle):
    other = cycle.join("secretariat-2", "secretariat")
    address = f"/v1/cycles/{cycle.id}/devices/{device_of(cycle, 'secretariat-1')}"

    response = cycle.http.delete(address, headers=other.headers)

    assert response.status_code == 200
    assert cycle.secretariat.ask().status_code == 401


@pytest.mark.parametrize("data", [{"role": "member"}, {"role": "observer"}, {"status": "left"}])
def test_the_last_of_the_secretariat_stays_in_her_role(cycle: Cycle, data: dict[str, str]):
    office = cycle.secretariat
    office.put("members", "secretariat-1", {"name": "Office", "role": "secretariat"})
    base = office.store["members", "secretariat-1"]["version"]

    answers = office.do(
        change("members", "secretariat-1", {"name": "Office", **data}, base),
        change("members", "secretariat-1", None, base),
        change("members", "secretariat-1", {"name": "The office"}, base),
    )

    assert [each.get("code") for each in answers] == ["last_secretariat"] * 2 + [None]
    assert office.ask().status_code == 200


def test_with_two_of_them_one_may_step_down(cycle: Cycle):
    other = cycle.join("secretariat-2", "secretariat")

    other.put("members", "secretariat-1", {"name": "Office", "role": "member"})

    assert cycle.secretariat.exchange()["reset"] == "access"
    assert other.refused("members", "secretariat-2", {"role": "chair"}) == "last_secretariat"


def test_an_invitation_does_not_take_the_role_from_the_last_of_the_secretariat(cycle: Cycle):
    response = cycle.http.post(
        f"/v1/cycles/{cycle.id}/invitations",
        headers=cycle.secretariat.headers,
        json={"account": "secretariat-1", "role": "member"},
    )

    assert (response.status_code, response.json()["code"]) == (409, "last_secretariat")
