"""Finds the tables in a paper's blocks: rows one after the other, or a table drawn with bars.

CommonMark has no tables: in the plain text, which offsets count in, they stay the lines
they are (docs/decisions/0008-extracted-text.md). A `Table` only says which words of these
lines are cells.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.documents.plain import Block, Run

LEAST = 2
"""Rows and columns of which there are as many at least: else it is a line with a bar in it."""
MOST_COLUMNS = 12
"""Rows of more cells are read as lines."""
MOST_ROWS = 60
"""Rows after which a table is set as another one: Qt lays each out in one go."""

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
    lines = _lines(block)
    ruled = _ruled(block, lines)
    if ruled is None:
        yield block
        return
    width = _bars_within(block.text[slice(*lines[ruled])]) + 1
    end = ruled + 1
    while end < len(lines) and "|" in block.text[slice(*lines[end])]:
        end += 1
    if ruled > 1:
        yield _part(block, lines[0][0], lines[ruled - 2][1])
    head = True
    for first in range(ruled - 1, end, MOST_ROWS):
        shown = lines[first : min(first + MOST_ROWS, end)]
        within = _part(block, shown[0][0], shown[-1][1])
        rows = [
            _row(within, start - shown[0][0], last - shown[0][0], width)
            for start, last in shown
            if (start, last) != lines[ruled]
        ]
        yield Table(within.text, tuple(rows), head=head)
        head = False
    if end < len(lines):
        yield _part(block, lines[end][0], lines[-1][1])


def _lines(block: Block) -> list[tuple[int, int]]:
    """Return where the lines of a paragraph begin and end, as its source has them."""
    breaks = {*block.breaks, *(found.start() for found in re.finditer("\n", block.text))}
    ends = [*sorted(breaks), len(block.text)]
    return list(zip([0, *(at + 1 for at in ends[:-1])], ends, strict=True))


def _ruled(block: Block, lines: Sequence[tuple[int, int]]) -> int | None:
    """Return which line rules off the names of the columns above it; None without any."""
    if block.kind != "paragraph" or "|" not in block.text:
        return None
    for number, (first, last) in enumerate(lines):
        line = block.text[first:last].strip()
        if number and "|" in line and _RULE.fullmatch(line):
            bars = _bars_within(line)
            above = _bars_within(block.text[slice(*lines[number - 1])])
            if LEAST <= bars + 1 <= MOST_COLUMNS and above == bars:
                return number
    return None


def _bars_within(line: str) -> int:
    """Return how many bars of `line` stand between cells, not around them."""
    return line.strip().removeprefix("|").removesuffix("|").count("|")


def _part(block: Block, first: int, last: int) -> Block:
    breaks = tuple(at - first for at in block.breaks if first <= at < last)
    return replace(block, runs=cut(block.runs, first, last), breaks=breaks)


def _row(block: Block, first: int, last: int, width: int) -> tuple[Cell, ...]:
    """Return a line as `width` cells: too many are the last one's words, missing ones empty."""
    line = block.text[first:last]
    start = first + len(line) - len(line.lstrip()) + line.lstrip().startswith("|")
    end = last - (len(line) - len(line.rstrip()))
    end -= start < end and block.text[end - 1] == "|"
    bars = [at for at in range(start, end) if block.text[at] == "|"]
    if len(bars) >= width:
        told = [at for at in bars if not _is_code(block.runs, at)]
        bars = (told if len(told) == width - 1 else bars)[: width - 1]
    edges = list(zip([start, *(at + 1 for at in bars)], [*bars, end], strict=True))
    edges += [(end, end)] * (width - len(edges))
    return tuple(_cell(block, left, right) for left, right in edges)


def _cell(block: Block, left: int, right: int) -> Cell:
    words = block.text[left:right]
    start = left + len(words) - len(words.lstrip())
    return Cell(start, cut(block.runs, start, start + len(words.strip())))


def _is_code(runs: Sequence[Run], at: int) -> bool:
    """Say whether the character `at` is code: a bar there parts no cells."""
    for run in runs:
        if at < len(run.text):
            return run.code
        at -= len(run.text)
    return False
