"""Reports on paper: a round of 400 proposals, beside ReportLab's plain paragraphs of as many pages.

The floor is what the same typesetter needs for the same words as bare paragraphs, in the same
run: no tables, no contents, no structure, no fallback of faces, no order of right-to-left words.
Seconds are the processor's: other work on the machine does not count. For neither the loading of
the typesetter counts; ours is told apart.
"""

import random
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from app.reports import tree
from app.reports.tree import Block, Report
from bench import _round
from bench._memory import elsewhere, peak

PROPOSALS, MEMBERS = 400, 12
LATIN_HOLD, MIXED_HOLD = 1.5, 4.0
MEGABYTES = 400.0
FONTS = Path(__file__).parents[1] / "resources" / "fonts"
_LATIN = [
    "the",
    "proposal",
    "builds",
    "on",
    "three",
    "years",
    "of",
    "work",
    "and",
    "its",
    "list",
    "of",
    "norms",
    "is",
    "a",
    "real",
    "asset",
    "but",
    "what",
    "I",
    "miss",
    "is",
    "a",
    "step",
    "from",
    "this",
    "list",
    "to",
    "practice",
    "who",
    "will",
    "read",
    "it",
    "and",
    "what",
    "will",
    "they",
    "do",
    "differently",
    "a",
    "short",
    "section",
    "on",
    "outreach",
    "to",
    "regions",
    "would",
    "settle",
    "that",
    "question",
    "for",
    "most",
    "of",
    "us",
    "community",
    "networks",
    "share",
    "spectrum",
    "by",
    "custom",
    "rather",
    "than",
    "licence",
    "internet",
    "governance",
    "forum",
    "stakeholder",
    "evaluation",
    "methodology",
    "capacity",
    "building",
    "participation",
    "outcomes",
    "policy",
    "makers",
]
_CYRILLIC = [
    "тема",
    "уместна",
    "но",
    "предложение",
    "не",
    "объясняет",
    "как",
    "прошлогодние",
    "результаты",
    "были",
    "использованы",
    "просим",
    "добавить",
    "показатели",
    "участие",
    "общества",
    "управление",
    "интернетом",
    "доступ",
    "развитие",
]
_ARABIC = [
    "قال",
    "الأمين",
    "العام",
    "يجب",
    "أن",
    "نعمل",
    "معا",
    "في",
    "منتدى",
    "حوكمة",
    "الإنترنت",
    "وشارك",
    "شخص",
    "من",
    "البلدان",
    "ويرجى",
    "توضيح",
    "كيفية",
    "قياس",
    "النتائج",
    "في",
    "السنة",
    "القادمة",
    "لأن",
    "المقترح",
    "لا",
    "يذكر",
    "أي",
    "مؤشر",
]
_CHINESE = "多利益攸关方咨询组认为最佳做法论坛的提案应当说明其产出如何有助于互联网治理的讨论请在之前提交意见社区参与的范围需要进一步说明"


def main(_argv: list[str]) -> int:
    held, plain = True, 0.0
    for name, mixed, hold in (("Latin", False, LATIN_HOLD), ("mixed scripts", True, MIXED_HOLD)):
        seconds, pages, most, size = elsewhere(_ours, mixed)
        floor, floor_pages, floor_megabytes = elsewhere(_floor, mixed)
        each, least = seconds / pages, floor / floor_pages
        ratio = each / least
        good = ratio <= hold and most <= MEGABYTES
        held = held and good
        print(
            f"{name}: {PROPOSALS} proposals, {pages} pages in {seconds:.2f} s"
            f" ({each * 1000:.1f} ms a page), {most:.0f} MB, a file of {size / 1e6:.1f} MB;"
            f" plain paragraphs: {floor_pages} pages in {floor:.2f} s ({least * 1000:.1f} ms a page,"
            f" {floor_megabytes:.0f} MB): {ratio:.2f} x (hold: {hold} x and {MEGABYTES:.0f} MB)"
        )
        if not mixed:
            plain = least
    read, loading, seconds, pages, most, size = elsewhere(_round_report)
    each = seconds / pages
    good = each / plain <= LATIN_HOLD and most <= MEGABYTES
    held = held and good
    print(
        f"round report, {_round.PROPOSALS} proposals by {_round.MEMBERS} members: read from the"
        f" store and brought together in {read:.2f} s; {loading:.2f} s to load what writes PDF once;"
        f" {pages} pages in {seconds:.2f} s"
        f" ({each * 1000:.1f} ms a page), {most:.0f} MB, a file of {size / 1e6:.1f} MB:"
        f" {each / plain:.2f} x a page of plain paragraphs (hold: {LATIN_HOLD} x and"
        f" {MEGABYTES:.0f} MB)"
    )
    for format in ("docx", "html", "xlsx"):
        seconds, size = elsewhere(_other, format)
        print(f"the same, Latin, as {format}: {seconds:.2f} s, {size / 1e6:.1f} MB")
    return 0 if held else 1


