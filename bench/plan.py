"""The reading plan's figures: counting and likeness of 400 papers, the plan, what is new.

Papers are made up: 80 families of 5 that share two fifths of their words, shuffled, so that it can
be told whether each family stands together in the order. Times are those of the processor: all of it
is one thread's work, and other programs are no part of it. Real papers (the contributions of
NETmundial 2014) are ordered too where they lie beside the project.
"""

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from app.actions import news, planning
from app.domain import likeness
from app.domain.records import Record
from app.store import open_store, records
from bench import corpus

FAMILIES, EACH, SIZE = 80, 5, 10_000
ROUNDS = 5
MOST = 1.0
"""Seconds that the likeness of 400 papers may take."""
REAL = Path(__file__).parents[2] / "shared" / "data" / "netmundial2014.jsonl"
NOW = datetime(2026, 1, 12, 9, tzinfo=UTC)


def main(_argv: list[str]) -> int:
    given = _families()
    ordered, took = _median(lambda: likeness.order([text for _family, text in given]))
    families = [given[each.index][0] for each in ordered]
    runs = 1 + sum(one != other for one, other in pairwise(families))
    print(f"likeness of {len(given)} papers of {SIZE} characters, median of {ROUNDS}:")
    print(f"  {took:.2f} s (hold: {MOST} s); {runs} runs of {FAMILIES} families")
    met = took <= MOST and runs == FAMILIES
    if REAL.exists():
        _real()
    for count in (400, 5000):
        _profile(count, size=SIZE if count == 400 else 1_000)
    return 0 if met else 1


def _families() -> list[tuple[int, str]]:
    dice = random.Random(3)
    made: list[tuple[int, str]] = []
    for family in range(FAMILIES):
        shared = corpus.prose(dice, SIZE * 2 // 5)
        made += [(family, shared + corpus.prose(dice, SIZE * 3 // 5)) for _ in range(EACH)]
    dice.shuffle(made)
    return made


def _real() -> None:
    rows = [json.loads(line) for line in REAL.read_text("utf-8").splitlines()]
    texts = [f"{row['title']}\n" * 3 + (row.get("body") or "") for row in rows]
    ordered, took = _median(lambda: likeness.order(texts))
    alike = sum(each.like >= likeness.ALIKE for each in ordered)
    size = sum(map(len, texts)) / 1e6
    print(f"likeness of {len(rows)} real papers, {size:.1f} million characters: {took:.2f} s")
    print(f"  {alike} follow one they are like (cosine {likeness.ALIKE} or more)")


def _profile(count: int, size: int) -> None:
    with tempfile.TemporaryDirectory(prefix="satchel-bench-") as folder:
        path = Path(folder) / "store.db"
        corpus.fill(path, count, size)
        store = open_store(path)
        due = {"deadlines": [{"what": "comments", "at": "2026-02-01T11:59:59Z"}]}
        (scheme,) = (each for each in corpus.proposals(0) if each.collection == "rounds")
        records.apply(store, [replace(scheme, version=2, data={**(scheme.data or {}), **due})])
        print(f"a profile with {count} proposals of {size} characters:")
        _told("seeing what is new, first time", lambda: news.notice(store))
        _told("seeing what is new, nothing came", lambda: news.notice(store))
        _told("counting words and ordering, first time", lambda: planning.prepare(store))
        _told("the same, nothing came", lambda: planning.prepare(store))
        _told("the plan", lambda: planning.plans(store, NOW))
        paper = Record("proposals", "p00000", 2, "sec", data={"round": "bpf", "version": 2})
        records.apply(store, [paper])
        _told("seeing what is new, one came", lambda: news.notice(store))
        store.close()


def _told(what: str, act: Callable[[], object]) -> None:
    begun = time.process_time()
    act()
    print(f"  {what}: {(time.process_time() - begun) * 1000:.0f} ms")


def _median(act: Callable[[], list[likeness.Placed]]) -> tuple[list[likeness.Placed], float]:
    took: list[float] = []
    made = act()
    for _round in range(ROUNDS):
        begun = time.process_time()
        made = act()
        took.append(time.process_time() - begun)
    return made, statistics.median(took)


if __name__ == "__main__":
    raise SystemExit(main([]))
