"""Rights that change while words wait: hers stay, others' go, nothing else is held up.

Every change of rights befalls a member with words waiting, and is met with the line cut
anywhere in the exchange that tells her of it.
"""

import json
from contextlib import suppress

import pytest

from app.actions import annotating, exporting, joining, reviewing, settling, syncing
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import current, facts, open_store, outbox
from app.sync.transport import TransportError
from tests.faults.line import cut_line

PROPOSAL = About("proposal", "p1")


class Desk:
    """One account at a line that can be cut."""

    def __init__(self, folder, line, cycle, account, role="member"):
        self.home, self.account, self.line = Home(folder), account, line
        self.store = open_store(self.home.store)
        joining.join(self.store, line.url, cycle.invitation(account, role))
        cycle.secretariat.put("members", account, {"name": account.title(), "role": role})
        self.sync()

    def sync(self, **more):
        return syncing.sync(self.store, self.home, texts=False, **more)

    def says(self, words, audience=("chairs",)):
        annotating.comment(self.store, self.home, PROPOSAL, words, audience=audience)

    def reviews(self, words):
        edit = Edit(texts={"relevance": words}, scores={"content": 4})
        reviewing.review(self.store, "p1", edit, submit=True)

    def shows(self, collection="comments"):
        """Return the words that are shown, by whom."""
        return {
            (row.owner, row.data.get("text") or row.data["texts"]["relevance"])
            for row in current.listed(self.store, collection)
        }

    def states(self):
        return {act.collection: act.state for act in outbox.all_of(self.store)}

    def met_with_cuts(self, step):
        """Sync with the line cut after every `step`-th byte of the answer, then on a good one."""
        for way in ("up", "down"):
            for at in range(0, 1600, step):
                self.line.plan(**{way: at})
                with suppress(TransportError, Trouble):
                    self.sync()
        self.line.plan()


@pytest.fixture
def line(server):
    with cut_line(server.url) as made:
        yield made


@pytest.fixture
def desks(line, cycle, tmp_path):
    made = []

    def desk(account, role="member"):
        made.append(Desk(tmp_path / account, line, cycle, account, role))
        return made[-1]

    yield desk
    for each in made:
        each.store.close()


@pytest.fixture
def step(whole):
    return 16 if whole else 400


def on_server(cycle, collection="comments"):
    """Return (owner, version) of every record of a collection, read anew by the Secretariat."""
    office = cycle.secretariat.afresh()
    office.sync()
    return sorted(
        (each["owner"], each["version"])
        for (name, _), each in office.store.items()
        if name == collection
    )


def test_a_chair_who_is_a_member_now_keeps_her_words_and_loses_those_of_others(desks, cycle, step):
    boris = desks("boris")
    boris.reviews("his words")
    boris.sync()
    carla = desks("carla", "chair")
    assert carla.shows("reviews") == {("boris", "his words")}
    carla.says("waiting")
    carla.reviews("her words")

    cycle.secretariat.put("members", "carla", {"name": "Carla", "role": "member"})
    carla.met_with_cuts(step)
    carla.sync()

    assert carla.shows() == {("carla", "waiting")}
    assert carla.shows("reviews") == {("carla", "her words")}
    assert facts.get(carla.store, "role") == "member"
    assert carla.states() == {}
    assert on_server(cycle) == [("carla", 1)]
    assert on_server(cycle, "reviews") == [("boris", 1), ("carla", 1)]
    quiet = carla.sync()
    assert (quiet.requests, quiet.received, quiet.repaired) == (1, 0, False)


def test_a_member_who_is_an_observer_now_has_her_review_set_aside_and_her_comment_sent(
    desks, cycle, step
):
    carla = desks("carla")
    carla.reviews("her words")
    carla.says("waiting")

    cycle.secretariat.put("members", "carla", {"name": "Carla", "role": "observer"})
    carla.met_with_cuts(step)
    carla.sync()

    assert carla.states() == {"reviews": "refused"}
    assert carla.shows() == {("carla", "waiting")}
    assert carla.shows("reviews") == {("carla", "her words")}
    assert on_server(cycle, "reviews") == []
    assert current.one(carla.store, "proposals", "p1") is None

    # Given her role back she offers it again, as it is.
    cycle.secretariat.put("members", "carla", {"name": "Carla", "role": "member"})
    carla.sync()
    for act in outbox.all_of(carla.store):
        settling.offer(carla.store, act.id, collection=act.collection)
    carla.sync()
    assert carla.states() == {}
    assert on_server(cycle, "reviews") == [("carla", 1)]


def test_whose_device_is_revoked_keeps_every_word_exports_them_and_sends_them_when_back(
    desks, cycle, step, tmp_path
):
    carla = desks("carla")
    carla.says("received")
    carla.sync()
    carla.says("waiting")
    carla.reviews("her words")

    cycle.secretariat.put("members", "carla", {"name": "Carla", "status": "left"})
    carla.met_with_cuts(step)
    with pytest.raises(Trouble) as told:
        carla.sync()

    assert told.value.code == "device_revoked"
    assert carla.shows() == {("carla", "received"), ("carla", "waiting")}
    assert carla.shows("reviews") == {("carla", "her words")}
    out = tmp_path / "mine.json"
    exporting.export(carla.store, carla.home, "everything", "json", out)
    said = json.loads(out.read_text("utf-8"))
    assert {"received", "waiting", "her words"} <= set(_texts(said))

    joining.join(carla.store, carla.line.url, cycle.invitation("carla"))
    carla.sync()

    assert carla.states() == {}
    assert on_server(cycle) == [("carla", 1), ("carla", 1)]
    assert on_server(cycle, "reviews") == [("carla", 1)]


def test_who_recuses_herself_while_words_wait_loses_what_she_saw_and_nothing_of_hers(
    desks, cycle, step
):
    cycle.round(others_visible="after_mine")
    boris, carla = desks("boris"), desks("carla")
    boris.reviews("his words")
    boris.sync()
    carla.reviews("her words")
    carla.sync()
    carla.sync()
    assert ("boris", "his words") in carla.shows("reviews")

    carla.says("waiting")
    reviewing.review(carla.store, "p1", Edit(recused="family"), submit=True)
    carla.met_with_cuts(step)
    carla.sync()
    carla.sync()

    assert {owner for owner, _ in carla.shows("reviews")} == {"carla"}
    assert carla.shows() == {("carla", "waiting")}
    assert carla.states() == {}


@pytest.mark.parametrize("role", ["chair", "observer"])
def test_a_role_that_changes_between_two_pages_begins_anew_and_loses_nothing(
    desks, cycle, role, step
):
    for number in range(30):
        cycle.secretariat.put("proposals", f"q{number}", {
            "title": f"Forum {number} " + "of many words " * 15, "round": "r1", "version": 1})  # fmt: skip
    carla = desks("carla")
    carla.says("waiting")
    for number in range(30):
        cycle.secretariat.put("proposals", f"q{number}", {
            "title": f"Agora {number} " + "of many words " * 15, "round": "r1", "version": 2})  # fmt: skip
    first = carla.sync(budget=1500)
    assert first.more

    cycle.secretariat.put("members", "carla", {"name": "Carla", "role": role})
    carla.met_with_cuts(step)
    carla.sync()

    titles = {str(row.data["title"])[:5] for row in current.listed(carla.store, "proposals")
              if row.id != "p1"}  # fmt: skip
    assert titles == ({"Agora"} if role == "chair" else set())
    assert carla.shows() == {("carla", "waiting")}
    quiet = carla.sync()
    assert (quiet.requests, quiet.received, quiet.repaired) == (1, 0, False)


def _texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []
