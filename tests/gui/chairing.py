"""A chair's desk with what members answered in two rounds, as the server gives it to her."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.ids import review_id
from app.store import facts, open_store, records
from app.ui.desk import Desk
from tests.gui.cycle import desk_at, home, proposal, record
from tests.gui.cycle import version as version_of

SAID = "Say who pays for the radios."


def review(owner, paper, **more):
    data = {
        "proposal": paper, "version": 1, "state": "submitted", "scores": {}, "texts": {},
        "overall": None, "stance": None, "reasons": [], "merge_with": [], "comment": "",
        "recused": None, "no_expertise": False, "written_at": "2026-01-26T10:00:00Z",
    } | more  # fmt: skip
    id = review_id("igf2026", owner, paper)
    return record("reviews", id, data, owner=owner, audience=("chairs",))


def comment(id, owner, paper, text, kind="comment", **more):
    data = {
        "about": {"kind": "proposal", "id": paper, "version": 1}, "kind": kind, "text": text,
        "state": "submitted", "written_at": "2026-01-26T11:00:00Z",
    } | more  # fmt: skip
    return record("comments", id, data, owner=owner, audience=("chairs",))


def answers():
    people = [
        ("cleo", "chair", "igo", None), ("dina", "member", "civil", "african"),
        ("emil", "member", "government", "weog"),
    ]  # fmt: skip
    return [
        *(
            record("members", id, {"name": f"{id.title()} Example", "role": role, "group": group,
                                   "region": region})
            for id, role, group, region in people
        ),
        review("amina", "open-maps", stance="support", texts={"relevance": "It is high time."}),
        review("dina", "open-maps", stance="object", texts={"relevance": SAID}),
        review("emil", "open-maps", recused="employer"),
        review("amina", "quiet-radio", stance="support"),
        comment("c1", "dina", "open-maps", "Volunteers need insurance."),
        comment("q1", "amina", "open-maps", "Who owns the maps?", "question"),
        review("amina", "ws-7", overall=2, scores={"idea": 2}),
        review("dina", "ws-7", overall=5, scores={"idea": 4}),
        record("proposals", "ws-8", proposal("W-8", "Wind for the north", "workshops")),
        version_of("ws-8", 1, "A mill on every roof."),
        review("amina", "ws-8", overall=4, scores={"idea": 1}),
        review("dina", "ws-8", overall=4, scores={"idea": 5}),
    ]  # fmt: skip


@contextmanager
def chairs_desk(folder: Path) -> Iterator[Desk]:
    """Open the desk of Cleo, who chairs."""
    where = home(folder / "home", account="cleo", role="chair")
    store = open_store(where.store)
    records.apply(store, answers())
    facts.put(store, last_exchange="2026-01-27T08:00:00Z")
    store.close()
    with desk_at(where) as opened:
        yield opened
