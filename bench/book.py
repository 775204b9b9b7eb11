"""The book of a meeting: 40 papers of 15 pages on an agenda of 40 items, from the store to the PDF."""

import tempfile
import time
from io import BytesIO
from pathlib import Path

from app.domain.records import Record
from bench import corpus
from bench._memory import elsewhere, peak

PAPERS, EACH, PAGES = 40, 50_000, 600
"""Papers, characters of each, and how many pages that should at least make."""
SECONDS, MEGABYTES = 60.0, 500.0
"""What the figures should hold."""
MEETING = "call"


def main(_argv: list[str]) -> int:
    clock, busy, pages, links, most, size, early = elsewhere(_book)
    held = clock <= SECONDS and most <= MEGABYTES and pages >= PAGES
    print(
        f"the book of a meeting with {PAPERS} papers: {pages} pages, {links} links, {size / 1e6:.1f} MB,"
        f" in {clock:.1f} s ({busy:.1f} s of processor; hold: {SECONDS:.0f} s), {most:.0f} MB at most"
        f" (hold: {MEGABYTES:.0f} MB); asked to stop half way it stopped after {early:.2f} s more"
    )
    return 0 if held else 1


def _book() -> tuple[float, float, int, int, float, int, float]:
    from pypdf import PdfReader

    from app.actions import reporting
    from app.actions.reporting import Wanted
    from app.paths import Home
    from app.reports.progress import Stopped
    from app.store import open_store

    with tempfile.TemporaryDirectory(prefix="satchel-bench-") as folder:
        home = Home(Path(folder))
        elsewhere(_fill, home.store)  # its memory is none of ours
        store = open_store(home.store, read_only=True)
        wanted = Wanted("book", "pdf", meeting=MEETING)
        begun, busy = time.perf_counter(), time.process_time()
        content, _warned = reporting.made(store, home, wanted)
        clock, busy = time.perf_counter() - begun, time.process_time() - busy
        most = peak()
        told = [0.0]

        def tick(done: int, total: int) -> None:
            if not told[0] and done * 2 >= total:
                told[0] = time.perf_counter()

        try:
            reporting.made(store, home, wanted, progress=tick, stop=lambda: bool(told[0]))
        except Stopped:
            early = time.perf_counter() - told[0]
        else:
            raise SystemExit("it did not stop")
        store.close()
    reader = PdfReader(BytesIO(content))
    links = sum(len(page.get("/Annots", ())) for page in reader.pages)
    return clock, busy, len(reader.pages), links, most, len(content), early


def _fill(path: Path) -> None:
    from app.store import open_store, records

    corpus.fill(path, PAPERS, EACH)
    store = open_store(path)
    papers = [row["id"] for row in store.rows(
        "SELECT id FROM current WHERE collection = 'proposals' ORDER BY id"
    )]  # fmt: skip
    meeting = {"title": "The call", "starts": "2026-01-29T14:00:00Z", "status": "proposed"}
    records.apply(
        store,
        [
            Record("meetings", MEETING, 1, "sec", ("members",), meeting),
            *(
                Record(
                    "items", f"i{number}", 1, "sec", ("members",),
                    {"meeting": MEETING, "position": number, "title": f"Item {number}",
                     "minutes": 4, "proposals": [paper]},
                )
                for number, paper in enumerate(papers, 1)
            ),
        ],
    )  # fmt: skip
    store.close()
