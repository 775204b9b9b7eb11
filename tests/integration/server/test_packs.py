"""Packs the server makes: who may read them, what they hold, and the cursor they bring."""

import os
import re
import threading
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.collections import ALL
from app.packs.container import Manifest
from app.packs.reading import read
from app.server import packing, pressing
from app.server.database import Database
from app.server.run import Running, start_on
from tests.integration.access_page import PAGE, table
from tests.integration.people import ROUND, Cycle, Person, begin, change, new_key

ROLES = ("secretariat", "chair", "member", "observer")
READS = {
    "secretariat": {"public", "observers", "members"},
    "chair": {"public", "observers", "members"},
    "member": {"public", "observers", "members"},
    "observer": {"public", "observers"},
}


@pytest.fixture(scope="module")
def still(server: Running) -> Iterator[Running]:
    """A second worker on the same database, which makes no packs unless told to."""
    with start_on(server.database_url, backroom=False) as running:
        yield running


@pytest.fixture
def cycle(still: Running) -> Iterator[Cycle]:
    with begin(still.url) as made:
        yield made


@pytest.fixture(scope="module")
def base(server: Running) -> Iterator[Database]:
    """The server's database, worked on as its backroom does."""
    database = Database(server.database_url, size=4)
    database.open()
    yield database
    database.close()


def offers(person: Person, **query: str) -> dict[str, dict[str, Any]]:
    """Return the packs that `changes` lists for this person, by audience."""
    answer = glance(person, **query)
    return {each["audience"]: each for each in answer["packs"]}


def glance(person: Person, **query: str) -> dict[str, Any]:
    response = person.http.get(
        f"/v1/cycles/{person.cycle}/changes", headers=person.headers, params=query
    )
    assert response.status_code == 200, response.text
    return response.json()


def fetch(person: Person, name: str, **headers: str):
    return person.http.get(f"/v1/files/{name}", headers={**person.headers, **headers})


def opened(whole: bytes) -> tuple[Manifest, dict[tuple[str, str], dict[str, Any]]]:
    """Return a pack's manifest and its records as an exchange would have sent them."""
    manifest, contents = read(whole)
    records = [each for part in contents for each in part.records()]
    return manifest, {
        (each.collection, each.id): {
            "collection": each.collection, "id": each.id, "version": each.version,
            "owner": each.owner, "audience": list(each.audience), "data": each.data,
        }
        for each in records
    }  # fmt: skip


def begins_with(person: Person, whole: bytes) -> Person:
    """Give a device of the same account that starts from a pack."""
    manifest, records = opened(whole)
    made = person.afresh()
    made.store = dict(records)
    made.epoch, made.cursor = manifest.epoch, manifest.cursor
    return made


def finish(person: Person, limit: int | None = None) -> dict[str, Any]:
    """Exchange until nothing more comes, beginning anew when told to; give the last answer."""
    while True:
        answer = person.exchange(limit=limit)
        if "reset" in answer:
            person.store.clear()
            person.epoch = person.cursor = None
        elif not answer["more"]:
            return answer


def whole_of(base: Database, person: Person, audience: str = "members") -> bytes:
    """Make the packs and give one of them."""
    pressing.make(base, person.cycle)
    return fetch(person, offers(person)[audience]["sha256"]).content


def publish(cycle: Cycle, id: str = "p2", *audience: str, **data: Any) -> None:
    record = {"title": "Another", "round": "r1", "version": 1, **data}
    cycle.secretariat.put("proposals", id, record, audience=list(audience or ("members",)))


def test_each_role_is_offered_the_packs_of_its_audiences(cycle: Cycle, base: Database):
    people = {role: cycle.join(f"one-{role}", role) for role in ROLES[1:]}
    people["secretariat"] = cycle.secretariat
    publish(cycle, "for-all", "public")
    publish(cycle, "for-observers", "observers")

    pressing.make(base, cycle.id)

    assert {role: set(offers(person)) for role, person in people.items()} == READS


