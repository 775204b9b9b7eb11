"""Changes that a chair or the Secretariat hands on for a member: bundles and mailed forms."""

import base64
from uuid import uuid4

import httpx2
import pytest
from nacl.signing import SigningKey

from app.domain.carrying import FILED
from app.wire import change_content, proof_words
from tests.integration.people import Cycle, Person, change


@pytest.fixture
def boris(cycle: Cycle) -> Person:
    return cycle.join("boris")


@pytest.fixture
def amina(cycle: Cycle) -> Person:
    return cycle.join("amina", "chair")


def review_of(person: Person, text: str = "By mail", **more):
    data = {"proposal": "p1", "texts": {"relevance": text}}
    return change("reviews", person.review_id("p1"), data, **more)


def test_a_carried_review_belongs_to_the_member_and_says_who_carried_it(
    amina: Person, boris: Person
):
    answer = amina.do(review_of(boris, **{"for": "boris", "via": "form"}))[0]

    assert answer["result"] == "accepted"
    boris.sync()
    record = boris.store["reviews", boris.review_id("p1")]
    assert record["owner"] == "boris"
    assert (record["data"]["via"], record["data"]["carried_by"]) == ("form", "amina")


def test_the_same_op_from_the_member_herself_is_one_effect(amina: Person, boris: Person):
    act = review_of(boris)
    carried = amina.do({**act, "for": "boris", "via": "bundle"})[0]

    sent = boris.do(act)[0]

    assert sent == carried
    assert boris.store["reviews", boris.review_id("p1")]["version"] == 1


def test_and_the_other_way_round(amina: Person, boris: Person):
    act = review_of(boris)
    sent = boris.do(act)[0]

    carried = amina.do({**act, "for": "boris", "via": "bundle"})[0]

    assert carried == sent


def test_unsigned_it_never_replaces_what_she_sent_and_is_not_remembered(
    amina: Person, boris: Person
):
    boris.do(review_of(boris, "Mine"))
    act = review_of(boris, "Older, by mail", base=1)

    carried = amina.do({**act, "for": "boris", "via": "form"})[0]
    own = boris.do(act)[0]

    assert carried["result"] == "conflict"
    assert carried["theirs"]["data"]["texts"] == {"relevance": "Mine"}
    assert own["result"] == "accepted"


def test_what_was_carried_may_be_replaced_by_what_is_carried_later(amina: Person, boris: Person):
    amina.do(review_of(boris, **{"for": "boris", "via": "form"}))

    later = amina.do(review_of(boris, "Second form", base=1, **{"for": "boris", "via": "form"}))[0]

    assert later["version"] == 2


@pytest.mark.parametrize("way", FILED)
def test_words_filed_from_a_mail_chat_or_call_are_hers_until_she_puts_them_right(
    amina: Person, boris: Person, way: str
):
    about = {"kind": "proposal", "id": "p1", "version": 1}
    said = {"about": about, "kind": "comment", "text": "By hand", "source": {"how": way}}
    act = change("comments", f"filed-{way}", said, audience=["chairs"])
    carried = amina.do({**act, "for": "boris", "via": way})[0]

    right = {**said, "text": "What I meant", "via": way, "carried_by": "amina"}
    own = boris.do(change("comments", f"filed-{way}", right, base=1, audience=["chairs"]))[0]
    back = change("comments", f"filed-{way}", {**said, "withdrawn": True}, base=2)
    later = amina.do({**back, "for": "boris", "via": way})[0]

    assert (carried["result"], own["result"]) == ("accepted", "accepted")
    assert later["result"] == "conflict"
    boris.sync()
    stands = boris.store["comments", f"filed-{way}"]
    assert stands["owner"] == "boris"
    assert stands["data"]["text"] == "What I meant"
    assert not {"via", "carried_by"} & stands["data"].keys()


def test_a_way_nobody_knows_and_a_source_of_no_shape_are_refused(amina: Person, boris: Person):
    unknown = amina.do(review_of(boris, **{"for": "boris", "via": "pigeon"}))[0]
    odd = {"about": {"kind": "proposal", "id": "p1"}, "text": "x", "source": {"how": "pigeon"}}
    shapeless = amina.do({**change("comments", "c9", odd), "for": "boris", "via": "mail"})[0]

    assert unknown["message"] == "via: bad_word"
    assert (shapeless["result"], shapeless["message"][:10]) == ("refused", "source.how")


def test_signed_by_her_device_it_counts_as_hers(cycle: Cycle, amina: Person):
    key = SigningKey.generate()
    enrolled = cycle.http.post(
        "/v1/enrol",
        json={
            "invitation": cycle.invitation("dana"),
            "device_key": base64.urlsafe_b64encode(bytes(key.verify_key)).decode().rstrip("="),
            "device": None,
        },
    ).json()
    dana = Person(cycle.http, cycle.id, "dana", "member", enrolled["token"])
    dana.do(review_of(dana, "Mine"))
    act = review_of(dana, "Mine, newer", base=1)
    content = change_content(*(act[k] for k in ("collection", "id", "base", "audience", "data")))
    signature = key.sign(proof_words(cycle.id, "dana", act["op"], content)).signature
    proof = base64.urlsafe_b64encode(signature).decode().rstrip("=")

    forged = amina.do({**act, "op": str(uuid4()), "for": "dana", "via": "bundle", "proof": proof})[
        0
    ]
    signed = amina.do({**act, "for": "dana", "via": "bundle", "proof": proof})[0]

    assert forged["code"] == "bad_proof"
    assert (signed["result"], signed["version"]) == ("accepted", 2)


def test_members_carry_nothing_and_nobody_carries_notes_or_papers(
    cycle: Cycle, amina: Person, boris: Person
):
    carla = cycle.join("carla")
    by = {"for": "boris", "via": "bundle"}

    assert carla.refused("comments", "c1", {"text": "x"}, **by) == "not_yours"
    assert amina.refused("notes", "n1", {"text": "x"}, **by) == "not_yours"
    assert amina.refused("meetings", "m1", {"title": "x"}, **by) == "not_yours"
    assert amina.refused("comments", "c1", {"text": "x"}, **{"for": "zoe"}) == "unknown_account"
    assert amina.refused("comments", "c1", {"text": "x"}, **{"for": 5}) == "wrong_type"
    bad_via = {"for": "boris", "via": "pigeon"}
    assert amina.refused("comments", "c1", {"text": "x"}, **bad_via) == "bad_word"


def test_the_stamps_of_the_server_cannot_be_sent(boris: Person):
    boris.put("comments", "c1", {"text": "x", "late": True, "carried_by": "amina", "via": "form"})

    assert boris.store["comments", "c1"]["data"] == {"text": "x"}


def test_an_observers_review_is_not_carried_either(cycle: Cycle, amina: Person):
    olga: Person = cycle.join("olga", "observer")

    response: httpx2.Response = amina.ask([review_of(olga, **{"for": "olga", "via": "form"})])

    assert response.json()["answers"][0]["code"] == "not_yours"
