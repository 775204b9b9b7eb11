"""The import of a transcript: how long it takes, how many captions became turns, and the same of a long one.

Reads the captions of a real call where they lie beside the project, else made-up ones of its length.
"""

import re
import time
from pathlib import Path

from app.actions import hearing, transcribing
from app.documents import transcripts
from app.store import open_store
from tests import calls
from tests.builders import joined, seed

REAL = Path(__file__).parents[2] / "shared" / "data" / "seeds" / "mag-virtual-meeting-ii.txt"
LIMIT = 2.0
"""Seconds that the import of a call of two hours may take."""
LONG = 5_000_000
"""Bytes of the longest text that is tried."""


def main(_argv: list[str]) -> int:
    content = REAL.read_bytes() if REAL.exists() else _made_up()
    marks = len(re.findall(rb">>", content))
    store = seed(joined(open_store(None), "amara", "chair"), *calls.papers())
    begun = time.perf_counter()
    found = hearing.look(store, "call.txt", content, calls.MEETING)
    transcribing.save(store, found)
    took = time.perf_counter() - begun
    store.close()
    met = took <= LIMIT and len(found.turns) == marks
    print(f"{len(content) / 1000:.0f} KB, {marks} captions, {len(found.turns)} turns; read, matched, "
          f"linked and kept in {took:.2f} s (at most {LIMIT:.0f} s)")  # fmt: skip
    long = content * (LONG // len(content) + 1)
    begun = time.perf_counter()
    heard = transcripts.read("long.txt", long)
    print(f"{len(long) / 1e6:.1f} MB, {len(heard.turns)} turns: read in "
          f"{time.perf_counter() - begun:.2f} s")  # fmt: skip
    print("all held" if met else "NOT all held")
    return 0 if met else 1


def _made_up() -> bytes:
    return (calls.transcript() * 15).encode()
