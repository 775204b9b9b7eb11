"""The figures of my notes: 2,000 marks on 10 papers, listed, searched, written to every format.

A mark is a note of some words on 40 characters of a text of 60 KB. The copy of a PDF is of 40 pages
with 2,000 highlights. Times are those of the clock: writing the PDF is another process's work.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from app.actions import exporting_marks, listing_marks, marking_pdf
from app.actions.papers import About, sections
from app.documents.anchoring import anchor_at
from app.documents.pdf_pages import open_pdf
from app.documents.pdf_places import anchor_on
from app.domain.marks import Wanted, by_place, chosen
from app.domain.records import Record
from app.paths import Home
from app.store import Store, facts, open_store, outbox, records

MARKS, PAPERS, PAGES = 2_000, 10, 40
ROUNDS = 3
AT = "2026-01-12T09:00:00Z"


def main(_argv: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        home.folder.mkdir()
        store = _filled(home)
        _tell("list them", _median(lambda: listing_marks.mine(store)))
        texts = Wanted(papers=frozenset(f"p{paper}" for paper in range(PAPERS)))
        known = exporting_marks.found(store, home, texts)
        _tell("find words in them", _median(lambda: chosen(known, Wanted(words="cables told"))))
        _tell("order them by paper and place", _median(lambda: by_place(known)))
        for format in exporting_marks.FORMATS:
            out = Path(folder) / f"notes.{format}"
            took = _median(lambda: exporting_marks.write(store, home, format, out, texts))  # noqa: B023 -- called at once
            _tell(f"{format}, {out.stat().st_size / 1e6:.1f} MB", took)
        out = Path(folder) / "copy.pdf"
        wanted = Wanted(papers=frozenset({"document/survey"}))
        took = _median(lambda: marking_pdf.save(store, home, "document/survey", out, wanted))
        _tell(f"into a copy of a PDF of {PAGES} pages, {out.stat().st_size / 1e6:.1f} MB", took)
        store.close()
    return 0


def _tell(what: str, seconds: float) -> None:
    print(f"{what:50} {seconds * 1000:8.0f} ms")


def _median(act: Callable[[], object]) -> float:
    taken: list[float] = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _filled(home: Home) -> Store:
    store = open_store(home.store)
    facts.put(store, cycle="bench", account="mona", role="member", device="d")
    line = "Paragraph {n} says that number {m} is told about cables and light.\n\n"
    text = "".join(line.format(n=n, m=7 * n) for n in range(900))
    content = _pdf()
    digest = sha256(content).hexdigest()
    file = home.file(digest, "survey.pdf")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    given = [
        _record("documents", "survey", title="Survey",
                file={"name": "survey.pdf", "sha256": digest, "size": len(content)})
    ]  # fmt: skip
    for paper in range(PAPERS):
        id = f"p{paper}"
        given += [
            _record("proposals", id, title=f"Paper {paper}", round="r", version=1, status="open"),
            _record("versions", f"{id}-v1", proposal=id, number=1, at=AT,
                    sections=[{"key": "s", "heading": "Section", "text": text}]),
        ]  # fmt: skip
    records.apply(store, given)
    with store.atomic():
        _mark_texts(store, home)
        _mark_pages(store, content)
    return store


def _record(collection: str, id: str, **data: object) -> Record:
    return Record(collection, id, 1, "office", ("members",), data)


def _mark_texts(store: Store, home: Home) -> None:
    for paper in range(PAPERS):
        [section] = sections(store, home, About("proposal", f"p{paper}", 1))
        for number in range(MARKS // PAPERS):
            at = (number * 293) % (len(section.text) - 40)
            where = anchor_at(section, at, at + 40).to_json()
            about = {"kind": "proposal", "id": f"p{paper}", "version": 1}
            _note(store, f"n{paper}-{number}", {"about": about, "anchor": where})


def _mark_pages(store: Store, content: bytes) -> None:
    about = {"kind": "document", "id": "survey", "version": None}
    with open_pdf(content) as pdf:
        for page in range(PAGES):
            text = pdf.text(page)
            for number in range(MARKS // PAGES):
                where = anchor_on(text, page + 1, number * 34, number * 34 + 28).to_json()
                _note(store, f"m{page}-{number}", {"about": about, "anchor": where})


def _note(store: Store, id: str, data: dict[str, object]) -> None:
    made = {"text": f"A thought about {id}", "colour": "ask", "written_at": AT, **data}
    outbox.put(store, "notes", id, json.loads(json.dumps(made)), audience=(), written_at=AT,
               home=True)  # fmt: skip


def _pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    into = BytesIO()
    canvas = Canvas(into, invariant=True)
    for page in range(PAGES):
        for row in range(50):
            canvas.drawString(
                72, 780 - 14 * row, f"Page {page} row {row} tells of cables and {row * 7}."
            )
        canvas.showPage()
    canvas.save()
    return into.getvalue()