def composed(*, mixed: bool) -> Report:
    """Return a report as a round of many proposals has it: figures, charts, words, a matrix."""
    chosen = random.Random(5)
    blocks: list[Block] = [
        tree.Figures((("400", "proposals"), ("4800", "reviews"))),
        tree.Contents(),
    ]
    for number in range(1, PROPOSALS + 1):
        code = f"P-{number}"
        shares = (
            tree.Share("Support", chosen.randint(1, 9), 0x2C7A4B),
            tree.Share("Object", chosen.randint(0, 5), 0xB3362B),
        )
        blocks += [
            tree.Heading(
                _words(chosen, 7), 1, f"p-{number}", code, listed="12 entries", shares=shares
            ),
            tree.Paragraph("Version 1 · Example Institute", "label"),
            tree.Shares(shares),
        ]
        for criterion in range(1, 4):
            blocks.append(tree.Heading(f"{criterion}. Relevance", 2, note="mean 3.4, 12 scores"))
            for member in range(MEMBERS // 3):
                side = (
                    tree.Run(f"Member {member}", "strong"),
                    tree.Run("Member, civil society", "label"),
                )
                text = "\n\n".join(_said(chosen, mixed=mixed) for _ in range(2))
                blocks.append(tree.Entry(side, (tree.Prose(text),)))
    rows = tuple(
        (f"P-{number}", _words(chosen, 5), 12, chosen.random() * 5, chosen.random())
        for number in range(1, PROPOSALS + 1)
    )
    columns = (
        tree.Column("Proposal", "code"), tree.Column("Title", width=1),
        tree.Column("Reviews", "whole"), tree.Column("Mean", "number"),
        tree.Column("Agree", "share"),
    )  # fmt: skip
    blocks += [
        tree.Heading("Scores"),
        tree.Table(columns, rows, "Scores by proposal"),
        tree.Chart(
            "bars", tuple(f"P-{n}" for n in range(1, 101)),
            (tree.Series("Mean", tuple(chosen.random() * 5 for _ in range(100))),), "Means", highest=5,
        ),
    ]  # fmt: skip
    return Report(
        "Report of the round", tuple(blocks), date="2026-01-31", head="IGF", foot="For all"
    )


def _words(chosen: random.Random, count: int) -> str:
    return " ".join(chosen.choice(_LATIN) for _ in range(count)).capitalize()


def _said(chosen: random.Random, *, mixed: bool) -> str:
    count = chosen.randint(30, 70)
    kind = chosen.randrange(4) if mixed else 0
    if kind == 3:
        return "".join(chosen.choice(_CHINESE) for _ in range(count * 2)) + "（MAG 2026）。"
    words = (_LATIN, _CYRILLIC, _ARABIC)[kind]
    said = [chosen.choice(words) for _ in range(count)]
    if kind == 2:
        said.insert(3, "IGF 2026")
    return " ".join(said)


def _ours(mixed: bool) -> tuple[float, int, float, int]:  # noqa: FBT001 -- through a pool
    from app.reports.writing import write

    report = composed(mixed=mixed)
    _loaded()
    begun = time.process_time()
    made = write(report, "pdf")
    seconds = time.process_time() - begun
    most = peak()
    from pypdf import PdfReader

    return seconds, len(PdfReader(BytesIO(made)).pages), most, len(made)


def _round_report() -> tuple[float, float, float, int, float, int]:
    """Report a large round as a chair does: seconds to compose, load and write, pages, MB, bytes."""
    from pypdf import PdfReader

    from app.actions import reporting
    from app.actions.reporting import Wanted
    from app.paths import Home
    from app.reports.writing import write
    from app.store import open_store

    with tempfile.TemporaryDirectory(prefix="satchel-bench-") as folder:
        home = Home(Path(folder))
        elsewhere(_round.fill, home.store)  # its memory is none of ours
        store = open_store(home.store, read_only=True)
        begun = time.process_time()
        made = reporting.composed(store, home, Wanted("round-report", "pdf", _round.ROUND))
        read = time.process_time() - begun
        store.close()
    loading = _loaded()
    begun = time.process_time()
    content = write(made.report, "pdf")
    seconds = time.process_time() - begun
    most = peak()
    return read, loading, seconds, len(PdfReader(BytesIO(content)).pages), most, len(content)


def _loaded() -> float:
    """Load what writes PDF, as the floor has it loaded; return the seconds it took."""
    begun = time.process_time()
    import_module("app.reports.write_pdf")
    return time.process_time() - begun


def _floor(mixed: bool) -> tuple[float, int, float]:  # noqa: FBT001 -- through a pool
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    report = composed(mixed=mixed)
    library: Any = Paragraph
    styles: dict[str, Any] = {}
    for name in ("SourceSerif4-Regular", "NotoNaskhArabic-Regular", "NotoSansSC-Regular"):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
        wrap = {"wordWrap": "CJK"} if "SC" in name else {}
        styles[name] = ParagraphStyle(
            name, fontName=name, fontSize=10.5, leading=15, spaceAfter=5, **wrap
        )
    begun = time.process_time()
    document: Any = SimpleDocTemplate(
        BytesIO(), leftMargin=54, rightMargin=54, topMargin=68, bottomMargin=66
    )
    document.build([library(each, styles[_face(each)]) for each in _paragraphs(report)])
    return time.process_time() - begun, document.page, peak()


def _face(text: str) -> str:
    if "\u0600" <= text[0] <= "\u06ff":
        return "NotoNaskhArabic-Regular"
    return "NotoSansSC-Regular" if text[0] in _CHINESE else "SourceSerif4-Regular"


def _paragraphs(report: Report) -> Iterator[str]:
    for block in report.blocks:
        if isinstance(block, tree.Heading):
            yield f"{block.code} {block.title}"
        elif isinstance(block, tree.Entry):
            for part in block.body:
                assert isinstance(part, tree.Prose)
                yield from part.text.split("\n\n")


def _other(format: str) -> tuple[float, int]:
    from app.reports.writing import write

    report = composed(mixed=False)
    begun = time.process_time()
    made = write(report, format)
    return time.process_time() - begun, len(made)
