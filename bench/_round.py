"""A large scored round: 400 proposals, 55 members, 22,000 reviews with words in them."""

import random
from collections.abc import Iterator
from pathlib import Path

from app.domain import ids
from app.domain.records import Record
from app.store import facts, open_store, records
from bench import corpus

CYCLE, ROUND = "bench2026", "workshops"
PROPOSALS, MEMBERS = 400, 55
CRITERIA = ("questions", "relevance", "format", "diversity", "content", "participation")
GROUPS = ("government", "civil", "private", "technical", "igo")
REGIONS = ("african", "asia_pacific", "eastern_european", "grulac", "weog")
REASONS = ("Too broad", "Speakers not confirmed", "Little relevance", "Too similar to another")


def fill(path: Path, *, members: int = MEMBERS, proposals: int = PROPOSALS) -> None:
    """Write a chair's profile with the round into a new store at `path`."""
    store = open_store(path)
    facts.put(store, cycle=CYCLE, account="m00", role="chair", server="http://127.0.0.1:9",
              device="d")  # fmt: skip
    records.apply(store, papers(members, proposals))
    records.apply(store, reviews(members, proposals))
    store.close()


def papers(members: int, proposals: int) -> Iterator[Record]:
    yield Record("cycle", CYCLE, 1, "sec", data={"title": "Bench"})
    yield Record("rounds", ROUND, 1, "sec", data=scheme())
    for number in range(members):
        group = GROUPS[number % len(GROUPS)]
        region = None if group == "igo" else REGIONS[number % len(REGIONS)]
        data = {"name": f"Member {number:02d}", "role": "member", "group": group, "region": region}
        yield Record("members", f"m{number:02d}", 1, "sec", data=data)
    for number in range(proposals):
        data = {
            "title": f"Workshop {number}", "code": f"WS {number:03d}", "round": ROUND,
            "version": 1, "status": "open", "theme": corpus.THEMES[number % len(corpus.THEMES)],
            "summary": "About " * 40,
        }  # fmt: skip
        yield Record("proposals", f"ws-{number:03d}", 1, "sec", data=data)


def scheme() -> dict[str, object]:
    return {
        "title": "Workshop proposals",
        "kind": "scored",
        "status": "open",
        "others_visible": "closed",
        "reasons": list(REASONS),
        "reasons_at_or_below": 3,
        "capacity": 97,
        "criteria": [
            {"key": key, "title": key.title(), "text": "optional", "weight": 1 + at % 2,
             "scale": {"min": 1, "max": 5}}
            for at, key in enumerate(CRITERIA)
        ],
    }  # fmt: skip


def reviews(members: int, proposals: int) -> Iterator[Record]:
    dice = random.Random(5)
    for number in range(proposals):
        worth = dice.gauss(3.2, 0.7)
        for member in range(members):
            account, proposal = f"m{member:02d}", f"ws-{number:03d}"
            yield Record(
                "reviews", ids.review_id(CYCLE, account, proposal), 1, account, ("chairs",),
                _review(dice, proposal, worth),
            )  # fmt: skip


def _review(dice: random.Random, proposal: str, worth: float) -> dict[str, object]:
    recused = dice.random() < 0.02
    scores = {
        key: None if dice.random() < 0.03 else min(5, max(1, round(dice.gauss(worth, 0.9))))
        for key in CRITERIA
    }
    return {
        "proposal": proposal,
        "version": 1,
        "scores": {} if recused else scores,
        "texts": {key: corpus.prose(dice, 60) for key in dice.sample(CRITERIA, 2)},
        "overall": None,
        "stance": None,
        "reasons": [dice.choice(REASONS)] if worth < 3 else [],
        "merge_with": [],
        "comment": corpus.prose(dice, 120),
        "recused": "affiliation" if recused else None,
        "no_expertise": dice.random() < 0.02,
        "state": "submitted",
        "written_at": "2026-06-02T10:00:00Z",
        "device": "d",
    }
