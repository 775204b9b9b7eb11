"""A report as a tree of blocks that knows nothing of paper: composed once, written in any format.

Writers: `writing.write`. Blocks hold words already in the reader's language and values as they
are; how they look is the writers' affair. Nothing here is slow to import.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Style = Literal["", "strong", "emphasis", "soft", "label", "code", "good", "warn", "bad"]
"""`soft`: our words where nobody wrote any; `label`: ours about what people wrote; `code`: the
short name of a proposal; `good`, `warn`, `bad`: a state."""
Kind = Literal["text", "whole", "number", "share", "day", "code"]
"""What a column holds: words, whole numbers, numbers with two decimals, parts of 1 shown as per
cent, ISO days, short names that are not broken."""

Paper = Literal["A4", "Letter"]

ADDRESSES = ("https://", "http://", "mailto:")
"""What the address of a link begins with; others are words."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style, perhaps a link: an address, or `#anchor` of a heading."""

    text: str
    style: Style = ""
    link: str = ""
    colour: int | None = None
    """0xRRGGBB over the style's own, for a mark beside words that say the same."""
    language: str = ""
    """Of these words, where it is known and not the report's: a BCP 47 tag."""


Content: TypeAlias = str | Run | Sequence[str | Run]
"""What stands in a line: plain words, or runs of them."""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole: its words, how many, its colour (None: in no bar)."""

    title: str
    count: int
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a part. Level 1 is a chapter: the report's own title stands above it."""

    title: str
    level: int = 1
    """1 to 4."""
    anchor: str = ""
    """Where links to `#anchor` lead; once in a report. Without one it is made by the writer."""
    code: str = ""
    """Short name above the title of a chapter, and before it in the contents."""
    note: str = ""
    """Small words after the title: counts, a mean."""
    listed: str = ""
    """Small words after the title in the contents."""
    shares: tuple[Share, ...] = ()
    """Positions, for a small bar in the contents."""
    running: bool = True
    """A chapter's title stands at the head of its pages."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of ours, or one paragraph of anybody's. A line feed ends a line."""

    content: Content
    style: Style = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """What somebody wrote: empty lines part its paragraphs, its own line ends stay."""

    text: str
    style: Style = ""
    lead: Content = ""
    """Small words before it; with them it is set in, as a reply is."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a paper, and under them where they are from."""

    text: str
    caption: Content = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list, with what belongs under it."""

    content: Content
    inner: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Item | Content, ...]
    numbered: bool = False
    start: int = 1
    """Number of the first item."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """Labels with what they say, a row each."""

    rows: tuple[tuple[str, Content], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Large counts side by side, each with what is counted."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """Parts of one whole: a bar, and the words and counts that say the same."""

    parts: tuple[Share, ...]
    legend: bool = False
    """Only what the colours mean: no bar, no counts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who and what kind at the side, her words beside it."""

    side: tuple[Content, ...]
    body: tuple["Block", ...]
    named: bool = True
    """The first line of the side is a name: repeated where the entry goes on over a page."""


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    kind: Kind = "text"
    key: str = ""
    """Its name in JSON and CSV; the title without one."""
    width: float = 0.0
    """Share of the room beside other columns that have one; 0: as wide as it needs."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with how it is shown where that is more than its column's kind says."""

    value: str | float | None = None
    content: Content = ""
    """Shown instead of the value."""
    fill: int | None = None
    """0xRRGGBB behind it. The words must say the same."""
    style: Style = ""


Value: TypeAlias = str | float | None
"""None is shown as a dash: nothing was given. Whole numbers are Python's int."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads that are repeated on each page. The first column names its row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | Value, ...], ...]
    caption: str = ""
    note: str = ""
    """Small words under it."""
    name: str = ""
    """Of the sheet in a workbook; the caption without one."""
    fixed: int = 1
    """Columns repeated at the side of each part where all are not as wide as a page."""
    totals: int = 0
    """So many rows at the end are sums."""


@dataclass(frozen=True, slots=True)
class Series:
    title: str
    values: tuple[float | None, ...]
    """One per label of the chart; None: nothing to show."""
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars. `bars`: one lying bar per label; `shares`: a lying bar per label, its parts the series,
    each as long as its part of the whole; `histogram`: standing bars, labels below.
    """

    kind: Literal["bars", "shares", "histogram"]
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    caption: str = ""
    alternative: str = ""
    """What it shows, in words, for those who do not see it; made from the values if empty."""
    highest: float | None = None
    """End of the scale, where it is not the highest value: 5 of 5."""
    unit: str = ""
    """What the values count, at the end of the scale."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""

    room: float = 1.0
    """Only where less than this part of a page is free."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline between two parts; none at the head of a page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings down to level `deepest` with their pages, each a link."""

    title: str = ""
    deepest: int = 1


Block: TypeAlias = (
    Heading | Paragraph | Prose | Quote | Bullets | Definitions | Figures | Shares | Entry | Table
    | Chart | PageBreak | Rule | Contents
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document."""

    title: str
    blocks: Sequence[Block]
    over: str = ""
    """A line above the title: what kind of report, of which cycle."""
    facts: tuple[tuple[str, Content], ...] = ()
    """Under the title: when made, by whom, who may read it."""
    head: str = ""
    """At the head of each page but the first."""
    foot: str = ""
    """At the foot of each page: who may read it."""
    name: str = ""
    """What the file calls itself; the title without one."""
    author: str = ""
    subject: str = ""
    date: str = ""
    """ISO day or instant from the caller: no writer asks the clock."""
    language: str = "en"
    right_to_left: bool = False
    paper: Paper = "A4"
    landscape: bool = False


def runs(content: Content, style: Style = "") -> tuple[Run, ...]:
    """Return `content` as runs, plain words in `style`; empty ones are left out."""
    if isinstance(content, str):
        return (Run(content, style),) if content else ()
    if isinstance(content, Run):
        return (content,) if content.text else ()
    return tuple(run for each in content for run in runs(each, style))


def leads(run: Run, anchors: Container[str]) -> str:
    """Return where a run leads: an address of the web or of mail, or an anchor there is."""
    if not run.link:
        return ""
    if run.link.startswith("#"):
        return run.link if run.link[1:] in anchors else ""
    return run.link if run.link.casefold().startswith(ADDRESSES) else ""


def plain(content: Content) -> str:
    """Return the words of `content` without their styles."""
    return "".join(each.text for each in runs(content))


def cell(given: Cell | Value) -> Cell:
    return given if isinstance(given, Cell) else Cell(given)


def tables(blocks: Sequence[Block]) -> Iterator[Table]:
    """Yield the tables of a report in their order, those within lists and entries too."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Entry):
            yield from tables(block.body)
        elif isinstance(block, Bullets):
            for item in block.items:
                if isinstance(item, Item):
                    yield from tables(item.inner)


def anchored(heading: Heading, place: int) -> Heading:
    """Return `heading` with an anchor; `place` is its index among the report's blocks."""
    if heading.anchor:
        return heading
    return replace(heading, anchor=f"part-{place + 1}")
