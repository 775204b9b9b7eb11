"""PDFs: opening, pages at 100 and 200 %, words, search of 350 pages, marks, memory.

Every page is rendered by the child process and, beside it, by pdfium in this process: what is
more is the price of the child. Over the papers in ../shared/data/pdfs where they are, else over
made ones.
"""

import io
import logging
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.documents import pdf_talk
from app.documents.pdf_marks import PageMark, annotated
from app.documents.pdf_pages import PdfFile, open_pdf
from app.documents.unreadable import Unreadable
from bench._memory import elsewhere, peak

PAPERS = Path(__file__).parents[2] / "shared" / "data" / "pdfs"
PAGES = 350
MEGABYTES = 250.0
"""What this process and the child together may hold with 350 pages."""
MOST = 40
"""Pages of one paper that are rendered."""


def main(_argv: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="satchel-bench-") as folder:
        papers = sorted(PAPERS.glob("*.pdf"))
        long = Path(folder) / "long.pdf"
        elsewhere(_bind, papers, long)
        if not papers:
            papers = [long]
        print(
            f"{len(papers)} papers, and one of {PAGES} pages of {long.stat().st_size / 1e6:.1f} MB"
        )
        _pages(papers)
        return 0 if _long(long, Path(folder) / "marked.pdf") else 1


def _bind(papers: list[Path], out: Path) -> None:
    """Write a paper of 350 pages: the ones that are there bound together, else made ones."""
    from pypdf import PdfReader, PdfWriter

    logging.disable()  # papers from outside are not all sound
    writer = PdfWriter()
    for paper in [*papers, *papers, *papers]:
        reader = PdfReader(paper)
        if not reader.is_encrypted and len(writer.pages) < PAGES:
            writer.append(reader, pages=(0, min(len(reader.pages), PAGES - len(writer.pages))))
    if len(writer.pages) < PAGES:
        writer = PdfWriter(clone_from=io.BytesIO(_made()))
    writer.write(out)


def _made() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(PAGES):
        for row in range(45):
            words = f"{page}.{row} Community networks share spectrum by custom rather than licence."
            canvas.drawString(60, 780 - 16 * row, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _pages(papers: list[Path]) -> None:
    opened: list[float] = []
    rendered: dict[float, list[float]] = {1.0: [], 2.0: []}
    floor: dict[float, list[float]] = {1.0: [], 2.0: []}
    read: list[float] = []
    for paper in papers:
        try:
            begun = time.perf_counter()
            file = open_pdf(paper)
        except Unreadable:
            continue  # one of them wants a password
        with file:
            opened.append(time.perf_counter() - begun)
            pages = range(min(len(file.pages), MOST))
            for scale, times in rendered.items():
                times.extend(_timed(file.render, ((page, scale) for page in pages)))
            read += _timed(file.text, ((page,) for page in pages))
        for scale, times in floor.items():
            times.extend(elsewhere(_in_this_process, paper, scale, len(pages)))
    print(f"opening, the start of the child included: {_told(opened)}")
    for scale, times in rendered.items():
        here = statistics.median(floor[scale])
        ratio = statistics.median(times) / here
        print(
            f"a page at {scale:.0%}: {_told(times)}; pdfium alone {_told(floor[scale])}: {ratio:.2f} x"
        )
    print(f"the words of a page with a box a letter: {_told(read)}")


def _in_this_process(paper: Path, scale: float, pages: int) -> list[float]:
    import pypdfium2

    pdfium: Any = pypdfium2
    document = pdfium.PdfDocument(paper)

    def render(number: int) -> None:
        page = document[number]
        page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        page.close()

    times = _timed(render, ((number,) for number in range(pages)))
    document.close()
    return times


def _timed(act: Callable[..., object], calls: Iterable[tuple[Any, ...]]) -> list[float]:
    times: list[float] = []
    for call in calls:
        begun = time.perf_counter()
        act(*call)
        times.append(time.perf_counter() - begun)
    return times


def _told(times: list[float]) -> str:
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"p50 {statistics.median(ordered) * 1000:.1f} ms, p95 {high * 1000:.1f} ms"


def _long(path: Path, out: Path) -> bool:
    own = peak("self")
    begun = time.perf_counter()
    with open_pdf(path) as file:
        print(f"{len(file.pages)} pages: opened in {(time.perf_counter() - begun) * 1000:.0f} ms")
        for words in ("spectrum", "installation", "no such words"):
            first = _timed(lambda words=words: list(file.find(words)), [()])[0]
            count = len(list(file.find(words)))
            again = min(_timed(lambda words=words: list(file.find(words)), [(), (), ()]))
            print(f"  “{words}” found {count} times in {first:.2f} s, again in {again:.2f} s")
        for page in range(len(file.pages)):
            file.render(page, 1.5)
        here, child = peak("self"), peak(str(file.process))
        _mark(path, file, out)
    met = here + child <= MEGABYTES
    print(
        f"  memory: this process {here:.0f} MB ({own:.0f} before), the child {child:.0f} MB at most,"
        f" {here + child:.0f} together (hold: {MEGABYTES:.0f}); the child is ended at"
        f" {pdf_talk.MEMORY / 1e6:.0f}"
    )
    return met


def _mark(path: Path, file: PdfFile, out: Path) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    marks = [
        PageMark(
            page, tuple(text.around(0, 60)), "#ffd54a", "highlight", "A", at, "Why?", str(page)
        )
        for page in range(0, len(file.pages), 2)
        if (text := file.text(page)).has_text
    ]
    took = _timed(lambda: annotated(path, marks, out), [()])[0]
    print(
        f"  {len(marks)} marks written into a copy of {out.stat().st_size / 1e6:.1f} MB in {took:.1f} s"
    )