def test_a_pack_is_signed_by_the_key_whose_fingerprint_the_invitation_brings(
    cycle: Cycle, base: Database
):
    from app.domain import keys

    whole = whole_of(base, cycle.secretariat)
    response = cycle.http.post(
        f"/v1/cycles/{cycle.id}/invitations",
        headers=cycle.secretariat.headers,
        json={"account": "boris", "role": "member"},
    )

    manifest, records = opened(whole)

    assert keys.fingerprint(keys.raw(manifest.key)) == response.json()["fingerprint"]
    assert (manifest.kind, manifest.cycle, manifest.audience) == ("pack", cycle.id, "members")
    assert manifest.contains == {"rounds": 1, "proposals": 1}
    assert set(records) == {("rounds", "r1"), ("proposals", "p1")}


def test_its_frames_come_in_reading_order(cycle: Cycle, base: Database):
    for number in range(4):
        text = os.urandom(60_000).hex()
        data = {"proposal": "p1", "number": number + 1, "sections": [{"key": "a", "text": text}]}
        cycle.secretariat.put("versions", f"p1-v{number + 1}", data)
    publish(cycle, "p1", version=4)
    cycle.secretariat.put("decisions", "d1", {"title": "So be it"})

    manifest, contents = read(whole_of(base, cycle.secretariat))

    names = [frame.name for frame in manifest.frames]
    assert names == ["agendas", "summaries", "texts", "texts", "rest"]
    assert [len(each.records()) for each in contents[2:4]] == [1, 3]  # the second may be larger
    assert contents[2].records()[0].id == "p1-v4"


def test_an_enrolment_names_the_packs_at_once(cycle: Cycle, base: Database):
    pressing.make(base, cycle.id)
    invitation = cycle.invitation("boris")

    answer = cycle.http.post(
        "/v1/enrol", json={"invitation": invitation, "device_key": new_key(), "device": "x"}
    ).json()

    assert answer["packs"] == list(offers(cycle.secretariat).values())


def test_a_pack_comes_in_ranges_and_says_what_it_is(cycle: Cycle, base: Database):
    pressing.make(base, cycle.id)
    offer = offers(cycle.secretariat)["members"]

    whole = fetch(cycle.secretariat, offer["sha256"])
    part = fetch(cycle.secretariat, offer["sha256"], Range="bytes=10-19")

    assert sha256(whole.content).hexdigest() == offer["sha256"]
    assert len(whole.content) == offer["size"]
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert whole.headers["ETag"] == f'"{offer["sha256"]}"'


def test_whoever_keeps_a_pack_for_others_asks_again_whether_it_holds(cycle: Cycle, base: Database):
    publish(cycle, "for-all", "public")
    pressing.make(base, cycle.id)
    offer = offers(cycle.secretariat)["public"]

    response = cycle.http.get(f"/v1/files/{offer['sha256']}")

    assert response.headers["Cache-Control"] == "public, max-age=60, must-revalidate"


def test_somebody_of_another_cycle_gets_none(server: Running, cycle: Cycle, base: Database):
    pressing.make(base, cycle.id)
    name = offers(cycle.secretariat)["members"]["sha256"]

    with begin(server.url) as other:
        assert fetch(other.secretariat, name).status_code == 404


def test_no_pack_is_made_that_holds_the_same_as_a_wider_one(cycle: Cycle, base: Database):
    publish(cycle, "for-all", "public")

    made = pressing.make(base, cycle.id)

    assert made == ["public", "members"]
    assert pressing.make(base, cycle.id) == []


def test_an_untouched_publication_is_not_packed_again(cycle: Cycle, base: Database):
    pressing.make(base, cycle.id)
    before = offers(cycle.secretariat)
    about = {"kind": "proposal", "id": "p1"}
    cycle.join("boris").put("comments", "c1", {"about": about, "text": "x"})

    assert pressing.make(base, cycle.id) == []
    assert offers(cycle.secretariat) == before


def test_a_newer_publication_makes_a_newer_pack_and_the_older_one_still_comes(
    cycle: Cycle, base: Database
):
    first, _ = opened(older := whole_of(base, cycle.secretariat))
    publish(cycle)

    second, records = opened(whole_of(base, cycle.secretariat))

    assert second.sequence > first.sequence
    assert ("proposals", "p2") in records
    assert fetch(cycle.secretariat, sha256(older).hexdigest()).content == older


def test_with_an_erasure_the_pack_is_gone_at_once(cycle: Cycle, base: Database):
    publish(cycle)
    name = sha256(whole_of(base, cycle.secretariat)).hexdigest()

    cycle.secretariat.put("proposals", "p2", None)

    assert fetch(cycle.secretariat, name).status_code == 404
    assert offers(cycle.secretariat) == {}
    _, records = opened(whole_of(base, cycle.secretariat))
    assert set(records) == {("rounds", "r1"), ("proposals", "p1")}


def test_with_a_narrowed_audience_only_the_packs_that_held_too_much_are_gone(
    cycle: Cycle, base: Database
):
    publish(cycle, "p2", "public")
    publish(cycle, "p3", "public")
    pressing.make(base, cycle.id)
    before = {word: each["sha256"] for word, each in offers(cycle.secretariat).items()}

    publish(cycle, "p2", "members")

    now = {word: fetch(cycle.secretariat, name).status_code for word, name in before.items()}
    assert now == {"public": 404, "members": 200}


def test_what_was_erased_is_not_kept_in_the_database(cycle: Cycle, base: Database, server: Running):
    import psycopg

    publish(cycle, title="canary of an erased paper")
    name = sha256(whole_of(base, cycle.secretariat)).hexdigest()
    cycle.secretariat.put("proposals", "p2", None)

    pressing.make(base, cycle.id)

    with psycopg.connect(server.database_url) as connection:
        connection.execute("select set_config('satchel.duty', 'storing', true)")
        connection.execute("select set_config('satchel.cycle', %s, true)", [cycle.id])
        rows = connection.execute("select 1 from chunks where sha256 = %s", [name]).fetchall()
    assert rows == []


def test_what_was_taken_back_while_a_pack_was_written_is_not_published_in_it(
    cycle: Cycle, base: Database, monkeypatch: pytest.MonkeyPatch
):
    publish(cycle)
    really = pressing.writing.write

    def slowly(*args: Any, **more: Any) -> bytes:
        monkeypatch.setattr(pressing.writing, "write", really)
        cycle.secretariat.put("proposals", "p2", None)
        return really(*args, **more)

    monkeypatch.setattr(pressing.writing, "write", slowly)

    assert pressing.make(base, cycle.id) == []
    assert pressing.make(base, cycle.id) == ["members"]


def test_two_workers_do_not_make_the_same_pack(cycle: Cycle, base: Database):
    with base.alone(cycle.id, "packs") as first:
        assert first
        assert pressing.make(base, cycle.id) == []

    assert pressing.make(base, cycle.id) == ["members"]


def test_the_server_makes_packs_by_itself_once_a_publication_rests(server: Running):
    pause = threading.Event()

    with begin(server.url) as cycle:
        found = offers(cycle.secretariat)
        for _ in range(3000):  # five minutes at most: a busy machine is no fault
            if found:
                break
            pause.wait(0.1)
            found = offers(cycle.secretariat)

    assert set(found) == {"members"}


def test_acts_that_a_chair_handed_on_are_receipts_in_the_next_pack(cycle: Cycle, base: Database):
    chair, boris = cycle.join("chen", "chair"), cycle.join("boris")
    data = {"about": {"kind": "proposal", "id": "p1"}, "text": "By mail"}
    carried = {**change("comments", "c1", data), "for": "boris", "via": "form"}
    assert chair.do(carried)[0]["result"] == "accepted"
    boris.put("comments", "c2", {**data, "text": "By myself"})

    manifest, _ = opened(whole_of(base, cycle.secretariat))

    assert manifest.receipts == [carried["op"]]


def test_acts_that_a_chair_handed_on_in_vain_are_told_in_the_next_pack_by_op_and_code(
    cycle: Cycle, base: Database
):
    chair, boris = cycle.join("chen", "chair"), cycle.join("boris")
    data = {"about": {"kind": "proposal", "id": "p1"}, "text": "In vain", "kind": "nonsense"}
    carried = {**change("comments", "c1", data), "for": "boris", "via": "form"}
    (verdict,) = chair.do(carried)
    forged = {**change("comments", "c3", data), "for": "boris", "via": "bundle", "proof": "x"}
    assert chair.do(forged)[0]["code"] == "bad_proof"
    boris.put("comments", "c2", {**data, "text": "By myself", "kind": "comment"})

    manifest, said = opened(whole_of(base, cycle.secretariat))

    assert verdict["result"] == "refused"
    assert manifest.aside == {carried["op"]: verdict["code"]}
    assert manifest.receipts == []
    assert "In vain" not in str(said)


