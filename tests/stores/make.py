"""Makes a store as the steps of the schema up to now leave it, and keeps its bytes.

    python -m tests.stores.make

Run it once for each release; the file is named after its last step and never made again.
"""

import gzip
import sys
import tempfile
from pathlib import Path

from app.actions import annotating, backing, reviewing
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.paths import Home
from app.store import facts, open_store, outbox
from app.store.database import Database, sqlite3
from app.store.migrations import migrations
from tests.builders import clock, joined, proposal, record, round_, seed, version

KEPT = Path(__file__).parent
TREES = About("proposal", "trees", 1)


def make() -> Path:
    """Write the store of today's schema beside this file. Raises FileExistsError."""
    empty = Database(sqlite3.connect(":memory:"))
    last = max(step.name for step in migrations.pending(empty))
    target = KEPT / f"{last}.db.gz"
    if target.exists():
        raise FileExistsError(target)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        store = joined(open_store(home.store))
        facts.put(store, epoch="1", cursor="1", last_exchange="2030-02-01T11:00:00Z")
        seed(store, round_(), proposal(), version("trees", 1, "Apples and pears, الأشجار, 树"))
        seed(store, record("comments", "theirs", 3, "mona", text="a comment of Mona's"))
        annotating.note(store, home, TREES, "a note", quote="Apples", clock=clock)
        annotating.comment(store, home, TREES, "waits", clock=clock)
        annotating.comment(store, home, TREES, "was sent", clock=clock)
        outbox.freeze(store, outbox.to_send(store)[-1:])
        edit = Edit(texts={"need": "Many ask"}, scores={"reach": 4}, stance="support")
        reviewing.review(store, "trees", edit, submit=True, clock=clock)
        reviewing.review(store, "trees", Edit(comment="a draft behind it"), clock=clock)
        copy = backing.backup(store, home, clock)
        store.close()
        target.write_bytes(gzip.compress(copy.read_bytes(), mtime=0))
    return target


if __name__ == "__main__":
    sys.stdout.write(f"{make()}\n")
