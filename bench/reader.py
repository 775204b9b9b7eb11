"""Opening long papers: how long the window's thread is held up, and until all of it is set.

A proposal of 900 KB (in Latin, Arabic and Chinese) and the text of a document of 350 pages, each
opened at its beginning and near its end, made wider and narrower, enlarged, searched.
"""

import hashlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

HOLD = 100.0
"""Milliseconds that the window's thread may be held up."""
SIZE = 900_000
"""Bytes of the proposal."""
PAGES, PAGE = 350, 2_600
"""Pages of the document, and characters of one: a full page of a report."""
WORDS = {
    "Latin": [
        "the",
        "forum",
        "reads",
        "what",
        "members",
        "wrote",
        "about",
        "names",
        "numbers",
        "routes",
        "and",
        "rights",
        "in",
        "time",
    ],
    "Arabic": [
        "الأمن",
        "السيبراني",
        "موضوع",
        "مهم",
        "في",
        "منتدى",
        "إدارة",
        "الإنترنت",
        "حيث",
        "يقرأ",
        "الأعضاء",
        "الأوراق",
    ],
    "Chinese": [
        "互联网治理",
        "论坛",
        "讨论",
        "网络安全",
        "成员",
        "阅读",
        "文件",
        "并做",
        "标记",
        "多语言",
        "域名",
    ],
}


