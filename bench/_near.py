"""What the member's computer does at its end of the line: run inside the namespace.

`python -m bench._near HOME FLOW…`: each flow is done in turn over one program's life, a
line of JSON each: `seconds`, `first` (until agendas and all summaries were there),
`requests`, `up`, `down` (bytes the program counts).
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from app.actions import annotating, reviewing, syncing, ways
from app.actions.acting import me
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.paths import Home
from app.store import Store, arrivals, current, open_store
from app.sync import first
from app.sync.report import Report, quiet
from app.sync.transport import never


def main(argv: list[str]) -> int:
    home = Home(Path(argv[0]))
    store = open_store(home.store)
    for flow in argv[1:]:
        name, _, count = flow.partition(":")
        if name == "pause":
            sys.stdin.readline()  # the bench changes something meanwhile
            continue
        if name == "review":
            _review(store, int(count))
        if name == "comment":
            _comment(store, home, int(count))
        if name == "pack":
            print(json.dumps(_pack(store, home)), flush=True)
        if name == "sync":
            print(json.dumps(_sync(store, home)), flush=True)
    store.close()
    return 0


def _sync(store: Store, home: Home) -> dict[str, Any]:
    looked = [0.0]
    useful: list[float] = []
    fresh = current.counts(store).get("proposals", 0) == 0
    begun = time.perf_counter()

    def progress(_: Report) -> None:
        now = time.perf_counter()
        if not fresh or useful or now - looked[0] < 0.05:
            return
        looked[0] = now
        if arrivals.count(store).summaries >= 300:
            useful.append(now - begun)

    report = syncing.sync(store, home, texts=False, progress=progress)
    return {
        "seconds": time.perf_counter() - begun,
        "first": useful[0] if useful else None,
        "requests": report.requests,
        "up": report.bytes_up,
        "down": report.bytes_down,
        "sent": report.sent,
        "received": report.received,
        "waiting": len(report.conflicts) + len(report.set_aside),
    }


def _pack(store: Store, home: Home) -> dict[str, Any]:
    """Bring the pack alone, without the exchange after it."""
    begun, report = time.perf_counter(), Report()
    line = ways.server(me(store))
    first.bring(store, home, line, report, budget=None, progress=quiet, stop=never)
    ways.done_with(store, line)
    return {"seconds": time.perf_counter() - begun}


def _review(store: Store, count: int) -> None:
    sayings = (Path(__file__).parent / "_cycle.py").read_text("utf-8").split(". ")
    for number in range(count):
        words = f"{number}: " + " ".join(sayings[number % len(sayings)].split())[:300]
        edit = Edit(
            scores={"content": 1 + number % 5, "policy": 1 + number % 4},
            texts={"content": words},
            stance="support",
        )
        reviewing.review(store, f"ws-{number:03d}", edit, submit=True)


def _comment(store: Store, home: Home, count: int) -> None:
    for number in range(count):
        about = About("proposal", f"ws-{number:03d}")
        annotating.comment(store, home, about, f"Please say more about point {number}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
