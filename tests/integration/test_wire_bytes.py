"""What an exchange costs on the line, TLS and headers counted, on the real server.

The bounds are those of the figures we hold (`docs/figures.md`); one request each.
"""

from contextlib import closing
from uuid import uuid4

import pytest

from app.domain import ids
from app.store import facts, open_store, outbox
from app.sync import tls
from app.sync.engine import sync
from app.sync.server import ServerTransport
from tests.builders import AT, joined
from tests.faults.line import Line
from tests.secure import secured, trusted

WORDS = [
    "The proposal would gain from a clearer line between what the office and the group do",
    "I miss the voices of small island states here; perhaps the authors can name two speakers",
    "Good on the substance, yet the budget in the annex does not add up to the sum",
    "This overlaps with what the technical community brought in last year and could be merged",
    "Strong on capacity building, weaker on how the outcome will be followed up after the meeting",
]


def words(number):
    return f"{WORDS[number % len(WORDS)]} ({number})."


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.getbasetemp()


@pytest.fixture
def near(cycle, folder):
    """Give a member's store, and a way to sync it over TLS that counts every byte."""
    person = cycle.join("omar")
    tls.context_for.cache_clear()
    with (
        trusted(folder),
        secured(str(cycle.http.base_url), folder) as front,
        closing(joined(open_store(None), "omar")) as store,
    ):
        line = Line(front.url)
        facts.put(store, cycle=cycle.id, token=person.token)

        class Near:
            address = line.url.replace("http:", "https:")

            def sync(self):
                """Sync over a connection of its own, and give (bytes, requests)."""
                line.plan()
                with closing(ServerTransport(self.address, cycle.id, person.token)) as transport:
                    report = sync(store, transport, device="laptop")
                assert report.bytes_up + report.bytes_down <= line.up + line.down
                return line.up + line.down, report.requests

        near = Near()
        near.store, near.front, near.line = store, front, line
        yield near
        line.close()


def test_nothing_new_is_one_small_request(near, cycle):
    for collection in ("milestones", "meetings", "documents", "workgroups", "items"):
        cycle.secretariat.put(collection, "a", {"title": "Something"})
    near.sync()
    tls.context_for.cache_clear()

    full, requests = near.sync()
    resumed, again = near.sync()

    assert near.front.resumed == [False, False, True]
    assert (requests, again) == (1, 1)
    assert full <= 2_400
    assert resumed <= 1_850


def test_one_proposal_and_five_comments_come_in_one_small_request(near, cycle):
    near.sync()
    tls.context_for.cache_clear()
    title = {"title": "A forum", "round": "r1", "version": 2, "summary": " ".join(WORDS)}
    cycle.secretariat.put("proposals", "p1", title)
    sections = [
        {"key": "s1", "title": "Text", "text": f"# Idea\n\n{' '.join(map(words, range(60)))}"}
    ]
    cycle.secretariat.put(
        "versions", "p1-v2", {"proposal": "p1", "number": 2, "sections": sections}
    )
    for number in range(5):
        cycle.secretariat.put(
            "comments",
            str(uuid4()),
            {"about": {"proposal": "p1", "version": 2}, "kind": "comment", "text": words(number)},
        )

    cost, requests = near.sync()

    assert requests == 1
    assert cost <= 8_000


def test_thirty_reviews_go_up_in_one_small_request(near, cycle):
    for number in range(30):
        proposal = {"title": f"Paper {number}", "round": "r1", "version": 1}
        cycle.secretariat.put("proposals", f"q{number}", proposal)
    near.sync()
    tls.context_for.cache_clear()
    for number in range(30):
        review = ids.review_id(cycle.id, "omar", f"q{number}")
        data = {
            "proposal": f"q{number}", "version": 1, "round": "r1", "state": "submitted",
            "scores": {"content": number % 5 + 1}, "stance": "support",
            "texts": {"relevance": words(number)}, "written_at": f"2030-02-01T12:{number:02}:00Z",
        }  # fmt: skip
        outbox.put(near.store, "reviews", review, data, audience=("chairs",), written_at=AT)

    cost, requests = near.sync()

    assert requests == 1
    assert outbox.to_send(near.store) == []
    assert cost <= 10_000