def test_an_act_handed_on_in_vain_is_judged_anew_and_then_a_receipt(cycle: Cycle, base: Database):
    chair, boris = cycle.join("chen", "chair"), cycle.join("boris")
    data = {"about": {"kind": "proposal", "id": "p1"}, "text": "Early"}
    words = change("comments", "c1", data, audience=["members", "mira"])
    carried = {**words, "for": "boris", "via": "form"}
    first = chair.do(carried)[0]["result"]
    cycle.join("mira")

    second = chair.do(carried)[0]["result"]
    manifest, _ = opened(whole_of(base, cycle.secretariat))

    assert (first, second) == ("refused", "accepted")
    assert (manifest.receipts, manifest.aside) == ([carried["op"]], {})
    assert boris.do(words)[0]["result"] == "accepted"


def test_with_the_newest_pack_nothing_that_it_held_comes_again(cycle: Cycle, base: Database):
    boris = cycle.join("boris")
    publish(cycle)
    device = begins_with(boris, whole_of(base, boris))

    answer = device.exchange()

    assert answer["records"] == []
    assert answer["more"] is False
    assert device.exchange()["records"] == []


def test_from_an_older_pack_only_what_changed_comes(cycle: Cycle, base: Database):
    boris = cycle.join("boris")
    publish(cycle)
    whole = whole_of(base, boris)
    publish(cycle, title="Changed")
    boris.put("comments", "c1", {"about": {"kind": "proposal", "id": "p1"}, "text": "x"})
    device = begins_with(boris, whole)

    answer = device.exchange()

    assert [each["id"] for each in answer["records"]] == ["p2", "c1"]


def test_what_the_pack_held_and_she_may_not_read_is_taken_back(cycle: Cycle, base: Database):
    observer = cycle.join("olga", "observer")
    publish(cycle, "for-observers", "observers")
    whole = whole_of(base, cycle.secretariat)
    cycle.secretariat.put("proposals", "for-observers", None)
    device = begins_with(observer, whole)

    answer = device.exchange()

    gone = {each["id"]: each.get("why") for each in answer["records"]}
    assert gone == {"r1": "access", "p1": "access", "for-observers": "erased"}
    assert device.store == {}


@pytest.mark.parametrize("word", ["chairs", None])
def test_what_is_taken_back_between_two_pages_is_told(
    cycle: Cycle, base: Database, word: str | None
):
    boris = cycle.join("boris")
    publish(cycle, "p2")
    whole = whole_of(base, boris)
    for number in range(4):
        publish(cycle, f"q{number}", text="x" * 1_000)
    device = begins_with(boris, whole)
    assert device.exchange(limit=1_500)["more"]

    if word:
        publish(cycle, "p2", word)
    else:
        cycle.secretariat.put("proposals", "p2", None)

    finish(device, limit=1_500)
    assert ("proposals", "p2") not in device.store
    alone = boris.afresh()
    finish(alone)
    assert device.store == alone.store


def test_an_estimate_counts_from_the_pack(cycle: Cycle, base: Database):
    boris = cycle.join("boris")
    pressing.make(base, cycle.id)
    cursor = offers(boris)["members"]["cursor"]
    before = glance(boris, cursor=cursor)["bytes"]
    publish(cycle, text="x" * 1_000)

    assert before == 0
    assert 1_000 < glance(boris, cursor=cursor)["bytes"] < 2_000


def test_acts_go_up_with_the_first_exchange_from_a_pack(cycle: Cycle, base: Database):
    boris = cycle.join("boris")
    device = begins_with(boris, whole_of(base, boris))
    act = change("comments", "c1", {"about": {"kind": "proposal", "id": "p1"}, "text": "x"})

    answer = device.exchange(act)

    assert answer["answers"] == [{"op": act["op"], "result": "accepted", "version": 1}]
    assert [each["id"] for each in answer["records"]] == ["c1"]
    assert set(device.store) == {("rounds", "r1"), ("proposals", "p1"), ("comments", "c1")}


