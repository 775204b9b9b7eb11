"""Finds the tables in a paper's blocks: rows one after the other, or a table drawn with bars.

CommonMark has no tables: in the plain text, which offsets count in, they stay the lines
they are (docs/decisions/0008-extracted-text.md). A `Table` only says which words of these
lines are cells.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from app.documents.plain import Block, Run

LEAST = 2
"""Rows and columns of which there are as many at least: else it is a line with a bar in it."""
MOST_COLUMNS = 12
"""Rows of more cells are read as lines."""
MOST_BARS = 4 * MOST_COLUMNS
"""Bars of one row that are looked at one by one, whether they stand in code."""
MOST_ROWS = 60
"""Rows after which a table is set as another one: Qt lays each out in one go."""

MOST_LINES = 1_200
"""Rows of one drawn table; what is below is left as it is written."""

_BAR = " | "
_RULE = re.compile(r"\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a cell, and where they begin in the text of the table."""

    start: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells; `head`: the first row names the columns."""

    text: str
    rows: tuple[tuple[Cell, ...], ...]
    head: bool = False


def grouped(blocks: Iterable[Block]) -> Iterator[Block | Table]:
    """Return `blocks` with their tables in the place of the blocks these are made of."""
    rows: list[Block] = []
    for block in blocks:
        if rows and (not _is_row(block) or _columns(block) != _columns(rows[0])):
            yield from _table(rows)
            rows = []
        if _is_row(block):
            rows.append(block)
        else:
            yield from _drawn(block)
        if len(rows) == MOST_ROWS:
            yield from _table(rows)
            rows = []
    yield from _table(rows)


def cut(runs: Sequence[Run], first: int, last: int) -> tuple[Run, ...]:
    """Return the characters `first` to `last` of `runs`."""
    found: list[Run] = []
    at = 0
    for run in runs:
        words = run.text[max(0, first - at) : max(0, last - at)]
        if words:
            found.append(replace(run, text=words))
        at += len(run.text)
        if at >= last:
            break
    return tuple(found)


def _is_row(block: Block) -> bool:
    plain = block.kind == "paragraph" and not block.level
    return (
        plain
        and not block.text.startswith("|")
        and not block.breaks
        and LEAST <= _columns(block) <= MOST_COLUMNS
    )


def _columns(block: Block) -> int:
    return block.text.count(_BAR) + 1


def _table(rows: Sequence[Block]) -> Iterator[Block | Table]:
    """Return `rows` as a table; one alone is a line that happens to hold a bar."""
    if len(rows) < LEAST:
        yield from rows
        return
    found: list[tuple[Cell, ...]] = []
    begun = 0
    for row in rows:
        cells: list[Cell] = []
        at = 0
        for words in row.text.split(_BAR):
            cells.append(Cell(begun + at, cut(row.runs, at, at + len(words))))
            at += len(words) + len(_BAR)
        found.append(tuple(cells))
        begun += len(row.text) + 1
    yield Table("\n".join(row.text for row in rows), tuple(found))


def _drawn(block: Block) -> Iterator[Block | Table]:
    """Return a paragraph with the tables that are drawn in it with bars and a ruled line.

    Lines above a table are a paragraph of their own, so is what follows without a bar.
    """
    text = block.text
    lines = _lines(text, block.breaks) if block.kind == "paragraph" and "|" in text else []
    ruled = _ruled(text, lines)
    if ruled is None:
        yield block
        return
    width = _bars_within(text[slice(*lines[ruled])]) + 1
    end = ruled + 1
    most = min(len(lines), ruled + MOST_LINES)
    while end < most and "|" in text[slice(*lines[end])]:
        end += 1
    parts = _Parts(block)
    if ruled > 1:
        yield parts.part(lines[0][0], lines[ruled - 2][1])
    head = True
    for first in range(ruled - 1, end, MOST_ROWS):
        shown = lines[first : min(first + MOST_ROWS, end)]
        within = parts.part(shown[0][0], shown[-1][1])
        words = within.text
        rows = [
            _row(within.runs, words, (start - shown[0][0], last - shown[0][0]), width)
            for start, last in shown
            if (start, last) != lines[ruled]
        ]
        yield Table(words, tuple(rows), head=head)
        head = False
    if end < len(lines):
        yield parts.part(lines[end][0], lines[-1][1])


def _lines(text: str, breaks: Sequence[int]) -> list[tuple[int, int]]:
    """Return where the lines of a paragraph begin and end, as its source has them."""
    hard = (found.start() for found in re.finditer("\n", text))
    ends = [*sorted({*breaks, *hard}), len(text)]
    return list(zip([0, *(at + 1 for at in ends[:-1])], ends, strict=True))


def _ruled(text: str, lines: Sequence[tuple[int, int]]) -> int | None:
    """Return which line rules off the names of the columns above it; None without any."""
    for number, (first, last) in enumerate(lines):
        line = text[first:last].strip()
        if number and "|" in line and _RULE.fullmatch(line):
            bars = _bars_within(line)
            above = _bars_within(text[slice(*lines[number - 1])])
            if LEAST <= bars + 1 <= MOST_COLUMNS and above == bars:
                return number
    return None


def _bars_within(line: str) -> int:
    """Return how many bars of `line` stand between cells, not around them."""
    return line.strip().removeprefix("|").removesuffix("|").count("|")


class _Parts:
    """Cuts a long paragraph into many blocks, without going through all of it for each."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._ends = list(accumulate(len(run.text) for run in block.runs))

    def part(self, first: int, last: int) -> Block:
        """Return the characters `first` to `last` as a block."""
        block, ends = self._block, self._ends
        low, high = bisect_right(ends, first), bisect_left(ends, last) + 1
        begun = ends[low - 1] if low else 0
        runs = cut(block.runs[low:high], first - begun, last - begun)
        breaks = block.breaks[bisect_left(block.breaks, first) : bisect_left(block.breaks, last)]
        return replace(block, runs=runs, breaks=tuple(at - first for at in breaks))


def _row(runs: Sequence[Run], text: str, line: tuple[int, int], width: int) -> tuple[Cell, ...]:
    """Return a line as `width` cells: too many are the last one's words, missing ones empty."""
    words = text[slice(*line)]
    start = line[0] + len(words) - len(words.lstrip())
    end = line[0] + len(words.rstrip())
    start += text.startswith("|", start, end)
    end -= text.endswith("|", start, end)
    bars = [found.start() + start for found in re.finditer(r"\|", text[start:end])]
    if width <= len(bars) <= MOST_BARS:
        told = [at for at in bars if not _is_code(runs, at)]
        bars = told if len(told) == width - 1 else bars
    bars = bars[: width - 1]
    edges = list(zip([start, *(at + 1 for at in bars)], [*bars, end], strict=True))
    edges += [(end, end)] * (width - len(edges))
    return tuple(_cell(runs, text, left, right) for left, right in edges)


def _cell(runs: Sequence[Run], text: str, left: int, right: int) -> Cell:
    words = text[left:right]
    start = left + len(words) - len(words.lstrip())
    return Cell(start, cut(runs, start, start + len(words.strip())))


def _is_code(runs: Sequence[Run], at: int) -> bool:
    """Say whether the character `at` is code: a bar there parts no cells."""
    for run in runs:
        if at < len(run.text):
            return run.code
        at -= len(run.text)
    return False