def main(_argv: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.ui.theme import theme

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme().apply(app)
    with tempfile.TemporaryDirectory(prefix="satchel-bench-") as folder:
        held = _measure(app, Path(folder))
    return 0 if held <= HOLD else 1


def _measure(app, folder: Path) -> float:  # noqa: ANN001 -- a QApplication, imported late
    from app.paths import Home
    from app.ui.desk import Desk
    from app.ui.views.documents import DocumentsView
    from app.ui.views.proposals import ProposalsView

    home = Home(folder)
    _fill(home)
    desk = Desk(home, clock=lambda: datetime(2026, 1, 27, 9, tzinfo=UTC))
    papers, library = ProposalsView(desk), DocumentsView(desk)
    watch = _Watch(app)
    worst = 0.0
    print("what                            held up at most   until all is set")
    for view in (papers, library):
        view.resize(1366, 768)
        view.show()
        watch.until(lambda: True, 0.5)
    papers.show_record("warm")  # the view of a paper is built at the first one
    library.show_record("warm-d")
    watch.until(lambda: True, 1.0)
    for script in WORDS:
        page = papers.paper.reader.page
        worst = max(worst, _paper(watch, script, page, lambda s=script: papers.show_record(f"p-{s}"),
                                  lambda s=script: papers.paper.proposal() == f"p-{s}"
                                  and not papers.paper.shown().coming, papers.resize))  # fmt: skip
    page = library.detail.reader.page
    worst = max(worst, _paper(watch, f"{PAGES} pages", page, lambda: library.show_record("book"),
                              library.detail.text.is_here, library.resize))  # fmt: skip
    desk.close()
    return worst


def _paper(
    watch: "_Watch",
    name: str,
    page,  # noqa: ANN001 -- a ReadingPage, imported late
    show: Callable[[], object],
    here: Callable[[], bool],
    resize: Callable[[int, int], None],
) -> float:
    """Open a paper and work with it; return the milliseconds it held up the window at most."""

    def done() -> bool:
        return here() and page.is_whole()

    def end() -> None:
        last = page.places().stretches[-1]
        page.go_to(last.key, max(0, len(last.text) - 5_000))

    steps: dict[str, Callable[[], object]] = {
        "open": show,
        "go to the end": end,
        "narrower": lambda: resize(1093, 614),
        "enlarge": page.enlarge,
        "wider": lambda: resize(1366, 768),
        "find": lambda: page.find_all("members" if name[0] in "L3" else "论坛"),
    }
    worst = 0.0
    for what, act in steps.items():
        held, took = watch.of(act, done)
        worst = max(worst, held)
        print(f"{name:12} {what:18} {held:8.0f} ms {took:17.0f} ms", flush=True)
    page.find_all("")
    page.shrink()
    watch.until(done, 0.3)
    return worst


class _Watch:
    """Turns the event loop and notes how long it stood still."""

    def __init__(self, app) -> None:  # noqa: ANN001 -- a QApplication, imported late
        self._app = app

    def of(self, act: Callable[[], object], done: Callable[[], bool]) -> tuple[float, float]:
        """Return, in ms, how long the thread was held up at most, and when `done` was true."""
        begun = before = time.perf_counter()
        act()
        held, quiet, whole = time.perf_counter() - before, 0.0, 0.0
        while quiet < 0.4:  # a change of width is followed once it has come to rest
            before = time.perf_counter()
            self._app.processEvents()
            now = time.perf_counter()
            held = max(held, now - before)
            if not done():
                quiet, whole = 0.0, now - begun
            else:
                quiet += max(now - before, 0.0005)
            time.sleep(0.0005)
        return held * 1000, whole * 1000

    def until(self, done: Callable[[], bool], least: float) -> None:
        end = time.perf_counter() + least
        while time.perf_counter() < end or not done():
            self._app.processEvents()
            time.sleep(0.001)


def _fill(home) -> None:  # noqa: ANN001 -- a Home, imported late
    from app.domain.records import Record
    from app.store import facts, files, open_store, records

    def record(collection: str, id: str, **data: object) -> Record:
        return Record(collection, id, 1, "sec", ("members",), data)

    store = open_store(home.store)
    given = [record("cycle", "c", title="Bench")]
    texts = {f"p-{script}": _text(script, SIZE) for script in WORDS} | {"warm": "Words."}
    for id, text in texts.items():
        parts = _tenths(text)
        sections = [
            {"key": f"s{number}", "heading": f"Part {number}", "text": part}
            for number, part in enumerate(parts)
        ]
        given.append(record("proposals", id, title=id, version=1, round="r", status="open"))
        given.append(record("versions", f"{id}-v1", proposal=id, number=1, sections=sections))
    for id, text in {"book": _text("Latin", PAGES * PAGE, "###"), "warm-d": "Words."}.items():
        raw = text.encode()
        sha256 = hashlib.sha256(raw).hexdigest()
        home.text(sha256).parent.mkdir(parents=True, exist_ok=True)
        home.text(sha256).write_bytes(raw)
        files.arrived(store, sha256, f"{sha256}.md", len(raw), len(raw), whole=True)
        given.append(record("documents", id, title=id, text={"size": len(raw), "sha256": sha256}))
    records.apply(store, given)
    facts.put(store, cycle="c", account="m", role="member", server="", device="d")
    store.close()


def _tenths(text: str) -> list[str]:
    paragraphs = text.split("\n\n")
    step = len(paragraphs) // 10 + 1
    return ["\n\n".join(paragraphs[at : at + step]) for at in range(0, len(paragraphs), step)]


def _text(script: str, size: int, heading: str = "") -> str:
    """Return paragraphs, lists, emphasis and a table now and then, `size` bytes of them."""
    rnd = random.Random(7)
    space = "" if script == "Chinese" else " "
    found: list[str] = []
    length = 0
    while length < size:
        words = [rnd.choice(WORDS[script]) for _each in range(rnd.randint(20, 110))]
        if rnd.random() < 0.3:
            words[rnd.randrange(len(words))] = f"**{rnd.choice(words)}**"
        text = space.join(words)
        kind = rnd.random()
        if kind < 0.15:
            text = "\n".join(f"- {part}" for part in (text[:60], text[60:120], text[120:]) if part)
        elif kind < 0.18:
            text = "| a | b |\n|---|---|\n" + "\n".join(f"| {each} | 1 |" for each in words[:8])
        elif kind < 0.22 and heading:
            text = f"{heading} {text[:40]}"
        found.append(text)
        length += len(text.encode()) + 2
    return "\n\n".join(found)