def test_a_pack_of_another_epoch_resets(cycle: Cycle, base: Database, server: Running):
    from app.server import epochs

    boris = cycle.join("boris")
    device = begins_with(boris, whole_of(base, boris))
    epochs.new(server.database_url, cycle.id)

    device.epoch = None

    assert device.exchange()["reset"] == "epoch"
    assert offers(boris) == {}
    assert begins_with(boris, whole_of(base, boris)).exchange()["records"] == []


def test_a_pack_that_nobody_here_made_resets(server: Running, cycle: Cycle, base: Database):
    boris = cycle.join("boris")
    device = begins_with(boris, whole_of(base, boris))
    with base.writing(cycle.id, "") as (connection, _):
        connection.execute("delete from packs where cycle = %s", [cycle.id])

    assert device.exchange()["reset"] == "cursor"


def test_a_role_that_changes_between_two_pages_resets(cycle: Cycle, base: Database):
    boris = cycle.join("boris")
    whole = whole_of(base, boris)
    for number in range(4):
        publish(cycle, f"q{number}", text="x" * 1_000)
    device = begins_with(boris, whole)
    assert device.exchange(limit=1_500)["more"]

    cycle.secretariat.put("members", "boris", {"name": "Boris", "role": "observer"})

    assert device.exchange(limit=1_500)["reset"] == "access"


PACKS = table("Packs")
NEVER = {
    "contacts": {"emails": ["canary-contacts@harbour.example"]},
    "packs": {"title": "canary-packs"},
    "reviews": {"proposal": "p1", "comment": "canary-reviews"},
    "asides": {"to_chairs": "canary-asides"},
    "comments": {"about": {"kind": "proposal", "id": "p1"}, "text": "canary-comments"},
    "intents": {"about": {"kind": "proposal", "id": "p1"}, "kind": "position",
                "text": "canary-intents"},
    "notes": {"about": {"kind": "proposal", "id": "p1"}, "text": "canary-notes"},
}  # fmt: skip
"""A record of each collection that no pack holds, with the canary of its name."""
WORDS = ("public", "observers", "members", "chairs", "secretariat")


def test_the_table_names_every_collection_that_is_never_packed():
    text = PAGE.read_text("utf-8").split("## Packs\n")[1]
    said = text.split("No pack holds any")[1].split("nor")[0]

    assert set(re.findall(r"`(\w+)`", said)) == set(NEVER)
    assert set(packing.PACKED) == set(ALL) - set(NEVER)


@pytest.fixture(scope="module")
def canaries(still: Running, base: Database) -> Iterator[tuple[Cycle, dict[str, str]]]:
    """A cycle with a canary for every collection and audience; and its packs by audience."""
    with begin(still.url) as cycle:
        office = cycle.secretariat
        for collection in packing.PACKED:
            for word in WORDS:
                id = "sam" if collection == "members" else f"{collection}-{word}"
                data: dict[str, Any] = {"title": f"canary-{collection}-{word}"}
                if collection == "rounds":
                    data = {**ROUND, **data}
                if collection in {"cycle", "members"}:  # one record, which names people
                    continue
                office.put(collection, id, data, audience=[word])
        office.put("proposals", "for-sam", {"title": "canary-named"}, audience=["sam"])
        call = {"title": "Call", "join_by": [{"kind": "link", "passcode": "canary-passcode"}]}
        office.put("meetings", "call", call)
        sam = cycle.join("sam")
        for collection, data in NEVER.items():
            writer = office if collection in {"contacts", "packs"} else sam
            id = sam.review_id("p1") if collection in {"reviews", "asides"} else collection
            id = "member-sam" if collection == "contacts" else id
            word = "chairs" if collection == "contacts" else "members"
            writer.put(collection, id, data, audience=[word])
        cycle.round(others_visible="open")
        pressing.make(base, cycle.id)
        names = {word: each["sha256"] for word, each in offers(office).items()}
        yield cycle, names


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_holds_what_the_table_says_and_no_more(
    canaries: tuple[Cycle, dict[str, str]], pack: str
):
    cycle, names = canaries
    may = set(re.findall(r"\w+", PACKS[pack]["holds the audiences"]))

    whole = fetch(cycle.secretariat, names[pack]).content

    _, contents = read(whole)
    said = b"".join(each.content for each in contents).decode()
    found = {tuple(each.split("-")[1:]) for each in re.findall(r"canary-[\w-]+", said)}
    wanted = {
        (collection, word)
        for collection in packing.PACKED
        for word in may
        if collection not in {"cycle", "members"}
    }
    assert found == wanted | ({("passcode",)} if "members" in may else set())


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("role", [*ROLES, "without a token"])
def test_a_pack_is_given_to_whom_the_table_says(
    canaries: tuple[Cycle, dict[str, str]], pack: str, role: str
):
    cycle, names = canaries
    headers: dict[str, str] = {}
    if role == "secretariat":
        headers = cycle.secretariat.headers
    elif role in ROLES:
        headers = cycle.join(f"{role}-for-{pack}", role).headers

    response = cycle.http.get(f"/v1/files/{names[pack]}", headers=headers)

    assert (response.status_code == 200) == (PACKS[pack][role] == "yes")


