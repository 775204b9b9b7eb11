"""The tables of docs/access.md, cell by cell, on a real server."""

from collections.abc import Iterator

import pytest

from app.domain.collections import ALL, MEMBERS_OWN
from app.server.run import Running
from tests.integration.access_page import table
from tests.integration.people import ROLES, ROUND, Cycle, Person, begin, change, one_of_each

ABOUT = {"kind": "proposal", "id": "p1"}
DATA = {
    "rounds": ROUND,
    "meetings": {
        "title": "Call",
        "join_by": [{"kind": "link", "value": "https://x.example", "passcode": "canary-join"}],
    },
    "contacts": {"emails": ["canary-emails@example.org"]},
    "comments": {"about": ABOUT, "text": "x"},
    "intents": {"about": ABOUT, "kind": "position", "text": "canary-intent"},
    "notes": {"about": ABOUT, "text": "canary-note"},
    "asides": {"to_chairs": "canary-to-chairs", "recused_why": "canary-recused-why"},
    "members": {"name": "Somebody"},
}


VERBS = table("Verbs")


@pytest.fixture(scope="module")
def cycle(server: Running) -> Iterator[Cycle]:
    with begin(server.url) as made:
        yield made


@pytest.fixture(scope="module")
def people(cycle: Cycle) -> dict[str, Person]:
    """One of each role, and `other` of each, whose records are somebody else's."""
    return one_of_each(cycle, *ROLES)


class Case:
    """Records of one collection, each with an id of its own, for one role to try."""

    def __init__(self, cycle: Cycle, people: dict[str, Person], collection: str, role: str):
        self.cycle = cycle
        self.people = people
        self.collection = collection
        self.role = role
        self.me = people[role]
        self.count = 0

    def make(self, writer: Person) -> tuple[str, int] | None:
        """Let `writer` create a record; give back its id and version, None if refused."""
        self.count += 1
        id = f"{self.collection}-{self.role}-{self.count}"
        data = DATA.get(self.collection, {"title": "x"})
        if self.collection == "cycle":
            id = self.cycle.id
            stored = self.cycle.secretariat.afresh()
            stored.sync()
            if there := stored.store.get(("cycle", id)):
                stored.do(change("cycle", id, None, there["version"]))
        if self.collection in {"reviews", "asides"}:
            proposal = f"p-{self.collection}-{self.role}-{self.count}"
            self.cycle.secretariat.put("proposals", proposal, {"title": "P", "round": "r1"})
            id = writer.review_id(proposal)
            if self.collection == "reviews":
                data = {"proposal": proposal, "comment": "canary-review"}
        answer = writer.do({**change(self.collection, id, data), "audience": None})[0]
        return (id, answer["version"]) if answer["result"] == "accepted" else None

    def edit(self, id: str, base: int) -> bool:
        data = {**DATA.get(self.collection, {"title": "x"})}
        if self.collection != "versions":
            data["more"] = "words"
        if self.collection == "reviews":
            record = next(
                (r for r in (p.store.get(("reviews", id)) for p in self.people.values()) if r), None
            )
            data = {"proposal": record["data"]["proposal"] if record else "p1"}
        answer = self.me.do({**change(self.collection, id, data, base), "audience": None})[0]
        assert answer["result"] != "conflict"
        return answer["result"] == "accepted"

    def erase(self, id: str, base: int) -> bool:
        answer = self.me.do(change(self.collection, id, None, base))[0]
        assert answer["result"] != "conflict"
        return answer["result"] == "accepted"

    def others(self) -> tuple[str, int]:
        """Make a record of somebody else who may."""
        for role in (self.role, "member", "secretariat"):
            if made := self.make(self.people[f"other {role}"]):
                return made
        raise AssertionError(self.collection)

    def mine(self) -> tuple[str, int] | None:
        return self.make(self.me)


def found_verbs(case: Case) -> str:
    """Try every verb; give back the letters of those that worked."""
    found = ""
    if case.me.sees(case.collection, case.others()[0]):
        found += "r"
    if made := case.mine():
        found += "c"
        if case.edit(*made):
            found += "e"
    if case.edit(*case.others()):
        found += "E"
    if (made := case.mine()) and case.erase(*made):
        found += "x"
    if case.erase(*case.others()):
        found += "X"
    return found or "–"


def test_the_table_names_every_collection_and_role():
    assert set(VERBS) == set(ALL)
    assert all(tuple(cells) == ROLES for cells in VERBS.values())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("collection", ALL)
def test_every_role_does_with_every_collection_what_the_table_says(
    cycle: Cycle, people: dict[str, Person], collection: str, role: str
):
    assert found_verbs(Case(cycle, people, collection, role)) == VERBS[collection][role]


@pytest.mark.parametrize("word", ["public", "observers", "members", "chairs", "secretariat", None])
def test_every_audience_is_read_by_whom_the_table_says(
    cycle: Cycle, people: dict[str, Person], word: str | None
):
    named = cycle.join("named", "observer")
    id = f"audience-{word}"
    people["other secretariat"].put(
        "letters", id, {"points": []}, audience=["named" if word is None else word]
    )

    seen = {role: people[role].sees("letters", id) for role in ROLES}
    seen["named account"] = named.sees("letters", id)

    expected = table("Audiences")[word or "an account"]
    assert seen == {who: cell == "yes" for who, cell in expected.items()}


