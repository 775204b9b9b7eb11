"""Omar at his desk: joined, with a round, two proposals and a document to read."""

import pytest

from app.actions.papers import About
from tests.builders import joined, proposal, record, round_, seed, version

TEXT = "Apples and pears grow. Apples fall."


@pytest.fixture
def desk(store, home):
    joined(store)
    seed(
        store,
        round_(),
        proposal(
            proponents=[
                {"name": "Quinn", "member": "quinn"},
                {"name": "A guest", "member": None},
                {"name": "Elsewhere", "member": "not-of-this-cycle"},
            ]
        ),
        proposal("water"),
        record("members", "quinn", name="Quinn Fig", role="observer"),
        version("trees", 1, TEXT, "Who **asked** for it?"),
        record("documents", "report", title="Report", text={"sha256": "a" * 64, "size": 30}),
        record("items", "call-6", meeting="call", title="Budget", key_points="Spent well"),
        record("comments", "hers", 1, "nadia", text="hers", about={"kind": "proposal"}),
    )
    return store


@pytest.fixture
def trees():
    return About("proposal", "trees", 1)