AUDIENCE = st.sampled_from(["public", "observers", "members", "chairs", "secretariat", "boris"])
PAPER = st.sampled_from(["a", "b", "c"])
STEP = st.one_of(
    st.tuples(st.just("publish"), PAPER, AUDIENCE),
    st.tuples(st.just("publish"), PAPER, AUDIENCE),
    st.tuples(st.just("erase"), PAPER, st.none()),
    st.tuples(st.just("say"), PAPER, st.sampled_from(["members", "chairs"])),
    st.tuples(st.just("round"), st.none(), st.sampled_from(["never", "open", "closed"])),
    st.tuples(st.just("press"), st.none(), st.none()),
    st.tuples(st.just("press"), st.none(), st.none()),
    st.tuples(st.just("page"), st.none(), st.integers(1, 3)),
    st.tuples(st.just("page"), st.none(), st.integers(4, 9)),
)


class History:
    """A cycle in which things happen, and devices that began with packs at any moment."""

    def __init__(self, cycle: Cycle, base: Database) -> None:
        self.cycle = cycle
        self.base = base
        self.people = {
            "secretariat": cycle.secretariat,
            "chair": cycle.join("chen", "chair"),
            "member": cycle.join("boris"),
            "observer": cycle.join("olga", "observer"),
        }
        self.devices: list[tuple[str, Person]] = []

    def do(self, step: tuple[str, Any, Any]) -> None:
        what, id, more = step
        office = self.cycle.secretariat
        match what:
            case "publish":
                office.put("proposals", id, {"title": id, "round": "r1"}, audience=[more])
            case "erase":
                if ("proposals", id) in office.store:
                    office.put("proposals", id, None)
            case "say":
                boris = self.people["member"]
                about = {"kind": "proposal", "id": id}
                boris.put("comments", f"c-{id}", {"about": about, "text": "x"}, audience=[more])
                boris.review(id)
            case "round":
                self.cycle.round(others_visible=more)
            case "press":
                pressing.make(self.base, self.cycle.id)
                for offer in offers(office).values():
                    whole = fetch(office, offer["sha256"]).content
                    # Also those of an audience she does not belong to: given on a stick.
                    self.devices += [
                        (role, begins_with(person, whole)) for role, person in self.people.items()
                    ]
            case _:
                for _, device in self.devices:
                    for _ in range(more):
                        device.exchange(limit=1)


@settings(max_examples=max(12, settings().max_examples // 20))
@given(st.lists(STEP, min_size=4, max_size=14))
def test_pack_and_exchanges_bring_what_exchanges_alone_bring(
    still: Running, base: Database, steps: list[tuple[str, Any, Any]]
):
    with begin(still.url) as cycle:
        history = History(cycle, base)
        for step in [*steps, ("press", None, None)]:
            history.do(step)

        alone = {role: person.afresh() for role, person in history.people.items()}
        digests = {role: finish(person)["digest"] for role, person in alone.items()}

        for role, device in history.devices:
            assert finish(device, limit=700)["digest"] == digests[role]
            assert device.store == alone[role].store