@pytest.mark.parametrize("rule", ["never", "after_mine", "closed", "open"])
def test_reviews_open_and_close_with_the_phase_as_the_table_says(server: Running, rule: str):
    expected = table("What members write about a proposal")[rule]
    with begin(server.url) as cycle:
        writer, plain, reviewer, recused = map(cycle.join, ("writer", "plain", "rev", "rec"))
        observer = cycle.join("olga", "observer")
        reviewer.review()
        recused.review(texts={}, recused="employer")
        id = writer.review()
        writer.put("intents", "i1", DATA["intents"])

        for status in ("open", "closed", "decided", "draft", "decided", "closed", "open", "draft"):
            cycle.round(others_visible=rule, status=status)

            shut = "closed or decided" if status in {"closed", "decided"} else status
            opened = expected[f"round {shut}"] == "yes"
            never = status == "draft"
            hers = expected["to a member who reviewed it"] == "yes" and not never
            hidden = expected["to a member with a conflict of interest"] == "yes" and not never
            for person, yes in (
                (plain, opened),
                (reviewer, opened or hers),
                (recused, hidden),
                (observer, False),
                (cycle.secretariat, True),
            ):
                assert person.sees("reviews", id) is yes, (person.account, status)
                assert person.sees("intents", "i1") is yes, (person.account, status)


@pytest.mark.parametrize("status", ["draft", "open", "closed", "decided"])
def test_a_round_is_read_by_whom_the_table_says(
    cycle: Cycle, people: dict[str, Person], status: str
):
    expected = table("A round and its phase")[status]
    cycle.secretariat.put("rounds", "opening", {**ROUND, "status": "open"})
    for role in ROLES[1:]:
        people[role].sync()

    cycle.secretariat.sync()
    cycle.secretariat.put("rounds", "opening", {**ROUND, "status": status})

    seen = {role: people[role].sees("rounds", "opening") for role in ROLES}
    assert seen == {role: expected[role] == "yes" for role in ROLES}


@pytest.mark.parametrize(
    "kind", ["proposal", "decision", "item", "group", "document", "action", "meeting"]
)
def test_an_intent_is_read_by_whom_the_table_says(server: Running, kind: str):
    expected = table("Intents")[kind]
    with begin(server.url) as cycle:
        writer = cycle.join("writer")
        readers = {role: cycle.join(f"a-{role}", role) for role in ROLES}
        cycle.round(others_visible="open", status="decided")
        about = {"kind": kind, "id": "p1"}
        closed = {"kind": "online", "title": "Ask", "closes_at": "2020-01-01T00:00:00Z"}
        cycle.secretariat.put("decisions", "p1", {**closed, "closed_at": "2020-01-02T00:00:00Z"})
        writer.put("intents", "i1", {"kind": "position", "about": about}, audience=["public"])

        seen = {role: reader.sees("intents", "i1") for role, reader in readers.items()}

    assert seen == {role: expected[role] == "yes" for role in ROLES}


def test_a_confidential_field_reaches_only_whom_the_table_says(server: Running):
    with begin(server.url) as cycle:
        people = {role: cycle.join(f"x-{role}", role) for role in ROLES}
        writer = cycle.join("writer")
        canaries = _plant(cycle, writer)

        got = {role: _everything_sent_to(person) for role, person in people.items()}

    rows = table("Confidential fields")
    assert set(rows) == set(canaries)
    for field, canary in canaries.items():
        seen = {role: canary in got[role] for role in ROLES}
        assert seen == {role: cell == "yes" for role, cell in rows[field].items()}, field


def _plant(cycle: Cycle, writer: Person) -> dict[str, str]:
    """Put a canary into every confidential field; give back which is where."""
    cycle.secretariat.put("meetings", "m1", DATA["meetings"])
    cycle.secretariat.put("contacts", "member-writer", DATA["contacts"], audience=None)
    id = writer.review(comment="canary-review")
    writer.put("asides", id, DATA["asides"])
    writer.put("intents", "i1", DATA["intents"])
    writer.put("notes", "n1", DATA["notes"])
    words = {
        "about": ABOUT,
        "text": "canary-withdrawn-text",
        "anchor": {"quote": {"exact": "canary-withdrawn-anchor"}},
        "withdrawn": True,
    }
    writer.put("comments", "c1", words)
    return {
        "asides.to_chairs": "canary-to-chairs",
        "asides.recused_why": "canary-recused-why",
        "contacts.emails": "canary-emails",
        "meetings.join_by": "canary-join",
        "reviews.comment": "canary-review",
        "intents.text": "canary-intent",
        "notes.text": "canary-note",
        "comments.text, withdrawn": "canary-withdrawn-text",
        "comments.anchor, withdrawn": "canary-withdrawn-anchor",
    }


def _everything_sent_to(person: Person) -> str:
    """Return every byte the server sends: records, `theirs` of provoked conflicts, changes."""
    texts = [person.ask().text]
    for collection in ALL:
        ids = ["m1", "member-writer", "i1", "n1", "c1"]
        ids.append(Person(person.http, person.cycle, "writer", "", "").review_id("p1"))
        texts += [
            person.ask(change(collection, id, {}, base) for id in ids).text for base in (None, 77)
        ]
    texts.append(person.http.get(f"/v1/cycles/{person.cycle}/changes", headers=person.headers).text)
    return "".join(texts)


def test_members_collections_are_those_the_table_gives_to_owners():
    owners = {name for name, cells in VERBS.items() if "E" not in cells["secretariat"]}

    assert owners == MEMBERS_OWN
