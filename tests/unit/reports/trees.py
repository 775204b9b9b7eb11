"""A report with every kind of block, in six scripts, for the tests of the writers."""

from app.reports.tree import (
    Bullets,
    Cell,
    Chart,
    Column,
    Contents,
    Definitions,
    Entry,
    Figures,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Prose,
    Quote,
    Report,
    Rule,
    Run,
    Series,
    Share,
    Shares,
    Table,
)
from tests.unit.reports.papers import ARABIC, CHINESE, ENGLISH, FRENCH, RUSSIAN

GREEN, RED = 0x2C7A4B, 0xB3362B
NAMES = (
    "Nguyễn Thị Hồng",
    "João Conceição",
    "अमिता शर्मा",
    "Wanjikũ Mwangi",
    "نادية مثال",
    "王小明",
)

MATRIX = Table(
    (
        Column("Proposal", "code", "code"),
        Column("Title", "text", "title", width=3),
        Column("Reviews", "whole", "n"),
        Column("Mean", "number", "mean"),
        Column("Agree", "share", "agree"),
        Column("Last", "day", "last"),
    ),
    (
        ("P-1", "Norms, tested", 5, 3.25, 0.5, "2021-01-28"),
        ("P-2", '=HYPERLINK("http://x.example")', 4, Cell(4.0, fill=0xD8E9DC, style="strong"), 0.25, None),
        ("P-3", ARABIC[:60], 0, None, None, "2021-01-30"),
        ("P-4", CHINESE[:30], 7, 2.5, 1.0, ""),
        ("All", "", 16, 3.1, 0.6, None),
    ),
    caption="Scores by proposal",
    note="A blank is no nought.",
    totals=1,
)  # fmt: skip

BARS = Chart(
    "bars",
    ("P-1 Norms, tested", "P-2 Gender", ARABIC[:40]),
    (Series("Mean", (3.25, 4.0, None)),),
    caption="Mean scores",
    highest=5,
)
STACKED = Chart(
    "shares",
    ("P-1", "P-2"),
    (Series("Support", (3, 1), GREEN), Series("Object", (1, 0), RED)),
    caption="Positions",
)
HISTOGRAM = Chart(
    "histogram", ("1", "2", "3", "4", "5"), (Series("Scores", (0, 2, 5, 9, 3)),), "Scores given"
)


def every_block(*, right_to_left: bool = False, language: str = "en") -> Report:
    return Report(
        "Report of the round",
        (
            Figures((("4", "proposals"), ("16", "reviews"))),
            Contents(deepest=2),
            PageBreak(),
            Heading("Norms, tested", 1, "p-1", "P-1", listed="5 reviews", shares=STACKED_PARTS),
            Shares(STACKED_PARTS),
            Paragraph(("See ", Run("the letter", link="#letter"), " or ", Run("the page", link="https://example.org/a?b=1&c=2"), ".")),
            Heading("Comments", 2),
            Entry(
                (Run("Amina Example", "strong"), Run("Member", "label")),
                (
                    Prose(ENGLISH),
                    Quote("norms will be tested", ("Description", Run(" changed since", "warn"))),
                    Prose(FRENCH, lead=Run("Reply of Wei", "strong")),
                ),
            ),
            *(Entry((Run(name, "strong"),), (Prose(text),)) for name, text in zip(NAMES, (ARABIC, CHINESE, RUSSIAN, FRENCH, ARABIC, CHINESE), strict=True)),
            Heading("Scores", 2, note="mean 3.1"),
            MATRIX,
            BARS,
            STACKED,
            HISTOGRAM,
            Rule(),
            Heading("Guidelines to the proposers", 1, "letter", "P-2"),
            Bullets(
                (
                    Item("Please say which incidents.", (Bullets(("Chosen by whom?", RUSSIAN)),)),
                    ARABIC,
                    "<b>No & markup</b>",
                ),
                numbered=True,
                start=3,
            ),
            Definitions((("Decided", "31 January 2021"), ("Reason", (Run("Supported", "good"), " if merged")))),
            Shares(STACKED_PARTS, legend=True),
        ),
        over="Round · IGF 2021",
        facts=(("Exported", "31 January 2021 by Claire Chair"), ("Who may read this", "The chairs")),
        head="IGF 2021 · Best Practice Forums",
        foot="For the chairs. Please do not pass on.",
        name="Report of the round: IGF 2021",
        author="Claire Chair",
        subject="Round report",
        date="2021-01-31",
        language=language,
        right_to_left=right_to_left,
    )  # fmt: skip


STACKED_PARTS = (Share("Support", 3, GREEN), Share("Object", 1, RED), Share("No position", 1))
